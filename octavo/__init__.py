"""octavo turns a folder of linked notes into a book: PDF, EPUB and a checklist.

The package is a row of stages (`octavo.pipeline`), each a function from one frozen
value to the next. `docs/architecture.md` draws the picture. This module imports
nothing, so that worker processes start light.
"""

__version__ = "0.1.0"
