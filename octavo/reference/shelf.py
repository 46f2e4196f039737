"""Which note a link means, for what comes before `resolve`: navigation and order.

Nothing is told here: what is wrong with a link is said once, by the `link` pass.
"""

from pathlib import PurePosixPath

from octavo.model.document import Library
from octavo.model.inlines import Link, WikiLink
from octavo.model.vault import Vault
from octavo.reference.address import scheme_of, taken_apart
from octavo.reference.names import Names


def internal(link: WikiLink | Link) -> bool:
    """Whether a link means another note: not an outside address, not its own note."""
    return bool(_target(link))


class Shelf:
    """The notes of a vault, ready to be looked up."""

    def __init__(self, vault: Vault, library: Library) -> None:
        self._names = Names(vault, library)
        self._library = library

    def note(
        self, link: WikiLink | Link, origin: PurePosixPath
    ) -> PurePosixPath | None:
        """The note that `link`, written in the note `origin`, means; None without one.

        The address of a folder means its index note, else the note that comes first in
        it (rule R4.6).
        """
        target = _target(link)
        if not target:
            return None
        if isinstance(link, WikiLink):
            found = self._names.find(target, origin)
        else:
            found = self._names.addressed(target, origin)
        return found.path if found and found.path in self._library else None


def _target(link: WikiLink | Link) -> str:
    """The path a link names, "" when it leads outside or into its own note."""
    if isinstance(link, WikiLink):
        return link.target
    return "" if scheme_of(link.href) else taken_apart(link.href).path
