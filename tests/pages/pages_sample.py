"""A small style sheet, its fonts, and places to keep and to do the work."""

import hashlib
import re
from collections.abc import Callable
from concurrent.futures import Executor, Future
from random import Random

from octavo.model.asset import Asset
from octavo.model.bench import Bench
from octavo.model.book import Entry, Metadata
from octavo.model.galley import Galley, Sheet

METADATA = Metadata(
    title="The Book",
    language="en",
    identifier="urn:x",
    slug="the-book",
    authors=("A. Nonymous",),
)
WORDS = [
    "paper",
    "ink",
    "leading",
    "gutter",
    "folio",
    "measure",
    "signature",
    "verso",
    "recto",
    "galley",
    "plate",
    "type",
    "margin",
    "running",
    "head",
    "spine",
    "binding",
    "and",
    "of",
    "the",
    "a",
    "in",
    "over",
    "under",
    "with",
    "letters",
]

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
.row span[data-page-of] { position: absolute; right: 0; top: 0; width: 30pt; text-align: right }
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


def sheet(name: str, body: str, *, kind: str, role: str, title: str = "") -> Sheet:
    """A sheet whose anchors, wishes and notes are read from its body."""
    html = (
        f'<html lang="en"><head><meta charset="utf-8"/><title>{title}</title></head>'
        f'<body class="{"cover" if kind == "cover" else role}">{body}</body></html>'
    )
    return Sheet(
        name=name,
        kind=kind,
        role=role,
        html=html,
        digest=hashlib.sha256(html.encode()).hexdigest(),
        title=title,
        anchors=tuple(re.findall(r'\bid="([^"]+)"', body)),
        wants=tuple(dict.fromkeys(re.findall(r'data-page-of="([^"]+)"', body))),
        notes=body.count('class="footnote"'),
        source=f"{name}.md" if kind == "chapter" else "",
    )


def page_of(anchor: str) -> str:
    """A reference as `compose` writes it: words, then the page."""
    return (
        f'<a href="#{anchor}">see {anchor}</a>, '
        f'p.\u00a0<span data-page-of="{anchor}"></span>'
    )


def chapter(number: int, count: int, *, paragraphs: int = 12) -> Sheet:
    """A chapter with sections, notes, and references before and behind it.

    Each paragraph begins with a word found nowhere else in the book.
    """
    random = Random(number)
    parts = [f'<h1 id="c{number}">Chapter {number}</h1>']
    for place in range(paragraphs):
        if place % 4 == 3:
            parts.append(f'<h2 id="c{number}--s{place}">Section {number}.{place}</h2>')
        words = " ".join(random.choices(WORDS, k=random.randint(20, 90)))
        other = random.randint(1, count)
        note = (
            f'<span class="footnote">note{number}x{place} {page_of(f"c{other}")}</span>'
            if place % 3 == 1
            else ""
        )
        parts.append(
            f"<p>word{number}x{place} {words}{note}; {page_of(f'c{other}')}.</p>"
        )
    return sheet(
        f"c{number}",
        "".join(parts),
        kind="chapter",
        role="body",
        title=f"Chapter {number}",
    )


def galley(
    fonts: tuple[Asset, ...], count: int = 12, *, styles: str = STYLES, **changed: Sheet
) -> Galley:
    """A book of `count` chapters; `changed` replaces sheets by name."""
    chapters = [chapter(number, count) for number in range(1, count + 1)]
    entries = tuple(
        Entry(
            text=one.title,
            anchor=f"c{number}",
            level=1,
            number=str(number),
            entries=tuple(
                Entry(text=f"Section {anchor[1:]}", anchor=anchor, level=2)
                for anchor in one.anchors[1:]
            ),
        )
        for number, one in enumerate(chapters, 1)
    )
    rows = "".join(
        f'<p class="row"><a href="#{row.anchor}">{row.text}</a>'
        f'<span data-page-of="{row.anchor}"></span></p>'
        for entry in (Entry(text="The title", anchor="title", level=1), *entries)
        for row in (entry, *entry.entries)
    )
    sheets = (
        sheet("cover", '<h1 id="cover">The Book</h1>', kind="cover", role="front"),
        sheet("title", '<h1 id="title">The Book</h1>', kind="title", role="front"),
        sheet(
            "contents",
            f'<h1 id="contents">Contents</h1>{rows}',
            kind="contents",
            role="front",
        ),
        *chapters,
    )
    return Galley(
        edition="pdf",
        metadata=METADATA,
        sheets=tuple(changed.get(one.name, one) for one in sheets),
        styles=styles,
        assets=fonts,
        outline=(Entry(text="Contents", anchor="contents", level=1), *entries),
    )


def bench(store: Memory | None = None, executor: Executor | None = None) -> Bench:
    """A bench that forgets, at a fixed moment."""
    kept = Memory() if store is None else store
    return Bench(
        store=kept,
        stock=kept,
        executor=executor or InPlace(),
        moment=86400,
    )
