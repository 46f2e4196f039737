"""What all text of one style has in common, made once.

WeasyPrint 70 lays a text out six times for each line of it, and for each of these layouts
makes a context, a description of the font and a list of the font's features anew. They
follow from the style alone, as does the strut, the height of an empty line. So the
first layout of a style is a mould for all others; it is kept with the style, as the
renderer itself keeps the style of what is anonymous in it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from inspect import signature
from typing import Any

from weasyprint.css import Style
from weasyprint.layout import inline
from weasyprint.text.ffi import ffi, gobject, pango
from weasyprint.text.line_break import Layout

_COPY = "PangoLayout * pango_layout_copy (PangoLayout *src);"
_SETUP = "self style"
_STRUT = "style"


@contextmanager
def moulded_text() -> Iterator[None]:
    """While the block runs, a layout is a copy of the first one of its style."""
    make, strut = Layout.setup, inline.strut
    if (
        list(signature(make).parameters) != _SETUP.split()
        or list(signature(strut).parameters) != _STRUT.split()
    ):
        yield
        return
    if not hasattr(pango, "pango_layout_copy"):
        ffi.cdef(_COPY)

    def setup(self: Any, style: Any) -> None:
        # What stands in a picture has a style of another kind, for itself alone.
        if not isinstance(style, Style):
            make(self, style)
            return
        mould = vars(style).get("mould")
        if mould is None:
            mould = Layout.__new__(Layout)
            make(mould, style)
            del mould.style
            style.mould = mould
        vars(self).update(vars(mould))
        self.style = style
        self.layout = ffi.gc(
            pango.pango_layout_copy(mould.layout), gobject.g_object_unref
        )

    def height(style: Any) -> Any:
        known = vars(style).get("strut")
        if known is None:
            known = style.strut = strut(style)
        return known

    Layout.setup, inline.strut = setup, height
    try:
        yield
    finally:
        Layout.setup, inline.strut = make, strut
