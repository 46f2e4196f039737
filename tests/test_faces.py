"""Which fonts a book gets for its letters."""

import os
import pickle
import re
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import pytest

from octavo.diagnostics import Lacking
from octavo.faces import SCRIPTS, brought, faces, package
from octavo.find import product_folder


def families(text: str, language: str = "en") -> list[str]:
    return [f"{face.family} {face.weight}" for face in faces(text, language)]


def test_a_book_without_other_letters_has_no_other_fonts() -> None:
    assert families("plain, äöü, ελληνικά, кириллица ✓ → 🎲") == []


def test_each_script_has_a_regular_and_a_semibold() -> None:
    assert families("שלום and ไทย") == [
        *("Octavo Hebrew 400", "Octavo Hebrew 600"),
        *("Octavo Thai 400", "Octavo Thai 600"),
    ]


def test_fonts_are_known_by_the_names_of_their_designs() -> None:
    designs = {face.design for face in faces("שלום 日本 手册", "zh")}
    assert designs >= {"Noto Sans Hebrew"}
    assert designs <= {"Noto Sans Hebrew"} | {
        f"Noto {kind} {region}" for kind in ("Sans", "Serif") for region in ("JP", "SC")
    }


def test_every_font_that_may_be_named_comes_along() -> None:
    named = {face.name for face in faces("".join(SCRIPTS.values()), "en")}
    folder = product_folder("styles") / "fonts"
    assert len(named) == 2 * len(SCRIPTS)
    assert [name for name in named if not Path(folder, name).is_file()] == []


def test_a_font_is_sent_as_where_it_lies() -> None:
    face, _ = faces("שלום", "en")
    sent = pickle.dumps(face.asset)
    data = pickle.loads(sent).read()
    assert data == face.path.read_bytes()
    assert sha256(data).hexdigest() == face.asset.digest
    assert len(sent) < 1000 < len(data)


def test_a_font_that_was_replaced_meanwhile_is_not_taken_for_it(tmp_path: Path) -> None:
    font = tmp_path / "Mine.ttf"
    font.write_bytes(b"one")
    asset = brought(font, "fonts/Mine.ttf", "font/ttf")
    assert asset.read() == b"one"
    font.write_bytes(b"two")
    with pytest.raises(Lacking, match=r"Mine\.ttf as it was when the build began"):
        asset.read()
    font.unlink()
    with pytest.raises(Lacking, match=r"Mine\.ttf as it was when the build began"):
        asset.read()


def test_a_font_that_was_installed_anew_is_another_to_a_process_that_goes_on(
    tmp_path: Path,
) -> None:
    font = tmp_path / "Mine.ttf"
    font.write_bytes(b"one")
    before = brought(font, "fonts/Mine.ttf", "font/ttf")
    assert brought(font, "fonts/Mine.ttf", "font/ttf") == before
    other = tmp_path / "other"
    other.write_bytes(b"two")
    about = font.stat()
    os.utime(other, ns=(about.st_atime_ns, about.st_mtime_ns))
    other.replace(font)
    after = brought(font, "fonts/Mine.ttf", "font/ttf")
    assert (after.read(), after.digest) == (b"two", sha256(b"two").hexdigest())
    font.unlink()
    with pytest.raises(Lacking, match=r"Mine\.ttf, which an installed package has"):
        brought(font, "fonts/Mine.ttf", "font/ttf")


def test_no_letter_is_of_two_scripts() -> None:
    ranges = sorted(
        (ends[0], ends[-1])
        for written in SCRIPTS.values()
        for ends in re.findall(r"(.)-(.)", written)
    )
    assert all(before[1] < after[0] for before, after in pairwise(ranges))


@pytest.mark.parametrize("language", ["ja", "zh", "en"])
def test_letters_of_japan_have_a_serif_for_text_and_a_sans_for_bold(
    language: str,
) -> None:
    assert families("日本の手引き", language) == [
        *("Octavo Han 400", "Octavo Han Serif 400", "Octavo Han Serif 600"),
    ]


@pytest.mark.parametrize(
    ("letters", "wanted"),
    [
        ("手册", "pylopdf-fonts-zh-cn"),
        ("한국어", "pylopdf-fonts-ko"),
        ("한자 漢字", "pylopdf-fonts-ko"),
        ("手引き", ""),
        ("שלום", ""),
        ("Ꮳ", ""),
    ],
)
def test_the_package_for_letters_without_a_font_is_named(
    letters: str, wanted: str
) -> None:
    # Of those packages the tests have the Japanese one alone.
    assert package(letters) == wanted
