"""Blocks as the HTML that editions put into their sheets, for tests that read it."""

from octavo.compose import Manner, compose
from octavo.find import Overrides
from octavo.model.blocks import Block
from octavo.model.edition import Setting
from octavo.render.press import Press
from octavo.words import words_in


class _Everywhere(dict[str, str]):
    """Every anchor stands in the sheet at hand."""

    def get(self, key: str, default: object = None) -> str:  # type: ignore[override]
        return "here"


def printed(blocks: tuple[Block, ...]) -> str:
    """The HTML of an English chapter in a book without page numbers."""
    setting = Setting(
        footnotes="end", formulas="mathml", page_numbers=False, files=False
    )
    words = words_in("en")
    press = Press(Overrides(), {"setting": setting, "words": words, "of_words": ""})
    manner = Manner(
        setting=setting,
        shapes=press.shapes(),
        words=words,
        sheet="here",
        places=_Everywhere(),
    )
    return str(compose(blocks, manner)).strip()
