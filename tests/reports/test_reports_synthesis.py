"""The synthesis papers on paper: the words and figures they say, what is withheld, and that bars stay rulers for thousands."""

from __future__ import annotations

from dataclasses import replace

from bwdesk.reports import gallery_synthesis
from bwdesk.reports.charts import Fill, Ruler
from bwdesk.reports.gallery import SAMPLES
from bwdesk.reports.values_synthesis import FocusRow, Share, SynthesisPaper
from tests.reports.reading import outline_of, pages_of, printed, sample, text_of


def test_golden_text_of_the_first_pages() -> None:
    cover, glance, *_ = pages_of(sample("synthesis")[0])
    assert cover.startswith("Garment Factory Labour Standards Programme DRAFT Country synthesis Cambodia Records as of 23 November 2026")
    assert "71 factories in the programme 62 with a released assessment 37 assessed in an earlier cycle too" in cover
    assert "1,340 issues verified as closed, of 2,036 in plans" in cover
    assert "Who may read it No factory is named or can be told apart. For everybody" in cover
    assert "71 factories are in the programme. 62 have a released assessment. 1,412 of 13,877 answers judged were non-compliant." in glance
    assert "Table 1 Points non-compliant, of points judged." in glance
    assert "Compensation" in glance and "Before Now" in glance


def test_every_figure_stands_with_what_it_is_out_of() -> None:
    paper = gallery_synthesis.synthesis()
    said = text_of(sample("synthesis")[0])
    for cluster in paper.clusters:
        for point in cluster.points:
            for row in (point.row, *point.questions):
                for share in (row.now, row.before, row.after):
                    assert f"{share.part} of {share.whole}" in said, row.words
    assert "too few" in said and "7 figures of this paper are withheld." in said
    assert "2 more questions: compliant in every factory judged. 1 question is withheld: judged in too few factories." in said


def test_percentages_stand_from_fifty_factories_on() -> None:
    assert " %" in text_of(sample("synthesis")[0]).replace("\u00a0", " ")
    assert " %" not in text_of(sample("portfolio")[0]).replace("\u00a0", " ")


def test_heads_repeat_and_sections_follow_the_values() -> None:
    paper = gallery_synthesis.synthesis()
    assert outline_of(sample("synthesis")[0]) == ["Country synthesis", *(one.title for one in paper.sections)]
    pages = pages_of(sample("synthesis")[0])
    assert all("Point and question" in page for page in pages if ", continued" in page)
    assert any(", continued" in page for page in pages)
    turned = replace(paper, sections=tuple(reversed(paper.sections)))
    titles = outline_of(printed(turned)[0])[1:]
    assert titles == [one.title for one in turned.sections]


def test_names_stand_on_the_internal_portfolio_alone() -> None:
    inside, open_ = text_of(sample("portfolio")[0]), text_of(sample("portfolio-public")[0])
    assert "Red Lotus Knitwear" in inside and "Factories of Chan Sophea" in inside
    assert "Red Lotus" not in open_ and "Chan Sophea" not in open_
    assert "No factory is named in this variant." in open_


def test_what_is_not_there_is_said() -> None:
    said = text_of(sample("synthesis-empty")[0])
    assert "No assessment has been released yet." in said and "No plan has issues yet." in said and "No cycle has begun." in said
    withheld = replace(gallery_synthesis.synthesis(), all_questions=Share(is_withheld=True), spread=None)
    assert "answers judged were" not in text_of(printed(withheld)[0])


def test_a_column_or_table_that_would_only_say_too_few_is_left_out() -> None:
    paper = gallery_synthesis.synthesis()
    few = Share(is_withheld=True)

    def alone(row: FocusRow) -> FocusRow:
        return replace(row, before=few, after=Share(), cycles=tuple(few for _ in row.cycles))

    clusters = tuple(
        replace(
            one, row=alone(one.row),
            points=tuple(replace(p, row=alone(p.row), questions=tuple(map(alone, p.questions))) for p in one.points),
        )
        for one in paper.clusters
    )  # fmt: skip
    plan = replace(paper.plan, rows=tuple(replace(row, figures=tuple(few for _ in row.figures)) for row in paper.plan.rows))
    data = printed(replace(paper, clusters=clusters, plan=plan))[0]
    said = text_of(data)
    assert "Before and now: the same" not in said and "Before Now" not in said
    assert said.count("Too few factories stand behind each of these figures; none of them is shown.") == 2, "trends, and plans"
    assert any("In focus, From cycle to cycle" in page for page in pages_of(data)), "one sentence is no page of its own"
    assert "Before and now: the same factories, in their cycle before and in their latest" in text_of(sample("synthesis")[0])


class Ticks:
    """A pen that counts ticks."""

    def __init__(self) -> None:
        self.at: list[float] = []

    def upright(self, x: float, *_rest: float) -> None:
        self.at.append(x)

    def rect(self, *_rest: float, **_how: object) -> None:
        return


def test_ticks_of_thousands_never_run_together() -> None:
    for asked, scale in ((62, 0.5), (2000, 0.017), (1_000_000, 0.00004)):
        pen = Ticks()
        Ruler(asked, [(asked // 3, Fill.SOLID)], scale).draw(pen, 0.0, 0.0, 100.0)  # type: ignore[arg-type]
        gaps = [right - left for left, right in zip(pen.at, pen.at[1:], strict=False)]
        assert gaps and min(gaps) > 1.2, asked


def test_what_is_not_used_of_a_package_never_looks_hatched() -> None:
    """Where one tick stands for ten, it is short like any other: hatched means over the package."""
    heights: list[float] = []

    class Heights(Ticks):
        def upright(self, x: float, *rest: float) -> None:
            heights.append(rest[1])

    Ruler(240, [(24, Fill.SOLID)], 0.14).draw(Heights(), 0.0, 0.0, 100.0)  # type: ignore[arg-type]
    assert len(heights) > 20 and heights.count(max(heights)) == 2 and min(heights) < max(heights) / 3, "two full ticks: at 100 and 200"


def test_one_factory_on_a_cover_is_one() -> None:
    paper = SAMPLES["synthesis"][1]()
    assert isinstance(paper, SynthesisPaper)
    for language, said in (("es", "1 evaluada también en un ciclo anterior"), ("fr", "1 évaluée aussi dans un cycle précédent")):
        assert said in pages_of(printed(replace(paper, twice=1), language)[0])[0]


def test_a_paper_of_many_assessments_names_no_single_question_set_at_its_foot() -> None:
    paper = replace(gallery_synthesis.synthesis(), sources=())
    assert paper.head.tool and paper.head.tool not in text_of(printed(paper)[0])
