"""The style sheet inside a drawing → attributes of what it styles.

A drawing that carries a style sheet styles the page it is set into, and what a renderer
does not know in it makes it drop the whole picture (WeasyPrint 70 at `stroke-width:px`).
Attributes are read alike everywhere (SVG 1.1, 6.4), and what is not on the list goes.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import cssselect2
import tinycss2
from lxml import etree

SVG = "{http://www.w3.org/2000/svg}"

# SVG 1.1, 6.1, less what acts, what is about fonts but their size, weight and slope,
# and what paints by filters.
PAINTED = frozenset(
    (
        *("fill", "fill-opacity", "fill-rule", "clip-rule", "clip-path", "mask"),
        *("stroke", "stroke-width", "stroke-opacity", "stroke-dasharray"),
        *("stroke-dashoffset", "stroke-linecap", "stroke-linejoin"),
        *("stroke-miterlimit", "font-size", "font-style", "font-weight", "opacity"),
        *("text-anchor", "dominant-baseline", "text-decoration", "visibility"),
        *("display", "marker-start", "marker-mid", "marker-end", "stop-color"),
        *("stop-opacity", "letter-spacing"),
    )
)
# What says nothing: the initial values that are written out of habit.
_IDLE = frozenset(
    (
        *(("opacity", "1"), ("fill-opacity", "1"), ("stroke-opacity", "1")),
        *(("visibility", "visible"), ("visibility", "inherit"), ("display", "inline")),
        *(("display", "block"), ("display", "inline-block"), ("mask", "none")),
        *(("clip-path", "none"), ("text-decoration", "none"), ("letter-spacing", "0")),
    )
)
_NONSENSE = re.compile(
    r"nan|var\(|calc\(|revert|unset|infinity|^[a-z]{2}$|\\", re.IGNORECASE
)
_BARE = re.compile(r"\d")
_MEASURED = frozenset(("stroke-width", "font-size", "stroke-dashoffset"))


class Claim(NamedTuple):
    """What a rule says of an element, and how strongly it says it."""

    weight: tuple[bool, bool, tuple[int, int, int], int]
    name: str
    value: str


def cascaded(root: etree._Element, more: str) -> None:
    """Turn the drawing's styles, and those of the sheet `more`, into attributes.

    Style elements, classes and `style` go. Selectors that cannot be read and at-rules
    (which are about screens and movement) count for nothing.
    """
    claims: dict[etree._Element, list[Claim]] = {}
    matcher = _matcher(root, more)
    for element in cssselect2.ElementWrapper.from_xml_root(root).iter_subtree():
        found = [
            Claim((grave, False, specificity, order), name, value)
            for specificity, order, _, rules in matcher.match(element)
            for name, value, grave in rules
        ]
        own = element.etree_element.get("style", "")
        found += [
            Claim((grave, True, (0, 0, 0), 0), name, value)
            for name, value, grave in _own(own)
        ]
        claims[element.etree_element] = found
    for element, said in claims.items():
        _settle(element, said)


def _matcher(root: etree._Element, more: str) -> cssselect2.Matcher:
    sheets = [str(style.text or "") for style in root.iter(f"{SVG}style")]
    for style in list(root.iter(f"{SVG}style")):
        parent = style.getparent()
        if parent is not None:
            parent.remove(style)
    matcher = cssselect2.Matcher()
    rules = tinycss2.parse_stylesheet(
        "\n".join([*sheets, more]), skip_comments=True, skip_whitespace=True
    )
    for rule in rules:
        if rule.type != "qualified-rule":
            continue
        said = tuple(_declarations(rule.content))
        try:
            selectors = cssselect2.compile_selector_list(rule.prelude)
        except cssselect2.SelectorError:
            continue
        for selector in selectors:
            matcher.add_selector(selector, said)
    return matcher


@lru_cache(maxsize=512)
def _own(style: str) -> tuple[tuple[str, str, bool], ...]:
    """What a `style` says; labels by the hundred say the same."""
    return tuple(_declarations(style))


def _declarations(written: object) -> Iterator[tuple[str, str, bool]]:
    for part in tinycss2.parse_blocks_contents(
        written, skip_comments=True, skip_whitespace=True
    ):
        if part.type == "declaration" and part.lower_name in PAINTED:
            value = tinycss2.serialize(part.value).strip()
            yield part.lower_name, value, bool(part.important)


def _settle(element: etree._Element, said: list[Claim]) -> None:
    """Give an element what wins of all that was said, and nothing that says nothing."""
    for claim in sorted(said, key=lambda claim: claim.weight):
        if not _senseless(claim.name, claim.value):
            element.set(claim.name, claim.value)
    for name in {"class", "style"}.intersection(map(str, element.attrib)):
        del element.attrib[name]
    for name, value in [(str(n), str(v)) for n, v in element.attrib.items()]:
        if name in PAINTED and ((name, value) in _IDLE or _senseless(name, value)):
            del element.attrib[name]


def _senseless(name: str, value: str) -> bool:
    """Whether a value is broken (`px` without a number, `NaN`) or cannot be known."""
    bare = name in _MEASURED and not _BARE.search(value)
    return not value or bare or bool(_NONSENSE.search(value))
