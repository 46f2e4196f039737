"""Citations: `[see @key, p. 3; @other]`, `[-@key]`, `@key [p. 3]` (Pandoc Manual).

Whether a book has a bibliography is not known here, so a citation keeps the text that
it is without one.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from markdown_it import MarkdownIt
from markdown_it.common.utils import normalizeReference
from markdown_it.rules_inline import StateInline

from octavo.model.inlines import Citation, Inline, Mention, Text
from octavo.syntax.rule import Branch, Reader, Rule

# Letters and digits, and single marks between them; what ends a sentence ends a key.
_KEY = r"@(\w+(?:[:.#$%&+?<>~/-]\w+)*)"
_IN_TEXT = re.compile(_KEY)
_MENTION = re.compile(rf"(?<![\w@/\\.])(-?){_KEY}")
_FORM = re.compile(r"\[(?!\^)([^\[\]`\\<>$]*)\](?!\()")
_NUMBER = r"(?>\d[\w.]*|[ivxlcdm]+)(?:(?:, | ?& ?| ?[-–]+ ?)\d[\w.]*)*"
# Words and numbers are taken whole: “vi” is no verse i, and a long word is read once.
_LOCATOR = re.compile(
    rf"(?:\s*,\s*|\s+)(?:([A-Za-z§¶]++\.?)\s*)?({_NUMBER})(?![\w.]*\w)"
)
_PLACE = re.compile(r" ?\[([^\[\]@`\\<>$*_\n]{1,80})\](?![(\[:])")
_EMPHASIS = re.compile(r"(\*\*?|__?)(?=\S)([^*_]+)(?<=\S)\1")

_LABELS = {
    "page": ("p", "pp", "page", "pages", ""),
    "chapter": ("ch", "chs", "chap", "chaps", "chapter", "chapters"),
    "section": ("sec", "secs", "section", "sections", "§", "§§"),
    "paragraph": ("para", "paras", "paragraph", "paragraphs", "¶", "¶¶"),
    "figure": ("fig", "figs", "figure", "figures"),
    "volume": ("vol", "vols", "volume", "volumes"),
    "part": ("pt", "pts", "part", "parts"),
    "book": ("bk", "bks", "book", "books"),
    "line": ("l", "ll", "line", "lines"),
    "note": ("n", "nn", "note", "notes"),
    "verse": ("v", "vv", "verse", "verses"),
    "column": ("col", "cols", "column", "columns"),
    "folio": ("fol", "fols", "folio", "folios"),
    "issue": ("no", "nos", "issue", "issues"),
}
"""Terms of CSL (1.0.2, Appendix III) and what is written for them."""
_TERMS = {written: term for term, all_of in _LABELS.items() for written in all_of}


def scan(state: StateInline, silent: bool) -> bool:
    """Read a citation in brackets. Beside an address or its definition it is a link."""
    found = _FORM.match(state.src, state.pos, state.posMax)
    if not found or "@" not in found[1] or _taken(state):
        return False
    references = state.env.get("references", {})
    after = _FORM.match(state.src, found.end(), state.posMax)
    names = (found[1], after[1] if after else found[1])
    if any(normalizeReference(name) in references for name in names):
        return False
    mentions = _mentions(found[1])
    if not mentions:
        return False
    if not silent:
        _enclose(state, found.end() - 1, mentions)
    state.pos = found.end()
    return True


def _taken(state: StateInline) -> bool:
    """Whether this is in a link or a citation, where keys are text."""
    return state.linkLevel > 0 or bool(state.env.get("in_citation"))


def _enclose(state: StateInline, end: int, mentions: tuple[Mention, ...]) -> None:
    """Push the citation round its text, read as it would be without a bibliography."""
    maximum, state.posMax = state.posMax, end
    state.pos += 1
    state.push("citation_open", "", 1).meta = {"mentions": mentions}
    state.env["in_citation"] = True
    state.md.inline.tokenize(state)
    state.env["in_citation"] = False
    state.push("citation_close", "", -1)
    state.posMax = maximum


def scan_running(state: StateInline, silent: bool) -> bool:
    """Read a key in a sentence, not in an address of mail or of a page."""
    start, source = state.pos, state.src
    found = _IN_TEXT.match(source, start, state.posMax)
    if not found or _taken(state):
        return False
    before = source[start - 1 : start]
    if before and (before.isalnum() or before in "_@/.\\"):
        return False
    key = found[1].rstrip("_")
    if not key:
        return False
    mention, end = Mention(key=key), start + 1 + len(key)
    place = _PLACE.match(source, end, state.posMax)
    if place and normalizeReference(place[1]) not in state.env.get("references", {}):
        label, locator, rest = _place(f", {place[1]}")
        if locator and not rest:
            mention, end = replace(mention, label=label, locator=locator), place.end()
    if not silent:
        token = state.push("citation_running", "", 0)
        token.content = source[start:end]
        token.meta = {"mention": mention}
    state.pos = end
    return True


def _mentions(written: str) -> tuple[Mention, ...]:
    """The works between brackets; none when one part has no key, or has two."""
    parts = written.split(";")
    found = [list(_MENTION.finditer(part)) for part in parts]
    if any(len(keys) != 1 for keys in found):
        return ()
    return tuple(
        _mention(part, keys[0]) for part, keys in zip(parts, found, strict=True)
    )


def _mention(part: str, found: re.Match[str]) -> Mention:
    key = found[2].rstrip("_")
    label, locator, rest = _place(part[found.start(2) + len(key) :])
    return Mention(
        key=key,
        before=_one_line(part[: found.start()]).lstrip(),
        label=label,
        locator=locator,
        after=re.sub(r"^ (?=[,.:])", "", _one_line(rest).rstrip()),
        alone=found[1] == "-",
    )


def _place(rest: str) -> tuple[str, str, str]:
    """The place in a work that begins the words behind its key, and the others."""
    place = _LOCATOR.match(rest)
    label = _TERMS.get((place[1] or "").rstrip(".").lower(), "") if place else ""
    if not place or not label:
        return "", "", rest
    return label, " ".join(place[2].split()), rest[place.end() :]


def _one_line(text: str) -> str:
    """The words round a key, in which marks of emphasis mean nothing."""
    return re.sub(r"\s+", " ", _EMPHASIS.sub(r"\2", text))


def install(md: MarkdownIt) -> None:
    """Add the rules, before that of ordinary links."""
    md.inline.ruler.before("link", "citation", scan)
    md.inline.ruler.before("link", "citation_running", scan_running)


def node(branch: Branch, reader: Reader) -> tuple[Inline, ...]:
    """A citation in brackets, with its text as it is written."""
    start, end = branch.start, branch.end
    inside = reader.inlines(branch.branches)
    opening = Text(span=reader.span(start, start + 1), text="[")
    closing = Text(span=reader.span(end - 1, end), text="]")
    mentions = tuple(_placed(branch.token.meta["mentions"], start, end, reader))
    return (
        Citation(
            span=reader.span(start, end),
            mentions=mentions,
            inlines=(opening, *inside, closing),
        ),
    )


def _placed(
    mentions: Iterable[Mention], start: int, end: int, reader: Reader
) -> Iterator[Mention]:
    """The mentions with the places of their keys, which may be on several lines."""
    written, at = reader.written(start, end), 0
    for mention in mentions:
        key = f"@{mention.key}"
        found = written.find(key, at)
        if found < 0:
            yield mention
            continue
        at = found + len(key)
        yield replace(mention, span=reader.span(start + found, start + at))


def running(branch: Branch, reader: Reader) -> tuple[Inline, ...]:
    """A citation that is part of its sentence."""
    span, start = reader.span(branch.start, branch.end), branch.start
    mention: Mention = branch.token.meta["mention"]
    place = reader.span(start, start + 1 + len(mention.key))
    return (
        Citation(
            span=span,
            mentions=(replace(mention, span=place),),
            running=True,
            inlines=(Text(span=span, text=branch.token.content),),
        ),
    )


RULE = Rule(
    name="citation",
    install=install,
    starts=(("citation", ("[",)), ("citation_running", ("@",))),
    inlines=(("citation", node), ("citation_running", running)),
)
