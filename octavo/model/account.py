"""The numbers of a build, and news of a running one."""

from octavo.model.mapping import FrozenMapping
from octavo.value import value


@value
class Progress:
    """How far a stage is: `0 <= done <= total`; `what` names the piece at hand."""

    stage: str
    done: int
    total: int
    what: str = ""


@value
class EditionAccount:
    """One finished file in the report."""

    name: str
    path: str
    bytes: int
    sha256: str
    seconds: float
    pages: int | None = None


@value
class Account:
    """What `--report` writes, measured in this build.

    `stripped` says how many `lines` of navigation were left out, of how many `notes`.
    """

    octavo: str
    source: str
    editions: tuple[EditionAccount, ...]
    chapters: int
    words: int
    links: FrozenMapping[int]
    stripped: FrozenMapping[int]
    diagnostics: FrozenMapping[int]
    cache: FrozenMapping[int]
    stages: tuple[tuple[str, float], ...]
    peak_rss_mb: FrozenMapping[int]
    changed_pages: tuple[int, ...] = ()
