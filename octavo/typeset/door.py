"""The door to WeasyPrint: loading it, feeding it a galley's own files, hearing it out.

Whatever it lays out can only name the galley's assets (`octavo:NAME`) and `data:`
addresses; no file, no network and no font of the machine is within reach.
"""

import ctypes.util
import errno
import logging
import os
import sys
import warnings
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, redirect_stdout
from io import StringIO
from multiprocessing.util import Finalize
from pathlib import Path
from shutil import rmtree
from typing import Any
from urllib.parse import unquote

from octavo.diagnostics import Lacking
from octavo.model.asset import Asset
from octavo.typeset.deferred import deferred
from octavo.typeset.heard import Heard
from octavo.typeset.pile import MAKE_ROOM

PANGO = "Pango, HarfBuzz and Fontconfig, which set the type"
MEND = "sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"

_FULL = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EFBIG))

# Fontconfig reads this variable whenever a configuration is made. It has to be set
# before the renderer loads, which makes one at once.
os.environ["FONTCONFIG_FILE"] = str(Path(__file__).with_name("no-machine-fonts.conf"))


@contextmanager
def _by_name() -> Iterator[None]:
    """While the block runs, nobody asks a compiler where a library lies.

    The renderer tries several names for each. For every one that does not load, Linux
    is searched by programs, a C compiler among them, which finds nothing but names that
    are tried later anyway, and takes as long as all the rest of loading.
    """
    search = ctypes.util.find_library
    if sys.platform == "linux":
        ctypes.util.find_library = lambda name: None
    try:
        yield
    finally:
        ctypes.util.find_library = search


try:
    # Loading says that no fonts are configured (intended), and prints advice of its own
    # where libraries are missing.
    with (
        warnings.catch_warnings(),
        redirect_stdout(StringIO()),
        _by_name(),
        deferred(),
    ):
        warnings.simplefilter("ignore")
        import weasyprint
        from weasyprint.text.fonts import FontConfiguration
        from weasyprint.urls import (
            FatalURLFetchingError,
            URLFetcher,
            URLFetcherResponse,
        )
except OSError as missing:
    raise Lacking(PANGO, MEND) from missing

Document = weasyprint.Document


class _Lacked(FatalURLFetchingError):  # type: ignore[misc]  # as below
    """A file is not what it was. Of any other exception the renderer makes a warning."""

    def __init__(self, lacking: Lacking) -> None:
        super().__init__(lacking)
        self.lacking = lacking


@contextmanager
def _fetching() -> Iterator[None]:
    try:
        yield
    except _Lacked as lacked:
        raise lacked.lacking from None


class Assets(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
    """Serves a galley's assets under `octavo:NAME`, and `data:` addresses."""

    def __init__(self, assets: Iterable[Asset]) -> None:
        super().__init__(allowed_protocols={"data"})
        self._assets = {asset.name: asset for asset in assets}

    def fetch(self, url: str, headers: Any = None) -> Any:
        """The response for `url`; anything else than an asset is an error to it."""
        scheme, _, name = url.partition(":")
        if scheme != "octavo":
            return super().fetch(url, headers)
        asset = self._assets.get(unquote(name))
        if asset is None:
            raise ValueError(f"the galley has no {unquote(name)}")
        try:
            data = asset.read()
        except Lacking as lacking:
            raise _Lacked(lacking) from lacking
        return URLFetcherResponse(url, data, headers={"Content-Type": asset.media_type})


@contextmanager
def _unpacking() -> Iterator[None]:
    """While the block runs, fonts may be unpacked, for which there has to be room."""
    try:
        yield
    except OSError as why:
        if why.errno not in _FULL:
            raise
        what = f"room for the fonts of a book ({why.strerror})"
        raise Lacking(what, MAKE_ROOM) from why


class Press:
    """A parsed style sheet with its fonts, ready to lay out one document after another.

    Not a value: it holds the renderer's own objects, and lives inside one process.
    `source` is its text, `heard` what the renderer said of it, `styles` the sheet parsed.
    """

    def __init__(self, styles: str, assets: Sequence[Asset]) -> None:
        self.source = styles
        self.assets = tuple(assets)
        self.fonts = FontConfiguration()
        self._fetcher = Assets(self.assets)
        with listening() as heard, _unpacking():
            self.styles = self.sheet(styles)
        self.heard = plainly(heard)
        # Fonts are unpacked into a folder that goes when the configuration is deleted;
        # neither a worker that ends nor a program that exits gets as far as that.
        Finalize(self, _tidy, (self.fonts,), exitpriority=1)

    def sheet(self, styles: str) -> Any:
        """A parsed style sheet that may use this press's fonts."""
        with _fetching():
            return weasyprint.CSS(
                string=styles, url_fetcher=self._fetcher, font_config=self.fonts
            )

    def read(self, html: str, assets: Sequence[Asset] = ()) -> Any:
        """The parsed document; its `etree_element` may be changed before layout.

        `assets` are those it names itself, besides the press's own.
        """
        fetcher = Assets((*self.assets, *assets)) if assets else self._fetcher
        return weasyprint.HTML(string=html, url_fetcher=fetcher)

    def lay_out(self, read: Any, *more: Any) -> Any:
        """Pages of a document read by `read`; `more` are sheets that come last."""
        sheets = [self.styles, *more]
        with _fetching():
            return read.render(
                font_config=self.fonts, stylesheets=sheets, pdf_forms=False
            )


def _tidy(fonts: Any) -> None:
    if fonts._folder is not None:
        rmtree(fonts._folder, ignore_errors=True)


class _Ear(logging.Handler):
    """Keeps warnings and errors."""

    def __init__(self, heard: list[logging.LogRecord]) -> None:
        super().__init__(logging.WARNING)
        self._heard = heard

    def emit(self, record: logging.LogRecord) -> None:
        """Keep it."""
        self._heard.append(record)


@contextmanager
def listening() -> Iterator[list[logging.LogRecord]]:
    """What WeasyPrint has to say while the block runs, and nobody else hears it."""
    heard: list[logging.LogRecord] = []
    logger = logging.getLogger("weasyprint")
    ear = _Ear(heard)
    before = logger.propagate
    logger.addHandler(ear)
    logger.propagate = False
    try:
        yield heard
    finally:
        logger.removeHandler(ear)
        logger.propagate = before


def plainly(records: Iterable[logging.LogRecord]) -> tuple[Heard, ...]:
    """The records as values that can be compared and sent; each once, in order."""
    seen: dict[Heard, None] = {}
    for record in records:
        given = record.args if isinstance(record.args, tuple) else ()
        words = tuple(str(word) for word in given)
        seen[Heard(str(record.msg), words, record.getMessage())] = None
    return tuple(seen)
