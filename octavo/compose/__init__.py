"""Blocks and inlines → HTML that is also well-formed XML.

`compose` sets blocks, `phrase` a line, `make_up` a chapter with its title. What they
return is the content of a sheet, not the sheet: frames are templates, and the look of
callouts, figures and the like are the macros handed in as `Shapes`.

Members in order of import: stick, attributes, turns, portions, lines, pictures,
inlines, diagrams, divisions, notes, room, tables, works, blocks.
"""

from typing import NamedTuple

from markupsafe import Markup

from octavo.compose.attributes import own_classes
from octavo.compose.blocks import block
from octavo.compose.inlines import line
from octavo.compose.notes import at_end, deferred, is_long, run_in
from octavo.compose.stick import Manner, Shapes, Stick, clean
from octavo.diagnostics import Diagnostic
from octavo.model.blocks import Block, Footnote
from octavo.model.book import Chapter
from octavo.model.inlines import Inline
from octavo.model.known import those
from octavo.model.nodes import BLOCKS_ONLY

__all__ = [
    "MadeUp",
    "Manner",
    "Shapes",
    "clean",
    "compose",
    "make_up",
    "own_classes",
    "phrase",
]


_NOTES = frozenset((Footnote,))


class MadeUp(NamedTuple):
    """A chapter's text: its title, and all that comes below it, end notes included.

    `told` is what had to be set otherwise than the author may have meant.
    """

    title: Markup
    body: Markup
    told: tuple[Diagnostic, ...] = ()


def compose(blocks: tuple[Block, ...], manner: Manner) -> Markup:
    """The blocks, and below them their notes where notes stand at the end."""
    stick = _stick(blocks, manner)
    return _set(blocks, stick)


def phrase(inlines: tuple[Inline, ...], manner: Manner) -> Markup:
    """The inlines as content of a line. A mark of a note is its number alone."""
    return Markup(_stick((), manner).inlines(inlines))


def make_up(chapter: Chapter, manner: Manner) -> MadeUp:
    """Title and body of a chapter. The chapter's own anchor is left to the template."""
    stick = _stick(chapter.blocks, manner)
    stick.ids.add(chapter.anchor)
    title = Markup(stick.inlines(chapter.title_inlines) or clean_title(chapter))
    body = _set(chapter.blocks, stick)
    return MadeUp(title, body, tuple(stick.told))


def clean_title(chapter: Chapter) -> Markup:
    """The title as text, for a chapter whose title was never marked up."""
    return Markup.escape(clean(chapter.title))


def _stick(blocks: tuple[Block, ...], manner: Manner) -> Stick:
    found = those(blocks, _NOTES, BLOCKS_ONLY)
    notes = [node for node in found if isinstance(node, Footnote)]
    return Stick(manner, notes, line, block, run_in, is_long)


def _set(blocks: tuple[Block, ...], stick: Stick) -> Markup:
    body = stick.blocks(blocks)
    at_foot = stick.manner.setting.footnotes == "foot"
    notes = deferred(stick) if at_foot else at_end(stick)
    return Markup(f"{body}\n{notes}" if notes else body)
