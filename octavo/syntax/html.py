"""Raw HTML (CommonMark 4.6 and 6.6); what it means is settled in `octavo.parse.html`.

A line that begins with a tag of no known element begins no block of HTML: the markdown
behind the tag is read, and the tag is text (dialect rule R8.8).
"""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from octavo.elements import BLOCK, KNOWN
from octavo.model.inlines import Inline, Text
from octavo.syntax.rule import Branch, Reader, Rule, line_text

_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9-]*)")


_OF_MARKDOWN = re.compile(
    r"<([A-Za-z][A-Za-z0-9]*+)(?=[^<>]*\smarkdown(?:=[\"']?(?:1|block|span|true)[\"']?)?[\s>])"
    r"[^<>]*>"
)
_ENDS = (("<![CDATA[", "]]>"), ("<?", "?>"), ("<!", ">"))


def is_instruction(written: str) -> bool:
    """Whether HTML is a declaration, a CDATA section or a program's (`<?php … ?>`).

    None of these is an element; a reader would lose what they say.
    """
    start = written.lstrip()
    return start.startswith(("<?", "<!")) and not start.startswith("<!--")


def comment_end(source: str, start: int, stop: int) -> int:
    """Where the comment that begins at `start` ends; -1 if nothing closes it.

    The mark of a second comment inside says that the first was meant to end before it.
    """
    after = source.find("<!--", start + 4, stop)
    end = source.find("-->", start + 2, after if after >= 0 else stop)
    return end + 3 if end >= 0 else -1


def no_html(state: StateBlock, line: int) -> bool:
    """Whether a line begins with the tag of no element, or with what is never closed.

    CommonMark takes a comment nobody closed to the end of the note; a book would lose
    all of it.
    """
    start = state.bMarks[line] + state.tShift[line]
    found = _TAG.match(state.src, start)
    if found is not None:
        return found[1].lower() not in KNOWN
    if state.src.startswith("<!--", start):
        return comment_end(state.src, start, len(state.src)) < 0
    for opening, closing in _ENDS:
        if state.src.startswith(opening, start):
            last = state.env.setdefault(f"last {closing}", state.src.rfind(closing))
            return bool(last < start + 2)
    return False


def _holds_markdown(line: str) -> bool:
    """Whether a line is the start tag of an element that says it holds markdown."""
    found = _OF_MARKDOWN.fullmatch(line)
    return found is not None and found[1].lower() in BLOCK


def scan_comment(state: StateInline, silent: bool) -> bool:
    """Read a comment within a paragraph, or the mark of one that it does not close.

    The parser's own rule knows none that ends in `--->`.
    """
    start, source = state.pos, state.src
    if not source.startswith("<!--", start):
        return False
    end = comment_end(source, start, state.posMax)
    if not silent:
        token = state.push("html_comment_unclosed" if end < 0 else "html_inline", "", 0)
        token.content = source[start:end] if end >= 0 else "<!--"
    state.pos = start + 4 if end < 0 else end
    return True


def left_open(branch: Branch, reader: Reader) -> tuple[Inline, ...]:
    """The mark stays as text, and so do the words behind it."""
    span = reader.span(branch.start, branch.end)
    help = "write `-->` where it ends, in the same paragraph"
    reader.tell("unclosed-comment", span, help, mark="<!--")
    return (Text(span=span, text=branch.token.content),)


def install(md: MarkdownIt) -> None:
    """Keep the parser's rule from tags that are none; read comments before tags."""
    md.inline.ruler.before("html_inline", "html_comment", scan_comment)
    rules = md.block.ruler.__rules__
    row = next(rule for rule in rules if rule.name == "html_block")
    known = row.fn

    def scan(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        if no_html(state, start):
            return False
        if not state.is_code_block(start) and _holds_markdown(line_text(state, start)):
            # Python-Markdown's “md_in_html”, and kramdown: what follows is no HTML.
            end = start + 1
        return known(state, start, end, silent)

    row.fn = scan


RULE = Rule(
    name="html",
    install=install,
    starts=(("html_comment", ("<!--",)),),
    inlines=(("html_comment_unclosed", left_open),),
)
