"""Pictures of every kind, made where the tests need them."""

import io
from pathlib import Path

from PIL import Image

DRAWING = """<svg xmlns="http://www.w3.org/2000/svg" width="48" height="24" viewBox="0 0 48 24">
<rect width="48" height="24" fill="#0b4f6c"/><circle cx="24" cy="12" r="8" fill="#fff"/>
</svg>
"""
EVIL = """<?xml version="1.0"?>
<!DOCTYPE svg [<!ENTITY file SYSTEM "file:///etc/passwd">]>
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"
 onload="alert(1)" viewBox="0 0 10 10"><script>alert(1)</script>
<a xlink:href="javascript:alert(1)"><text y="9">&file;</text></a>
<image xlink:href="http://example.org/x.png"/><foreignObject><p>x</p></foreignObject>
<style>@import "http://example.org/x.css";</style>
</svg>
"""


def encoded(image: Image.Image, form: str, **options: object) -> bytes:
    """The picture as a file of the format `form`."""
    out = io.BytesIO()
    image.save(out, form, **options)  # type: ignore[arg-type]
    return out.getvalue()


def gradient(size: tuple[int, int], mode: str = "RGB") -> Image.Image:
    """A picture of more than 256 colours, the same each time."""
    red = Image.linear_gradient("L").resize(size)
    green = red.rotate(90)
    return Image.merge("RGB", (red, green, green.rotate(90))).convert(mode)


def large() -> bytes:
    """A PNG of twelve megabytes: behind its end it has what programs leave there."""
    return encoded(Image.new("RGB", (40, 40), "#8a3b12"), "PNG") + bytes(12_000_000)


def album(folder: Path) -> None:
    """The pictures the sample vaults name."""
    folder.mkdir(parents=True, exist_ok=True)
    square = Image.new("RGB", (40, 40), "#8a3b12")
    (folder / "square.png").write_bytes(encoded(square, "PNG"))
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Camera of Ada"
    photo = encoded(gradient((300, 200)), "JPEG", exif=exif)
    (folder / "photo.jpg").write_bytes(photo)
    (folder / "picture.webp").write_bytes(encoded(gradient((60, 30)), "WEBP"))
    (folder / "picture.avif").write_bytes(encoded(gradient((60, 30)), "AVIF"))
    (folder / "picture.bmp").write_bytes(encoded(gradient((60, 30)), "BMP"))
    frames = [Image.new("P", (20, 20), shade) for shade in (0, 200)]
    moving = encoded(frames[0], "GIF", save_all=True, append_images=frames[1:], loop=0)
    (folder / "moving.gif").write_bytes(moving)
    (folder / "drawing.svg").write_text(DRAWING, encoding="utf-8")
    (folder / "ok.png").write_bytes(encoded(square, "PNG"))
    (folder / "wrong-name.png").write_bytes(encoded(gradient((30, 30)), "JPEG"))
    (folder / "bad.png").write_bytes(b"\x89PNG\r\n\x1a\nnot a picture")
    (folder / "evil.svg").write_text(EVIL, encoding="utf-8")
    (folder / "print.jpg").write_bytes(encoded(gradient((50, 50), "CMYK"), "JPEG"))
