"""Formulas written in LaTeX into the tree of a formula."""

from collections.abc import Callable

import regex

from narrate.manuscript.formulas.symbols import row_of, symbols_of
from narrate.readings.formulas import (
    DEEPEST,
    EMPTY,
    Accent,
    Fraction,
    Node,
    Root,
    Row,
    Scripts,
    Symbol,
    Table,
    Unknown,
)

_TOKEN = regex.compile(r"\\(?:[a-zA-Z]+\*?|.)|[{}^_&']|\d+(?:[.,]\d+)*|\s+|.", regex.S)
_LETTERS = (
    "alpha α beta β gamma γ delta δ epsilon ε varepsilon ε zeta ζ eta η theta θ vartheta θ iota ι "
    "kappa κ lambda λ mu μ nu ν xi ξ pi π varpi π rho ρ varrho ρ sigma σ varsigma σ tau τ "
    "upsilon υ phi φ varphi φ chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π "
    "Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω hbar ℏ ell ℓ aleph ℵ"
).split()
_SIGNS = (
    "times × cdot · ast * div ÷ pm ± mp ∓ leq ≤ le ≤ leqslant ≤ geq ≥ ge ≥ geqslant ≥ neq ≠ ne ≠ "
    "approx ≈ simeq ≃ cong ≅ equiv ≡ sim ∼ propto ∝ ll ≪ gg ≫ lt < gt > in ∈ notin ∉ ni ∋ "
    "subset ⊂ subseteq ⊆ supset ⊃ supseteq ⊇ cup ∪ cap ∩ setminus ∖ emptyset ∅ varnothing ∅ "
    "forall ∀ exists ∃ neg ¬ lnot ¬ land ∧ wedge ∧ lor ∨ vee ∨ to → rightarrow → longrightarrow → "
    "leftarrow ← mapsto ↦ Rightarrow ⇒ implies ⇒ Longrightarrow ⇒ Leftarrow ⇐ Leftrightarrow ⇔ "
    "iff ⇔ leftrightarrow ↔ infty ∞ partial ∂ nabla ∇ sum ∑ prod ∏ int ∫ iint ∬ iiint ∭ oint ∮ "
    "bigcup ⋃ bigcap ⋂ prime ′ circ ∘ degree ° perp ⊥ parallel ∥ angle ∠ triangle △ langle ⟨ "
    "rangle ⟩ lfloor ⌊ rfloor ⌋ lceil ⌈ rceil ⌉ vert | mid | lvert | rvert | Vert ‖ ldots … dots … "
    "cdots ⋯ vdots ⋮ ddots ⋱ therefore ∴ because ∵ oplus ⊕ otimes ⊗ lbrace { rbrace } { { } } "
    "% % | ‖ colon :"
).split()
_COMMANDS = {
    **{name: Symbol(sign, "name") for name, sign in zip(_LETTERS[::2], _LETTERS[1::2], strict=True)},
    **{name: Symbol(sign, "sign") for name, sign in zip(_SIGNS[::2], _SIGNS[1::2], strict=True)},
}
_FUNCTIONS = frozenset(
    "sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh log ln lg exp lim max min sup inf "
    "det gcd dim ker deg arg liminf limsup".split()
)
_NOTHING = frozenset(
    ", ; : ! quad qquad displaystyle textstyle scriptstyle limits nolimits left right big Big bigg "
    "Bigg bigl bigr Bigl Bigr biggl biggr nonumber notag hline middle left. right. thinspace".split()
) | {" ", "/", "\n"}
_STYLES = frozenset(
    "mathbb mathcal mathfrak boldsymbol bm mathsf mathtt mathscr mathit mathnormal "
    "underline boxed ensuremath pmb".split()
)
_WORDS = frozenset("text textrm textit textbf mbox hbox textnormal textsf operatorname".split())
_UPRIGHT = frozenset("mathrm rm mathbf bf".split())
_ACCENTS = {
    "bar": "bar", "overline": "bar", "hat": "hat", "widehat": "hat", "tilde": "tilde",
    "widetilde": "tilde", "vec": "vector", "overrightarrow": "vector", "dot": "dot",
    "ddot": "double dot", "overbrace": "brace", "underbrace": "brace",
}  # fmt: skip
_FRACTIONS = frozenset("frac dfrac tfrac cfrac nicefrac sfrac".split())
_UNREAD = frozenset("label tag hspace vspace phantom color tag* hspace*".split())
"""Their argument is nothing to say"""
_NAMED = frozenset("mathbb mathrm mathcal".split())


def read_latex(written: str) -> Node:
    """What a formula says, without the dollars around it."""
    return _Reader(written).read()


class _Reader:
    """Goes through the tokens of one formula."""

    def __init__(self, written: str) -> None:
        self._tokens = [t for t in _TOKEN.findall(written) if not t.isspace() or len(t) == 0]
        self._spaced = _TOKEN.findall(written)
        self._written = written
        self._at = 0
        self._depth = 0
        self._offsets: list[int] = []
        at = 0
        for token in self._spaced:
            if not token.isspace():
                self._offsets.append(at)
            at += len(token)

    def read(self) -> Node:
        parts = self._row(frozenset())
        return Unknown() if self._at < len(self._tokens) else row_of(parts)

    def _peek(self) -> str:
        return self._tokens[self._at] if self._at < len(self._tokens) else ""

    def _take(self) -> str:
        token = self._peek()
        self._at += 1
        return token

    def _row(self, ends: frozenset[str]) -> list[Node]:
        """Parts up to one of the tokens that end the row, which is left."""
        parts: list[Node] = []
        self._depth += 1
        while (token := self._peek()) and token not in ends:
            if token in "}" or self._depth > DEEPEST:
                self._depth -= 1
                return [*parts, Unknown()]
            if token in ("^", "_"):
                parts.append(self._scripts(parts.pop() if parts else EMPTY))
            elif token == "'":
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
        found: Node = Unknown() if self._depth > DEEPEST or not self._peek() else self._part(one=True)
        self._depth -= 1
        return found

    def _part(self, *, one: bool = False) -> Node:
        token = self._take()
        if token == "{":
            parts = self._row(frozenset("}"))
            closed = self._take() == "}"
            return row_of(parts) if closed else Unknown()
        if token.startswith("\\"):
            return self._command(token[1:])
        if token == "~":
            return EMPTY
        if one and token.isdecimal() and len(token) > 1:  # `x^10` is x^1 0
            self._at -= 1
            self._tokens[self._at] = token[1:]
            token = token[0]
        return row_of(list(symbols_of(token)))

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
        if name in _STYLES or name in _UPRIGHT:
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
        while self._at < len(self._tokens):
            token = self._take()
            depth += (token == "{") - (token == "}")
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
