"""A token of the parser's as it comes into being, made in few steps.

The library's dataclass calls a factory for each of two fields and looks at one of them
again. A book takes as many tokens as it has words, less a few.
"""

from typing import Literal

from markdown_it.token import Token


class Fresh(Token):
    """A token without attributes, content or place yet."""

    __slots__ = ()

    def __init__(self, type: str, tag: str, nesting: Literal[-1, 0, 1]) -> None:
        self.type = type
        self.tag = tag
        self.nesting = nesting
        self.attrs = {}
        self.map = None
        self.level = 0
        self.children = None
        self.content = self.markup = self.info = ""
        self.meta = {}
        self.block = self.hidden = False
