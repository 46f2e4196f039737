"""Block elements of the note's own HTML → elements in an order HTML allows.

A tidied tree is closed and safe; where it breaks a content model (HTML, section 4) a
browser shrugs and EPUBCheck does not. What cannot stand where it is becomes a `div`.
"""

import re

from octavo.compose.attributes import attributes
from octavo.compose.stick import Stick
from octavo.model.blocks import Block, Division, Paragraph

_PARENTS = {
    "li": ("ul", "ol"),
    "dt": ("dl",),
    "dd": ("dl",),
    "caption": ("table",),
    "colgroup": ("table",),
    "col": ("colgroup",),
    "thead": ("table",),
    "tbody": ("table",),
    "tfoot": ("table",),
    "tr": ("table", "thead", "tbody", "tfoot"),
    "td": ("tr",),
    "th": ("tr",),
    "figcaption": ("figure",),
}
_ORDER = {
    "ul": r"(li )+",
    "ol": r"(li )+",
    "dl": r"((dt )+(dd )+)+",
    "table": r"(caption )?(colgroup )*(thead )?((tbody )+|(tr )+)(tfoot )?",
    "colgroup": r"(col )*",
    "thead": r"(tr )+",
    "tbody": r"(tr )+",
    "tfoot": r"(tr )+",
    "tr": r"((td|th) )+",
    "figure": r"(figcaption )?(?!.*figcaption ).*|(?!.*figcaption .*figcaption ).*figcaption ",
}
_KEPT = frozenset(("div", "section", "blockquote", *_PARENTS, *_ORDER))
_OF_WORDS = frozenset(("dt", "caption", "summary", "p"))
_CELLS = frozenset(("td", "th", "li", "dd", "figcaption"))


def division(node: Division, stick: Stick, parent: str = "") -> str:
    """The element with all it holds, repaired."""
    written = node.name.lower()
    name = _name(node, parent)
    given = tuple(pair for pair in node.attributes if pair[0] != "id" or not node.id)
    kind = _kind(written) if name != written else ""
    given_id = stick.id(node.id)
    tag = given_id + attributes(given, name, stick, kind)
    if name == "col":
        return "<col/>"
    if written in _OF_WORDS and (words := _words(node.blocks, stick)) is not None:
        name = name if name in ("dt", "caption") else "p"
        return f"<{name}{tag}>{words}</{name}>"
    if name in ("dt", "caption"):
        return f"<{name}{tag}><span>{stick.run_in(node.blocks)}</span></{name}>"
    if name in _CELLS and (words := _words(node.blocks, stick)) is not None:
        return f"<{name}{tag}>{words}</{name}>"
    outer = stick.across
    if name == "tr":
        # A picture in a cell would make its column as wide as it is itself.
        stick.across = stick.column(len(node.blocks))
    inner = "\n".join(
        [text for below in node.blocks if (text := _below(below, stick, name))]
    )
    stick.across = outer
    whole = f"<{name}{tag}>{inner}</{name}>"
    return f'<div class="table">\n{whole}\n</div>' if name == "table" else whole


def _kind(written: str) -> str:
    """The class of a `div` that was another element."""
    if written in ("details", "summary"):
        return written
    return f"html-{written}" if re.fullmatch("[a-z][a-z0-9]*", written) else ""


def _below(node: Block, stick: Stick, parent: str) -> str:
    if isinstance(node, Division):
        return division(node, stick, parent)
    return stick.blocks((node,))


def _words(blocks: tuple[Block, ...], stick: Stick) -> str | None:
    """Paragraphs as one run of words, None when there is anything else."""
    texts = []
    if any(isinstance(node, Paragraph) and node.id for node in blocks):
        return None
    for node in blocks:
        if not isinstance(node, Paragraph):
            return None
        texts.append(stick.inlines(node.inlines))
    return "<br/>\n".join(texts)


def _name(node: Division, parent: str) -> str:
    """The element to be written: its own name where that may stand, else `div`."""
    name = node.name.lower()
    if name not in _KEPT:
        return "div"
    if name in _PARENTS and parent not in _PARENTS[name]:
        return "div"
    return name if _sound(node) else "div"


def _sound(node: Division) -> bool:
    """Whether an element with an order of children has them, all the way down."""
    name = node.name.lower()
    order = _ORDER.get(name)
    if order is None:
        return True
    names = [
        below.name.lower() if isinstance(below, Division) else "*"
        for below in node.blocks
    ]
    if not re.fullmatch(order, "".join(f"{below} " for below in names)):
        return False
    return name == "figure" or all(
        _sound(below) for below in node.blocks if isinstance(below, Division)
    )
