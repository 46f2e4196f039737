"""The names of markup: which elements a note's raw HTML may use, and their attributes.

Names are those of the HTML Living Standard (section 4, with the obsolete ones of
section 16 that pages still hold), of MathML Core and of SVG 2. What is not here is no
element, and is text (dialect rule R8.8).
"""


def _names(text: str) -> frozenset[str]:
    """Names written one after another; as literals they would fill pages."""
    return frozenset(text.split())


VOID = _names("area base br col embed hr img input link meta param source track wbr")
"""Elements without an end tag (HTML, 13.1.2)."""

BLOCK = _names(
    """address article aside blockquote body caption center col colgroup dd details dialog
    dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 head header
    hgroup hr html legend li main menu nav ol optgroup option p pre search section
    summary table tbody td tfoot th thead title tr ul"""
)
"""Elements that stand between paragraphs rather than inside them."""

PHRASE = _names(
    """a abbr acronym area audio b base basefont bdi bdo big br button canvas cite code data
    datalist del dfn em embed font frame frameset i iframe img input ins kbd label link map mark
    marquee math meta meter nobr noframes noscript object output param picture progress q
    rb rp rt rtc ruby s samp script select slot small source span strike strong style sub
    sup svg template textarea time track tt u var video wbr"""
)
"""The other elements of HTML."""

KNOWN = BLOCK | PHRASE
"""Every element of HTML, the two that begin a drawing or a formula among them."""

DRAWINGS = _names("math svg")
"""What begins a formula or a drawing."""

DRAWN = _names(
    """annotation annotation-xml maction math merror mfrac mi mmultiscripts mn mo mover
    mpadded mphantom mprescripts mroot mrow ms mspace msqrt mstyle msub msubsup msup mtable
    mtd mtext mtr munder munderover none semantics

    animate animatemotion animatetransform circle clippath defs desc ellipse feblend
    fecolormatrix fecomponenttransfer fecomposite feconvolvematrix fediffuselighting
    fedisplacementmap fedistantlight fedropshadow feflood fefunca fefuncb fefuncg fefuncr
    fegaussianblur feimage femerge femergenode femorphology feoffset fepointlight
    fespecularlighting fespotlight fetile feturbulence filter foreignobject g image line
    lineargradient marker mask metadata mpath path pattern polygon polyline radialgradient
    rect set stop svg switch symbol text textpath tspan use view"""
)
"""Elements only inside `math` and `svg`; elsewhere `<image>` is a word."""

SILENT = _names(
    """base basefont frame frameset link meta noframes param script source style track"""
)
"""Elements whose content is not for readers; they are left out with it."""

MEDIA = _names("audio video")
"""Elements that play a file; what they hold is for readers who cannot play it."""

ATTRIBUTES = _names(
    """alt class colspan data datetime dir height href id lang name rowspan src start title
    value width"""
)
"""Attributes that stay (dialect rule R8.8), and `name`, an old way to write an id; in MathML and SVG the drawing's own, too."""
