"""What a variant leaves out it does not deny: no section says that there was nothing where something is withheld."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pikepdf
import pypdfium2
import pytest

from bwdesk.domain.edition import Variant
from bwdesk.paths import RESOURCES
from bwdesk.reports.gallery import SAMPLES, variant_of, variants_that_leave_out
from bwdesk.reports.values import AssessmentPaper
from bwdesk.texts import Texts
from tests.reports.reading import printed, sample, text_of

_DENIES = re.compile(r"(_none|_nobody|no_\w+|nothing\w*|not_visited|where_open|_empty|_open)$")

_TRUE = "synthesis.no_names"
"""It says that factories are not named, not that there are none."""


def denials() -> dict[str, str]:
    """The sentences by which papers say that there is nothing, by key."""
    folder, texts = RESOURCES / "texts" / "en", Texts()
    found = [key for path in sorted(folder.glob("*.po")) for key in re.findall(r'^msgid "([a-z0-9_.]+)"$', path.read_text("utf-8"), re.M)]
    about = [key for key in found if key.startswith(("reports.", "committee.paper.", "progress", "synthesis.")) and _DENIES.search(key)]
    return {key: said for key in about if key != _TRUE and len(said := texts(key)) > 10 and "{" not in said}


def test_the_sentences_are_found() -> None:
    assert {"reports.back.strengths_none", "reports.plan.no_cause", "reports.findings.where_open"} <= denials().keys()


@pytest.mark.parametrize(("kind", "variant"), variants_that_leave_out())
def test_what_is_withheld_is_not_denied(kind: str, variant: Variant) -> None:
    whole, shown = text_of(sample(kind)[0]), text_of(printed(variant_of(kind, variant))[0])
    assert [key for key, said in denials().items() if said in shown and said not in whole] == []


def test_an_edition_that_leaves_parts_out_says_so_and_no_other_does() -> None:
    said = Texts()("reports.back.withheld")
    for variant in Variant:
        assert (said in text_of(printed(variant_of("assessment", variant))[0])) == (variant in (Variant.BUYER, Variant.PUBLIC))


def test_what_there_was_nothing_of_is_still_told() -> None:
    """A part that goes to the readers and is empty says so, in whatever variant."""
    paper = variant_of("assessment", Variant.BUYER)
    text = text_of(printed(replace(paper, strengths=(), information=()))[0])
    assert Texts()("reports.back.strengths_none") in text and Texts()("reports.back.information_none") in text


def test_findings_that_a_variant_keeps_back_are_not_said_to_be_new() -> None:
    """The summary of a public edition lists what is publicly reported, not what was found before: of that it holds counts alone."""
    paper = variant_of("assessment", Variant.PUBLIC)
    assert isinstance(paper, AssessmentPaper) and paper.last_cycle is not None and paper.last_cycle.repeated > 0
    clusters = []
    for cluster in paper.clusters:
        points = [replace(point, findings=tuple(replace(one, repeated_in=()) for one in point.findings)) for point in cluster.points]
        clusters.append(replace(cluster, points=tuple(points)))
    texts, text = Texts(), text_of(printed(replace(paper, clusters=tuple(clusters)))[0])
    assert texts("reports.summary.again_none") not in text and texts("reports.summary.again") not in text
    assert texts("reports.summary.public") in text


def test_what_is_not_counted_is_said_to_be_named_only_where_it_is() -> None:
    """The list of questions without a result stays off a public edition; its method does not point to it."""
    assert "and named apart" in text_of(printed(variant_of("assessment", Variant.BUYER))[0])
    shown = text_of(printed(variant_of("assessment", Variant.PUBLIC))[0])
    assert "named apart" not in shown and "left out of the count." in shown


def test_a_column_of_questions_alone_is_not_called_questions_and_findings() -> None:
    shown = text_of(printed(variant_of("assessment", Variant.PUBLIC))[0])
    assert Texts()("reports.findings.question") not in shown and Texts()("reports.back.question") in shown


def test_short_chapters_share_a_page_and_the_outline_leads_to_their_places() -> None:
    document = pypdfium2.PdfDocument(printed(variant_of("assessment", Variant.PUBLIC))[0])
    tops: dict[int, list[float]] = {}
    for place in (entry.get_dest() for entry in document.get_toc()):
        tops.setdefault(place.get_index(), []).append(place.get_view()[1][1])
    document.close()
    assert max(map(len, tops.values())) >= 3
    assert all(found == sorted(set(found), reverse=True) for found in tops.values()), "one under the other"


def test_nobody_is_asked_to_stamp_an_edition_that_is_not_handed_to_the_factory() -> None:
    said = Texts()("reports.assessment.stamp")
    for variant in Variant:
        shown = text_of(printed(variant_of("assessment", variant))[0])
        assert (said in shown) == (variant in (Variant.INTERNAL, Variant.FACTORY))


def test_a_plan_for_buyers_has_no_column_of_causes() -> None:
    texts, whole, shown = Texts(), text_of(sample("plan")[0]), text_of(printed(variant_of("plan", Variant.BUYER))[0])
    for key in ("reports.plan.root_cause", "reports.plan.no_cause"):
        assert texts(key) in whole and texts(key) not in shown


def test_boxes_of_sources_that_a_variant_hides_are_not_drawn() -> None:
    """An empty box says that a source was not used; where workers or their union may have told it, there is no box."""
    paper = SAMPLES["assessment"][1]()
    assert isinstance(paper, AssessmentPaper)
    findings = sum(len(cluster.findings) for cluster in paper.clusters)
    for_buyers = variant_of("assessment", Variant.BUYER)
    asked = replace(for_buyers, head=replace(for_buyers.head, withheld=tuple(one for one in for_buyers.head.withheld if ":" not in one)))
    assert _boxes(printed(asked)[0]) - _boxes(printed(for_buyers)[0]) == 2 * findings > 0


def _boxes(data: bytes) -> int:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return sum(str(one.operator) == "re" for page in pdf.pages for one in pikepdf.parse_content_stream(page))


def test_a_legend_and_a_title_name_what_this_reader_has() -> None:
    """A buyer is told neither whose word a finding rests on nor who was given the edition: no legend, no title speaks of it."""
    whole, shown = text_of(sample("assessment")[0]), text_of(printed(variant_of("assessment", Variant.BUYER))[0])
    assert "W workers, U union" in whole and Texts()("reports.back.method_comments") in whole
    assert "Evidence: D documents, M management, O observed; a letter where used" in shown
    for said in ("W workers", "U union", Texts()("reports.back.method_comments")):
        assert said not in shown
