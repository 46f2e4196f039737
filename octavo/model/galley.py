"""The book made up as HTML for one edition, before it has pages."""

from typing import Literal

from octavo.model.asset import Asset
from octavo.model.book import Entry, Metadata
from octavo.value import value


@value
class Sheet:
    """One file of a galley: the title page, the contents, a chapter.

    `html` is a whole document that parses as XML. `kind` says what it is (`cover`,
    `title`, `imprint`, `contents`, `part`, `chapter`, `colophon`, `group`, …); `role`
    is `front`, `body` or `back`. `anchors` are the ids defined here; `wants` those
    whose page number is printed here. `level` is the depth of its title in the
    outline, `source` the note its words come from, "" if none. A page number stands in
    the HTML as an element with `data-page-of="ANCHOR"` whose text is empty: whoever
    sets pages fills it in, as it does an element with `data-pages-of`, whose value (one
    of `places`) names the places of a subject of the index, as `Subject.pages` writes
    them: it becomes their pages, merged, each a link. `template` is the path of the
    handbook's own template that it was made from, or may have a part of; "" where all
    are octavo's. `opens` is "recto" where it begins on a right-hand page: the sheet before
    it then ends on a left-hand one, blank if need be.
    """

    name: str
    kind: str
    role: str
    html: str
    digest: str
    title: str = ""
    language: str = ""
    anchors: tuple[str, ...] = ()
    wants: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    notes: int = 0
    level: int = 1
    source: str = ""
    template: str = ""
    opens: Literal["", "recto"] = ""


class Unfit(Exception):
    """A sheet lacks what its edition relies on; `why` says what.

    Where a template of the handbook made it, that is at fault, else we are.
    """

    def __init__(self, sheet: Sheet, why: str) -> None:
        # What is given here is what another process makes it anew from.
        super().__init__(sheet, why)
        self.sheet = sheet
        self.why = why

    def __str__(self) -> str:
        return f"{self.sheet.name}: {self.why}"


class Unset(Exception):
    """The renderer cannot set a sheet, called `title`, in its styles; `why` says it.

    Where the handbook brings styles of its own these are at fault, else we are.
    """

    def __init__(self, title: str, why: str) -> None:
        # What is given here is what another process makes it anew from.
        super().__init__(title, why)
        self.title = title
        self.why = why

    def __str__(self) -> str:
        return f"{self.title}: {self.why}"


@value
class Galley:
    """Everything a finisher prints; sheets are in binding order.

    Links point only at anchors of some sheet. `styles` is one style sheet. `values`
    are settings of the edition as text, from the configuration (`page`, `tagged`, …).
    """

    edition: str
    metadata: Metadata
    sheets: tuple[Sheet, ...]
    styles: str
    assets: tuple[Asset, ...]
    outline: tuple[Entry, ...]
    values: tuple[tuple[str, str], ...] = ()
