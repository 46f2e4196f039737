"""What Obsidian and mdBook add to markdown, as tokens for mistletoe.

mistletoe is another parser than octavo's; it reads CommonMark, and these are the inline
marks on top of it.
"""

import re

from mistletoe import block_token, span_token


class _Mark(span_token.SpanToken):
    """An inline mark whose inside, if it is text, is read again."""

    inside = 0
    parse_inner = False
    parse_group = 0

    def __init__(self, match: re.Match[str]) -> None:
        self.match = match
        text = match[self.inside] if self.inside else ""
        self.children = tuple(span_token.tokenize_inner(text)) if text else ()


class WikiLink(_Mark):
    """`[[target|words]]` and `![[target|words]]`."""

    precedence = 6
    pattern = re.compile(r"(?<!\\)(!?)\[\[([^\[\]\n|]*?)(?:\\?\|([^\[\]\n]*))?\]\]")
    inside = 3


class Highlight(_Mark):
    """`==words==`."""

    pattern = re.compile(
        r"(?<![\\=])==(?=[^\s=])((?:(?!==).)*[^\s=])==(?!=)", re.DOTALL
    )
    inside = 1


class Comment(_Mark):
    """`%%words%%`."""

    precedence = 7
    pattern = re.compile(r"(?<![\\\d])%%.*?%%", re.DOTALL)


class Formula(_Mark):
    """`$x$` and `$$x$$`, sums of money apart."""

    precedence = 7
    pattern = re.compile(
        r"(?<!\\)\$\$.+?\$\$"
        r"|(?<![\\\w$])\$(?=[^\s$])(?!\d[^$\\^_={}+<]*\s[^$\\^_={}+<]*\$)"
        r"(?:[^$\\\n]|\\.)*?(?<!\s)\$(?!\d)",
        re.DOTALL,
    )


class NoteMark(_Mark):
    """`[^id]`."""

    precedence = 6
    pattern = re.compile(r"(?<!\\)\[\^([^\]\s]+)\]")


class InlineNote(_Mark):
    """`^[words]`, with one level of brackets inside."""

    precedence = 6
    pattern = re.compile(r"(?<!\\)\^\[((?:\[\[[^\]]*\]\]|\[[^\]]*\]|[^\[\]])+)\]")
    inside = 1


class Citation(_Mark):
    """`[see @key, p. 3]` and `@key`, in Pandoc's syntax."""

    precedence = 6
    pattern = re.compile(
        r"\[[^\[\]\n]*?(?<![\w@])@\w[^\[\]\n]*\]|(?<![\w@/.])@\w[\w:.-]*\w"
    )

    @property
    def keys(self) -> list[str]:
        """The works it names."""
        return re.findall(r"(?<![\w@])@(\w(?:[\w:.-]*\w)?)", self.match[0])


class BlockId(_Mark):
    """` ^id` at the end of a block."""

    pattern = re.compile(r"(?:^|\s)\^([A-Za-z0-9-]+)\s*\Z")


OBSIDIAN = (WikiLink, Highlight, Comment, InlineNote, BlockId)
EVERYWHERE = (span_token.HtmlSpan, NoteMark, Citation)


def document(lines: list[str], mdbook: bool, formulas: bool) -> block_token.Document:
    """The token tree of these lines."""
    marks = [
        *EVERYWHERE,
        *([] if mdbook else OBSIDIAN),
        *([Formula] if formulas else []),
    ]
    try:
        for mark in marks:
            span_token.add_token(mark)
        block_token.add_token(block_token.HtmlBlock, 0)
        return block_token.Document([f"{line}\n" for line in lines])
    finally:
        span_token.reset_tokens()
        block_token.reset_tokens()
