"""The size of the paper, and of the type area on it."""

from math import floor

from octavo.bounds import page_size

_NAMED = frozenset(("b5", "a4", "letter"))
_MEASURE = 340.2
_LARGE_MEASURE = 362.8
_INNER = 3 / 7
"""Of both side margins, what a bound page has at the spine."""


def paper_of(page: str) -> tuple[str, str]:
    """The class that `tokens.css` has for a paper, and the values it lacks, as CSS.

    A size of the reader's own takes the type of the nearest named paper. Its type area
    is as wide as the measure allows with an eighth of the page on either side, and a
    whole number of lines high.
    """
    name = page.strip().lower()
    if name in _NAMED:
        return f"paper-{name}", ""
    size = page_size(page)
    assert size is not None, "the configuration was checked"
    width, height = size
    large = width >= _LARGE_MEASURE * 4 / 3 and height >= 700
    line = 15 if large else 14
    measure = min(_LARGE_MEASURE if large else _MEASURE, width * 3 / 4)
    top = min(72.0, max(36.0, height * 0.085))
    lines = floor((height - top - max(42.0, height * 0.1)) / line)
    tokens = {
        "page-w": width,
        "page-h": height,
        "m-side": (width - measure) / 2,
        "m-inner": (width - measure) * _INNER,
        "m-outer": (width - measure) * (1 - _INNER),
        "m-top": top,
        "m-bottom": height - top - lines * line,
    }
    style = ";".join(f"--{token}:{length:.2f}pt" for token, length in tokens.items())
    return "paper-a4" if large else "paper-b5", style
