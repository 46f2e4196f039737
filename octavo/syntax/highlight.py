"""Highlights, `==x==` (dialect rule R7.3; Obsidian Help, “Basic formatting syntax”)."""

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter

from octavo.model.inlines import Inline, Mark
from octavo.syntax.rule import Branch, Reader, Rule

_MARKER = ord("=")


def scan(state: StateInline, silent: bool) -> bool:
    """Note a pair of `=` that may open or close; longer runs are text.

    The marks count as delimiters beside those of emphasis, so that pairs which would
    cross do not.
    """
    start, source = state.pos, state.src
    end = start + 2
    if silent or not source.startswith("==", start):
        return False
    if source.startswith("=", end) or (start and source[start - 1] == "="):
        return False
    opens = end < state.posMax and not source[end].isspace()
    closes = start > 0 and not source[start - 1].isspace()
    if not (opens or closes):
        return False
    state.push("text", "", 0).content = "=="
    state.delimiters.append(
        Delimiter(
            marker=_MARKER,
            length=0,
            token=len(state.tokens) - 1,
            end=-1,
            open=opens,
            close=closes,
        )
    )
    state.pos = end
    return True


def pair(state: StateInline) -> None:
    """Make marks that found one another into a pair of tokens."""
    lists = [state.delimiters]
    lists += [meta["delimiters"] for meta in state.tokens_meta if meta]
    for delimiters in lists:
        for opening in delimiters:
            if opening.marker == _MARKER and opening.end >= 0:
                closing = delimiters[opening.end]
                for mark, kind, nesting in (
                    (opening, "mark_open", 1),
                    (closing, "mark_close", -1),
                ):
                    token = state.tokens[mark.token]
                    token.type, token.markup, token.content = kind, "==", ""
                    token.nesting = nesting  # type: ignore[assignment]  # 1 or -1


def install(md: MarkdownIt) -> None:
    """Add the rule, and its second half after pairs are found."""
    md.inline.ruler.before("emphasis", "highlight", scan)
    md.inline.ruler2.after("balance_pairs", "highlight", pair)


def node(branch: Branch, reader: Reader) -> tuple[Inline, ...]:
    """The highlight."""
    inlines = reader.inlines(branch.branches)
    return (Mark(span=reader.span(branch.start, branch.end), inlines=inlines),)


RULE = Rule(
    name="highlight",
    install=install,
    starts=(("highlight", ("==",)),),
    inlines=(("mark", node),),
)
