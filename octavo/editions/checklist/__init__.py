"""The checklist: every item of the book with a box to tick, on one sheet of paper.

`markup` takes the rendered sheet apart, `makeup` finds the size and the columns,
`partition` decides which items share a sheet, `paste_up` puts the columns in place, and
`printing` makes a PDF of them on A4 and one on US Letter: loaded where there is one to
make.
"""

from collections.abc import Sequence
from functools import partial
from itertools import groupby
from pathlib import PurePosixPath
from time import gmtime, strftime

from octavo.codes import tell
from octavo.diagnostics import Outcome, Span
from octavo.editions.checklist.encode import encode
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
    if not galley.sheets:
        return Outcome(())
    from octavo.editions.checklist.markup import take_apart
    from octavo.editions.checklist.printing import printed
    from octavo.keep import kept, key_of_sheet

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
        return bench.executor.submit(printed, galley, frame, day).result()

    given = (repr(frame), galley, day, renderer())
    return kept(bench.store, partial(key_of_sheet, *given), made)


def _pdf(bench: Bench) -> Artifact | None:
    return next((made for made in bench.finished if made.edition == "pdf"), None)


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
