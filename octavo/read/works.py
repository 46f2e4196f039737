"""Which file of works notes may cite, and whether what is configured is there."""

from collections.abc import Collection, Iterator, Sequence
from pathlib import PurePosixPath
from unicodedata import normalize

from octavo.codes import tell
from octavo.diagnostics import Diagnostic, Span
from octavo.find import citation_styles
from octavo.model.config import Config
from octavo.model.vault import Vault
from octavo.places import set_span, span_of
from octavo.suggest import nearest

_ENDINGS = (".bib", ".json", ".yaml", ".yml")


def file_of_works(
    paths: Collection[PurePosixPath], config: Config
) -> PurePosixPath | None:
    """The configured file, else the only `.bib` at the top of the source.

    None where there is no such file, or its ending is none that is read.
    """
    if config.bibliography.file:
        named = PurePosixPath(normalize("NFC", config.bibliography.file))
        fits = named in paths and named.suffix.lower() in _ENDINGS
        return named if fits else None
    top = [
        path
        for path in paths
        if path.suffix.lower() == ".bib" and path.parent == PurePosixPath()
    ]
    return top[0] if len(top) == 1 else None


def works_lacking(
    vault: Vault,
    config: Config,
    text: str,
    path: PurePosixPath,
    overrides: Sequence[str],
) -> tuple[Diagnostic, ...]:
    """What is said of a file or a style that is configured and not there.

    It stands at the value: in `overrides`, or in `text`, the configuration at `path`.
    """
    return tuple(_lacking(vault, config, text, path, overrides))


def _lacking(
    vault: Vault,
    config: Config,
    text: str,
    path: PurePosixPath,
    overrides: Sequence[str],
) -> Iterator[Diagnostic]:
    def place(key: str) -> Span:
        found = set_span(f"bibliography.{key}", overrides)
        found = found or span_of(("bibliography", key), text, path)
        return found or Span.whole(path)

    paths = [attachment.path for attachment in vault.attachments]
    file, style = config.bibliography.file, config.bibliography.style
    if file and file_of_works(paths, config) is None:
        there = [str(each) for each in paths if each.suffix.lower() in _ENDINGS]
        known = PurePosixPath(normalize("NFC", file)) in paths
        why = "it is none of .bib, .json, .yaml" if known else "there is no such file"
        yield tell(
            "config-value",
            place("file"),
            _meant(file, there) or "name a file in the folder of notes",
            key="bibliography.file",
            given=f"“{file}”: {why}",
        )
    if style in citation_styles() or PurePosixPath(normalize("NFC", style)) in paths:
        return
    why = f"no citation style is called “{style}”"
    if style.endswith(".csl"):
        theirs = [str(each) for each in paths if each.suffix == ".csl"]
        help = _meant(style, theirs) or "name a file in the folder of notes"
        yield tell("cite-style-missing", place("style"), help, why=why)
        return
    help = _meant(style, citation_styles())
    help = help or f"known: {', '.join(citation_styles())}; or the path of a .csl file"
    yield tell("cite-style-missing", place("style"), help, why=why)


def _meant(name: str, names: Collection[str]) -> str:
    near = nearest(name, names, limit=1)
    return f"did you mean “{near[0]}”?" if near else ""
