"""Gradients of drawings are on the page in whatever program it is looked at."""

import io
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pymupdf
import pypdfium2
import pytest
from pages_sample import STYLES, asset, bench, galley, sheet
from PIL import Image
from reading import data_of

from octavo.diagnostics import Outcome
from octavo.model.asset import Asset
from octavo.model.bench import Bench
from octavo.model.galley import Galley
from octavo.typeset import typeset, typeset_plainly
from octavo.typeset.volume import Volume

Way = Callable[[Galley, Bench], Outcome[Volume]]
Look = Callable[[Path], Image.Image]

FILLS = {
    "along": "<linearGradient id='g'>{}</linearGradient>",
    "turned": "<linearGradient id='g' gradientTransform='rotate(90)'>{}</linearGradient>",
    "placed": "<linearGradient id='g' gradientUnits='userSpaceOnUse' x2='40'>{}"
    "</linearGradient>",
    "round": "<radialGradient id='g' r='.5'>{}</radialGradient>",
    "veiled": "<linearGradient id='g'>{}<stop offset='1' stop-color='blue'"
    " stop-opacity='.5'/></linearGradient>",
}
STOPS = "<stop stop-color='red'/><stop offset='1' stop-color='blue'/>"
# Where one looks, in parts of the drawing.
PLACES = ((0.1, 0.5), (0.5, 0.5), (0.9, 0.5), (0.5, 0.1), (0.5, 0.9))
RED, BLUE, MIXED = "red", "blue", "mixed"
SHOWN = {
    "along": (RED, MIXED, BLUE, MIXED, MIXED),
    "turned": (MIXED, MIXED, MIXED, RED, BLUE),
    "placed": (RED, MIXED, BLUE, MIXED, MIXED),
    "round": (BLUE, RED, BLUE, BLUE, BLUE),
    "veiled": (RED, MIXED, BLUE, MIXED, MIXED),
}


def _by_pdfium(path: Path) -> Image.Image:
    with pypdfium2.PdfDocument(path) as pdf:
        drawn: Image.Image = pdf[0].render().to_pil()
        return drawn.convert("RGB")


def _by_mupdf(path: Path) -> Image.Image:
    with pymupdf.open(path) as pdf:
        drawn = pdf[0].get_pixmap(dpi=72)
        return Image.frombytes("RGB", (drawn.width, drawn.height), drawn.samples)


def _by_poppler(path: Path) -> Image.Image:
    drawn = subprocess.run(
        ["pdftoppm", "-r", "72", "-singlefile", str(path)],
        check=True,
        capture_output=True,
    )
    return Image.open(io.BytesIO(drawn.stdout)).convert("RGB")


def _colour(pixel: tuple[int, int, int]) -> str:
    red, _, blue = pixel
    return MIXED if abs(red - blue) < 100 else RED if red > blue else BLUE


@pytest.mark.parametrize("way", [typeset, typeset_plainly])
@pytest.mark.parametrize("look", [_by_pdfium, _by_mupdf, _by_poppler])
def test_gradients_fill_their_shapes_in_every_program(
    fonts: tuple[Asset, ...], tmp_path: Path, way: Way, look: Look
) -> None:
    drawings, shown = [], []
    for name, fill in FILLS.items():
        drawings.append(
            asset(
                f"{name}.svg",
                "image/svg+xml",
                "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 40 40'>"
                f"<defs>{fill.format(STOPS)}</defs>"
                "<rect width='40' height='40' fill='url(#g)'/></svg>".encode(),
            )
        )
        shown.append(f"<img alt='' src='octavo:{name}.svg'/>")
    made = way(
        replace(
            galley(fonts, 1),
            sheets=(sheet("a", "".join(shown), kind="chapter", role="body"),),
            outline=(),
            assets=(*fonts, *drawings),
            styles=STYLES + "img { display: block; width: 50pt; height: 50pt }",
        ),
        bench(),
    )
    assert made.diagnostics == ()
    path = tmp_path / "gradients.pdf"
    path.write_bytes(data_of(made.value))
    page = look(path)
    assert {
        name: tuple(
            _colour(page.getpixel((round(30 + 50 * x), round(40 + 50 * (row + y)))))
            for x, y in PLACES
        )
        for row, name in enumerate(FILLS)
    } == SHOWN
