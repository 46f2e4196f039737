"""YAML read as texts: a loader whose every complaint is a `YAMLError`, and its trees."""

from typing import Any

import yaml
from yaml.scanner import ScannerError


class Texts(yaml.BaseLoader):
    r"""Scalars are what is written (YAML's base schema): nothing fails to be a date.

    An escape like `\UFFFFFFFF`, which names no character, is a mistake as any other.
    """

    def scan_flow_scalar_non_spaces(self, double: Any, start_mark: Any) -> Any:
        """Read a stretch of a quoted text, in the package's own words.

        Two escapes may make one character, as JSON has them; half of one is none.
        """
        try:
            chunks = super().scan_flow_scalar_non_spaces(double, start_mark)
            written = "".join(chunks).encode("utf-16", "surrogatepass")
            return [written.decode("utf-16", "replace")]
        except (ValueError, OverflowError):
            said = "found unknown escape character"
            raise ScannerError(None, start_mark, said, self.get_mark()) from None


def composed(text: str) -> yaml.Node | None:
    """The tree of the YAML; None for what is none."""
    try:
        return yaml.compose(text, Loader=Texts)
    except (yaml.YAMLError, RecursionError):
        return None


def pairs(node: yaml.Node | None) -> dict[str, yaml.Node]:
    """What a mapping holds, by name; nothing for any other node."""
    if not isinstance(node, yaml.MappingNode):
        return {}
    return {
        key.value: value
        for key, value in node.value
        if isinstance(key, yaml.ScalarNode)
    }


def words_of(node: yaml.Node | None) -> str:
    """A scalar's text with single blanks; "" for any other node."""
    return " ".join(node.value.split()) if isinstance(node, yaml.ScalarNode) else ""
