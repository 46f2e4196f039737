"""A sheet's HTML → what others must know about it."""

from xml.parsers import expat

from octavo.faces import letters_of
from octavo.value import value


@value
class Findings:
    """What stands in a sheet, each in order of appearance and once.

    `anchors` are ids, `wants` those whose page number is printed, `places` the lists of
    places whose pages are, `assets` the names behind `octavo:`; `notes` counts the
    footnotes. `letters` are those that ask for a font of their own, sorted.
    """

    anchors: tuple[str, ...]
    wants: tuple[str, ...]
    places: tuple[str, ...]
    assets: tuple[str, ...]
    notes: int
    letters: str


class Unsound(ValueError):
    """A text is not well-formed XML; `line` is the one in which that was seen."""

    def __init__(self, why: str, line: str) -> None:
        super().__init__(why)
        self.line = line


def scan(html: str) -> Findings:
    """The findings of one pass; raises Unsound for what is not well-formed.

    Expat knows no entity but the five of XML, so `&nbsp;` in a template is unsound too.
    """
    anchors: dict[str, None] = {}
    wants: dict[str, None] = {}
    places: dict[str, None] = {}
    assets: dict[str, None] = {}
    notes = 0

    def element(name: str, given: dict[str, str]) -> None:
        nonlocal notes
        if not given:
            return
        if "id" in given:
            anchors[given["id"]] = None
        if "data-page-of" in given:
            wants[given["data-page-of"]] = None
        if "data-pages-of" in given:
            places[given["data-pages-of"]] = None
        for key in ("src", "href"):
            if given.get(key, "").startswith("octavo:"):
                assets[given[key].removeprefix("octavo:")] = None
        if given.get("class") == "footnote" or given.get("role") == "doc-footnote":
            notes += 1

    reader = expat.ParserCreate("utf-8")
    reader.StartElementHandler = element
    try:
        reader.Parse(html.encode(), True)
    except expat.ExpatError as error:
        lines = html.splitlines()
        line = lines[error.lineno - 1] if error.lineno <= len(lines) else ""
        raise Unsound(expat.ErrorString(error.code), line) from error
    wants.pop("", None)
    return Findings(
        anchors=tuple(anchors),
        wants=tuple(wants),
        places=tuple(places),
        assets=tuple(assets),
        notes=notes,
        letters=letters_of(html),
    )
