"""What shops and devices will not take, told of a galley without making its EPUB."""

from pathlib import PurePosixPath

import pytest

from octavo.editions.epub.entry import entry
from octavo.editions.epub.leaf import Leaf
from octavo.editions.epub.shops import unwelcome
from octavo.model.asset import Asset
from octavo.model.book import Metadata
from octavo.model.galley import Galley, Sheet

MEGABYTE = 1_000_000


def picture(name: str, size: int, wide: float, high: float) -> Asset:
    kind = "svg+xml" if name.endswith("svg") else "png"
    return Asset(
        name=f"images/{name}",
        media_type=f"image/{kind}",
        data=bytes(size),
        digest="",
        width=wide * 0.75,
        height=high * 0.75,
    )


def showing(kind: str, source: str, *names: str) -> Sheet:
    html = "".join(f'<img src="octavo:images/{name}"/>' for name in names)
    return Sheet(name=kind, kind=kind, role="body", html=html, digest="", source=source)


def galley(sheets: tuple[Sheet, ...], *assets: Asset, **said: str) -> Galley:
    return Galley(
        edition="epub",
        metadata=Metadata(title="A", language="en", identifier="urn:x:a", slug="a"),
        sheets=sheets,
        styles="",
        assets=assets,
        outline=(),
        values=tuple({"title": "", "language": "", **said}.items()),
    )


@pytest.mark.parametrize(
    ("size", "message"),
    [
        (50 * MEGABYTE - 1, None),
        (50 * MEGABYTE, "the EPUB has 50 MB, which some devices will not take"),
        (199 * MEGABYTE, "the EPUB has 199 MB, which some devices will not take"),
        (200 * MEGABYTE, "the EPUB has 200 MB, which Kindle will not take"),
    ],
)
def test_a_large_file_is_told_at_the_note_with_its_largest_picture(
    size: int, message: str | None
) -> None:
    sheets = (
        showing("title", "", "small.png"),
        showing("chapter", "a.md", "small.png"),
        showing("chapter", "b.md", "small.png", "large.png"),
    )
    assets = (picture("small.png", 9, 9, 9), picture("large.png", 3_500_000, 9, 9))
    told = [
        (each.message, each.span.path, each.help)
        for each in unwelcome(galley(sheets, *assets), (), size)
    ]
    help = (
        "save the pictures smaller, or as JPEG; "
        "the largest has 3 MB and is shown in this note"
    )
    assert told == ([(message, PurePosixPath("b.md"), help)] if message else [])


@pytest.mark.parametrize(
    ("name", "wide", "high", "message"),
    [
        ("a.png", 1600, 2560, None),
        ("a.png", 1000, 1500, None),
        ("a.png", 1500, 2100, "the cover is broader than covers are"),
        ("a.png", 1000, 2000, "the cover is narrower than covers are"),
        ("a.png", 999, 1600, "the cover is only 999 × 1600 pixels large"),
        ("a.svg", 100, 160, None),
        ("a.svg", 100, 100, "the cover is broader than covers are"),
    ],
)
def test_a_cover_has_the_shape_and_the_pixels_that_shops_want(
    name: str, wide: float, high: float, message: str | None
) -> None:
    sheets = (showing("cover", "", name), showing("chapter", "a.md", "b.png"))
    assets = (picture(name, 9, wide, high), picture("b.png", 9, 10, 10))
    told = [each.message for each in unwelcome(galley(sheets, *assets), (), 9)]
    assert told == ([message] if message else [])


def test_a_text_file_that_old_devices_open_is_not_told() -> None:
    files = [
        Leaf(
            name=f"text/{n}.xhtml",
            id=f"c-{n}",
            kind="chapter",
            title="",
            entry=entry(f"{n}.xhtml", bytes(n)),
            source=source,
        )
        for n, source in ((300_000, "a.md"), (300_001, "b.md"), (300_002, ""))
    ]
    told = [
        (str(each.span.path), each.message) for each in unwelcome(galley(()), files, 9)
    ]
    message = (
        "a file of this chapter has 300 KB; old reading devices open none above 300"
    )
    assert told == [("b.md", message)]


def test_only_a_handbook_that_says_its_title_lacks_the_rest() -> None:
    assert list(unwelcome(galley(()), (), 9)) == []
    told = [each.message for each in unwelcome(galley((), title="A"), (), 9)]
    assert told == ["the EPUB lacks authors, description and language"]
    told = [
        each.message for each in unwelcome(galley((), title="A", language="en"), (), 9)
    ]
    assert told == ["the EPUB lacks authors and description"]
