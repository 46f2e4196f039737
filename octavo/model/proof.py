"""What a run hands back to whoever asked for it."""

from dataclasses import field

from octavo.diagnostics import Diagnostic, Severity
from octavo.model.account import Account
from octavo.model.mapping import FrozenMapping
from octavo.value import value


@value
class Proof:
    """All that was found wrong, the text it is about, and what was made.

    A proof is the trial print in which mistakes are marked. `diagnostics` are sorted,
    each once, with paths relative to the folder the user named; `texts` holds the
    stored text of the files they point into, by the same paths. `account` is None when
    nothing was built, `files` are the names written into the output folder, `removed`
    those of the build before that were taken out of it. `reading` says in words what
    was read, and in which order. `lasting` are diagnostics that were shown with an
    earlier proof and only count in this one.
    """

    diagnostics: tuple[Diagnostic, ...] = ()
    texts: FrozenMapping[str] = field(default_factory=FrozenMapping)
    account: Account | None = None
    files: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    reading: str = ""
    lasting: tuple[Diagnostic, ...] = ()

    def count(self, severity: Severity) -> int:
        """How many diagnostics are of this severity."""
        return sum(
            told.severity is severity for told in (*self.diagnostics, *self.lasting)
        )
