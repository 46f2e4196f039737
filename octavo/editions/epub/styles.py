"""A style sheet with custom properties → one with their values written in.

Many reading systems know no `var()`, and some drop a whole sheet over one thing they
cannot read. Done over tinycss2's tree (CSS Custom Properties 1, section 3).
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

import tinycss2

Tokens = dict[str, list[Any]]
Place: TypeAlias = Callable[[str], str]
"""The address of a file by its name, "" where it is not in the book."""
_WITHIN = "data:image/"
LIVELY = frozenset(("media", "supports", "layer"))
"""Rules that hold rules."""
_DEEPEST = 16


def flattened(styles: str, place: Place) -> str:
    """`styles` without custom properties, a rule a line.

    Only those of `:root` count. One that is not there takes what its `var()` falls
    back on, else its declaration goes; so does one that names a file which is not in the
    book, and a font that has lost its file. `place` is for those named `octavo:NAME`.
    """
    rules = tinycss2.parse_stylesheet(styles, skip_comments=True, skip_whitespace=True)
    tokens: Tokens = {}
    for rule in rules:
        if rule.type == "qualified-rule" and _text(rule.prelude).strip() == ":root":
            for part in parts(rule.content):
                if part.type == "declaration" and part.name.startswith("--"):
                    tokens[part.name] = _trimmed(part.value)
    lines = (_rule(rule, tokens, place) for rule in rules)
    return "".join(f"{line}\n" for line in lines if line)


def parts(content: Sequence[Any]) -> Sequence[Any]:
    """The declarations of a rule, and whatever else stands among them."""
    found: Sequence[Any] = tinycss2.parse_blocks_contents(
        content, skip_comments=True, skip_whitespace=True
    )
    return found


def brought(nodes: Sequence[Any], place: Place) -> bool:
    """Whether all files that a value names come with the book, or stand in the value."""
    for node in nodes:
        address = _address(node)
        if address is not None:
            ours = address.startswith("octavo:")
            if not (
                place(address.removeprefix("octavo:"))
                if ours
                else address.startswith(_WITHIN)
            ):
                return False
        elif node.type == "function" and not brought(node.arguments, place):
            return False
    return True


def _address(node: Any) -> str | None:
    """The address of a `url(…)`, or None."""
    if node.type == "url":
        return str(node.value)
    if node.type == "function" and node.lower_name == "url":
        return _text(node.arguments).strip().strip("'\"")
    return None


def _trimmed(nodes: Sequence[Any]) -> list[Any]:
    """The nodes without blanks at either end."""
    kept = list(nodes)
    while kept and kept[0].type == "whitespace":
        kept.pop(0)
    while kept and kept[-1].type == "whitespace":
        kept.pop()
    return kept


def _text(nodes: Sequence[Any]) -> str:
    return str(tinycss2.serialize(nodes))


def _rule(rule: Any, tokens: Tokens, place: Place) -> str:
    """One rule as text, "" for one of which nothing is left."""
    if rule.type == "qualified-rule":
        body = "; ".join(_declarations(rule.content, tokens, place))
        return f"{_text(rule.prelude).strip()} {{ {body} }}" if body else ""
    if rule.type != "at-rule":
        return ""
    head = f"@{rule.at_keyword}{_text(rule.prelude)}".strip()
    if rule.content is None:
        # What it would import is not in the book.
        return "" if rule.lower_at_keyword == "import" else f"{head};"
    if rule.lower_at_keyword not in LIVELY:
        declared = _declarations(rule.content, tokens, place)
        font = rule.lower_at_keyword == "font-face"
        if font and not any(each.startswith("src:") for each in declared):
            return ""
        return f"{head} {{ {'; '.join(declared)} }}"
    inner = tinycss2.parse_rule_list(
        rule.content, skip_comments=True, skip_whitespace=True
    )
    lines = [line for part in inner if (line := _rule(part, tokens, place))]
    return f"{head} {{ {' '.join(lines)} }}" if lines else ""


def _declarations(content: Sequence[Any], tokens: Tokens, place: Place) -> list[str]:
    written = []
    for part in parts(content):
        if part.type == "declaration" and not part.name.startswith("--"):
            value = _filled(part.value, tokens, place, 0)
            if value is not None:
                end = " !important" if part.important else ""
                written.append(f"{part.name}: {_text(value).strip()}{end}")
    return written


def _filled(
    nodes: Sequence[Any], tokens: Mapping[str, list[Any]], place: Place, depth: int
) -> list[Any] | None:
    """The nodes with each `var()` replaced; None where one has no value.

    Properties that mean one another have none either (section 3.3 of the same).
    """
    if depth > _DEEPEST:
        return None
    out: list[Any] = []
    for node in nodes:
        if node.type == "function" and node.lower_name == "var":
            value = _value(node.arguments, tokens, place, depth)
            if value is None:
                return None
            out.extend(value)
        elif (address := _address(node)) is not None:
            if not brought((node,), place):
                return None
            if address.startswith("octavo:"):
                address = place(address.removeprefix("octavo:"))
            out.append(tinycss2.parse_one_component_value(f'url("{address}")'))
        elif node.type == "function":
            inner = _filled(node.arguments, tokens, place, depth)
            if inner is None:
                return None
            text = f"{node.name}({_text(inner)})"
            out.append(tinycss2.parse_one_component_value(text))
        else:
            out.append(node)
    return out


def _value(
    arguments: Sequence[Any], tokens: Mapping[str, list[Any]], place: Place, depth: int
) -> list[Any] | None:
    """What `var(arguments)` stands for."""
    words = [node for node in arguments if node.type != "whitespace"]
    name = words[0].value if words and words[0].type == "ident" else ""
    if name in tokens:
        return _filled(tokens[name], tokens, place, depth + 1)
    comma = next(
        (
            at
            for at, node in enumerate(arguments)
            if node.type == "literal" and node == ","
        ),
        None,
    )
    if comma is None:
        return None
    return _filled(arguments[comma + 1 :], tokens, place, depth + 1)
