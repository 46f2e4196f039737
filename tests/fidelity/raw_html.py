"""Raw HTML within a note."""

from html.parser import HTMLParser

_KNOWN = frozenset(
    [
        "a",
        "abbr",
        "address",
        "article",
        "aside",
        "audio",
        "b",
        "bdi",
        "bdo",
        "blockquote",
        "br",
        "caption",
        "center",
        "cite",
        "code",
        "col",
        "colgroup",
        "dd",
        "del",
        "details",
        "dfn",
        "div",
        "dl",
        "dt",
        "em",
        "figcaption",
        "figure",
        "font",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "i",
        "img",
        "ins",
        "kbd",
        "li",
        "main",
        "mark",
        "nav",
        "ol",
        "p",
        "picture",
        "pre",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "section",
        "small",
        "source",
        "span",
        "strong",
        "sub",
        "summary",
        "sup",
        "svg",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "time",
        "tr",
        "u",
        "ul",
        "var",
        "video",
        "wbr",
        "iframe",
        "script",
        "style",
    ]
)


class RawHtml(HTMLParser):
    """The text of raw HTML, and what it points to."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[tuple[str, bool]] = []
        self.pictures: list[str] = []
        self.links: list[tuple[str, str]] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {key: value or "" for key, value in attrs}
        if tag == "listing":
            # A preprocessor of mdBook's makes a caption of what it says.
            said = f" Listing {named.get('number', '')} {named.get('caption', '')} "
            self.said += [(said, False), (named.get("file-name", ""), True)]
        elif tag not in _KNOWN:
            self.said.append((self.get_starttag_text() or "", False))
        if tag == "img":
            self.pictures.append(named.get("src", ""))
        if tag == "a" and named.get("href"):
            self.links.append((named["href"], ""))
        if tag in ("td", "th", "tr", "br", "p", "li", "div", "summary", "dd", "dt"):
            self.said.append((" ", False))
        if tag in ("code", "pre", "script", "style"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in _KNOWN and tag != "listing":
            self.said.append((f"</{tag}>", False))
        if tag in self.open:
            self.open.remove(tag)

    def handle_data(self, data: str) -> None:
        if not {"script", "style"} & set(self.open):
            self.said.append((data, bool(self.open)))
            if self.links:
                self.links[-1] = (self.links[-1][0], self.links[-1][1] + data)
