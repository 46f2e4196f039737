"""BibTeX's strings and parents: what a work has that its entry does not say."""

from pathlib import PurePosixPath

from settling import settled

from octavo.citing import read
from octavo.citing.record import Item
from octavo.diagnostics import Span


def item(bib: str, key: str) -> Item:
    where = Span.whole(PurePosixPath("works.bib"))
    found = read(".bib", bib, lambda start, end: where, lambda *told, **words: None)
    return next(record.item() for record in found if record.key == key)


def test_pieces_of_a_value_are_joined() -> None:
    bib = """
    @string{acl = "Proc. of " # {ACL}}
    @string{long = acl # ", long"}
    @inproceedings{a, title = "C" # {# and "} # "Q", booktitle = LONG # " 2020",
      month = jan # "~1", year = 2020, note = unknown}
    """
    made = item(bib, "a")
    assert made["title"] == 'C# and "Q'
    assert made["container-title"] == "Proc. of ACL, long 2020"
    assert made["issued"] == {"date-parts": [[2020, 1]]}
    assert made["note"] == "unknown"


def test_strings_of_strings_do_not_explode() -> None:
    doubled = "".join(f"@string{{s{n + 1} = s{n} # s{n}}}\n" for n in range(60))
    bib = f'@string{{s0 = "ab"}}\n{doubled}@book{{a, title = s60 # s60}}'
    assert len(str(item(bib, "a")["title"])) == 1009


def test_a_second_string_of_a_name_is_no_second_work() -> None:
    bib = '@string{s = "A"}\n@string{s = "B"}\n@book{b, author = {A}, title = s, year = 2001}\n'
    book = settled({"X.md": "@b\n"}, works=bib)
    assert [(each.code, each.span.line, each.message) for each in book.told] == [
        ("bib-syntax", 2, "this cannot be read: a second @string is called “s”")
    ]
    assert item(bib, "b")["title"] == "A"


CHILD = """
@inproceedings{child, title = {A Paper}, author = {Hu, Ann}, crossref = {whole}, pages = {1--2}}
@inproceedings{named, title = {B}, booktitle = {Own}, crossref = {whole}, year = 1999}
@proceedings{whole, title = {The Whole}, editor = {Ed, Eve}, year = 2020,
  publisher = {P}, doi = {10.1000/whole}, crossref = {series}}
@proceedings{series, title = {The Series}, series = {LNCS}}
"""


def test_a_work_has_of_its_parent_what_it_lacks_itself() -> None:
    assert item(CHILD, "child") == {
        "type": "paper-conference",
        "title": "A Paper",
        "container-title": "The Whole",
        "collection-title": "LNCS",
        "author": [{"family": "Hu", "given": "Ann"}],
        "editor": [{"family": "Ed", "given": "Eve"}],
        "publisher": "P",
        "page": "1–2",
        "issued": {"date-parts": [[2020]]},
    }
    named = item(CHILD, "named")
    assert named["container-title"] == "Own"
    assert named["issued"] == {"date-parts": [[1999]]}


def test_a_parent_is_used_and_one_that_is_not_there_is_told() -> None:
    lost = "@book{lost, title = {L}, author = {A, B}, year = 2000, crossref = {hole}}\n"
    ring = "@book{ring, title = {R}, author = {A, B}, year = 2000, crossref = {ring}}\n"
    told = settled({"X.md": "[@child]\n"}, works=CHILD + lost + ring).told
    assert [(each.code, each.message) for each in told] == [
        ("bib-unused", "3 works are never cited: lost, named, ring"),
        ("cite-unknown-key", "no work is called “hole”"),
    ]


def test_kinds_of_theses_and_reports_are_words() -> None:
    bib = """
    @thesis{a, title = {A}, type = {phdthesis}}
    @mastersthesis{b, title = {B}}
    @thesis{c, title = {C}, type = {Habilitation}}
    """
    genres = [item(bib, key)["genre"] for key in "abc"]
    assert genres == ["PhD thesis", "Master’s thesis", "Habilitation"]
