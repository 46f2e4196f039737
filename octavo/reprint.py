"""A build of what was built before: the editions stand, and so does all that was said.

A build leaves behind what it was made of: digests of every file it read, of what
octavo and the machine brought along, the date; and what it made. Another build with the
same commission reads the source again, which is little work, and where nothing differs
has nothing else to do. Whatever cannot be compared counts as different.
"""

import pickle
import time
from contextlib import suppress
from dataclasses import replace
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from octavo.cache import Cache
from octavo.configure import configure
from octavo.diagnostics import Outcome
from octavo.find import overrides, whole_digest
from octavo.makers import machine
from octavo.model.bench import Store
from octavo.model.commission import Commission
from octavo.model.config import Config
from octavo.model.mapping import FrozenMapping
from octavo.model.proof import Proof
from octavo.model.vault import Loader, Vault
from octavo.publish import Published, stands
from octavo.read import Handbook, Taken, handbook, read_all
from octavo.stamp import Stamp, stamp
from octavo.workers import peak_memory

_TORN = "written meanwhile"


class Copy(NamedTuple):
    """What a build was made of, as compositors call the text they are given.

    `source` are two digests: of the settings, and of the notes, the names of all other
    files and the vault's own settings. `brought` is that of the handbook's own templates
    and styles, `loaded` are those of the other files that were read, "" for one that
    could not be.
    """

    source: tuple[str, str]
    brought: str
    loaded: tuple[tuple[PurePosixPath, str], ...]
    stamp: Stamp


class _Standing(NamedTuple):
    """A finished build: what it was made of, what it said, what it published."""

    copy: Copy
    proof: Proof
    published: Published


class Ledger:
    """The files that stages load, each with the digest of what they got."""

    def __init__(self) -> None:
        self._digests: dict[PurePosixPath, str] = {}

    def noting(self, load: Loader) -> Loader:
        """`load`, with a note of every path and of what came of it."""

        def noted(path: PurePosixPath) -> bytes:
            try:
                data = load(path)
            except OSError:
                self._note(path, "")
                raise
            self._note(path, sha256(data).hexdigest())
            return data

        return noted

    def digests(self) -> tuple[tuple[PurePosixPath, str], ...]:
        """What was noted, sorted by path."""
        return tuple(sorted(self._digests.items()))

    def _note(self, path: PurePosixPath, digest: str) -> None:
        # A file that was written while it was read is never the same again.
        same = self._digests.setdefault(path, digest) == digest
        self._digests[path] = digest if same else _TORN


def opened(asked: Commission) -> Cache | None:
    """The cache that a commission names, if any."""
    return None if asked.cache is None else Cache(asked.cache, asked.caches)


class Look(NamedTuple):
    """The proof of a build that stands, if one does; what of the source was read for it."""

    proof: Proof | None = None
    taken: Taken | None = None


def reprint(asked: Commission, cache: Cache) -> Look:
    """The proof of the last build, if the same would be made again.

    The output folder must hold what that build put there. Numbers of the account that
    tell of work are those of this reading. Where the source is another now, it has been
    read all the same, unless it may be read in another way or from elsewhere.
    """
    begun = time.perf_counter()
    kept = cache.get(_key(asked))
    if kept is None:
        return Look()
    standing: _Standing = pickle.loads(kept)
    found = handbook(asked.path)
    if _settings_digest(found) != standing.copy.source[0]:
        return Look()
    config = configure(found.text, found.name, asked.overrides).value
    taken = Taken(found, read_all(found, config, asked.beside))
    if not _is_still(standing, asked, taken, config):
        return Look(taken=taken)
    seconds = round(time.perf_counter() - begun, 3)
    return Look(_again(standing.proof, seconds), taken)


def leave(
    asked: Commission, cache: Store, copy: Copy, proof: Proof, published: Published
) -> None:
    """Put a finished build where `reprint` looks for it."""
    standing = _Standing(copy, proof, published)
    cache.put(_key(asked), pickle.dumps(standing, protocol=5))


def source_digests(
    found: Handbook, taken: Outcome[tuple[Vault, Loader]]
) -> tuple[str, str]:
    """The settings and what was read by them, as digests; `taken` is as `read` gave it.

    Of files that are no notes they have the names: who needs more of one loads it.
    """
    vault, told = taken.value[0], taken.diagnostics
    read = _digest(
        *(vault.name, vault.kind, vault.settings, vault.unprinted, vault.above),
        *(vault.chosen, vault.bibliography, told),
        *((note.path, note.digest) for note in vault.notes),
        *(attachment.path for attachment in vault.attachments),
    )
    return _settings_digest(found), read


def _settings_digest(found: Handbook) -> str:
    return _digest(found.text, found.name, found.folder.resolve(), found.chosen)


def _is_still(
    standing: _Standing, asked: Commission, taken: Taken, config: Config
) -> bool:
    """Whether a build would be made of the same now, and what it made is there.

    What is asked first costs least.
    """
    copy, folder = standing.copy, taken.handbook.folder
    return (
        source_digests(*taken) == copy.source
        and stands(standing.published, asked.out)
        and stamped(asked, folder) == copy.stamp
        and _loaded(copy, taken.source.value[1]) == copy.loaded
        and overrides(folder, config.templates.folder, config.styles.folder).digest
        == copy.brought
    )


def stamped(asked: Commission, folder: Path) -> Stamp:
    """The date and the revision of what is built of a folder."""
    return stamp(folder, asked.beside, asked.moment)


def _loaded(copy: Copy, load: Loader) -> tuple[tuple[PurePosixPath, str], ...]:
    """The files that were loaded then, as they are now."""
    ledger = Ledger()
    noted = ledger.noting(load)
    for path, _ in copy.loaded:
        with suppress(OSError):
            noted(path)
    return ledger.digests()


def _again(proof: Proof, seconds: float) -> Proof:
    """The proof of a build that had nothing to do, in so many seconds."""
    account = proof.account
    assert account is not None, "only a build that made something stands"
    return replace(
        proof,
        removed=(),
        account=replace(
            account,
            editions=tuple(replace(each, seconds=0.0) for each in account.editions),
            cache=FrozenMapping({"reused": 1, "drawn": 0, "damaged": 0}),
            stages=(("reprint", seconds),),
            peak_rss_mb=FrozenMapping({"main": peak_memory(), "worker": 0}),
            changed_pages=(),
        ),
    )


def _key(asked: Commission) -> str:
    """What a build is called: who makes it, and what was asked for from where.

    How many hands there were changes nothing.
    """
    where = replace(asked, jobs=1)
    return f"reprint-{_digest(whole_digest(), *machine(), Path.cwd(), where)}"


def _digest(*parts: object) -> str:
    """The digest of values that are written as they are compared."""
    whole = sha256()
    for part in parts:
        data = repr(part).encode("utf-8", "surrogatepass")
        whole.update(b"%d:" % len(data) + data)
    return whole.hexdigest()
