"""The row type of `octavo.editions.EDITIONS`, and how an edition wants its text set."""

from collections.abc import Callable, Mapping
from dataclasses import field
from typing import Literal, TypeAlias

from octavo.diagnostics import Outcome
from octavo.model.artifact import Artifact
from octavo.model.asset import Asset
from octavo.model.bench import Advance, Bench
from octavo.model.book import Book
from octavo.model.config import Config
from octavo.model.galley import Galley
from octavo.value import value

Finish: TypeAlias = Callable[[Galley, Bench], Outcome[tuple[Artifact, ...]]]
InAdvance: TypeAlias = Callable[[str, Bench, tuple[Asset, ...]], Advance]


@value
class Setting:
    """How `compose` sets the text for an edition.

    `footnotes`: at the foot of the page, or at the end of the file. `formulas`: as
    pictures, or as MathML. `page_numbers`: a reference prints its page. `files`: sheets
    are separate files, so an address needs the file's name; `suffix` is its ending.
    `sized`: pictures have the size their author or their file gives them, and not one
    that the style sheet does. `resolution` is how many dots to the inch a picture wants
    as it is set, 0 where the reader says how large it is.
    """

    footnotes: Literal["foot", "end"]
    formulas: Literal["picture", "mathml"]
    page_numbers: bool
    files: bool
    suffix: str = ""
    sized: bool = True
    resolution: int = 0


@value
class Plan:
    """One sheet to be printed: which template, under which name, with which values.

    `values` reach the template as they are; `chapter` is an anchor when the sheet is a
    chapter's, "" otherwise. `opens` is "recto" for a sheet that begins on a right-hand
    page, "" for one that begins on the next.
    """

    template: str
    name: str
    kind: str
    role: str
    title: str = ""
    chapter: str = ""
    opens: Literal["", "recto"] = ""
    values: Mapping[str, object] = field(default_factory=dict)


@value
class Edition:
    """A kind of result.

    `name` is what `--only` takes; `about` one line for people. `templates` names its
    folder, `styles` its style sheets in order. `plan` says which sheets it has,
    `values` which settings reach the finisher; `finish` makes the files. Where that
    lays out pages, `advance` (of this edition, with the book's pictures) begins some
    sheets before.
    """

    name: str
    about: str
    templates: str
    styles: tuple[str, ...]
    setting: Setting
    plan: Callable[[Book, Config], tuple[Plan, ...]]
    values: Callable[[Config], tuple[tuple[str, str], ...]]
    finish: Finish
    advance: InAdvance | None = None
