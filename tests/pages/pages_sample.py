"""A small style sheet, its fonts, and places to keep and to do the work."""

import hashlib
from collections.abc import Callable
from concurrent.futures import Executor, Future

from octavo.model.asset import Asset

STYLES = """
@font-face { font-family: Serif; src: url(octavo:fonts/OctavoSerif-Regular.ttf) }
@font-face { font-family: Serif; font-weight: 600;
  src: url(octavo:fonts/OctavoSerif-SemiBold.ttf) }
@font-face { font-family: Serif; font-style: italic;
  src: url(octavo:fonts/OctavoSerif-Italic.ttf) }
@page {
  size: 300pt 400pt; margin: 40pt 30pt;
  @bottom-right { content: counter(page); font: 9pt Serif }
}
@page front { @bottom-right { content: counter(page, lower-roman) } }
@page cover { @bottom-right { content: none } }
html { font: 10pt/14pt Serif; font-variant-numeric: tabular-nums }
body { margin: 0 }
body.front { page: front }
body.cover { page: cover }
h1 { font: 600 18pt/21pt Serif; margin: 0 0 14pt; bookmark-level: 1 }
h2 { font: 600 12pt/14pt Serif; margin: 14pt 0 7pt; bookmark-level: 2 }
p { margin: 0 0 7pt; orphans: 2; widows: 2 }
.footnote { float: footnote; font-size: 8pt; line-height: 10pt }
.row { position: relative; padding-right: 30pt }
.row span { position: absolute; right: 0; top: 0; width: 30pt; text-align: right }
"""


def asset(name: str, media_type: str, data: bytes) -> Asset:
    digest = hashlib.sha256(data).hexdigest()
    return Asset(name=name, media_type=media_type, data=data, digest=digest)


class InPlace(Executor):
    """Does the work at once, in this process."""

    def submit(self, work: Callable, /, *given, **named) -> Future:
        future: Future = Future()
        future.set_result(work(*given, **named))
        return future


class Memory(dict):
    """A store that forgets with the test."""

    def put(self, key: str, data: bytes) -> None:
        self[key] = data
