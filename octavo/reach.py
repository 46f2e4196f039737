"""Which note the address of a link means, as far as reading order needs it.

Rules R4.3 to R4.6 without aliases and loose matches: order comes from links that were
written to be followed, and a wrong guess here would move a chapter. What is wrong with
a link is found out and told by the `link` pass, once.
"""

import re
from collections.abc import Iterable
from pathlib import PurePosixPath
from unicodedata import normalize
from urllib.parse import unquote

from octavo.collate import in_folders, index_note
from octavo.model.nodes import Link, WikiLink

_SCHEME = re.compile(r"^(?:[A-Za-z][A-Za-z0-9+.-]*:|//)")
_MARKDOWN = (".md", ".markdown")


def internal(link: WikiLink | Link) -> bool:
    """Whether a link means another note: not an outside address, not its own note."""
    if isinstance(link, WikiLink):
        return bool(link.target)
    path = link.href.partition("#")[0]
    return bool(path) and not _SCHEME.match(path)


class Shelf:
    """Notes by their paths, ready to be looked up."""

    def __init__(self, paths: Iterable[PurePosixPath]) -> None:
        self.paths = tuple(paths)
        self.exact = {str(path): path for path in self.paths}
        self.folded: dict[str, list[PurePosixPath]] = {}
        self.named: dict[str, list[PurePosixPath]] = {}
        for path in self.paths:
            self.folded.setdefault(str(path).casefold(), []).append(path)
            self.named.setdefault(path.name.casefold(), []).append(path)

    def note(
        self, link: WikiLink | Link | str, origin: PurePosixPath
    ) -> PurePosixPath | None:
        """The note that `link` in the note `origin` means, None when there is none.

        Text is a markdown address. An address of a folder means its index note, else
        the note that comes first in it.
        """
        if isinstance(link, WikiLink):
            return self._find(link.target, origin) if link.target else None
        address = link if isinstance(link, str) else link.href
        path = address.partition("#")[0].partition("?")[0]
        if not path or _SCHEME.match(path):
            return None
        path = unquote(path)
        return self._find(path, origin) or self._folder(path, origin)

    def _find(self, target: str, origin: PurePosixPath) -> PurePosixPath | None:
        target = normalize("NFC", " ".join(target.split()))
        wanted = _with_suffix(target.lstrip("/"))
        for names in self._candidates(target, wanted, origin):
            found = self.exact.get(names)
            if found is not None:
                return found
        bare = _plain(wanted)
        for folding in (False, True):
            if folding:
                for names in self._candidates(target, wanted, origin):
                    if same := self.folded.get(names.casefold()):
                        return _nearest(same, origin)
            ending = "/" + (bare.casefold() if folding else bare)
            shared = [
                path
                for path in self.named.get(PurePosixPath(bare).name.casefold(), ())
                if (f"/{path}".casefold() if folding else f"/{path}").endswith(ending)
            ]
            if shared:
                return _nearest(shared, origin)
        return None

    def _candidates(
        self, target: str, wanted: str, origin: PurePosixPath
    ) -> tuple[str, ...]:
        beside = _joined(origin.parent, wanted)
        if target.startswith("/"):
            return (_plain(wanted),)
        return tuple(path for path in (beside, _plain(wanted)) if path)

    def _folder(self, target: str, origin: PurePosixPath) -> PurePosixPath | None:
        start = PurePosixPath() if target.startswith("/") else origin.parent
        path = _joined(start, target.strip("/"))
        if path is None:
            return None
        folder = PurePosixPath(normalize("NFC", path))
        inside = [note for note in self.paths if note.is_relative_to(folder)]
        return index_note(folder, inside) or next(iter(in_folders(inside)), None)


def _with_suffix(target: str) -> str:
    return target if target.lower().endswith(_MARKDOWN) else f"{target}.md"


def _joined(folder: PurePosixPath, target: str) -> str | None:
    """`target` from `folder` without `.` and `..`, None when it leaves the root."""
    parts = list(folder.parts)
    for part in PurePosixPath(target).parts:
        if part == "..":
            if not parts:
                return None
            parts.pop()
        else:
            parts.append(part)
    return "/".join(parts)


def _plain(target: str) -> str:
    """`target` without leading `./` and `../`: the path from the root it also may be."""
    parts = PurePosixPath(target).parts
    while parts and parts[0] == "..":
        parts = parts[1:]
    return "/".join(parts)


def _nearest(paths: list[PurePosixPath], origin: PurePosixPath) -> PurePosixPath:
    """The one of several that rule R4.5 takes."""

    def distance(path: PurePosixPath) -> tuple[bool, int, int, str]:
        shared = 0
        for ours, theirs in zip(origin.parent.parts, path.parent.parts, strict=False):
            if ours != theirs:
                break
            shared += 1
        return path.parent != origin.parent, -shared, len(path.parts), str(path)

    return min(paths, key=distance)
