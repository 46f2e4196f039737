"""Where a page begins, told by the text that stands there.

Editions are set from the same book and differ in marks, notes and the way that formulas
are written, so a place is named by what they share: letters and digits without case, and
one sign for whatever is drawn.
"""

from octavo.value import value

DRAWN = "\ufffc"
"""Stands for a picture, a drawing or a formula (Unicode: “object replacement”)."""

WORDS = 32
"""Signs of a page's beginning that are told: more than a line repeats by chance."""

# Elements whose text one edition has and another has not: references, which say pages
# here and lead to sections there, and the ways to notes and back.
_UNSHARED = frozenset(("note-mark", "page-reference", "locators", "backlink"))


@value
class Opening:
    """The first sign of a page.

    `sheet` is what `name_of` calls its sheet. The
    sign stands `signs` signs behind the place `anchor`, "" being the beginning of the
    sheet; `words` are the first signs of the page. `folio` is the number printed on it.
    """

    sheet: str
    anchor: str
    signs: int
    words: str
    folio: str = ""


def name_of(anchors: tuple[str, ...], name: str) -> str:
    """What openings call a sheet: its first anchor, else its name.

    No anchor begins with a slash, so a chapter called “Contents” is not the contents.
    """
    return anchors[0] if anchors else f"/{name}"


def signs(text: str) -> str:
    """The letters and digits of `text`, without case.

    Hyphens, blanks and punctuation are what setting changes; capitals too, where styles
    ask for them.
    """
    return "".join(filter(str.isalnum, text.casefold()))


def shared(classes: str | None) -> bool:
    """Whether all editions have the text of an element of these classes."""
    return not classes or _UNSHARED.isdisjoint(classes.split())
