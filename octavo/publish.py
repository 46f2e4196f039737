"""Artifacts → files in the output folder: all of them, or none.

Files are written beside their places under names of their own and renamed when all are
complete, so that a reader never meets half a file, and a build that fails or is killed
leaves the editions of the build before.
"""

import fcntl
import hashlib
import json
import os
from collections.abc import Container, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path, PurePosixPath
from secrets import token_hex
from typing import Any, BinaryIO, NamedTuple

from octavo import __version__
from octavo.codes import tell
from octavo.diagnostics import Diagnostic, Outcome, Span
from octavo.model.artifact import Artifact

_PREFIX = ".octavo-"
_SUFFIX = ".part"
_JOURNAL = ".journal"
_SHORT = 16


class Published(NamedTuple):
    """Names of files in the output folder: those put there, and those taken away.

    `digests` are of the files put there, in their order.
    """

    files: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    digests: tuple[str, ...] = ()


def usable(out: Path) -> tuple[Diagnostic, ...]:
    """Why `out` cannot take files, or nothing; found out before the work begins.

    A folder that does not exist can be made if the nearest one above it can be
    written to. Nothing is created here.
    """
    why = _closed(out)
    return (_refused(out, why),) if why else ()


def unwritable(report: Path) -> str:
    """Why a report could not be written to this file, or ""; nothing is created.

    What stands there is replaced only if it is the report of an earlier build, or
    empty: a slip of the keys must not cost a note, an edition or a device.
    """
    if os.path.lexists(report) and not _replaceable(report):
        return f"{report} is there already and is not a report"
    return _closed(report.parent)


def _replaceable(file: Path) -> bool:
    try:
        if not file.is_file():
            return False
        data = file.read_bytes()
        old = json.loads(data) if data else {"stages": {}}
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(old, dict) and "stages" in old


def _closed(folder: Path) -> str:
    nearest = folder
    while not os.path.lexists(nearest) and nearest != nearest.parent:
        nearest = nearest.parent
    if not nearest.is_dir():
        return f"{nearest} is not a folder"
    if not os.access(nearest, os.W_OK | os.X_OK):
        return f"{nearest} may not be written to"
    return ""


def publish(
    artifacts: Sequence[Artifact],
    slug: str,
    revision: str,
    out: Path,
    editions: Sequence[str] = (),
) -> Outcome[Published]:
    """The artifacts and `SLUG.manifest.json` are in `out`; what of before is not.

    Files of `editions` that the manifest of the build before lists and this build has
    not made are taken away with it. When one cannot be put in place, those already
    there are put back as they were and nothing is published, with the diagnostic
    `out-folder`. What a killed build left half-written is removed; one that was killed
    while its files were given their names is finished first.
    """
    files = {
        each.name: each for each in (*artifacts, _listing(artifacts, slug, revision))
    }
    try:
        out.mkdir(parents=True, exist_ok=True)
        _sweep(out)
        removed = _outdated(out, slug, editions, files)
        with ExitStack() as strays:
            written = [
                (strays.enter_context(_stray(out, name, file.pieces())), out / name)
                for name, file in files.items()
            ]
            journal = {
                "files": [[stray.name, place.name] for stray, place in written],
                "removed": removed,
            }
            data = json.dumps(journal).encode()
            strays.enter_context(_stray(out, f"{slug}{_JOURNAL}", (data,)))
            _replace_all(written, [out / name for name in removed])
    except OSError as reason:
        why = reason.strerror or str(reason)
        where = f"{Path(reason.filename).name}: " if reason.filename else ""
        return Outcome(Published(), (_refused(out, f"{where}{why}"),))
    digests = tuple(file.digest for file in files.values())
    return Outcome(Published(tuple(files), removed, digests))


def stands(published: Published, out: Path) -> bool:
    """Whether `out` holds these files as they were put there, and can take others.

    Where another build is at work, or one was killed, it does not.
    """
    if usable(out) or any(out.glob(f"{_PREFIX}*{_SUFFIX}")):
        return False
    try:
        for name, digest in zip(published.files, published.digests, strict=True):
            with (out / name).open("rb") as file:
                if hashlib.file_digest(file, "sha256").hexdigest() != digest:
                    return False
    except OSError:
        return False
    return True


def _listing(artifacts: Sequence[Artifact], slug: str, revision: str) -> Artifact:
    """The manifest, as a file beside the others."""
    data = manifest(artifacts, revision)
    return Artifact(
        edition="",
        name=f"{slug}.manifest.json",
        media_type="application/json",
        data=data,
        digest=hashlib.sha256(data).hexdigest(),
    )


def manifest(artifacts: Sequence[Artifact], revision: str) -> bytes:
    """The list of finished files as JSON.

    `page_digests` has a few hex digits a page, by which the next build finds the pages
    that changed. Nothing in it depends on when or where the build ran.
    """
    files = []
    for artifact in artifacts:
        row: dict[str, object] = {
            "edition": artifact.edition,
            "name": artifact.name,
            "media_type": artifact.media_type,
            "bytes": artifact.size,
            "sha256": artifact.digest,
        }
        if artifact.pages is not None:
            row["pages"] = artifact.pages
        if artifact.page_digests:
            row["page_digests"] = _shortened(artifact)
        files.append(row)
    listed = {"octavo": __version__, "revision": revision, "files": files}
    return (json.dumps(listed, ensure_ascii=False, indent=1) + "\n").encode()


def changed_pages(artifact: Artifact, slug: str, out: Path) -> tuple[int, ...]:
    """The pages of `artifact`, counted from 1, that the build before in `out` had not.

    A page counts as changed when the page at the same place was another one; without
    an earlier manifest all did.
    """
    now = _shortened(artifact)
    before = {row["name"]: row.get("page_digests") for row in _listed(out, slug)}
    then = dict(enumerate(before.get(artifact.name) or []))
    return tuple(
        page + 1 for page, digest in enumerate(now) if then.get(page) != digest
    )


def _listed(out: Path, slug: str) -> tuple[dict[str, Any], ...]:
    """The files in the manifest of the build before; none if it cannot be read."""
    try:
        rows = json.loads((out / f"{slug}.manifest.json").read_bytes())["files"]
        return tuple(row for row in rows if isinstance(row["name"], str))
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return ()


def _outdated(
    out: Path, slug: str, editions: Sequence[str], made: Container[str]
) -> tuple[str, ...]:
    """Files of `editions` from the build before that this one has not made."""
    return tuple(
        row["name"]
        for row in _listed(out, slug)
        if row.get("edition") in editions
        and row["name"] not in made
        and row["name"].startswith(slug)
        and _is_name(row["name"])
        and (out / row["name"]).is_file()
    )


def _is_name(written: str) -> bool:
    """Whether it names a file in the folder itself, as all that octavo writes do."""
    return written == Path(written).name


def write_report(text: str, file: Path) -> str:
    """Put the text of a report into `file`, whole; why that could not be, or "".

    It is asked again what stands there: it may have come with this build.
    """
    if why := unwritable(file):
        return why
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        # A path that is no UTF-8 stands in the text as lone surrogates; JSON has
        # escapes for them.
        data = text.encode(errors="backslashreplace")
        with _stray(file.parent, file.name, (data,)) as stray:
            stray.replace(file)
    except OSError as reason:
        return reason.strerror or str(reason)
    return ""


def _shortened(artifact: Artifact) -> list[str]:
    return [digest[:_SHORT] for digest in artifact.page_digests]


def _refused(out: Path, why: str) -> Diagnostic:
    return tell(
        "out-folder",
        Span.whole(PurePosixPath(out.as_posix())),
        help="name another folder with -o",
        why=why,
    )


@contextmanager
def _stray(folder: Path, name: str, pieces: Iterable[bytes]) -> Iterator[Path]:
    """The pieces in a file of their own in `folder`, gone at the end unless renamed.

    It stays locked while it is in use, by which `_sweep` tells it from a dead one.
    """
    while True:
        path = folder / _hidden(name)
        with path.open("xb") as file:
            try:
                _locked(file)
                if not path.exists():
                    continue  # Swept before it was locked.
                file.writelines(pieces)
                file.flush()
                os.fsync(file.fileno())
                yield path
            finally:
                path.unlink(missing_ok=True)
            return


def _hidden(name: str) -> str:
    """A name that nobody else has; a process number may be another's elsewhere."""
    return f"{_PREFIX}{os.getpid()}-{token_hex(4)}-{name}{_SUFFIX}"


def _locked(file: BinaryIO) -> None:
    """Keep `_sweep` from the file until it is closed, where the disk knows locks."""
    with suppress(OSError):
        fcntl.flock(file, fcntl.LOCK_EX)


def _sweep(out: Path) -> None:
    """Remove unfinished files of builds that are no longer running.

    A journal is written when all files are complete, so what a dead build had begun
    to put in place is put in place before.
    """
    for suffix in (f"{_JOURNAL}{_SUFFIX}", _SUFFIX):
        for path in sorted(out.glob(f"{_PREFIX}*{suffix}")):
            with suppress(OSError), path.open("rb") as file:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                if path.name.endswith(f"{_JOURNAL}{_SUFFIX}"):
                    _finish(out, file.read())
                path.unlink()


def _finish(out: Path, journal: bytes) -> None:
    """Do what is left of a journal; one that is itself unfinished asks for nothing."""
    try:
        noted = json.loads(journal)
        files = [(str(stray), str(name)) for stray, name in noted["files"]]
        removed = [str(name) for name in noted["removed"]]
    except (ValueError, KeyError, TypeError, RecursionError):
        return
    if not all(map(_is_name, [*removed, *(name for row in files for name in row)])):
        return
    for stray, name in files:
        with suppress(OSError):
            (out / stray).replace(out / name)
    for name in removed:
        with suppress(OSError):
            (out / name).unlink()


def _replace_all(written: Sequence[tuple[Path, Path]], removed: Sequence[Path]) -> None:
    """Rename every stray to its place and remove the rest; or all is as it was."""
    kept: list[tuple[Path, Path | None]] = []
    held = ExitStack()
    try:
        for stray, place in written:
            kept.append((place, _second_name(place, held)))
            stray.replace(place)
        for place in removed:
            kept.append((place, _second_name(place, held)))
            place.unlink()
    except BaseException:
        # An interruption too may come between two names.
        for place, before in kept:
            if before is not None:
                before.replace(place)
            elif place.is_file():
                place.unlink()
        raise
    finally:
        for _, before in kept:
            if before is not None:
                before.unlink(missing_ok=True)
        held.close()


def _second_name(place: Path, held: ExitStack) -> Path | None:
    """A second name for the file at `place`, to restore it by; None if there is none.

    The file is locked until `held` ends, so that no other build sweeps its new name.
    """
    if not place.is_file():
        return None
    before = place.with_name(_hidden(f"before-{place.name}"))
    with suppress(OSError):
        file = held.enter_context(place.open("rb"))
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    try:
        before.hardlink_to(place)
    except OSError:
        before.write_bytes(place.read_bytes())
    return before
