"""Finished books as their readers see them: an EPUB's documents, a PDF's pages."""

import io
import posixpath
import re
import zipfile
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote

import pikepdf
import pypdfium2
from lxml import etree
from PIL import Image
from wording import Fragment, joined, plain_words, words

_XHTML = "{http://www.w3.org/1999/xhtml}"
_TYPE = "{http://www.idpf.org/2007/ops}type"
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "figcaption",
        "figure",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "br",
    ]
)
# Marks that lead to a note and back are no words of the text.
_GONE = frozenset({"noteref", "backlink", "pagebreak"})


@dataclass
class Anchor:
    """A link of a chapter: where it leads, and its words."""

    file: str
    id: str
    words: tuple[str, ...]


@dataclass
class Chapter:
    """One document of the spine."""

    name: str
    fragments: list[Fragment] = field(default_factory=list)
    ids: dict[str, etree._Element] = field(default_factory=dict)
    anchors: list[Anchor] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)

    @cached_property
    def row(self) -> list[str]:
        """Its words in order, code among them."""
        return [word.text for word in words(self.fragments)]

    @property
    def prose(self) -> str:
        """Its text without code."""
        return "".join(" " if each.code else each.text for each in self.fragments)


def text_of(element: etree._Element) -> str:
    """The words an element holds, marks of notes apart."""
    fragments: list[Fragment] = []
    _walk(element, fragments, code=False)
    return "".join(each.text for each in fragments)


def _walk(element: etree._Element, out: list[Fragment], code: bool) -> None:
    if not isinstance(element.tag, str):
        return
    tag = element.tag.removeprefix(_XHTML)
    kinds = set((element.get(_TYPE) or "").split())
    if kinds & _GONE or "math" in tag or tag in ("svg", "script", "style", "head"):
        return
    code = code or (tag in ("code", "pre", "kbd", "samp") and tag != "kbd")
    edge = Fragment("\n", 0, code)
    if tag in _BLOCKS:
        out.append(edge)
    out.append(Fragment(element.text or "", 0, code))
    for child in element:
        _walk(child, out, code)
        out.append(Fragment(child.tail or "", 0, code))
    if tag in _BLOCKS:
        out.append(edge)


class Epub:
    """An EPUB by its package document."""

    def __init__(self, path: Path) -> None:
        with zipfile.ZipFile(path) as packed:
            self.files = {name: packed.read(name) for name in packed.namelist()}
        container = etree.fromstring(self.files["META-INF/container.xml"])
        (root,) = container.iter("{*}rootfile")
        package = str(root.get("full-path"))
        base = posixpath.dirname(package)
        opf = etree.fromstring(self.files[package])
        self.manifest = {
            str(item.get("id")): posixpath.normpath(
                posixpath.join(base, unquote(str(item.get("href"))))
            )
            for item in opf.iter("{*}item")
        }
        self.spine = [
            self.manifest[str(item.get("idref"))] for item in opf.iter("{*}itemref")
        ]
        self.chapters = {name: self._chapter(name) for name in self.spine}

    def _chapter(self, name: str) -> Chapter:
        # The entities of XML alone: nothing is fetched.
        tree = etree.fromstring(
            self.files[name], etree.XMLParser(resolve_entities=False)
        )
        chapter = Chapter(name)
        (body,) = tree.iter(f"{_XHTML}body")
        _walk(body, chapter.fragments, code=False)
        base = posixpath.dirname(name)
        for element in body.iter(etree.Element):
            if element.get("id"):
                chapter.ids[str(element.get("id"))] = element
            tag = str(element.tag).removeprefix(_XHTML)
            if tag == "img":
                address = unquote(str(element.get("src")))
                chapter.pictures.append(
                    posixpath.normpath(posixpath.join(base, address))
                )
            href = element.get("href")
            kinds = set((element.get(_TYPE) or "").split())
            if tag == "a" and href and not kinds & _GONE and ":" not in href:
                file, _, fragment = href.partition("#")
                target = (
                    posixpath.normpath(posixpath.join(base, unquote(file)))
                    if file
                    else name
                )
                said = tuple(plain_words(text_of(element)))
                chapter.anchors.append(Anchor(target, unquote(fragment), said))
        return chapter

    def picture(self, name: str) -> bytes:
        """The bytes of a file, empty when the EPUB has none of that name."""
        return self.files.get(name, b"") if name in self.manifest.values() else b""


@dataclass
class Jump:
    """A link of a page: the words below it, the page it leads to and the height there."""

    page: int
    target: int
    top: float
    words: tuple[str, ...]


class Pdf:
    """A PDF by its pages; they count from 0."""

    def __init__(self, path: Path) -> None:
        data = path.read_bytes()
        self.texts: list[str] = []
        self.jumps: list[Jump] = []
        self.pictures: list[tuple[int, bytes]] = []
        self.outline: list[tuple[int, str]] = []
        self._document = pypdfium2.PdfDocument(data)
        pages = [page.get_textpage() for page in self._document]
        self._pages = pages
        self.texts = [page.get_text_range() for page in pages]
        with pikepdf.open(io.BytesIO(data)) as pdf:
            self._places(pdf)
            self._figures(pdf)

    def _places(self, pdf: pikepdf.Pdf) -> None:
        numbers = {page.objgen: number for number, page in enumerate(pdf.pages)}
        named = {}
        if "/Names" in pdf.Root and "/Dests" in pdf.Root.Names:
            for name, place in pikepdf.NameTree(pdf.Root.Names.Dests).items():
                where = place.D if isinstance(place, pikepdf.Dictionary) else place
                named[str(name)] = (numbers[where[0].objgen], float(where[3]))
        for number, page in enumerate(pdf.pages):
            for annotation in page.get("/Annots", []):
                place = annotation.get("/Dest")
                if place is None or str(place) not in named:
                    continue
                left, low, right, high = (float(side) for side in annotation.Rect)
                low, high = sorted((low, high))
                said = self._pages[number].get_text_bounded(left, low, right, high)
                target, top = named[str(place)]
                self.jumps.append(Jump(number, target, top, tuple(plain_words(said))))
        with pdf.open_outline() as tree:
            waiting = list(reversed(tree.root))
            while waiting:
                row = waiting.pop()
                if str(row.destination) in named:
                    self.outline.append((named[str(row.destination)][0], row.title))
                waiting += reversed(row.children)

    def _figures(self, pdf: pikepdf.Pdf) -> None:
        """Pictures by page; the structure tree names what is drawn as lines."""
        self.figures: Counter[int] = Counter()
        numbers = {page.objgen: number for number, page in enumerate(pdf.pages)}
        for item in pdf.objects:
            if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Figure":
                page = item.get("/Pg") or _page_of(item)
                if page is not None and page.objgen in numbers:
                    self.figures[numbers[page.objgen]] += 1

    def images(self, pages: range) -> list[Image.Image]:
        """The pictures made of dots on these pages."""
        return [
            item.get_bitmap(render=False).to_pil()
            for number in pages
            for item in self._document[number].get_objects(max_depth=8)
            if isinstance(item, pypdfium2.PdfImage)
        ]

    def below(self, page: int, top: float) -> str:
        """The text of a page from a height downwards, with a line of grace."""
        width, height = self._document[page].get_size()
        return self._pages[page].get_text_bounded(0, 0, width, min(height, top + 4))

    def rows(self, pages: range, known: set[str]) -> list[list[str]]:
        """The words of each page in order; `known` words decide what belongs together.

        A word broken over the end of a line or page is one word. The number of a
        footnote that has grown together with its word is taken off.
        """
        rows = [plain_words(joined(self.texts[page])) for page in pages]
        for page, after in zip(pages, rows[1:], strict=False):
            for half in _halves(self.texts[page], known):
                # What is a word by itself is a second half only where a page begins.
                whole = next(
                    (
                        word
                        for at, word in enumerate(after[:60])
                        if half + word in known and (at < 15 or word not in known)
                    ),
                    "",
                )
                if whole:
                    after[after.index(whole)] = half + whole
        return [[_unnumbered(word, known) for word in row] for row in rows]

    def squeezed(self, pages: range) -> str:
        """The letters and digits of these pages without any space between them."""
        text = "".join(self.texts[page] for page in pages)
        return "".join(plain_words(re.sub("[\\s\u00ad\x02\ufffe]", "", text)))


def _unnumbered(word: str, known: set[str]) -> str:
    """The word without the number of a footnote, if only then it is known."""
    if word in known:
        return word
    bases = (word[:-n] for n in (1, 2, 3) if word[-n:].isdigit())
    return next((base for base in bases if base in known), word)


def _halves(text: str, known: set[str]) -> list[str]:
    """First halves of words whose second half does not follow on this page."""
    found = []
    broken = "([\\w'’-]+)(?:[\x02\ufffe](?:\r?\n)?|[-\u00ad\u2010]\\s*(?:\r?\n|$))([\\w'’-]*)"
    for match in re.finditer(broken, text):
        half, rest = ("".join(plain_words(part)) for part in match.groups())
        # Before a running foot, or at the page's end, a half may be a word by itself.
        if not rest or half + rest not in known:
            found.append(half)
    return found[-4:]


def _page_of(item: pikepdf.Dictionary) -> pikepdf.Object | None:
    kids = item.get("/K")
    rows = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
    for row in rows:
        if isinstance(row, pikepdf.Dictionary) and row.get("/Pg") is not None:
            return row.Pg
    return None
