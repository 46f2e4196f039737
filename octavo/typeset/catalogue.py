"""The parts of a PDF's catalogue that octavo writes itself, as bytes.

Each function gives the body of one or more objects (ISO 32000-2, 7.3); numbering them
and putting them into a file is the caller's.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from html import escape

from octavo import __version__
from octavo.model.book import Metadata
from octavo.typeset.numbering import Bookmark, Label

PRODUCER = f"octavo {__version__}"

SCREEN_RGB = (
    b"[/CalRGB<</WhitePoint[.9505 1 1.089]/Gamma[2.2 2.2 2.2]"
    b"/Matrix[.4124 .2126 .0193 .3576 .7152 .1192 .1805 .0722 .9505]>>]"
)
"""Red, green and blue as screens have them (IEC 61966-2-1), as a colour space (8.6.5.3)."""
_PRESS_NAMES = (
    ' xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/"'
    ' xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/"'
)

_text = partial(escape, quote=False)


def text(words: str) -> bytes:
    """A text string (7.9.2.2): bytes in parentheses if ASCII, else UTF-16 in hex."""
    if words.isascii() and words.isprintable():
        escaped = words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        return b"(" + escaped.encode("ascii") + b")"
    return b"<" + ("\ufeff" + words).encode("utf-16-be").hex().encode() + b">"


def dictionary(pairs: Sequence[tuple[str, bytes]]) -> bytes:
    """A dictionary with the given keys, in their order."""
    return b"<<" + b"".join([b"/%s %s" % (k.encode(), v) for k, v in pairs]) + b">>"


def reference(number: int) -> bytes:
    """A reference to object `number`."""
    return b"%d 0 R" % number


def date(moment: int) -> bytes:
    """A date (7.9.4) in UTC for seconds since 1970."""
    return text(f"{datetime.fromtimestamp(moment, UTC):D:%Y%m%d%H%M%SZ}")


def iso_date(moment: int) -> str:
    """The same moment as XMP writes it (ISO 8601)."""
    return f"{datetime.fromtimestamp(moment, UTC):%Y-%m-%dT%H:%M:%SZ}"


def preferences(metadata: Metadata) -> bytes:
    """How viewers are to show the book (ISO 32000-2, 12.2).

    Where its pages follow one another from right to left, those side by side do.
    """
    pairs = [("DisplayDocTitle", b"true")]
    if metadata.direction == "rtl":
        pairs.append(("Direction", b"/R2L"))
    return dictionary(pairs)


def page_labels(labels: Sequence[Label]) -> bytes:
    """The number tree of page labels (12.4.2)."""
    rows = []
    for label in labels:
        pairs = []
        if label.style:
            pairs.append(("S", b"/" + label.style.encode()))
        if label.prefix:
            pairs.append(("P", text(label.prefix)))
        if label.style and label.first != 1:
            pairs.append(("St", b"%d" % label.first))
        rows.append(b"%d %s" % (label.index, dictionary(pairs)))
    return dictionary([("Nums", b"[" + b" ".join(rows) + b"]")])


def outline(rows: Sequence[Bookmark], first: int) -> list[bytes]:
    """The outline as objects numbered from `first` on; the first is its root (12.3.3).

    All rows are closed. Without rows there are no objects. Destinations are by name.
    """
    if not rows:
        return []
    bodies: list[bytes] = [b""]

    def write(level: Sequence[Bookmark], parent: int) -> tuple[int, int]:
        numbers: list[int] = []
        spans: list[tuple[int, int] | None] = []
        for row in level:
            numbers.append(first + len(bodies))
            bodies.append(b"")
            spans.append(write(row.below, numbers[-1]) if row.below else None)
        for place, row in enumerate(level):
            words, there = text(row.title), text(row.anchor)
            body = b"/Title %s/Parent %d 0 R/Dest %s" % (words, parent, there)
            if place:
                body += b"/Prev %d 0 R" % numbers[place - 1]
            if place + 1 < len(level):
                body += b"/Next %d 0 R" % numbers[place + 1]
            span = spans[place]
            if span:
                body += b"/First %d 0 R/Last %d 0 R/Count -%d" % (*span, len(row.below))
            bodies[numbers[place] - first] = b"<<%s>>" % body
        return numbers[0], numbers[-1]

    head, tail = write(rows, first)
    bodies[0] = dictionary(
        [
            ("Type", b"/Outlines"),
            ("First", reference(head)),
            ("Last", reference(tail)),
            ("Count", b"%d" % len(rows)),
        ]
    )
    return bodies


def document_information(metadata: Metadata, moment: int) -> list[tuple[str, bytes]]:
    """The pairs of the information dictionary (14.3.3)."""
    pairs = [("Title", text(metadata.title))]
    if metadata.authors:
        pairs.append(("Author", text(", ".join(metadata.authors))))
    if metadata.description or metadata.subtitle:
        pairs.append(("Subject", text(metadata.description or metadata.subtitle)))
    if metadata.keywords:
        pairs.append(("Keywords", text(", ".join(metadata.keywords))))
    pairs += [
        ("Creator", text(PRODUCER)),
        ("Producer", text(PRODUCER)),
        ("CreationDate", date(moment)),
        ("ModDate", date(moment)),
    ]
    return pairs


def intent(press: str, number: int) -> bytes:
    """What a file is made to be printed with (14.11.5); object `number` is the profile.

    No registry is asked whether it knows the press, which is named as its profile is.
    """
    row = dictionary(
        [
            ("Type", b"/OutputIntent"),
            ("S", b"/GTS_PDFX"),
            ("OutputConditionIdentifier", text("Custom")),
            ("OutputCondition", text(press)),
            ("Info", text(press)),
            ("DestOutputProfile", reference(number)),
        ]
    )
    return b"[" + row + b"]"


def xmp(
    metadata: Metadata,
    moment: int,
    edition: str,
    *,
    tagged: bool,
    pressed: bool = False,
) -> bytes:
    """The metadata stream (14.3.2).

    A tagged file declares PDF/UA-1 (ISO 14289-1, 5), a `pressed` one PDF/X-4
    (ISO 15930-7).
    """
    parts = [f"<dc:title>{_alternative(metadata.title)}</dc:title>"]
    # The EPUB names the PDF by it, as that whose pages it marks.
    name = _text(metadata.identifier_of(edition))
    parts.append(f"<dc:identifier>{name}</dc:identifier>")
    if metadata.authors:
        names = "".join(f"<rdf:li>{_text(name)}</rdf:li>" for name in metadata.authors)
        parts.append(f"<dc:creator><rdf:Seq>{names}</rdf:Seq></dc:creator>")
    if metadata.description or metadata.subtitle:
        words = metadata.description or metadata.subtitle
        parts.append(f"<dc:description>{_alternative(words)}</dc:description>")
    parts.append(
        f"<dc:language><rdf:Bag><rdf:li>{_text(metadata.language)}</rdf:li></rdf:Bag>"
        "</dc:language>"
    )
    if metadata.licence:
        parts.append(f"<dc:rights>{_alternative(metadata.licence)}</dc:rights>")
    if metadata.keywords:
        words = _text(", ".join(metadata.keywords))
        parts.append(f"<pdf:Keywords>{words}</pdf:Keywords>")
    when = iso_date(moment)
    parts.append(
        f"<xmp:CreatorTool>{_text(PRODUCER)}</xmp:CreatorTool>"
        f"<xmp:CreateDate>{when}</xmp:CreateDate><xmp:ModifyDate>{when}</xmp:ModifyDate>"
    )
    if tagged:
        parts.append("<pdfuaid:part>1</pdfuaid:part>")
    if pressed:
        parts.append(_declared(metadata.identifier_of(edition), when))
    packet = (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about=""'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:xmp="http://ns.adobe.com/xap/1.0/"'
        ' xmlns:pdf="http://ns.adobe.com/pdf/1.3/"'
        ' xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"'
        f"{_PRESS_NAMES if pressed else ''}"
        f' pdf:Producer="{escape(PRODUCER)}">'
        f"{''.join(parts)}</rdf:Description></rdf:RDF></x:xmpmeta>\n"
        '<?xpacket end="r"?>'
    )
    return packet.encode()


def _declared(name: str, when: str) -> str:
    """What a PDF/X-4 says of itself in its metadata."""
    return (
        "<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>"
        f"<xmp:MetadataDate>{when}</xmp:MetadataDate>"
        f"<xmpMM:DocumentID>{name.removeprefix('urn:')}</xmpMM:DocumentID>"
        "<xmpMM:VersionID>1</xmpMM:VersionID>"
        "<xmpMM:RenditionClass>default</xmpMM:RenditionClass>"
        "<pdf:Trapped>False</pdf:Trapped>"
    )


def _alternative(words: str) -> str:
    """Text in no particular language, as XMP wants titles."""
    return f'<rdf:Alt><rdf:li xml:lang="x-default">{_text(words)}</rdf:li></rdf:Alt>'
