"""What the user asked for on the command line, checked."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
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
