"""Which rules a source is read by: the row type of `octavo.dialect.DIALECTS`."""

from dataclasses import field
from enum import StrEnum

from octavo.model.mapping import FrozenMapping
from octavo.model.vault import Kind
from octavo.value import value


class SoftBreak(StrEnum):
    """What a line end inside a paragraph means (rule R8.2)."""

    BLANK = "blank"
    BREAK = "break"


@value
class Dialect:
    """Names of syntax rules, and what a soft line end means.

    `rules` are names in `octavo.syntax.RULES`. `wiki` says whether `[[…]]` is a link.
    `hidden` are pairs of a language and what the lines of its listings begin with that
    an mdBook does not show (rule R11.5). `smart` says that straight quotes are set,
    `numbered` that chapters have numbers (rule R11.2). `blocks` are the notes of the
    blocks that a graph of Logseq's refers to, by their ids.
    """

    kind: Kind
    rules: tuple[str, ...]
    soft_break: SoftBreak
    wiki: bool
    hidden: tuple[tuple[str, str], ...] = ()
    smart: bool = True
    numbered: bool = True
    blocks: FrozenMapping[str] = field(default_factory=FrozenMapping)
