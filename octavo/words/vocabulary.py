"""The fixed words of a book, and how a number stands beside them."""

from octavo.value import value


def callouts(**labels: str) -> tuple[tuple[str, str], ...]:
    """The labels of callouts by the type as it is written (rule R8.4)."""
    return tuple(sorted(labels.items()))


@value
class Words:
    """What octavo itself prints into a book, in one language; the defaults are English.

    Patterns hold one pair of braces, where the number stands. `page_before` and
    `page_after` enclose the number of a page that is referred to, `pages_before` stands
    before several; among words it stands in brackets, with a `blank` before them. In
    numbers `decimal` stands before the fraction, `thousands` between groups of figures.
    `checklists` are beginnings of headings of checklists, in small letters. `callouts` has
    the labels of callouts that differ from the type as written.
    """

    language: str = "en"

    # the parts of a book
    cover: str = "Cover"
    title_page: str = "Title page"
    imprint: str = "Imprint"
    contents: str = "Contents"
    part: str = "Part {}"
    chapter: str = "Chapter {}"
    notes: str = "Notes"
    bibliography: str = "Bibliography"
    colophon: str = "Colophon"
    begin_reading: str = "Begin reading"
    landmarks: str = "Landmarks"
    pages: str = "Pages"
    continued: str = "continued"

    # what is counted
    figure: str = "Figure {}"
    table: str = "Table {}"
    listing: str = "Listing {}"
    equation: str = "equation ({})"
    question: str = "question {}"
    question_mark: str = "Q{}"
    figures: str = "Figures"
    tables: str = "Tables"
    questions: str = "Questions"

    # references
    page: str = "Page {}"
    page_before: str = "p.\u00a0"
    pages_before: str = "pp.\u00a0"
    page_after: str = ""
    cited: str = "cited on "
    back_to_text: str = "back to the text"
    comma: str = ", "
    blank: str = " "
    decimal: str = "."
    thousands: str = ","
    bracket: str = "("
    bracket_end: str = ")"
    colon: str = ": "

    # the glossary: what begins the line of other forms of a term
    also: str = "Also"

    # the index
    index: str = "Index"
    see: str = "see"
    see_also: str = "see also"

    # the imprint
    version: str = "Version {}"
    licence: str = "Licence"
    identifier: str = "Identifier"
    made_with: str = "Made with {}"
    fonts: str = "Fonts"

    # the checklist
    checklist: str = "Checklist"
    checklists: tuple[str, ...] = ("checklist", "check list", "check-list")
    name: str = "Name"
    date: str = "Date"
    pages_refer: str = "Page numbers refer to “{}”."

    # boxes to tick, as a screen reader says them
    open: str = "open"
    done: str = "done"
    half_done: str = "half done"
    cancelled: str = "cancelled"
    forwarded: str = "forwarded"
    important: str = "important"
    unclear: str = "unclear"

    # labels of media
    audio: str = "Audio"
    video: str = "Video"
    diagram: str = "Diagram"

    # what an EPUB says of how it can be read
    reflowable: str = "Reflowable text with headings and a contents list."
    all_described: str = "All pictures ({}) have descriptions."
    some_undescribed: str = "{} of {} pictures have no description."
    formulas_readable: str = "Formulas are MathML."
    paged: str = "Page numbers are those of the PDF edition."

    callouts: tuple[tuple[str, str], ...] = ()

    def callout(self, written: str) -> str:
        """The label of a callout of the type `written`.

        A type the language has a word for gets that; any other stands as written, only
        its first letter in upper case (rule R8.4) and dashes as blanks.
        """
        label = dict(self.callouts).get(written.lower())
        if label:
            return label
        return " ".join(written.replace("-", " ").split()).capitalize()

    def numbered(self, kind: str, number: str) -> str:
        """What a reference calls a thing that has a number, "" for one that has none."""
        patterns = {
            "figure": self.figure,
            "table": self.table,
            "listing": self.listing,
            "equation": self.equation,
            "question": self.question,
        }
        return patterns[kind].format(number) if number and kind in patterns else ""

    def catalogue(self, kind: str) -> str:
        """What a list of figures, tables or questions is called."""
        return {
            "figure": self.figures,
            "table": self.tables,
            "question": self.questions,
        }[kind]

    def listed(self, kind: str, number: str) -> str:
        """The number of a thing as a list of its kind has it."""
        return self.question_mark.format(number) if kind == "question" else number

    def task(self, state: str) -> str:
        """What the character in a task's box says (rule R8.5), itself if unknown."""
        return {
            "": self.open,
            " ": self.open,
            "x": self.done,
            "X": self.done,
            "/": self.half_done,
            "-": self.cancelled,
            ">": self.forwarded,
            "!": self.important,
            "?": self.unclear,
        }.get(state, state)
