"""Photos made ours: upright, small, sRGB, without a trace of what the camera tells; broken and hostile ones refused in words."""

from __future__ import annotations

import hashlib
import io
import struct
import zlib
from datetime import datetime

import pillow_heif
import pytest
from PIL import Image, ImageCms
from PIL.ExifTags import GPS, IFD, Base

from bwdesk.errors import IntakeRefused
from bwdesk.images.demo import KINDS, draw_demo_photo
from bwdesk.images.photo import prepare_photo, print_version

RED, GREEN, BLUE, WHITE = (220, 30, 30), (30, 160, 30), (30, 30, 220), (250, 250, 250)


def corners(size: tuple[int, int] = (600, 400)) -> Image.Image:
    """A picture whose corners are red, green, blue and white, clockwise from the upper left."""
    image = Image.new("RGB", size)
    half = (size[0] // 2, size[1] // 2)
    for colour, at in ((RED, (0, 0)), (GREEN, (half[0], 0)), (BLUE, half), (WHITE, (0, half[1]))):
        image.paste(colour, (*at, at[0] + half[0], at[1] + half[1]))
    return image


def encoded(image: Image.Image, kind: str = "JPEG", **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def opened(jpeg: bytes) -> Image.Image:
    return Image.open(io.BytesIO(jpeg))


def is_near(pixel: object, colour: tuple[int, int, int], by: int = 14) -> bool:
    assert isinstance(pixel, tuple)
    return all(abs(got - wanted) <= by for got, wanted in zip(pixel, colour, strict=True))


def shows_corners(image: Image.Image) -> bool:
    right, low = image.width * 3 // 4, image.height * 3 // 4
    places = ((image.width // 4, image.height // 4), (right, image.height // 4), (right, low), (image.width // 4, low))
    return all(
        is_near(image.convert("RGB").getpixel(place), colour) for place, colour in zip(places, (RED, GREEN, BLUE, WHITE), strict=True)
    )


def segments(jpeg: bytes) -> list[int]:
    """The markers of a JPEG before its picture data."""
    found, at = [], 2
    while jpeg[at + 1] != 0xDA:
        found.append(jpeg[at + 1])
        at += 2 + struct.unpack(">H", jpeg[at + 2 : at + 4])[0]
    return found


TURNS = {1: None, 2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}  # what a camera does to the picture, as Pillow's transpositions


@pytest.mark.parametrize("orientation", TURNS)
@pytest.mark.parametrize("kind", ["JPEG", "TIFF", "PNG", "WEBP"])
def test_photos_are_upright_however_the_camera_was_held(orientation: int, kind: str) -> None:
    turn = TURNS[orientation]
    lying = corners() if turn is None else corners().transpose(Image.Transpose(turn))
    exif = Image.Exif()
    exif[Base.Orientation] = orientation
    photo = prepare_photo(encoded(lying, kind, exif=exif))
    assert (photo.width, photo.height) == (600, 400)
    assert shows_corners(opened(photo.jpeg))
    assert shows_corners(opened(photo.thumb))


def test_a_photo_of_a_phone_is_read_and_scaled_and_hashed() -> None:
    source = io.BytesIO()
    pillow_heif.from_pillow(corners((3000, 2000))).save(source, quality=80)
    photo = prepare_photo(source.getvalue())
    assert (photo.width, photo.height, photo.thumb_width, photo.thumb_height) == (2048, 1365, 320, 213)
    assert shows_corners(opened(photo.jpeg))
    assert photo.sha256 == hashlib.sha256(photo.jpeg).hexdigest()
    assert photo.thumb_sha256 == hashlib.sha256(photo.thumb).hexdigest()
    assert photo.original_sha256 == hashlib.sha256(source.getvalue()).hexdigest()
    assert prepare_photo(source.getvalue()) == photo


def with_everything() -> bytes:
    exif = Image.Exif()
    exif[Base.Make], exif[Base.Artist] = "PrivateCam", "A Person"
    exif.get_ifd(IFD.Exif).update({Base.DateTimeOriginal: "2026:03:04 05:06:07", Base.BodySerialNumber: "SN-12345"})
    exif.get_ifd(IFD.GPSInfo).update({GPS.GPSLatitudeRef: "N", GPS.GPSLatitude: (23.0, 48.0, 1.0)})
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return encoded(corners(), exif=exif, icc_profile=profile, comment=b"secret comment", xmp=b"<x:xmpmeta>secret place</x:xmpmeta>")


def test_nothing_of_what_the_camera_wrote_is_left() -> None:
    source = with_everything()
    assert b"PrivateCam" in source
    assert b"secret place" in source
    photo = prepare_photo(source)
    for jpeg in (photo.jpeg, photo.thumb, print_version(photo.jpeg, 200)):
        assert [marker for marker in segments(jpeg) if 0xE0 < marker <= 0xEF or marker == 0xFE] == []
        assert not any(word in jpeg for word in (b"PrivateCam", b"Person", b"SN-12345", b"secret", b"Exif"))


@pytest.mark.parametrize(
    ("written", "zone", "taken"),
    [
        ("2026:03:04 05:06:07", None, "2026-03-04T05:06:07"),
        ("2026:03:04 05:06:07", "+06:00", "2026-03-04T05:06:07+06:00"),
        ("2026-03-04 05:06", "-03:30", "2026-03-04T05:06:00-03:30"),
        ("0000:00:00 00:00:00", None, None),
        ("1970:01:01 00:00:00", None, None),
        ("2026:13:40 05:06:07", None, None),
        ("    :  :     :  :  ", "+06:00", None),
    ],
)
def test_when_it_was_taken(written: str, zone: str | None, taken: str | None) -> None:
    exif = Image.Exif()
    details = exif.get_ifd(IFD.Exif)
    details[Base.DateTimeOriginal] = written
    if zone:
        details[Base.OffsetTimeOriginal] = zone
    when = prepare_photo(encoded(corners(), exif=exif)).taken_at
    assert when == (taken and datetime.fromisoformat(taken))
    assert when is None or when.utcoffset() == (datetime.fromisoformat(taken or "").utcoffset() or None if zone else None)


def test_without_words_of_the_camera_nothing_is_known_of_the_time() -> None:
    assert prepare_photo(encoded(corners())).taken_at is None


def in_mode(mode: str) -> Image.Image:
    if mode == "I;16":
        return corners().convert("L").convert("I").point(lambda value: value * 257).convert("I;16")
    if mode == "P":
        return corners().convert("P", palette=Image.Palette.ADAPTIVE)
    return corners().convert("RGBA").convert("LA").convert("PA") if mode == "PA" else corners().convert(mode)


@pytest.mark.parametrize("mode", ["RGBA", "LA", "PA", "P", "L", "CMYK", "I;16", "RGB"])
def test_every_kind_of_pixel_becomes_plain_colour(mode: str) -> None:
    image = opened(prepare_photo(encoded(in_mode(mode), "TIFF")).jpeg)
    assert image.mode == "RGB"
    wanted = corners() if mode in ("RGBA", "P", "CMYK", "RGB") else corners().convert("L").convert("RGB")
    for place in ((10, 10), (590, 10), (590, 390), (10, 390)):
        colour = wanted.getpixel(place)
        assert isinstance(colour, tuple)
        assert is_near(image.getpixel(place), (colour[0], colour[1], colour[2]), 16)


@pytest.mark.parametrize("mode", ["1", "F"])
def test_drawings_and_measurements_stay_lighter_and_darker(mode: str) -> None:
    image = opened(prepare_photo(encoded(in_mode(mode), "TIFF")).jpeg).convert("L")
    light, dark = image.resize((2, 2), Image.Resampling.BOX).getpixel((0, 1)), image.resize((2, 2), Image.Resampling.BOX).getpixel((1, 1))
    assert isinstance(light, int)
    assert isinstance(dark, int)
    assert light > dark + 100


def test_what_is_transparent_lies_on_white() -> None:
    source = Image.new("RGBA", (40, 40), (200, 0, 0, 0))
    source.paste((200, 0, 0, 255), (0, 0, 20, 40))
    image = opened(prepare_photo(encoded(source, "PNG")).jpeg)
    assert is_near(image.getpixel((35, 20)), (255, 255, 255))
    assert is_near(image.getpixel((5, 20)), (200, 0, 0))
    palette = Image.new("P", (40, 40), 1)
    palette.putpalette([0, 0, 0, 0, 0, 200])
    assert is_near(opened(prepare_photo(encoded(palette, "PNG", transparency=1)).jpeg).getpixel((5, 5)), (255, 255, 255))


def test_colours_of_another_profile_are_turned_into_srgb() -> None:
    lab = ImageCms.createProfile("LAB")
    grey = ImageCms.ImageCmsProfile(lab).tobytes()
    plain = prepare_photo(encoded(corners()))
    assert opened(prepare_photo(encoded(corners(), icc_profile=grey)).jpeg).getpixel((9, 9)) == opened(plain.jpeg).getpixel((9, 9))
    assert shows_corners(opened(prepare_photo(encoded(corners(), icc_profile=b"no profile at all")).jpeg))


def test_the_first_picture_of_a_moving_one() -> None:
    source = encoded(corners(), "GIF", save_all=True, append_images=[Image.new("RGB", (600, 400), (0, 0, 0))])
    assert shows_corners(opened(prepare_photo(source).jpeg))


def test_a_small_photo_is_not_blown_up_and_a_thin_one_keeps_a_pixel() -> None:
    assert prepare_photo(encoded(corners((40, 30)))).width == 40
    thin = prepare_photo(encoded(Image.new("RGB", (9000, 2)), "PNG"))
    assert (thin.width, thin.height, thin.thumb_height) == (2048, 1, 1)


def test_a_working_copy_is_small_enough_for_weak_lines() -> None:
    noise = Image.effect_noise((3000, 2250), 90).convert("RGB")
    assert len(prepare_photo(encoded(noise, quality=95)).jpeg) < 2_000_000
    assert len(prepare_photo(draw_demo_photo("aisle", 1)).jpeg) < 600_000


def test_print_versions() -> None:
    photo = prepare_photo(encoded(corners((3000, 2000))))
    assert opened(print_version(photo.jpeg, 800)).size == (800, 533)
    assert print_version(photo.jpeg, 4000) == photo.jpeg
    with pytest.raises(IntakeRefused):
        print_version(b"no jpeg", 800)


def huge_png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(60_000))) + chunk(b"IEND", b"")


def test_webp_is_judged_by_its_first_bytes() -> None:
    large = Image.new("RGB", (6000, 5000))
    for options in ({}, {"lossless": True}, {"exif": b"Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x00\x00\x00"}):
        source = encoded(large, "WEBP", method=0, **options)
        with pytest.raises(IntakeRefused) as refused:
            prepare_photo(source)
        assert refused.value.key == "intake.photo_too_large"
        assert prepare_photo(encoded(corners(), "WEBP", **options)).width == 600


@pytest.mark.parametrize(
    ("source", "key"),
    [
        (b"", "intake.photo_empty"),
        (b"%PDF-1.7", "intake.not_a_photo"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n", "intake.not_a_photo"),
        (b"\x89PNG\r\n\x1a\n", "intake.not_a_photo"),
        (huge_png(60_000, 60_000), "intake.photo_too_large"),
        (huge_png(9_000, 9_000), "intake.photo_too_large"),
        (huge_png(900, 900), "intake.photo_damaged"),
        (encoded(Image.new("RGB", (400, 400)))[:700], "intake.photo_damaged"),
        (encoded(corners(), "PNG")[:-400], "intake.photo_damaged"),
        (encoded(corners(), "TIFF")[:5000], "intake.photo_damaged"),
    ],
)
def test_broken_and_hostile_pictures_are_refused_in_words(source: bytes, key: str) -> None:
    with pytest.raises(IntakeRefused) as refused:
        prepare_photo(source)
    assert refused.value.key == key


def test_a_photo_changed_anywhere_is_read_or_refused() -> None:
    for kind in ("JPEG", "PNG", "WEBP", "TIFF", "GIF"):
        whole = with_everything() if kind == "JPEG" else encoded(corners((60, 40)), kind)
        for place in range(0, len(whole), max(1, len(whole) // 40)):
            broken = bytearray(whole)
            broken[place] ^= 0xFF
            try:
                prepare_photo(bytes(broken))
            except IntakeRefused as error:
                assert error.key.startswith("intake.")  # noqa: PT017 - either way is right, anything else is not


@pytest.mark.parametrize("kind", KINDS[::3])
def test_demo_photos_are_drawn_alike_each_time_and_differ_by_seed(kind: str) -> None:
    jpeg = draw_demo_photo(kind, 4)
    assert opened(jpeg).size == (1600, 1200)
    assert jpeg == draw_demo_photo(kind, 4)
    assert jpeg != draw_demo_photo(kind, 5)
    assert 150_000 < len(jpeg) < 700_000
