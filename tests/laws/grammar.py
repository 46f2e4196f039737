"""Documents nobody would write, of everything that markdown, Obsidian and mdBook know.

A template holds `\\1` where a word stands that a reader must find in the book, `\\2` for
one that rule R3.4 takes away, and `\\3` for a label that no other piece of the document
has; `\\4` is one that stands twice in its piece. Pieces are put into one another like boxes; the words are counted when all is said.
"""

import re
from itertools import count
from typing import NamedTuple

from hypothesis import strategies as st

from octavo.model.vault import Kind

K, R, N, P = "\1", "\2", "\3", "\4"

INLINE = (
    K, f"*{K}*", f"**{K}**", f"***{K} {K}***", f"~~{K}~~", f"`{K}`", f"`` {K} ` {K} ``",
    f"[{K}](A.md)", f"[{K}](<B c.md#x>)", f"[{K} *{K}*](https://example.org)", f"![{N}](nowhere.png)",
    f"<b>{K}</b>", f"<kbd>{K}</kbd>", f"<nope>{K}</nope>", f"<i>{K}", f"{K}</u>", f"<span title='x'>{K}</span>",
    f"{K}[^{P}]\n\n[^{P}]: {K} *{K}*\n\n{K}", f"[^{K}]", f"{K}\\\n{K}", f"{K}  \n{K}", f"{K}\n{K}",
    f"\\*{K}\\*", f"\\[[{K}]]", f"\\#{K}", f"&amp;{K}&lt;{K}", f"{K} & {K} < {K} > {K}",
    f"$5 {K} $6", f"{K} $10", f"~{K} 5", f"{K}^2", f"{K}_{K}_{K}", f"{K} -- {K} --- {K}...",
    f"“{K}” '{K}' \"{K}\"", f"[{K}]", f"[[{K}", f"{K}]]", f"**{K}", f"{K}**", f"=={K}", f"{K}==",
    f"`{K}", f"[{K}](", f"![{K}", f"<{K}", f"{K} | {K}", f"{K}\t{K}", f"{K}\u2028{K}", f"<https://e.org/{K}>",
    f"{K} <!-- {R} -->", f"{K}<br>{K}", f"{K}: {K}", f"@{K}", f"{{{{#{K}}}}}", f"{{{{< {K} >}}}}", f"{{% {K} %}}",
)  # fmt: skip
OBSIDIAN = (
    f"[[A|{K}]]", f"[[Nowhere|{K} *{K}*]]", f"[[{K}]]", f"[[{K}#{K}]]", f"[[A#nothing|{K}]]", f"[[#{K}]]",
    f"=={K}==", f"=={K} **{K}**==", f"{K}^[{K} `{K}`]", f"{K}^[{K} [[A|{K}]]]",
    f"%%{R}%%", f"{K} #{K}/x", f"![[{K}]]", f"![[nowhere.png|{N}]]", f"{K} ^", f"[[|{K}]]", f"[[{K}|]]",
)  # fmt: skip
BLOCKS = (
    f"# {K}", f"## {K} {{#{N}}}", f"### {K} #", f"{K}\n===", f"{K}\n---", "---", "***", f"###### {K}", f"#{K} {K}",
    f"```\n{K}\n  {K}\n```", f"~~~python title=\"{K}\"\n{K} = [[{K}]]\n~~~", f"    {K}\n    {K}", f"```{N}\n{K} %%{K}%%\n````",
    f"| {K} | {K} |\n|---|:-:|\n| {K} | {K} |", f"{K} | {K}\n-|-\n{K} | `{K} \\| {K}`", f"| {K} |\n|---|\n| {K} | {K} | {K} |",
    f"- [ ] {K}", f"* [x] {K}\n* [/] {K}", f"1. {K}\n2. {K}\n   - {K}", f"- {K}\n\n  {K}\n- {K}", f"7) {K}", f"-\n  {K}", f"- [{K}] {K}",
    f"<div>\n\n{K}\n\n</div>", f"<div>{K}\n{K}</div>", f"<details><summary>{K}</summary>\n\n{K}\n\n</details>",
    f"<table><tr><td>{K}<td>{K}</table>", f"<p align=center>{K}", f"</div>{K}", f"<pre>\n{K}\n</pre>", f"<!--\n{R}\n-->",
    f"<dl><dt>{K}<dd>{K}</dl>", f"<Own>\n\n{K}\n\n</Own>", f"{K}\n: {K}", f"!!! note \"{K}\"\n    {K}", f":::note {K}\n{K}\n:::", f":::\n{K}",
    f"> {K}\n{K}", f"> {K}\n> > {K}\n> {K}", f"[{P}]: A.md\n\n[{K}][{P}]", f"[^{P}]: {K}\n\n    {K}\n\n{K}[^{P}]", f"=== \"{K}\"\n    {K}",
    f"```{N}", f"| {K} | {K}", f"|{K}|", f"$$\n{K}",
)  # fmt: skip
OBSIDIAN_BLOCKS = (
    f"> [!note] {K}\n> {K}", f"> [!{N}]- {K}", f"> [!TIP]\n> {K}\n>\n> > [!bug]+ {K}\n> > {K}", f"{K} ^{N}", f"- {K} ^{N}", f"> {K}\n\n^{N}",
    f"%%\n{R}\n\n{R}\n%%", f"![[A]]\n{K}", f"> [!question|easy] {K}?\n> **{K}**\n> {K}",
)  # fmt: skip
BOXES = (
    ("> ", "> "), ("- ", "  "), ("1. ", "   "), (f"- [ ] {K}\n\n  ", "  "), ("> - ", ">   "),
    (f"> [!tip] {K}\n> ", "> "), ("  ", "  "), (f"- {K}\n\n  ", "  "), (f"{K}\n", ""),
)  # fmt: skip


class Written(NamedTuple):
    """A document, and the words that must and must not be found in its book."""

    text: str
    kept: tuple[str, ...]


def boxed(box: tuple[str, str], inner: list[str]) -> str:
    """Pieces inside a container."""
    first, rest = box
    lines = "\n\n".join(inner).split("\n")
    return first + f"\n{rest}".join(lines)


def said(template: str) -> Written:
    """The template with its words: `k1q`, `k2q`… are kept, `r1q`… are not."""
    numbers = count(1)
    pairs = count(0)
    words: list[str] = []

    def word(found: re.Match[str]) -> str:
        if found[0] == P:
            return f"p{next(pairs) // 2}q"
        name = {K: "k", R: "r", N: "n"}[found[0]] + f"{next(numbers)}q"
        words.append(name)
        return name

    text = re.sub("[\1\2\3\4]", word, template)
    return Written(text, tuple(each for each in words if each[0] == "k"))


def documents(kind: Kind) -> st.SearchStrategy[Written]:
    """Documents of a dialect."""
    note = kind is not Kind.MDBOOK
    inline = st.sampled_from(INLINE + (OBSIDIAN if note else ()))
    lines = st.lists(inline, min_size=1, max_size=5).map(" ".join)
    blocks = st.sampled_from(BLOCKS + (OBSIDIAN_BLOCKS if note else ()))
    pieces = st.recursive(
        st.one_of(lines, blocks),
        lambda inner: st.builds(
            boxed, st.sampled_from(BOXES), st.lists(inner, min_size=1, max_size=3)
        ),
        max_leaves=8,
    )
    joints = st.sampled_from(("\n\n", "\n\n", "\n"))
    return st.builds(
        lambda joint, found: said(f"{K}\n\n{joint.join(found)}"),
        joints,
        st.lists(pieces, min_size=1, max_size=7),
    )
