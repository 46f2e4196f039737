"""What in a note may be navigation: seen without the notes beside it."""

from enum import StrEnum

from octavo.model.inlines import Link, WikiLink
from octavo.value import value


class Way(StrEnum):
    """Where a signpost points; NOWHERE for labels as “you are here”."""

    PREVIOUS = "previous"
    NEXT = "next"
    UP = "up"
    NOWHERE = ""


@value
class Wayline:
    """A line of navigation.

    `links` come with where each points; `tail` is the breadcrumb's end. `labelled` says
    that a label stands outside or inside a link, `directed` that a direction word or an
    arrow does. `shape` is equal for lines that differ in their links only.
    """

    links: tuple[tuple[WikiLink | Link, Way], ...]
    tail: str
    labelled: bool
    directed: bool
    shape: tuple[str, ...]


@value
class Stretch:
    """Blocks `start` to `end` (exclusive) of a note that read like navigation.

    `words` is how many of the note's words stand in them.
    """

    start: int
    end: int
    lines: tuple[Wayline, ...]
    titled: bool
    words: int

    def link(self, way: Way) -> WikiLink | Link | None:
        """The first link that points this way."""
        for line in self.lines:
            for link, towards in line.links:
                if towards is way:
                    return link
        return None


@value
class Stretches:
    """The stretches of a note, at its `top` and its `bottom` (R9.4), where it has them.

    `marks` are the places of blocks that may be marks of contents (rule R12). `linked`
    says that links stand elsewhere in the note too.
    """

    top: Stretch | None = None
    bottom: Stretch | None = None
    marks: tuple[int, ...] = ()
    linked: bool = True
