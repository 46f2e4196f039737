"""`handbook.toml` (or mdBook's `book.toml`) and `--set` overrides → Config.

Keys, types and defaults are those of the classes in `octavo.model.config`. What is said
about a key points at the key or its value in the file.
"""

from collections.abc import Sequence
from pathlib import PurePosixPath

from octavo.configure.filling import Filling
from octavo.configure.written import Written
from octavo.diagnostics import Outcome, in_order
from octavo.model.config import Config


def configure(
    text: str, path: PurePosixPath, overrides: Sequence[str] = ()
) -> Outcome[Config]:
    """The configuration that `text`, the file at `path`, and the overrides describe.

    A file called `book.toml` is read as mdBook's (dialect rule R11.2). An override is
    `KEY=VALUE` with a dotted key; VALUE is TOML, or else taken as text. What cannot be
    used keeps its default, so a Config always comes back; an error among the
    diagnostics means that it should not be built with.
    """
    written = Written(text, path)
    table = written.table()
    if path.name == "book.toml":
        table = written.from_mdbook(table)
    for count, override in enumerate(overrides, start=1):
        written.put(table, override, count)
    config = Filling(written).filled(Config, table, ())
    assert isinstance(config, Config), "filled returns what it was asked for"
    return Outcome(config, in_order(written.told))
