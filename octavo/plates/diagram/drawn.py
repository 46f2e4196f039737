"""What became of the source of a drawing."""

from octavo.value import value


@value
class Fault:
    """What is wrong with a source: a code, where in the text, and what to do.

    `line` counts from 1, 0 for the whole of it; `column` counts from 1 in code points,
    and `length` is how many are meant.
    """

    code: str
    why: str
    help: str = ""
    line: int = 0
    column: int = 1
    length: int = 0


@value
class Drawn:
    """A drawing (SVG), or the fault that left none.

    `name` is what all its ids begin with.
    `width` and `height` are in points at the size at which its main text is as large as
    a caption; `least` is the size of its smallest text then. `labels` are the words in
    it in order, `spoken` how its author describes it. `approximate` says that it was
    made without measuring its text; `cells` are the rows of a chart, its columns first,
    where they are few enough to be read, and `remarks` what was left out of it. `room`
    is how wide and how high it may be on a page, in points.
    """

    name: str = ""
    svg: bytes = b""
    digest: str = ""
    width: float = 0.0
    height: float = 0.0
    least: float = 0.0
    labels: tuple[str, ...] = ()
    spoken: str = ""
    approximate: bool = False
    cells: tuple[tuple[str, ...], ...] = ()
    remarks: tuple[Fault, ...] = ()
    room: tuple[float, float] = (0.0, 0.0)
    fault: Fault | None = None


def plainly(message: str) -> str:
    """A message of merman's as one of ours: no place, no full stop, a small letter."""
    words = " ".join(message.partition("): ")[2].split() or message.split())
    words = words.rstrip(".")
    return words[:1].lower() + words[1:] if words[1:2].islower() else words
