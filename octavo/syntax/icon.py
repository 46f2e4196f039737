"""Icons of a site's theme, `:material-account:`, and of Obsidian's Iconize, `:LiHome:`.

They are drawings that only the theme or the plugin has (MkDocs Material, “Icons, Emojis”;
Iconize, “Icons in notes”). A book leaves them out and says so once a note; what they are
named after the words beside them say.
"""

import re
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from octavo.model.inlines import Inline
from octavo.syntax.rule import NOTES, Branch, Reader, Rule

_THEMES = ("material", "fontawesome", "octicons", "simple", "mdi", "lucide")
_PACKS = (
    "Li",
    "Fas",
    "Far",
    "Fab",
    "Ri",
    "Ti",
    "Oc",
    "Bo",
    "Fe",
    "Co",
    "Ra",
    "Si",
    "Ib",
)
_STARTS = (*(f":{name}-" for name in _THEMES), *(f":{name}" for name in _PACKS))


@cache
def _form() -> re.Pattern[str]:
    """An icon of any set, compiled for a book that has one."""
    return re.compile(
        rf":(?:(?:{'|'.join(_THEMES)})-[a-z0-9]+(?:-[a-z0-9]+)*"
        rf"|(?:{'|'.join(_PACKS)})[A-Z][A-Za-z0-9]+):(?:\{{[^{{}}\n]*\}})?"
    )


def scan(state: StateInline, silent: bool) -> bool:
    """Read one icon, with the blank that parts it from the words behind it."""
    found = _form().match(state.src, state.pos, state.posMax)
    before = state.src[state.pos - 1 : state.pos] if state.pos else ""
    if not found or before.isalnum():
        return False
    end = found.end()
    if (not before or before.isspace()) and state.src[end : end + 1] == " ":
        end += 1
    if not silent:
        state.push("icon", "", 0).meta = {"length": found.end() - found.start()}
    state.pos = end
    return True


def install(md: MarkdownIt) -> None:
    """Add the rule before that of links."""
    md.inline.ruler.before("link", "icon", scan)


def node(branch: Branch, reader: Reader) -> tuple[Inline, ...]:
    """An icon leaves nothing."""
    span = reader.span(branch.start, branch.start + branch.token.meta["length"])
    help = "where one says something, write it in words"
    reader.tell_once("left-out", span, help, what="icons of a site's theme are")
    return ()


RULE = Rule(
    name="icon",
    kinds=NOTES,
    install=install,
    starts=(("icon", _STARTS),),
    inlines=(("icon", node),),
)
