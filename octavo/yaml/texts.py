"""A loader of YAML whose scalars are texts and whose every complaint is a `YAMLError`."""

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


def tree(text: str) -> Any:  # what its nodes have in common, `octavo.yaml.Node` says
    """The tree of the YAML; None for what is none."""
    try:
        return yaml.compose(text, Loader=Texts)
    except (yaml.YAMLError, RecursionError):
        return None
