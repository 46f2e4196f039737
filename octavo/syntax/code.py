"""Code spans, fenced and indented code, and what an info string says (rule R8.7)."""

import re
from collections.abc import Iterator

from octavo.diagnostics import Span
from octavo.model.blocks import Block
from octavo.model.displays import CodeBlock, Diagram
from octavo.model.inlines import Code, Inline, Text
from octavo.model.vault import Kind
from octavo.syntax.cell import cell
from octavo.syntax.rule import Branch, Reader, Rule, unquoted

# MyST's directives for listings: the language stands behind them.
_CODE_DIRECTIVE = re.compile(r"\{(?:code|code-block|code-cell|sourcecode)\}\s*")
# A word, or NAME=VALUE with a value that may be quoted; commas and blanks separate.
_MARK = re.compile(r"""([^\s,={}"']+)(?:=("[^"]*"|'[^']*'|\{[^}]*\}|[^\s,{}"']+))?""")
# An id stands in braces: elsewhere in an info string people write what they like.
_NAME = re.compile(r"\{[^{}]*?(?<=[{\s,])#([\w:.-]+)")

# Pandoc's for text of one format (“raw_attribute”).
_RAW_FORMAT = re.compile(r"\{=([a-z][\w-]*)\}")

DRAWN = frozenset({"mermaid", "chart", "vega-lite"})
"""Languages of fences that describe a drawing."""

# A fence of more marks than this is described, not shown.
_MARKS = 12


def span_node(branch: Branch, reader: Reader) -> tuple[Inline, ...]:
    """A code span."""
    span = reader.span(branch.start, branch.end)
    return (Code(span=span, text=branch.token.content),)


def block_node(branch: Branch, reader: Reader) -> tuple[Block, ...]:
    """A listing, or a drawing (rule R8.7).

    A fence nobody closed gets a warning (rule R3.3).
    """
    token = branch.token
    span = reader.span(branch.start, branch.end)
    language, title, marks = read_mark_string(token.info)
    if token.type == "fence" and not _closed(branch, reader):
        opening = branch.start + len(token.markup) + len(token.info.rstrip())
        reader.tell(
            "unclosed-fence",
            reader.span(branch.start, opening),
            f"write a line {_shortened(token.markup)} where the code ends",
        )
    format = _RAW_FORMAT.fullmatch(token.info.strip())
    if format:
        what = f"what is written for {format[1]} alone is"
        reader.tell_once("left-out", span, "", what=what)
        return ()
    kind = language.lower()
    said = cell(token.info, token.content, marks)
    title = title or said.caption or dict(marks).get("lst-cap", "")
    given = _NAME.search(unquoted(token.info))
    named = given[1] if given else said.label
    if token.type == "fence" and kind in DRAWN:
        return (_diagram(kind, title, branch, reader),)
    if said.hidden:
        what = "listings whose options say that they are not shown are"
        reader.tell_once("left-out", span, "take `echo: false` out", what=what)
        return ()
    text = said.text
    if reader.dialect.kind is Kind.MDBOOK:
        text = _shown(text, language, dict(reader.dialect.hidden) | dict(marks))
        if token.content.strip() and not text.strip():
            reader.tell("empty-code", span, "show at least one of its lines")
            return ()
    return (
        CodeBlock(
            span=span,
            language=language,
            text=text,
            marks=marks,
            title=title,
            id=token.meta.get("id", "")
            or (named and reader.unique(f"b-{named}", span, explicit=True)),
        ),
    )


_HIDDEN_RUST = re.compile(r"\s*#(?: |$)")
_DOUBLED = re.compile(r"(\s*)##")


def _shown(text: str, language: str, hidden: dict[str, str]) -> str:
    """The lines of a listing that an mdBook shows (rule R11.5).

    Of Rust those that begin with `# ` or are a `#` are hidden, and `##` means `#`. For
    other languages the book names a prefix, or the fence does (`hidelines=…`).
    """
    prefix = hidden.get("hidelines") or hidden.get(language, "")
    lines = text.splitlines(keepends=True)
    if prefix:
        lines = [line for line in lines if not line.lstrip().startswith(prefix)]
    elif language == "rust":
        lines = [
            _DOUBLED.sub(r"\1#", line, count=1) if _DOUBLED.match(line) else line
            for line in lines
            if not _HIDDEN_RUST.match(line.rstrip("\n"))
        ]
    return "".join(lines)


def _diagram(kind: str, title: str, branch: Branch, reader: Reader) -> Diagram:
    """A drawing; its title is its caption."""
    span = reader.span(branch.start, branch.end)
    return Diagram(
        span=span,
        kind=kind,
        text=branch.token.content,
        lines=tuple(_lines(branch, reader)),
        caption=(Text(span=span, text=title),) if title else (),
        id=branch.token.meta.get("id", ""),
    )


def _lines(branch: Branch, reader: Reader) -> Iterator[Span]:
    """Where each line of a fence's text stands, without what it is indented by."""
    texts = branch.token.content.split("\n")[:-1]
    at = branch.start
    written = reader.written(branch.start, branch.end).split("\n")
    for opening, line, text in zip(written, written[1:], texts, strict=False):
        at += len(opening) + 1
        start = at + (len(line) - len(text) if line.endswith(text) else 0)
        yield reader.span(start, at + len(line))


def _shortened(marks: str) -> str:
    """The marks as one would write them, however many there are."""
    if len(marks) <= _MARKS:
        return marks
    return f"{marks[:3]}… (of at least {len(marks)} marks)"


def _closed(branch: Branch, reader: Reader) -> bool:
    """Whether the last line of a fence is one that closes it."""
    marks = branch.token.markup
    lines = reader.written(branch.start, branch.end).split("\n")
    last = lines[-1].strip(" \t>")
    return len(lines) > 1 and len(last) >= len(marks) and not last.strip(marks[0])


def read_mark_string(text: str) -> tuple[str, str, tuple[tuple[str, str], ...]]:
    """Language, title and the other attributes of an info string.

    The language is the first word, up to a comma or brace; `{.python}`,
    `{#lst-loop .python}` and `python {…}` mean python. Attributes are (name, value), the
    value "" for a bare word; the dot of a class is dropped.
    """
    text = _CODE_DIRECTIVE.sub("", text, count=1)
    language = title = ""
    marks: list[tuple[str, str]] = []
    found = list(_MARK.finditer(text))
    if len(found) > 1 and text.lstrip().startswith("{#"):
        del found[0]
    for at, match in enumerate(found):
        name, value = match[1].lstrip("."), (match[2] or "").strip("\"'")
        if at == 0 and match[2] is None:
            language = name
        elif name == "title":
            title = value
        elif name:
            marks.append((name, value))
    return language, title, tuple(marks)


RULE = Rule(
    name="code",
    inlines=(("code_inline", span_node),),
    blocks=(("fence", block_node), ("code_block", block_node)),
)
