"""The size of the paper, and of the type area on it."""

from math import floor

from octavo.bounds import length, page_size
from octavo.model.area import B5, Area
from octavo.model.config import PrintConfig

# As `tokens.css` has them: 120 mm, and twice 128 mm with 45 and 43 lines of 15 points.
_NAMED = {
    "b5": B5,
    "a4": Area(width=362.83, height=675.0, size=11.0),
    "letter": Area(width=362.83, height=645.0, size=11.0),
}
_LARGE = _NAMED["a4"]
_INNER = 3 / 7
"""Of both side margins, what a bound page has at the spine."""


_MARK = 11.34
"""Points of the shortest crop mark, 4 mm."""


def bleed_of(asked: PrintConfig) -> float:
    """How far what is printed reaches beyond the page, in points."""
    points = length(asked.bleed)
    assert points is not None, "the configuration was checked"
    return points


def reach_of(asked: PrintConfig) -> float:
    """How far the paper reaches beyond the page before it is cut, in points.

    Crop marks stand outside what may be printed: the renderer has them begin at the edge
    of the paper and draws them over half of what that reaches beyond the page.
    """
    bleed = bleed_of(asked)
    return 2 * max(bleed, _MARK) if asked.crop_marks else bleed


def area_of(page: str) -> Area:
    """The type area on a paper that the configuration names."""
    name = page.strip().lower()
    return _NAMED.get(name) or _own(*_size(page))


def paper_of(page: str) -> tuple[str, str]:
    """The class that `tokens.css` has for a paper, and the values it lacks, as CSS."""
    name = page.strip().lower()
    if name in _NAMED:
        return f"paper-{name}", ""
    width, height = _size(page)
    area, top = _own(width, height), _top(height)
    tokens = {
        "page-w": width,
        "page-h": height,
        "m-side": (width - area.width) / 2,
        "m-inner": (width - area.width) * _INNER,
        "m-outer": (width - area.width) * (1 - _INNER),
        "m-top": top,
        "m-bottom": height - top - area.height,
    }
    style = ";".join(f"--{token}:{length:.2f}pt" for token, length in tokens.items())
    return "paper-a4" if area.size == _LARGE.size else "paper-b5", style


def _size(page: str) -> tuple[float, float]:
    size = page_size(page)
    assert size is not None, "the configuration was checked"
    return size


def _own(width: float, height: float) -> Area:
    """The type area on a paper of the reader's own.

    It takes the type of the nearest named paper, is as wide as the measure allows with
    an eighth of the page on either side, and a whole number of lines high.
    """
    nearest = _LARGE if width >= _LARGE.width * 4 / 3 and height >= 700 else B5
    line = 15 if nearest is _LARGE else 14
    lines = floor((height - _top(height) - max(42.0, height * 0.1)) / line)
    measure = min(nearest.width, width * 3 / 4)
    return Area(width=measure, height=float(lines * line), size=nearest.size)


def _top(height: float) -> float:
    return min(72.0, max(36.0, height * 0.085))
