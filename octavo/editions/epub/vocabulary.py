"""Names of XML that the files of an EPUB are written in."""

from collections.abc import Callable
from typing import cast

from lxml import etree

XHTML = "{http://www.w3.org/1999/xhtml}"
MATHML = "{http://www.w3.org/1998/Math/MathML}"
SVG = "{http://www.w3.org/2000/svg}"
TYPE = "{http://www.idpf.org/2007/ops}type"
"""The attribute that says what an element is in a book (EPUB 3.3, 6.2)."""
PAGEBREAK = "pagebreak"
HEADINGS = frozenset(f"{XHTML}h{level}" for level in range(1, 7))

Find = Callable[[etree._Element], list[etree._Element]]


def elements(path: str) -> Find:
    """Finds the elements of a file that an XPath leads to, `h:` being XHTML."""
    return cast(Find, etree.XPath(path, namespaces={"h": XHTML[1:-1]}))
