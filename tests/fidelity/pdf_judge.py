"""Notes compared with the pages of a PDF."""

from collections import Counter

from comparing import but_broken, described, holds, leaks, lost, runs_of, tally
from expected import Expected
from finished import Pdf
from likeness import opened, similar
from verdict import Count, Judgement
from wording import grams, joined, plain_words

# Pages are taken to lie so far apart that no run of words crosses an end by chance.
_FAR = 100_000


class PdfJudge:
    """Judges one PDF."""

    def __init__(self, expected: Expected, pdf: Pdf) -> None:
        self.expected, self.pdf = expected, pdf

    def judge(self, found: Judgement) -> None:
        places = self._pages()
        for verdict in found.verdicts:
            path = verdict.path
            if path not in places:
                if self.expected.rows[path]:
                    found.unplaced.append(f"{path} in the PDF")
                continue
            pages = places[path]
            verdict.pages = (pages.start, pages.stop - 1)
            expected, counts = self.expected.rows[path], verdict.counts
            rows = self.pdf.rows(pages, {word.text for word in expected})
            missing = lost(expected, Counter(word for row in rows for word in row))
            if missing:
                missing = but_broken(missing, self.pdf.squeezed(pages))
            tally(path, expected, missing, counts, "pdf")
            counts["pdf order"] = self._page_order(path, rows)
            text = "\n".join(self.pdf.texts[page] for page in pages)
            counts["pdf leaks"] = leaks(
                path, text, self.expected.blocks[path], code=True
            )
            counts["pdf links"] = self._jumps(path, places)
            counts["pdf images"] = self._page_images(path, pages)
        starts = [places[path].start for path in self.expected.order if path in places]
        if self.expected.order and starts != sorted(starts):
            found.disorder.append(f"pages: {starts}")

    def _pages(self) -> dict[str, range]:
        """The pages of each note: from the bookmark with its title to the next of another.

        Where several bookmarks bear a title, the words of the pages after it decide.
        """
        named: dict[tuple[str, ...], set[int]] = {}
        for page, title in self.pdf.outline:
            row = plain_words(title)
            numbers = next((n for n, w in enumerate(row) if not w.isdigit()), 0)
            for name in (row, row[numbers:]):
                named.setdefault(tuple(name), set()).add(page)
        titled: dict[str, list[int]] = {}
        for path in self.expected.blocks:
            titles = [
                self.expected.titles.get(path, ""),
                *self.expected.shelf.sources[path].titles,
            ]
            found = (
                named.get(tuple(plain_words(each)), set()) for each in titles if each
            )
            titled[path] = sorted(next(filter(None, found), set()))
        numbered = [Counter(grams(plain_words(text), 3)) for text in self.pdf.texts]
        starts: dict[str, int] = {}
        for path, pages in titled.items():
            own = set(grams([word.text for word in self.expected.rows[path]], 3))
            scores = {
                page: sum(min(n, 1) for run, n in numbered[page].items() if run in own)
                for page in pages
            }
            if scores:
                # A section may bear the chapter's title too.
                enough = max(scores.values()) / 2
                starts[path] = next(page for page in pages if scores[page] >= enough)
        firsts = sorted({*starts.values(), len(self.pdf.texts)})
        return {
            path: range(start, next(page for page in firsts if page > start))
            for path, start in starts.items()
        }

    def _page_order(self, path: str, rows: list[list[str]]) -> Count:
        """Runs of five words of prose; other words may come between them on a page.

        Numbers of pages and addresses are printed after the words of a link, and the
        foot of a page stands between its last line and the next one's first.
        """
        count = Count()
        where: dict[str, list[int]] = {}
        # Pages lie so far apart that a run cannot pass from one to the next by chance.
        places = [
            (page * _FAR + at, word)
            for page, row in enumerate(rows)
            for at, word in enumerate(row)
        ]
        for place, word in places:
            where.setdefault(word, []).append(place)
        for block in self.expected.blocks[path]:
            if block.kind == "code":
                continue
            for run in runs_of(block):
                count.sought += 1
                if not any(
                    _follows(run, start, where) for start in where.get(run[0], [])
                ):
                    count.lacking.append(f"{path}:{block.line}: {' '.join(run)}")
        return count

    def _jumps(self, path: str, places: dict[str, range]) -> Count:
        count = Count()
        here = [jump for jump in self.pdf.jumps if jump.page in places[path]]
        for block in self.expected.blocks[path]:
            for link in block.links:
                if link.target not in places:
                    continue
                count.sought += 1
                wanted = plain_words(link.heading)
                block_words = self.expected.named_block(link) if link.block else ()
                if not any(
                    jump.target in places[link.target]
                    and (
                        not link.words
                        or set(jump.words) & set(link.words)
                        # A word broken over a line's end is two jumps.
                        or link.words[0].startswith("".join(jump.words[:1]) or " ")
                    )
                    and _begins(self.pdf.below(jump.target, jump.top), wanted)
                    and _has(self.pdf.below(jump.target, jump.top), block_words)
                    for jump in here
                ):
                    count.lacking.append(f"{path}:{link.line}: {described(link)}")
        return count

    def _page_images(self, path: str, pages: range) -> Count:
        count = Count()
        free = self.pdf.images(pages)
        pictures = self.expected.pictures(path)
        for picture in pictures:
            count.sought += 1
            if picture.path.lower().endswith(".svg"):
                continue
            data = self.expected.shelf.files[picture.path].read_bytes()
            right = next((each for each in free if similar(opened(data), each)), None)
            if right is None:
                count.lacking.append(f"{path}:{picture.line}: {picture.path}")
        figures = sum(self.pdf.figures[page] for page in pages)
        if figures < len(pictures):
            count.lacking.append(
                f"{path}: {len(pictures)} pictures, {figures} are tagged"
            )
        return count


def _follows(run: tuple[str, ...], start: int, where: dict[str, list[int]]) -> bool:
    """Whether the words stand after one another, at most an address between two of them.

    Over the end of a page they go on within the first lines of the next.
    """
    at = start
    for word in run[1:]:
        over = (at // _FAR + 1) * _FAR
        later = [
            place
            for place in where.get(word, ())
            if at < place <= at + 40 or over <= place <= over + 80
        ]
        if not later:
            return False
        at = later[0]
    return True


def _begins(text: str, wanted: list[str]) -> bool:
    row = plain_words(joined(text))[: len(wanted) + 12]
    return not wanted or holds(tuple(row), tuple(wanted[:6]))


def _has(text: str, wanted: tuple[str, ...]) -> bool:
    """Whether text holds these words; a caption stands below its drawing's labels."""
    return not wanted or holds(tuple(plain_words(joined(text))), wanted)
