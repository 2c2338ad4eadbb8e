"""Photos on the server: any tus client can upload, pieces may be cut anywhere, only what has its hash counts as stored."""

from __future__ import annotations

import hashlib
import os
import threading

import pytest

from bwdesk.domain.evidence import Photo
from bwdesk.domain.factory import Role
from bwdesk.domain.scope import factory_scope
from bwdesk.server.blobs import LARGEST, BlobFolder, Mismatch
from tests.fakes.office import Laptop
from tests.fakes.raw import Raw, access_of

PIECE = "application/offset+octet-stream"
DATA = os.urandom(100_000)
NAME = hashlib.sha256(DATA).hexdigest()


def names(one: Laptop, factory_id: str, sha256: str, size: int) -> None:
    with one.does("photo") as unit:
        scope = factory_scope(factory_id)
        unit.add(Photo(id=unit.new_id(), scope=scope, owner_kind="line", owner_id="x", sha256=sha256, size=size))
    one.sync(with_photos=False)


@pytest.fixture
def raw(shared_house, laptop, request):
    """An advisor's own HTTP client, and a photo's name that the server has heard of."""
    advisor = laptop(shared_house, hashlib.sha256(request.node.name.encode()).hexdigest()[:8])
    factory_id = advisor.registers()
    names(advisor, factory_id, NAME, len(DATA))
    with Raw(shared_house.url, access_of(advisor)) as found:
        found.factory_id, found.advisor = factory_id, advisor
        yield found


def patch(raw: Raw, offset: int, piece: bytes, **more: str) -> tuple[int, str | None]:
    answer = raw.ask(
        "PATCH", f"/blobs/{NAME}", piece, **{"Content-Type": PIECE, "Upload-Offset": str(offset), "Tus-Resumable": "1.0.0", **more}
    )
    return answer.status_code, answer.headers.get("Upload-Offset")


def test_an_upload_in_pieces_and_its_download_by_range(raw):
    head = raw.ask("HEAD", f"/blobs/{NAME}")
    assert (head.status_code, head.headers["Upload-Offset"], head.headers["Tus-Resumable"]) == (200, "0", "1.0.0")
    assert patch(raw, 0, DATA[:60_000]) == (204, "60000")
    assert raw.ask("GET", f"/blobs/{NAME}").status_code == 404, "half a photo is no photo"
    assert patch(raw, 0, DATA[:60_000]) == (409, "60000"), "the same piece twice"
    assert patch(raw, 70_000, DATA[70_000:]) == (409, "60000"), "a piece too early"
    assert raw.ask("HEAD", f"/blobs/{NAME}").headers["Upload-Offset"] == "60000"
    assert patch(raw, 60_000, DATA[60_000:]) == (204, "100000")
    head = raw.ask("HEAD", f"/blobs/{NAME}")
    assert (head.headers["Upload-Offset"], head.headers["Upload-Length"]) == ("100000", "100000")
    assert raw.ask("GET", f"/blobs/{NAME}").content == DATA
    part = raw.ask("GET", f"/blobs/{NAME}", Range="bytes=99990-100100")
    assert (part.status_code, part.content, part.headers["Content-Range"]) == (206, DATA[99_990:], "bytes 99990-99999/100000")
    assert patch(raw, 100_000, b"x") == (409, "100000")


def test_bytes_with_another_hash_are_dropped_and_begun_again(raw):
    wrong = os.urandom(len(DATA))
    assert patch(raw, 0, wrong, **{"Upload-Length": str(len(DATA))}) == (460, "0")
    assert patch(raw, 0, DATA, **{"Upload-Length": str(len(DATA))}) == (204, "100000")


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Content-Type": "image/jpeg"}, 415), ({"Upload-Offset": "-1"}, 400), ({"Upload-Offset": "x"}, 400), ({"Upload-Offset": "²"}, 400),
        ({"Upload-Length": str(LARGEST + 1)}, 400), ({"Upload-Length": "9" * 30}, 400),
    ],
)  # fmt: skip
def test_what_is_no_upload(raw, headers, status):
    sent = {name: value.encode().decode("latin-1") for name, value in headers.items()}
    assert patch(raw, 0, DATA[:10], **sent)[0] == status
    assert raw.ask("HEAD", f"/blobs/{NAME}").headers["Upload-Offset"] == "0"


def test_only_named_photos_and_only_bounded_pieces(raw):
    for name in ("a" * 64, "../../etc/passwd", "A" * 64, "x"):
        assert raw.ask("HEAD", f"/blobs/{name}").status_code == 404
        assert raw.ask("PATCH", f"/blobs/{name}", b"x", **{"Content-Type": PIECE, "Upload-Offset": "0"}).status_code == 404
    assert patch(raw, 0, bytes(5 * 1024 * 1024))[0] == 413


def test_the_same_photo_from_two_laptops_is_stored_once_and_each_proves_to_have_it(raw, shared_house, laptop):
    other = laptop(shared_house, "two")
    theirs = other.registers()
    names(other, theirs, NAME, len(DATA))
    assert patch(raw, 0, DATA) == (204, "100000")
    with Raw(shared_house.url, access_of(other)) as second:
        assert second.ask("HEAD", f"/blobs/{NAME}").headers["Upload-Offset"] == "0"
        assert second.ask("GET", f"/blobs/{NAME}").status_code == 404
        assert patch(second, 0, DATA) == (204, "100000")
        assert second.ask("GET", f"/blobs/{NAME}").content == DATA
    assert len(list((shared_house.photos / NAME[:2]).iterdir())) == 1


def test_who_reads_the_photo_once_need_not_send_it_again_under_another_name(raw, shared_house):
    patch(raw, 0, DATA)
    second = raw.advisor.registers()
    names(raw.advisor, second, NAME, len(DATA))
    assert raw.ask("HEAD", f"/blobs/{NAME}").headers["Upload-Length"] == "100000"
    shared_house.account("colleague")
    shared_house.assign("colleague", second, Role.ADVISOR)


def test_pieces_at_once_leave_a_whole_photo(tmp_path):
    folder = BlobFolder(tmp_path)
    outcomes: list[object] = []

    def send(offset: int) -> None:
        try:
            outcomes.append(folder.append(NAME, "a", offset, DATA[offset : offset + 20_000], len(DATA)))
        except Mismatch as mismatch:
            outcomes.append(mismatch.offset)

    for offset in range(0, len(DATA), 20_000):
        threads = [threading.Thread(target=send, args=(offset,)) for _ in range(4)]
        for one in threads:
            one.start()
        for one in threads:
            one.join()
    assert (100_000, True) in outcomes
    assert folder.file(NAME).read_bytes() == DATA


class PullsThePlug(BaseException):
    """What nothing in the program catches."""


@pytest.mark.parametrize("where", ["_write", "_hash", "_keep"])
@pytest.mark.parametrize("pieces", [1, 3])
def test_a_server_killed_while_it_takes_the_last_piece_never_has_the_whole_length_of_what_it_did_not_keep(tmp_path, where, pieces):
    folder, size, calls = BlobFolder(tmp_path), len(DATA) // pieces, 0
    for n in range(pieces - 1):
        folder.append(NAME, "a", n * size, DATA[n * size : (n + 1) * size], len(DATA))
    start = (pieces - 1) * size
    kept = getattr(BlobFolder, where)

    def dies(*given):
        nonlocal calls
        calls += 1
        if where == "_hash" and calls == 1:  # the look ahead; the plug is pulled while what was written is read again
            return kept(*given)
        if where == "_write":
            kept(*given)
        raise PullsThePlug

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(folder, where, dies)
        with pytest.raises(PullsThePlug):
            folder.append(NAME, "a", start, DATA[start:], len(DATA))
    again = BlobFolder(tmp_path)
    begun = again.offset(NAME, "a")
    assert begun < len(DATA), "a laptop that hears this takes the photo for sent"
    assert again.file(NAME) is None
    assert again.append(NAME, "a", begun, DATA[begun:], len(DATA)) == (len(DATA), True)
    assert again.file(NAME).read_bytes() == DATA
