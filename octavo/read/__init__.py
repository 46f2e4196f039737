"""A folder → Vault: the notes' text, the list of other files, and a loader for those.

The only module that opens source files. What a note's text means is left to `parse`,
which notes become chapters to `assemble`. The result does not depend on the order in
which the system lists a folder, nor on where the folder lies.
"""

import re
import stat
from pathlib import Path, PurePosixPath
from typing import Final, NamedTuple
from unicodedata import normalize

from octavo.codes import tell
from octavo.diagnostics import Diagnostic, Outcome, Span, in_order
from octavo.find import citation_style, inside
from octavo.mdbook import mdbook
from octavo.model.config import Config
from octavo.model.vault import Bibliography, Kind, Loader, Note, Vault
from octavo.read.gather import Found, contents, gather, reason
from octavo.read.notes import decoded, sort_out, unix
from octavo.read.unprinted import unprinted
from octavo.read.works import file_of_works

CONFIGURATIONS: Final = ("handbook.toml", "book.toml")
SETTINGS: Final = (
    ".obsidian/app.json",
    ".obsidian/plugins/templater-obsidian/data.json",
    ".obsidian/templates.json",
    ".obsidian/publish.json",
    "_quarto.yml",
    "_toc.yml",
    "book.toml",
    "logseq/config.edn",
    "mkdocs.yml",
    "publish.json",
    "site-options.json",
    "src/SUMMARY.md",
    "SUMMARY.md",
)
"""Files of a vault's own configuration that later stages read (rules R1.1, R10, R12)."""

_PLAIN_NAMES = ("source", "src", "docs", "notes", "content", "vault")


class Handbook(NamedTuple):
    """What PATH on the command line means.

    `text` is the configuration's, "" without one; bytes that are not UTF-8 stand in it
    as lone surrogates, which `configure` reports. `toml` is its file, `name` the path
    diagnostics give it, `folder` what `source` is relative to. `chosen` is the note to
    print alone when PATH is a file. `told` is what is wrong with the file as such.
    """

    text: str
    toml: Path | None
    name: PurePosixPath
    folder: Path
    chosen: PurePosixPath | None = None
    told: tuple[Diagnostic, ...] = ()

    def root(self, config: Config) -> Path:
        """The folder of notes: `source`, mdBook's `src`, else the folder itself."""
        if self.chosen is not None:
            return self.folder
        if config.handbook.source:
            return self.folder / config.handbook.source
        try:
            book = (self.folder / "book.toml").read_text("utf-8", "surrogateescape")
        except OSError:
            return self.folder
        return inside(self.folder, mdbook(book).source) or self.folder / "src"


def handbook(path: Path) -> Handbook:
    """The configuration that belongs to `path`, a folder or one note.

    `handbook.toml` comes before `book.toml`. A path that does not exist gives a
    Handbook like an empty folder's; `read` says so.
    """
    path = path.absolute()
    folder = path.parent if path.is_file() else path
    chosen = PurePosixPath(normalize("NFC", path.name)) if path.is_file() else None
    for name in CONFIGURATIONS:
        toml = folder / name
        try:
            if not toml.is_file():
                continue
            text = toml.read_bytes().decode("utf-8", "surrogateescape")
        except OSError as problem:
            here = PurePosixPath(name)
            told = tell("unreadable-file", Span.whole(here), why=reason(problem))
            return Handbook("", toml, here, folder, chosen, (told,))
        return Handbook(text, toml, PurePosixPath(name), folder, chosen)
    return Handbook("", None, PurePosixPath(CONFIGURATIONS[0]), folder, chosen)


class Taken(NamedTuple):
    """What was read of a source, and by which settings."""

    handbook: Handbook
    source: Outcome[tuple[Vault, Loader]]


def read_all(
    found: Handbook, config: Config, skip: tuple[Path, ...]
) -> Outcome[tuple[Vault, Loader]]:
    """What `read` finds where the settings say that the notes are."""
    root, folder = found.root(config), found.folder
    return read(root, config, chosen=found.chosen, skip=skip, folder=folder)


def read(
    root: Path,
    config: Config,
    *,
    chosen: PurePosixPath | None = None,
    skip: tuple[Path, ...] = (),
    folder: Path | None = None,
) -> Outcome[tuple[Vault, Loader]]:
    """The vault in `root` by rules R1.1 to R1.6 and R2.1, and the loader of its files.

    `skip` are folders never read (where editions go). `folder` is the handbook's own
    folder, if `root` is a folder in it; its `.gitignore` and settings count too.
    """
    root, folder = _real(root), _real(folder or root)
    gathered = gather(root, folder, config.handbook.exclude, skip)
    (notes, attachments), problems = sort_out(gathered.value)
    told = [*gathered.diagnostics, *problems]
    settings = _settings(root, folder)
    kind = _kind(root, folder, notes)
    above = _above(root, folder) if kind is Kind.MDBOOK else 0
    works, problems = _bibliography(gathered.value, config)
    told += problems
    vault = Vault(
        name=_name(root, folder),
        kind=kind,
        notes=notes,
        attachments=attachments,
        settings=settings,
        unprinted=unprinted(tuple(note.path for note in notes), dict(settings)),
        above=above,
        chosen=chosen,
        bibliography=works,
    )
    if chosen is not None:
        # Of a note printed alone its neighbours are none of the reader's business.
        told = [each for each in told if each.span.path == chosen]
    load = _loader(gathered.value)
    if kind is Kind.MDBOOK:
        load = _including(load, root, folder)
    return Outcome((vault, load), in_order(told))


def _real(folder: Path) -> Path:
    return folder.resolve()


def _name(root: Path, folder: Path) -> str:
    """The root's name, or its parent's where that only says that it holds sources."""
    plain = root.name.casefold() in _PLAIN_NAMES
    named = folder if folder != root else root.parent if plain else root
    return normalize("NFC", named.name)


def _bibliography(
    files: dict[PurePosixPath, Found], config: Config
) -> Outcome[Bibliography | None]:
    """The file of works and the style that are configured, or found; None without."""
    path = file_of_works(files, config)
    style = citation_style(config.bibliography.style)
    named = files.get(PurePosixPath(normalize("NFC", config.bibliography.style)))
    if style is None and named is not None:
        style = contents(named.place)
    if path is None or style is None:
        return Outcome(None)
    try:
        data = files[path].place.read_bytes()
    except OSError as problem:
        why = reason(problem)
        return Outcome(None, (tell("unreadable-file", Span.whole(path), why=why),))
    text, told = decoded(path, data)
    return Outcome(Bibliography(path=path, text=unix(text), style=style), told)


def _settings(root: Path, folder: Path) -> tuple[tuple[PurePosixPath, str], ...]:
    """The texts of SETTINGS, the root's before the handbook folder's."""
    texts: dict[PurePosixPath, str] = {}
    for name in SETTINGS:
        for place in (root, folder):
            file = place / name
            if PurePosixPath(name) not in texts and _plain_file(file, place):
                data = contents(file)
                if data is not None:
                    texts[PurePosixPath(name)] = data.decode(errors="replace")
    return tuple(sorted(texts.items()))


def _plain_file(file: Path, within: Path) -> bool:
    try:
        real = file.resolve(strict=True)
        return stat.S_ISREG(real.stat().st_mode) and real.is_relative_to(within)
    except (OSError, RuntimeError):  # RuntimeError: a loop of links, before Python 3.13
        return False


def _is_there(place: Path) -> bool:
    """Whether there is such a file or folder, as far as one may look."""
    try:
        return place.exists()
    except OSError:
        return False


_FENCED = re.compile(
    r"^ {0,3}(`{3,}|~{3,}).*?(?:^ {0,3}\1[`~]*[ \t]*$|\Z)", re.MULTILINE | re.DOTALL
)
_CODE = re.compile(r"(?<!`)(`+)(?!`)[^`].*?(?<!`)\1(?!`)", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_ITEM = re.compile(r" {0,3}(?:[-+*]|\d{1,9}[.)])[ \t]")
_WIKILINK = re.compile(r"(?<!\\)\[\[(?!_?(?i:toc)_?\]\])[^\[\]\n]+\]\](?!\()")


def _kind(root: Path, folder: Path, notes: tuple[Note, ...]) -> Kind:
    """The kind of rule R1.1; a wikilink in code or a comment does not make a vault.

    Nor does `[[toc]]`, which stands for a list of headings.
    """
    if _is_there(folder / "book.toml") or _is_there(root / "book.toml"):
        return Kind.MDBOOK
    for mark in (".obsidian", "logseq/config.edn"):
        if _is_there(root / mark) or _is_there(folder / mark):
            return Kind.VAULT
    linked = any(
        "[[" in note.text and _WIKILINK.search(_prose(note.text)) for note in notes
    )
    return Kind.VAULT if linked else Kind.PLAIN


def _prose(text: str) -> str:
    """A note without its code and comments, roughly: its kind is not known yet."""
    text = _FENCED.sub("", text)
    # Where no comment ends any more, none is looked for.
    end = text.rfind("-->") + 3
    text = _CODE.sub("", _COMMENT.sub("", text[:end]) + text[end:])
    kept: list[str] = []
    after_blank, in_list = True, False
    for line in text.split("\n"):
        indented = line.startswith(("    ", "\t"))
        if indented and after_blank and not in_list:
            continue
        if line.strip() and not indented:
            in_list = bool(_ITEM.match(line)) or (in_list and line[0] == " ")
        after_blank = not line.strip()
        kept.append(line)
    return "\n".join(kept)


def _loader(files: dict[PurePosixPath, Found]) -> Loader:
    """Bytes by path; a path that was not found while reading is a FileNotFoundError."""
    places = {path: found.place for path, found in files.items()}

    def load(path: PurePosixPath) -> bytes:
        place = places.get(path)
        if place is None:
            raise FileNotFoundError(str(path))
        return place.read_bytes()

    return load


def _above(root: Path, folder: Path) -> int:
    """How many folders up from the notes an mdBook begins; 0 where it is elsewhere."""
    return len(root.relative_to(folder).parts) if root.is_relative_to(folder) else 0


def _including(load: Loader, root: Path, folder: Path) -> Loader:
    """`load`, and beyond the files that were gathered any file of an mdBook.

    Includes take listings that lie beside the notes, and files that are left out of the
    source; none that lies outside the book, by whatever link.
    """

    def load_any(path: PurePosixPath) -> bytes:
        try:
            return load(path)
        except FileNotFoundError:
            place = root / path
            if not _plain_file(place, folder):
                raise
            return place.read_bytes()

    return load_any
