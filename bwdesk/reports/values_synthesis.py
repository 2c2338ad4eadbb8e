"""Values of the synthesis papers: of a country, or of a portfolio of factories. Figures that are withheld have no numbers here."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from bwdesk.reports.values_base import Fact, PaperHead
from bwdesk.reports.values_progress import Written


@dataclass(frozen=True)
class Share:
    """`part` of `whole`; `whole` None: a plain number. `part` None: no data, or too few factories stand behind it (`is_withheld`)."""

    part: int | None = None
    whole: int | None = None
    is_withheld: bool = False


@dataclass(frozen=True)
class FocusRow:
    """A question or a point: factories non-compliant of those judged. `before` and `after` are of the same factories, time before and now.

    `cycles`: one for each of the paper's cycles.
    """

    words: str
    now: Share = Share()
    before: Share = Share()
    after: Share = Share()
    cycles: tuple[Share, ...] = ()


@dataclass(frozen=True)
class FocusPoint:
    """A compliance point with the questions where a factory was non-compliant.

    `kept` more were compliant wherever they were judged, `few` are withheld.
    """

    row: FocusRow
    questions: tuple[FocusRow, ...] = ()
    kept: int = 0
    few: int = 0


@dataclass(frozen=True)
class FocusCluster:
    """A cluster counts its points that are shown, added up over factories. `spread`: questions non-compliant in a factory, quartiles."""

    number: int
    name: str
    row: FocusRow
    spread: tuple[int, int, int] | None = None
    points: tuple[FocusPoint, ...] = ()


@dataclass(frozen=True)
class Line:
    """A row of a plain table: words, and a figure for each column."""

    words: str
    figures: tuple[Share, ...]


@dataclass(frozen=True)
class Grid:
    """Columns in words, and rows. `halves`: figures are halves of days."""

    columns: tuple[str, ...] = ()
    rows: tuple[Line, ...] = ()
    halves: bool = False


@dataclass(frozen=True)
class TopicRow:
    """A topic of learning: factories, how many were held, people, women of them, person-days in halves.

    `is_part`: a point of the cluster before it, of which `few` more are withheld. `is_total`: all topics together.
    """

    words: str
    figures: tuple[Share, ...]
    is_part: bool = False
    few: int = 0
    is_total: bool = False


@dataclass(frozen=True)
class Learning:
    """Trainings and seminars by topic, and who came by audience: people and women of them at trainings, then at seminars.

    `unstated`: people of whom it is not noted whether they are women or men.
    """

    trainings: tuple[TopicRow, ...] = ()
    seminars: tuple[TopicRow, ...] = ()
    audiences: tuple[Line, ...] = ()
    unstated: Share = Share()


@dataclass(frozen=True)
class FactoryLine:
    """A factory by name, on a paper for its own people alone: questions non-compliant now and the time before, issues verified."""

    name: str
    place: str = ""
    cycle: int | None = None
    now: Share = Share()
    before: Share = Share()
    verified: Share = Share()


@dataclass(frozen=True)
class SynthesisPaper:
    """`of`: a country or a portfolio. `least`: factories that a figure needs. `cycles`: numbers of the cycles that trends show.

    `whose`: the person whose factories they are. `is_internal`: factories may be named in `lines`.
    """

    head: PaperHead
    of: Literal["synthesis", "portfolio"]
    sections: tuple[Written, ...] = ()
    whose: str = ""
    is_internal: bool = False
    factories: int = 0
    assessed: int = 0
    twice: int = 0
    least: int = 5
    withheld: int = 0
    cycles: tuple[int, ...] = ()
    all_questions: Share = Share()
    spread: tuple[int, int, int] | None = None
    clusters: tuple[FocusCluster, ...] = ()
    plan: Grid = Grid()
    half_lives: Grid = Grid()
    ages: Grid = Grid()
    ledgers: Grid = Grid()
    learning: Learning = Learning()
    lines: tuple[FactoryLine, ...] = ()
    sources: tuple[Fact, ...] = field(default=())
