"""Pictures and drawn formulas, in a line or alone."""

import re

from markupsafe import Markup

from octavo.compose.stick import Stick, plain, quoted
from octavo.model.nodes import Image, Math

_ICON = 24.75
"""Pictures lower than 33 CSS pixels are set at the height of the line (rule R6.8)."""
_WIDEST, _HIGHEST = 340.0, 425.0
"""The measure of B5 and what `figures.css` allows for the height, in points."""


def image(node: Image, stick: Stick, *, inline: bool) -> str:
    """A picture, or its description where there is none.

    A size the author gave binds the width; paged editions also learn the natural
    width, since pictures are prepared finer than a CSS pixel. One as high as its line
    has the width that follows from it.
    """
    if not node.asset:
        return f'<span class="missing-image">{plain(node.alt or node.target)}</span>'
    asset = stick.manner.pictures.get(node.asset)
    natural = (asset.width, asset.height) if asset else (0.0, 0.0)
    width = node.width or (0.0 if node.height else natural[0])
    height = node.height or (width * natural[1] / natural[0] if natural[0] else 0.0)
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
    if "icon" not in words:
        out.append(_size(node, width, paged=not stick.manner.setting.files))
    return "".join(out) + "/>"


def _size(node: Image, width: float, *, paged: bool) -> str:
    """Attributes for the size: CSS points for pages, whole CSS pixels elsewhere."""
    if paged and node.width and node.height:
        # Both are kept as given (rule R6.7), smaller in one measure if they must be.
        scale = min(1.0, _WIDEST / width, _HIGHEST / node.height)
        wide, high = width * scale, node.height * scale
        return f' style="width:{wide:g}pt;height:{high:g}pt;object-fit:fill"'
    if paged:
        style = f"width:{width:g}pt" if width else ""
        if node.height:
            style += f"{';' if style else ''}height:{node.height:g}pt"
        return f' style="{style}"' if style else ""
    across = f' width="{round(node.width / 0.75)}"' if node.width else ""
    return across + (f' height="{round(node.height / 0.75)}"' if node.height else "")


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
