"""Every kind of picture as plain 8-bit sRGB: colour profiles applied, CMYK and 16 bits converted, transparency laid on white."""

from __future__ import annotations

import io

from PIL import Image, ImageCms


def flat_srgb(image: Image.Image) -> Image.Image:
    """The picture as RGB, on white where it was transparent, without its profile."""
    profile = image.info.get("icc_profile")
    image = _eight_bits(image)
    if "A" in image.getbands() or "transparency" in image.info:
        image = _on_white(image)
    if profile:
        image = _through_profile(image, profile)
    if image.mode != "RGB":
        image = image.convert("RGB")
    image.info = {}
    return image


def _eight_bits(image: Image.Image) -> Image.Image:
    """Grey of 16 or 32 bits as 8 bits; scientific values stretched between their extremes."""
    if image.mode.startswith("I;16"):
        return image.convert("I").point([value // 256 for value in range(65_536)], "L")
    if image.mode in ("I", "F"):
        lowest, highest = (float(value) for value in image.getextrema())  # type: ignore[arg-type]
        if image.mode == "I" and lowest >= 0 and 255 < highest <= 65_535:
            lowest, highest = 0.0, 65_535.0
        reach = (highest - lowest) or 1.0
        wide = image.convert("F").point(lambda value: value * (255.0 / reach) - lowest * 255.0 / reach)
        return wide.convert("L")
    return image


def _on_white(image: Image.Image) -> Image.Image:
    colour = image.convert("RGBA")
    ground = Image.new("RGBA", colour.size, (255, 255, 255, 255))
    return Image.alpha_composite(ground, colour).convert("RGB")


def _through_profile(image: Image.Image, profile: bytes) -> Image.Image:
    """The colours as the profile means them; a profile that is broken or of another kind of picture says nothing."""
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        kind = source.profile.xcolor_space.strip()
        if kind != {"RGB": "RGB", "L": "GRAY", "CMYK": "CMYK"}.get(image.mode):
            return image
        turned = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError, AttributeError):
        return image
    return turned or image
