"""An address → a QR code of it (ISO/IEC 18004), for those who hold the paper."""

from octavo.value import value


@value
class Code:
    """An address, and its code as the `data:` address of an SVG picture."""

    address: str
    picture: str


def encode(address: str) -> Code | None:
    """The code of an address, None of "".

    A seventh of it may be lost to creases and pens (level M). The quiet zone that it
    needs around it is the margin of the paper and the room the style sheet leaves.
    """
    import segno

    if not address:
        return None
    symbol = segno.make(address, micro=False, error="m", boost_error=False)
    picture = symbol.svg_data_uri(
        border=0, omitsize=True, svgclass=None, lineclass=None, nl=False
    )
    return Code(address=address, picture=picture)
