"""Words in another language say so in the structure of a PDF.

WeasyPrint tells the language of the file alone, so that a screen reader pronounces
words of all others by it (PDF/UA-1, 7.2; ISO 32000-2, 14.9.2).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from inspect import signature
from typing import Any

from pydyf import String
from weasyprint.pdf import tags

from octavo.typeset.breaks import SAID

BUILD = "box parent pdf page_number nums annotations tags"
"""What the renderer's function that makes the elements of a box asks for."""


@contextmanager
def languages_told() -> Iterator[None]:
    """While the block runs, elements have the language that their source names."""
    build = tags._build_box_tree
    if list(signature(build).parameters) != BUILD.split():
        yield
        return

    def built(box: Any, parent: Any, *rest: Any) -> Iterator[Any]:
        source = getattr(box, "_box", box).element
        named = {} if source is None else source.attrib
        language = named.get(SAID, named.get("lang"))
        # The language of the whole is told of the whole.
        if language and source.tag not in ("html", "body"):
            for element in build(box, parent, *rest):
                element["Lang"] = String(language)
                yield element
        else:
            yield from build(box, parent, *rest)

    tags._build_box_tree = built
    try:
        yield
    finally:
        tags._build_box_tree = build
