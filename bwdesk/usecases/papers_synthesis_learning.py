"""Learning on the synthesis papers: trainings and seminars that were held, by topic and by who came, small groups withheld.

Own words of a topic and titles are never read: a public paper has none of them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from bwdesk import shipped
from bwdesk.domain.learning import Audience, Participants, Seat, Seminar, Training, heads
from bwdesk.domain.tool import Tool
from bwdesk.domain.topics import OTHER, Attended, Reach, Topic, by_audience, by_topic, reach
from bwdesk.reports import values_synthesis as v
from bwdesk.store.lists import all_things
from bwdesk.store.unit import Reader
from bwdesk.usecases.papers import PaperContext

_EVENT = ("title", "topic", "held_on", "half_days")
_HEADS = ("audience", "sex", "count")
_FIGURES = 5


def learning_figures(reader: Reader, held: Collection[str], tool: Tool, context: PaperContext) -> v.Learning:
    """What was held for some factories (ids) until now, at whatever time."""
    least = shipped.profile().small_group
    both = (_trainings(reader, held), _seminars(reader, held))
    clusters = {c.code: tuple(p.code for p in tool.compliance_points(c.code)) for c in tool.clusters if tool.leaves(c.code)}
    names = {c.code: c.name for c in tool.clusters} | {p.code: p.name for p in tool.compliance_points()}
    trainings, seminars = (_rows(by_topic(some, clusters, least), reach(some), names, least, context) for some in both)
    all_of = reach([*both[0], *both[1]])
    missing = {one.factory_id for some in both for one in some if reach([one]).unstated}
    return v.Learning(trainings, seminars, _audiences(both, least, context), _unstated(all_of, len(missing), least))


def _trainings(reader: Reader, held: Collection[str]) -> list[Attended]:
    came: dict[str, list[Participants]] = {}
    for one in all_things(reader, Participants, ("training_id", *_HEADS)):
        came.setdefault(one.training_id, []).append(one)
    found = all_things(reader, Training, ("factory_id", "cycle_id", *_EVENT))
    return [
        Attended(t.id, t.factory_id, t.topic, t.half_days, heads(came.get(t.id, ())))
        for t in found
        if t.held_on is not None and t.factory_id in held
    ]


def _seminars(reader: Reader, held: Collection[str]) -> list[Attended]:
    """Of each seminar, the factories from which somebody came."""
    found = {s.id: s for s in all_things(reader, Seminar, ("country", *_EVENT)) if s.held_on is not None}
    came: dict[tuple[str, str], list[Seat]] = {}
    for seat in all_things(reader, Seat, ("seminar_id", "factory_id", *_HEADS)):
        if seat.seminar_id in found and seat.factory_id in held and seat.count > 0:
            came.setdefault((seat.seminar_id, seat.factory_id), []).append(seat)
    return [
        Attended(seminar, factory, found[seminar].topic, found[seminar].half_days, heads(own)) for (seminar, factory), own in came.items()
    ]


def _rows(topics: Sequence[Topic], whole: Reach, names: Mapping[str, str], least: int, context: PaperContext) -> tuple[v.TopicRow, ...]:
    rows = []
    for topic in topics:
        name = names[topic.code] if topic.code != OTHER else context.say("synthesis.topics.other")
        rows.append(v.TopicRow(name, _figures(topic.whole), few=sum(part is None for _, part in topic.parts)))
        shown = ((names.get(code) or context.say("synthesis.topics.general"), part) for code, part in topic.parts if part is not None)
        rows += [v.TopicRow(words, _figures(part), is_part=True) for words, part in shown]
    if not rows:
        return ()
    total = whole if len(whole.factories) >= least else None
    return (*rows, v.TopicRow(context.say("synthesis.topics.all"), _figures(total), is_total=True))


def _figures(one: Reach | None) -> tuple[v.Share, ...]:
    if one is None:
        return (v.Share(is_withheld=True),) * _FIGURES
    return (v.Share(len(one.factories)), v.Share(one.held), *_people(one), v.Share(one.halves))


def _people(one: Reach) -> tuple[v.Share, v.Share]:
    """People, and women of them."""
    return v.Share(one.people), v.Share(one.women, one.people) if one.people else v.Share()


def _audiences(both: Iterable[Sequence[Attended]], least: int, context: PaperContext) -> tuple[v.Line, ...]:
    told = [by_audience(some, least) for some in both]
    hidden, none = (v.Share(is_withheld=True),) * 2, (v.Share(),) * 2

    def cells(of: Mapping[Audience, Reach | None], audience: Audience) -> tuple[v.Share, v.Share]:
        one = of.get(audience)
        return _people(one) if one is not None else hidden if audience in of else none

    return tuple(
        v.Line(context.say(f"learn.audience.{audience.value}"), tuple(share for of in told for share in cells(of, audience)))
        for audience in Audience
        if any(audience in of for of in told)
    )


def _unstated(all_of: Reach, factories: int, least: int) -> v.Share:
    if not all_of.unstated:
        return v.Share()
    return v.Share(all_of.unstated) if factories >= least else v.Share(is_withheld=True)
