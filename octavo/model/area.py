"""The type area of a page: what measures depend on that are reckoned before setting."""

from octavo.value import value


@value
class Area:
    """Width and height in points, and the size of the text that is set in it."""

    width: float
    height: float
    size: float

    @property
    def head(self) -> int:
        """Characters a running head may have before it is cut: two fit the width."""
        return int(self.width / _LETTERS)


_LETTERS = 7.39
"""Points of two characters of a running head, which is set at 8 points."""


B5 = Area(width=340.16, height=574.0, size=10.5)
"""120 mm and 41 lines of 14 points: where nobody says on which paper, it is B5."""
