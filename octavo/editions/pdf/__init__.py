"""PDFs: one for screens, one for a printer.

`sheets` says what is in them and in which order, `contents` what their lists say,
`paper` how large a page is. How they look is decided in `styles/` and
`templates/pdf/`; pages are set by `octavo.typeset`.
"""

from dataclasses import replace
from pathlib import PurePosixPath

from octavo.codes import tell
from octavo.diagnostics import Outcome, Span
from octavo.editions.pdf.sheets import plan, plan_for_paper
from octavo.model.artifact import Artifact
from octavo.model.bench import Bench
from octavo.model.config import Config
from octavo.model.edition import Edition, Setting
from octavo.model.galley import Galley, Unset
from octavo.paper import bleed_of
from octavo.seams import Seams
from octavo.typeset import in_advance

_TAKE_OUT = "take rules out, those for `::marker` first, until it can be set"
_ASK = "ask the printer for the profile of the press and its paper, a file .icc or .icm"


def values(config: Config) -> tuple[tuple[str, str], ...]:
    """What the typesetter has to know: the paper, and whether the PDF is tagged."""
    return (
        ("page", config.pdf.page),
        ("tagged", "true" if config.pdf.tagged else "false"),
    )


def values_for_paper(config: Config) -> tuple[tuple[str, str], ...]:
    """As `values`: nobody listens to paper, and a press has one ink for text.

    `profile` is the address of the press's, "" where none is named; `bleed` is in points.
    """
    profile = config.print.profile and f"octavo:{config.print.profile}"
    return (
        ("page", config.pdf.page),
        ("tagged", "false"),
        ("ink", "black"),
        ("profile", profile),
        ("bleed", f"{bleed_of(config.print):.2f}"),
    )


def finish(galley: Galley, bench: Bench) -> Outcome[tuple[Artifact, ...]]:
    """`SLUG.pdf`, with the page number printed for each anchor."""
    return _made(galley, bench, f"{galley.metadata.slug}.pdf")


def finish_for_paper(galley: Galley, bench: Bench) -> Outcome[tuple[Artifact, ...]]:
    """`SLUG-print.pdf`; its pages are not those of the edition for screens.

    Nothing is made for a press whose profile is none.
    """
    from octavo.typeset.profile import press_profile, profile_name

    why = press_profile(galley)
    if isinstance(why, str):
        at = Span.whole(PurePosixPath("handbook.toml"))
        file = profile_name(galley)
        told = tell("press-profile", at, help=_ASK, file=file, why=why)
        return Outcome((), (told,))
    return _made(galley, bench, f"{galley.metadata.slug}-print.pdf")


def _made(galley: Galley, bench: Bench, name: str) -> Outcome[tuple[Artifact, ...]]:
    from octavo.typeset import typeset

    try:
        volume, said = typeset(galley, bench)
    except Unset as unset:
        brought = Seams(galley.styles).files
        if not brought:
            raise
        at = Span.whole(brought[0])
        told = tell(
            "broken-style", at, help=_TAKE_OUT, title=unset.title, why=unset.why
        )
        return Outcome((), (told,))
    made = Artifact(
        edition=galley.edition,
        name=name,
        media_type="application/pdf",
        data=volume.file,
        digest=volume.file.digest,
        pages=volume.pages,
        folios=volume.folios,
        page_digests=volume.page_digests,
        openings=volume.openings if galley.edition == "pdf" else (),
    )
    return Outcome((made,), said)


SCREEN = Edition(
    name="pdf",
    about="a PDF for screens, with bookmarks and links",
    templates="pdf",
    styles=(
        *("tokens", "fonts", "type", "code", "math", "tables", "callouts", "questions"),
        *("figures", "notes", "matter", "back", "page"),
    ),
    setting=Setting(
        footnotes="foot",
        formulas="picture",
        page_numbers=True,
        files=False,
        resolution=144,
    ),
    plan=plan,
    values=values,
    finish=finish,
    advance=in_advance,
)

PRINT = replace(
    SCREEN,
    name="print",
    about="a PDF for a printer, in black, chapters on right-hand pages",
    styles=(*SCREEN.styles, "print"),
    setting=replace(SCREEN.setting, resolution=250),
    plan=plan_for_paper,
    values=values_for_paper,
    finish=finish_for_paper,
)
