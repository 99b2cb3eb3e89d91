"""Other dialects of Markdown brought back to CommonMark: of pandoc, Obsidian, GitHub, web sites.

What their signs mean to those who write them is kept, and what is no text is listed: attributes,
addresses of links, remarks. A fence that closes nothing, or closes on prose, is no code, and angle
brackets without HTML in them are the author's own, as in `<Quest failed>`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise, zip_longest

import regex

from narrate.manuscript.markdown.fences import Fence, read_fences
from narrate.manuscript.markdown.raising import language_in_attributes
from narrate.manuscript.structure.passages import Dropped

_RULE = "***"
LANGUAGE_MARK = "narrate:lang "
END_OF_LANGUAGE = "narrate:lang"
"""Comments for the parser, between which all is in the language that the first one names"""
MARKUP = "markup"
"""Reason for text that only says how other text looks, or where a link leads"""

_DIV = regex.compile(r"[\s>]*:{3,}\s*(?:[\w-]+\s*)?(?:\{[^{}]*\}\s*)?:*\s*")
"""`::: {.epigraph}`, and the `:::` that closes it"""
_TITLED_DIV = regex.compile(r"[\s>]*:{3,}[\w-]+(?:\[(?P<title>[^\[\]]+)\]|\s+(?P<title>\S.*))\s*")
"""`:::note A Title`, `:::note[A Title]`"""
_HEADING = regex.compile(r"(.*)\{:?\s*(?:[#.][^{}]*|[\w-]+=[^{}]*|-)\}(\s*#*\s*)")
"""`# Preface {#preface .unnumbered}`"""
_UNDERLINE = regex.compile(r" {0,3}(?:=+|-+)\s*")
_DEFINITION = regex.compile(r"( {0,3}):[ \t]+(?=\S)")
"""`: What it means`, below a word"""
_REPLY = regex.compile(r"^( {0,3})(?=\[[^\[\]^]{1,60}\]:\s+[\p{L}\p{M}’'-]+[.!?…,।。]?\s*$)")
"""`[Ines]: Obviously.`: a message; the address of a link is no single word"""
_EMBED = regex.compile(r"!\[\[([^\[\]|]++)(?:\|[^\[\]]*)?\]\]")
_WIKI = regex.compile(r"\[\[(?:[^\[\]|]++\|)?([^\[\]|]++)\]\]")
_TASK = regex.compile(r"^(\s*(?:>\s*)*(?:[-*+]|\d+[.)]) )\[[^\[\]]\] ")
_CALLOUT = regex.compile(r"^((?:\s{0,3}>)+ ?)\[!([\w-]+)(?:\|[^\[\]]*)?\][-+]?[ \t]*")
"""`> [!note] Its title`"""
_BLOCK_NAME = regex.compile(
    r"(?<=\S)[ \t]+\^[\p{L}\p{N}-]{1,40}[ \t]*$|^\^[\p{L}\p{N}-]{4,40}[ \t]*$"
)
"""`A paragraph. ^a-name`, to which links of Obsidian lead"""
_MARKED = regex.compile(r"(?<![=\\])==(?=[^\s=])([*_~]*)([^=]{1,2000}?)(?<=[^\s=])([*_~]*)==(?!=)")
HIGHLIGHT, HIGHLIGHT_END = "\ufdd0", "\ufdd1"
"""Around what `==` marks; Unicode keeps these two for uses like this, so that no text has them"""
_REMARK = regex.compile(r"(?<![%\\\p{N}])%%(?!%)((?:(?!-->|%%).){1,20000}?)%%(?!%)", regex.S)
_LAYOUT = regex.compile(
    r"\s*(?:\\(?:newpage|pagebreak|clearpage)|\{(?:pagebreak|newpage)\}|\[\[?_?toc_?\]?\]|"
    r"\{:?\s*(?:[.#][^{}]*|[\w-]+=[^{}]*|toc)\}|\{\{[<%][^{}]*[>%]\}\}|\{%[^{}]*%\})\s*",
    regex.I,
)
"""Lines without text: `\\newpage`, `{pagebreak}`, `[TOC]`, `{: .class}`, `{{< figure >}}`"""
_HASHES = regex.compile(r"^((?: {4}|\t)\s*)#{1,6}[ \t]+(?=\S)")
_HEADED = regex.compile(r"^ {0,3}#{1,6}\s+\S")
_VERSE = regex.compile(r"\|(?: (?P<line>.*[^|\s]|)|)\s*")
"""`| A line of verse`, as pandoc has it"""

_BORDER = regex.compile(r"\s*\+(?:[-=:]+\+)+\s*")
"""Above and below the rows of a table: `+---+---+`"""
_GRID = frozenset("+|")

_TAG = regex.compile(
    r"<(?P<end>/?)(?P<name>\p{L}[\p{L}\p{N}-]*)(?P<rest>(?:\s[^<>]*)?)(?P<close>/?)>"
)
_CODE = regex.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)")
_ATTRIBUTE = regex.compile(
    r"""\s*(?:[a-zA-Z_:@.][\w:.@-]*\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+)|(?P<bare>[\w-]+))"""
)
_VALUELESS = """
allowfullscreen async autofocus autoplay checked compact controls default defer disabled hidden
inert ismap itemscope loop multiple muted nomodule noshade novalidate nowrap open playsinline
readonly required reversed selected
"""
_BARE = frozenset(_VALUELESS.split())
_ELEMENTS = """
a abbr acronym address applet area article aside audio b base basefont bdi bdo bgsound big blink
blockquote body br button canvas caption center cite code col colgroup data datalist dd del details
dfn dialog dir div dl dt em embed fieldset figcaption figure font footer form frame frameset h1 h2
h3 h4 h5 h6 head header hgroup hr html i iframe img input ins isindex kbd label legend li link main
map mark marquee math menu meta meter nav nobr noframes noscript object ol optgroup option output p
param picture pre progress q rb rp rt rtc ruby s samp script search section select slot small source
span strike strong style sub summary sup svg table tbody td template textarea tfoot th thead time
title tr track tt u ul var video wbr
g path rect circle ellipse line polyline polygon text tspan use defs desc image
mi mn mo mrow msup msub mfrac msqrt mroot mtext msubsup mover munder munderover mtable mtr mtd
semantics annotation
"""
_NAMES = frozenset(_ELEMENTS.split())
"""Of HTML, SVG and MathML"""


@dataclass(slots=True)
class Dialect:
    """Brings lines back to CommonMark and keeps what is no text of them."""

    dropped: list[Dropped] = field(default_factory=list)
    _divs: list[str] = field(default_factory=list)
    """The language of each div that is open; empty where it names none"""

    def as_commonmark(self, lines: Sequence[str]) -> list[str]:
        """The lines as the parser understands them, of the same number."""
        marked = any(map(_HEADED.match, lines))
        kept: list[str] = []
        for is_code, run in groupby(self._fenced(lines), key=lambda pair: pair[0]):
            group = [line for _, line in run]
            kept += group if is_code else self._prose(group, marked=marked)
        return kept

    def _fenced(self, lines: Sequence[str]) -> Iterator[tuple[bool, str]]:
        """Each line with whether it is code; fences around prose are scene breaks or nothing."""
        at = 0
        for fence in read_fences(lines):
            yield from ((False, line) for line in lines[at : fence.start])
            if fence.is_code:
                yield from ((True, line) for line in lines[fence.start : fence.stop])
                yield from ((True, line or fence.marks) for line in lines[fence.stop :][:1])
                at = fence.stop + 1
                continue
            yield False, self._instead_of(fence)
            at = fence.start + 1
            if fence.is_closed and not fence.is_tilde:
                yield from ((False, line) for line in lines[at : fence.stop])
                yield False, ""
                at = fence.stop + 1
        yield from ((False, line) for line in lines[at:])

    def _instead_of(self, fence: Fence) -> str:
        self._drop(fence.info)
        return _RULE if fence.is_tilde else ""

    def _prose(self, lines: Sequence[str], *, marked: bool) -> Iterator[str]:
        text = "\n".join(lines)
        if "%%" in text:
            text = _REMARK.sub(lambda found: f"<!--{found[1]}-->", text)
        if "==" in text:
            text = _MARKED.sub(rf"\1{HIGHLIGHT}\2{HIGHLIGHT_END}\3", text)
        lines = _without_bars(text.split("\n"))
        lines = _without_grids(_as_paragraphs(lines))
        for line, below in zip_longest(lines, lines[1:], fillvalue=""):
            if marked:
                line = _HASHES.sub(r"\1", line)
            yield self._plain(line, headed=bool(_UNDERLINE.fullmatch(below)))

    def _plain(self, line: str, *, headed: bool) -> str:
        if _is_layout(line):
            self._drop(line)
            return self._div(line) if ":::" in line else ""
        if ":::" in line and (found := _TITLED_DIV.fullmatch(line)):
            self._drop(line[: found.start("title")])
            return f"{found['title']}\n"
        if "{" in line and (headed or line.lstrip().startswith("#")):
            line = self._heading(line)
        if "[[" in line:
            line = _EMBED.sub(r"![\1](<>)", line)
            line = self._without(_WIKI, line)
        if "[" in line:
            line = _REPLY.sub(r"\1\\", line)
            line = self._without(_CALLOUT, _TASK.sub(r"\1", line))
        if "^" in line:
            line = self._without(_BLOCK_NAME, line)
        return escape_words(line) if "<" in line else line

    def _div(self, line: str) -> str:
        """Instead of a line that opens or closes a div: a mark where that names a language."""
        opens = any(map(str.isalnum, line)) or "{" in line
        language = language_in_attributes(line) if opens else ""
        if opens:
            self._divs.append(language)
        elif self._divs and self._divs.pop():
            return f"\n<!--{END_OF_LANGUAGE}-->\n"
        return f"\n<!--{LANGUAGE_MARK}{language}-->\n" if language else ""

    def _heading(self, line: str) -> str:
        found = _HEADING.fullmatch(line)
        if found is None:
            return line
        self._drop(line[found.end(1) : found.start(2)])
        return found[1] + found[2]

    def _without(self, pattern: "regex.Pattern[str]", line: str) -> str:
        """The line with the first group of each place left, and the rest of it dropped."""

        def kept(found: "regex.Match[str]") -> str:
            text: str = found[1] if pattern.groups else ""
            self._drop(found[0].replace(text, " ", 1) if text else found[0])
            return text

        return pattern.sub(kept, line)

    def _drop(self, text: str) -> None:
        if any(map(str.isalnum, text)):
            self.dropped.append(Dropped(MARKUP, text))


def _is_layout(line: str) -> bool:
    """Whether a line has no text: `::: {.epigraph}`, `\\newpage`, `{pagebreak}`, `[TOC]`."""
    if ":::" in line and _DIV.fullmatch(line):
        return True
    return line.lstrip()[:1] in ("{", "\\", "[") and bool(_LAYOUT.fullmatch(line))


def _as_paragraphs(lines: Sequence[str]) -> list[str]:
    """Definitions, each behind a colon, as paragraphs below the words that they define."""
    kept: list[str] = []
    for i, line in enumerate(lines):
        found = _DEFINITION.match(line) if ":" in line[:4] else None
        below = i > 0 and bool(lines[i - 1].strip())
        kept.append(("\n" if below else "") + line[found.end() :] if found else line)
    return kept


def _without_grids(lines: Sequence[str]) -> list[str]:
    """Tables drawn with `+---+---+` as tables with bars, of as many lines."""
    kept = list(lines)
    at = 0
    while at < len(lines):
        stop = at
        if lines[at].lstrip()[:1] == "+" and _BORDER.fullmatch(lines[at]):
            while stop < len(lines) and lines[stop].strip()[:1] in _GRID:
                stop += 1
        if stop > at + 2:
            table = lines[at:stop]
            rows = _rows_of(table)
            if rows:
                ruled = "|---" * (table[0].count("+") - 1) + "|"
                bars = [rows[0], ruled, *rows[1:]]
                kept[at:stop] = [*bars, *[""] * (stop - at - len(bars))]
        at = max(stop, at + 1)
    return kept


def _rows_of(table: Sequence[str]) -> list[str]:
    """The rows of such a table; a cell has as many lines as it needs.

    None where lines do not reach from edge to edge: nothing may be cut through.
    """
    rows: list[str] = []
    edges = [i for i, sign in enumerate(table[0]) if sign == "+"]
    if any(line[edge : edge + 1] not in _GRID for line in table for edge in edges):
        return []
    cells = [""] * (len(edges) - 1)
    for line in table:
        if not _BORDER.fullmatch(line):
            parts = [line[a + 1 : b].strip() for a, b in pairwise(edges)]
            cells = [f"{cell} {part}".strip() for cell, part in zip(cells, parts, strict=True)]
        elif any(cells):
            escaped = (cell.replace("|", "\\|") for cell in cells)
            rows.append(f"| {' | '.join(escaped)} |")
            cells = [""] * (len(edges) - 1)
    return rows


def _without_bars(lines: Sequence[str]) -> list[str]:
    """Lines of verse, each behind a bar, as lines that end where they end."""
    found = [_VERSE.fullmatch(line) if line.startswith("|") else None for line in lines]
    kept: list[str] = []
    for i, line in enumerate(lines):
        verse = found[i]
        beside = [found[k] for k in (i - 1, i + 1) if 0 <= k < len(lines)]
        kept.append(f"{verse['line'] or ''}  " if verse and any(beside) else line)
    return kept


def escape_words(line: str) -> str:
    """The line with brackets as text where they hold no HTML: `&lt;Quest failed>`."""
    if "`" not in line:
        return _TAG.sub(_escaped, line)
    kept, at = [], 0
    for code in _CODE.finditer(line):
        kept += [_TAG.sub(_escaped, line[at : code.start()]), code[0]]
        at = code.end()
    return "".join([*kept, _TAG.sub(_escaped, line[at:])])


def _escaped(found: "regex.Match[str]") -> str:
    text: str = found[0]
    return text if _is_html(found) else f"&lt;{text[1:]}"


def _is_html(found: "regex.Match[str]") -> bool:
    """An element's name, as people write it, with attributes that have values.

    `<Title earned>` is none, nor is `<Map>`, which HTML has, but nobody writes it so.
    """
    name, rest = found["name"], found["rest"]
    custom = "-" in name and name.islower()
    if name.lower() not in _NAMES and not custom:
        return False
    if not (name.islower() or name.isupper()):
        return False
    at = 0
    while rest[at:].strip(" \t/"):
        attribute = _ATTRIBUTE.match(rest, at)
        bare = attribute["bare"] if attribute else ""
        if attribute is None or (bare and bare.lower() not in _BARE):
            return False
        at = attribute.end()
    return True
