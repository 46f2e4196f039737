"""Where templates and styles lie.

The product's own lie in a checkout or in a wheel; a handbook may bring others.
"""

import os
import re
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from hashlib import file_digest, sha256
from importlib.util import find_spec
from pathlib import Path

from octavo.diagnostics import Lacking
from octavo.value import value

_PACKAGE = Path(__file__).resolve().parent


def product_folder(name: str) -> Path:
    """The folder `templates` or `styles` that belongs to this octavo.

    A wheel carries both inside the package; a checkout keeps them beside it.
    """
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


@cache
def product_digest(*parts: str) -> str:
    """The digest of octavo's own modules: what an earlier octavo made may differ.

    With `parts`, of the modules in these folders of it alone.
    """
    return _digest(
        (f"{folder}/{name}", digest)
        for folder, name, digest in _brought(_PACKAGE)
        if name.endswith(".py")
        and (not parts or any(f"{folder}/".startswith(f"{part}/") for part in parts))
    )


@cache
def whole_digest() -> str:
    """The digest of all that octavo brings along, whatever it is used for."""
    beside = (product_folder("templates"), product_folder("styles"))
    outside = [place for place in beside if not place.is_relative_to(_PACKAGE)]
    return _digest(
        (f"{place.name}/{folder}/{name}", digest)
        for place in (_PACKAGE, *outside)
        for folder, name, digest in _brought(place)
    )


def _digest(rows: Iterable[tuple[str, str]]) -> str:
    whole = sha256()
    for row in sorted(rows):
        whole.update(f"{row}\n".encode())
    return whole.hexdigest()


@cache
def _brought(place: Path) -> tuple[tuple[str, str, str], ...]:
    """Each file below `place`: its folder from there, its name, the digest of its bytes.

    There are hundreds, and each build asks for them: names are put together as texts,
    since paths would take longer than the reading.
    """
    found: list[tuple[str, str, str]] = []
    root = str(place)
    for folder, folders, names in os.walk(root):
        # Python's own keepsakes come and go while another process runs.
        folders[:] = [name for name in folders if name != "__pycache__"]
        below = folder[len(root) + 1 :].replace(os.sep, "/")
        for name in names:
            # An editor may keep a link there that leads nowhere.
            path = Path(f"{folder}/{name}")
            with suppress(FileNotFoundError), path.open("rb", buffering=0) as file:
                found.append((below, name, sha256(file.read()).hexdigest()))
    return tuple(found)


def files(folder: Path) -> tuple[tuple[str, bytes], ...]:
    """All files below `folder` as (path with `/`, bytes), sorted by path."""
    return tuple((name, read(path)) for name, path in paths(folder))


def paths(folder: Path) -> tuple[tuple[str, Path], ...]:
    """All files below `folder` as (path with `/`, where it lies), sorted by path."""
    return tuple(
        (path.relative_to(folder).as_posix(), path)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    )


_CITATIONS = _PACKAGE / "citing" / "styles"


@cache
def citation_styles() -> tuple[str, ...]:
    """The names of the citation styles that come along, sorted."""
    return tuple(sorted(path.stem for path in _CITATIONS.glob("*.csl")))


def citation_style(name: str) -> bytes | None:
    """The style of that name (CSL); None for one that does not come along."""
    if name not in citation_styles():
        return None
    return (_CITATIONS / f"{name}.csl").read_bytes()


@cache
def tokens() -> tuple[str, ...]:
    """The names of our style sheets' tokens, without `--`, sorted."""
    sheet = (product_folder("styles") / "tokens.css").read_text("utf-8")
    return tuple(sorted(set(re.findall(r"--([a-z0-9-]+)\s*:", sheet))))


@cache
def token_values() -> dict[str, str]:
    """What our tokens are worth where nothing overrides them, by name."""
    sheet = (product_folder("styles") / "tokens.css").read_text("utf-8")
    plain = re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL).partition("}")[0]
    found = re.findall(r"--([a-z0-9-]+)\s*:\s*([^;]+);", plain)
    return {name: value.strip() for name, value in found}


@cache
def font(name: str) -> bytes:
    """One of the fonts that are shipped with octavo."""
    return (product_folder("styles") / "fonts" / name).read_bytes()


def package_folder(name: str) -> Path | None:
    """Where the files of an installed package lie, which is not loaded; None without it."""
    found = find_spec(name)
    places = found.submodule_search_locations if found else None
    return Path(next(iter(places))) if places else None


def read(path: Path) -> bytes:
    """A file that comes along, or that an installed package has."""
    return path.read_bytes()


def digest(path: Path) -> str:
    """That of a file that comes along, or that an installed package has.

    It is read again only when it was written, or is another file by that name: a package
    may be installed anew while `octavo watch` is running. Raises Lacking where it is gone.
    """
    try:
        about = path.stat()
    except OSError as why:
        what = f"{path.name}, which an installed package has to bring"
        raise Lacking(what, "install octavo again") from why
    at = about.st_ino, about.st_size, about.st_mtime_ns, about.st_ctime_ns
    return _digest_of(path, at)


@cache
def _digest_of(path: Path, _at: tuple[int, ...]) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def unchanged(path: Path, digest: str) -> bytes:
    """The bytes of such a file, which are what they were when it had that digest.

    Raises Lacking where they are not: packages may be replaced while a build goes on.
    """
    try:
        data = read(path)
    except OSError:
        data = b""
    if sha256(data).hexdigest() != digest:
        raise Lacking(f"{path.name} as it was when the build began", "build again")
    return data


@value
class Overrides:
    """What a handbook brings of its own, as (path below its folder, bytes) by path.

    `templates` replace ours file by file. Of `styles`, sheets come after ours, those in
    a folder named like an edition in that edition only; other files are assets.
    `templates_folder` and `styles_folder` are their names as configured; `unread` are
    the files that could not be read, as (path, reason).
    """

    templates: tuple[tuple[str, bytes], ...] = ()
    styles: tuple[tuple[str, bytes], ...] = ()
    templates_folder: str = "templates"
    styles_folder: str = "styles"
    unread: tuple[tuple[str, str], ...] = ()

    @property
    def digest(self) -> str:
        """Equal when a handbook brings the same."""
        whole = sha256(f"{self.templates_folder}\n{self.styles_folder}\n".encode())
        for name, data in (*self.templates, *self.styles):
            row = (name, len(data), sha256(data).hexdigest())
            whole.update(repr(row).encode())
        whole.update(repr(self.unread).encode())
        return whole.hexdigest()

    def texts(self) -> dict[str, str]:
        """The text of each file that was read, by its folder and its path below that."""
        folders = (
            (self.templates_folder, self.templates),
            (self.styles_folder, self.styles),
        )
        return {
            f"{folder}/{name}": data.decode(errors="replace")
            for folder, files in folders
            for name, data in files
        }


def inside(home: Path, name: str) -> Path | None:
    """The folder `name` within `home`; None if it is none, or lies elsewhere."""
    folder = (home.resolve() / name).resolve()
    within = folder.is_dir() and folder.is_relative_to(home.resolve())
    return folder if within else None


def overrides(home: Path, templates: str, styles: str) -> Overrides:
    """The files of both folders, whose names are relative to `home`; "" is no folder.

    A folder outside `home` counts as none, and links that lead out of it are not
    followed: a book from elsewhere is not to read the rest of the disk.
    """
    pages, unread = _below(home, templates)
    sheets, unread_sheets = _below(home, styles)
    unread.update(unread_sheets)
    return Overrides(
        templates=pages,
        styles=sheets,
        templates_folder=templates,
        styles_folder=styles,
        unread=tuple(unread.items()),
    )


def _below(
    home: Path, name: str
) -> tuple[tuple[tuple[str, bytes], ...], dict[str, str]]:
    """The files below the folder `name`, and why others could not be read."""
    folder = inside(home, name) if name else None
    found: list[tuple[str, bytes]] = []
    unread: dict[str, str] = {}
    if folder is None:
        return (), {}
    for path in sorted(folder.rglob("*")):
        here = path.relative_to(folder).as_posix()
        try:
            if path.is_file() and path.resolve().is_relative_to(folder):
                found.append((here, path.read_bytes()))
        except OSError as problem:
            unread[f"{name}/{here}"] = (problem.strerror or "unknown reason").lower()
    return tuple(found), unread
