"""Results of stages in the store: their keys name all that they depend on."""

import platform
import re
import tomllib
import zlib
from importlib.metadata import version
from pathlib import Path

from settling import settled

from octavo.keep import kept, key_of_edition
from octavo.makers import makers, renderer
from octavo.model.bench import Bench
from octavo.model.book import Metadata
from octavo.model.galley import Galley
from octavo.reckon import Memory
from octavo.workers import InPlace


def test_every_package_and_what_it_needs_is_among_the_makers(checkout: Path) -> None:
    project = tomllib.loads((checkout / "pyproject.toml").read_text())["project"]
    needed = [re.split("[<>=[]", line)[0] for line in project["dependencies"]]
    # The last are needed by packages that octavo needs: hyphens, selectors.
    for name in (*needed, "pyphen", "cssselect2"):
        assert f"{name} {version(name)}" in makers()
    assert f"python {platform.python_version()}" in makers()
    assert f"zlib {zlib.ZLIB_RUNTIME_VERSION}" in makers()
    assert list(makers()) == sorted(makers())


def test_an_edition_is_made_anew_on_another_machine() -> None:
    store = Memory()
    bench = Bench(store=store, stock=store, executor=InPlace(), moment=0, tell=print)
    galley = Galley(
        edition="pdf",
        metadata=Metadata(title="A", language="en", identifier="i", slug="a"),
        sheets=(),
        styles="",
        assets=(),
        outline=(),
    )
    keys = {key_of_edition(galley, bench, (name,)) for name in ("a", "b", "a")}
    assert len(keys) == 2
    assert re.search(r"pango\S* 1\.\d+\.\d+, libharfbuzz\S* \d+\.\d+", renderer())


def test_a_book_comes_from_the_store_as_it_was_put_there(checkout: Path) -> None:
    folder = checkout / "tests" / "pages" / "torture"
    notes = {path.name: path.read_text() for path in folder.glob("*.md")}
    book = settled(notes).book
    store = Memory()
    assert kept(store, lambda: "book", lambda: book) is book
    again = kept(store, lambda: "book", lambda: None)
    assert again == book
    assert again is not book
