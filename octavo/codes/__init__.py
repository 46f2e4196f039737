"""Every diagnostic code: its severity and its message.

`CODES` is the whole list. A message is a template; what is in braces is given where the
diagnostic is made. `CODE.md` beside this file is what `octavo explain CODE` prints.
Codes are never renamed after a release.
"""

from typing import NamedTuple

from octavo.diagnostics import Diagnostic, Severity, Span

_E, _W, _N = Severity.ERROR, Severity.WARNING, Severity.NOTE


class Code(NamedTuple):
    """One row of `CODES`; a place may lower the severity, none may raise it."""

    severity: Severity
    message: str


CODES: dict[str, Code] = {
    "accessibility-claim": Code(_W, "the EPUB does not claim to conform to WCAG 2.1 AA: {why}"),
    "ambiguous-heading": Code(_N, "“{heading}” stands {count} times in {note}; the first is meant"),
    "ambiguous-link": Code(_W, "“{target}” could be {others}; {taken} was taken"),
    "app-link": Code(_N, "readers of a book cannot follow {scheme} links"),
    "attachment-link": Code(_N, "{file} is not part of the book"),
    "bad-frontmatter": Code(_W, "{why}"),
    "bad-image": Code(_W, "{file} is not an image that can be read: {why}"),
    "bad-math": Code(_W, "formula not understood: {why}"),
    "bad-summary": Code(_E, "{what} is not allowed here in SUMMARY.md"),
    "bib-empty": Code(_N, "this bibliography has no works: {why}"),
    "bib-missing-field": Code(_W, "“{key}” has no {fields}"),
    "bib-syntax": Code(_W, "this cannot be read: {why}"),
    "bib-unnamed": Code(
        _W, "no file of works is named, so citations stay as written; there are: {files}"
    ),
    "bib-unused": Code(_N, "{count} never cited: {works}"),
    "blank-address": Code(_N, "other programs see no link here: “{address}” holds blanks"),
    "broken-style": Code(_E, "“{title}” cannot be set in these styles: {why}"),
    "chart-data-missing": Code(_W, "{why}"),
    "chart-field-unknown": Code(_W, "{why}"),
    "chart-incomplete": Code(_W, "{why}"),
    "chart-spec": Code(_W, "chart not understood: {why}"),
    "chart-unavailable": Code(_W, "charts need a package: {why}"),
    "checklist-empty": Code(_W, "no item was found, so there is no checklist"),
    "checklist-overfull": Code(_E, "the checklist needs {pages} {paper} pages at {size} pt, the smallest readable size"),
    "cite-duplicate-key": Code(_W, "a second work is called “{key}”"),
    "cite-style-missing": Code(_E, "{why}"),
    "cite-unknown-key": Code(_W, "no work is called “{key}”"),
    "config-syntax": Code(_E, "this is not valid TOML: {why}"),
    "config-type": Code(_E, "“{key}” wants {wanted}, not {given}"),
    "config-unknown": Code(_E, "there is no key “{key}”"),
    "config-value": Code(_E, "“{key}” cannot be {given}"),
    "cover-size": Code(_W, "the cover is {why}"),
    "css-ignored": Code(_W, "the renderer does not understand this style: {why}"),
    "dangling-link": Code(_W, "no note is called “{target}”"),
    "deep-nesting": Code(_W, "this is nested more deeply than can be set; its marks are shown as text"),
    "diagram-approximate": Code(_N, "this diagram was drawn without measuring its text"),
    "diagram-link": Code(_N, "{why}"),
    "diagram-syntax": Code(_W, "{kind} not understood: {why}"),
    "diagram-text-too-small": Code(_W, "the smallest text of this diagram is {size} pt on the page"),
    "diagram-too-large": Code(_W, "the diagram cannot be drawn: {why}"),
    "diagram-unknown-type": Code(_W, "{why}"),
    "duplicate-footnote": Code(_W, "footnote “{label}” is defined again"),
    "duplicate-id": Code(_W, "the id “{id}” is used twice"),
    "duplicate-title": Code(_W, "two chapters are called “{title}”"),
    "embed-cycle": Code(_W, "the embed leads back to itself: {chain}"),
    "embed-depth": Code(_W, "embeds more than 5 deep"),
    "embed-size": Code(_E, "embeds make the book {times} times its source"),
    "empty-book": Code(_E, "no notes to print in {path}"),
    "empty-code": Code(_N, "every line of this listing is hidden"),
    "empty-note": Code(_N, "the note has no text"),
    "escaping-path": Code(_E, "{path} leads out of the folder"),
    "fixed-style": Code(_N, "{what} takes from readers of the EPUB what they choose themselves"),
    "glossary-duplicate": Code(_W, "“{term}” is explained twice"),
    "glossary-empty": Code(_W, "“{term}” is not explained"),
    "glossary-mixed": Code(_N, "{count} no term: the terms of this glossary are headings"),
    "glossary-unused": Code(_N, "{count} not used in the text: {terms}"),
    "heading-skip": Code(_N, "{why}"),
    "ignored-file": Code(_N, "{files} not part of a book"),
    "include-cycle": Code(_E, "the include goes round: {chain}"),
    "include-size": Code(_E, "includes make {note} longer than any book"),
    "index-range-open": Code(_W, "the range of “{term}” {why}"),
    "index-see-dangling": Code(_W, "the index has no entry “{term}”"),
    "index-syntax": Code(_W, "{why}"),
    "inline-embed": Code(_W, "{blocks} cannot stand inside a sentence"),
    "large-epub": Code(_W, "the EPUB has {size} MB, which {who} will not take"),
    "large-file": Code(
        _W, "a file of this chapter has {size} KB; old reading devices open none above 300"
    ),
    "left-out": Code(_N, "{what} left out"),
    "link-out-of-book": Code(_N, "{note} is not in this book"),
    "long-footnote": Code(_N, "a footnote of {lines} lines stands at the end of its chapter"),
    "long-item": Code(_E, "this item alone takes {pages} {paper} pages at {size} pt, the smallest readable size"),
    "loose-link": Code(_N, "“{target}” was taken for {path}"),
    "lost-footnote": Code(_E, "{count} of the footnotes of this chapter could not be set"),
    "low-resolution": Code(_W, "{file} has {found} dots to the inch as it is set, of {least}"),
    "mermaid-unrendered": Code(_W, "no {language} renderer found; the source is shown"),
    "missing-alt": Code(_N, "{file} has no description"),
    "missing-anchor": Code(_E, "no {mark} in {file}"),
    "missing-block": Code(_W, "{note} has no block ^{id}"),
    "missing-glyph": Code(_W, "no font here has {character} ({point})"),
    "missing-heading": Code(_W, "{note} has no heading “{heading}”"),
    "missing-image": Code(_W, "no {kind} at {path}"),
    "missing-include": Code(_E, "no file at {path}"),
    "missing-lines": Code(_W, "{file} has no lines {where}"),
    "missing-metadata": Code(_N, "the EPUB lacks {keys}"),
    "nav-chain-broken": Code(_W, "{here} says next is {next}, {next} says previous is {previous}"),
    "nav-mismatch": Code(_N, "top and bottom navigation differ"),
    "nav-stripped": Code(_N, "navigation blocks left out of {notes}"),
    "not-utf8": Code(_E, "byte {byte} is not UTF-8"),
    "order-duplicate": Code(_E, "{path} is listed twice"),
    "order-missing": Code(_E, "no file at {path}"),
    "orphan-note": Code(_N, "{count} not in the reading order: {notes}"),
    "out-folder": Code(_E, "the output folder cannot be used: {why}"),
    "overfull-line": Code(_W, "{what} {words} reaches {over} mm out of the page's type area"),
    "press-profile": Code(_E, "“{file}” cannot be the profile of a press: {why}"),
    "remote-image": Code(_W, "images from the network are not fetched"),
    "remote-style": Code(_W, "{what} is not in the book and is left out of the EPUB"),
    "removed-html": Code(_N, "`<{name}>` and what it holds are left out"),
    "short-last-page": Code(_N, "the last page of this chapter has {lines}"),
    "stray-caption": Code(_W, "“{word}:” is the caption of nothing here"),
    "table-cells": Code(_W, "row has {count} cells, the head {head}"),
    "table-pipe": Code(_W, "the `|` in this link is not escaped"),
    "table-ruler": Code(_W, "no table: the line below its head {why}"),
    "template-error": Code(_E, "the template cannot be used: {why}"),
    "unclosed-comment": Code(_W, "`{mark}` is never closed"),
    "unclosed-directive": Code(_W, "the directive is never closed"),
    "unclosed-fence": Code(_W, "code block is never closed"),
    "unclosed-html": Code(_W, "`<{name}>` is never closed"),
    "undefined-footnote": Code(_W, "no footnote “{label}”"),
    "unknown-directive": Code(_W, "“{name}” is not known here"),
    "unknown-html": Code(_W, "`<{name}>` is no HTML element; {shown}"),
    "unknown-preprocessor": Code(_N, "the preprocessor “{name}” is not run"),
    "unpublished-note": Code(_N, "{count} not published: {notes}"),
    "unreadable-file": Code(_E, "the file cannot be read: {why}"),
    "unsafe-link": Code(_W, "{scheme} links are not allowed"),
    "unsafe-svg": Code(_W, "active content was removed from {file}"),
    "unsupported-block": Code(_N, "{language} needs its app; the source is shown"),
    "unsupported-embed": Code(_W, "{kind} cannot be shown in {edition}"),
    "untranslated-words": Code(_N, "octavo has no words of its own in “{language}”; they are English"),
    "unused-abbreviation": Code(_W, "“{name}” is explained and not used"),
    "unused-footnote": Code(_W, "footnote “{label}” is never used"),
    "wide-table": Code(_W, "{columns} columns are too wide for {room}; set {how}"),
}  # fmt: skip


def tell(
    code: str,
    span: Span,
    help: str = "",  # the word users see
    severity: Severity | None = None,
    **words: object,
) -> Diagnostic:
    """The diagnostic `code` at `span`, its message filled with `words`.

    `severity` lowers the table's. A code or word that is not there is a bug here and
    raises KeyError.
    """
    row = CODES[code]
    assert severity is None or severity <= row.severity, "a place may not raise it"
    return Diagnostic(
        code=code,
        severity=row.severity if severity is None else severity,
        span=span,
        message=" ".join(row.message.format_map(words).split()),
        help=help,
    )
