"""A galley → the members of its EPUB, and the EPUB."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import PurePosixPath

from octavo import __version__
from octavo.codes import tell
from octavo.diagnostics import Diagnostic, Outcome, Span
from octavo.editions.epub.access import claims, objections
from octavo.editions.epub.cover import cover, named
from octavo.editions.epub.desk import place_of
from octavo.editions.epub.documents import documents
from octavo.editions.epub.leaf import Leaf, anchor_of
from octavo.editions.epub.looks import remarks
from octavo.editions.epub.metadata import statements
from octavo.editions.epub.ncx import ncx
from octavo.editions.epub.package import NAME, Member, package
from octavo.editions.epub.paging import Folio
from octavo.editions.epub.shops import HANDBOOK, unwelcome
from octavo.editions.epub.styles import Place, flattened
from octavo.model.asset import Asset
from octavo.model.bench import Bench
from octavo.model.galley import Galley, Sheet
from octavo.model.opening import Opening
from octavo.slug import file_slug

_XHTML = "application/xhtml+xml"


def packed(galley: Galley, bench: Bench) -> Outcome[bytes]:
    """The EPUB of `galley`; its date is the bench's moment.

    Told is what the handbook's styles take from readers, why a claim that the
    configuration asks for is not made, and what shops will not take.
    """
    metadata, given = galley.metadata, dict(galley.values)
    unwanted = given.get("unwanted", "").split()
    front = [
        cover(galley, sheet, bench) for sheet in galley.sheets if sheet.kind == "cover"
    ]
    openings = () if "page_list" in unwanted else _openings(bench)
    found, folios = documents(galley, openings, bench.spread)
    moment = datetime.fromtimestamp(bench.moment, UTC)
    told = tuple(remarks(galley.styles, _places_of(galley.assets)))
    if "fonts" in unwanted:
        galley = _without_fonts(galley)
    moving = any(_moves(asset) for asset in galley.assets)
    fixed = any(each.code == "fixed-style" for each in told)
    certified_by = given.get("certified_by", "")
    against = objections(found, moving=moving, fixed=fixed) if certified_by else ()
    data = package(
        (*_members(galley, found, folios), *map(_cover, front)),
        statements(
            metadata,
            moment.strftime("%Y-%m-%dT%H:%M:%SZ"),
            claims(
                found,
                metadata.language,
                moving=moving,
                fixed=fixed,
                paged=bool(folios),
            ),
            f"octavo {__version__}",
            paginated=metadata.identifier_of("pdf") if folios else "",
            certified_by="" if against else certified_by,
        ),
        metadata.language,
        metadata.direction,
    )
    return Outcome(
        data, (*told, *_unclaimed(against), *unwelcome(galley, found, len(data)))
    )


def _unclaimed(against: Sequence[str]) -> Iterator[Diagnostic]:
    """Why the EPUB does not say that it conforms, at the file that asks for it."""
    if against:
        yield tell(
            "accessibility-claim",
            Span.whole(HANDBOOK),
            help="mend this, or leave `certified_by` out",
            why=", ".join(against),
        )


def _openings(bench: Bench) -> tuple[Opening, ...]:
    """Where the pages of the PDF begin that was made in this build, if one was."""
    for artifact in bench.finished:
        if artifact.openings:
            return artifact.openings
    return ()


def _without_fonts(galley: Galley) -> Galley:
    """The galley without the fonts that its styles name."""
    kept = (each for each in galley.assets if not each.media_type.startswith("font/"))
    return replace(galley, assets=tuple(kept))


def _members(
    galley: Galley, found: Sequence[Leaf], folios: Sequence[Folio]
) -> Iterator[Member]:
    """What goes in, navigation first, then text in reading order, then the rest."""
    spine = [_page(leaf, place) for place, leaf in enumerate(found, start=1)]
    yield from (page for page in spine if page.id == "nav")
    yield Member(
        name="toc.ncx",
        # EbookLib's spine asks for the NCX by this name.
        id="ncx",
        media_type="application/x-dtbncx+xml",
        data=ncx(galley.metadata, galley.outline, _places(galley), folios),
    )
    styles = flattened(galley.styles, _places_of(galley.assets))
    yield Member(
        name="styles/book.css", id="css", media_type="text/css", data=styles.encode()
    )
    yield from (page for page in spine if page.id != "nav")
    covers = [sheet for sheet in galley.sheets if sheet.kind == "cover"]
    pages = [sheet for sheet in galley.sheets if sheet.kind != "cover"]
    for asset in sorted(galley.assets, key=lambda asset: asset.name):
        if _any(covers, asset) and not _any(pages, asset):
            continue
        name = _name(asset.name)
        yield Member(
            name=name,
            id=f"i-{PurePosixPath(name).name}",
            media_type=asset.media_type,
            data=asset.read(),
        )


def _any(sheets: Sequence[Sheet], asset: Asset) -> bool:
    return any(named(sheet, asset) for sheet in sheets)


def _page(leaf: Leaf, place: int) -> Member:
    properties = ("nav",) if leaf.kind == "nav" else ()
    return Member(
        name=leaf.name,
        id=leaf.id,
        media_type=_XHTML,
        data=leaf.entry,
        properties=(*properties, *leaf.properties),
        spine=place,
    )


def _places(galley: Galley) -> dict[str, str]:
    """The address of every part and chapter by its anchor, for the NCX."""
    return {
        anchor: f"{place_of(sheet)[0]}#{anchor_of(anchor)}"
        for sheet in galley.sheets
        if sheet.kind in {"part", "chapter"}
        for anchor in sheet.anchors[:1]
    }


def _places_of(assets: Iterable[Asset]) -> Place:
    """Where the style sheet finds them."""
    places = {asset.name: f"../{_name(asset.name)}" for asset in assets}
    return lambda name: places.get(name, "")


def _name(name: str) -> str:
    """An asset's name in the package; one from a folder of styles may be anything."""
    if NAME.fullmatch(name):
        return name
    path = PurePosixPath(name)
    stem = file_slug(str(path.with_suffix("")))
    return f"styles/{stem}{path.suffix.lower()}"


def _cover(drawn: Callable[[], bytes]) -> Member:
    return Member(
        name="images/cover.jpg",
        id="cover-image",
        media_type="image/jpeg",
        data=drawn(),
        properties=("cover-image",),
    )


def _moves(asset: Asset) -> bool:
    """Whether a picture is a GIF that repeats (the extension Netscape 2.0 brought)."""
    return asset.media_type == "image/gif" and b"NETSCAPE2.0" in asset.read()
