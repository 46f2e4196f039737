"""What references are written like, and what is said of the file one was taken for.

Shared by the passes that settle references; they decide what stands in the book.
"""

import re
from pathlib import PurePosixPath
from typing import NamedTuple
from urllib.parse import parse_qs, unquote, urlsplit

from octavo.codes import tell
from octavo.diagnostics import Diagnostic, Severity, Span
from octavo.model.document import Document
from octavo.model.vault import Kind, Vault
from octavo.reference.fragments import Fragments
from octavo.reference.names import Found, Names

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):|//")

OUTSIDE = frozenset(("http", "https", "mailto", "tel", "doi", "//"))
"""Schemes that lead out of the book (rule R4.11); `//` is an address without one."""
UNSAFE = frozenset(("javascript", "vbscript", "data", "file"))
_SHOWN = 5
"""Headings of a note that are named where none is near the one that is meant."""


class Address(NamedTuple):
    """A markdown address taken apart: percent-decoded, without its query."""

    path: str
    fragment: str


def scheme_of(address: str) -> str:
    """The scheme of an address in lower case, `//` for one without, "" for a path.

    A drive of Windows is a file's.
    """
    found = _SCHEME.match(address)
    scheme = "" if found is None else (found[1] or "//").lower()
    return "file" if len(scheme) == 1 else scheme


def whole_address(address: str, scheme: str) -> str:
    """An outside address as any reader can follow it.

    One without a scheme takes HTTPS, a DOI goes through its resolver (DOI Handbook,
    3.8.1).
    """
    if scheme == "//":
        return f"https:{address}"
    if scheme == "doi":
        return f"https://doi.org/{address[4:].lstrip('/')}"
    return address


def taken_apart(address: str) -> Address:
    """Path and fragment of an address that is a path (rule R4.6); `+` is a plus."""
    path, _, fragment = address.partition("#")
    return Address(unquote(path.partition("?")[0]).strip(), unquote(fragment).strip())


def opened_file(address: str) -> str:
    """What `obsidian://open?file=X` opens, "" for any other address (rule R4.11)."""
    parts = urlsplit(address)
    if parts.scheme.lower() != "obsidian" or parts.netloc.lower() != "open":
        return ""
    return parse_qs(parts.query).get("file", [""])[0]


def origin(span: Span, chapter: PurePosixPath, vault: Vault) -> PurePosixPath:
    """The note whose folder a reference at `span` is relative to.

    The note it is written in, which for text that was embedded is not the chapter's
    (rule R6.3). In mdBook an included file is read as if it stood in the chapter.
    """
    return chapter if vault.kind is Kind.MDBOOK else span.path


def remarks(
    found: Found, target: str, span: Span, *, wiki: bool = True
) -> list[Diagnostic]:
    """What a writer should know about the way a target was found (rules R4.4, R4.5).

    `wiki` says that the target was written in a wikilink, whose words stand behind it.
    """
    told: list[Diagnostic] = []
    if found.escaping:
        help = f"from here it is `{_way(span.path, found.path)}`"
        told.append(
            tell("escaping-path", span, help, Severity.WARNING, path=f"“{target}”")
        )
    if found.loose:
        help = f"write `{found.path.stem}`, and the words to be read after `|`"
        help = help if wiki else f"write `{_way(span.path, found.path)}`"
        told.append(tell("loose-link", span, help, target=target, path=found.path))
    if found.rivals:
        others = " or ".join(map(str, (found.path, *found.rivals)))
        told.append(
            tell(
                "ambiguous-link",
                span,
                help=f"write {'the folder' if '/' in str(found.path) else 'it so'}: "
                f"`{found.path.with_suffix('')}`",
                target=target,
                others=others,
                taken=found.path,
            )
        )
    return told


def _way(here: PurePosixPath, path: PurePosixPath) -> str:
    """The relative path from the folder of `here` to `path`."""
    start, goal = here.parent.parts, path.parts
    shared = 0
    while shared < min(len(start), len(goal) - 1) and start[shared] == goal[shared]:
        shared += 1
    return "/".join([".."] * (len(start) - shared) + list(goal[shared:]))


def dangling(names: Names, target: str, span: Span) -> Diagnostic:
    """That nothing is called `target`, with up to three notes that nearly are (R4.9)."""
    # A wikilink is no address, but people paste addresses into it.
    near = [f"“{name}” ({path})" for name, path in names.near(unquote(target))]
    help = did_you_mean(near) or "write such a note, mend the link, or take it away"
    note, caret, block = target.rpartition("^")
    if caret and (not note or names.find(note, span.path)):
        help = f"a block is written with `#` before it: `{note}#^{block}`"
    return tell("dangling-link", span, help=help, target=target)


def out_of_book(document: Document, span: Span, vault: Vault) -> Diagnostic:
    """That a note is not printed, and what keeps it out (rule R4.10)."""
    help = "add it to `order`"
    if not document.properties.publish:
        help = "its properties say that it is not to be published"
    elif document.path in vault.unprinted:
        help = "the vault's settings leave it out, as a template or an excluded file"
    elif vault.chosen is not None:
        help = "only one note is printed; the words stay"
    elif vault.kind is Kind.MDBOOK:
        help = "add it to SUMMARY.md"
    return tell("link-out-of-book", span, help, note=document.path)


def headings_there(wanted: str, note: Fragments) -> str:
    """What to do about a heading that is not among those of its note."""
    near, texts = note.near(wanted), note.texts
    there = ", ".join(f"“{text}”" for text in texts[:_SHOWN])
    others = f"its headings are {there}" + (" …" if texts[_SHOWN:] else "")
    others = others if texts else "it has no headings; link to the note itself"
    return did_you_mean([f"“{text}”" for text in near]) or others


def blocks_there(wanted: str, note: Fragments) -> str:
    """What to do about a block `^…` that is not among those of its note."""
    near = [f"“^{name}”" for name in note.near_blocks(wanted[1:])]
    return did_you_mean(near) or f"end the block that is meant with ` {wanted}`"


def did_you_mean(names: list[str]) -> str:
    """The question with up to a few names in it, "" without any."""
    if not names:
        return ""
    *others, last = names
    return f"did you mean {', '.join(others)}{' or ' if others else ''}{last}?"
