"""Notes compared with the documents of an EPUB."""

from collections import Counter

from comparing import described, holds, leaks, lost, matched, runs_of, tally
from expected import Expected
from finished import Anchor, Chapter, Epub, text_of
from likeness import alike
from lxml import etree
from verdict import Count, Judgement
from wording import grams, plain_words, words
from written import Link


class EpubJudge:
    """Judges one EPUB."""

    def __init__(self, expected: Expected, epub: Epub) -> None:
        self.expected, self.epub = expected, epub

    def judge(self, found: Judgement) -> None:
        places = self._chapters()
        for verdict in found.verdicts:
            path = verdict.path
            verdict.chapter = places.get(path, "")
            if not verdict.chapter:
                if self.expected.rows[path]:
                    found.unplaced.append(f"{path} in the EPUB")
                continue
            chapter = self.epub.chapters[verdict.chapter]
            counts, row = verdict.counts, chapter.row
            missing = lost(self.expected.rows[path], Counter(row))
            tally(path, self.expected.rows[path], missing, counts, "epub")
            counts["epub order"] = self._order(path, row)
            counts["epub leaks"] = leaks(
                path, chapter.prose, self.expected.blocks[path], code=False
            )
            counts["epub links"] = self._links(path, chapter, places)
            counts["epub images"] = self._images(path, chapter)
        spine = [places[path] for path in self.expected.order if path in places]
        if self.expected.order and spine != sorted(spine, key=self.epub.spine.index):
            found.disorder.append(f"spine: {', '.join(spine)}")

    def _chapters(self) -> dict[str, str]:
        """The document that holds each note: the one that shares most runs of words."""
        return matched(
            {
                path: grams([w.text for w in row], 3)
                for path, row in self.expected.rows.items()
            },
            {
                name: Counter(grams(chapter.row, 3))
                for name, chapter in self.epub.chapters.items()
            },
        )

    def _order(self, path: str, row: list[str]) -> Count:
        """Runs of five words of each block, and the blocks one after the other."""
        count = Count()
        there = Counter(grams(row)) + Counter(
            run for n in range(1, 5) for run in _exact_runs(row, n)
        )
        at = 0
        flat = " " + " ".join(row) + " "
        for block in self.expected.blocks[path]:
            own = [word.text for word in words(block.fragments)]
            for run in runs_of(block):
                count.sought += 1
                if not there[run]:
                    count.lacking.append(f"{path}:{block.line}: {' '.join(run)}")
            if block.kind in ("note", "embed") or len(own) < 5:
                continue
            start = flat.find(f" {' '.join(own)} ", at)
            if start >= 0:
                at = start
            elif flat.find(f" {' '.join(own)} ") >= 0:
                count.sought += 1
                count.lacking.append(
                    f"{path}:{block.line}: stands before what it follows"
                )
        return count

    def _links(self, path: str, chapter: Chapter, places: dict[str, str]) -> Count:
        count = Count()
        free = list(chapter.anchors)
        for block in self.expected.blocks[path]:
            for link in block.links:
                if link.target not in places:
                    continue
                count.sought += 1
                right = next(
                    (each for each in free if self._lands(link, each, places)), None
                )
                if right is None:
                    count.lacking.append(f"{path}:{link.line}: {described(link)}")
                else:
                    free.remove(right)
        return count

    def _lands(self, link: Link, anchor: Anchor, places: dict[str, str]) -> bool:
        if anchor.file != places[link.target] or not holds(anchor.words, link.words):
            return False
        there = self.epub.chapters[anchor.file].ids.get(anchor.id)
        if link.heading:
            return there is not None and plain_words(link.heading) == _without_number(
                plain_words(text_of(there)), plain_words(link.heading)
            )
        if link.block:
            wanted = self.expected.named_block(link)
            return there is not None and (
                not wanted or holds(tuple(plain_words(_around(there))), wanted)
            )
        if not anchor.id:
            return not link.id
        if link.id:
            return there is not None
        if there is None:
            return False
        before = _text_before(there)
        return len(plain_words(before)) <= 3

    def _images(self, path: str, chapter: Chapter) -> Count:
        count = Count()
        free = [self.epub.picture(name) for name in chapter.pictures]
        for picture in self.expected.pictures(path):
            count.sought += 1
            data = self.expected.shelf.files[picture.path].read_bytes()
            right = next((each for each in free if each and alike(data, each)), None)
            if right is None:
                count.lacking.append(f"{path}:{picture.line}: {picture.path}")
            else:
                free.remove(right)
        return count


def _without_number(row: list[str], wanted: list[str]) -> list[str]:
    """The row without the number that a book puts before a heading."""
    return row[-len(wanted) :] if len(row) - len(wanted) in (1, 2) and wanted else row


def _text_before(element: etree._Element) -> str:
    """What a document says before an element begins."""
    said = []
    (body,) = element.getroottree().getroot().iter("{*}body")
    for each in body.iter():
        if each is element:
            break
        said.append(each.text or "")
    return " ".join(said)


def _around(element: etree._Element) -> str:
    """The words of an element; of the block it opens, when it has none of its own."""
    text = text_of(element)
    parent = element.getparent()
    return text if text.strip() or parent is None else text_of(parent)


def _exact_runs(row: list[str], length: int) -> list[tuple[str, ...]]:
    """All runs of exactly so many words."""
    return [tuple(row[at : at + length]) for at in range(len(row) - length + 1)]
