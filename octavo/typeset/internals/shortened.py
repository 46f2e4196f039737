"""All shortcuts through the renderer's work: pages are the same, and sooner there."""

from collections.abc import Iterator
from contextlib import contextmanager

from octavo.typeset.internals.cascade import short_cascade
from octavo.typeset.internals.defaults import simple_defaults
from octavo.typeset.internals.lengths import told_lengths
from octavo.typeset.internals.moulds import moulded_text
from octavo.typeset.internals.repeats import known_widths, shared_styles


@contextmanager
def shortened() -> Iterator[None]:
    """While the block runs, nothing is worked out twice that need not be."""
    with (
        short_cascade(),
        moulded_text(),
        shared_styles(),
        known_widths(),
        told_lengths(),
        simple_defaults(),
    ):
        yield
