"""In which colours pages are painted.

CSS has more ways to write a colour than the renderer can mix: it stops at a gradient, or
at a sunken border, of colours by their lightness. Here they all become red, green and
blue. On paper nothing but pictures is in another ink than black: colours, gradients, and
what transparent groups are mixed in.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from inspect import signature
from typing import Any

from tinycss2.color4 import Color

# The door before the renderer: it hides the machine's fonts, and says what is lacking.
from octavo.typeset import door  # noqa: F401
from octavo.typeset.cells import large_cells

try:
    from weasyprint.pdf.stream import Stream
except ImportError:
    # A renderer with another inside paints in the colours of the styles.
    Stream = None

_ASKED = ["self", "color", "stroke"]
"""What the renderer's function that sets a colour is given."""
_MIXED = ("set_color", "create_interpolation_function", "_default_color_space")
"""What decides in the renderer which colours a page, a gradient, a group is mixed of."""
_RGB = 3
_INKS = ("device-cmyk", "--")
"""Colours that are mixed of inks already."""
_FROM_XYZ = {
    "d65": (
        (3.2409699, -1.5373832, -0.4986108),
        (-0.9692436, 1.8759675, 0.0415551),
        (0.0556301, -0.2039770, 1.0569715),
    ),
    "d50": (
        (3.1341359, -1.6173863, -0.4906619),
        (-0.9787955, 1.9162544, 0.0334428),
        (0.0719553, -0.2289768, 1.4053861),
    ),
}
"""From XYZ to linear sRGB, of either white (CSS Color 4, 10.7 and 18)."""
_WHITES = {"lab": "d50", "lch": "d50", "oklab": "d65", "oklch": "d65"}


@contextmanager
def ink(*, black: bool = False) -> Iterator[None]:
    """While the block runs, all colours can be mixed; `black` leaves how dark they are.

    Gradients are painted so that every reader shows them.
    """
    to = Color.to

    def converted(self: Any, space: str) -> Any:
        return _srgb(self, to) if space == "srgb" else to(self, space)

    Color.to = converted
    before = {name: vars(Stream).get(name) for name in _MIXED} if Stream else {}
    if black:
        _blacken(before)
    try:
        with large_cells():
            yield
    finally:
        Color.to = to
        for name, inside in before.items():
            if inside is not None:
                setattr(Stream, name, inside)


def _blacken(inside: dict[str, Any]) -> None:
    """Have the renderer mix all colours of black ink, as far as its inside is known."""
    set_color, mix, space = (inside[name] for name in _MIXED)
    if set_color and list(signature(set_color).parameters) == _ASKED:
        Stream.set_color = _black(set_color)
        if isinstance(mix, staticmethod) and isinstance(space, property):
            Stream.create_interpolation_function = staticmethod(_black_mix(mix))
            Stream._default_color_space = property(lambda stream: "/DeviceCMYK")


def _srgb(color: Any, to: Callable[[Any, str], Any]) -> Any:
    """The colour as red, green and blue, as near as screens come to it."""
    if color.space in ("srgb", "hsl", "hwb"):
        return to(color, "srgb")
    if color.space in _WHITES or color.space.startswith("xyz-"):
        white = _WHITES.get(color.space) or color.space.removeprefix("xyz-")
        xyz = to(color, f"xyz-{white}").coordinates
        linear = (
            sum(part * of for part, of in zip(row, xyz, strict=True))
            for row in _FROM_XYZ[white]
        )
        return Color("srgb", tuple(map(_encoded, linear)), color.alpha)
    if color.space == "device-cmyk":
        *inks, key = (part or 0 for part in color.coordinates)
        mixed = tuple((1 - part) * (1 - key) for part in inks)
        return Color("srgb", mixed, color.alpha)
    # Other spaces of three parts lie close to it; the renderer takes them for it, too.
    first, second, third = (*(part or 0 for part in color.coordinates), 0, 0, 0)[:3]
    return Color("srgb", (first, second, third), color.alpha)


def _encoded(light: float) -> float:
    """A part of a colour as screens have it (IEC 61966-2-1), within what they can show."""
    light = min(1.0, max(0.0, light))
    return 12.92 * light if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055


def _black(set_color: Callable[..., None]) -> Callable[..., None]:
    """What paints in black ink alone, in a screen as dark as the colour looks."""

    def set_black(stream: Any, color: Any, stroke: bool = False) -> None:
        if color.space.startswith(_INKS):
            set_color(stream, color, stroke)
            return
        stream.set_alpha(color.alpha, stroke)
        red, green, blue = color.to("srgb").coordinates
        operator = "K" if stroke else "k"
        stream.stream.append(
            f"0 0 0 {_ink_of(red, green, blue):.4f} {operator}".encode()
        )
        stream._current_color = stream._current_color_stroke = None

    return set_black


def _black_mix(mix: Callable[..., Any]) -> Callable[..., Any]:
    """What goes from one colour to another in black ink; from one alpha as it is."""

    def mixed(domain: Any, first: Any, last: Any, power: Any) -> Any:
        ends = (
            (0, 0, 0, _ink_of(*end)) if len(end) == _RGB else end
            for end in (tuple(first), tuple(last))
        )
        return mix(domain, *ends, power)

    return mixed


def _ink_of(red: float, green: float, blue: float) -> float:
    """How much black ink looks as dark as a colour.

    Luma of ITU-R BT.601 (0.299, 0.587, 0.114): what was told apart in grey stays so.
    """
    return min(1.0, max(0.0, 1 - (0.299 * red + 0.587 * green + 0.114 * blue)))
