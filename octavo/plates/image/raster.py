"""Photographs and screenshots → PNG, JPEG or GIF no larger than a page needs."""

import io
import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from PIL import Image, ImageCms, ImageFile, ImageOps, UnidentifiedImageError
from PIL.Image import DecompressionBombError, DecompressionBombWarning
from PIL.Image import open as decoded

from octavo.plates.prepared import Prepared

MOST_PIXELS = 80_000_000
"""More than any camera gives; a file that unpacks to more is meant to do harm."""

LONGEST = 2000
"""Pixels of the longer side kept: 300 to the inch over the width of any of our pages,
and what old reading devices open."""

QUALITY = 88

# Read by Pillow itself. EPS is not among them: Pillow starts Ghostscript for it.
_FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "AVIF", "BMP")
_KEPT = {"PNG": "image/png", "JPEG": "image/jpeg", "GIF": "image/gif"}
_ORIENTATION = 0x0112

# What Pillow 13's readers raise on damaged files, found by cutting and flipping bytes.
_DAMAGE = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    IndexError,
    RuntimeError,
    struct.error,
)


def developed(data: bytes) -> Prepared:
    """The picture upright, in sRGB, at most `LONGEST` pixels wide and high.

    A file that is so already is carried as it is, byte for byte; cameras' notes about
    place and owner are not, which costs a JPEG a rewriting with its own tables.
    """
    try:
        with warnings.catch_warnings(), _whole_files_only():
            warnings.simplefilter("ignore")
            warnings.simplefilter("error", DecompressionBombWarning)
            return _developed(data)
    except UnidentifiedImageError:
        return Prepared(why="its format is not known")
    except (DecompressionBombError, DecompressionBombWarning):
        return Prepared(
            why=f"it has more than {MOST_PIXELS // 1_000_000} million pixels"
        )
    except _DAMAGE as error:
        return Prepared(
            why=f"it is damaged ({str(error).rstrip('.') or type(error).__name__})"
        )


@contextmanager
def _whole_files_only() -> Iterator[None]:
    """A file cut short is an error while this lasts.

    WeasyPrint, once loaded, lets Pillow fill up what is missing in the whole process;
    whether a picture is told to be damaged may not depend on that.
    """
    before = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def _developed(data: bytes) -> Prepared:
    with decoded(io.BytesIO(data), formats=_FORMATS) as picture:
        wide, high = picture.size
        if wide * high > MOST_PIXELS:
            raise DecompressionBombError
        picture.load()
        turned = picture.getexif().get(_ORIENTATION, 1) not in {0, 1}
        if turned and picture.getexif()[_ORIENTATION] >= 5:
            wide, high = high, wide
        shrink = min(1.0, LONGEST / max(wide, high))
        size = (max(1, round(wide * shrink)), max(1, round(high * shrink)))
        form = "JPEG" if picture.format == "MPO" else picture.format or ""
        moving = getattr(picture, "n_frames", 1) > 1 and form == "GIF"
        upright = form in _KEPT and not turned and shrink == 1.0
        if (upright or moving) and picture.mode != "CMYK":
            kept, media_type = _stripped(picture, data, form), _KEPT[form]
        else:
            kept, media_type = _printed(picture, size, photograph=form == "JPEG")
    return Prepared(
        data=kept, media_type=media_type, width=wide * 0.75, height=high * 0.75
    )


def _stripped(picture: Image.Image, data: bytes, form: str) -> bytes:
    """The file itself; a JPEG that tells more than its pixels, without that."""
    told = any(name in picture.info for name in ("exif", "xmp", "comment", "photoshop"))
    if form != "JPEG" or not (told or picture.format == "MPO"):
        return data
    out = io.BytesIO()
    with decoded(io.BytesIO(data), formats=("JPEG",)) as again:
        # “keep” asks the image for its own tables, which only a JPEG file has.
        if again.format == "JPEG":
            again.save(
                out, "JPEG", quality="keep", icc_profile=again.info.get("icc_profile")
            )
        else:
            again.convert("RGB").save(out, "JPEG", quality=QUALITY, subsampling=0)
    return out.getvalue()


def _printed(
    picture: Image.Image, size: tuple[int, int], photograph: bool
) -> tuple[bytes, str]:
    """The picture written anew at `size` as PNG or JPEG, and which of the two.

    Transparency and drawings of few colours need PNG; the rest is JPEG.
    """
    upright = ImageOps.exif_transpose(picture)
    seen = upright.mode in {"RGBA", "LA", "PA"} or "transparency" in upright.info
    flat = _in_srgb(upright).convert("RGBA" if seen else "RGB")
    if seen and flat.getchannel("A").getextrema() == (255, 255):
        flat, seen = flat.convert("RGB"), False
    few = not photograph and flat.getcolors(256) is not None
    if flat.size != size:
        flat = flat.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
    out = io.BytesIO()
    if seen or few:
        flat.save(out, "PNG", optimize=True)
        return out.getvalue(), "image/png"
    flat.save(out, "JPEG", quality=QUALITY, subsampling=0, optimize=True)
    return out.getvalue(), "image/jpeg"


def _in_srgb(picture: Image.Image) -> Image.Image:
    """The picture with its colour profile applied, where it has one that can be read.

    Without one, ink turns to light by Pillow's plain rule and all else is sRGB.
    """
    profile = picture.info.get("icc_profile")
    if not profile or picture.mode not in {"CMYK", "RGB"}:
        return picture
    try:
        meant = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        turned = ImageCms.profileToProfile(
            picture, meant, ImageCms.createProfile("sRGB"), outputMode="RGB"
        )
    except ImageCms.PyCMSError:
        return picture
    return turned or picture
