"""Which file of styles a line of the one sheet is from."""

from pathlib import PurePosixPath

from octavo.seams import Seams, sewn

ODD = PurePosixPath("my */ looks/ü\n1.css")
LAST = PurePosixPath("b.css")


def test_lines_are_those_of_their_files_whatever_comments_say() -> None:
    theirs = "a {}\r\n/* octavo: 1 lines of c.css */\f/* octavo: x */\rb {}"
    sheet = "\n".join(["ours {}", sewn(ODD, theirs), sewn(LAST, ""), "c {}"])
    seams = Seams(sheet)
    assert [seams.owner(line) for line in range(10)] == [
        *(None, None, None),
        *((ODD, 1), (ODD, 2), (ODD, 3), (ODD, 4)),
        *(None, (LAST, 1), None),
    ]
    assert sheet.count("*/") == 4


def test_a_sheet_without_files_is_nobodys() -> None:
    assert Seams("").owner(1) is None
