"""The factory replies to publicly reported issues: at the hub on both databases, and in a browser against a running server."""

from __future__ import annotations

import html
import re
import threading
from collections.abc import Iterator

import pytest

from bwdesk import ids
from bwdesk.domain.page_reader import reader_author
from bwdesk.domain.report import Party, Section, reply_key
from bwdesk.errors import NotAllowed
from bwdesk.reports.values_progress import FirstProgressPaper
from bwdesk.server import reader_view as view
from bwdesk.server import readers
from bwdesk.server.blobs import BlobFolder
from bwdesk.server.reader_replies import reply, reply_of
from bwdesk.store import readers as rows
from bwdesk.texts import texts_of
from bwdesk.usecases.paper_makers import gather
from bwdesk.usecases.papers import PaperContext
from bwdesk.usecases.replies import LONGEST_REPLY, texts_before
from bwdesk.usecases.report_words import handed_in, section_id, taken_down
from tests.server.test_reader_pages import PASSWORD, World, publicly_reported
from tests.server.test_reader_release import CYCLE, OTHER, REPORT, SCOPE, F, Quick, Server, member
from tests.server.test_reader_release import publicly_reported as issue_on
from tests.server.test_reader_typed import hidden


@pytest.fixture
def server(hub, keys, tmp_path) -> Server:
    return Server(hub, keys, BlobFolder(tmp_path / "photos"), Quick())


def says(server: Server, issue: str, text: str, who=None) -> None:
    reply(server.hub, server.keys, who or server.who, issue, text)


def stands(server: Server, issue: str) -> tuple[str, list[str]]:
    """The reply as it stands, and all that was sent so far, the newest first."""
    with server.hub.reading() as reader:
        standing = reply_of(reader, server.who, issue)
        return standing.text, [text for _, text in texts_before(reader, standing)]


def paper_of(server: Server) -> FirstProgressPaper:
    with server.hub.reading() as reader:
        return gather(reader, "progress1", F, PaperContext(texts_of("en"), ids.now(), lambda _sha256: b""))


# --- at the hub -----------------------------------------------------------------------------------------------------------------------


def test_a_reply_waits_for_no_report_and_what_was_sent_before_is_kept(server):
    issue = issue_on(server, "Exits blocked")
    for text in ("We moved the racks.", "  We moved the racks.  ", "Three racks by now.\r\nAll of them.", "", "Again open."):
        says(server, issue.id, text)
    assert stands(server, issue.id) == (
        "Again open.", ["Again open.", "", "Three racks by now.\nAll of them.", "We moved the racks."]
    )  # fmt: skip
    (section,) = server.all(Section)
    assert section.key == reply_key(issue.id) and section.scope == SCOPE and section.is_done
    with server.hub.reading() as reader:
        assert {op.author for op in reader.operations_of(section.id)} == {reader_author(server.who.id)}
        assert reader.unsettled_count() == 0
        assert list(handed_in(reader, F, CYCLE)) == [section.key]
        assert taken_down(reader, F, CYCLE) == {}, "the words of the report may still be taken down at a desk"
    paper = paper_of(server)
    assert not paper.is_handed_in and [one.reply for one in paper.claims] == ["Again open."]


def test_it_is_changed_while_the_report_is_handed_in_and_the_release_must_be_looked_at_again(server):
    issue = issue_on(server, "Exits blocked")
    server.hands_in()
    looked_at = server.shown().digest
    says(server, issue.id, "We moved the racks.")
    with pytest.raises(NotAllowed, match=r"reader\.changed"):
        server.releases(digest=looked_at)
    server.releases()
    says(server, issue.id, "Three racks by now.")
    assert stands(server, issue.id)[0] == "Three racks by now."


def test_names_that_the_factory_knows_are_refused_in_it(server):
    issue = issue_on(server, "Exits blocked")
    server.write(member())
    with pytest.raises(NotAllowed, match="guarded_here") as refused:
        says(server, issue.id, "Ask Sok Dara.")
    assert refused.value.params["words"] == "Sok Dara" and stands(server, issue.id) == ("", [])


def test_it_is_bounded_and_the_readers_of_others_have_none(server):
    issue = issue_on(server, "Exits blocked")
    with pytest.raises(NotAllowed, match=r"reader\.long"):
        says(server, issue.id, "x" * (LONGEST_REPLY + 1))
    for who in (server.invites("other", OTHER), server.invites("north", F, "buyer")):
        with pytest.raises(NotAllowed, match=r"reader\.none"):
            says(server, issue.id, "not ours", who)
    with pytest.raises(NotAllowed, match=r"reader\.none"):
        says(server, "0" * 32, "no issue")
    readers.end(server.hub, "golden")
    with pytest.raises(NotAllowed, match=r"reader\.again"):
        says(server, issue.id, "ended")
    assert server.all(Section) == []


def test_two_who_reply_at_once_leave_nothing_to_settle(server):
    issue, second = issue_on(server, "Exits blocked"), server.invites("second", F)
    gate, problems = threading.Barrier(2), list[BaseException]()

    def sends(text: str, who) -> None:
        gate.wait(30)
        try:
            says(server, issue.id, text, who)
        except BaseException as error:  # noqa: BLE001 - told below
            problems.append(error)

    threads = [threading.Thread(target=sends, args=one) for one in (("one", server.who), ("two", second))]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    text, sent = stands(server, issue.id)
    assert problems == [] and text == sent[0] and sorted(sent) == ["one", "two"]
    with server.hub.reading() as reader:
        assert reader.unsettled_count() == 0


def test_what_was_kept_on_the_report_before_is_said_once_it_is_handed_in_or_sent(server):
    issue = issue_on(server, "Exits blocked")
    kept = Section(
        id=section_id(F, REPORT, reply_key(issue.id)), scope=SCOPE, report_id=REPORT, key=reply_key(issue.id),
        party=Party.FACTORY, text="Kept by an older page.",
    )  # fmt: skip
    server.write(kept)
    assert [one.reply for one in paper_of(server).claims] == [""]
    view.write_progress1(server.hub, server.keys, server.who, CYCLE, {}, hand_in=True)
    assert [one.reply for one in paper_of(server).claims] == ["Kept by an older page."]


# --- in a browser ---------------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    found = World(tmp_path_factory.mktemp("replies"))
    found.issue = publicly_reported(found).removeprefix("reply/")
    yield found
    found.stop()


def test_the_factory_replies_from_its_first_page_and_the_desk_has_it(world):
    factory, issue = world.browser("golden", "factory", world.factory), world.issue
    links = re.findall(r'href="/reader(/reply/[0-9a-f]{32})"', factory.get().text)
    assert links == [f"/reply/{issue}"] == re.findall(r'href="/reader(/reply/[0-9a-f]{32})"', factory.get(f"/progress/{world.cycle}").text)
    page = factory.get(links[0]).text
    assert "Exits &lt;b&gt;blocked&lt;/b&gt; True" in page and "<script" not in page and "not verified by the programme" in page
    long = factory.send(links[0], text="x" * (LONGEST_REPLY + 1))
    assert long.status_code == 403 and f"{LONGEST_REPLY} characters" in long.text and "x" * (LONGEST_REPLY + 1) in long.text
    sent = factory.send(links[0], text="We moved <both> racks")
    assert sent.status_code == 200 and sent.url.endswith(links[0]) and "Factory manager" in sent.text
    assert sent.text.count("We moved &lt;both&gt; racks") == 2, "in the field, and among the replies so far"
    factory.send(links[0], text="Three racks")
    for shown in ("", f"/progress/{world.cycle}"):
        assert "Three racks" in factory.get(shown).text and "Change the reply" in factory.get(shown).text
    (section,) = world.at_the_desk(Section, lambda s: s.scope == world.scope)
    assert (section.key, section.text, section.party, section.is_done) == (reply_key(issue), "Three racks", "factory", True)
    assert "We moved &lt;both&gt; racks" in factory.get(links[0]).text, "earlier texts are kept"


def test_others_have_no_page_and_every_look_and_refusal_is_noted(world):
    path = f"/reply/{world.issue}"
    other, buyer = world.browser("other", "factory", world.other), world.browser("north", "buyer", world.buyer)
    for one in (other, buyer):
        assert one.get(path).status_code == 404 and one.send(path, text="not ours").status_code == 404
        assert "/reply/" not in one.get().text
    factory = world.browser("second", "factory", world.factory)
    assert factory.get("/reply/" + "0" * 32).status_code == 404 and factory.get("/reply/x").status_code == 404
    forged = factory.session.post(factory.url + path, {"token": "0" * 36, "text": "forged"}, timeout=20)
    assert forged.status_code == 403 and "another page" in forged.text
    assert factory.get(path).status_code == 200 and factory.send(path, text="By the second").status_code == 200
    with world.hub.reading() as reading:
        entries, logins = rows.accesses(reading, most=80), {one.id: one.login for one in rows.all_readers(reading)}
    noted = [(one.act, one.subject) for one in entries]
    refused = [logins[one.reader] for one in entries if one.act == "refused" and one.subject == world.issue]
    assert refused.count("other") == refused.count("north") == 2
    assert ("replied", world.issue) in noted and ("looked", world.issue) in noted
    assert ("refused", "0" * 32) in noted and ("refused", "") in noted
    readers.end(world.hub, "second")
    assert factory.get(path, allow_redirects=False).status_code == 303


def test_another_language_and_a_session_that_ended_keep_what_was_typed(world):
    factory, path = world.browser("typing", "factory", world.factory), f"/reply/{world.issue}"
    shown = factory.send(path, text="Typed and not sent", language="ar")
    shown.encoding = "utf-8"
    assert '<html lang="ar" dir="rtl">' in shown.text and "Typed and not sent" in shown.text
    factory.get("/language/en")
    marks = hidden(factory.get(path).text)
    readers.sign_out(world.hub, factory.session.cookies["bwdesk_reader"])
    asked = factory.session.post(factory.url + path, marks | {"text": "Typed & not sent"}, timeout=20)
    assert asked.status_code == 403 and html.escape("Typed & not sent") in asked.text
    again = factory.session.post(factory.url + "/sign-in", hidden(asked.text) | {"login": "typing", "password": PASSWORD}, timeout=20)
    assert "Your factory’s reply" in again.text and "Typed &amp; not sent" in again.text and "not saved yet" in again.text
    assert all(s.text != "Typed & not sent" for s in world.at_the_desk(Section, lambda s: s.scope == world.scope))
