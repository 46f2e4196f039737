"""Style sheets and the files they name: an edition's, the handbook's tokens and sheets."""

import re
from collections.abc import Iterable
from hashlib import sha256
from pathlib import PurePosixPath
from typing import NamedTuple

from octavo.codes import tell
from octavo.diagnostics import Diagnostic, Span
from octavo.find import Overrides, files, product_folder
from octavo.model.asset import Asset
from octavo.model.config import Config
from octavo.model.edition import Edition
from octavo.suggest import nearest

_TOKEN = re.compile(r"--([a-z0-9-]+)\s*:")
_NAMED = re.compile(r"octavo:([\w./+-]+)")
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
}
_HANDBOOK = Span.whole(PurePosixPath("handbook.toml"))


class Dress(NamedTuple):
    """One style sheet, and the files it draws on."""

    styles: str
    assets: tuple[Asset, ...]


def dress(
    edition: Edition, config: Config, overrides: Overrides, told: list[Diagnostic]
) -> Dress:
    """The edition's sheets in order, tokens that were overridden, the handbook's sheets.

    Fonts and pictures that the result names (`octavo:fonts/…`) come along, the
    handbook's before ours. What is wrong is added to `told`.
    """
    ours = dict(files(product_folder("styles")))
    sheets = [ours[f"{name}.css"].decode() for name in edition.styles]
    known = sorted(set(_TOKEN.findall(ours.get("tokens.css", b"").decode())))
    sheets.append(_tokens(config.styles.tokens, known, told))
    sheets.extend(_theirs(edition.name, overrides, told))
    styles = "\n".join(filter(None, sheets))
    shelf = {**ours, **dict(overrides.styles)}
    return Dress(styles, tuple(_assets(_NAMED.findall(styles), shelf)))


def _tokens(
    tokens: tuple[tuple[str, str], ...], known: list[str], told: list[Diagnostic]
) -> str:
    """A rule that sets the tokens; those that do not exist are told."""
    lines = []
    for key, value in tokens:
        name, full = key.removeprefix("--"), f"styles.tokens.{key}"
        if name not in known:
            near = nearest(name, known)
            help = (
                f"did you mean “{near[0]}”?" if near else "tokens.css names all tokens"
            )
            told.append(tell("config-unknown", _HANDBOOK, help=help, key=full))
        elif re.search(r"[;{}<]", value):
            told.append(
                tell(
                    "config-value",
                    _HANDBOOK,
                    help="write one CSS value, as it would stand between `:` and `;`",
                    key=full,
                    given=f"“{value}”",
                )
            )
        else:
            lines.append(f"  --{name}: {value};")
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
                # Says whose the lines below are, for what the renderer says of them.
                yield f"/* octavo: {full} */\n{decoded(data, full, told)}"


def decoded(data: bytes, path: PurePosixPath, told: list[Diagnostic]) -> str:
    """Text in UTF-8, "" and a diagnostic for what is not."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        help = "save the file as UTF-8"
        told.append(tell("not-utf8", Span.whole(path), help=help, byte=error.start))
        return ""


def _assets(names: Iterable[str], shelf: dict[str, bytes]) -> Iterable[Asset]:
    for name in sorted(set(names)):
        data, media = shelf.get(name), _MEDIA.get(PurePosixPath(name).suffix.lower())
        if data is not None and media is not None:
            digest = sha256(data).hexdigest()
            yield Asset(name=name, media_type=media, data=data, digest=digest)
