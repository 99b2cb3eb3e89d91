"""What Markdown has beside CommonMark for formulas and raised text.

Formulas stand between dollars (`$x^2$`, `$$x^2$$`) or `\\(` and `\\)`; pandoc raises with
`10^8^` and lowers with `H~2~O`. A rule for the parser, so that nothing inside a formula is
taken for emphasis.
"""

import regex
from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from narrate.manuscript.formulas.latex import written_formula
from narrate.manuscript.structure.raised import lowered, raised

FORMULA = "formula"
"""Type of the tokens for formulas"""

_RAISED = regex.compile(r"(?<=[^\s^])\^([^\s^]{1,20})\^(?!\^)|(?<=[^\s~])~([^\s~]{1,10})~(?!~)")


def with_formulas(parser: MarkdownIt) -> MarkdownIt:
    """The parser, that knows formulas."""
    parser.inline.ruler.before("escape", FORMULA, _take_formula)
    return parser


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
