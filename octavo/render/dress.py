"""Style sheets and the files they name: an edition's, the handbook's tokens and sheets."""

import re
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from octavo.codes import tell
from octavo.diagnostics import Diagnostic, Span
from octavo.faces import Face, brought
from octavo.find import Overrides, paths, product_folder, read
from octavo.model.asset import Asset
from octavo.model.config import Config
from octavo.model.edition import Edition
from octavo.seams import sewn

_NAMED = re.compile(r"octavo:([\w./+-]+)")
_FONTS = "fonts"
"""The sheet of an edition that brings fonts."""
_MEDIA = {
    ".ttf": "font/ttf",
    ".otf": "font/otf",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".icc": "application/vnd.iccprofile",
    ".icm": "application/vnd.iccprofile",
}


class Dress(NamedTuple):
    """One style sheet, and the files it draws on."""

    styles: str
    assets: tuple[Asset, ...]


def dress(
    edition: Edition,
    config: Config,
    overrides: Overrides,
    scripts: tuple[Face, ...],
    direction: str,
    told: list[Diagnostic],
) -> Dress:
    """The edition's sheets in order, tokens that were overridden, the handbook's sheets.

    An edition that brings fonts has those of `scripts` as well. What a sheet says of left
    and right has a counterpart for books in the other `direction`. Files that
    the result names, or a value of the edition (`octavo:fonts/…`), come along, the
    handbook's before ours. What is wrong is added to `told`.
    """
    ours = dict(paths(product_folder("styles")))
    names = [
        each
        for name in edition.styles
        for each in (f"{name}.css", f"{name}-{direction}.css")
        if each in ours
    ]
    sheets = [read(ours[name]).decode() for name in names]
    fonts = scripts if _FONTS in edition.styles else ()
    sheets.extend(face.rule for face in fonts)
    sheets.append(_acknowledged(fonts))
    sheets.append(_tokens(config.styles.tokens))
    sheets.extend(_theirs(edition.name, overrides, told))
    styles = "\n".join(filter(None, sheets))
    shelf: dict[str, bytes | Path] = {**ours, **dict(overrides.styles)}
    shelf |= {face.asset_name: face.path for face in fonts}
    named = "\n".join((styles, *(value for _, value in edition.values(config))))
    return Dress(styles, tuple(_assets(_NAMED.findall(named), shelf)))


def _acknowledged(fonts: tuple[Face, ...]) -> str:
    """The rule that names the designs of these fonts in a colophon.

    What letters a book has is known only when all its sheets are there.
    """
    designs = sorted({face.design for face in fonts})
    named = " ".join(f"attr(data-comma) '{design}'" for design in designs)
    return f".typefaces::after {{ content: {named} }}" if named else ""


def _tokens(tokens: tuple[tuple[str, str], ...]) -> str:
    """A rule that sets the tokens."""
    lines = [f"  --{key.removeprefix('--')}: {value};" for key, value in tokens]
    return "\n".join((":root {", *lines, "}")) if lines else ""


def _theirs(
    edition: str, overrides: Overrides, told: list[Diagnostic]
) -> Iterable[str]:
    """The handbook's own sheets: those for all editions, then those for this one."""
    for depth, folder in ((1, "."), (2, edition)):
        for name, data in overrides.styles:
            path = PurePosixPath(name)
            if path.suffix != ".css" or len(path.parts) != depth:
                continue
            if str(path.parent) == folder:
                full = PurePosixPath(overrides.styles_folder) / name
                yield sewn(full, decoded(data, full, told))


def decoded(data: bytes, path: PurePosixPath, told: list[Diagnostic]) -> str:
    """Text in UTF-8, "" and a diagnostic for what is not."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        byte = f"{data[error.start]:02X}"
        span = _at(path, data[: error.start].decode("utf-8-sig"))
        told.append(tell("not-utf8", span, help="save the file as UTF-8", byte=byte))
        return ""


def _at(path: PurePosixPath, before: str) -> Span:
    """The span of the one character after the text `before`."""
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    return Span(
        path=path, line=line, column=column, end_line=line, end_column=column + 1
    )


def _assets(names: Iterable[str], shelf: dict[str, bytes | Path]) -> Iterable[Asset]:
    for name in sorted(set(names)):
        found, media = shelf.get(name), _MEDIA.get(PurePosixPath(name).suffix.lower())
        if found is None or media is None:
            continue
        if isinstance(found, Path):
            yield brought(found, name, media)
        else:
            digest = sha256(found).hexdigest()
            yield Asset(name=name, media_type=media, data=found, digest=digest)
