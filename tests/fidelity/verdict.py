"""What a judgement holds: counts by measure, of each note and of all."""

from dataclasses import dataclass, field


@dataclass
class Count:
    """How many of something were looked for, and what was not there."""

    sought: int = 0
    lacking: list[str] = field(default_factory=list)

    def add(self, other: "Count") -> None:
        """Count another one's with this."""
        self.sought += other.sought
        self.lacking += other.lacking

    @property
    def share(self) -> float:
        """The part that was there, of 100."""
        if not self.sought:
            return 100.0
        return 100 * (self.sought - len(self.lacking)) / self.sought


# What is counted, in the order of the table's columns.
MEASURES = (
    "epub words", "epub code", "epub order", "epub links", "epub images", "epub leaks",
    "pdf words", "pdf code", "pdf order", "pdf links", "pdf images", "pdf leaks",
)  # fmt: skip


@dataclass
class Verdict:
    """One note: its chapter, its pages, and a count by measure."""

    path: str
    chapter: str = ""
    pages: tuple[int, int] | None = None
    counts: dict[str, Count] = field(
        default_factory=lambda: {measure: Count() for measure in MEASURES}
    )


@dataclass
class Judgement:
    """All notes of a book, and what is wrong with the book as a whole."""

    verdicts: list[Verdict]
    unplaced: list[str] = field(default_factory=list)
    disorder: list[str] = field(default_factory=list)

    def total(self, measure: str) -> Count:
        """The counts of all notes together."""
        total = Count()
        for verdict in self.verdicts:
            total.add(verdict.counts[measure])
        return total

    def faults(self, *but: str) -> list[str]:
        """Everything that is wrong, the measures `but` apart."""
        found = [f"no chapter: {path}" for path in self.unplaced]
        found += [f"out of order: {what}" for what in self.disorder]
        for measure in MEASURES:
            if measure not in but:
                found += [f"{measure}: {what}" for what in self.total(measure).lacking]
        return found
