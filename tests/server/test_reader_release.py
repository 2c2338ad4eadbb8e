"""A factory releases progress report 1: rules, guard, the edition as records, two at once, and nothing by halves; on both databases."""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bwdesk.domain.assessment import Assessment, Result, Stage, Verdict
from bwdesk.domain.buyers import Authorisation, Buyer, Subscription
from bwdesk.domain.committee import Member as Seat
from bwdesk.domain.committee import Side
from bwdesk.domain.cycle import Cycle
from bwdesk.domain.edition import Delivery, Edition, Variant
from bwdesk.domain.evidence import Document
from bwdesk.domain.factory import Factory
from bwdesk.domain.naming import scoped_id
from bwdesk.domain.page_reader import reader_author
from bwdesk.domain.plan import Issue, Origin
from bwdesk.domain.report import OWN_WORDS, Report, ReportKind, ReportState, Signature
from bwdesk.domain.scope import assessment_scope, country_scope, factory_scope
from bwdesk.domain.thing import Thing, natural_id
from bwdesk.domain.visit import Line, Mark, Visit
from bwdesk.errors import DeskError, NotAllowed, Refused
from bwdesk.reports.gallery_progress1 import nasty, progress1
from bwdesk.reports.printed import printed_paper
from bwdesk.reports.read_back import page_texts
from bwdesk.reports.values_base import PrintedPaper
from bwdesk.runtime import intake
from bwdesk.server import reader_release as releasing
from bwdesk.server import reader_view as view
from bwdesk.server import readers
from bwdesk.server.blobs import BlobFolder
from bwdesk.server.pen import WRITER, write_things, wrote
from bwdesk.server.press import MOST_AT_ONCE, Press
from bwdesk.server.reader_replies import reply
from bwdesk.shipped import tool, tool_names
from bwdesk.store.blob_rows import WHOLE, places_of
from bwdesk.store.log import entries_after, heads_of
from bwdesk.store.readers import PageReader
from bwdesk.usecases.committee import committee_id
from bwdesk.usecases.release import issue_id_of_result, result_id
from bwdesk.usecases.report_editions import ToPrint
from bwdesk.usecases.report_words import report_id
from tests.server.test_log import F

KH, SCOPE, OTHER = country_scope("KH"), factory_scope(F), "e" * 32
TODAY = datetime.now(UTC).date()
CYCLE = natural_id(Cycle, F, 1)
REPORT = report_id(F, ReportKind.PROGRESS1, CYCLE)
BUYERS = {name: scoped_id("buyer", KH, name) for name in ("Northwind", "Elsewhere", "Apart", "Late")}
WORDS = {key: f"Our own words on {key}." for key in OWN_WORDS}


@pytest.fixture
def press() -> Iterator[Press]:
    found = Press()
    yield found
    found.close()


class Quick(Press):
    """Prints next to nothing, at once, or fails as it was told."""

    def __init__(self, fails: Exception | None = None) -> None:
        super().__init__()
        self.fails = fails

    def printed(self, one) -> PrintedPaper:
        if self.fails is not None and one.variant is Variant.BUYER:
            raise self.fails
        return PrintedPaper(b"%PDF-1.7 " + one.variant.value.encode(), 1, {})


class Server:
    """A factory with a cycle, buyers it lets read, and a reader of its own; another factory beside it."""

    def __init__(self, hub, keys, folder: BlobFolder, press: Press) -> None:
        self.hub, self.keys, self.folder, self.press = hub, keys, folder, press
        self.write(
            Factory(id=F, scope=KH, name="Golden Thread", country="KH"), Factory(id=OTHER, scope=KH, name="Other", country="KH"),
            *(Buyer(id=one, scope=KH, name=name, subscription=Subscription.PARTNER) for name, one in BUYERS.items() if name != "Apart"),
            Buyer(id=BUYERS["Apart"], scope=KH, name="Apart", subscription=Subscription.NONE),
            Cycle(id=CYCLE, scope=SCOPE, factory_id=F, number=1, started_on=date(2026, 1, 1)),
            self.lets("Northwind"), self.lets("Apart"), self.lets("Late", from_on=TODAY + timedelta(days=2)),
            self.lets("Elsewhere", kinds=frozenset({"assessment"})),
        )  # fmt: skip
        self.who = self.invites("golden", F)

    def lets(self, buyer: str, **changes) -> Authorisation:
        made = Authorisation(
            id=natural_id(Authorisation, buyer), scope=SCOPE, factory_id=F, buyer_id=BUYERS[buyer], kinds=frozenset({"progress1"}),
            from_on=TODAY - timedelta(days=3),
        )  # fmt: skip
        return replace(made, **changes)

    def write(self, *things: Thing) -> None:
        with self.hub.writing(WRITER, "test") as unit:
            write_things(unit, self.keys, [(unit.get(type(one), one.id), one) for one in things], "test")

    def invites(self, login: str, subject: str, side: readers.Side = "factory") -> PageReader:
        return readers.invite(self.hub, login, name="Chan Dara", side=side, subject=subject, country="KH")[0]

    def hands_in(self, **words: str) -> None:
        view.write_progress1(self.hub, self.keys, self.who, CYCLE, WORDS | words, hand_in=True)

    def shown(self, who: PageReader | None = None) -> releasing.Release:
        with self.hub.reading() as reader:
            return releasing.release_of(reader, who or self.who, view.progress1(reader, who or self.who, CYCLE))

    def releases(
        self, language: str = "en", *, who: PageReader | None = None, cycle: str = CYCLE, digest: str = "", changes: str = ""
    ) -> None:
        given = digest or self.shown().digest
        releasing.release(self.hub, self.keys, self.folder, self.press, who or self.who, cycle, language, given, changes)

    def all(self, cls: type, *, deleted: bool = False) -> list:
        with self.hub.reading() as reader:
            return sorted(reader.find(cls, deleted=deleted), key=lambda one: one.id)

    def report(self) -> Report:
        with self.hub.reading() as reader:
            return reader.need(Report, REPORT)

    def data(self, document: Document) -> bytes:
        path = self.folder.file(document.sha256)
        assert path is not None
        return path.read_bytes()


@pytest.fixture
def server(hub, keys, tmp_path) -> Server:
    return Server(hub, keys, BlobFolder(tmp_path / "photos"), Quick())


def test_the_factory_releases_its_report_and_all_of_it_stands_as_records_of_the_reader(server, press):
    server.press = press
    server.write(member())
    server.hands_in()
    server.releases("en+km")
    (edition,) = server.all(Edition)
    author = reader_author(server.who.id)
    assert (edition.number, edition.kind, edition.released_by, edition.languages) == (1, "progress1", author, "en+km")
    assert edition.report_id == REPORT and edition.scope == SCOPE and len(edition.content_digest) == 64 and edition.short.startswith("KH-")
    assert server.report().state is ReportState.RELEASED and server.report().state_by == author
    files = {one.variant: one for one in server.all(Document)}
    assert set(files) == {"factory", "buyer"}
    for one in files.values():
        data = server.data(one)
        assert hashlib.sha256(data).hexdigest() == one.sha256 and len(data) == one.size and data.startswith(b"%PDF")
        text = "".join(page_texts(data))
        assert ("Sok Dara, sewing" in text) is (one.variant == "factory"), "buyers are told no members"
        assert edition.short in text and "Our own words on overview." in text and one.owner_id == edition.id
    given = {(one.buyer_id, one.variant, one.authorisation_id) for one in server.all(Delivery)}
    assert given == {("", Variant.FACTORY, ""), (BUYERS["Northwind"], Variant.BUYER, natural_id(Authorisation, "Northwind"))}
    with server.hub.reading() as reader:
        written = [op for one in (edition, *files.values(), *server.all(Delivery)) for op in reader.operations_of(one.id)]
        assert len(written) == 5 and {op.author for op in written} == {author} and all(wrote(server.keys, op) for op in written)
        assert {op.txn for op in written} == {written[0].txn}, "one act"
        entries, (head,) = entries_after(reader, SCOPE, 0, 10**7, lambda *_: True), heads_of(reader, [SCOPE])
        assert [one.seq for one in entries] == list(range(1, head[1] + 1)) and entries[-1].chain == head[2], "numbered without gaps"
        places = places_of(reader, [one.sha256 for one in files.values()])
        assert all(found[SCOPE].state == WHOLE for found in places.values()) and len(places) == 2
        north = server.invites("north", BUYERS["Northwind"], "buyer")
        (shown,) = view.editions_for(reader, north, TODAY)
        assert [one.variant for one in shown.files] == ["buyer"] and view.file_for(reader, north, files["buyer"].id, TODAY)
        assert view.editions_for(reader, server.invites("late", BUYERS["Late"], "buyer"), TODAY) == ()


def test_a_second_click_finds_it_done_and_two_at_once_make_one_edition(server):
    server.hands_in()
    digest = server.shown().digest
    problems: list[BaseException] = []

    def click() -> None:
        try:
            server.releases(digest=digest)
        except BaseException as error:  # noqa: BLE001 - told below
            problems.append(error)

    threads = [threading.Thread(target=click) for _ in range(3)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    server.releases(digest=digest)
    assert problems == []
    assert len(server.all(Edition)) == 1 and len(server.all(Document)) == 2 and len(server.all(Delivery)) == 2
    with server.hub.reading() as reader:
        assert reader.unsettled_count() == 0


def test_two_who_wait_for_no_press_make_one_edition_too(server):
    """Another process that printed at the same time: the lock of the scope decides, not the turn at the press."""
    server.hands_in()
    digest, gate = server.shown().digest, threading.Barrier(2)

    class Other(Quick):
        def printed(self, one):
            made = super().printed(one)
            if one.variant is Variant.BUYER:
                gate.wait(30)
            return made

    outcomes: list[str] = []

    def click() -> None:
        try:
            releasing.release(server.hub, server.keys, server.folder, Other(), server.who, CYCLE, "en", digest, "")
            outcomes.append("done")
        except DeskError as error:
            outcomes.append(error.key)

    threads = [threading.Thread(target=click) for _ in range(2)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(outcomes) == ["done", "report.not_now"]
    assert len(server.all(Edition)) == 1
    with server.hub.reading() as reader:
        assert reader.unsettled_count() == 0 and len(reader.operations_of(server.all(Edition)[0].id)) == 1


def test_a_second_edition_says_what_it_changes(server, press):
    server.press = press
    server.hands_in()
    server.releases()
    (first,) = server.all(Edition)
    releasing.write_on(server.hub, server.keys, server.who, CYCLE)
    assert server.report().state is ReportState.DRAFT and server.all(Edition) == [first], "the first stands while the next is written"
    server.hands_in(overview="Changed words.")
    assert server.shown().number == 2
    with pytest.raises(Refused, match="changes_needed"):
        server.releases(changes=" ")
    server.releases(changes="The overview is new.")
    second = max(server.all(Edition), key=lambda e: e.number)
    assert (second.number, second.changes) == (2, "The overview is new.") and second.short != first.short
    document = next(one for one in server.all(Document) if one.owner_id == second.id and one.variant == "factory")
    assert "Changed words." in "".join(page_texts(server.data(document)))


def test_what_was_not_looked_at_is_not_released(server):
    with pytest.raises(NotAllowed, match=r"reader\.changed"):
        server.releases(digest="0" * 64)
    server.hands_in()
    digest = server.shown().digest
    server.write(Issue(id="d" * 32, scope=SCOPE, factory_id=F, cycle_id=CYCLE, origin=Origin.VISIT, origin_id="a" * 32, title="New one"))
    with pytest.raises(NotAllowed, match=r"reader\.changed"):
        server.releases(digest=digest)
    releasing.write_on(server.hub, server.keys, server.who, CYCLE)
    with pytest.raises(DeskError):
        server.releases(digest=digest)
    assert server.all(Edition) == [] and server.all(Delivery) == []


def test_only_this_factory_releases_and_only_its_newest_cycle(server):
    server.hands_in()
    digest = server.shown().digest
    others = [server.invites("other", OTHER), server.invites("north", BUYERS["Northwind"], "buyer")]
    for who in others:
        with pytest.raises(DeskError) as refused:
            server.releases(who=who, digest=digest)
        assert refused.value.key in ("reader.none", "thing.gone", "report.no_cycle")
        with pytest.raises(DeskError):
            releasing.draft(server.hub, server.press, who, CYCLE, "en")
        with pytest.raises(DeskError):
            releasing.write_on(server.hub, server.keys, who, CYCLE)
    newer = natural_id(Cycle, F, 2)
    server.write(Cycle(id=newer, scope=SCOPE, factory_id=F, number=2, started_on=date(2027, 1, 1)))
    with pytest.raises(NotAllowed, match=r"reader\.old_cycle"):
        server.releases(digest=digest)
    held = server.shown().held_by
    assert held is not None and held.key == "reader.old_cycle"
    assert server.all(Edition) == [] and server.report().state is ReportState.READY


def test_a_colleague_at_the_factory_may_release_and_who_was_ended_may_not(server):
    server.hands_in()
    colleague = server.invites("lina", F)
    digest = server.shown().digest
    readers.end(server.hub, "golden")
    with pytest.raises(NotAllowed, match=r"reader\.again"):
        server.releases(digest=digest)
    assert server.all(Edition) == []
    server.releases(who=colleague, digest=digest)
    assert [one.released_by for one in server.all(Edition)] == [reader_author(colleague.id)]


def test_a_report_that_the_programme_approved_is_released_and_one_it_returned_is_not(server):
    server.hands_in()
    server.write(replace(server.report(), state=ReportState.RETURNED))
    assert server.shown().digest == "" and not server.shown().can_release
    with pytest.raises(DeskError):
        server.releases(digest="0" * 64)
    server.hands_in()
    server.write(replace(server.report(), state=ReportState.APPROVED))
    server.releases()
    assert server.report().state is ReportState.RELEASED


# --- what must not leave -------------------------------------------------------------------------------------------------------------


def member() -> Seat:
    return Seat(
        id="7" * 32, scope=SCOPE, committee_id=committee_id(F), title="Sok Dara, sewing", side=Side.WORKERS
    )  # fmt: skip


def test_a_name_that_the_factory_knows_is_refused_with_the_place_to_mend(server):
    server.write(member(), Signature(id="8" * 32, scope=SCOPE, subject_kind="visit", subject_id="9" * 32, side=Side.UNION, name="Kim Srey"))
    for words, place in (({"learning": "We thank SOK  DARA for it."}, "learning"), ({"feedback": "Kim Srey agreed."}, "feedback")):
        server.hands_in(**words)
        held = server.shown().held_by
        assert held is not None and (held.key, held.params["section"]) == ("reader.guarded_section", place)
        with pytest.raises(NotAllowed, match=r"reader\.guarded_section"):
            server.releases()
        releasing.write_on(server.hub, server.keys, server.who, CYCLE)
    server.hands_in()
    server.releases()
    assert len(server.all(Edition)) == 1


def secrets_of(server) -> list[str]:
    """Names and days that the factory must not learn from a refusal: who was spoken with, when an assessment comes."""
    paper, day = "5" * 32, TODAY + timedelta(days=40)
    server.write(
        Visit(id="6" * 32, scope=SCOPE, factory_id=F, cycle_id=CYCLE, started_at=datetime(2026, 3, 1, tzinfo=UTC)),
        Line(
            id="4" * 32, scope=SCOPE, visit_id="6" * 32, at=datetime(2026, 3, 1, tzinfo=UTC), pos="a", text="Mey Chanthy", mark=Mark.PERSON
        ),
        Assessment(
            id=paper, scope=assessment_scope(paper), factory_id=F, cycle_id=CYCLE, number=1, country="KH", stage=Stage.PLANNED,
            tool=tool_names()[0], first_day_on=day, last_day_on=day,
        ),
    )  # fmt: skip
    return ["Mey Chanthy", day.isoformat()]


def test_the_factorys_own_words_are_no_way_to_ask_who_spoke_or_when_an_assessment_comes(server):
    secrets = secrets_of(server)
    for secret in [*secrets, "Nobody Atall", "2019-01-01"]:
        server.hands_in(overview=f"We heard of {secret}.")
        assert server.shown().held_by is None, "a secret sounds like any other word"
        releasing.write_on(server.hub, server.keys, server.who, CYCLE)


def test_a_secret_in_what_the_programme_wrote_holds_the_release_and_the_draft_and_is_not_told(server):
    for secret in secrets_of(server):
        issue = publicly_reported(server, f"Told by {secret} at the gate")
        server.hands_in()
        held = server.shown().held_by
        assert held is not None and held.key == "reader.guarded" and not held.params
        with pytest.raises(NotAllowed, match=r"reader\.guarded$"):
            server.releases()
        with pytest.raises(NotAllowed, match=r"reader\.guarded$"):
            releasing.draft(server.hub, server.press, server.who, CYCLE, "en")
        server.write(replace(issue, title="Told at the gate"))
        releasing.write_on(server.hub, server.keys, server.who, CYCLE)
    assert server.all(Edition) == []


def publicly_reported(server, title: str) -> Issue:
    name = tool_names()[0]
    code = next(q.code for q in tool(name).questions if q.is_public)
    paper = natural_id(Assessment, CYCLE, 1)
    issue = Issue(
        id=issue_id_of_result(paper, code), scope=SCOPE, factory_id=F, cycle_id=CYCLE, origin=Origin.ASSESSMENT, origin_id=paper,
        question=code, title=title,
    )  # fmt: skip
    result = Result(
        id=result_id(paper, code), scope=SCOPE, assessment_id=paper, cycle_id=CYCLE, tool=name, question=code,
        verdict=Verdict.NON_COMPLIANT, assessed_on=TODAY,
    )  # fmt: skip
    server.write(issue, result)
    return issue


def test_what_is_missing_is_told_and_does_not_hold_up(server):
    publicly_reported(server, "Exits blocked")
    view.write_progress1(server.hub, server.keys, server.who, CYCLE, {"overview": "Only this."}, hand_in=True)
    shown = server.shown()
    assert [one.section for one in shown.gaps if one.key == "section"] == [key for key in OWN_WORDS if key != "overview"]
    assert [one.title for one in shown.gaps if one.key == "reply"] == ["Exits blocked"]
    assert not any(one.key == "no_assessment" for one in shown.gaps) and shown.can_release
    server.releases()
    assert len(server.all(Edition)) == 1


def test_a_reply_is_looked_over_as_well(server):
    issue = publicly_reported(server, "Exits blocked")
    reply(server.hub, server.keys, server.who, issue.id, "Ask Sok Dara.")
    server.write(member())  # known since
    server.hands_in()
    held = server.shown().held_by
    assert held is not None and held.key == "reader.guarded_reply" and held.params["words"] == "Sok Dara"


# --- the draft, and what goes wrong --------------------------------------------------------------------------------------------------


def test_the_draft_is_marked_as_one_has_no_number_and_is_kept_nowhere(server, press, tmp_path):
    server.press = press
    server.hands_in()
    made = releasing.draft(server.hub, server.press, server.who, CYCLE, "en")
    text = "".join(page_texts(made.data))
    assert "Our own words on overview." in text and "draft" in text.lower() and "KH-20" not in text
    assert not [path for path in (tmp_path / "photos").rglob("*") if path.is_file()]
    releasing.write_on(server.hub, server.keys, server.who, CYCLE)
    with pytest.raises(NotAllowed, match=r"reader\.none"):
        releasing.draft(server.hub, server.press, server.who, CYCLE, "en")


def test_a_failure_on_the_way_leaves_no_edition_and_the_next_try_a_whole_one(server, monkeypatch):
    server.hands_in()
    digest = server.shown().digest

    def tries(press: Press) -> None:
        releasing.release(server.hub, server.keys, server.folder, press, server.who, CYCLE, "en", digest, "")

    with pytest.raises(NotAllowed, match=r"reader\.not_printed"):
        tries(Quick(NotAllowed("reader.not_printed")))
    with monkeypatch.context() as patched:
        patched.setattr(releasing, "set_whole", lambda *_: (_ for _ in ()).throw(RuntimeError("in the middle")))
        with pytest.raises(RuntimeError):
            tries(Quick())
    assert server.all(Edition) == server.all(Document) == server.all(Delivery) == []
    assert server.report().state is ReportState.READY
    tries(Quick())
    (edition,) = server.all(Edition)
    assert edition.number == 1 and {one.variant for one in server.all(Document)} == {"factory", "buyer"}


def test_the_press_has_room_for_a_few_and_a_factory_one_turn():
    press, began, leave = Press(), threading.Semaphore(0), threading.Event()

    def prints(factory: str) -> None:
        with press.turn_of(factory):
            began.release()
            leave.wait(20)

    threads = [threading.Thread(target=prints, args=(f"factory {n}",)) for n in range(MOST_AT_ONCE)]
    for one in threads:
        one.start()
    for _ in threads:
        assert began.acquire(timeout=10)
    with pytest.raises(NotAllowed, match="printing_busy"), press.turn_of("one more"):
        pass
    leave.set()
    for one in threads:
        one.join()
    with press.turn_of("one more"):
        pass


def test_a_file_that_takes_too_long_or_too_much_is_ended_and_said_so(monkeypatch, press):
    monkeypatch.setitem(intake.JOBS, "print_first_progress", intake.JOBS["print_first_progress"]._replace(quiet=0.0, seconds=0.0))
    began = time.monotonic()
    with pytest.raises(NotAllowed, match=r"reader\.not_printed"):
        press.printed(ToPrint(Variant.FACTORY, "en", nasty()))
    assert time.monotonic() - began < 20


def test_what_is_printed_apart_is_what_is_printed_here(press):
    paper = replace(progress1(), learning=(), visit_quota=6.0)
    head = replace(paper.head, printed_at=datetime(2026, 6, 1, 9, tzinfo=UTC), content_hash="ab" * 8, short="KH-2026-ABCDEF")
    one = ToPrint(Variant.FACTORY, "en+km", replace(paper, head=head))
    apart, here = press.printed(one), printed_paper(one.paper, one.language)
    assert apart.data == here.data and apart.pages == here.pages and dict(apart.texts) == dict(here.texts)
