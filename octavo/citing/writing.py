"""Citations and the bibliography of a book in a style, by citeproc-py."""

import re
from collections.abc import Sequence
from string import ascii_lowercase
from typing import Any

from citeproc import (
    VARIABLES,
    Citation,
    CitationItem,
    CitationStylesBibliography,
    Locator,
)
from citeproc.source import VariableError
from citeproc.source.json import CiteProcJSON
from lxml.etree import XMLSyntaxError

from octavo.citing import marked, plain
from octavo.citing.elements import Style
from octavo.citing.record import OTHERS, Cluster, Item, Listed, Unusable, Written
from octavo.citing.seams import bound, ended
from octavo.model.inlines import Mention

_NOBODY = "\U000f0031"
"""Stands for the authors in a citation that leaves them out."""

_NUMBERED = re.compile(rf"{marked.WORK}(\d+){marked.WORK_NAMED}(\d+){marked.WORK_END}")

_VARIABLES = frozenset(name.replace("_", "-") for name in VARIABLES) | {
    "type",
    "shortTitle",
}

_ARXIV = re.compile(r"https?://(?:www\.)?arxiv\.org/abs/([^\s?#]+)")
"""The address of a preprint: what follows `arXiv:` in its number links there too."""

MISTAKES = (
    VariableError,
    XMLSyntaxError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)
"""What citeproc-py raises for a style, or for a work, that it cannot set."""


class _Formatter:
    """Marks in place of markup."""

    @staticmethod
    def preformat(text: object) -> str:
        return str(text)

    Light = staticmethod(str)
    Italic = Oblique = staticmethod(lambda text: f"{marked.ITALIC}{text}{marked.END}")
    Bold = staticmethod(lambda text: f"{marked.BOLD}{text}{marked.END}")
    Superscript = staticmethod(lambda text: f"{marked.RAISED}{text}{marked.END}")
    Subscript = staticmethod(lambda text: f"{marked.LOWERED}{text}{marked.END}")
    SmallCaps = staticmethod(lambda text: f"{marked.CAPITALS}{text}{marked.END}")
    Underline = staticmethod(lambda text: f"{marked.UNDER}{text}{marked.END}")


class _Cited(CitationItem):  # type: ignore[misc]  # citeproc-py has no types
    """A mention that looks its work up once, not for each of the style's questions."""

    @property
    def reference(self) -> Any:
        """The work."""
        if "reference" not in self:
            self["reference"] = self.bibliography.source[self.key]
        return self["reference"]


class _Year(int):
    """A year with the letter that tells works of one year apart."""

    letter = ""

    def __abs__(self) -> "_Year":
        return self

    def __str__(self) -> str:
        return f"{int(self)}{self.letter}"


def write(
    items: Sequence[Item], clusters: Sequence[Cluster], source: bytes, language: str
) -> Written:
    """See `octavo.citing.write`."""
    style = _style(source, language)
    return _Writing(style, items).written(clusters)


def _style(source: bytes, language: str) -> Style:
    again = "download it again from https://www.zotero.org/styles"
    try:
        style = Style(source, language)
    except XMLSyntaxError as mistake:
        line, column = mistake.position
        what = str(mistake.msg).partition(", line ")[0]
        why = f"its XML is broken in line {line} ({what})"
        raise Unusable(why, again, line, max(1, column)) from mistake
    except MISTAKES as mistake:
        raise Unusable(f"it is no style of CSL ({mistake})", again) from mistake
    if parent := style.parent:
        name = parent.rstrip("/").rpartition("/")[2]
        why = f"it only refers to the style “{name}”, and says nothing itself"
        help = (
            f"name that one: `{name}` if it comes along, else its file, from {parent}"
        )
        raise Unusable(why, help)
    if style.root.citation is None or style.root.bibliography is None:
        raise Unusable("it has no citations, or no bibliography, of its own", again)
    return style


class _Writing:
    """One book's works in one style."""

    def __init__(self, style: Style, items: Sequence[Item]) -> None:
        self.style = style
        self.items = items
        self.unset: set[int] = set()
        self.plain: dict[str, str] = {}
        items = [_known(item) for item in items]
        bare = [] if style.numeric else [_bare(item) for item in items]
        named = [{**item, "id": _id(at)} for at, item in enumerate(items)]
        named += [{**item, "id": _id(at, "b")} for at, item in enumerate(bare)]
        self.source = CiteProcJSON(named)
        self.citing = self._registered(["w", "b"] if bare else ["w"])
        self.listing = self._registered(["w"])
        self.others = style.term("et-al")
        self.joint = style.term("and")

    def _registered(self, kinds: list[str]) -> Any:
        """A bibliography that knows the items, in order, without places in them.

        citeproc-py would set the place in a work that is cited first in its entry too.
        """
        made = CitationStylesBibliography(self.style, self.source, _Formatter)
        for kind in kinds:
            for at in range(len(self.items)):
                made.register(Citation([_Cited(_id(at, kind))]))
        try:
            made.sort()
        except MISTAKES as mistake:
            raise Unusable(f"it cannot sort these works ({mistake})") from mistake
        return made

    def written(self, clusters: Sequence[Cluster]) -> Written:
        order = [int(key[1:]) for key in self.listing.keys]
        if self.style.letters:
            self._give_letters(order)
        citations = tuple(bound(self._citation(each), self.others) for each in clusters)
        entries = tuple(self._entry(work, n) for n, work in enumerate(order, 1))
        return Written(
            citations=citations, entries=entries, unset=tuple(sorted(self.unset))
        )

    def _give_letters(self, order: list[int]) -> None:
        """Tell apart works that citations would name alike (CSL 1.0.2, Disambiguation)."""
        alike: dict[object, list[int]] = {}
        for work in order:
            if year := plain.year(self.items[work]):
                alike.setdefault((plain.first_name(self.items[work]), year), []).append(
                    work
                )
        same: dict[str, list[int]] = {}
        for works in alike.values():
            for work in works if len(works) > 1 else ():
                same.setdefault(self._plain(work), []).append(work)
        for works in same.values():
            for at, work in enumerate(works if len(works) > 1 else ()):
                for key in (_id(work), _id(work, "b")):
                    year = _Year(self.source[key]["issued"]["year"])
                    year.letter = _letters(at)
                    self.source[key]["issued"]["year"] = year
                    self.plain.pop(key, None)

    def _plain(self, work: int, kind: str = "w") -> str:
        """A work cited alone, without its place; "" for one that cannot be set."""
        key = _id(work, kind)
        if key not in self.plain:
            self.plain[key] = self._cited([_Cited(key)], [work])
        return self.plain[key]

    def _cited(self, items: list[Any], works: Sequence[int]) -> str:
        citation = Citation(items)
        citation.bibliography = self.citing
        try:
            parts = self.citing.cite(citation, _unknown)
        except MISTAKES:
            self.unset.update(works)
            return ""
        return self._mended("".join(map(str, parts)))

    def _citation(self, cluster: Cluster) -> str:
        if cluster.running:
            return self._running(cluster.mentions[0], cluster.works[0])
        pairs = list(zip(cluster.mentions, cluster.works, strict=True))
        items = [self._item(mention, work) for mention, work in pairs]
        text = self._cited(items, cluster.works)
        if self.style.ranges is not None:
            text = _ranged(text, self.style.ranges)
        return text or "; ".join(
            marked.of_work(work, plain.whole(self.items[work]))
            for work in cluster.works
        )

    def _item(self, mention: Mention, work: int) -> Any:
        alone = mention.alone and not self.style.numeric
        return _Cited(
            _id(work, "b" if alone else "w"),
            prefix=f"{mention.before}{marked.WORK}{work}{marked.WORK_NAMED}",
            suffix=f"{marked.WORK_END}{mention.after}",
            **_place(mention),
        )

    def _running(self, mention: Mention, work: int) -> str:
        """“Hu et al. (2021)”: what the citation says beyond what it says without names."""
        whole = self._plain(work)
        rest = whole if self.style.numeric else self._plain(work, "b")
        names, end = "", 0
        while end < min(len(whole), len(rest)) and whole[-1 - end] == rest[-1 - end]:
            end += 1
        if not self.style.numeric and whole:
            start = 0
            while start < len(rest) - end and whole[start] == rest[start]:
                start += 1
            names = whole[start : len(whole) - end].rstrip(" ,;")
            names = names.replace(" & ", f" {self.joint} ")
        names = names or plain.short(self.items[work], self.joint, self.others)
        if mention.locator:
            key = _id(work, "w" if self.style.numeric else "b")
            placed = self._cited([_Cited(key, **_place(mention))], [work])
            return marked.of_work(work, f"{names} {placed}".strip())
        rest = rest if re.search(r"\w", rest) else ""
        return marked.of_work(
            work,
            f"{names} {rest}".strip() if rest != whole or self.style.numeric else names,
        )

    def _entry(self, work: int, number: int) -> Listed:
        text = self._bare_of_address(work, number) or self._set(number)
        if not text:
            self.unset.add(work)
            text = plain.whole(self.items[work])
        label = ""
        if self.style.numeric:
            found = re.match(rf"\s*([\[(]?{number}[\]).]*)\s*", text)
            label = found[1] if found else f"{number}."
            text = text[found.end() :] if found else text
        return Listed(work=work, label=label, text=text)

    def _set(self, number: int) -> str:
        """The entry of this number as the style has it, "" where it has none."""
        try:
            texts = self.style.render_bibliography([self.listing.items[number - 1]])
        except MISTAKES:
            return ""
        return self._mended(str(texts[0])) if texts else ""

    def _bare_of_address(self, work: int, number: int) -> str:
        """The entry of a preprint without the address that its number is linked to.

        It is "" for other works, and in styles that do not print the number.
        """
        found = _ARXIV.fullmatch(str(self.items[work].get("URL", "")))
        if not found or found[1] not in str(self.items[work].get("number", "")):
            return ""
        reference = self.source[_id(work)]
        url = reference.pop("URL")
        text = self._set(number)
        reference["URL"] = url
        return text if f"arXiv:{found[1]}" in text else ""

    def _mended(self, text: str) -> str:
        """The text with “et al.” for left-out authors, and without nobody's name."""
        joint = re.escape(self.joint)
        text = re.sub(
            rf"(,?)\s*(?:(?:&|{joint})\s+)?{OTHERS}", rf"\1 {self.others}", text
        )
        if self.others.endswith("."):
            text = text.replace(f"{self.others}.", self.others)
        text = ended(re.sub(rf"{_NOBODY}[\s,.;:]*", "", text))
        return re.sub(r"\s{2,}", " ", text)


def _ranged(text: str, between: str) -> str:
    """The citation with numbers that follow each other as ranges (CSL 1.0.2, collapse).

    What is within a range stands there without words, to be led back to.
    """
    made, done, run = "", 0, list[re.Match[str]]()
    for found in (*_NUMBERED.finditer(text), None):
        follows = (
            found is not None
            and run
            and text[run[-1].end() : found.start()] == between
            and int(found[2]) == int(run[-1][2]) + 1
        )
        if not follows and run:
            made += text[done : run[0].start()] + _range(run, between)
            done, run = run[-1].end(), []
        if found is not None:
            run.append(found)
    return made + text[done:]


def _range(run: list[re.Match[str]], between: str) -> str:
    if len(run) < 3:
        return between.join(found[0] for found in run)
    within = "".join(marked.of_work(int(found[1]), "") for found in run[1:-1])
    return f"{run[0][0]}{within}–{run[-1][0]}"


def _place(mention: Mention) -> dict[str, Any]:
    if not mention.locator:
        return {}
    return {"locator": Locator(mention.label, mention.locator)}


def _unknown(item: Any) -> str:
    raise AssertionError(f"{item.key} was registered")


def _known(item: Item) -> Item:
    """The work without variables that citeproc-py has not heard of."""
    return {name: value for name, value in item.items() if name in _VARIABLES}


def _id(work: int, kind: str = "w") -> str:
    return f"{kind}{work}"


def _bare(item: Item) -> Item:
    """The work as somebody's whose name is left out."""
    kept = {
        name: value
        for name, value in item.items()
        if name not in ("editor", "translator")
    }
    return {**kept, "author": [{"literal": _NOBODY}]}


def _letters(at: int) -> str:
    """The letters a to z, then aa, ab and so on."""
    text = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, len(ascii_lowercase))
        text = ascii_lowercase[rest] + text
    return text
