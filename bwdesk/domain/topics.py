"""Trainings and seminars of many factories by topic and by audience: how many, who came, person-days. Small groups stay untold.

A topic is a point of the tool, or a cluster as a whole; what is neither counts as other topics. Parts are told beside their whole, so what
would be left by subtraction is withheld too (`shown_groups`). Pure. Rules: domain notes "programme" §2.8 and §12.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bwdesk.domain.committee import Sex
from bwdesk.domain.learning import Audience, halves_of
from bwdesk.domain.synthesis import shown_groups

OTHER = ""
"""What belongs to no cluster of the tool."""

Heads = Mapping[tuple[Audience, Sex], int]


@dataclass(frozen=True, slots=True)
class Attended:
    """A training or seminar that was held, with those who came of one factory."""

    event_id: str
    factory_id: str
    topic: str
    half_days: int
    people: Heads


@dataclass(frozen=True, slots=True)
class Reach:
    """How far learning reached. `halves`: person-days in halves; `unstated`: people of whom it is not noted whether women or men."""

    factories: frozenset[str]
    held: int
    people: int
    women: int
    unstated: int
    halves: int


@dataclass(frozen=True, slots=True)
class Topic:
    """A cluster with its topics by code, `OTHER` for what was held on the cluster in general. None: withheld."""

    code: str
    whole: Reach | None
    parts: tuple[tuple[str, Reach | None], ...]


def reach(attended: Iterable[Attended], audience: Audience | None = None) -> Reach:
    """All of these together; of one audience alone, only factories and events from which some of it came."""
    told = [(one, {group: count for group, count in one.people.items() if audience in (None, group[0])}) for one in attended]
    told = [(one, own) for one, own in told if own or audience is None]
    by_sex = {sex: sum(count for _, own in told for group, count in own.items() if group[1] is sex) for sex in Sex}
    return Reach(
        frozenset(one.factory_id for one, _ in told), len({one.event_id for one, _ in told}), sum(by_sex.values()), by_sex[Sex.WOMAN],
        by_sex[Sex.UNSTATED], sum(halves_of(sum(own.values()), one.half_days) for one, own in told),
    )  # fmt: skip


def by_topic(attended: Sequence[Attended], clusters: Mapping[str, Sequence[str]], least: int) -> tuple[Topic, ...]:
    """Clusters in the tool's order, then other topics. `clusters`: the codes of the points of each."""
    order = {code: place for place, code in enumerate(clusters)}
    parts: dict[str, dict[str, list[Attended]]] = {}
    for one in attended:
        cluster = one.topic.partition("-")[0]
        cluster = cluster if cluster in clusters else OTHER
        point = one.topic if one.topic in clusters.get(cluster, ()) else OTHER
        parts.setdefault(cluster, {}).setdefault(point, []).append(one)
    wholes = _told({code: [one for many in own.values() for one in many] for code, own in parts.items()}, least)
    return tuple(
        Topic(code, wholes[code], _in_order(parts[code], clusters.get(code, ()), least) if wholes[code] is not None else ())
        for code in sorted(parts, key=lambda code: order.get(code, len(order)))
    )


def by_audience(attended: Sequence[Attended], least: int) -> Mapping[Audience, Reach | None]:
    """Those who came, by audience; an audience of which nobody came is left out."""
    found = {audience: one for audience in Audience if (one := reach(attended, audience)).people}
    shown = shown_groups({audience: one.factories for audience, one in found.items()}, least)
    return {audience: one if audience in shown else None for audience, one in found.items()}


def _in_order(parts: Mapping[str, Sequence[Attended]], points: Sequence[str], least: int) -> tuple[tuple[str, Reach | None], ...]:
    """The topics of a cluster, what was held on it in general first; none where there is nothing to tell apart."""
    told = _told(parts, least)
    order = [OTHER, *points]
    return tuple((code, told[code]) for code in sorted(told, key=order.index)) if set(told) != {OTHER} else ()


def _told(parts: Mapping[str, Sequence[Attended]], least: int) -> Mapping[str, Reach | None]:
    found = {code: reach(many) for code, many in parts.items()}
    shown = shown_groups({code: one.factories for code, one in found.items()}, least)
    return {code: one if code in shown else None for code, one in found.items()}
