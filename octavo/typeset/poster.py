"""One page of any size → a PDF of it: a cover, for those who want a picture.

Runs in a worker; it takes and gives values only.
"""

from octavo.model.asset import Asset


def poster(html: str, styles: str, assets: tuple[Asset, ...]) -> bytes:
    """The PDF of a page, of the size its styles give it."""
    from octavo.typeset.charset import glyphs_for_characters
    from octavo.typeset.door import Press, listening
    from octavo.typeset.ink import ink

    with listening(), ink(), glyphs_for_characters():
        press = Press(styles, assets)
        data: bytes = press.lay_out(press.read(html)).write_pdf()
    return data
