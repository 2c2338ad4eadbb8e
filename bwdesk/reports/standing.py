"""Where characters stand that no font has: under which heading of a paper, at which finding, issue or question, on which page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass

from bwdesk.domain.redaction import texts_of
from bwdesk.domain.report import ReportKind
from bwdesk.reports.compose import bare
from bwdesk.reports.edition_parts import FIELDS, names_of_clusters, title_of, values_of_parts
from bwdesk.reports.values import Check, Paper, Photo, Place, SynthesisPaper
from bwdesk.texts import Texts, flat


def unprintable_in(
    paper: Paper, texts: Texts, unprintable: Mapping[str, str], parts: Sequence[Place], names: Mapping[str, int], pages: Sequence[str]
) -> list[Check]:
    """One check for each of `unprintable` (characters by the codes they are printed as), with the places where it stands.

    `parts`: where sections begin, `names`: pages by the names of blocks, `pages`: what stands on each page. What stands under no heading,
    as on a cover, has no title; a code that is on no page (its line was cut) has no place.
    """
    kind = ReportKind.SYNTHESIS if isinstance(paper, SynthesisPaper) else ReportKind.ASSESSMENT
    clusters, begins = names_of_clusters(paper), {one.section: one.page for one in parts if one.section}
    said = list(_said(paper))
    checks = []
    for code, chars in unprintable.items():
        shown = [number for number, page in enumerate(pages, 1) if f"[{code}]" in page]
        found: dict[Place, None] = {}
        for key, number, text in dict.fromkeys(one for one in said if chars in one[2]) if shown else ():
            title = flat(title_of(key, kind, texts, clusters))
            begin = names.get(number) or begins.get(key, 1)
            page = next((one for one in shown if one >= begin), shown[0])
            found[Place(title if number in ("", title) else f"{title}, {flat(number)}", page, words=text)] = None
        if shown and not found:
            words = next((text for _, text in texts_of(paper) if chars in bare(text)), "")
            found[Place("", shown[0], words=words)] = None
        checks.append(Check("reports.check.no_glyph", code, tuple(found), chars))
    return checks


def _said(paper: Paper) -> Iterator[tuple[str, str, str]]:
    """Part, number of what it is in there, and each text, as fonts are asked for it."""
    for key, value in values_of_parts(paper) if type(paper) in FIELDS else ():
        yield from ((key, number, bare(text)) for number, text in _numbered(value))


def _numbered(value: object, number: str = "") -> Iterator[tuple[str, str]]:
    """Every text with the number of the finding or issue, or the code of the question, that it is about."""
    if isinstance(value, tuple):
        for part in value:
            yield from _numbered(part, number)
    elif is_dataclass(value) and not isinstance(value, type):
        own = () if isinstance(value, Photo) else (getattr(value, "number", ""), getattr(value, "code", ""))
        number = next((one for one in own if one and isinstance(one, str)), number)
        for one in fields(value):
            if one.metadata.get("is_said", True):
                yield from _numbered(getattr(value, one.name), number)
    else:
        yield from ((number, text) for _, text in texts_of(value))
