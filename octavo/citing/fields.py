"""An entry's type and fields → CSL (BibTeX, BibLaTeX 3.19, section 2; CSL 1.0.2)."""

import re
from collections.abc import Iterable, Mapping

from octavo.citing.names import people
from octavo.citing.record import Item
from octavo.citing.tex import address, plain, titled

_KINDS = {
    "article": "article-journal",
    "book": "book",
    "mvbook": "book",
    "booklet": "pamphlet",
    "collection": "book",
    "proceedings": "book",
    "manual": "report",
    "inbook": "chapter",
    "incollection": "chapter",
    "suppbook": "chapter",
    "inproceedings": "paper-conference",
    "conference": "paper-conference",
    "inreference": "entry-encyclopedia",
    "mastersthesis": "thesis",
    "phdthesis": "thesis",
    "thesis": "thesis",
    "techreport": "report",
    "report": "report",
    "online": "webpage",
    "electronic": "webpage",
    "www": "webpage",
    "unpublished": "manuscript",
    "patent": "patent",
    "video": "motion_picture",
    "software": "webpage",
    "dataset": "webpage",
}
_WITHIN = {"chapter", "paper-conference", "entry-encyclopedia"}
_GENRES = {
    "phdthesis": "PhD thesis",
    "mastersthesis": "Master’s thesis",
    "mathesis": "Master’s thesis",
    "bathesis": "Bachelor’s thesis",
    "candthesis": "Candidate thesis",
    "techreport": "Technical report",
    "resreport": "Research report",
}
"""What BibLaTeX's names of kinds (section 4.9.2.13) say in words."""
_DEGREES = ("phdthesis", "mastersthesis")
_TEXTS = {
    "volume": ("volume",),
    "publisher": ("publisher", "school", "institution", "organization"),
    "publisher-place": ("location", "address"),
    "edition": ("edition",),
    "ISBN": ("isbn",),
    "ISSN": ("issn",),
    "version": ("version",),
    "note": ("note",),
}
_OWN = frozenset(
    (
        *("title", "subtitle", "shorttitle", "crossref", "pages", "doi", "url"),
        *("urldate", "eprint", "eprinttype", "archiveprefix", "abstract", "type"),
    )
)
"""What a work does not have of its parent, since it says which work the parent is."""
_ORDINALS = {
    word: str(at)
    for at, word in enumerate(
        ("first", "second", "third", "fourth", "fifth", "sixth", "seventh"), start=1
    )
}
_MONTHS = (
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
)
_DATE = re.compile(r"(-?\d{1,4})(?:-(\d\d?))?(?:-(\d\d?))?")
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_PREPRINT = re.compile(r"arxiv(?:\s+preprint)?\b", re.IGNORECASE)
_ARXIV = re.compile(
    r"(?:arxiv:)?\s*(\d{4}\.\d{4,5}|[a-z.-]+/\d{7})(?:v\d+)?", re.IGNORECASE
)


def item_of(kind: str, fields: Mapping[str, str]) -> Item:
    """The work as CSL-JSON, without an id."""
    item: Item = {"type": _KINDS.get(kind, "document")}
    _titles(item, fields)
    for role in ("author", "editor", "translator"):
        if names := people(fields.get(role, "")):
            item[role] = names
    for name, given in _TEXTS.items():
        if text := _first(fields, *given):
            item[name] = plain(text)
    if edition := _ORDINALS.get(str(item.get("edition", "")).casefold()):
        item["edition"] = edition
    if pages := fields.get("pages"):
        item["page"] = re.sub(r"\s*[-–—]+\s*", "–", plain(pages))
    number = plain(fields.get("number", ""))
    if number:
        item["issue" if item["type"] == "article-journal" else "number"] = number
    genre = plain(fields.get("type", "")) or (kind if kind in _DEGREES else "")
    if genre:
        item["genre"] = _GENRES.get(genre.casefold(), genre)
    _dates(item, fields)
    _addresses(item, kind, fields)
    return item


def inherited(
    kind: str,
    fields: Mapping[str, str],
    parents: Iterable[tuple[str, Mapping[str, str]]],
) -> Mapping[str, str]:
    """The fields with those of the parents that it lacks (`crossref`, btxdoc, 3.2).

    A book's title is the `booktitle` of what is in it (BibLaTeX, appendix B).
    """
    whole = dict(fields)
    for parent, given in parents:
        has = {name: text for name, text in given.items() if name not in _OWN}
        within = _KINDS.get(kind) in _WITHIN and _KINDS.get(parent) not in _WITHIN
        if within and given.get("title"):
            has.setdefault("booktitle", given["title"])
        whole = has | whole
    return whole


def _first(fields: Mapping[str, str], *names: str) -> str:
    return next((fields[name] for name in names if fields.get(name, "").strip()), "")


def _titles(item: Item, fields: Mapping[str, str]) -> None:
    title = titled(fields.get("title", ""))
    subtitle = titled(fields.get("subtitle", ""))
    if title:
        item["title"] = f"{title}: {subtitle}" if subtitle else title
    if short := _first(fields, "shorttitle"):
        item["title-short"] = titled(short)
    holder = _first(fields, "journal", "journaltitle", "booktitle")
    if holder:
        item["container-title"] = titled(holder)
        if item["type"] in ("book", "document"):
            item["type"] = "chapter"
    if series := _first(fields, "series"):
        item["collection-title"] = titled(series)


def _dates(item: Item, fields: Mapping[str, str]) -> None:
    written = fields.get("date", "").strip()
    if written and (parts := _parts(written)):
        item["issued"] = {"date-parts": [parts]}
    elif year := _YEAR.search(fields.get("year", "")):
        month = _month(plain(fields.get("month", "")))
        item["issued"] = {"date-parts": [[int(year[0]), *month]]}
    if parts := _parts(fields.get("urldate", "").strip()):
        item["accessed"] = {"date-parts": [parts]}


def _parts(written: str) -> list[int]:
    """A day, a month or a year (ISO 8601); of a range its beginning."""
    found = _DATE.match(written.partition("/")[0])
    if not found:
        return []
    year, month, day = (int(part) if part else 0 for part in found.groups())
    if not 1 <= month <= 12:
        return [year]
    return [year, month, day] if 1 <= day <= 31 else [year, month]


def _month(written: str) -> list[int]:
    name = written.strip().casefold()[:3]
    if name in _MONTHS:
        return [_MONTHS.index(name) + 1]
    return [int(name)] if name.isdecimal() and 1 <= int(name) <= 12 else []


def _addresses(item: Item, kind: str, fields: Mapping[str, str]) -> None:
    """Where the work is to be found: DOI, preprint, page."""
    doi = address(fields.get("doi", ""))
    if doi:
        item["DOI"] = re.sub(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", "", doi)
    url = address(fields.get("url", ""))
    howpublished = fields.get("howpublished", "").strip()
    if not url and re.match(r"(?:\\url\{)?https?://", howpublished):
        url, howpublished = address(howpublished), ""
    eprint = _ARXIV.fullmatch(fields.get("eprint", "").strip())
    holder = fields.get("journal", "")
    preprint = _PREPRINT.match(holder)
    if preprint and not eprint:
        eprint = _ARXIV.search(holder)
    if eprint:
        url = url or f"https://arxiv.org/abs/{eprint[1]}"
        if preprint or (kind in ("misc", "unpublished", "online") and not howpublished):
            item.pop("container-title", None)
            item |= {"type": "article", "publisher": "arXiv"}
            item["number"] = f'<span class="nocase">arXiv:{eprint[1]}</span>'
    if url:
        item["URL"] = url
    if howpublished:
        name = "container-title" if url else "publisher"
        item.setdefault(name, titled(howpublished))
    if item["type"] == "document" and url:
        item["type"] = "webpage"
