"""The checklist: every item of the book with a box to tick, on one sheet of paper.

`markup` takes the rendered sheet apart, `makeup` finds the size and the columns,
`partition` decides which items share a sheet, `paste_up` puts the columns in place; this
module makes the edition of them: a PDF on A4 and one on US Letter.
"""

from collections.abc import Sequence
from functools import cache, partial
from hashlib import sha256
from itertools import groupby
from pathlib import PurePosixPath
from time import gmtime, strftime

from octavo.codes import tell
from octavo.diagnostics import Diagnostic, Outcome, Span, in_order
from octavo.editions.checklist.encode import encode
from octavo.editions.checklist.markup import Frame, take_apart
from octavo.editions.checklist.paper import PAPERS, Measure, Paper
from octavo.editions.checklist.partition import partition, smaller
from octavo.editions.checklist.paste_up import Sheet, paste_up
from octavo.makers import renderer
from octavo.model.artifact import Artifact
from octavo.model.bench import Bench
from octavo.model.book import Book, Task
from octavo.model.config import Config
from octavo.model.edition import Edition, Plan, Setting
from octavo.model.galley import Galley, Unfit
from octavo.words import direction

_DAY = 86400


def plan(book: Book, config: Config) -> tuple[Plan, ...]:
    """One sheet with all groups in reading order; none where there is no item."""
    if not book.tasks:
        return ()
    return (
        Plan(
            template="checklist/book.html",
            name="checklist",
            kind="checklist",
            role="body",
            title=config.checklist.title or _only_title(book.tasks),
            values={
                "groups": groups(book.tasks),
                "code": encode(config.site.url),
                "direction_of": direction,
            },
        ),
    )


def _only_title(tasks: Sequence[Task]) -> str:
    """The title of the checklist that all items are from, "" where they are gathered."""
    titles = {task.chapter if task.whole else "" for task in tasks}
    return titles.pop() if len(titles) == 1 else ""


def groups(tasks: Sequence[Task]) -> tuple[tuple[Task, ...], ...]:
    """Tasks that stand together: the same part, chapter and group, one after another."""
    return tuple(
        tuple(together)
        for _, together in groupby(
            tasks, key=lambda task: (task.part, task.chapter, task.group)
        )
    )


def values(config: Config) -> tuple[tuple[str, str], ...]:
    """What `finish` must know of the configuration."""
    return (
        ("per", config.checklist.per),
        ("paper", " ".join(config.checklist.paper)),
    )


def finish(galley: Galley, bench: Bench) -> Outcome[tuple[Artifact, ...]]:
    """A PDF for each size of paper, of as many sheets as `per` allows or needs.

    Page numbers are those of the PDF edition of the same build, and links into it;
    without one the sheet does not speak of pages. A book without items gives no file.
    """
    from octavo.keep import kept, key_of_sheet

    if not galley.sheets:
        return Outcome(())
    date = strftime("%Y-%m-%d", gmtime(bench.moment))
    # The file is of the day that it prints: an edit elsewhere in the book makes it no
    # other.
    day = bench.moment - bench.moment % _DAY
    try:
        frame = take_apart(galley.sheets[0], _pdf(bench), date)
    except Unfit as unfit:
        if not unfit.sheet.template:
            raise
        place = Span.whole(PurePosixPath(unfit.sheet.template))
        return Outcome((), (tell("template-error", place, why=unfit.why),))

    def made() -> Outcome[tuple[Artifact, ...]]:
        # A worker sets it: this process need not load the renderer.
        return bench.executor.submit(_printed, galley, frame, day).result()

    given = (repr(frame), galley, day, renderer())
    return kept(bench.store, partial(key_of_sheet, *given), made)


def _printed(
    galley: Galley, frame: Frame, moment: int
) -> Outcome[tuple[Artifact, ...]]:
    from octavo.typeset.measure import gauge

    artifacts: list[Artifact] = []
    told: list[Diagnostic] = []
    heights = cache(gauge(galley.styles, galley.assets))
    for name in dict(galley.values)["paper"].split():
        printed = _print(galley, moment, frame, PAPERS[name], heights)
        told.extend(printed.diagnostics)
        artifacts.extend(printed.value)
    return Outcome(tuple(artifacts), in_order(told))


def _pdf(bench: Bench) -> Artifact | None:
    return next((made for made in bench.finished if made.edition == "pdf"), None)


def _print(
    galley: Galley, moment: int, frame: Frame, paper: Paper, heights: Measure
) -> Outcome[tuple[Artifact, ...]]:
    from octavo.typeset.measure import plain_pdf

    def write(sheets: Sequence[Sheet]) -> Outcome[tuple[bytes, int]]:
        return plain_pdf(
            paste_up(frame, sheets),
            f"{galley.styles}\n@page {{ size: {paper.width}pt {paper.height}pt }}",
            galley.assets,
            metadata=galley.metadata,
            moment=moment,
        )

    sheets, told = partition(frame, paper, dict(galley.values)["per"], heights)
    if not sheets:
        return Outcome((), told)
    (data, pages), heard = write(sheets)
    # Heights are rounded; what came out a hair too high is set a step smaller.
    while pages != len(sheets) and (less := smaller(frame, sheets, heights)):
        sheets = less
        (data, pages), heard = write(sheets)
    artifact = Artifact(
        edition="checklist",
        name=f"{galley.metadata.slug}-checklist{paper.suffix}.pdf",
        media_type="application/pdf",
        data=data,
        digest=sha256(data).hexdigest(),
        pages=pages,
    )
    return Outcome((artifact,), in_order((*told, *heard)))


EDITION = Edition(
    name="checklist",
    about="the checklist, one sheet on A4 and one on US Letter",
    templates="checklist",
    styles=("tokens", "fonts", "checklist"),
    setting=Setting(
        footnotes="end",
        formulas="picture",
        page_numbers=False,
        files=False,
        sized=False,
    ),
    plan=plan,
    values=values,
    finish=finish,
)
