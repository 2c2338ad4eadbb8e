"""Real photos of others, compared with what other tools read in them; skipped where the samples are not there."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from PIL import Image

from bwdesk.errors import IntakeRefused
from bwdesk.images.photo import LONG_SIDE, prepare_photo

SAMPLES = Path(__file__).parents[3] / "shared" / "samples"
pytestmark = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples of others are not beside this checkout")


def expected() -> list[dict[str, str]]:
    path = SAMPLES / "expected" / "photos.csv"
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines())) if path.is_file() else []


@pytest.mark.parametrize("row", expected(), ids=lambda row: row["file"])
def test_photos_are_as_they_should_be_shown(row: dict[str, str]) -> None:
    if row["decodes"] != "yes":
        with pytest.raises(IntakeRefused):
            prepare_photo(SAMPLES / row["file"])
        return
    photo = prepare_photo(SAMPLES / row["file"])
    width, height = int(row["shown_width"]), int(row["shown_height"])
    scale = min(1.0, LONG_SIDE / max(width, height))
    assert (photo.width, photo.height) == (round(width * scale), round(height * scale))
    with Image.open(io.BytesIO(photo.jpeg)) as image:
        assert image.mode == "RGB"
        assert not image.getexif()
        assert "icc_profile" not in image.info
