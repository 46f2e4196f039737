"""Pictures and drawn formulas, in a line or alone."""

import re
from math import ceil

from markupsafe import Markup

from octavo.codes import tell
from octavo.compose.stick import Stick, plain, quoted
from octavo.diagnostics import Severity
from octavo.model.asset import Asset
from octavo.model.inlines import Image, Math

_ICON = 24.75
"""Pictures lower than 33 CSS pixels are set at the height of the line (rule R6.8)."""
_PIXEL = 0.75
"""Points to a CSS pixel, the size at which the dots of a picture are shown."""
_DEEP = 0.74
"""What `figures.css` allows a picture of the height of the type area."""


def image(node: Image, stick: Stick, *, inline: bool) -> str:
    """A picture, or its description where there is none.

    A size the author gave binds the width; paged editions also learn the natural
    width, since pictures are prepared finer than a CSS pixel. One as high as its line
    has the width that follows from it. Editions that size pictures by style learn nothing.
    """
    if not node.asset:
        return f'<span class="missing-image">{plain(node.alt or node.target)}</span>'
    asset = stick.manner.pictures.get(node.asset)
    natural = (asset.width, asset.height) if asset else (0.0, 0.0)
    ratio = natural[1] / natural[0] if natural[0] else 0.0
    width = node.width or natural[0]
    if node.height and not node.width:
        width = node.height / ratio if ratio else 0.0
    height = node.height or width * ratio
    words = []
    if node.hook and re.fullmatch(r"[a-z][a-z0-9-]*", node.hook):
        words.append(f"img-{node.hook}")
    if inline and (node.hook == "icon" or 0 < height < _ICON):
        words.append("icon")
    out = [f'<img src="octavo:{quoted(node.asset)}" alt="{quoted(node.alt)}"']
    if words:
        out.append(f' class="{" ".join(words)}"')
    if node.title and inline:
        out.append(f' title="{quoted(node.title)}"')
    if "icon" not in words and stick.manner.setting.sized:
        _look_closely(node, asset, min(width, stick.across), ratio, stick)
        paged = not stick.manner.setting.files
        out.append(_points(node, width, stick) if paged else _pixels(node))
    return "".join(out) + "/>"


def _look_closely(
    node: Image, asset: Asset | None, width: float, ratio: float, stick: Stick
) -> None:
    """Tell of a bitmap that has too few dots where it is set `width` points wide.

    At its own size it looks on a screen as it does elsewhere there, so that this is
    worth no more than a note.
    """
    least = stick.manner.setting.resolution
    if not least or not asset or asset.media_type == "image/svg+xml" or not width:
        return
    width = min(width, stick.manner.area.height * _DEEP / ratio if ratio else width)
    dots = asset.width / _PIXEL
    own = 72 / _PIXEL
    found = dots * 72 / width
    if found > least - 1:
        return
    told = tell(
        "low-resolution",
        node.span,
        help=f"take one of at least {ceil(width * least / 72)} pixels across, or show it smaller",
        severity=Severity.NOTE if least < 2 * own and found > own - 1 else None,
        file=f"“{node.path.name if node.path else node.target}”",
        found=round(found),
        least=least,
    )
    if told not in stick.coarse:
        stick.coarse.add(told)
        stick.told.append(told)


def _pixels(node: Image) -> str:
    """Attributes for the size in whole CSS pixels."""
    across = f' width="{round(node.width / _PIXEL)}"' if node.width else ""
    return across + (f' height="{round(node.height / _PIXEL)}"' if node.height else "")


def _points(node: Image, width: float, stick: Stick) -> str:
    """A style for the size on a page, whose cells have less room than its lines."""
    if node.width and node.height:
        # Both are kept as given (rule R6.7), smaller in one measure if they must be.
        deep = stick.manner.area.height * _DEEP
        scale = min(1.0, stick.across / width, deep / node.height)
        wide, high = width * scale, node.height * scale
        return f' style="width:{wide:.6g}pt;height:{high:.6g}pt;object-fit:fill"'
    if node.height and width <= stick.across:
        return f' style="height:{node.height:g}pt"'
    return f' style="width:{min(width, stick.across):.6g}pt"' if width else ""


def formula(node: Math, stick: Stick) -> str:
    """A formula in a line: its picture or MathML, its source if it has neither."""
    mathml = node.mathml if stick.manner.setting.formulas == "mathml" else ""
    if not node.picture and not mathml:
        return f'<code class="formula">{plain(node.tex)}</code>'
    return str(
        stick.manner.shapes.formula(
            picture=node.picture,
            mathml=Markup(mathml),
            alt=node.alt or node.tex,
            style=drawn_size(node.width, node.height, node.depth),
        )
    )


def drawn_size(width: float, height: float, depth: float) -> str:
    """CSS for a drawn formula, measured in em, that rests on the baseline."""
    style = f"width:{width:.4g}em;height:{height:.4g}em"
    return f"{style};vertical-align:{-depth:.4g}em" if depth else style
