"""Sections stand in the order that a paper is given and are left out where it has them not, for every kind of report."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pypdfium2
import pytest

from bwdesk.domain.edition import Variant
from bwdesk.domain.redaction import Protected, leaks, texts_of
from bwdesk.domain.sections import SECTIONS
from bwdesk.reports.gallery import SAMPLES, variant_of, variants_that_leave_out
from bwdesk.reports.sections import of_profile
from bwdesk.reports.values import Document, content_hash
from bwdesk.reports.values_progress import Written
from bwdesk.texts import Texts
from tests.reports.reading import outline_of, plain, printed, text_of
from tests.reports.test_reports_variants import denials

TEXTS = Texts()
WHOLE = {"visit": "visit-notes"}
SAYS: dict[str, dict[str, str]] = {
    "visit": {
        "facts": "reports.visit.present", "did": "reports.visit.did", "good": "reports.visit.good", "talked": "reports.visit.talked",
        "not_seen": "reports.visit.not_seen", "agreed": "reports.visit.agreed", "by_hand": "reports.visit.by_hand",
        "signatures": "reports.visit.signing", "notes": "reports.visit.notes", "photos": "reports.photos.title",
    },
    "briefing": {
        "open_items": "reports.briefing.open", "promises": "reports.briefing.promises", "ledgers": "reports.briefing.package",
        "windows": "reports.briefing.windows", "people": "reports.briefing.people", "questions": "reports.briefing.ask",
    },
    "diagnosis": {
        "sittings": "reports.diagnosis.sitting", "counts": "reports.diagnosis.differ_head", "chosen": "reports.diagnosis.chosen",
        "differ": "reports.diagnosis.differ_lead", "answers": "reports.diagnosis.differ_tag",
    },
    "assessment": {
        "summary": "reports.summary.counts", "clusters": "reports.cluster.point", "photos": "reports.photos.numbered",
        "strengths": "reports.back.strengths", "integrity": "reports.back.integrity", "concerns": "reports.back.concerns",
        "information": "reports.back.information_note", "gaps": "reports.back.open", "resolved": "reports.back.was",
        "documents": "reports.documents.note", "method": "reports.back.counts_text", "comments": "reports.back.comments",
        "recipients": "reports.back.recipient",
    },
    "plan": {"plan": "reports.plan.root_cause", "history": "reports.plan.what_happened"},
}  # fmt: skip
"""Words that only this section has; of a section that somebody wrote in, its title."""

WORDS = ("committee", "progress1", "progress2", "synthesis", "portfolio")


def paper_of(kind: str) -> Any:
    """A sample that has all sections of its kind."""
    paper: Any = SAMPLES[WHOLE.get(kind, kind)][1]()
    if kind != "assessment":
        return paper
    *others, cluster = paper.clusters
    at = next(at for at, point in enumerate(cluster.points) if point.findings)
    point = cluster.points[at]
    finding = replace(point.findings[0], documents=(Document("8.1-D1", "Register of overtime", 4, "ab" * 32),))
    points = (*cluster.points[:at], replace(point, findings=(finding, *point.findings[1:])), *cluster.points[at + 1 :])
    return replace(paper, clusters=(*others, replace(cluster, points=points)))


def keys_of(paper: Any) -> tuple[str, ...]:
    return tuple(one.key if isinstance(one, Written) else one for one in paper.sections)


def ordered(paper: Any, change: Callable[[tuple[Any, ...]], tuple[Any, ...]]) -> Any:
    return of_profile(replace(paper, sections=change(paper.sections)))


def said(kind: str, paper: Any) -> dict[str, str]:
    """By section, words by which its place is found: a line that has them, or that is a title of its own where somebody wrote below."""
    if kind in WORDS:
        return {one.key: rf"^{re.escape(one.title)}( |$)|(^| ){re.escape(one.title)}$" for one in paper.sections}
    says = {key: TEXTS(words) for key, words in SAYS[kind].items()}
    says |= {"strengths": paper_of(kind).strengths[0]} if kind == "assessment" else {}
    says |= {"answers": says["answers"].upper()} if kind == "diagnosis" else {}
    return {key: re.escape(words[:24]) for key, words in says.items()}


def lines(data: bytes) -> list[str]:
    """The lines of a paper, without its cover, its contents, and what runs along the head of pages."""
    document = pypdfium2.PdfDocument(data)
    try:
        found = [[plain(line) for line in page.get_textpage().get_text_range().splitlines()] for page in document]
    finally:
        document.close()
    return [line for page in found if TEXTS("reports.contents") not in page and "Better Work" not in page[0] for line in page[1:]]


def places(data: bytes, says: dict[str, str]) -> list[str]:
    """The sections that stand in a paper, in the order in which they do."""
    text = lines(data)
    found = {key: [(at, hit.start()) for at, line in enumerate(text) if (hit := re.search(words, line))][:1] for key, words in says.items()}
    return sorted((key for key, at in found.items() if at), key=lambda key: found[key])


def test_every_kind_with_sections_is_tried() -> None:
    assert {*SAYS, *WORDS} == set(SECTIONS)
    for kind, says in SAYS.items():
        assert tuple(says) == SECTIONS[kind].known == paper_of(kind).sections


ORDERS: tuple[Callable[[tuple[Any, ...]], tuple[Any, ...]], ...] = (
    lambda keys: keys,
    lambda keys: keys[::-1],
    lambda keys: (*keys[1::2], *keys[::2]),
)


@pytest.mark.parametrize("kind", [kind for kind in SECTIONS if kind != "briefing"])
def test_sections_stand_in_their_order(kind: str) -> None:
    for change in ORDERS:
        paper = ordered(paper_of(kind), change)
        assert places(printed(paper)[0], said(kind, paper)) == list(keys_of(paper))


def test_each_column_of_a_briefing_has_its_own_order() -> None:
    says = said("briefing", paper_of("briefing"))
    for change in ORDERS:
        paper = ordered(paper_of("briefing"), change)
        found = places(printed(paper)[0], says)
        for column in (keys_of(paper_of("briefing"))[:2], keys_of(paper_of("briefing"))[2:]):
            assert [key for key in found if key in column] == [key for key in keys_of(paper) if key in column]


@pytest.mark.parametrize("kind", SECTIONS)
def test_what_a_profile_leaves_out_is_not_there_and_is_not_denied(kind: str) -> None:
    whole = paper_of(kind)
    before = text_of(printed(whole)[0])
    least = ordered(whole, lambda keys: tuple(one for one in keys if getattr(one, "key", one) in SECTIONS[kind].needed))
    data = printed(least)[0]
    assert places(data, said(kind, whole)) == list(keys_of(least))
    assert [key for key, words in denials().items() if words in text_of(data) and words not in before] == []
    assert not re.search(r"\b(page|p\.|pages) 0\b", text_of(data)), "no page is named that is not there"
    assert content_hash(least) != content_hash(whole)


def test_an_order_of_its_own_changes_the_hash_and_the_usual_one_does_not() -> None:
    for kind in SAYS:
        whole = paper_of(kind)
        assert content_hash(ordered(whole, lambda keys: keys[::-1])) != content_hash(whole)


def test_words_of_a_section_that_is_left_out_are_not_in_the_file() -> None:
    """Nor do the findings name photographs and documents that the paper does not hold."""
    whole = paper_of("assessment")
    shown = ordered(whole, lambda keys: tuple(key for key in keys if key not in ("photos", "documents", "concerns", "recipients")))
    text, before = (text_of(printed(one)[0]) for one in (shown, whole))
    findings = [finding for cluster in whole.clusters for finding in cluster.findings]
    gone = [photo.text for one in findings for photo in one.photos if photo.text]
    assert gone
    assert not [words for words in gone if words in text]
    for number in ("8.1-D1", next(photo.number for one in findings for photo in one.photos)):
        assert number in before
        assert number not in text


@pytest.mark.parametrize(("kind", "variant"), variants_that_leave_out())
def test_what_a_variant_withholds_stays_withheld_in_any_order(kind: str, variant: Variant) -> None:
    whole = paper_of(kind)
    usual = variant_of(kind, variant)
    before, turned = text_of(printed(whole)[0]), text_of(printed(ordered(usual, lambda keys: keys[::-1]))[0])
    assert [key for key, words in denials().items() if words in turned and words not in before] == []
    shown = text_of(printed(usual)[0])
    kept = {words for _, words in texts_of(usual)}
    gone = {plain(words) for _, words in texts_of(whole) if words not in kept}
    assert [words for words in gone if words in turned and words not in shown] == []


def test_chapters_bookmarks_and_contents_follow_the_order() -> None:
    paper = ordered(paper_of("assessment"), lambda keys: keys[::-1])
    data = printed(paper)[0]
    outline = outline_of(data)
    assert outline[:2] == [TEXTS("reports.assessment.title"), TEXTS("reports.contents")]
    assert outline[-1] == TEXTS("reports.summary.title")
    assert outline[2] == TEXTS("reports.back.method_comments"), "kin still share a chapter"
    document = pypdfium2.PdfDocument(data)
    contents = plain(document[1].get_textpage().get_text_range())
    document.close()
    at = 0
    for title in outline[2:]:
        at = contents.index(plain(title) + " p. ", at) + len(title)


@pytest.mark.parametrize("kind", ["assessment", "synthesis", "portfolio"])
def test_tables_are_numbered_as_they_come(kind: str) -> None:
    for change in ORDERS:
        text = text_of(printed(ordered(paper_of(kind), change))[0])
        numbers = list(dict.fromkeys(int(number) for number in re.findall(r"\bTable (\d+)\b", text)))
        assert len(numbers) > 3
        assert numbers == list(range(1, len(numbers) + 1))


def test_kin_that_are_parted_have_a_chapter_each() -> None:
    """No chapter is called "strengths and integrity" where one of the two stands elsewhere."""
    order = ("strengths", "clusters", "integrity", "concerns", "comments", "summary", "method")
    outline = outline_of(printed(ordered(paper_of("assessment"), lambda _: order))[0])
    names = [TEXTS(f"reports.back.{key}") for key in ("strengths", "integrity", "concerns", "comments", "method")]
    assert [name for name in outline if name in names] == names
    assert TEXTS("reports.back.strengths_integrity") not in outline
    assert TEXTS("reports.back.method_comments") not in outline


def test_the_title_stands_first_whatever_section_does() -> None:
    for kind, title in (("plan", "reports.plan.title"), ("diagnosis", "reports.diagnosis.title"), ("visit", "reports.visit.title")):
        paper = ordered(paper_of(kind), lambda keys: keys[::-1])
        data = printed(paper)[0]
        assert outline_of(data)[0] == TEXTS(title)
        assert len(outline_of(data)) == len(outline_of(printed(paper_of(kind))[0])) + 1, "what it stands over keeps its bookmark"


def test_the_record_is_signed_at_its_foot_where_it_is_signed_last() -> None:
    whole = paper_of("visit")
    last = ordered(whole, lambda keys: ("facts", "agreed", "did", "good", "signatures"))
    amid = ordered(whole, lambda keys: ("facts", "signatures", "agreed", "did", "good"))
    for paper in (last, amid):
        assert places(printed(paper)[0], said("visit", whole)) == list(paper.sections)


def test_a_paper_of_nothing_prints_in_any_order() -> None:
    for name in ("visit-empty", "assessment-empty", "progress1-empty", "progress2-empty", "synthesis-empty"):
        for change in ORDERS:
            assert printed(ordered(SAMPLES[name][1](), change))[1].pages > 0
    bare = replace(paper_of("diagnosis"), clusters=(), sittings=(), chosen=(), sections=("answers",))
    assert TEXTS("reports.diagnosis.title") in text_of(printed(bare)[0])


def test_the_name_of_a_section_is_no_word_of_the_paper() -> None:
    """A remark that says "photos" alone stands on no paper because a section is called so."""
    for kind in SECTIONS:
        paper = paper_of(kind)
        closed = [Protected(key, "visit", "0" * 32, "close_remarks") for key in keys_of(paper)]
        assert not [leak for leak in leaks(paper, closed) if leak.path in ("sections", "sections.key", "own.key")]
