"""A folder of notes as the judge sees it: names, properties, titles, where links lead.

Written from the published rules of Obsidian and mdBook, apart from octavo's own code.
"""

import os
import re
import tomllib
import unicodedata
from collections.abc import Callable
from functools import cached_property
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

import yaml

_NOTE = re.compile(r"(?<!\.excalidraw)\.(?:md|markdown)$", re.IGNORECASE)
_FILE = re.compile(
    r"\.(?:md|markdown|png|jpe?g|gif|svg|webp|avif|bmp|mp3|m4a|ogg|mp4|webm|pdf|canvas|base)$",
    re.IGNORECASE,
)
# A Kanban board has a blank line before its properties; Hugo has TOML between pluses.
_FRONT = re.compile(
    r"\A---[ \t]*\n(?!\s*\n(?!\s*[a-z][\w-]*:))(.*?\n)?(?:---|\.\.\.)[ \t]*(?:\n|\Z)",
    re.DOTALL,
)
_PLUSES = re.compile(r"\A\+\+\+[ \t]*\n(.*?\n)\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL)
_FENCE = re.compile(r"^[ >]*(`{3,}|~{3,})")
_HEADING = re.compile(r"^(#{1,6})[ \t]+(.+?)(?:[ \t]+#+)?[ \t]*$")
_ATTRIBUTES = re.compile(r"\s*\{[#.][^{}]*\}\s*$")
# Neither a date nor a year says in which order a note stands.
_PREFIX = re.compile(r"^(?!(?:1[89]|20)\d\d\D)\d+[\s._-]+(?!\d)")


def folded(name: str) -> str:
    """A name as it is compared when case is ignored."""
    return unicodedata.normalize("NFC", name).casefold()


def loosened(name: str) -> str:
    """A name without case, number in front, and difference of `_`, `-` and spaces."""
    last = [_PREFIX.sub("", part) for part in folded(name).split("/")]
    return re.sub(r"[\s_-]+", " ", "/".join(last)).strip()


class Source:
    """One note as it is stored."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
        self.text = unicodedata.normalize("NFC", text)

    @cached_property
    def front(self) -> dict[str, object]:
        """The properties."""
        match = _FRONT.match(self.text)
        pluses = _PLUSES.match(self.text)
        if pluses:
            return tomllib.loads(pluses[1])
        found = yaml.safe_load(match[1] or "") if match else None
        return found if isinstance(found, dict) else {}

    @cached_property
    def lines(self) -> list[str]:
        """The lines, those of the properties empty."""
        match = _FRONT.match(self.text) or _PLUSES.match(self.text)
        gap = match[0].count("\n") if match else 0
        return [""] * gap + self.text.split("\n")[gap:]

    @cached_property
    def headings(self) -> list[tuple[int, str]]:
        """Level and words of each heading outside code."""
        found, fence = [], ""
        for line in self.lines:
            mark = _FENCE.match(line)
            if mark and (not fence or mark[1].startswith(fence)):
                fence = "" if fence else mark[1]
            match = None if fence else _HEADING.match(line)
            if match:
                found.append((len(match[1]), bare(_ATTRIBUTES.sub("", match[2]))))
        return found

    @property
    def titles(self) -> list[str]:
        """What the chapter may be called, the likeliest first."""
        stem = PurePosixPath(self.path).stem
        tops = [text for level, text in self.headings if level == 1]
        first = [*tops[:1], *[text for _, text in self.headings[:1]]]
        named = [str(self.front["title"])] if self.front.get("title") else []
        name = _PREFIX.sub("", stem).replace("_", " ")
        return [*named, *first, name, stem]

    @property
    def aliases(self) -> list[str]:
        """Other names."""
        value = self.front.get("aliases", self.front.get("alias")) or []
        return [str(each) for each in (value if isinstance(value, list) else [value])]


def bare(text: str) -> str:
    """Text without marks of emphasis, code and links."""
    text = re.sub(r"!?\[\[(?:[^\]|]*\\?\|)?([^\]]*)\]\]", r"\1", text)
    text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"\^\[[^\]]*\]|\[\^[^\]]*\]", "", text)
    return re.sub(r"[*`]|~~|==|(?<!\w)_|_(?!\w)", "", text).strip()


class Shelf:
    """All files below a folder, and how links find them."""

    def __init__(self, folder: Path, notes: Path | None = None) -> None:
        self.folder = notes or folder
        self.sources: dict[str, Source] = {}
        self.files: dict[str, Path] = {}
        for where, folders, names in os.walk(self.folder):
            folders[:] = sorted(each for each in folders if not each.startswith("."))
            for name in sorted(names):
                path = Path(where, name)
                here = path.relative_to(self.folder).as_posix()
                here = unicodedata.normalize("NFC", here)
                if name.startswith("."):
                    continue
                self.files[here] = path
                if _NOTE.search(name):
                    text = path.read_bytes().decode("utf-8", "replace")
                    self.sources[here] = Source(here, text)

    @cached_property
    def hidden(self) -> dict[str, str]:
        """What the lines begin with that an mdBook hides, by language."""
        places = (self.folder / "book.toml", self.folder.parent / "book.toml")
        book = next((each for each in places if each.is_file()), None)
        table = tomllib.loads(book.read_text(encoding="utf-8")) if book else {}
        html = table.get("output", {}).get("html", {})
        return dict(html.get("code", {}).get("hidelines", {}))

    @cached_property
    def works(self) -> frozenset[str]:
        """The keys of the works that may be cited."""
        entries = re.compile(r"@\w+\s*\{\s*([^,\s]+)\s*,")
        found: set[str] = set()
        for name, path in self.files.items():
            if name.endswith(".bib"):
                found.update(entries.findall(path.read_text(encoding="utf-8")))
        return frozenset(found)

    @cached_property
    def _aliases(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for path, source in self.sources.items():
            for alias in source.aliases:
                found.setdefault(folded(alias), path)
        return found

    def find(self, target: str, whence: str) -> str:
        """The file that a target means in the note `whence`; empty when none does."""
        target = unicodedata.normalize("NFC", target).strip()
        if not target:
            return whence
        return next(filter(None, self._answers(target, whence)), "")

    def _answers(self, target: str, whence: str) -> list[str]:
        here = PurePosixPath(whence).parent
        named = [target] if _FILE.search(target) else [f"{target}.md", target]
        for name in named:
            near = _collapsed(here / name)
            if name.startswith("/"):
                return [self._exact(name.lstrip("/"))]
            tries = [
                self._exact(near),
                "" if name.startswith("./") else self._exact(name),
                self._exact(re.sub(r"^(?:\.\./)+", "", name)),
            ]
            tail = re.sub(r"^(?:\.{1,2}/)+", "", name)
            tries += [self._ending(tail, whence, key) for key in (str, folded)]
            tries.append(self._aliases.get(folded(name.removesuffix(".md")), ""))
            tries.append(self._ending(tail, whence, loosened))
            found = [each for each in tries if each]
            if found:
                return found
        return []

    def _exact(self, path: str) -> str:
        return path if path in self.files else ""

    def _ending(self, tail: str, whence: str, key: Callable[[str], str]) -> str:
        wanted = key(tail)
        found = [
            path
            for path in self.files
            if (key(path) == wanted or key(path).endswith(f"/{wanted}"))
            or (
                key is loosened
                and key(path.rsplit("/", 1)[-1]) == key(tail.rsplit("/", 1)[-1])
                and "/" not in tail
            )
        ]
        here = PurePosixPath(whence).parent.parts

        def far(path: str) -> tuple[int, int, str]:
            parts = PurePosixPath(path).parent.parts
            pairs = enumerate(zip(here, parts, strict=False))
            shared = next(
                (n for n, (a, b) in pairs if a != b), min(len(here), len(parts))
            )
            return (-shared if parts != here else -99, len(parts), path)

        return min(found, key=far, default="")

    def find_url(self, url: str, whence: str) -> tuple[str, str]:
        """File and fragment that a markdown link without a scheme means."""
        path, _, fragment = url.partition("#")
        path = unquote(path.partition("?")[0])
        here = PurePosixPath(whence).parent
        fragment = unquote(fragment)
        if not path:
            return whence, fragment
        near = _collapsed(here / path.rstrip("/"))
        for name in ("index.md", "README.md", "_index.md"):
            inside = name if near == "." else f"{near}/{name}"
            if inside in self.sources and (
                path.endswith("/") or not _FILE.search(path)
            ):
                return inside, fragment
        if path.endswith(".html"):
            for name in (f"{path[:-5]}.md", re.sub(r"index\.html$", "README.md", path)):
                if self._exact(_collapsed(here / name)):
                    return _collapsed(here / name), fragment
        return self.find(path, whence), fragment


def _collapsed(path: PurePosixPath) -> str:
    parts: list[str] = []
    for part in path.parts:
        if part == "..":
            parts = parts[:-1]
        elif part not in (".", "/"):
            parts.append(part)
    return "/".join(parts) or "."
