"""The configuration of a handbook: the keys of `handbook.toml`, their types, defaults.

Reading it is `octavo.configure`, which learns keys, types and suggestions from these
classes: a new key is a field here and nothing else.
"""

from dataclasses import field
from typing import Literal

from octavo.value import value


@value
class OrderEntry:
    """One item of `order`: a path or glob, or a part with chapters.

    `path` is empty for a part, `part` is empty for a path; `title` overrides the
    chapter's title in the contents. `line` and `column` say where it stands in the
    file, 0 if unknown.
    """

    path: str = ""
    part: str = ""
    title: str = ""
    chapters: tuple["OrderEntry", ...] = ()
    line: int = 0
    column: int = 0


@value
class HandbookConfig:
    """`[handbook]`. Empty strings and tuples mean: infer it from the source."""

    title: str = ""
    subtitle: str = ""
    authors: tuple[str, ...] = ()
    language: str = ""
    version: str = ""
    licence: str = ""
    identifier: str = ""
    description: str = ""
    slug: str = ""
    source: str = ""
    order: tuple[OrderEntry, ...] = ()
    exclude: tuple[str, ...] = ()
    editions: tuple[str, ...] = ()


@value
class PdfConfig:
    """`[pdf]`. `page` is `b5`, `a4`, `letter` or `WIDTHxHEIGHT` with units."""

    page: str = "b5"
    tagged: bool = True
    toc_depth: int = 2


@value
class PrintConfig:
    """`[print]`. `bleed` is how far the paper reaches beyond the page before it is cut.

    `profile` is a file of the `[styles]` folder, the ICC profile of the press; with it the
    PDF is a PDF/X-4.
    """

    bleed: str = "0mm"
    crop_marks: bool = False
    recto_openings: bool = True
    profile: str = ""


@value
class EpubConfig:
    """`[epub]`. `cover` is a path in the source; empty means a typeset cover.

    `page_list` says whether the pages of the PDF are marked, `fonts` whether the fonts
    of the handbook's own style sheets come along. `certified_by` names who has looked
    through the EPUB and found that it conforms to WCAG 2.1 at level AA; without a name
    nothing of the kind is claimed.
    """

    cover: str = ""
    toc_depth: int = 3
    page_list: bool = True
    fonts: bool = True
    certified_by: str = ""


@value
class ChecklistConfig:
    """`[checklist]`. `per` says what gets a sheet of its own.

    `headings` are the beginnings of headings whose list items count as checklist
    items, compared without case; empty means what the language calls a checklist.
    `title` is printed at the head of the sheet.
    """

    paper: tuple[Literal["a4", "letter"], ...] = ("a4", "letter")
    headings: tuple[str, ...] = ()
    per: Literal["auto", "book", "part", "chapter"] = "auto"
    title: str = ""


@value
class SiteConfig:
    """`[site]`. `url` is where readers find the handbook; the checklist shows it."""

    url: str = ""


@value
class BibliographyConfig:
    """`[bibliography]`. `file` is a path in the source: `.bib`, CSL-JSON or its YAML.

    Empty means the one `.bib` at the top of the source, if there is just one. `style`
    is the name of a style that comes along, or the path of a `.csl` in the source.
    """

    file: str = ""
    style: str = "apa"


@value
class IndexConfig:
    """`[index]`. `auto` names what enters the index without a mark.

    `glossary` takes the first use of each of its terms in a section.
    """

    auto: tuple[Literal["glossary"], ...] = ()


@value
class TemplatesConfig:
    """`[templates]`: a folder, relative to `handbook.toml`, that overrides ours."""

    folder: str = ""


@value
class StylesConfig:
    """`[styles]`: a folder of extra sheets, and design tokens to override by name."""

    folder: str = ""
    tokens: tuple[tuple[str, str], ...] = ()


@value
class Config:
    """All of `handbook.toml`."""

    handbook: HandbookConfig = field(default_factory=HandbookConfig)
    pdf: PdfConfig = field(default_factory=PdfConfig)
    print: PrintConfig = field(default_factory=PrintConfig)
    epub: EpubConfig = field(default_factory=EpubConfig)
    checklist: ChecklistConfig = field(default_factory=ChecklistConfig)
    site: SiteConfig = field(default_factory=SiteConfig)
    bibliography: BibliographyConfig = field(default_factory=BibliographyConfig)
    index: IndexConfig = field(default_factory=IndexConfig)
    templates: TemplatesConfig = field(default_factory=TemplatesConfig)
    styles: StylesConfig = field(default_factory=StylesConfig)
