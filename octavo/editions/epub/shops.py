"""What shops and reading devices do not take, or show badly, in an EPUB that is sound."""

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from octavo.codes import tell
from octavo.diagnostics import Diagnostic, Span
from octavo.editions.epub.cover import HEIGHT, WIDTH, named
from octavo.editions.epub.leaf import Leaf
from octavo.model.asset import Asset
from octavo.model.galley import Galley
from octavo.typeset.pages import PT

_MEGABYTE = 1_000_000
_LARGE = 50
"""Megabytes that some devices and postboxes still take."""
_LARGEST = 200
"""Megabytes above which nothing can be sent to a Kindle."""
_LONGEST = 300_000
"""Bytes of a text file that old devices still open (Adobe's reading system)."""
_NARROWEST = 1000
"""Pixels of a cover's shorter side that shops ask for."""
_OFF = 0.1
"""How far a cover's shape may be from ours before the bars beside it are seen."""
HANDBOOK = PurePosixPath("handbook.toml")
"""Where the configuration is said to stand until `pinpoint` knows its key."""


def unwelcome(
    galley: Galley, leaves: Sequence[Leaf], size: int
) -> Iterator[Diagnostic]:
    """What is told of a finished EPUB of `size` bytes with the text files `leaves`.

    What the configuration could mend stands at its file.
    """
    yield from _large(galley, size)
    yield from _unopened(leaves)
    yield from _cover(galley)
    yield from _bare(galley)


def _large(galley: Galley, size: int) -> Iterator[Diagnostic]:
    """That the file is too large, at the note that shows the largest picture."""
    megabytes = size // _MEGABYTE
    if megabytes < _LARGE:
        return
    help = "save the pictures smaller, or as JPEG"
    largest = max(galley.assets, key=lambda asset: len(asset.read()), default=None)
    place = next(
        (
            sheet.source
            for sheet in galley.sheets
            if largest is not None and sheet.source and named(sheet, largest)
        ),
        "",
    )
    if largest is not None and place:
        of_it = len(largest.read()) // _MEGABYTE
        help += f"; the largest has {of_it} MB and is shown in this note"
    who = "Kindle" if megabytes >= _LARGEST else "some devices"
    yield tell(
        "large-epub", Span.whole(PurePosixPath(place)), help, size=megabytes, who=who
    )


def _unopened(leaves: Sequence[Leaf]) -> Iterator[Diagnostic]:
    """That a text file is too long, as one of its blocks is: cut are only others."""
    for leaf in leaves:
        if leaf.source and leaf.entry.size > _LONGEST:
            place = Span.whole(PurePosixPath(leaf.source))
            help = "divide its longest table, list or listing"
            yield tell("large-file", place, help, size=leaf.entry.size // 1000)


def _cover(galley: Galley) -> Iterator[Diagnostic]:
    """That the handbook's own cover has another shape, or too few pixels."""
    for sheet in galley.sheets:
        if sheet.kind != "cover":
            continue
        for asset in galley.assets:
            if named(sheet, asset) and (why := _unlike(asset)):
                help = f"save it as a picture of {WIDTH} × {HEIGHT} pixels"
                yield tell("cover-size", Span.whole(HANDBOOK), help, why=why)


def _unlike(asset: Asset) -> str:
    """What is wrong with a picture as a cover, "" if nothing is."""
    wide, high = round(asset.width / PT), round(asset.height / PT)
    if not wide or not high:
        return ""
    shape = (high / wide) / (HEIGHT / WIDTH)
    if abs(shape - 1) > _OFF:
        return f"{'broader' if shape < 1 else 'narrower'} than covers are"
    # A drawing has as many pixels as are wanted.
    if min(wide, high) < _NARROWEST and asset.media_type != "image/svg+xml":
        return f"only {wide} × {high} pixels large"
    return ""


def _bare(galley: Galley) -> Iterator[Diagnostic]:
    """That the handbook says too little of itself: only of one that says its title.

    A folder of notes that nobody has called a book needs no author. English is what a
    book is taken for that says nothing of its language.
    """
    said, metadata = dict(galley.values), galley.metadata
    if not said["title"]:
        return
    guessed = metadata.language == "en" and not said["language"]
    lacking = [
        name
        for name, found in (
            ("authors", metadata.authors),
            ("description", metadata.description),
            ("language", not guessed),
        )
        if not found
    ]
    if lacking:
        keys = " and ".join(filter(None, (", ".join(lacking[:-1]), lacking[-1])))
        help = f"add {keys} under [handbook]; shops and libraries ask for that"
        yield tell("missing-metadata", Span.whole(HANDBOOK), help, keys=keys)
