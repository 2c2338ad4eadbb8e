"""The synthesis papers from records: latest results, change of the same factories, small groups withheld, nobody named in what goes out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pypdfium2
import pytest

from bwdesk.domain.assessment import Verdict
from bwdesk.domain.edition import Variant
from bwdesk.domain.redaction import leaks, texts_of
from bwdesk.errors import Refused
from bwdesk.reports.values import content_hash
from bwdesk.reports.values_synthesis import Share
from bwdesk.texts import CLOSE, MIDDLE, OPEN, Pair, Texts, sides
from bwdesk.usecases.factories import add_factory, register_factory
from bwdesk.usecases.papers import PaperContext
from bwdesk.usecases.papers_synthesis import country_paper, portfolio_paper, protected_names
from bwdesk.usecases.report_guard import paper_of_variant
from bwdesk.usecases.trends_export import trends_file
from tests.reports.reading import printed, text_of
from tests.usecases.conftest import NOW, TODAY
from tests.usecases.test_trends import FIRST, OTHER, TOOL, eight, release

assert eight  # the fixture, by its name
NC, C = Verdict.NON_COMPLIANT, Verdict.COMPLIANT


@pytest.fixture
def context() -> PaperContext:
    return PaperContext(Texts("en"), NOW, lambda _sha: b"", author="Chan Sophea")


def cluster(paper, code):
    return next(one for one in paper.clusters if one.name == TOOL.cluster(code).name)


def question(paper, leaf):
    return next(row for point in cluster(paper, leaf.cluster).points for row in point.questions if row.words == leaf.title)


def test_the_latest_of_each_factory_counts_and_few_are_withheld(desk, eight, context):
    paper = desk.ask(portfolio_paper, "all", context)
    assert (paper.factories, paper.assessed, paper.twice, paper.least) == (8, 8, 1, 5)
    assert question(paper, FIRST).now == Share(1, 8)  # the first one is compliant in cycle 2
    assert question(paper, FIRST).before == Share(is_withheld=True)
    assert paper.all_questions == Share(1, 15)
    assert paper.withheld > 0


def test_change_is_told_of_the_same_factories(desk, eight, context):
    for factory, _ in eight[1:6]:
        cycle = desk.do(register_factory, factory, date(2026, 5, 8), desk.writer.person)
        desk.do(release, factory, cycle, {FIRST.code: C, OTHER.code: NC})
    paper = desk.ask(portfolio_paper, "all", context)
    assert question(paper, OTHER).now == Share(5, 8 - 1)  # cycle 2 of the first factory did not judge it
    assert question(paper, OTHER).before.is_withheld  # two others alone would be left
    for number in range(3):
        factory = desk.do(add_factory, f"Late {number}", "BD")
        desk.do(release, factory, desk.do(register_factory, factory, date(2025, 6, 1), desk.writer.person), {FIRST.code: NC, OTHER.code: C})
    paper = desk.ask(portfolio_paper, "all", context)
    row = question(paper, OTHER)
    assert (row.now, row.before, row.after, row.cycles) == (Share(5, 10), Share(0, 5), Share(5, 5), (Share(0, 10), Share(5, 5)))


def test_a_country_of_few_shows_no_figure_and_says_so(desk, eight, context):
    held = {(row[3], row[5], row[6]): row[7] for row in desk.ask(trends_file, TODAY, Texts("en")).rows if row[1] == "Questions"}
    paper = desk.ask(country_paper, "BD", context)
    assert held[FIRST.code, 1, "BD"] is None and question_or_none(paper, FIRST) is None  # as in the anonymous export
    assert paper.head.factory == "Bangladesh"
    shares = [one for row in rows(paper) for one in (row.now, row.before, row.after, *row.cycles)]
    assert all(one.part is None for one in shares)
    assert paper.all_questions.is_withheld and paper.spread is None
    assert all(
        one.part is None for grid in (paper.plan, paper.ages, paper.half_lives, paper.ledgers) for line in grid.rows for one in line.figures
    )
    said = text_of(printed(paper)[0])
    assert "too few" in said and f"{paper.withheld} figures of this paper are withheld." in said


def test_a_country_is_named_in_both_languages_of_its_paper(desk, eight, context):
    paper = desk.ask(country_paper, "BD", replace(context, texts=Pair(Texts("en"), Texts("es"))))
    assert sides(paper.head.factory) == ("Bangladesh", "Bangladés")
    data, _ = printed(paper, "en+es")
    document = pypdfium2.PdfDocument(data)
    title = document.get_metadata_value("Title")
    document.close()
    assert title.endswith(", Bangladesh / Bangladés") and not {OPEN, MIDDLE, CLOSE} & set(title)


def rows(paper):
    for one in paper.clusters:
        yield one.row
        for point in one.points:
            yield from (point.row, *point.questions)


def question_or_none(paper, leaf):
    return next((row for point in cluster(paper, leaf.cluster).points for row in point.questions if row.words == leaf.title), None)


def test_only_the_internal_portfolio_names_factories(desk, eight, context):
    inside = desk.ask(paper_of_variant, "portfolio", "all", Variant.INTERNAL, context)
    assert [one.name for one in inside.lines] == sorted(f"Secret Name {n}" for n in range(8))
    assert inside.lines[0].now == Share(0, 1) and inside.lines[0].before == Share(1, 2)
    for kind, thing, variant in (
        ("portfolio", "all", Variant.PUBLIC),
        ("synthesis", "KH", Variant.INTERNAL),
        ("synthesis", "KH", Variant.PUBLIC),
    ):
        paper = desk.ask(paper_of_variant, kind, thing, variant, context)
        said = " ".join(text for _, text in texts_of(paper)) + text_of(printed(paper)[0])
        assert "Secret Name" not in said and not leaks(paper, desk.ask(protected_names))
        assert ("Chan Sophea" in said) == (variant is Variant.INTERNAL)
        assert "No factory is named or can be told apart" in said
    assert leaks(replace(inside), desk.ask(protected_names))


def test_kinds_for_whom_and_in_which_order(desk, eight, context):
    """Sections are the profile's; no synthesis is made for a buyer or a factory; the same records give the same hash."""
    for variant in (Variant.BUYER, Variant.FACTORY):
        with pytest.raises(Refused) as refused:
            desk.ask(paper_of_variant, "synthesis", "KH", variant, context)
        assert refused.value.key == "report.no_variant"
    paper, mine = desk.ask(country_paper, "KH", context), desk.ask(portfolio_paper, desk.writer.person, context)
    assert [one.key for one in paper.sections] == ["headline", "in_focus", "trends", "plan", "learning", "method", "sources"]
    assert [one.key for one in mine.sections][:2] == ["headline", "factories"]
    assert (mine.whose, mine.factories) == ("Factories of amina", 8)
    assert content_hash(paper) == content_hash(desk.ask(country_paper, "KH", context))


def test_nothing_held_is_refused_or_an_empty_paper(desk, context):
    with pytest.raises(Refused) as refused:
        desk.ask(country_paper, "KH", context)
    assert refused.value.key == "synthesis.no_country"
    assert "No assessment has been released yet." in text_of(printed(desk.ask(portfolio_paper, "all", context))[0])
