"""What a paragraph of a paper in two languages is made of: words that are said in both, and what a person wrote, which is said once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from bwdesk.reports.compose import Rich, Span
from bwdesk.texts import CLOSE, MIDDLE, OPEN

_MARKS = re.compile(f"([{OPEN}{MIDDLE}{CLOSE}])")
_LONG = 60  # letters of a sentence that does not stand before a person's words on one line
_NAME = 60  # letters of what a person wrote, up to which it is a name inside sentences and stands in both languages


@dataclass(frozen=True)
class Part:
    """Some of a paragraph in the first language, and in the second where that says anything else."""

    first: Sequence[Span]
    second: Sequence[Span] = ()


@dataclass
class _Run:
    is_twin: bool
    spans: tuple[list[Span], list[Span]] = field(default_factory=lambda: ([], []))

    def says(self, which: int = 0) -> str:
        return "".join(span.text for span in self.spans[which])

    @property
    def is_typed(self) -> bool:
        """What a person wrote; blanks, figures and signs between two sentences are not."""
        return not self.is_twin and any(letter.isalpha() for letter in self.says())


def parts_of(rich: Rich, *, is_one_line: bool = False) -> list[Part]:
    """The paragraph as parts that stand one under the other. Short labels before a person's words stay on their line: first / second."""
    runs = _runs([rich] if isinstance(rich, (str, Span)) else rich)
    if not any(run.is_twin for run in runs):
        return [Part([span for run in runs for span in run.spans[0]])]
    is_mixed = any(run.is_typed for run in runs)
    twins = [run for run in runs if run.is_twin]
    is_named = len(twins) > 1 and sum(len(run.says()) for run in runs if run.is_typed) <= _NAME
    if not is_one_line and (is_named or not is_mixed):
        return _told([runs])
    if is_one_line or all(len(run.says()) <= _LONG for run in twins):
        return [Part([span for run in runs for span in _inline(run)])]
    groups: list[list[_Run]] = []
    for run in runs:
        if groups and groups[-1][0].is_typed == run.is_typed:
            groups[-1].append(run)
        else:
            groups.append([run])
    return _told([group for group in groups if any(run.says().strip() or run.spans[0] for run in group)])


def _told(groups: Sequence[Sequence[_Run]]) -> list[Part]:
    """Each group in both languages, where they differ in words and not in figures alone."""
    parts = []
    for group in groups:
        first, second = ([span for run in group for span in run.spans[which]] for which in (0, 1))
        differs = any(run.is_twin and any(map(str.isalpha, run.says(0) + run.says(1))) for run in group)
        parts.append(Part(first, second if differs else ()))
    return parts


def _inline(run: _Run) -> list[Span]:
    first, second = run.spans
    if not run.is_twin or not any(map(str.isalpha, run.says(0) + run.says(1))) or not run.says(1).strip():
        return first
    return [*first, Span(" / \u2068"), *second, Span("\u2069")]


def _runs(spans: Sequence[str | Span]) -> list[_Run]:
    """Stretches in both languages and stretches of none, in their order; a mark that has no partner is dropped."""
    runs: list[_Run] = []
    which: int | None = None
    for span in (Span(one) if isinstance(one, str) else one for one in spans):
        for piece in [""] if span.inline else _MARKS.split(span.text):
            if piece == OPEN:
                runs.append(_Run(True))
                which = 0
            elif piece == MIDDLE:
                which = 1 if which == 0 else which
            elif piece == CLOSE:
                which = None
            elif piece or span.inline:
                _put(runs, which, replace(span, text=piece))
    return runs


def _put(runs: list[_Run], which: int | None, span: Span) -> None:
    if which is not None:
        runs[-1].spans[which].append(span)
        return
    if not runs or runs[-1].is_twin:
        runs.append(_Run(False))
    for spans in runs[-1].spans[: 1 if span.is_once else 2]:
        spans.append(span)
