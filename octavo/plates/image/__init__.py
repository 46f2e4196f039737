"""Pictures of the vault → pictures every edition can hold.

What a file is, its bytes say and not its name (dialect rule R6.10). A drawing goes to
`vector`, everything else to `raster`; the result is an asset under a name that stays
the same as long as the picture does.
"""

import hashlib
import pickle
from base64 import b64decode
from urllib.parse import unquote_to_bytes

from octavo.codes import tell
from octavo.diagnostics import Diagnostic, Outcome, Span
from octavo.model.asset import Asset
from octavo.model.inlines import Image, Substitute, Text
from octavo.plates.plate import Drawable, Materials, Placed, Plate
from octavo.plates.prepared import Prepared
from octavo.slug import file_slug

_SUFFIXES = {
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/gif": "gif",
    "image/svg+xml": "svg",
}


def carried(address: str) -> bytes:
    """The bytes of a `data:` address (RFC 2397); none of one that is not well-formed."""
    head, _, written = address.partition(",")
    data = unquote_to_bytes(written)
    if not head.lower().endswith(";base64"):
        return data
    try:
        return b64decode(data)
    except ValueError:
        return b""


def prepared(data: bytes) -> Prepared:
    """The picture in `data` as an edition may carry it, or why there is none."""
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        from octavo.plates.vector import cleaned

        return cleaned(data)
    from octavo.plates.image.raster import developed

    return developed(data)


def _source(node: Drawable, given: Materials) -> bytes | None:
    """The file's bytes; None for one that cannot be read or was never found."""
    assert isinstance(node, Image)
    if node.path is None:
        return None
    if node.target.lower().startswith("data:"):
        return carried(node.target)
    try:
        return given.load(node.path)
    except OSError:
        return None


def _draw(source: bytes) -> bytes:
    return pickle.dumps(prepared(source))


def _place(node: Drawable, proof: bytes) -> Outcome[Placed]:
    assert isinstance(node, Image)
    if node.path is None:
        # Whoever looked for the file has said what became of it.
        return Outcome(Placed(node=_name_of(node)))
    if not proof:
        told = tell(
            "missing-image",
            node.span,
            help="put the file there, or name another",
            kind="image",
            path=str(node.path),
        )
        return Outcome(Placed(node=_name_of(node)), (told,))
    found: Prepared = pickle.loads(proof)
    if found.why:
        told = tell(
            "bad-image",
            node.span,
            help="save it again as PNG, JPEG, GIF or SVG",
            file=f"“{node.path.name}”",
            why=found.why,
        )
        return Outcome(Placed(node=_name_of(node)), (told,))
    digest = hashlib.sha256(found.data).hexdigest()
    stem = file_slug(node.path.stem)
    picture = Asset(
        name=f"images/{stem}-{digest[:8]}.{_SUFFIXES[found.media_type]}",
        media_type=found.media_type,
        data=found.data,
        digest=digest,
        width=found.width,
        height=found.height,
    )
    return Outcome(
        Placed(node=_shown(node, picture), picture=picture), _unsafe(node, found)
    )


def _shown(node: Image, picture: Asset) -> Image:
    return Image(
        span=node.span,
        target=node.target,
        wiki=node.wiki,
        alt=node.alt,
        described=node.described,
        title=node.title,
        width=node.width,
        height=node.height,
        hook=node.hook,
        path=node.path,
        asset=picture.name,
    )


def _unsafe(node: Image, found: Prepared) -> tuple[Diagnostic, ...]:
    """What was cut out of a drawing, told once and at the drawing's own file."""
    if not found.removed or node.path is None:
        return ()
    own = node.target.lower().startswith("data:")
    told = tell(
        "unsafe-svg",
        node.span if own else Span.whole(node.path),
        help=f"save the drawing without {', '.join(found.removed)}",
        file=f"“{node.path.name}”",
    )
    return (told,)


def _name_of(node: Image) -> Substitute:
    """Its description or its name, in place of a picture that cannot be shown (R6.7)."""
    name = node.path.name if node.path is not None else node.alt or node.target
    words = node.alt if node.described else name
    return Substitute(
        span=node.span,
        kind="missing-image",
        inlines=(Text(span=node.span, text=words or "?"),),
    )


PLATE = Plate(
    name="image",
    revision=3,
    packages=("pillow", "lxml"),
    source=_source,
    draw=_draw,
    place=_place,
    reads=True,
)
