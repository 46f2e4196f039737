"""Catalogue entries for PDFs that WeasyPrint writes whole: the plain way's last step."""

from collections.abc import Callable, Sequence
from typing import Any

import pydyf

from octavo.model.book import Metadata
from octavo.typeset import catalogue
from octavo.typeset.numbering import Bookmark, Label


class _Written(pydyf.Object):  # type: ignore[misc]  # pydyf has no types
    """An object whose bytes, as pydyf asks for them by the name of `data`, are given."""

    data = b""

    def __init__(self, body: bytes) -> None:
        super().__init__()
        self.data = body


def finisher(
    metadata: Metadata,
    moment: int,
    edition: str,
    *,
    tagged: bool,
    facing: bool = False,
    labels: Sequence[Label] = (),
    outline: Sequence[Bookmark] | None = None,
) -> Callable[[Any, Any], None]:
    """A callback for `Document.write_pdf` that says whose book this is.

    `facing` pages are shown in pairs. `outline` replaces the bookmarks WeasyPrint
    collected; None keeps them.
    """

    def finish(document: Any, pdf: Any) -> None:
        pdf.info.clear()
        for key, value in catalogue.document_information(metadata, moment):
            pdf.info[key] = value
        packet = pydyf.Stream(
            [catalogue.xmp(metadata, moment, edition, tagged=tagged)],
            {"Type": "/Metadata", "Subtype": "/XML"},
        )
        pdf.add_object(packet)
        pdf.catalog["Metadata"] = packet.reference
        pdf.catalog["Lang"] = catalogue.text(metadata.language)
        pdf.catalog["ViewerPreferences"] = catalogue.preferences(metadata)
        if facing:
            pdf.catalog["PageLayout"] = b"/TwoPageRight"
        if labels:
            pdf.catalog["PageLabels"] = catalogue.page_labels(labels)
        if outline is not None:
            pdf.catalog.pop("Outlines", None)
            bodies = catalogue.outline(outline, len(pdf.objects))
            if bodies:
                pdf.catalog["Outlines"] = catalogue.reference(len(pdf.objects))
                pdf.catalog["PageMode"] = b"/UseOutlines"
            for body in bodies:
                pdf.add_object(_Written(body))

    return finish
