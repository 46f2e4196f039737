"""What became of a picture's file."""

from octavo.value import value


@value
class Prepared:
    """A picture ready to be carried: its natural size is in points.

    `removed` names what a drawing lost because it was active or from elsewhere. `why`
    is "" for a picture that could be read, else it says what is wrong with the file,
    and everything else is empty.
    """

    data: bytes = b""
    media_type: str = ""
    width: float = 0.0
    height: float = 0.0
    removed: tuple[str, ...] = ()
    why: str = ""
