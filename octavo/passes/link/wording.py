"""What a link says that has no words of its own: a number, a heading, a title (R4.7)."""

from dataclasses import dataclass
from pathlib import PurePosixPath

from octavo.collate import unprefixed
from octavo.diagnostics import Span
from octavo.model.blocks import Division, Heading
from octavo.model.document import Library
from octavo.model.inlines import Inline, Text, WikiLink
from octavo.reference.destinations import Destinations
from octavo.reference.fragments import Place, stretch
from octavo.reference.label import flattened
from octavo.reference.names import Found
from octavo.reference.spelling import last_name
from octavo.words import Words


@dataclass(frozen=True, slots=True)
class Wording:
    """The words for places of one book, in its language."""

    library: Library
    destinations: Destinations
    words: Words

    def numbered(
        self, span: Span, path: PurePosixPath, place: Place | None, opens: bool
    ) -> tuple[Inline, ...]:
        """Kind and number of what has one, kept on one line: “Figure 3.2”.

        What `opens` a sentence has a capital in the languages that have a small letter.
        """
        if place is None or place.heading:
            return ()
        target = self.destinations.target(self.destinations.anchor(path, place))
        said = target and self.words.numbered(target.kind, target.number)
        if said and opens:
            said = said[0].upper() + said[1:]
        return (Text(span=span, text=said.replace(" ", "\u00a0")),) if said else ()

    def shown(
        self,
        node: WikiLink,
        found: Found | None,
        path: PurePosixPath,
        place: Place | None,
    ) -> tuple[Inline, ...]:
        """The words of a wikilink that has none of its own (rule R4.7)."""
        name = ""
        if found and found.alias:
            name = found.alias
        elif found:
            name = last_name(node.target)
            plain = " " not in name and ("_" in name or unprefixed(name) != name)
            name = (self._called(path) if plain else "") or name
        heading = node.subpath.rpartition("#")[2]
        if not heading or heading.startswith("^"):
            return (Text(span=node.span, text=name or self._called(path)),)
        words: tuple[Inline, ...] = (Text(span=node.span, text=heading),)
        if place and place.heading:
            words = flattened(place.heading.inlines)
        before = (Text(span=node.span, text=f"{name} › "),) if name else ()
        return (*before, *words)

    def title(
        self, span: Span, path: PurePosixPath, place: Place | None
    ) -> tuple[Inline, ...]:
        """The words of a markdown link that has none."""
        if place and place.heading:
            return flattened(place.heading.inlines)
        return (Text(span=span, text=self._called(path)),)

    def headed(self, path: PurePosixPath, place: Place | None) -> tuple[Inline, ...]:
        """The heading that a block begins with: what a theorem of Quarto's is called."""
        match place and stretch(self.library[path], place):
            case (Division(blocks=(Heading() as heading, *_)),):
                return flattened(heading.inlines)
        return ()

    def _called(self, path: PurePosixPath) -> str:
        return self.destinations.title(path) or self.library[path].title
