"""What must not stand on a paper that goes out: names in the records, and texts that stay closed, as far as this laptop holds them.

The interview vault lies with the assessing pair alone, so the pair's laptop looks when the report is handed in for review, and whoever
releases looks again over what they hold. Which fields: resources/programme/protected.json; what a variant leaves out: variants.json.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cache

from bwdesk.domain.alert import Alert
from bwdesk.domain.assessment import Assessment, Stage
from bwdesk.domain.edition import Variant
from bwdesk.domain.factory import Factory
from bwdesk.domain.kinds import KINDS
from bwdesk.domain.names_noted import names_noted
from bwdesk.domain.redaction import (
    Leak,
    Protected,
    ProtectedField,
    days_written,
    leaks,
    plain,
    protected_fields,
)
from bwdesk.domain.report import Signature
from bwdesk.domain.scope import alert_scope, assessment_scope, factory_scope, vault_scope
from bwdesk.domain.thing import Thing
from bwdesk.errors import Refused
from bwdesk.paths import RESOURCES
from bwdesk.reports.values import Paper
from bwdesk.reports.variants import shown_by
from bwdesk.shipped import profile, variant_rules
from bwdesk.store.lists import things_where
from bwdesk.store.unit import Reader
from bwdesk.usecases.paper_makers import gather
from bwdesk.usecases.papers import PaperContext
from bwdesk.usecases.papers_synthesis import protected_names
from bwdesk.usecases.report_subject import Subject


class Leaking(Refused):
    """Something that must not leave stands on the paper. `leaks` name place, record and field."""

    def __init__(self, found: list[Leak]) -> None:
        first = found[0]
        super().__init__(
            "report.leak",
            count=len(found),
            place=first.path,
            kind=first.found.kind,
            where=first.found.field,
            record=first.found.thing_id[:8],
        )
        self.leaks = tuple(found)


@cache
def protected_record_fields() -> tuple[ProtectedField, ...]:
    """The fields of records whose words are kept off papers, as shipped."""
    return protected_fields(json.loads((RESOURCES / "programme" / "protected.json").read_text("utf-8")))


def variants_of(kind: str) -> tuple[Variant, ...]:
    """The variants a kind of report is made in."""
    return tuple(variant for variant in Variant if kind in variant_rules().get(variant, {}))


def paper_of_variant(reader: Reader, kind: str, thing_id: str, variant: Variant, context: PaperContext) -> Paper:
    """The values of a paper as a variant shows them. Raises Refused (`report.no_variant`) for a variant that is never made of the kind."""
    return as_variant(gather(reader, kind, thing_id, context), kind, variant)


def as_variant(paper: Paper, kind: str, variant: Variant) -> Paper:
    """A paper with all that it holds as a variant shows it. Raises as `paper_of_variant`."""
    rule = variant_rules().get(variant, {}).get(kind)
    if rule is None:
        if variant is Variant.INTERNAL:
            return paper
        raise Refused("report.no_variant")
    return shown_by(rule, paper, profile().small_group)


def protected_words(
    reader: Reader, subject: Subject, variant: Variant, today: date, write_day: Callable[[date], str]
) -> tuple[Protected, ...]:
    """All that must not stand in a variant of a report. Who signed the visit record may stand on the factory's copy of that record.

    On a report about many factories: the names of all of them.
    """
    if variant is Variant.INTERNAL:
        return ()
    if subject.factory is None:
        return protected_names(reader)
    return _protected_of_factory(reader, subject, subject.factory, variant, today, write_day)


def _protected_of_factory(
    reader: Reader, subject: Subject, factory: Factory, variant: Variant, today: date, write_day: Callable[[date], str]
) -> tuple[Protected, ...]:
    assessments = reader.find(Assessment, lambda a: a.factory_id == factory.id)
    scopes = _scopes(reader, subject, factory, assessments)
    found: list[Protected] = []
    for one in protected_record_fields():
        if variant in one.variants:
            for thing in _things(reader, KINDS[one.kind].cls, factory, scopes):
                if one.holds(thing) and not _may_stand(thing, subject, variant):
                    found += _protected(thing, one)
    signatures = [one for one in things_where(reader, Signature, "scope", scopes) if _may_stand(one, subject, variant)]
    signed = {plain(name) for one in signatures for name in names_noted(one.name)}
    found = [one for one in found if not (one.is_name and plain(one.words) in signed)]
    found += _days(assessments, today, write_day)
    return tuple(dict.fromkeys(found))


def _scopes(reader: Reader, subject: Subject, factory: Factory, assessments: Iterable[Assessment]) -> list[str]:
    ids = {one.id for one in assessments} | ({subject.subject_id} if subject.scope.startswith("assessment/") else set())
    alerts = things_where(reader, Alert, "factory_id", [factory.id])
    return [
        factory_scope(factory.id), *(assessment_scope(i) for i in sorted(ids)), *(vault_scope(i) for i in sorted(ids)),
        *(alert_scope(a.id) for a in alerts),
    ]  # fmt: skip


def _things(reader: Reader, cls: type[Thing], factory: Factory, scopes: list[str]) -> list[Thing]:
    return [factory] if cls is Factory else list(things_where(reader, cls, "scope", scopes))


def _may_stand(thing: Thing, subject: Subject, variant: Variant) -> bool:
    return isinstance(thing, Signature) and variant is Variant.FACTORY and thing.subject_id == subject.subject_id


def _protected(thing: Thing, one: ProtectedField) -> list[Protected]:
    text = str(getattr(thing, one.name)).strip()
    if not text:
        return []
    if not one.is_name:
        return [Protected(text, one.kind, thing.id, one.name)]
    return [Protected(name, one.kind, thing.id, one.name, is_name=True) for name in names_noted(text, is_title=one.name == "title")]


def _days(assessments: Iterable[Assessment], today: date, write_day: Callable[[date], str]) -> list[Protected]:
    """Days of assessments that are still to come: they are unannounced."""
    return [
        Protected(words, "assessment", one.id, name, is_name=True)
        for one in assessments
        if one.stage is Stage.PLANNED and not one.deleted
        for name in ("first_day_on", "last_day_on")
        if (day := getattr(one, name)) is not None and day > today
        for words in days_written(day, [write_day(day)])
    ]


def check_values(reader: Reader, subject: Subject, variant: Variant, context: PaperContext) -> None:
    """Looks over what a variant would say, before anything is printed. Raises Leaking."""
    kind = subject.kind.value
    paper = paper_of_variant(reader, kind, subject.thing_id, variant, context)
    found = leaks(paper, protected_words(reader, subject, variant, context.today, context.of(subject.country).words.day))
    if found:
        raise Leaking(found)


def check_words(reader: Reader, subject: Subject, said: Mapping[str, str], context: PaperContext) -> None:
    """Looks over words, by place, that all readers of a report are told beside its papers. Raises Leaking."""
    write_day = context.of(subject.country).words.day
    going_out = [one for one in variants_of(subject.kind.value) if one is not Variant.INTERNAL]
    protected = [one for variant in going_out for one in protected_words(reader, subject, variant, context.today, write_day)]
    found = leaks((), dict.fromkeys(protected), said)
    if found:
        raise Leaking(found)
