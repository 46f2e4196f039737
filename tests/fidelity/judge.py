"""Compares a folder of notes with the books made of it, and keeps count of what is lost."""

from pathlib import Path

from epub_judge import EpubJudge
from expected import Expected
from finished import Epub, Pdf
from pdf_judge import PdfJudge
from verdict import Judgement, Verdict


def judge(expected: Expected, epub: Path | None, pdf: Path | None) -> Judgement:
    """The verdict on the finished books, either of which may be absent."""
    found = Judgement([Verdict(path) for path in expected.blocks])
    if epub is not None:
        EpubJudge(expected, Epub(epub)).judge(found)
    if pdf is not None:
        PdfJudge(expected, Pdf(pdf)).judge(found)
    return found
