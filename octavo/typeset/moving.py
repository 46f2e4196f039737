"""Figures that would leave a page half empty, and the text that is set before them.

No figure is broken, and WeasyPrint has no floats: one that does not fit on the rest of a
page leaves it white. A printer lets the text run on and sets the figure behind it. Only
what the text refers to by its number is moved, since what is said of anything else may
want it there, and only behind running text of its own section, no more of it than fills
the page: so it stands at the head of the next.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, NamedTuple
from urllib.parse import unquote

from octavo.typeset.pages import begins, extents, rest

_HEADS = frozenset(("h3", "h4", "h5", "h6"))
_RUNS_ON = _HEADS | {"p", "ul", "ol"}
_HOLDS_ON = frozenset(("lead-in", "answer-label", "facts"))
"""Classes of what belongs to that which comes behind it."""
_WHITE = 1 / 6
"""More of a page than this is not left white where text can fill it."""


class Figure(NamedTuple):
    """A figure or table that may be moved: its number among those, its element.

    `behind` is the text that follows it in the note.
    """

    number: int
    element: Any
    behind: tuple[Any, ...]


def move(root: Any, moves: Mapping[int, int]) -> tuple[Figure, ...]:
    """The figures of a document, once those that `moves` numbers have been moved.

    It says behind how much of the text that follows them.
    """
    referred = {
        unquote(link.get("href", "")).removeprefix("#") for link in root.iter("a")
    }
    figures: list[Figure] = []
    for parent in list(root.iter()):
        # What lies between two figures is moved by neither beyond the other.
        for place, element in list(_figures(parent, referred)):
            figure = Figure(len(figures), element, _text_behind(parent, place))
            if count := moves.get(figure.number, 0):
                parent.remove(element)
                parent.insert(place + count, element)
            figures.append(figure)
    return tuple(figures)


def moves_for(
    figures: Sequence[Figure], moves: Mapping[int, int], pages: Sequence[Any]
) -> dict[int, int]:
    """The moves that pages want on which `moves` have been made.

    One is taken back where a single page has room for all that it parts.
    """
    wanted = {each for figure in figures for each in (figure.element, *figure.behind)}
    begun, tall = begins(pages), extents(pages, wanted)
    made = {}
    for figure in figures:
        count = moves.get(figure.number, 0)
        parted = (figure.element, *figure.behind[:count])
        if count:
            if len({page for each in parted for page in tall.get(each, ())}) > 1:
                made[figure.number] = count
        elif figure.behind and (page := begun.get(figure.element, 0)):
            room, whole = rest(pages[page - 1])
            if room > whole * _WHITE:
                heights = [sum(tall.get(text, {}).values()) for text in figure.behind]
                made[figure.number] = _enough(figure, heights, room)
    return made


def _figures(parent: Any, referred: Collection[str]) -> Iterator[tuple[int, Any]]:
    """The children that may be moved, with their places.

    They have a number, something refers to them, and no words announce them.
    """
    announced = False
    for place, child in enumerate(parent):
        kind = set((child.get("class") or "").split())
        known = "figure" in kind or {"table", "brief"} <= kind
        apt = known and not announced and child.get("id") in referred
        if apt and any(below.get("class") == "number" for below in child.iter()):
            yield place, child
        announced = not _HOLDS_ON.isdisjoint(kind)


def _text_behind(parent: Any, place: int) -> tuple[Any, ...]:
    """The text that follows a figure, as far as it may stand before it."""
    text: list[Any] = []
    for at in range(place + 1, len(parent)):
        if parent[at].tag not in _RUNS_ON:
            break
        text.append(parent[at])
    while text and _holds_on(text[-1]):
        text.pop()
    return tuple(text)


def _holds_on(element: Any) -> bool:
    words = (element.get("class") or "").split()
    return element.tag in _HEADS or not _HOLDS_ON.isdisjoint(words)


def _enough(figure: Figure, heights: Sequence[float], room: float) -> int:
    """Behind how much text a figure goes so that the room before it is filled."""
    for count, height in enumerate(heights, start=1):
        room -= height
        if room <= 0 and not _holds_on(figure.behind[count - 1]):
            return count
    return len(figure.behind)
