"""The bibliography: its works, each led back to where it is cited."""

from markupsafe import Markup

from octavo.compose.stick import Stick
from octavo.model.blocks import Work, Works
from octavo.model.inlines import Inline, Link
from octavo.model.wording import text_of

_BACK = 3
"""So many ways lead back from an entry where there are no pages to name."""

_SHORT = 40
"""An address of no more characters is kept on one line."""


def works(node: Works, stick: Stick) -> str:
    """The list of works."""
    body = Markup("\n").join([Markup(_work(each, stick)) for each in node.works])
    given = stick.given(node.id)
    labelled = any(each.label for each in node.works)
    return str(stick.manner.shapes.works(id=given, body=body, labelled=labelled))


def _work(node: Work, stick: Stick) -> str:
    """One entry. Pages are named where there are any, a chapter's first only."""
    paged = stick.manner.setting.page_numbers
    marks = node.firsts if paged else node.marks[:_BACK]
    ways = [(mark, href) for mark in marks if (href := stick.manner.address(mark))]
    return str(
        stick.manner.shapes.work(
            id=stick.given(node.id),
            label=node.label,
            text=Markup("".join([_piece(each, stick) for each in node.inlines])),
            ways=ways,
        )
    )


def _piece(node: Inline, stick: Stick) -> str:
    text = stick.inlines((node,))
    short = isinstance(node, Link) and node.bare and len(text_of(node)) <= _SHORT
    return f'<span class="nobreak">{text}</span>' if short else text
