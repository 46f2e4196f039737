"""The cover's sheet → a picture, as shops and reading systems want it.

No page of the EPUB shows it: reading systems put it up themselves, and a page would
show it twice.
"""

import io
from collections.abc import Callable
from contextlib import closing
from functools import partial
from hashlib import sha256

from octavo import __version__
from octavo.faces import brought, faces
from octavo.find import paths, product_folder, read
from octavo.makers import version
from octavo.model.asset import Asset
from octavo.model.bench import Bench
from octavo.model.galley import Galley, Sheet
from octavo.typeset.poster import poster

WIDTH, HEIGHT = 1600, 2560
QUALITY = 88
_SHEETS = ("fonts.css", "cover.css")
_FACES = (
    "Display-Regular",
    "Sans-Regular",
    "Sans-Light",
    "Signs",
    "Letters",
    "Pictures",
)


def cover(galley: Galley, sheet: Sheet, bench: Bench) -> Callable[[], bytes]:
    """A JPEG of `WIDTH` × `HEIGHT` pixels, drawn once for as long as it stays the same.

    Drawn by a worker, as this process need not load the renderer for one picture; what
    comes back waits for it.
    """
    ours = dict(paths(product_folder("styles")))
    scripts = faces(sheet.html, galley.metadata.language)
    sheets = [read(ours[name]).decode() for name in _SHEETS]
    styles = "\n".join([galley.styles, *sheets, *(face.rule for face in scripts)])
    fonts = tuple(
        brought(path, name, "font/ttf")
        for name, path in sorted(ours.items())
        if name.endswith(".ttf") and any(face in name for face in _FACES)
    )
    shown = (asset for asset in galley.assets if named(sheet, asset))
    assets = (*fonts, *dict.fromkeys(face.asset for face in scripts), *shown)
    made_with = (version(name) for name in ("weasyprint", "pypdfium2", "pillow"))
    said = "\n".join(
        [
            *("epub cover 2", __version__, *made_with, sheet.html, styles),
            *(asset.digest for asset in assets),
        ]
    )
    key = sha256(said.encode()).hexdigest()
    kept = bench.store.get(key)
    if kept is not None:
        return partial(bytes, kept)
    coming = bench.executor.submit(_drawn, sheet.html, styles, assets)

    def awaited() -> bytes:
        drawn = coming.result()
        bench.store.put(key, drawn)
        return drawn

    return awaited


def named(sheet: Sheet, asset: Asset) -> bool:
    """Whether a sheet shows a picture."""
    return f'"octavo:{asset.name}"' in sheet.html


def _drawn(html: str, styles: str, assets: tuple[Asset, ...]) -> bytes:
    """The page as pixels; baseline JPEG without a loss of colour in its lettering."""
    import pypdfium2

    with (
        closing(pypdfium2.PdfDocument(poster(html, styles, assets))) as document,
        closing(document[0]) as page,
        closing(page.render(scale=WIDTH / page.get_width())) as drawn,
    ):
        image = drawn.to_pil()
    out = io.BytesIO()
    # Not `optimize`, which keeps all coefficients and takes 24 MB for five in a hundred.
    image.save(out, "JPEG", quality=QUALITY, subsampling=0)
    return out.getvalue()
