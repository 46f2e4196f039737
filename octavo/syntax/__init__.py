"""The syntax octavo reads: one rule a file, here in the order they are installed.

A rule later in the list may be put before one already there; where two could begin at
the same place, its `install` says which is tried first (dialect rule R3.2).
"""

from octavo.syntax import (
    admonition,
    bare_link,
    block_id,
    callout,
    citation,
    code,
    comment,
    deflist,
    embed,
    emphasis,
    footnote,
    frontmatter,
    heading,
    highlight,
    html,
    index,
    link,
    lists,
    math,
    paragraph,
    question,
    shortcode,
    table,
    tag,
    wikilink,
)
from octavo.syntax.rule import Rule

RULES: tuple[Rule, ...] = (
    frontmatter.RULE,
    paragraph.RULE,
    heading.RULE,
    lists.RULE,
    callout.RULE,
    question.RULE,
    admonition.RULE,
    code.RULE,
    table.RULE,
    deflist.RULE,
    math.RULE,
    math.MATHJAX,
    comment.RULE,
    shortcode.RULE,
    footnote.RULE,
    wikilink.RULE,
    citation.RULE,
    embed.RULE,
    link.RULE,
    embed.IMAGE,
    html.RULE,
    index.RULE,
    highlight.RULE,
    emphasis.RULE,
    tag.RULE,
    bare_link.RULE,
    block_id.RULE,
)
