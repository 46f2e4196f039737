"""Pictures → pictures that every edition can hold."""

import io
import sys
from pathlib import Path

import pytest
from PIL import Image, ImageFile

sys.path.insert(0, str(Path(__file__).parent.parent))

from pictures import DRAWING, encoded, gradient

from octavo.plates.image import prepared


def _opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


@pytest.mark.parametrize(
    ("form", "media_type"),
    [("PNG", "image/png"), ("JPEG", "image/jpeg"), ("GIF", "image/gif")],
)
def test_what_every_edition_holds_is_carried_byte_for_byte(
    form: str, media_type: str
) -> None:
    data = encoded(gradient((40, 20)), form)
    found = prepared(data)
    assert (found.data, found.media_type) == (data, media_type)
    assert (found.width, found.height, found.why) == (30.0, 15.0, "")


@pytest.mark.parametrize("form", ["WEBP", "AVIF", "BMP"])
def test_other_formats_become_jpeg_or_png(form: str) -> None:
    photo = prepared(encoded(gradient((60, 30)), form))
    assert (photo.media_type, _opened(photo.data).size) == ("image/jpeg", (60, 30))
    flat = prepared(encoded(Image.new("RGB", (8, 8), "#0b4f6c"), form))
    assert flat.media_type == "image/png"


def test_a_transparent_picture_stays_transparent() -> None:
    found = prepared(encoded(Image.new("RGBA", (8, 8), (9, 9, 9, 128)), "WEBP"))
    assert (found.media_type, _opened(found.data).mode) == ("image/png", "RGBA")


def test_a_photograph_is_turned_upright_and_forgets_its_camera() -> None:
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "Camera of Ada"
    found = prepared(encoded(gradient((300, 200)), "JPEG", exif=exif))
    assert _opened(found.data).size == (200, 300)
    assert (found.width, found.height) == (150.0, 225.0)
    assert b"Camera of Ada" not in found.data


def test_an_upright_photograph_forgets_its_camera_too() -> None:
    exif = Image.Exif()
    exif[0x010F] = "Camera of Ada"
    found = prepared(encoded(gradient((300, 200)), "JPEG", exif=exif))
    assert b"Camera of Ada" not in found.data
    assert _opened(found.data).size == (300, 200)


def test_a_large_picture_is_made_smaller_and_keeps_its_natural_size() -> None:
    found = prepared(encoded(gradient((4000, 1000)), "PNG"))
    assert _opened(found.data).size == (2000, 500)
    assert (found.width, found.height) == (3000.0, 750.0)


def test_ink_becomes_light() -> None:
    found = prepared(encoded(gradient((50, 50), "CMYK"), "JPEG"))
    assert _opened(found.data).mode == "RGB"


def test_a_moving_picture_moves_on() -> None:
    frames = [Image.new("P", (20, 20), shade) for shade in (0, 200)]
    data = encoded(frames[0], "GIF", save_all=True, append_images=frames[1:])
    assert prepared(data).data == data


def test_bytes_say_what_a_file_is() -> None:
    assert prepared(DRAWING.encode()).media_type == "image/svg+xml"


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "its format is not known"),
        (b"not a picture", "its format is not known"),
        (b"<svg/>", "it is no SVG drawing"),
        (b"<html><body/></html>", "it is no SVG drawing"),
        (
            b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
            "its format is not known",
        ),
    ],
)
def test_what_is_no_picture_is_told(data: bytes, why: str) -> None:
    assert prepared(data).why == why


@pytest.mark.parametrize("lenient", [False, True])
def test_a_picture_cut_short_is_damaged_whatever_else_is_loaded(lenient: bool) -> None:
    before, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, lenient
    whole = encoded(gradient((60, 60)), "PNG")
    try:
        why = prepared(whole[: len(whole) // 2]).why
        assert (why[:14], ImageFile.LOAD_TRUNCATED_IMAGES) == (
            "it is damaged ",
            lenient,
        )
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def test_a_picture_meant_to_fill_the_memory_is_refused() -> None:
    bomb = encoded(Image.new("1", (30_000, 3_000)), "PNG")
    assert prepared(bomb).why == "it has more than 80 million pixels"
