"""An exchange file as the first program wrote it still opens, and means the same. The file is never written again."""

from __future__ import annotations

from pathlib import Path

from bwdesk.sync.exchange import Recipient, Roster, believed
from bwdesk.sync.exchange_file import Opener, ScopeFacts, needs_passphrase, read_file

FILE = Path(__file__).parent / "golden" / "v1-exchange.bwexchange"
KEY = "AGE-SECRET-KEY-1V3DSLC9Y7ADX8TC6YJWRV7K93W75G2YSV76MAF6HGK4YWAHYSMUSYN8EP8"
SCOPE = f"factory/{7:032x}"


def test_a_file_of_the_first_program():
    assert not needs_passphrase(FILE)
    opened = read_file(FILE, Opener(KEY), lambda _done, _of: None)
    manifest = opened.manifest
    assert (manifest.name, manifest.purpose, manifest.at, manifest.server) == ("Amina Rahman", "exchange", 1_780_000_000_000, f"{3:032x}")
    assert manifest.scopes == [ScopeFacts(SCOPE, 3, f"{4:032x}", 12, bytes(32))]
    assert [(op.id, op.kind) for op in opened.operations] == [
        (f"{1:032x}", "visit"),
        (f"{2:032x}", "photo"),
        (f"{3:032x}", "of_a_newer_program"),
    ]
    assert opened.operations[0].values == {"purpose": "Exits, ការចូល"}
    assert list(opened.photos.values()) == [b"a small photo"]
    roster = Roster({manifest.device: manifest.key}, {manifest.device: frozenset({manifest.person})})
    content = believed(opened, roster, Recipient(frozenset({f"{8:032x}"}), f"{3:032x}"))
    assert content.is_known
    assert len(content.operations) == 3
    assert list(content.photos.values()) == [b"a small photo"]
