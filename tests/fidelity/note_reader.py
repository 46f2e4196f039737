"""Reads one note: its blocks, and the words, links and pictures in them."""

import re
from typing import Protocol

from blocks import GAP, Block, Link, Picture, Written
from directives import expanded
from marks import (
    BlockId,
    Citation,
    Comment,
    Formula,
    InlineNote,
    NoteMark,
    WikiLink,
    document,
)
from mistletoe import block_token, span_token, token
from note_lines import (
    addressed,
    divided,
    piped,
    unattributed,
    uncommented,
    unguided,
    unlisted,
)
from raw_html import RawHtml
from shelf import Shelf
from wording import Fragment, plain_words

_PICTURE = re.compile(r"\.(?:png|jpe?g|gif|svg|webp|avif|bmp)$", re.IGNORECASE)
_SCHEME = re.compile(r"^(?:[a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)
_CALLOUT = re.compile(r"^\[!([^\]|]+)(?:\|[^\]]*)?\]([+-]?)[ \t]*")
_TASK = re.compile(r"^\[(.)\][ \t]+(?=\S)")
_ATTRIBUTES = re.compile(r"\s*\{[#.][^{}]*\}\s*$")


class Others(Protocol):
    """The notes beside the one that is read."""

    shelf: Shelf
    mdbook: bool
    formulas: bool

    def heading(self, path: str, wanted: str) -> str: ...

    def part(self, link: Link) -> list[Block]: ...


class Reader:
    """Reads one note."""

    def __init__(self, library: Others, path: str) -> None:
        self.library, self.shelf, self.path = library, library.shelf, path
        self.blocks: list[Block] = []
        self.notes: dict[str, list[Block]] = {}
        self.group = 0

    def written(self) -> Written:
        lines = list(enumerate(self.shelf.sources[self.path].lines, 1))
        if self.library.mdbook:
            lines = expanded(self.path, lines, self.shelf)
        else:
            lines = unlisted(addressed(uncommented(piped(lines))))
            lines = unattributed(lines)
        lines, notes = divided(lines)
        lines = unguided(lines)
        self._blocks(lines)
        body = self.blocks
        for label, body_of_note in notes.items():
            self.blocks = []
            self._blocks(body_of_note)
            self.notes[label] = self.blocks
        return Written(self.path, body, self.notes)

    def _blocks(self, lines: list[tuple[int, str]]) -> None:
        self.whence = [number for number, _ in lines]
        tree = document(
            [text for _, text in lines], self.library.mdbook, self.library.formulas
        )
        for child in tree.children or ():
            self.group += 1
            self._block(child)

    def _line(self, number: int | None) -> int:
        at = (number or 1) - 1
        return self.whence[min(at, len(self.whence) - 1)] if self.whence else 1

    def _block(self, node: token.Token, task: bool = False) -> None:
        line = self._line(getattr(node, "line_number", None))
        new = Block(line, group=self.group)
        children = list(node.children or ())
        match node:
            case block_token.Heading() | block_token.SetextHeading():
                new.level = node.level
                self._inlines(children, new)
                _trim_attributes(new)
                self.blocks.append(new)
            case block_token.Paragraph():
                if task:
                    _untick(children)
                self._paragraph(children, new)
            case block_token.CodeFence() | block_token.BlockCode():
                new.kind = "code"
                text = children[0].content if children else ""
                language = re.split(r"[\s,{]", getattr(node, "language", "") or "")[0]
                if language == "rust" or (language and self.library.mdbook):
                    text = _unhidden(text) if language == "rust" else text
                    if mark := self.shelf.hidden.get(language):
                        rows = text.splitlines(keepends=True)
                        text = "".join(
                            each for each in rows if not each.lstrip().startswith(mark)
                        )
                if language not in ("mermaid", "chart"):  # these are drawn
                    new.fragments.append(Fragment(text, line + 1, True))
                self.blocks.append(new)
            case block_token.HtmlBlock():
                self._html(children[0].content, new)
                self.blocks.append(new)
            case block_token.Quote():
                self._quote(children)
            case block_token.Table():
                for row in (getattr(node, "header", None), *children):
                    for cell in (row.children if row else ()) or ():
                        cut = Block(self._line(row.line_number), group=self.group)
                        self._inlines(list(cell.children or ()), cut)
                        self.blocks.append(cut)
            case block_token.List():
                for item in children:
                    first = True
                    for child in item.children or ():
                        self._block(child, task=first)
                        first = False
            case block_token.ThematicBreak() | block_token.Footnote():
                pass
            case _:
                for child in children:
                    self._block(child)

    def _paragraph(self, children: list[token.Token], new: Block) -> None:
        seen = [
            each
            for each in children
            if not (isinstance(each, span_token.RawText) and not each.content.strip())
        ]
        if (
            len(seen) == 1
            and isinstance(seen[0], WikiLink)
            and seen[0].match[1]
            and not _PICTURE.search(seen[0].match[2].split("#")[0].strip())
        ):
            new.kind = "embed"
        if (
            all(
                isinstance(each, span_token.RawText)
                and re.fullmatch(r"(?:\s*#(?=[^\s#]*[^\W\d])[\w/-]+)+\s*", each.content)
                for each in seen
            )
            and seen
            and not self.library.mdbook
        ):
            return
        self._inlines(children, new)
        _caption(new)
        if new.kind == "embed" and len(new.links) != 1:
            new.kind = "text"
        alone = BlockId in {type(each) for each in seen} and not new.text.strip()
        if alone and self.blocks:
            # The id of what stands before it.
            self.blocks[-1].id = new.id
            for block in self.blocks:
                if block.group == self.blocks[-1].group:
                    block.id = block.id or new.id
            return
        self.blocks.append(new)

    def _quote(self, children: list[token.Token]) -> None:
        first = children[0] if children else None
        inlines = (
            list(first.children or ())
            if isinstance(first, block_token.Paragraph)
            else []
        )
        match = (
            _CALLOUT.match(inlines[0].content)
            if inlines and isinstance(inlines[0], span_token.RawText)
            else None
        )
        if match:
            assert first is not None
            ends = [
                n
                for n, each in enumerate(inlines)
                if isinstance(each, span_token.LineBreak)
            ]
            cut = ends[0] if ends else len(inlines)
            title = Block(self._line(first.line_number), group=self.group)
            inlines[0] = span_token.RawText(inlines[0].content[match.end() :])
            self._inlines(inlines[:cut], title)
            if title.text.strip():
                self.blocks.append(title)
            body = Block(self._line(first.line_number + 1), group=self.group)
            if inlines[cut + 1 :]:
                self._paragraph(inlines[cut + 1 :], body)
            children = children[1:]
        for child in children:
            self._block(child)

    # ---------------------------------------------------------------- inlines

    def _inlines(self, children: list[token.Token], block: Block) -> None:
        self.at = block.line
        raw = ""
        for child in children:
            raw += child.content if isinstance(child, span_token.HtmlSpan) else ""
            self._inline(child, block)
        for address in re.findall(
            r"""<img\b[^>]*?\bsrc=["']([^"']+)""", raw, re.IGNORECASE
        ):
            self._picture(address, block)

    def _say(self, block: Block, text: str, code: bool = False) -> None:
        block.fragments.append(Fragment(text, self.at, code))
        self.at += text.count("\n")

    def _inline(self, node: token.Token, block: Block) -> None:
        match node:
            case span_token.LineBreak():
                self._say(block, "\n")
            case span_token.InlineCode():
                self._say(block, node.children[0].content, code=True)
            case span_token.RawText():
                self._say(block, node.content)
            case span_token.AutoLink():
                self._say(block, node.target)
            case span_token.HtmlSpan():
                self._html(node.content, block, inline=True)
            case WikiLink():
                self._wikilink(node, block)
            case span_token.Image():
                title = (node.title or "").strip()
                self._picture(node.src, block)
                if title:
                    self._say(block, f" {title} ")
                elif _SCHEME.match(node.src) or not self._found(node.src):
                    alt = "".join(
                        each.text for each in self._aside(node.children).fragments
                    )
                    self._say(block, alt.split("|")[0])
            case span_token.Link():
                self._link(node, block)
            case NoteMark():
                label = node.match[1]
                block.marks.append(("note", label))
                self._say(block, "" if self._defined(label) else node.match[0])
            case InlineNote():
                inner = self._aside(node.children)
                label = f"^{len(self.notes)}:{self.at}:{len(block.marks)}"
                self.notes[label] = [inner]
                block.marks.append(("note", label))
            case Citation() if set(node.keys) & self.shelf.works:
                self._say(block, GAP)
            case Citation():
                self._say(block, node.match[0])
            case BlockId():
                block.id = node.match[1].lower()
            case Comment() | Formula():
                self._say(block, "\n" * node.match[0].count("\n") or " ")
            case span_token.EscapeSequence():
                self._say(block, node.children[0].content)
            case _:
                for child in node.children or ():
                    self._inline(child, block)

    def _defined(self, label: str) -> bool:
        pattern = rf"(?m)^[ >]*\[\^{re.escape(label)}\]:"
        return bool(re.search(pattern, self.shelf.sources[self.path].text))

    def _aside(self, children: object) -> Block:
        """Some inlines as a block of their own."""
        inner = Block(self.at, group=self.group)
        for child in children or ():  # type: ignore[attr-defined]
            self._inline(child, inner)
        return inner

    def _wikilink(self, node: WikiLink, block: Block) -> None:
        target, label = node.match[2].strip(), node.match[3]
        if not target:
            self._say(block, node.match[0])
            return
        path, _, fragment = (part.strip() for part in target.partition("#"))
        found = self.shelf.find(path, self.path)
        if node.match[1] and _PICTURE.search(path):
            if found:
                block.pictures.append(Picture(self.at, found))
            else:
                self._say(block, path)
            return
        link = Link(self.at, found)
        if (
            node.match[1]
            and block.kind != "embed"
            and self._embedded(link, fragment, block)
        ):
            return
        if fragment.startswith("^"):
            link.block = fragment[1:]
        elif fragment and found in self.shelf.sources:
            link.heading = self.library.heading(found, fragment)
        text = label.strip() if label and label.strip() else ""
        if not text:
            if link.block:
                # What has a number is called by it.
                self._say(block, GAP)
                block.links.append(link)
                return
            text = self._display(path, found, link, fragment)
            link.words = tuple(plain_words(text))
            self._say(block, text)
        else:
            inner = self._aside(node.children)
            link.words = tuple(plain_words(inner.text))
            block.fragments += inner.fragments
        block.links.append(link)

    def _embedded(self, link: Link, fragment: str, block: Block) -> bool:
        """Set what an embed within words means in its place, if it is one paragraph."""
        named = "block" if fragment.startswith("^") else "heading"
        meant = Link(link.line, link.target, **{named: fragment.removeprefix("^")})
        part = self.library.part(meant) if link.target != self.path else []
        if len(part) != 1 or part[0].kind != "text":
            return False
        block.fragments += [each._replace(line=self.at) for each in part[0].fragments]
        return True

    def _display(self, path: str, found: str, link: Link, fragment: str) -> str:
        last = re.sub(r"\.(?:md|markdown)$", "", path.rsplit("/", 1)[-1])
        if (
            found in self.shelf.sources
            and " " not in last
            and re.search(r"_|^(?!(?:1[89]|20)\d\d\D)\d+[._-](?!\d)", last)
        ):
            last = self.shelf.sources[found].titles[0]
        if fragment and not fragment.startswith("^"):
            heading = link.heading or fragment.split("#")[-1]
            return f"{last} › {heading}" if last else heading
        return last or (self.shelf.sources[self.path].titles[0] if found else fragment)

    def _link(self, node: span_token.Link, block: Block) -> None:
        inner = self._aside(node.children)
        block.fragments += inner.fragments
        block.pictures += inner.pictures
        self.at = inner.fragments[-1].line if inner.fragments else self.at
        said = tuple(plain_words(inner.text))
        if _SCHEME.match(node.target):
            return
        block.links += self._meant(node.target, said)

    def _meant(self, address: str, said: tuple[str, ...]) -> list[Link]:
        """The link that an address makes, when it leads to a note."""
        found, fragment = self.shelf.find_url(address, self.path)
        if found not in self.shelf.sources:
            return []
        link = Link(self.at, found, words=said)
        if fragment.startswith("^"):
            link.block = fragment[1:]
        elif fragment:
            link.heading = self.library.heading(found, fragment)
            link.id = "" if link.heading else fragment
        return [link]

    def _found(self, address: str) -> str:
        return self.shelf.find_url(address, self.path)[0]

    def _picture(self, address: str, block: Block) -> None:
        found = "" if _SCHEME.match(address) else self._found(address)
        if found and _PICTURE.search(found):
            block.pictures.append(Picture(self.at, found))

    # ------------------------------------------------------------------- HTML

    def _html(self, raw: str, block: Block, inline: bool = False) -> None:
        self.at = self.at if inline else block.line
        reader = RawHtml()
        reader.feed(raw)
        reader.close()
        for text, code in reader.said:
            self._say(block, text, code)
        if inline:
            return
        for address in reader.pictures:
            self._picture(address, block)
        for address, said in reader.links:
            if not _SCHEME.match(address):
                block.links += self._meant(address, tuple(plain_words(said)))


def _trim_attributes(block: Block) -> None:
    if block.fragments:
        last = block.fragments[-1]
        block.fragments[-1] = last._replace(text=_ATTRIBUTES.sub("", last.text))


def _caption(block: Block) -> None:
    """A number comes between the word that makes a paragraph a caption and the rest."""
    first = block.fragments[0] if block.fragments else Fragment("")
    match = re.match(r"(Figure|Table|Listing):(?= \S)", first.text)
    if match:
        word = first._replace(text=match[1])
        rest = first._replace(text=first.text[match.end() :])
        block.fragments[:1] = [word, word._replace(text=GAP), rest]


def _untick(children: list[token.Token]) -> None:
    first = children[0] if children else None
    if isinstance(first, span_token.RawText):
        children[0] = span_token.RawText(_TASK.sub("", first.content))


def _unhidden(text: str) -> str:
    """Rust without the lines that a book hides."""
    shown = []
    for line in text.split("\n"):
        if re.match(r"\s*#(?: |$)", line):
            continue
        shown.append(re.sub(r"^(\s*)##", r"\1#", line))
    return "\n".join(shown)
