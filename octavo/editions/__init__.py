"""What can be made, in the order it is made: the checklist prints pages of the PDF."""

from octavo.editions import checklist, epub, pdf
from octavo.model.edition import Edition

EDITIONS: tuple[Edition, ...] = (
    pdf.SCREEN,
    pdf.PRINT,
    epub.EDITION,
    checklist.EDITION,
)
