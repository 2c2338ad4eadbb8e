"""Exchange files that are cut, flipped, forged, swollen, too large for the stick, or for somebody else: refused whole, by name."""

from __future__ import annotations

import io
import os
import random
import subprocess
import sys
import tarfile
import tracemalloc
from datetime import date
from pathlib import Path

import msgspec
import pyrage
import pytest
import zstandard

from bwdesk import ids
from bwdesk.domain.access import PORTAL
from bwdesk.domain.assessment import Assessment
from bwdesk.domain.factory import Assignment, Person, Role
from bwdesk.domain.operation import make_operation
from bwdesk.domain.page_reader import reader_author
from bwdesk.domain.scope import assessment_scope, country_scope, factory_scope, user_scope
from bwdesk.domain.visit import Visit
from bwdesk.errors import DamagedFile, DeskError, FileProblem, ForeignFile, NewerFile, Refused, StoreProblem, WrongKey
from bwdesk.store.outbox import grant, revoke
from bwdesk.sync import exchange_file
from bwdesk.sync.exchange import EXCHANGE, UNSENT, Parcel, manifest_of
from bwdesk.sync.exchange_file import Lock, Opener, read_file, write_file
from bwdesk.sync.vouchers import vouched
from tests.fakes.office import assessment_id
from tests.fakes.stick import (
    box_of,
    give,
    introduce,
    keys_of,
    look,
    parcel_of,
    put,
    sender_of,
    starts,
    stranger,
    take,
    told,
    voucher_in_the_name_of,
    writes,
)


@pytest.fixture
def two(tmp_path):
    """Two laptops that know each other's keys, and a factory with a visit on the first."""
    amina, jonas = stranger(tmp_path, "amina"), stranger(tmp_path, "jonas")
    introduce(amina, jonas)
    factory_id = starts(amina)
    writes(amina, factory_id, "exit blocked", photos=1)
    yield amina, jonas, factory_id
    amina.close()
    jonas.close()


def opened_by(one, path):
    """How a laptop answers to a file: the key of the refusal."""
    with pytest.raises(DeskError) as refused:
        look(one, path)
    return refused.value


def plain_of(one, path) -> bytes:
    """What is inside, as a tar."""
    packed = pyrage.decrypt(path.read_bytes(), [pyrage.x25519.Identity.from_str(keys_of(one).box)])
    return zstandard.ZstdDecompressor().stream_reader(packed).read()


def sealed(to, plain: bytes, path: Path) -> Path:
    recipient = pyrage.x25519.Recipient.from_str(keys_of(to).box_public)
    path.write_bytes(pyrage.encrypt(zstandard.compress(plain), [recipient]))
    return path


def tar_of(*members: tuple[str, bytes], kind: bytes = tarfile.REGTYPE) -> bytes:
    out = io.BytesIO()
    for name, data in members:
        info = tarfile.TarInfo(name)
        info.size, info.type = len(data), kind
        out.write(info.tobuf(tarfile.USTAR_FORMAT) + data + bytes(-len(data) % 512))
    return out.getvalue() + bytes(1024)


def test_cut_anywhere_or_one_bit_changed_it_is_refused_whole(two, tmp_path):
    amina, jonas, factory_id = two
    whole = give(amina, tmp_path / "a.bwexchange", jonas).read_bytes()
    scopes = (country_scope("KH"), factory_scope(factory_id))
    before = jonas.digest(*scopes)
    rng = random.Random(7)
    cuts = [*range(0, 260, 3), *(len(whole) - n for n in range(1, 40)), *(rng.randrange(len(whole)) for _ in range(60))]
    path = tmp_path / "broken.bwexchange"
    for cut in cuts:
        path.write_bytes(whole[:cut])
        assert isinstance(opened_by(jonas, path), (DamagedFile, ForeignFile, WrongKey)), cut
    for _ in range(150):
        flipped = bytearray(whole)
        flipped[rng.randrange(len(whole))] ^= 1 << rng.randrange(8)
        path.write_bytes(flipped)
        assert isinstance(opened_by(jonas, path), (DamagedFile, ForeignFile, WrongKey))
    path.write_bytes(whole + b"x")
    assert isinstance(opened_by(jonas, path), DamagedFile)
    assert jonas.digest(*scopes) == before
    take(jonas, tmp_path / "a.bwexchange")
    assert jonas.digest(*scopes) == amina.digest(*scopes), "the whole file still says it all"


def test_cut_or_changed_inside_the_encryption_it_is_refused_whole(two, tmp_path):
    amina, jonas, _ = two
    plain = plain_of(jonas, give(amina, tmp_path / "a.bwexchange", jonas))
    assert look(jonas, sealed(jonas, plain, tmp_path / "same.bwexchange")).fresh > 0
    rng = random.Random(8)
    names = list(range(0, len(plain) - 1024, 512))
    for cut in [0, 1, 511, 512, 700, len(plain) - 1, len(plain) - 1024, *rng.sample(names, 20)]:
        assert isinstance(opened_by(jonas, sealed(jonas, plain[:cut], tmp_path / "x.bwexchange")), DamagedFile), cut
    text = [n for n, byte in enumerate(plain) if byte > 32]
    for place in rng.sample(text, 120):
        changed = bytearray(plain)
        changed[place] ^= 1
        error = opened_or_same(jonas, sealed(jonas, bytes(changed), tmp_path / "x.bwexchange"))
        assert error is None or isinstance(error, (DamagedFile, NewerFile)), place
    assert isinstance(opened_by(jonas, sealed(jonas, plain + b"more", tmp_path / "x.bwexchange")), DamagedFile)


def opened_or_same(one, path):
    """The refusal; None where what was changed means nothing (owner and time in a tar's header are never looked at)."""
    try:
        look(one, path)
    except DeskError as error:
        return error
    return None


def test_the_wrong_person(two, tmp_path):
    amina, jonas, _ = two
    mallory = stranger(tmp_path, "mallory")
    assert opened_by(mallory, give(amina, tmp_path / "a.bwexchange", jonas)).key == "exchange.not_for_you"
    mallory.close()


def test_by_passphrase(two, tmp_path):
    amina, jonas, _ = two
    path = put(amina, tmp_path / "a.bwexchange", parcel_of(amina), Lock(passphrase="four words in a row"))
    assert opened_by(jonas, path).key == "exchange.passphrase_needed"
    with pytest.raises(WrongKey, match=r"exchange\.passphrase$"):
        look(jonas, path, "four words in a raw")
    assert look(jonas, path, "four words in a row").name == "Amina"


def test_a_file_of_something_else_and_of_a_newer_program(two, tmp_path):
    _, jonas, _ = two
    for content in (b"", b"PK\x03\x04" + bytes(500), b"age-encryption.org/v2\n", os.urandom(4000)):
        (tmp_path / "x").write_bytes(content)
        assert opened_by(jonas, tmp_path / "x").key == "exchange.foreign"
    os.mkfifo(tmp_path / "pipe")
    assert opened_by(jonas, tmp_path / "pipe").key == "exchange.foreign", "a pipe is never waited for"
    assert isinstance(opened_by(jonas, tmp_path / "gone"), StoreProblem)
    newer = sealed(
        jonas, tar_of(("manifest.json", b'{"format": 2, "people": []}'), ("manifest.sig", bytes(64))), tmp_path / "new.bwexchange"
    )
    assert isinstance(opened_by(jonas, newer), NewerFile)


def test_forged_operations(two, tmp_path):
    amina, jonas, factory_id = two
    maly = stranger(tmp_path, "maly")
    introduce(amina, jonas, maly)
    forged = make_operation(
        id=ids.random_id(), scope=factory_scope(factory_id), kind="visit", thing=ids.random_id(), values={"purpose": "never said"},
        seen={"purpose": ()}, author=maly.writer.person, device=maly.writer.device, at=1, txn=ids.random_id(), act="edit",
        salt=ids.random_id(),
    )  # fmt: skip
    mine = replace_author(forged, amina.writer.device)
    honest, key, lock = parcel_of(amina), keys_of(amina), Lock(box_of(jonas, amina))
    attempts = {
        "without a signature": Parcel([*honest.operations, forged], honest.vouchers),
        "under her own signature": Parcel([forged], vouched(amina.writer.device, key.signing, [forged])),
        "in maly's name, by another key": Parcel([forged], voucher_in_the_name_of(maly, key, [forged])),
        "as maly, from her own laptop": Parcel([mine], vouched(amina.writer.device, key.signing, [mine])),
    }
    for what, parcel in attempts.items():
        assert opened_by(jonas, put(amina, tmp_path / "f.bwexchange", parcel, lock)).key == "exchange.forged", what
    stolen = [msgspec.structs.replace(one, scope="country/KH") for one in honest.vouchers]
    path = put(amina, tmp_path / "f.bwexchange", Parcel(honest.operations, stolen), lock)
    assert opened_by(jonas, path).key == "exchange.forged", "a voucher for another scope"
    jonas_says = Parcel(honest.operations, honest.vouchers)
    amina.ring, kept = maly.ring, amina.ring
    assert opened_by(jonas, put(amina, tmp_path / "f.bwexchange", jonas_says, lock)).key == "exchange.forged", (
        "another's key for her laptop"
    )
    amina.ring = kept
    maly.close()


def test_what_the_office_alone_writes_comes_by_no_stick(two, tmp_path):
    """A laptop that no register knows may bring work, but none of the portal's, of a reader's, or of a kind that only the office writes."""
    _, jonas, factory_id = two
    newcomer = stranger(tmp_path, "newcomer")
    person, device = newcomer.writer.person, newcomer.writer.device
    reader = ids.random_id()
    attempts = {
        "a visit of its own": (person, device, "visit", {"purpose": "said"}, 1),
        "a reader's words": (reader_author(reader), device, "factory_comment", {"text": "never said"}, 0),
        "the portal's words": (PORTAL, device, "factory_comment", {"text": "never said"}, 0),
        "words of its own on the portal": (person, PORTAL, "factory_comment", {"text": "never said"}, 0),
        "a reader's name": (person, device, "named_reader", {"reader_id": reader, "name": "The Minister"}, 0),
        "a release": (person, device, "release", {"op:" + "0" * 32: True}, 0),
    }
    for what, (author, on, kind, values, fresh) in attempts.items():
        op = make_operation(
            id=ids.random_id(), scope=factory_scope(factory_id), kind=kind, thing=ids.random_id(), values=values,
            seen=dict.fromkeys(values, ()), author=author, device=on, at=1, txn=ids.random_id(), act="edit", salt=ids.random_id(),
        )  # fmt: skip
        parcel = Parcel([op], vouched(on, keys_of(newcomer).signing, [op]))
        path = put(newcomer, tmp_path / "o.bwexchange", parcel, Lock(keys_of(jonas).box_public))
        if fresh:
            assert look(jonas, path).fresh == fresh, what
        else:
            assert opened_by(jonas, path).key == "exchange.forged", what
    newcomer.close()


def replace_author(op, device):
    return make_operation(
        id=ids.random_id(), scope=op.scope, kind=op.kind, thing=op.thing, values=op.values, seen=op.seen, author=op.author, device=device,
        at=op.at, txn=op.txn, act=op.act, salt=ids.random_id(),
    )  # fmt: skip


def test_a_laptop_that_the_register_does_not_know_is_said_to_be_unknown(two, tmp_path):
    _amina, jonas, _ = two
    newcomer = stranger(tmp_path, "newcomer")
    starts(newcomer)
    path = put(newcomer, tmp_path / "n.bwexchange", parcel_of(newcomer), Lock(keys_of(jonas).box_public))
    preview = look(jonas, path)
    assert (preview.name, preview.is_known, preview.fresh) == ("Newcomer", False, 1)
    newcomer.close()


def test_swollen_files_are_refused_before_they_fill_the_memory(two, tmp_path):
    _, jonas, _ = two
    header = tarfile.TarInfo("manifest.json")
    header.size = 900 * 1024 * 1024
    zeros = zstandard.ZstdCompressor(level=1).compress(header.tobuf(tarfile.USTAR_FORMAT) + bytes(64 * 1024 * 1024))
    header.size = 31 * 1024 * 1024
    within = zstandard.ZstdCompressor(level=1).compress(header.tobuf(tarfile.USTAR_FORMAT) + bytes(64 * 1024 * 1024))
    recipient = pyrage.x25519.Recipient.from_str(keys_of(jonas).box_public)
    for packed in (zeros, within):
        (tmp_path / "bomb").write_bytes(pyrage.encrypt(packed, [recipient]))
        tracemalloc.start()
        assert isinstance(opened_by(jonas, tmp_path / "bomb"), DamagedFile)
        assert tracemalloc.get_traced_memory()[1] < 16 * 1024 * 1024
        tracemalloc.stop()
    deep = b'{"format":' + b"[" * 100_000
    for plain in (deep, b"\xff\xfe", b"{}", b"null"):
        path = sealed(jonas, tar_of(("manifest.json", plain), ("manifest.sig", bytes(64))), tmp_path / "deep.bwexchange")
        assert isinstance(opened_by(jonas, path), DamagedFile)
    for name, kind in (
        ("../manifest.json", tarfile.REGTYPE),
        ("manifest.json", tarfile.SYMTYPE),
        ("manifest.json", tarfile.GNUTYPE_LONGNAME),
    ):
        path = sealed(jonas, tar_of((name, b"{}"), kind=kind), tmp_path / "odd.bwexchange")
        assert isinstance(opened_by(jonas, path), DamagedFile)


def test_a_file_that_would_be_too_large_is_not_written(two, tmp_path, monkeypatch):
    amina, jonas, _ = two
    monkeypatch.setattr(exchange_file, "LARGEST", 4 * exchange_file.SMALL + 1000)
    with pytest.raises(Refused, match=r"exchange\.too_large"):
        give(amina, tmp_path / "a.bwexchange", jonas)
    assert not (tmp_path / "a.bwexchange").exists()
    (tmp_path / "b.bwexchange").write_bytes(b"age-encryption.org/v1\n-> X25519 " + bytes(exchange_file.LARGEST))
    with pytest.raises(FileProblem, match=r"exchange\.too_large_to_read"):
        read_file(tmp_path / "b.bwexchange", Opener(keys_of(jonas).box), told)


WRITER = """
import resource, signal, sys
from pathlib import Path
from bwdesk.errors import DeskError
from bwdesk.disk import write_whole
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
try:
    write_whole(Path(sys.argv[1]), Path(sys.argv[2]).read_bytes())
except DeskError as error:
    print(error.key)
"""


def test_a_full_stick_leaves_the_older_file(two, tmp_path):
    amina, jonas, _ = two
    stick = tmp_path / "stick"
    stick.mkdir()
    small = give(amina, stick / "a.bwexchange", jonas, factories=frozenset()).read_bytes()
    large = give(amina, tmp_path / "large", jonas)
    child = subprocess.run([sys.executable, "-c", WRITER, stick / "a.bwexchange", large], capture_output=True, text=True, check=True)
    assert child.stdout.strip() == "store.full"
    assert [path.name for path in stick.iterdir()] == ["a.bwexchange"], "no half file"
    assert (stick / "a.bwexchange").read_bytes() == small
    assert look(jonas, stick / "a.bwexchange").fresh == 1


def test_a_stick_that_gives_back_something_else_is_not_called_safe(two, tmp_path, monkeypatch):
    amina, jonas, _ = two
    really = exchange_file.write_whole
    monkeypatch.setattr(exchange_file, "write_whole", lambda path, data: really(path, data[:-1]))
    with pytest.raises(StoreProblem, match=r"exchange\.read_back"):
        give(amina, tmp_path / "a.bwexchange", jonas)
    monkeypatch.undo()
    with pytest.raises(StoreProblem):
        give(amina, tmp_path / "gone" / "a.bwexchange", jonas)


def test_private_things_stay_and_working_papers_never_reach_the_factorys_advisor(two, tmp_path):
    amina, jonas, factory_id = two
    paper = assessment_id(factory_id)
    with amina.does() as unit:
        unit.add(Person(id=ids.new_id(), scope=user_scope(amina.writer.person), name="my own snippet"))
        unit.add(Person(id=ids.new_id(), scope=f"vault/{paper}", name="what a worker said"))
        unit.add(
            Assessment(
                id=paper, scope=assessment_scope(paper), factory_id=factory_id, cycle_id="c" * 32, number=1, country="KH", tool="t",
                assessors=frozenset({amina.writer.person}),
            )
        )  # fmt: skip
    parcel = parcel_of(amina)
    assert {op.scope for op in parcel.operations} == {country_scope("KH"), factory_scope(factory_id), assessment_scope(paper)}
    assert look(jonas, give(amina, tmp_path / "a.bwexchange", jonas)).left_out == ()
    with jonas.does() as unit:
        unit.add(
            Assignment(
                id=ids.new_id(), scope=country_scope("KH"), factory_id=factory_id, person_id=jonas.writer.person, role=Role.ADVISOR,
                from_on=date(2026, 1, 1),
            )
        )  # fmt: skip
    preview = look(jonas, tmp_path / "a.bwexchange")
    assert [(one.title, one.reason) for one in preview.left_out] == [("Golden Thread", "advisor")]
    take(jonas, tmp_path / "a.bwexchange")
    with jonas.store.reading() as reader:
        assert reader.get(Assessment, paper) is None
        assert len(reader.find(Visit)) == 1
    with amina.store.reading() as reader:
        private = [op for thing in reader.find(Person) for op in reader.operations_of(thing.id) if op.scope.startswith(("user/", "vault/"))]
    everything = Parcel(private, vouched(amina.writer.device, keys_of(amina).signing, private))
    path = put(amina, tmp_path / "p.bwexchange", everything, Lock(keys_of(jonas).box_public), UNSENT)
    assert {one.reason for one in look(jonas, path).left_out} == {"private"}, "a person's saved work opens its private part for them alone"


def test_a_scope_taken_from_a_person_does_not_come_back_by_stick(two, tmp_path):
    amina, jonas, factory_id = two

    with jonas.does() as unit:
        grant(unit, ids.random_id(), ids.random_id(), [factory_scope(factory_id)])
        revoke(unit, factory_scope(factory_id))
    assert [one.reason for one in look(jonas, give(amina, tmp_path / "a.bwexchange", jonas)).left_out] == ["revoked"]


def test_another_offices_file(two, tmp_path):
    amina, jonas, _ = two
    for one in (amina, jonas):
        with one.does() as unit:
            unit.set_fact("server", ids.random_id())
    assert opened_by(jonas, give(amina, tmp_path / "a.bwexchange", jonas)).key == "exchange.other_office"


def test_stopped_half_way_nothing_is_written_and_nothing_read(two, tmp_path):
    amina, jonas, _ = two
    sender, parcel = sender_of(amina), parcel_of(amina)
    manifest, texts = manifest_of(parcel, sender, EXCHANGE, 1)

    def stop(done: int, of: int) -> None:
        if done > of // 2:
            raise Refused("exchange.cancelled")

    path = tmp_path / "stick" / "a.bwexchange"
    path.parent.mkdir()
    photos = [(one.sha256, amina.photos.get(one.sha256)) for one in parcel.photos]
    with pytest.raises(Refused, match=r"exchange\.cancelled"):
        write_file(path, manifest, sender.keys.signing.sign, texts, photos, Lock(box_of(jonas, amina)), stop)
    assert list(path.parent.iterdir()) == []
    give(amina, path, jonas)
    with pytest.raises(Refused, match=r"exchange\.cancelled"):
        read_file(path, Opener(keys_of(jonas).box), stop)
