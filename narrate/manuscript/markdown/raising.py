"""What Markdown has beside CommonMark inside a paragraph: formulas, raised text, attributes.

Formulas stand between dollars (`$x^2$`, `$$x^2$$`) or `\\(` and `\\)`; pandoc raises with
`10^8^` and lowers with `H~2~O`. Attributes stand behind what they are of: `[ls]{.smallcaps}`,
`[]{#place}`, `*so*{.x}`, also where a line ends in them. Rules for the parser, so that nothing
inside a formula is taken for emphasis, and what has attributes may hold what a paragraph may.
"""

from typing import Literal

import regex
from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from narrate.manuscript.formulas.latex import written_formula
from narrate.manuscript.structure.raised import lowered, raised

FORMULA = "formula"
"""Type of the tokens for formulas"""

ATTRIBUTES = "attributes"
"""Type of the tokens for attributes"""

LANGUAGE = "language"
"""Type of the tokens around what attributes say is in one language, which is their content"""

_ATTRIBUTES = regex.compile(
    r"\{:?(?:\s*+(?:[#.][^\s{}]++|[\w:-]++=(?:\"[^\"]*+\"|'[^']*+'|[^\s{}\"']++)|-))*+\s*+\}"
    r"|\{=\w++\}"
)
_LANG = regex.compile(r"(?<=[\s{:])lang=[\"']?([A-Za-z][\w-]*)")
_BEHIND = frozenset(")]`*_>~^")
"""Characters that end what attributes may be of"""
_RAISED = regex.compile(r"(?<=[^\s^])\^([^\s^]{1,20})\^(?!\^)|(?<=[^\s~])~([^\s~]{1,10})~(?!~)")


def with_formulas(parser: MarkdownIt) -> MarkdownIt:
    """The parser, that knows formulas and attributes."""
    parser.inline.ruler.before("escape", FORMULA, _take_formula)
    parser.inline.ruler.before("link", "span", _take_span)
    parser.inline.ruler.before("link", ATTRIBUTES, _take_attributes)
    return parser


def _take_span(state: StateInline, silent: bool) -> bool:
    """`[Small *Words*]{.smallcaps}`; what is in it is read as any text."""
    start = state.pos
    if state.src[start] != "[" or "]{" not in state.src[start : state.posMax]:
        return False
    end = state.md.helpers.parseLinkLabel(state, start)
    found = _ATTRIBUTES.match(state.src, end + 1, state.posMax) if end >= 0 else None
    if found is None:
        return False
    if not silent:
        most, state.pos, state.posMax = state.posMax, start + 1, end
        language = language_in_attributes(found[0])
        _push_language(state, language, 1)
        state.md.inline.tokenize(state)
        _push_language(state, language, -1)
        state.posMax = most
        _push_attributes(state, found[0])
    state.pos = found.end()
    return True


def _take_attributes(state: StateInline, silent: bool) -> bool:
    """`{.literal}` behind a link, code or emphasis; raw text of another format is none."""
    if state.src[state.pos] != "{" or state.src[state.pos - 1 : state.pos] not in _BEHIND:
        return False
    found = _ATTRIBUTES.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if not silent:
        raw = found[0].startswith("{=") and state.tokens and not state.pending
        code = state.tokens.pop().content if raw and state.tokens[-1].tag == "code" else ""
        _push_attributes(state, f"{code} {found[0]}")
    state.pos = found.end()
    return True


def language_in_attributes(written: str) -> str:
    """The language that attributes name (`{.quote lang=fr}`); empty for none."""
    found = _LANG.search(written)
    return found[1] if found else ""


def _push_language(state: StateInline, language: str, nesting: Literal[1, -1]) -> None:
    if language:
        state.push(LANGUAGE, "", nesting).content = language


def _push_attributes(state: StateInline, written: str) -> None:
    state.push(ATTRIBUTES, "", 0).markup = written


def _take_formula(state: StateInline, silent: bool) -> bool:
    found = written_formula(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if not silent:
        token = state.push(FORMULA, "", 0)
        token.content = found.written
        token.markup = state.src[state.pos : found.end]
    state.pos = found.end
    return True


def pieces_of(text: str, before: str) -> list[tuple[str, str | None]]:
    """A text in pieces, raised and lowered ones as the canonical text has them, with the reasons.

    `10^8^ stars` is `10`, `⁸` and ` stars`.
    """
    pieces: list[tuple[str, str | None]] = []
    at = 0
    for found in _RAISED.finditer(text):
        pieces.append((text[at : found.start()], None))
        so_far = before + text[: found.start()]
        if found[1] is not None:
            pieces.append(raised(found[1], so_far, text[found.end() :]))
        else:
            pieces.append((lowered(found[2], so_far), None))
        at = found.end()
    return [*pieces, (text[at:], None)]
