"""CSL-JSON, and the same as YAML → records (Citation Style Language, csl-data.json)."""

import json
import re

import yaml

from octavo.citing.record import Complain, Item, Place, Record, unmarked
from octavo.yaml.texts import Texts

_NAMES = frozenset(
    (
        *("author", "collection-editor", "composer", "container-author", "editor"),
        *("editorial-director", "illustrator", "interviewer", "original-author"),
        *("recipient", "translator"),
    )
)
_DATES = frozenset(
    ("accessed", "container", "event-date", "issued", "original-date", "submitted")
)
_PARTICLES = ("family", "given", "dropping-particle", "non-dropping-particle", "suffix")
_ID = re.compile(r"""\bid["']?\s*:\s*["']?([^"'\n,}]+)""")
_DAY = re.compile(r"(\d{4})(?:-(\d\d?))?(?:-(\d\d?))?")


def read(text: str, yml: bool, place: Place, complain: Complain) -> tuple[Record, ...]:
    """The records of a list of items, or of a table with one as `references`."""
    try:
        read = (
            yaml.load(text, Loader=Texts)
            if yml
            else json.loads(text.removeprefix("\ufeff"))
        )
    except (ValueError, RecursionError, yaml.YAMLError) as problem:
        _broken(problem, text, place, complain)
        return ()
    items = read.get("references") if isinstance(read, dict) else read
    if not isinstance(items, list):
        help = "write a list, `[{…}, {…}]` in JSON, of works with an `id` each"
        complain("bib-syntax", place(0, 0), help, why="this is no list of works")
        return ()
    records: dict[str, Record] = {}
    places, at = _whereabouts(text), 0
    for item in items:
        key = _key(item)
        if not key:
            help = "give it an `id`, which is what it is cited by"
            why = "a work behind this has no id"
            complain("bib-syntax", place(at, at), help, why=why)
            continue
        at = places.get(key, at)
        span = place(at, at + len(key))
        if key in records:
            help = "the first counts; give one of them another id"
            complain("cite-duplicate-key", span, help, key=key)
            continue
        records[key] = Record(key=key, span=span, item=_Maker(item))
    return tuple(records.values())


def _key(item: object) -> str:
    """What a work is cited by: its id, a text or a number."""
    key = item.get("id") if isinstance(item, dict) else None
    known = isinstance(key, str | int) and not isinstance(key, bool)
    return str(key).strip() if known else ""


class _Maker:
    """Makes an item of what the file has, when it is asked to."""

    def __init__(self, given: dict[object, object]) -> None:
        self.given = given

    def __call__(self) -> Item:
        item: Item = {"type": "document"}
        for name, value in self.given.items():
            made = _value(str(name), value)
            if made:
                item[str(name)] = made
        item.pop("id", None)
        return item


def _value(name: str, value: object) -> object:
    """A value of the kind its name asks for, None for any other."""
    if name in _NAMES:
        names = value if isinstance(value, list) else [value]
        return [made for each in names if (made := _name(each))]
    if name in _DATES:
        return _date(value)
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        return unmarked(str(value))
    return None


def _name(value: object) -> dict[str, str]:
    if isinstance(value, str):
        return {"literal": unmarked(value)}
    if not isinstance(value, dict):
        return {}
    if value.get("literal"):
        return {"literal": unmarked(str(value["literal"]))}
    return {
        part: unmarked(str(value[part]))
        for part in _PARTICLES
        if isinstance(value.get(part), str | int) and str(value[part]).strip()
    }


def _date(value: object) -> object:
    """A date by its parts; of what has none, the day it begins with."""
    first = value[0] if isinstance(value, list) and value else value
    if isinstance(first, dict):
        parts = first.get("date-parts")
        if isinstance(parts, list) and parts and isinstance(parts[0], list):
            first = "-".join(str(part) for part in parts[0][:3])
        elif "year" in first:
            named = (first.get(part, "") for part in ("year", "month", "day"))
            first = "-".join(str(part) for part in named if part)
        else:
            first = first.get("raw", first.get("literal", ""))
    found = _DAY.match(str(first).strip())
    if not found:
        return None
    year, month, day = (int(part) if part else 0 for part in found.groups())
    parts = [year]
    if 1 <= month <= 12:
        parts += [month, day] if 1 <= day <= 31 else [month]
    return {"date-parts": [parts]}


def _whereabouts(text: str) -> dict[str, int]:
    """Where each id is written first, but for ids that are spelled with escapes."""
    places: dict[str, int] = {}
    for found in _ID.finditer(text):
        places.setdefault(found[1].strip(), found.start(1))
    return places


def _broken(problem: Exception, text: str, place: Place, complain: Complain) -> None:
    at, why = 0, str(problem)
    if isinstance(problem, json.JSONDecodeError):
        at, why = problem.pos, problem.msg
    elif isinstance(problem, yaml.MarkedYAMLError) and problem.problem_mark:
        at, why = problem.problem_mark.index, problem.problem or "not YAML"
    elif isinstance(problem, RecursionError):
        why = "the values are nested too deeply"
    at = min(at, len(text))
    help = "mend it here, or export the file again; nothing in it can be cited so far"
    complain("bib-syntax", place(at, at), help, why=why[:1].lower() + why[1:])
