"""mdBook's `{{#include}}` and its kin, read a second time."""

import re
from pathlib import PurePosixPath

from shelf import Shelf

_DIRECTIVE = re.compile(
    r"(\\?)\{\{#(include|rustdoc_include|playground|playpen|title) ([^}]*)\}\}"
)
_ANCHOR = re.compile(r"\bANCHOR(?:_END)?: ?[\w-]+")
Lines = list[tuple[int, str]]


def expanded(path: str, lines: Lines, shelf: Shelf, depth: int = 0) -> Lines:
    """The lines of the file with every directive replaced by what it takes."""
    out: Lines = []
    for number, text in lines:
        match = _DIRECTIVE.search(text)
        if match is None or depth > 10:
            out.append((number, text))
        elif match[1]:
            out.append((number, text.replace("\\{{#", "{{#")))
        else:
            before, after = text[: match.start()], text[match.end() :]
            taken = _taken(match[2], match[3].strip(), path, shelf, depth)
            for at, line in enumerate(taken):
                end = after if at == len(taken) - 1 else ""
                lead = before if at == 0 or not before.strip(" \t>") else ""
                out.append((number, f"{lead}{line}{end}"))
            if not taken:
                out.append((number, before + after))
    return out


def _taken(name: str, argument: str, path: str, shelf: Shelf, depth: int) -> list[str]:
    if name == "title":
        return []
    first, *attributes = argument.split()
    file, _, part = first.partition(":")
    where = _joined(PurePosixPath(path).parent / file)
    stored = shelf.files[where].read_text(encoding="utf-8")
    rows = stored.replace("\r\n", "\n").removesuffix("\n").split("\n")
    kept = _part(rows, part)
    shown = [
        row for at, row in enumerate(rows) if at in kept and not _ANCHOR.search(row)
    ]
    if name == "rustdoc_include" and part:
        shown = [
            row if at in kept else f"# {row}"
            for at, row in enumerate(rows)
            if not _ANCHOR.search(row)
        ]
    numbered = list(enumerate(shown, 1))
    inner = [text for _, text in expanded(where, numbered, shelf, depth + 1)]
    if name in ("playground", "playpen"):
        return ["```rust," + ",".join(attributes), *inner, "```"]
    return inner


def _part(rows: list[str], part: str) -> set[int]:
    if not part:
        return set(range(len(rows)))
    if re.fullmatch(r"[\d:]+", part):
        first, colon, last = part.partition(":")
        start = int(first or 1)
        end = int(last) if last else (len(rows) if colon else start)
        return set(range(start - 1, end))
    starts = [
        n for n, row in enumerate(rows) if re.search(rf"ANCHOR: ?{part}\s*$", row)
    ]
    ends = [
        n for n, row in enumerate(rows) if re.search(rf"ANCHOR_END: ?{part}\s*$", row)
    ]
    return set(range(starts[0], ends[0] if ends else len(rows)))


def _joined(path: PurePosixPath) -> str:
    parts: list[str] = []
    for each in path.parts:
        parts = parts[:-1] if each == ".." else [*parts, each]
    return "/".join(parts)
