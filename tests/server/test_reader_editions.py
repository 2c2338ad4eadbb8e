"""What factories and buyers are told of editions: which replaced which, what changed in their own copy, why one was withdrawn."""

from __future__ import annotations

import html
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bwdesk.calendars import day_in
from bwdesk.domain.assessment import Assessment, Result, Verdict
from bwdesk.domain.naming import scoped_id
from bwdesk.domain.report import FactoryComment, Report, ReportKind, ReportState
from bwdesk.domain.sections import SECTIONS
from bwdesk.server import readers
from bwdesk.server.pen import WRITER, open_keys, write_things
from bwdesk.server.reader_editions import sections_in
from bwdesk.shipped import tool, tool_names
from bwdesk.usecases.release import result_id
from tests.server.test_reader_pages import BUYER_PDF, FACTORY_PDF, Browser, World, comments, world

__all__ = ["world"]

WORDS = "Exit 3 was measured again <b>"
WHY = "it counted the exits of another building"


def second_of(world: World, **said: object) -> None:
    """Edition 1 withdrawn, and edition 2: a finding and a factory's comment differ, of which the buyer's copy has only the first."""
    code = next(q.code for q in tool(tool_names()[0]).leaves() if q.is_public)
    parts = {"factory": {"cluster.7": "1", "comments": "1"}, "buyer": {"cluster.7": "1", "comments": "-"}}
    then = json.dumps(parts | {"buyer": {"cluster.7": "0", "comments": "-"}, "factory": {"cluster.7": "0"}})
    with world.amina.does() as unit:
        old = unit.put(world.edition, replace(world.edition, parts=then))
        unit.put(old, replace(old, withdrawn_at=datetime(2026, 7, 1, 9, tzinfo=UTC), withdrawn_why=WHY))
        made = replace(
            world.edition, id=scoped_id("edition", world.scope, world.edition.report_id, 2), number=2, short="KH-9X2M", changes=WORDS,
            parts=json.dumps(parts), heads={},
        )  # fmt: skip
        unit.add(replace(made, **said))  # type: ignore[arg-type]
        world.file(unit, "edition", made.id, "factory", FACTORY_PDF + b" 2")
        world.file(unit, "edition", made.id, "buyer", BUYER_PDF + b" 2")
    world.amina.sync()
    subject = world.edition.subject_id
    result = Result(
        id=result_id(subject, code), scope=world.scope, assessment_id=subject, cycle_id=world.cycle, question=code,
        verdict=Verdict.NON_COMPLIANT, tool=tool_names()[0],
    )  # fmt: skip
    keys = open_keys(world.hub)
    with world.hub.writing(WRITER, "release") as unit:
        write_things(unit, keys, [(None, result)], "release")


def test_each_reader_is_told_what_changed_in_the_copy_it_may_open(world):
    factory, buyer = world.browser("golden", "factory", world.factory), world.browser("north", "buyer", world.buyer)
    factory.send("/authorise", buyer=world.buyer, kind=["assessment"])
    assert "Replaced" not in buyer.get().text and "What this edition changes" not in buyer.get().text
    first = buyer.files()[0]
    second_of(world)
    number = tool(tool_names()[0]).clusters[6]
    named = f"{int(number.position)} {number.name}"
    for one, has_comments in ((factory, True), (buyer, False)):
        page = html.unescape(one.get().text)
        assert "Replaced by edition 2" in page and "Replaces edition 1" in page and "What this edition changes" in page
        assert f"Withdrawn on 2026-07-01: {WHY}" in page and WORDS in page and WORDS not in one.get().text, "escaped"
        assert f"Parts that differ from the edition before: {named}" in page
        assert ("What the factory said" in page) is has_comments, "a part that the buyer's copy leaves out is not named to it"
    assert buyer.get(first).status_code == 404, "the withdrawn one opens no more"
    (path,) = buyer.files()
    assert buyer.get(path).content == BUYER_PDF + b" 2"


def test_the_parts_are_named_in_the_readers_language(world):
    second_of(world)
    factory = world.browser("golden", "factory", world.factory)
    page = html.unescape(factory.get(headers={"Accept-Language": "fr"}).text)
    assert "Parties qui diffèrent de l’édition précédente" in page and "Retirée le 2026-07-01 : " + WHY in page


def test_an_edition_whose_parts_are_not_known_is_told_by_its_words_alone(world):
    second_of(world, parts="")
    page = world.browser("golden", "factory", world.factory).get().text
    assert html.escape(WORDS) in page and "Parts that differ" not in page and "No part of what stands" not in page


def test_days_are_those_of_the_readers_country(world):
    now = datetime.now(UTC)
    country = "AS" if now.hour < 11 else "TO"  # where it is yesterday, or tomorrow
    here = day_in(country, now)
    assert here != now.date()
    _, secret = readers.invite(world.hub, "far", name="Manager", side="factory", subject=world.factory, country=country)
    far = Browser(world.url)
    far.enter(secret)

    def until(day):
        with world.amina.does() as unit:
            held = unit.need(Report, world.report.id)
            unit.put(held, replace(held, comments_due_on=day))
        world.amina.sync()
        return comments(far, world.report.id, f"said until {day}")

    assert until(here).status_code == 200 and f"until {here.isoformat()}" in far.get().text
    (said,) = world.at_the_desk(FactoryComment, lambda c: c.report_id == world.report.id)
    assert said.said_on == here
    assert until(here - timedelta(days=1)).status_code == 404 and "Your comment" not in far.get().text


def test_a_comment_is_about_a_section_that_the_draft_has(world):
    subject = "c" * 32
    scope = f"assessment/{subject}"
    name = tool_names()[0]
    assessment = Assessment(id=subject, scope=scope, factory_id=world.factory, cycle_id=world.cycle, tool=name, number=1, country="KH")
    report = Report(
        id=scoped_id("report", scope, "assessment", subject), scope=scope, kind=ReportKind.ASSESSMENT, subject_id=subject,
        factory_id=world.factory, state=ReportState.COMMENTS, comments_due_on=day_in("KH", datetime.now(UTC)) + timedelta(days=3),
    )  # fmt: skip
    keys = open_keys(world.hub)
    with world.hub.writing(WRITER, "report") as unit:
        write_things(unit, keys, [(None, assessment), (None, report)], "report")
    factory = world.browser("golden", "factory", world.factory)
    page = html.unescape(factory.get().text)
    first = tool(name).clusters[0]
    assert f'<option value="cluster.1">{int(first.position)} {first.name}</option>' in page and 'value="comments"' not in page

    def send(section):
        return factory.send("/comment", report=report.id, **{f"text-{report.id}": "The racks are gone", f"section-{report.id}": section})

    assert send("cluster.99").status_code == send("<b>").status_code == 404
    assert send("cluster.1").status_code == 200
    with world.hub.reading() as reader:
        (said,) = reader.find(FactoryComment, lambda c: c.report_id == report.id)
    assert (said.section, said.text) == ("cluster.1", "The racks are gone")
    assert f"Factory manager · {int(first.position)} {first.name}" in html.unescape(factory.get().text)


def test_a_comment_can_be_about_the_sections_that_the_profile_has():
    whole = SECTIONS["assessment"].known
    assert {"strengths", "open", "integrity"} <= set(sections_in(ReportKind.ASSESSMENT, "", whole))
    without = sections_in(ReportKind.ASSESSMENT, "", [key for key in whole if key not in ("gaps", "integrity")])
    assert {"open", "integrity"}.isdisjoint(without) and {"factory", "strengths"} <= set(without)
    assert sections_in(ReportKind.PLAN, "", SECTIONS["plan"].known) == ()
