"""What the user asked for on the command line, checked."""

from pathlib import Path
from typing import Final

from octavo.value import value

NAMES: Final = ("pdf", "print", "epub", "checklist")
"""What editions are called, in the order of `octavo.editions.EDITIONS`.

They stand here as well so that who only reads a source does not load what makes books.
"""

USUAL: Final = ("pdf", "epub", "checklist")
"""Those that are made when nobody says which."""


@value
class Commission:
    """One call of `build` or `check`; the only class with absolute paths.

    `editions` is empty for what the configuration lists. `cache` is None for no cache;
    `caches` is the folder whose size is bounded when it holds those of other handbooks
    as well. `moment` is SOURCE_DATE_EPOCH, None when unset. `overrides` are `KEY=VALUE`
    texts.
    """

    path: Path
    out: Path
    editions: tuple[str, ...] = ()
    strict: bool = False
    jobs: int = 1
    cache: Path | None = None
    caches: Path | None = None
    overrides: tuple[str, ...] = ()
    moment: int | None = None

    @property
    def beside(self) -> tuple[Path, ...]:
        """The folders that are no source, wherever they lie."""
        return (self.out,) if self.cache is None else (self.out, self.cache)
