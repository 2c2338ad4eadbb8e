"""Text keys of the programme's words: one function a family, so that every room says the same word for the same thing.

Keys only; the words stand in `resources/texts/<language>/programme.po`. Lists of a profile (roles, reasons, closing lines, agenda) may hold
words of an office's own: a key without a sentence is shown as it stands, without its family (`bwdesk.texts`: `texts.has`).
"""

from __future__ import annotations

from typing import Final

from bwdesk.domain.assessing import Advice, Missing, Pairing
from bwdesk.domain.assessment import Source, Verdict
from bwdesk.domain.clock import Window, WindowState
from bwdesk.domain.committee import Remark, Selection, Sex, Side
from bwdesk.domain.compliance import PointStatus, Rate
from bwdesk.domain.diagnosis import Voice
from bwdesk.domain.plan import ActionKind, Method, Origin, Progress, Verified
from bwdesk.domain.programme import Milestone
from bwdesk.domain.programme_reader import ProfileFault
from bwdesk.domain.tool import Basis
from bwdesk.domain.tool_rows import Fault
from bwdesk.domain.visit import Mark, Mode

POINTS: Final = "rate.points"
"""Plural: "3 of 7 points" (`part`, number of points judged)."""
INCOMPLETE: Final = "rate.incomplete"
"""Plural: "2 points incomplete"."""
PERCENT_FROM: Final = 50
"""A percentage stands beside its counts only from so many on (design, "paper", §5)."""


def verdict(value: Verdict) -> str:
    return f"verdict.{value}"


def point_status(value: PointStatus) -> str:
    return f"point_status.{value}"


def plain_value(value: str) -> str:
    """A chosen value of an information question or gate: yes, no, adequate, not_adequate."""
    return f"value.{value}"


def source(value: Source | str) -> str:
    return f"source.{value}"


def basis(value: Basis) -> str:
    return f"basis.{value}"


def voice(value: Voice) -> str:
    return f"voice.{value}"


def side(value: Side) -> str:
    return f"side.{value}"


def sex(value: Sex) -> str:
    return f"sex.{value}"


def selection(value: Selection) -> str:
    return f"selection.{value}"


def mode(value: Mode) -> str:
    return f"mode.{value}"


def mark(value: Mark) -> str:
    """What a note line is."""
    return f"mark.{value}"


def origin(value: Origin) -> str:
    return f"origin.{value}"


def progress(value: Progress) -> str:
    """What the factory says."""
    return f"progress.{value}"


def verified(value: Verified) -> str:
    """What the programme found."""
    return f"verified.{value}"


def method(value: Method) -> str:
    return f"method.{value}"


def action_kind(value: ActionKind) -> str:
    return f"action_kind.{value}"


def milestone(value: Milestone) -> str:
    return f"milestone.{value}"


def window_state(value: WindowState) -> str:
    return f"window.{value}"


def because(window: Window) -> str:
    """Why a window stands where it stands."""
    return window.because


def missing(value: Missing) -> str:
    return f"gap.{value}"


def advice(value: Advice) -> str:
    return f"advice.{value}"


def pairing(value: Pairing) -> str:
    return f"pair.{value}"


def committee_remark(value: Remark) -> str:
    """Filled with `number` and `of` of the remark."""
    return f"committee.remark.{value.key}"


def tool_fault(value: Fault) -> str:
    """Filled with `detail` of the fault."""
    return f"tool.fault.{value}"


def profile_fault(value: ProfileFault) -> str:
    return f"profile.fault.{value.fault}"


def reason(name: str) -> str:
    """A reason of the profile for "not applicable" or "not verified"."""
    return f"reason.{name}"


def role(name: str) -> str:
    return f"role.{name}"


def closing(name: str) -> str:
    """A line of the list gone through when a visit is closed."""
    return f"closing.{name}"


def agenda(name: str) -> str:
    """A point of the profile's agenda."""
    return f"agenda.{name}"


def rate(value: Rate) -> tuple[str, dict[str, int]]:
    """Key and slots for a rate: its counts, with the percentage from 50 on; without data it says so."""
    if value.percent is None:
        return "rate.no_data", {}
    counts = {"part": value.part, "whole": value.whole}
    if value.whole < PERCENT_FROM:
        return "rate.of", counts
    return "rate.of_percent", counts | {"percent": value.percent}
