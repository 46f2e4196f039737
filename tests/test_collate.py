"""Terms in the order of an alphabet, and the letters they stand under."""

import pytest

from octavo.collate import alphabetical, initial, natural


@pytest.mark.parametrize(
    ("language", "terms"),
    [
        ("en", "3D Ångström café cafés élan Émile ÉVA eval GPT-2 GPT-10 zebra"),
        ("en", "co-op coop coöp cop σ"),
        ("sv", "aga zebra åka ärlig öga"),
        ("sv-SE", "zon Ångström"),
        ("da", "zebra æble øl åben"),
        ("de", "Affe Ärger Atom Straße Strauß"),
        ("es", "nube ñandú oso"),
        ("cs", "cena čas hora chata iva řeka sen"),
        ("pl", "lis łoś mama zebra źle żaba"),
        ("et", "saal šokk zoo žanr tore võti õlu äike öö üks xenon"),
        ("hu", "cukor csak dal dzsem gép gyár só szó"),
        ("ru", "ежик ёлка еще иван йод кот"),
        ("uk", "гора ґанок дім екран єдність жук ива ідея їжак йод кіт"),
    ],
)
def test_words_stand_in_the_order_of_their_alphabet(language: str, terms: str) -> None:
    wanted = terms.split()
    assert sorted(set(wanted), key=lambda t: alphabetical(t, language)) == wanted


@pytest.mark.parametrize(
    ("language", "term", "letter"),
    [
        ("en", "élan", "E"),
        ("sv", "åka", "Å"),
        ("de", "Ärger", "A"),
        ("cs", "chata", "CH"),
        ("ru", "ёлка", "Е"),
        ("en", "3D", ""),
        ("en", "«zero»", "Z"),
        ("ja", "報酬", ""),
        ("en", "…", ""),
    ],
)
def test_a_term_stands_under_its_letter(language: str, term: str, letter: str) -> None:
    assert initial(term, language) == letter


def test_numbers_stand_by_value_however_long() -> None:
    long = "9" * 5000
    names = ["0", "7", "08", "10", "٢٣", "99", long, f"{long}0", "a"]
    shuffled = [*names[5:], *names[:5]]
    assert sorted(shuffled, key=natural) == names
