"""Notes that a vault's settings, or their names, keep out of books (rule R1.4, first half).

Templates are those of Obsidian's own plugin and of Templater, which has its own folder.
"""

import json
import re
from collections.abc import Callable, Mapping
from pathlib import PurePosixPath

_APP = PurePosixPath(".obsidian/app.json")
_TEMPLATES = (
    (PurePosixPath(".obsidian/templates.json"), "folder"),
    (
        PurePosixPath(".obsidian/plugins/templater-obsidian/data.json"),
        "templates_folder",
    ),
)


def unprinted(
    paths: tuple[PurePosixPath, ...], settings: Mapping[PurePosixPath, str]
) -> tuple[PurePosixPath, ...]:
    """Those of `paths` in the templates folder or matched by `userIgnoreFilters`.

    A filter is the beginning of a path, or a regular expression between slashes; one
    that is no expression here matches nothing, as do settings that are not JSON.
    """
    tests: list[Callable[[str], bool]] = []
    for path, key in _TEMPLATES:
        folder = _field(settings.get(path, ""), key)
        if isinstance(folder, str) and folder.strip("/"):
            tests.append(_within(folder.strip("/")))
    tests.append(_is_partial)
    filters = _field(settings.get(_APP, ""), "userIgnoreFilters")
    listed = filters if isinstance(filters, list) else []
    tests += [_filter(each) for each in listed if isinstance(each, str) and each]
    return tuple(path for path in paths if any(test(str(path)) for test in tests))


def _is_partial(path: str) -> bool:
    """Whether a file is one that pages of Quarto or MDX put in: `_x.qmd`, `_x.mdx`."""
    name = path.rpartition("/")[2].lower()
    return name.startswith("_") and name.endswith((".mdx", ".qmd", ".rmd"))


def _within(folder: str) -> Callable[[str], bool]:
    return lambda path: path.startswith(folder + "/")


def _filter(written: str) -> Callable[[str], bool]:
    if len(written) > 2 and written.startswith("/") and written.endswith("/"):
        try:
            expression = re.compile(written[1:-1])
        except re.error:
            return lambda path: False
        return lambda path: expression.search(path) is not None
    return lambda path: path.startswith(written)


def _field(text: str, name: str) -> object:
    try:
        table = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return table.get(name) if isinstance(table, dict) else None
