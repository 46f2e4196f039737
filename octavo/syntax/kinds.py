"""What names of callouts in other programs mean: one of ours each (dialect section 12)."""

KINDS = {
    **dict.fromkeys(("note", "seealso", "callout-note", "admonition"), "note"),
    **dict.fromkeys(("abstract", "summary", "tldr"), "abstract"),
    **dict.fromkeys(("info",), "info"),
    **dict.fromkeys(("todo",), "todo"),
    **dict.fromkeys(("tip", "hint", "important", "callout-tip"), "tip"),
    **dict.fromkeys(("callout-important",), "tip"),
    **dict.fromkeys(("success", "check", "done"), "success"),
    **dict.fromkeys(("question", "help", "faq"), "question"),
    **dict.fromkeys(("warning", "caution", "attention"), "warning"),
    **dict.fromkeys(("callout-warning", "callout-caution"), "warning"),
    **dict.fromkeys(("failure", "fail", "missing"), "failure"),
    **dict.fromkeys(("danger", "error"), "danger"),
    "bug": "bug",
    "example": "example",
    **dict.fromkeys(("quote", "cite"), "quote"),
}
