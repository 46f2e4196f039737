"""Name and version of what results are made with: packages, Python, what sets type.

What another version made may differ, so these are part of the keys of all that is kept.
"""

import platform
import re
import sys
import zlib
from ctypes import CDLL, c_char_p
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from email.message import Message
    from importlib.metadata import Distribution

_NAME = re.compile(r"[\w.-]+")
# What lays out, hyphenates, reads styles and pictures, and writes the file.
_SETTERS = (
    *("weasyprint", "pydyf", "fonttools", "pyphen"),
    *("tinycss2", "cssselect2", "tinyhtml5", "pillow"),
)


@cache
def makers() -> tuple[str, ...]:
    """Name and version of all that results are made with.

    That is every package that octavo needs or that one of those needs, Python, and
    what compresses.
    """
    from importlib.metadata import PackageNotFoundError, distribution

    found: dict[str, str] = {}
    wanted = ["octavo"]
    for name in wanted:
        try:
            about = _head(distribution(name))
        except PackageNotFoundError:
            found[name] = "none"
            continue
        found[name] = about["Version"]
        for line in about.get_all("Requires-Dist", ()):
            needed = _NAME.match(line)
            if needed and "extra ==" not in line:
                wanted += {needed[0].lower().replace("_", "-")}.difference(wanted)
    return tuple(sorted([*(f"{name} {found[name]}" for name in found), *_python()]))


def _head(package: "Distribution") -> "Message":
    """What a package says of itself, without its description, which may be a book."""
    from email.parser import Parser

    text = package.read_text("METADATA") or package.read_text("PKG-INFO") or ""
    return Parser().parsestr(text.partition("\n\n")[0])


@cache
def renderer() -> str:
    """Versions of all that lays out and paints, asked without loading WeasyPrint."""
    from importlib.metadata import version

    found = [f"{name} {version(name)}" for name in _SETTERS]
    return ", ".join([*found, f"zlib {zlib.ZLIB_RUNTIME_VERSION}", *_libraries()])


@cache
def machine() -> tuple[str, ...]:
    """All packages that are installed, Python, and the libraries that set type.

    More than `makers` has, and sooner: the names of folders say which packages there
    are, and in which versions (PyPA, “Recording installed projects”).
    """
    there = {
        entry.name
        for folder in dict.fromkeys(sys.path)
        if Path(folder).is_dir()
        for pattern in ("*.dist-info", "*.egg-info")
        for entry in Path(folder).glob(pattern)
    }
    return (*sorted(there), *_python(), *_libraries())


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
