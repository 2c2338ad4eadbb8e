"""Every place of a finished file in which a name can stand is read back, and nothing is left beside the pixels of a picture."""

from __future__ import annotations

import io
from dataclasses import replace

import pikepdf
import pytest
from PIL import Image

from bwdesk.domain.redaction import Protected, leaks
from bwdesk.reports import gallery_visit
from bwdesk.reports.jpeg import jpeg_size, pixels_alone, said_beside
from bwdesk.reports.read_back import texts_of_file
from bwdesk.reports.values import Photo
from tests.reports.reading import printed, sample

NAME = "Sok Dara"
GUARDED = [Protected("sok dara", "line", "1", "text", is_name=True)]


def told_picture() -> bytes:
    """A picture that says who took it, where, and for whom, beside its pixels."""
    exif = Image.Exif()
    exif[0x013B] = NAME
    exif[0x010E] = f"For {NAME}"
    exif.get_ifd(0x8825)[1] = "N"
    out = io.BytesIO()
    Image.new("RGB", (600, 400), (90, 120, 40)).save(out, "JPEG", exif=exif, comment=f"Seen by {NAME}".encode())
    return out.getvalue()


def _planted(place: str) -> bytes:
    """The visit record with the name in one place of the file."""
    with pikepdf.open(io.BytesIO(sample("visit")[0])) as pdf:
        page = pdf.pages[0].obj
        if place in ("Title", "Author", "Subject", "Keywords", "Creator", "Producer", "Company"):
            pdf.docinfo[f"/{place}"] = NAME
        elif place == "xmp":
            pdf.Root.Metadata = pdf.make_stream(f"<x>{NAME}</x>".encode(), Type=pikepdf.Name.Metadata, Subtype=pikepdf.Name.XML)
        elif place == "outline":
            with pdf.open_outline() as outline:
                outline.root.append(pikepdf.OutlineItem(NAME, 0))
        elif place in ("annotation", "field"):
            words = {"Contents": NAME} if place == "annotation" else {"T": NAME, "FT": pikepdf.Name.Tx}
            rectangle = pikepdf.Array([0, 0, 9, 9])
            note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=rectangle, **words)
            page.Annots = pdf.make_indirect(pikepdf.Array([pdf.make_indirect(note)]))
        elif place == "name of an attachment":
            pdf.attachments[f"{NAME}.txt"] = b"nothing"
        elif place == "attachment":
            pdf.attachments["a.txt"] = f"by {NAME}".encode("utf-16")
        elif place in ("Alt", "ActualText", "E"):
            pdf.Root.StructTreeRoot.K = pdf.make_indirect(pikepdf.Dictionary(S=pikepdf.Name.Figure, **{place: NAME}))
        elif place == "picture":
            picture = pdf.make_stream(told_picture(), Subtype=pikepdf.Name.Image, Filter=pikepdf.Name.DCTDecode)
            page.Resources.XObject = pikepdf.Dictionary(X=picture)
        out = io.BytesIO()
        pdf.save(out, fix_metadata_version=False)
    return out.getvalue()


PLACES = [
    "Title", "Author", "Subject", "Keywords", "Creator", "Producer", "Company", "xmp", "outline", "annotation", "field",
    "name of an attachment", "attachment", "Alt", "ActualText", "E", "picture",
]  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
def test_a_name_is_found_wherever_it_stands_in_a_file(place: str) -> None:
    assert not leaks((), GUARDED, texts_of_file(sample("visit")[0])), "the file does not name them before"
    assert leaks((), GUARDED, texts_of_file(_planted(place))), place


def test_a_name_on_a_page_is_found_there() -> None:
    data, _ = printed(replace(gallery_visit.visit(), good=(f"Told by {NAME}",)))
    assert {leak.path for leak in leaks((), GUARDED, texts_of_file(data))} == {"file.page 1"}


def test_what_a_camera_says_beside_the_pixels_is_not_printed() -> None:
    picture = told_picture()
    assert sum(NAME.encode() in said for said in said_beside(picture)) >= 2
    bare = pixels_alone(picture)
    assert not said_beside(bare) and jpeg_size(bare) == jpeg_size(picture) and pixels_alone(bare) is bare
    assert Image.open(io.BytesIO(bare)).tobytes() == Image.open(io.BytesIO(picture)).tobytes()
    data, _ = printed(replace(gallery_visit.visit(), photos=(Photo("V-1", picture),)))
    assert not leaks((), GUARDED, texts_of_file(data)) and NAME.encode() not in data


@pytest.mark.parametrize("broken", [b"", b"\xff\xd8", b"\xff\xd8\xff\xe1\xff", told_picture()[:40], b"\xff\xd8\xff\xe1\x00\x01\xff"])
def test_a_broken_picture_is_left_as_it_is(broken: bytes) -> None:
    assert jpeg_size(broken) is None and pixels_alone(broken) == broken
