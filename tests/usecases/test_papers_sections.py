"""Sections of papers made from records are those of the profile that their cycle goes by, in its order, for whomever they are."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from bwdesk import shipped
from bwdesk.domain.edition import Variant
from bwdesk.domain.sections import SECTIONS
from bwdesk.reports.values import content_digest
from bwdesk.reports.values_progress import Written
from bwdesk.store.engine import open_desk
from tests.usecases import test_planted_words as planted
from tests.usecases.conftest import KEY, SmallDesk

OF_KINDS = [(paper, variant) for paper, variant in planted.MADE if paper.partition(" ")[0] in SECTIONS]


@pytest.fixture(scope="module")
def record(tmp_path_factory) -> Iterator[planted.Record]:
    """A record of every field, its sections all there and the other way round."""
    with pytest.MonkeyPatch.context() as patch:
        use(patch, tmp_path_factory.mktemp("turned"), lambda kind: SECTIONS[kind].known[::-1])
        store = open_desk(tmp_path_factory.mktemp("planted") / "desk.db", KEY, create=True)
        yield planted.Record(SmallDesk(store, "amina", 1))
        store.close()


def use(patch: pytest.MonkeyPatch, folder, sections: Callable[[str], tuple[str, ...]]) -> None:
    profile = json.loads((shipped.PROFILES / "bw-2026.json").read_text("utf-8"))
    profile["sections"] = {kind: list(sections(kind)) for kind in SECTIONS}
    (folder / "bw-2026.json").write_text(json.dumps(profile), "utf-8")
    patch.setattr(shipped, "PROFILES", folder)


def keys(paper) -> list[str]:
    return [one.key if isinstance(one, Written) else one for one in (*paper.sections, *getattr(paper, "own", ()))]


@pytest.mark.parametrize("kind", SECTIONS)
def test_a_paper_has_the_sections_of_its_profile(record, kind):
    assert keys(record.values(kind, Variant.INTERNAL)) == list(SECTIONS[kind].known[::-1])


@pytest.mark.parametrize(("paper", "variant"), OF_KINDS, ids=lambda one: str(one).replace(" ", "-"))
def test_in_any_order_a_paper_says_the_same_and_nothing_that_is_protected(record, paper, variant):
    planted.test_a_paper_shows_what_the_table_and_the_rules_say(record, paper, variant)
    planted.test_what_is_protected_stands_on_no_paper_that_goes_out(record, paper, variant)


def test_what_a_profile_leaves_out_stands_on_no_paper_and_no_record_is_changed(record, monkeypatch, tmp_path):
    whole = {kind: record.values(kind, Variant.INTERNAL) for kind in ("visit", "assessment", "plan", "diagnosis")}
    use(monkeypatch, tmp_path, lambda kind: tuple(key for key in SECTIONS[kind].known if key in SECTIONS[kind].needed))
    for kind, before in whole.items():
        least = record._values(kind, Variant.INTERNAL)
        assert keys(least) == [key for key in SECTIONS[kind].known if key in SECTIONS[kind].needed]
        assert content_digest(least) != content_digest(before)
        assert content_digest(replace(before, sections=least.sections)) != content_digest(least), "nor is it among the values"
