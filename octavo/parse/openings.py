"""Which rules for blocks can begin at a line, by the first character on it.

Every line of a paragraph is asked whether some other block begins there, by a dozen
rules that mostly look at its first character and say no.
"""

from collections.abc import Callable, Iterable, Mapping

from markdown_it.ruler import Ruler
from markdown_it.rules_block import StateBlock

BlockRule = Callable[[StateBlock, int, int, bool], bool]

_OPENINGS = (
    ("fence", "`~"),
    ("blockquote", ">"),
    ("hr", "*-_"),
    ("list", "*+-0123456789"),
    ("reference", "["),
    ("html_block", "<"),
    ("heading", "#"),
)
"""What lines begin with where the library's own rules may apply."""


class Openings:
    """The rules that may begin a block at a line, in order."""

    def __init__(
        self, rules: Iterable[tuple[str, BlockRule]], by_name: Mapping[str, str]
    ) -> None:
        rules = tuple(rules)
        characters = set("".join(by_name.values()))
        self._others = tuple(rule for name, rule in rules if name not in by_name)
        self._rules = {
            character: tuple(
                rule
                for name, rule in rules
                if name not in by_name or character in by_name[name]
            )
            for character in characters
        }

    def rules(self, state: StateBlock, line: int) -> tuple[BlockRule, ...]:
        """Those that may begin at a line."""
        start = state.bMarks[line] + state.tShift[line]
        if start >= state.eMarks[line]:
            return self._others
        return self._rules.get(state.src[start], self._others)

    def ends(self, state: StateBlock, line: int, end: int, silent: bool) -> bool:
        """Whether a block begins at a line: a rule that stands for all of them."""
        for rule in self.rules(state, line):  # noqa: SIM110  # asked at every line
            if rule(state, line, end, True):
                return True
        return False


def settle(ruler: Ruler[BlockRule], openings: Iterable[tuple[str, str]]) -> Openings:
    """Once all rules are installed: the rules to read blocks by.

    Chains of rules, by which the library finds where a block ends, are made one rule.
    """
    by_name = dict((*_OPENINGS, *openings))
    active = [rule for rule in ruler.__rules__ if rule.enabled]
    whole = Openings(((rule.name, rule.fn) for rule in active), by_name)
    chains: dict[str, list[BlockRule]] = {"": [rule.fn for rule in active]}
    for chain in {name for rule in active for name in rule.alt}:
        members = ((rule.name, rule.fn) for rule in active if chain in rule.alt)
        chains[chain] = [Openings(members, by_name).ends]
    ruler.__cache__ = chains
    return whole
