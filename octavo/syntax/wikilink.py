"""Wikilinks, `[[target#subpath|label]]` (dialect rule R4.1; Obsidian Help, “Links”)."""

import re

from markdown_it import MarkdownIt
from markdown_it.common.utils import normalizeReference
from markdown_it.rules_inline import StateInline

from octavo.model.inlines import Inline, WikiLink
from octavo.syntax.rule import NOTES, Branch, Reader, Rule, enclose

# No brackets inside, and no line end; the rest is told apart by `|`.
_FORM = re.compile(
    r"\[\[([^\[\]\n|\\]*(?:\\(?!\|)[^\[\]\n|\\]*)*)(?:\\?\|([^\[\]\n]*))?\]\]"
)

_REFERENCE = re.compile(r"\[([^\[\]\n]+)\]")
_PLAIN = r"[^\s()<>]*(?:\([^\s()<>]*\)[^\s()<>]*)*"
_ADDRESS = re.compile(
    rf"\((?:<[^<>\n]+>|(?:[a-z][a-z0-9+.-]+:|#|\.{{0,2}}/){_PLAIN}"
    r"|[^\s()<>#]*(?:/|\.[a-z]\w{1,7}(?:#[^\s()<>]*)?))"
    r"(?:[ ]+(?:\"[^\"\n]*\"|'[^'\n]*'))?\)",
    re.IGNORECASE,
)


def scan(state: StateInline, silent: bool) -> bool:
    """Read a wikilink. Without a target, or with an empty one, it is text."""
    found = _FORM.match(state.src, state.pos, state.posMax)
    if not found or not found[1].strip() or state.linkLevel:
        return False
    if _addressed(state, found.end()) or _crossed(state, found.start(), found.end()):
        return False
    if silent:
        state.pos = found.end()
        return True
    start = end = found.end() - 2
    if found[2] is not None and found[2].strip():
        start = found.end(2) - len(found[2].lstrip())
        end = found.start(2) + len(found[2].rstrip())
    enclose(state, "wikilink", start, end, found.end(), target=found[1])
    return True


def _addressed(state: StateInline, end: int) -> bool:
    """Whether what follows makes `[[1]]` the words of a link in markdown.

    That is a reference that is defined, or an address in round brackets: one with a
    scheme, a fragment, a folder or an ending, since `[[cat]](s)` is a word.
    """
    reference = _REFERENCE.match(state.src, end, state.posMax)
    if reference:
        label = normalizeReference(reference[1])
        return label in state.env.get("references", {})
    return _ADDRESS.match(state.src, end, state.posMax) is not None


def _crossed(state: StateInline, start: int, end: int) -> bool:
    """Whether code or a comment begins inside and ends outside (rule R3.2).

    Not so a formula: `[[$A]] or [[$B]]` are two names.
    """
    here, at = state.pos, start + 2
    while at < end - 2:
        if state.src[at] in "`%":
            state.pos = at
            state.md.inline.skipToken(state)
            at = state.pos
        else:
            at = min(at + 2, end - 2) if state.src[at] == "\\" else at + 1
    state.pos = here
    return at > end - 2


def install(md: MarkdownIt) -> None:
    """Add the rule before that of ordinary links."""
    md.inline.ruler.before("link", "wikilink", scan)


def node(branch: Branch, reader: Reader) -> tuple[Inline, ...]:
    """The link; white space round its parts and doubled inside goes."""
    target, subpath = split_target(branch.token.meta["target"])
    return (
        WikiLink(
            span=reader.span(branch.start, branch.end),
            target=target,
            subpath=subpath,
            inlines=reader.inlines(branch.branches),
        ),
    )


def split_target(written: str) -> tuple[str, str]:
    """The file part and the part from `#` on ("" when it names nothing)."""
    target, mark, rest = " ".join(written.split()).partition("#")
    parts = [part.strip() for part in rest.split("#")] if mark else []
    return target.strip(), "".join(f"#{part}" for part in parts if part)


RULE = Rule(
    name="wikilink",
    kinds=NOTES,
    install=install,
    starts=(("wikilink", ("[[",)),),
    inlines=(("wikilink", node),),
)
