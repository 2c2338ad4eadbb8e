"""Every word of the programme is there: each choice of each kind has its sentence."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Any

import pytest

from bwdesk import shipped
from bwdesk.domain import wording
from bwdesk.domain.assessing import Advice, Missing, Pairing
from bwdesk.domain.assessment import Source, Verdict
from bwdesk.domain.clock import WindowState
from bwdesk.domain.committee import Selection, Sex, Side
from bwdesk.domain.compliance import PointStatus, Rate
from bwdesk.domain.diagnosis import Voice
from bwdesk.domain.factory import Role
from bwdesk.domain.plan import ActionKind, Method, Origin, Progress, Verified
from bwdesk.domain.programme import Milestone
from bwdesk.domain.tool import CHOICES, Basis
from bwdesk.domain.tool_rows import Fault
from bwdesk.domain.visit import Mark, Mode
from bwdesk.texts import Texts

FAMILIES: tuple[tuple[Callable[[Any], str], type[StrEnum]], ...] = (
    (wording.verdict, Verdict), (wording.point_status, PointStatus), (wording.source, Source), (wording.basis, Basis),
    (wording.voice, Voice), (wording.side, Side), (wording.sex, Sex), (wording.selection, Selection), (wording.mode, Mode),
    (wording.mark, Mark), (wording.origin, Origin), (wording.progress, Progress), (wording.verified, Verified),
    (wording.method, Method), (wording.action_kind, ActionKind), (wording.milestone, Milestone), (wording.window_state, WindowState),
    (wording.missing, Missing), (wording.advice, Advice), (wording.pairing, Pairing), (wording.tool_fault, Fault), (wording.role, Role),
)  # fmt: skip


@pytest.mark.parametrize(("key_of", "choices"), FAMILIES, ids=[choices.__name__ for _, choices in FAMILIES])
def test_every_choice_has_its_word(key_of: Callable[[Any], str], choices: type[StrEnum]) -> None:
    texts = Texts()
    assert [key_of(choice) for choice in choices if not texts.has(key_of(choice))] == []


def test_every_list_of_the_profile_has_its_words() -> None:
    profile, texts = shipped.profile(), Texts()
    keys = [wording.reason(name) for reasons in profile.reasons.values() for name in reasons]
    keys += [wording.role(name) for name in profile.roles]
    keys += [wording.closing(name) for name in profile.closing]
    keys += [wording.agenda(name) for name in profile.agenda]
    keys += [rules.name for rules in profile.committees.values()]
    keys += [wording.plain_value(value) for values in CHOICES.values() for value in values]
    assert [key for key in keys if not texts.has(key)] == []


def test_a_rate_in_words() -> None:
    texts = Texts()

    def said(rate: Rate) -> str:
        key, slots = wording.rate(rate)
        return texts(key, **slots)

    assert said(Rate(12, 200)) == "12 of 200 (6 %)"
    assert said(Rate(3, 7)) == "3 of 7"
    assert said(Rate(0, 50)) == "0 of 50 (0 %)"
    assert said(Rate(0, 0)) == "no data"
    assert texts.count(wording.POINTS, 7, part=3) == "3 of 7 points"
    assert texts.count(wording.POINTS, 1, part=0) == "0 of 1 point"
    assert texts.count(wording.INCOMPLETE, 2) == "2 points incomplete"
