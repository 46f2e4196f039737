"""What was painted → the bytes that a drawing keeps of it."""

import zlib
from hashlib import sha256
from typing import Any

import pydyf

from octavo.model.drawing import FontUse, Form, Objects, Picture, Slot
from octavo.typeset import internals
from octavo.typeset.cutting import Cut
from octavo.typeset.showing import Showing


class Kept:
    """What of a page's PDF goes into its drawing."""

    def __init__(self, pdf: Any, resources: Any) -> None:
        self.pdf = pdf
        self.showing = Showing(pdf, resources)
        self.slots: list[Slot] = []
        self.forms: list[Form] = []
        self.streams: list[tuple[int, bytes, bytes]] = []

    def page(self, page: Any, stream: Any) -> str:
        """Number the pieces of a page's content; a digest of them."""
        contents = []
        digest = sha256(page["MediaBox"].data)
        for piece in _pieces(stream):
            holder = pydyf.Object()
            holder.free = "f"
            self.pdf.add_object(holder)
            contents.append(holder.reference)
            if isinstance(piece, Cut):
                self._slot(piece, holder.number)
                digest.update(b"\0slot\0")
            else:
                digest.update(piece + self.showing.behind(piece))
                self.streams.append((holder.number, *_deflated({}, piece)))
        page["Contents"] = b"[" + b" ".join(contents) + b"]"
        return digest.hexdigest()

    def others(self) -> None:
        """Keep groups, patterns and shadings."""
        for item in self.pdf.objects:
            if item.free == "f" or not isinstance(item, pydyf.Stream):
                continue
            pieces = _pieces(item)
            if any(isinstance(piece, Cut) for piece in pieces):
                head = pydyf.Dictionary(item.extra).data
                filled = tuple(
                    self._slot(piece, 0) if isinstance(piece, Cut) else piece
                    for piece in pieces
                )
                self.forms.append(Form(number=item.number, head=head, pieces=filled))
            else:
                head, data = _deflated(item.extra, b"\n".join(pieces))
                self.streams.append((item.number, head, data))

    def _slot(self, cut: Cut, number: int) -> int:
        self.slots.append(Slot(number=number, **cut.fields))
        return len(self.slots) - 1

    def objects(self) -> Objects:
        """All that is kept, numbered."""
        return Objects.of(
            span=len(self.pdf.objects),
            dictionaries=tuple(
                (item.number, item.data)
                for item in self.pdf.objects
                if item.free != "f" and not isinstance(item, pydyf.Stream)
            ),
            streams=tuple(sorted(self.streams)),
        )


def _pieces(stream: Any) -> list[Any]:
    """The content of a stream: bytes, and what was cut out between them."""
    pieces: list[Any] = []
    run: list[Any] = []
    for item in stream.stream:
        if isinstance(item, Cut):
            pieces += [_joined(run), item]
            run = []
        else:
            run.append(item)
    return [*pieces, _joined(run)]


def _joined(run: list[Any]) -> bytes:
    return b"\n".join(pydyf._to_bytes(item) for item in run)


def _deflated(extra: Any, content: bytes) -> tuple[bytes, bytes]:
    """Dictionary and data of a stream, compressed unless it is already."""
    head = pydyf.Dictionary(extra)
    data = content
    if "Filter" not in head:
        data = zlib.compress(content, 6)
        head["Filter"] = "/FlateDecode"
    head["Length"] = len(data)
    return head.data, data


def settle(pdf: Any, resources: Any, pictures: Any) -> dict[str, Picture]:
    """Number everything that resources name; pictures by digest.

    Pictures are not numbered here, since several sheets may show the same.
    """
    known: dict[str, Picture] = {}
    marks: dict[str, bytes] = {}

    def below(inner: Any) -> None:
        if "Resources" in inner.extra:
            own = inner.extra["Resources"]
            own["Font"] = internals.FONTS_OBJECT
            number(own)
            pdf.add_object(own)
            inner.extra["Resources"] = own.reference

    def number(named: Any) -> None:
        for kind in ("XObject", "Pattern", "Shading"):
            for key, inner in named.get(kind, {}).items():
                if inner is None:
                    if key not in marks:
                        picture = _picture(pictures[key])
                        known[picture.digest] = picture
                        marks[key] = b"\x05%s\x06" % picture.digest.encode()
                    named[kind][key] = marks[key]
                    continue
                pdf.add_object(inner)
                named[kind][key] = inner.reference
                if kind != "Shading":
                    below(inner)
        for state in named.get("ExtGState", {}).values():
            if "G" in state.get("SMask", {}):
                state["SMask"]["G"] = state["SMask"]["G"].reference

    number(resources)
    return known


def _picture(entry: Any) -> Picture:
    """A bitmap as WeasyPrint would write it."""
    made = entry["image"].get_x_object(entry["interpolate"], max(entry["dpi_ratios"]))
    mask = made.extra.pop("SMask", None)
    head, data = _deflated(made.extra, _joined(made.stream))
    covered = mask and _deflated(mask.extra, _joined(mask.stream))
    whole = sha256(head + data)
    whole.update(b"".join(covered) if covered else b"")
    return Picture(digest=whole.hexdigest(), head=head, data=data, mask=covered)


def font_uses(fonts: Any) -> tuple[FontUse, ...]:
    """What was used of each font since it was asked last, sorted by name."""
    uses = {}
    for font in fonts:
        if not font.widths and not font.missing:
            continue
        uses[font.hash] = FontUse(
            name=font.hash,
            description=font.described,
            glyphs=tuple(sorted(font.to_unicode.items())),
            widths=tuple(sorted((g, float(w)) for g, w in font.widths.items())),
            missing=tuple(sorted(font.missing.items())),
        )
        for used in (font.to_unicode, font.widths, font.missing):
            used.clear()
    return tuple(uses[name] for name in sorted(uses))
