"""Name and version of what results are made with: packages, Python, what sets type.

What another version made may differ, so these are part of the keys of all that is kept.
"""

import platform
import re
import sys
import zlib
from collections.abc import Iterable
from contextlib import suppress
from ctypes import CDLL, c_char_p
from functools import cache
from pathlib import Path
from typing import NamedTuple

_NEEDED = re.compile(r"[\w.-]+")
_ENDINGS = (".dist-info", ".egg-info")
_SIGNS = re.compile(r"[-_.]+")
# What lays out, hyphenates, reads styles and pictures, and writes the file.
_SETTERS = (
    *("weasyprint", "pydyf", "fonttools", "pyphen"),
    *("tinycss2", "cssselect2", "tinyhtml5", "pillow"),
)


class _Package(NamedTuple):
    """What an installed package says of itself: its version, the names of what it needs."""

    version: str
    needs: tuple[str, ...]


@cache
def makers() -> tuple[str, ...]:
    """Name and version of all that results are made with.

    That is every package that octavo needs or that one of those needs, Python, and
    what compresses.
    """
    found: dict[str, str] = {}
    wanted = ["octavo"]
    for name in wanted:
        package = _package(name)
        found[name] = "none" if package is None else package.version
        wanted += set(package.needs if package else ()).difference(wanted)
    return tuple(sorted([*(f"{name} {found[name]}" for name in found), *_python()]))


def version(name: str) -> str:
    """The version of an installed package, “none” where it is not installed."""
    package = _package(name)
    return "none" if package is None else package.version


@cache
def renderer() -> str:
    """Versions of all that lays out and paints, asked without loading WeasyPrint."""
    found = [f"{name} {version(name)}" for name in _SETTERS]
    return ", ".join([*found, f"zlib {zlib.ZLIB_RUNTIME_VERSION}", *_libraries()])


@cache
def machine() -> tuple[str, ...]:
    """All packages that are installed, Python, and the libraries that set type.

    More than `makers` has, and sooner.
    """
    there = {path.rpartition("/")[2] for path in _installed()}
    return (*sorted(there), *_python(), *_libraries())


@cache
def _package(name: str) -> _Package | None:
    """What the package says in its first lines (PyPA, “Core metadata specifications”).

    Python's own reader of these takes longer to load than it takes to read all of them.
    """
    head = next(filter(None, map(_head, _found().get(_plain(name), ()))), "")
    fields = [line.partition(": ") for line in head.splitlines()]
    versions = [value for field, _, value in fields if field == "Version"]
    lines = [value for field, _, value in fields if field == "Requires-Dist"]
    return _Package(versions[0], _needs(lines)) if versions else None


def _needs(lines: Iterable[str]) -> tuple[str, ...]:
    """The names of the packages of some requirements, but for those of extras."""
    plain = (_NEEDED.match(line) for line in lines if "extra ==" not in line)
    return tuple(found[0].lower().replace("_", "-") for found in plain if found)


def _head(folder: str) -> str:
    """What a package says of itself, without its description, which may be a book."""
    # The last is for a package of old, which has a file in the folder's stead.
    for name in ("METADATA", "PKG-INFO", ""):
        with suppress(OSError):
            text = Path(folder, name).read_text("utf-8", "replace")
            return text.partition("\n\n")[0]
    return ""


@cache
def _found() -> dict[str, list[str]]:
    """The folders in which packages describe themselves, by name, first come first."""
    folders: dict[str, list[str]] = {}
    for path in _installed():
        name = path.rpartition("/")[2].partition("-")[0].removesuffix(".egg")
        folders.setdefault(_plain(name), []).append(path)
    return folders


def _plain(name: str) -> str:
    """A package's name as all spellings of it are compared (PyPA, “Names”)."""
    return _SIGNS.sub("-", name).lower()


@cache
def _installed() -> tuple[str, ...]:
    """The folders of what is installed, in the order in which Python looks for it.

    Their names say which packages there are, and in which versions (PyPA, “Recording
    installed projects”).
    """
    found: list[str] = []
    for folder in dict.fromkeys(sys.path):
        # It may be an archive, or not be there.
        with suppress(OSError):
            names = sorted(each.name for each in Path(folder).iterdir())
            found += (f"{folder}/{name}" for name in names if name.endswith(_ENDINGS))
    return tuple(found)


def _python() -> tuple[str, str]:
    return f"python {platform.python_version()}", f"zlib {zlib.ZLIB_RUNTIME_VERSION}"


def _libraries() -> tuple[str, ...]:
    return tuple(
        # Another system's name for it, or none: loading WeasyPrint will tell.
        f"{names[0]} {next(filter(None, (_asked(name, how) for name in names)), 'unknown')}"
        for names, how in (
            (("libpango-1.0.so.0", "libpango-1.0.dylib"), "pango_version_string"),
            (("libharfbuzz.so.0", "libharfbuzz.0.dylib"), "hb_version_string"),
        )
    )


def _asked(library: str, function: str) -> str:
    """The text that a function of a library returns; "" without such a library."""
    try:
        ask = CDLL(library)[function]
    except OSError:
        return ""
    ask.restype = c_char_p
    answer = ask()
    return answer.decode() if isinstance(answer, bytes) else ""
