"""Readers' accounts at the server, on both databases: ended, let in again by a link, the password of before void."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import text

from bwdesk.cli import main
from bwdesk.errors import NotAllowed, Refused
from bwdesk.server import readers
from bwdesk.server.limits import Attempts
from bwdesk.store import readers as rows
from bwdesk.store.office_acts import entries

PASSWORD, OTHER = "three plain words", "three other words"


def entered(hub, login: str = "golden", password: str = PASSWORD) -> str:
    return readers.sign_in(hub, Attempts(), login, password, "192.0.2.1")


def test_who_was_ended_is_let_in_again_by_a_link_and_not_by_the_password_of_before(hub):
    made, link = readers.invite(hub, "golden", name="Chan Dara", side="factory", subject="f" * 32, country="KH")
    session = readers.choose_password(hub, link, PASSWORD)
    left = readers.new_link(hub, "golden")
    with pytest.raises(Refused, match=r"office\.reader_in"):
        readers.let_in(hub, "golden")
    assert readers.reader_of(hub, entered(hub)).id == made.id, "who reads keeps the password"
    readers.end(hub, "golden")
    again = readers.let_in(hub, " GOLDEN ")
    assert readers.reader_of(hub, session) is None and readers.holder_of_link(hub, left) is None, "what was ended stays ended"
    with pytest.raises(NotAllowed, match=r"reader\.wrong"):
        entered(hub)
    with pytest.raises(NotAllowed, match=r"reader\.wrong"):
        entered(hub, password="")
    assert readers.holder_of_link(hub, again).id == made.id
    with pytest.raises(Refused, match=r"office\.reader_in"):
        readers.let_in(hub, "golden")
    assert readers.reader_of(hub, readers.choose_password(hub, again, OTHER)).id == made.id
    assert readers.reader_of(hub, entered(hub, password=OTHER)).name == "Chan Dara"
    with hub.reading() as reader:
        assert [one.act for one in entries(reader, most=9)] == ["reader.let_in", "reader.end", "reader.link", "reader.add"]
        assert [one.act for one in rows.accesses(reader, most=20)].count("let_in") == 1
        kept = reader.connection.execute(text("SELECT * FROM reader_links")).all()
    assert again not in repr(kept)


def test_at_the_command_line_too(hub, db_url, capsys):
    def said(*words: str) -> dict[str, object]:
        code = main(["reader", *words, "--json", "--db", db_url])
        return {"code": code} | json.loads(capsys.readouterr().out or "{}")

    said("add", "golden", "--full-name", "Chan Dara", "--factory", "f" * 32, "--country", "KH")
    assert said("let-in", "golden")["code"] != 0, "nobody was ended"
    assert said("revoke", "golden") == {"code": 0, "revoked": "golden"}
    link = str(said("let-in", "golden")["link"])
    assert link.startswith("/reader/enter/") and readers.holder_of_link(hub, link.rpartition("/")[2]).login == "golden"
    assert said("list")["reader"][0]["active"] is True


def test_nobody_unknown_is_let_in(hub):
    with pytest.raises(Refused, match=r"account\.unknown"):
        readers.let_in(hub, "nobody")
