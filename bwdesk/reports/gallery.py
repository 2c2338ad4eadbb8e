"""Every kind of paper from small invented values, for tests: what is printed from them is held to golden texts.

Also what the papers must survive: notes in every language of the programme, a right-to-left layout, nasty content, empty values.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from bwdesk.domain.edition import Variant
from bwdesk.domain.programme import PageSize
from bwdesk.reports import (
    gallery_assessment,
    gallery_learning,
    gallery_plan,
    gallery_progress,
    gallery_progress1,
    gallery_synthesis,
    gallery_visit,
)
from bwdesk.reports.names import file_name
from bwdesk.reports.values import Paper, VisitPaper
from bwdesk.reports.variants import shown_by
from bwdesk.shipped import profile, variant_rules
from bwdesk.texts import SOURCE_LANGUAGE, languages, texts_of


def _in_digits(paper: Paper, digits: str) -> Paper:
    """A paper in the digits of its country and language."""
    return replace(paper, head=replace(paper.head, digits=digits))


SAMPLES: dict[str, tuple[str, Callable[[], Paper]]] = {
    "visit": ("en", gallery_visit.visit),
    "visit-letter": ("en", lambda: gallery_visit.visit(PageSize.LETTER)),
    "visit-notes": ("en", gallery_visit.visit_with_notes),
    "visit-empty": ("en", lambda: VisitPaper(gallery_visit.head(), None, "virtual", gallery_visit.head().printed_at)),
    "briefing": ("en", gallery_visit.briefing),
    "diagnosis": ("en", gallery_plan.diagnosis),
    "assessment": ("en", gallery_assessment.official),
    "assessment-draft": ("en", gallery_assessment.draft),
    "assessment-empty": ("en", gallery_assessment.empty),
    "assessment-nasty": ("en", gallery_assessment.nasty),
    "plan": ("en", gallery_plan.plan),
    "plan-nasty": ("en", gallery_plan.nasty_plan),
    "committee": ("en", gallery_progress.committee),
    "committee-nasty": ("en", gallery_progress.nasty_committee),
    "progress1": ("en", gallery_progress1.progress1),
    "progress1-nasty": ("en", gallery_progress1.nasty),
    "progress1-rtl": ("ar", gallery_progress1.progress1),
    "progress1-empty": ("en", gallery_progress1.empty),
    "progress2": ("en", gallery_progress.progress2),
    "progress2-nasty": ("en", gallery_progress.nasty_progress2),
    "progress2-rtl": ("ar", gallery_progress.progress2),
    "progress2-empty": ("en", gallery_progress.empty_progress2),
    "assessment-rtl": ("ar", gallery_assessment.official),
    "plan-rtl": ("ar", gallery_plan.plan),
    "certificate": ("en", gallery_learning.certificate),
    "certificate-names": ("en", gallery_learning.certificates),
    "certificate-rtl": ("ar", gallery_learning.certificates),
    "certificate-nasty": ("en", gallery_learning.nasty_certificate),
    "synthesis": ("en", gallery_synthesis.synthesis),
    "synthesis-large": ("en", gallery_synthesis.huge),
    "synthesis-rtl": ("ar", gallery_synthesis.synthesis),
    "synthesis-empty": ("en", gallery_synthesis.empty),
    "portfolio": ("en", gallery_synthesis.portfolio),
    "portfolio-public": ("en", gallery_synthesis.public_portfolio),
    "portfolio-nasty": ("en", gallery_synthesis.nasty),
    "recovery": ("en", gallery_visit.recovery),
    "recovery-rtl": ("ar", gallery_visit.recovery),
    "visit-rtl": ("ar", gallery_visit.visit_with_notes),
    "visit-two": ("en+km", gallery_visit.visit_with_notes),
    "visit-two-rtl": ("en+ar", gallery_visit.visit),
    "diagnosis-two": ("en+vi", gallery_plan.diagnosis),
    "assessment-two": ("en+ar", gallery_assessment.official),
    "plan-two": ("ur+en", gallery_plan.plan),
    "progress2-two": ("en+km", gallery_progress.progress2),
    "visit-digits": ("bn", lambda: _in_digits(gallery_visit.visit_with_notes(), "beng")),
    "assessment-digits": ("km", lambda: _in_digits(gallery_assessment.official(), "khmr")),
    "progress2-digits": ("ar", lambda: _in_digits(gallery_progress.progress2(), "arab")),
}
IN_LANGUAGES = (
    "visit", "briefing", "diagnosis", "assessment", "plan", "committee", "progress1", "progress2", "certificate", "synthesis", "portfolio",
)  # fmt: skip
"""Kinds that are shown in every language there are words for, and in every variant."""

_FOR_ALL = {"assessment": "reports.public.readers", "synthesis": "synthesis.readers.open", "portfolio": "synthesis.readers.open"}
"""Who reads what is public."""


def variant_of(kind: str, variant: Variant, code: str = SOURCE_LANGUAGE) -> Paper:
    """A kind as a variant shows it, by the rules that are shipped. Raises KeyError where it is not made of the kind."""
    shown = shown_by(variant_rules()[variant][kind], SAMPLES[kind][1](), profile().small_group)
    return replace(shown, head=replace(shown.head, readers=texts_of(code)(_FOR_ALL[kind]))) if variant is Variant.PUBLIC else shown


def variants_that_leave_out() -> list[tuple[str, Variant]]:
    """Kinds and their variants in which something of the sample is missing; the others print like the kind itself."""
    made = [(kind, variant) for variant, rules in variant_rules().items() for kind in IN_LANGUAGES if kind in rules]
    whole = {kind: SAMPLES[kind][1]() for kind in IN_LANGUAGES}
    return [(kind, variant) for kind, variant in made if replace(variant_of(kind, variant), head=whole[kind].head) != whole[kind]]


def every_paper() -> dict[str, tuple[str, Callable[[], Paper]]]:
    """The samples, the kinds in each language besides English, and in each variant that leaves something out, by the name of their file."""
    papers = [(name, *sample) for name, sample in SAMPLES.items()]
    papers += [(kind, code, SAMPLES[kind][1]) for kind in IN_LANGUAGES for code in languages() if code != SOURCE_LANGUAGE]
    papers += [
        (f"{kind}-for-{variant}", code, partial(variant_of, kind, variant, code))
        for kind, variant in variants_that_leave_out()
        for code in languages()
    ]
    return {Path(file_name(name, language=code, home=SOURCE_LANGUAGE)).stem: (code, values) for name, code, values in papers}
