"""Formulas written in LaTeX into the tree of a formula."""

from collections.abc import Callable
from dataclasses import dataclass

import regex

from narrate.manuscript.words import words_of
from narrate.readings.formula_tree import (
    DEEPEST,
    EMPTY,
    Accent,
    Fraction,
    Kind,
    Node,
    Root,
    Row,
    Scripts,
    Symbol,
    Table,
    Unknown,
    row_of,
    symbols_of,
)

_PIECE = regex.compile(r"\\(?:[a-zA-Z]+\*?|.)|[{}^_&']|\d+(?:[.,]\d+)*|\s+|.", regex.S)
_DATA = words_of("latex")


def _commands(name: str, kind: Kind) -> dict[str, Node]:
    """Commands with their signs, of which the table has them in turn."""
    listed = _DATA[name].split()
    return {
        command: Symbol(sign, kind) for command, sign in zip(listed[::2], listed[1::2], strict=True)
    }


_COMMANDS = _commands("letters", "name") | _commands("signs", "sign")
_FUNCTIONS = frozenset(_DATA["functions"].split())
_NOTHING = frozenset(_DATA["nothing"].split()) | {" ", "\n"}
_STYLES = frozenset(_DATA["styles"].split())
_WORDS = frozenset(_DATA["words"].split())
_ACCENTS: dict[str, str] = _DATA["accents"]
_FRACTIONS = frozenset(_DATA["fractions"].split())
_UNREAD = frozenset(_DATA["unread"].split())
"""Their argument is nothing to say"""


_DOLLARS = regex.compile(
    r"\$\$(?P<block>(?:\\.|[^$\\])+)\$\$|"
    r"\$(?P<line>(?!\s)(?:\\.|[^$\\\n]|\n(?!\n)){1,500}?)(?<!\s)\$(?![\d$])",
    regex.S,
)
_BRACKETED = regex.compile(r"\\\((?P<line>.{1,2000}?)\\\)|\\\[(?P<block>.{1,2000}?)\\\]", regex.S)
_PROSE = regex.compile(r"\p{L}{3,} \p{L}{3,}")
_QUOTED = regex.compile(r"\\(?:text|mbox|textrm|mathrm|operatorname)\s*\{[^{}]*\}")
_FORMULA = regex.compile(
    r"[\\^_=+<>|(]|\A\s*-?(?:\p{L}['′]?|\d+(?:[.,]\d+)*)\s*\Z|\d\s?[-/*]\s?\p{L}|\p{L}\s?[-/*]\s?\d"
)
_CERTAIN = regex.compile(r"\\[a-zA-Z]{2,}|[\^_](?:\{|\w)")
"""What LaTeX has and no price"""


@dataclass(frozen=True, slots=True)
class WrittenFormula:
    """A formula in a text."""

    written: str
    """Without the signs around it"""
    end: int
    """Where the text goes on"""

    @property
    def is_certain(self) -> bool:
        """Whether it can be nothing else, whatever the text around it is."""
        return _CERTAIN.search(self.written) is not None


def written_formula(text: str, at: int, end: int | None = None) -> WrittenFormula | None:
    """The formula that begins at a place: `$E = mc^2$`, `\\(x\\)`, `$$…$$`, `\\[…\\]`.

    None for prices, and for prose between two of them.
    """
    sign = text[at : at + 1]
    if sign not in ("$", "\\"):
        return None
    pattern = _DOLLARS if sign == "$" else _BRACKETED
    found = pattern.match(text, at, len(text) if end is None else end)
    written = (found["line"] or found["block"]) if found else ""
    if not found or not _FORMULA.search(written) or _PROSE.search(_QUOTED.sub("", written)):
        return None
    return WrittenFormula(written.strip(), found.end())


def read_latex(written: str) -> Node:
    """What a formula says, without the dollars around it."""
    return _Reader(written).read()


class _Reader:
    """Goes through the tokens of one formula."""

    def __init__(self, written: str) -> None:
        found = [m for m in _PIECE.finditer(written) if not m[0].isspace()]
        self._pieces = [m[0] for m in found]
        self._offsets = [m.start() for m in found]
        self._written = written
        self._at = 0
        self._depth = 0

    def read(self) -> Node:
        parts = self._row(frozenset())
        return Unknown() if self._at < len(self._pieces) else row_of(parts)

    def _peek(self) -> str:
        return self._pieces[self._at] if self._at < len(self._pieces) else ""

    def _take(self) -> str:
        piece = self._peek()
        self._at += 1
        return piece

    def _row(self, ends: frozenset[str]) -> list[Node]:
        """Parts up to one of the tokens that end the row, which is left."""
        parts: list[Node] = []
        self._depth += 1
        while (piece := self._peek()) and piece not in ends:
            if piece in "}" or self._depth > DEEPEST:
                self._depth -= 1
                return [*parts, Unknown()]
            if piece in ("^", "_"):
                parts.append(self._scripts(parts.pop() if parts else EMPTY))
            elif piece == "'":
                self._take()
                base = parts.pop() if parts else EMPTY
                parts.append(Scripts(base, None, Symbol("′", "sign")))
            else:
                parts.append(self._part())
        self._depth -= 1
        return parts

    def _scripts(self, base: Node) -> Node:
        upper = self._take() == "^"
        script = self._argument()
        if isinstance(base, Scripts):
            taken = base.upper if upper else base.lower
            if taken is None:
                lower = base.lower if upper else script
                return Scripts(base.base, lower, script if upper else base.upper)
        return Scripts(base, None, script) if upper else Scripts(base, script)

    def _argument(self) -> Node:
        """A group in braces, or the one part that follows."""
        self._depth += 1
        found: Node = (
            Unknown() if self._depth > DEEPEST or not self._peek() else self._part(one=True)
        )
        self._depth -= 1
        return found

    def _part(self, *, one: bool = False) -> Node:
        piece = self._take()
        if piece == "{":
            parts = self._row(frozenset("}"))
            closed = self._take() == "}"
            return row_of(parts) if closed else Unknown()
        if piece.startswith("\\"):
            return self._command(piece[1:])
        if piece == "~":
            return EMPTY
        if one and piece.isdecimal() and len(piece) > 1:  # `x^10` is x^1 0
            self._at -= 1
            self._pieces[self._at] = piece[1:]
            piece = piece[0]
        return row_of(list(symbols_of(piece)))

    def _command(self, name: str) -> Node:
        if name in _COMMANDS:
            return _COMMANDS[name]
        if name in _FUNCTIONS:
            return Symbol(name, "name")
        if name in _NOTHING:
            return self._sized(name)
        if name in _FRACTIONS:
            return Fraction(self._argument(), self._argument())
        if name in _ACCENTS:
            return Accent(self._argument(), _ACCENTS[name])
        if name in _WORDS:
            return Symbol(self._raw(), "text")
        if name in _STYLES:
            return self._argument()
        if reader := _READERS.get(name):
            return reader(self)
        if name in _UNREAD:
            self._raw()
            return EMPTY
        return Unknown()

    def _sized(self, name: str) -> Node:
        """A bracket behind `\\left` is a bracket; a dot there is none."""
        if name in ("left", "right") and self._peek() == ".":
            self._take()
        return EMPTY

    def _raw(self) -> str:
        """The text of a group as it is written."""
        if self._peek() != "{":
            return self._take()
        start = self._offsets[self._at] + 1
        depth = 0
        while self._at < len(self._pieces):
            piece = self._take()
            depth += (piece == "{") - (piece == "}")
            if not depth:
                return self._written[start : self._offsets[self._at - 1]].strip()
        return self._written[start:]

    def root(self) -> Node:
        """`\\sqrt[3]{x}`"""
        degree = None
        if self._peek() == "[":
            self._take()
            degree = row_of(self._row(frozenset("]")))
            self._take()
        return Root(self._argument(), degree)

    def environment(self) -> Node:
        """`\\begin{pmatrix}`, or equations below each other."""
        name = self._raw().rstrip("*")
        if name == "array" and self._peek() == "{":
            self._raw()
        rows: list[list[Node]] = [[]]
        ends = frozenset(("&", "\\\\", "\\end"))
        while self._peek():
            rows[-1].append(row_of(self._row(ends)))
            end = self._take()
            if end == "\\end":
                self._raw()
                break
            if end == "\\\\":
                rows.append([])
        rows = [row for row in rows if any(part != EMPTY for part in row)]
        if "matrix" in name or name == "array":
            return Table(tuple(map(tuple, rows)))
        lines = [part for row in rows for part in (*row, Symbol(";", "sign"))]
        return Row(tuple(lines[:-1]))

    def binomial(self) -> Node:
        """`\\binom{n}{k}` as n over k."""
        return Fraction(self._argument(), self._argument())

    def negated(self) -> Node:
        """`\\not=`, `\\not\\in`"""
        following = self._part()
        sign = following.text if isinstance(following, Symbol) else ""
        return Symbol({"=": "≠", "∈": "∉"}[sign], "sign") if sign in ("=", "∈") else Unknown()

    def stacked(self) -> Node:
        """`\\overset{n}{x}`"""
        upper = self._argument()
        return Scripts(self._argument(), None, upper)


_READERS: dict[str, Callable[[_Reader], Node]] = {
    "sqrt": _Reader.root,
    "begin": _Reader.environment,
    "binom": _Reader.binomial,
    "not": _Reader.negated,
    "overset": _Reader.stacked,
}
