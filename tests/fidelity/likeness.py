"""Whether two files show the same picture."""

import io
from collections import Counter

from lxml import etree
from PIL import Image, ImageOps


def opened(data: bytes) -> Image.Image:
    with Image.open(io.BytesIO(data)) as picture:
        picture.load()
        return ImageOps.exif_transpose(picture).convert("RGBA")


def alike(one: bytes, other: bytes) -> bool:
    """Whether two files show the same picture, whatever they are encoded as."""
    if one.lstrip()[:1] == b"<" or other.lstrip()[:1] == b"<":
        return _shapes(one) == _shapes(other) and bool(_shapes(one))
    return similar(opened(one), opened(other))


def _shapes(data: bytes) -> Counter[str]:
    """The drawn elements of an SVG."""
    if data.lstrip()[:1] != b"<":
        return Counter()
    tree = etree.fromstring(data, etree.XMLParser(resolve_entities=False))
    drawn = ("path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text")
    return Counter(
        name
        for each in tree.iter(etree.Element)
        if (name := etree.QName(each).localname) in drawn
    )


def similar(one: Image.Image, other: Image.Image) -> bool:
    """Whether two pictures look the same when they are small."""
    thumbs = []
    for picture in (one, other):
        ground = Image.new("RGBA", picture.size, "white")
        ground.alpha_composite(picture.convert("RGBA"))
        thumbs.append(ground.convert("RGB").resize((8, 8)).tobytes())
    ratios = [picture.width / picture.height for picture in (one, other)]
    far = max(abs(a - b) for a, b in zip(*thumbs, strict=True))
    return far < 40 and abs(ratios[0] - ratios[1]) < 0.15 * max(ratios)
