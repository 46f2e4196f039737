"""Pictures and other media: each gets its file, or words in its place."""

import re
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from octavo.codes import tell
from octavo.diagnostics import Diagnostic, Outcome, Severity, Span, in_order
from octavo.model.asset import PICTURES
from octavo.model.blocks import Paragraph
from octavo.model.book import Book, Chapter, each_chapter
from octavo.model.changes import replace_all
from octavo.model.config import Config
from octavo.model.displays import Figure
from octavo.model.document import Library
from octavo.model.inlines import Image, Inline, LineBreak, Link, Substitute, Text
from octavo.model.nodes import Node
from octavo.model.unopened import Blank
from octavo.model.vault import Vault
from octavo.reference.address import (
    did_you_mean,
    origin,
    remarks,
    scheme_of,
    taken_apart,
)
from octavo.reference.names import Names
from octavo.reference.spelling import last_name, medium_of, medium_of_file, suffix_of
from octavo.words import words_in

_FIGURES: frozenset[type] = frozenset((Figure,))
_CONCERNED: frozenset[type] = frozenset((Figure, Image, Link, Paragraph))
_SOUGHT: frozenset[type] = frozenset((Blank, Figure, Image))
"""Without one of these a block stays as it is."""
_CARRIED = re.compile(r"data:image/([a-z0-9.-]+)[+;,]", re.IGNORECASE)
_FRAMES = ("youtube.com", "youtu.be", "vimeo.com")


def images(book: Book, library: Library, vault: Vault, config: Config) -> Outcome[Book]:
    """The book with each picture's file found, or words set where it cannot be shown.

    Rules R6.7 to R6.11: a picture alone in its paragraph becomes a figure with its
    title as caption. Runs after `embed`, which hands on what is no note, and before
    `anchors`, since a figure is a target of its own kind.
    """
    settling = _Settling(Names(vault, library), vault, book.metadata.language)
    book = each_chapter(book, settling.settled)
    return Outcome(book, in_order(settling.told))


@dataclass
class _Settling:
    """One book's pictures; `undescribed` are files told to have no description."""

    names: Names
    vault: Vault
    language: str
    told: list[Diagnostic] = field(default_factory=list)
    undescribed: set[PurePosixPath] = field(default_factory=set)
    chapter: PurePosixPath = field(default_factory=PurePosixPath)
    badge: Span | None = None

    def settled(self, chapter: Chapter) -> Chapter:
        self.chapter = chapter.path
        blocks = replace_all(
            chapter.blocks, self._change, _FIGURES, _CONCERNED, _SOUGHT
        )
        title = replace_all(chapter.title_inlines, self._change, kinds=_CONCERNED)
        if blocks is chapter.blocks and title is chapter.title_inlines:
            return chapter
        return replace(chapter, blocks=blocks, title_inlines=title)

    def _change(self, node: Node) -> Node | tuple[Node, ...]:
        if isinstance(node, Image) and node.path is None:
            return self._picture(node)
        if isinstance(node, Figure) and node.image.path is None:
            return self._figure(node)
        if isinstance(node, Paragraph) and _blank(node.inlines):
            return ()
        if isinstance(node, Paragraph) and len(node.inlines) == 1:
            return _framed(node, node.inlines[0])
        if isinstance(node, Link) and _blank(node.inlines) and self._lost_badge(node):
            return ()
        return node

    def _figure(self, node: Figure) -> Node | tuple[Node, ...]:
        """A figure; what stands for a picture that was lost, and then its caption."""
        caption = replace_all(node.caption, self._change, kinds=_CONCERNED)
        after = self._picture(node.image)
        if isinstance(after, Image):
            return replace(node, image=after, caption=caption)
        words = Paragraph(span=node.span, inlines=caption)
        lost = Paragraph(span=node.span, inlines=(after,) if after else (), id=node.id)
        return tuple(each for each in (lost, words) if not _blank(each.inlines))

    def _lost_badge(self, link: Link) -> bool:
        """Whether the picture in a link was a badge: the link goes with it."""
        badge, span = self.badge, link.span
        if badge is None or badge.path != span.path:
            return False
        inside = (badge.line, badge.column)
        return (span.line, span.column) <= inside < (span.end_line, span.end_column)

    def _picture(self, image: Image) -> Inline | tuple[()]:
        if image.target.startswith("//") or scheme_of(image.target):
            return self._remote(image)
        written = image.target.partition("#")[0]
        target = written if image.wiki else taken_apart(image.target).path
        found = self.names.find(target, origin(image.span, self.chapter, self.vault))
        if found is None:
            return self._missing(image, target)
        self.told += remarks(found, target, image.span)
        if suffix_of(str(found.path)) not in PICTURES:
            return self._unsupported(image, medium_of_file(str(found.path)))
        if not image.described and found.path not in self.undescribed:
            self.undescribed.add(found.path)
            form = f"![[{target}|what it shows]]"
            if not image.wiki:
                form = f"![what it shows]({image.target})"
            self.told.append(
                tell("missing-alt", image.span, help=f"write `{form}`", file=found.path)
            )
        return replace(image, path=found.path)

    def _missing(self, image: Image, target: str) -> Inline:
        near = [f"“{path}”" for path in self.names.near_files(target)]
        kind = "file" if medium_of(target) else "image"
        help = did_you_mean(near) or "mend the path, or put the file there"
        self.told.append(
            tell("missing-image", image.span, help=help, kind=kind, path=target)
        )
        spoken = image.alt if image.described else ""
        words = Text(span=image.span, text=spoken or last_name(target) or target)
        return Substitute(span=image.span, kind="missing-image", inlines=(words,))

    def _remote(self, image: Image) -> Inline | tuple[()]:
        address = urlsplit(image.target)
        host, path = address.hostname or "", address.path
        form = _CARRIED.match(image.target)
        if form:
            # The address is the picture: its bytes are the plate's business.
            return replace(image, path=PurePosixPath(f"picture.{form[1].lower()}"))
        if address.scheme not in ("http", "https", ""):
            return self._missing(image, image.target[:60])
        if host.endswith("shields.io") or host.startswith("badge.") or "/badge" in path:
            self.told.append(
                tell(
                    "remote-image",
                    image.span,
                    help="badges are left out of books",
                    severity=Severity.NOTE,
                )
            )
            self.badge = image.span
            return ()
        words = Text(span=image.span, text=image.alt or image.target)
        link = Link(span=image.span, inlines=(words,), href=image.target)
        medium = "film" if host.endswith(_FRAMES) else medium_of(path)
        if medium:
            self._tell_unsupported(image.span, medium)
            return Substitute(span=image.span, kind="unsupported", inlines=(link,))
        self.told.append(
            tell("remote-image", image.span, help="save it beside the note")
        )
        return Substitute(span=image.span, kind="remote-image", inlines=(link,))

    def _unsupported(self, image: Image, medium: str) -> Inline:
        """A line that names what print cannot show (rule R6.11)."""
        words = words_in(self.language)
        label = {"sound": words.audio, "film": words.video}.get(medium, medium)
        target, _, fragment = image.target.partition("#")
        name = image.alt if image.described else last_name(target)
        line = f"{label}{words.colon}{name}" if label else name
        if fragment.startswith("page=") and fragment[5:].isdecimal():
            line += f", {words.page.format(fragment[5:]).lower()}"
        self._tell_unsupported(image.span, medium)
        text = Text(span=image.span, text=line)
        return Substitute(span=image.span, kind="unsupported", inlines=(text,))

    def _tell_unsupported(self, span: Span, medium: str) -> None:
        self.told.append(
            tell(
                "unsupported-embed",
                span,
                help="link to where it can be seen or heard, or show a picture of it",
                severity=Severity.NOTE if medium == "sound" else None,
                kind=medium or "this kind of file",
                edition="a book",
            )
        )


def _blank(inlines: tuple[Inline, ...]) -> bool:
    for node in inlines:
        if isinstance(node, Text):
            if node.text.strip():
                return False
        elif not isinstance(node, LineBreak):
            return False
    return True


def _framed(paragraph: Paragraph, inline: Inline) -> Node:
    """A figure for a paragraph that is one picture, else the paragraph (rule R6.8).

    The parser does so for what looks like a picture; here it is known to be one.
    """
    if not isinstance(inline, Image) or inline.path is None:
        return paragraph
    title = Text(span=inline.span, text=inline.title) if inline.title else None
    return Figure(
        span=paragraph.span,
        image=inline,
        caption=(title,) if title else (),
        id=paragraph.id,
    )
