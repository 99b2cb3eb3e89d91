"""What pandoc, Obsidian and others write into Markdown beside CommonMark, brought back to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

import regex

_FENCE = regex.compile(r" {0,3}(```+|~~~+)")
_DIV = regex.compile(r"\s*:{3,}\s*(?:\{[^{}]*\}|[\w-]+)?\s*:*\s*")
"""`::: {.epigraph}`, and the `:::` that closes it"""
_HEADING = regex.compile(r"([^{}]*+)\{(?:[#.][^{}]*|[\w-]+=[^{}]*|-)\}(\s*#*\s*)")
"""`# Preface {#preface .unnumbered}`"""
_UNDERLINE = regex.compile(r" {0,3}(?:=+|-+)\s*")
_SPAN = regex.compile(r"\[([^\[\]]++)\]\{(?:[.#][^{}]*|[\w-]+=[^{}]*)\}")
"""`[Small Words]{.smallcaps}`"""
_ATTRIBUTES = regex.compile(r"(?<=\))\{[^{}]*\}")
"""Behind a link or an image: `{width=50%}`"""
_EMBED = regex.compile(r"!\[\[([^\[\]|]++)(?:\|[^\[\]]*)?\]\]")
_WIKI = regex.compile(r"\[\[(?:[^\[\]|]++\|)?([^\[\]|]++)\]\]")
_TASK = regex.compile(r"^(\s*(?:[-*+]|\d+[.)]) )\[[ xX]\] ")
_PAGE_BREAK = regex.compile(
    r"\s*(?:\\(?:newpage|pagebreak|clearpage)|\{(?:pagebreak|newpage)\})\s*"
)


def as_commonmark(lines: Sequence[str]) -> Iterator[str]:
    """The lines without attributes and fenced divs, links of wikis as their words."""
    fence = ""
    for line, below in zip_longest(lines, lines[1:], fillvalue=""):
        if found := _FENCE.match(line):
            fence = "" if fence and found[1].startswith(fence) else fence or found[1]
        yield line if fence or found else _plain(line, headed=bool(_UNDERLINE.fullmatch(below)))


def _plain(line: str, *, headed: bool) -> str:
    if ":::" in line and _DIV.fullmatch(line):
        return ""
    if "{" in line:
        if _PAGE_BREAK.fullmatch(line):
            return ""
        line = _ATTRIBUTES.sub("", _SPAN.sub(r"\1", line))
        if (headed or line.lstrip().startswith("#")) and (heading := _HEADING.fullmatch(line)):
            line = heading[1] + heading[2]
    elif line.startswith("\\") and _PAGE_BREAK.fullmatch(line):
        return ""
    if "[[" in line:
        line = _WIKI.sub(r"\1", _EMBED.sub(r"![\1](<>)", line))
    return _TASK.sub(r"\1", line) if "[" in line else line
