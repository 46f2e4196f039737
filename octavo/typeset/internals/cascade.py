"""Rules that were found for elements, let go as soon as their styles are known.

WeasyPrint 70 finds the rules of all elements of a document first, and of each of them
for its parts as well: for those of a note, although it may be none. In a long sheet they
take more memory than all that is made of it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from inspect import signature
from types import SimpleNamespace
from typing import Any

from weasyprint.css import StyleFor

_ASKED = "self html sheets presentational_hints font_config target_collector"
_PARTS_OF_NOTES = (
    *("footnote-call", "footnote-marker"),
    *("note-call", "note-marker", "note-callback"),
)
"""What the renderer gives every element styles for, and makes of notes alone."""


@contextmanager
def short_cascade() -> Iterator[None]:
    """While the block runs, no more rules are held than are still asked for."""
    find = StyleFor.__init__
    if list(signature(find).parameters) != _ASKED.split():
        yield
        return

    def found(self: Any, html: Any, *rest: Any, **named: Any) -> None:
        root = SimpleNamespace(iter_subtree=lambda: _passing(self, html))
        read = SimpleNamespace(
            etree_element=html.etree_element,
            base_url=html.base_url,
            wrapper_element=root,
        )
        find(self, read, *rest, **named)

    StyleFor.__init__ = found
    try:
        yield
    finally:
        StyleFor.__init__ = find


def _passing(style_for: Any, html: Any) -> Iterator[Any]:
    """The elements of a document; of each that was passed what is not asked for goes."""
    cascaded, styles = style_for.get_cascaded_styles(), style_for.get_computed_styles()
    for wrapped in html.wrapper_element.iter_subtree():
        yield wrapped
        element = wrapped.etree_element
        cascaded.pop((element, None), None)
        style = styles[element, None]
        for part in _PARTS_OF_NOTES:
            rules = cascaded.get((element, part))
            if rules is not None and not _noted(style, rules):
                del cascaded[element, part]


def _noted(style: Any, rules: Any) -> bool:
    """Whether an element is a note, or its parts are places that links lead to."""
    return (
        style["float"] == "footnote"
        or style["position"][0] == "note()"
        or "anchor" in rules
    )
