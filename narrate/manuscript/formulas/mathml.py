"""MathML into the tree of a formula."""

import unicodedata
from collections.abc import Callable, Sequence

from lxml import etree

from narrate.files.markup import local_name, text_of
from narrate.readings.formula_tree import (
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
    row_of,
    symbols_of,
)

_ROW_NAMES = "math mrow mstyle mpadded menclose merror mtd mlabeledtr maction"
_ROWS = frozenset(_ROW_NAMES.split())
_SILENT_NAMES = "mspace mphantom maligngroup malignmark none mprescripts annotation annotation-xml"
_NOTHING = frozenset(_SILENT_NAMES.split())
ACCENTS = {
    "¯": "bar", "‾": "bar", "_": "bar", "̅": "bar", "̄": "bar", "−": "bar", "^": "hat", "ˆ": "hat",
    "̂": "hat", "~": "tilde", "˜": "tilde", "̃": "tilde", "→": "vector", "⃗": "vector", "⇀": "vector",
    "˙": "dot", "̇": "dot", "¨": "double dot", "̈": "double dot", "⏞": "brace", "⏟": "brace",
}  # fmt: skip
"""Marks above or below a part, as `data/formulas.json` names them"""


def read_mathml(element: etree._Element, depth: int = 0) -> Node:
    """What a `<math>` or an element in it says."""
    name = local_name(element)
    if depth > DEEPEST:
        return Unknown()
    if reader := _READERS.get(name):
        return reader(element, depth + 1)
    if name in _NOTHING:
        return EMPTY
    return _row(element, depth) if name in _ROWS else Unknown()


def _parts(element: etree._Element, depth: int) -> list[Node]:
    return [read_mathml(child, depth + 1) for child in element if local_name(child)]


def _row(element: etree._Element, depth: int) -> Node:
    parts = _parts(element, depth)
    if (own := (element.text or "").strip()) and not parts:
        return row_of(list(symbols_of(own)))
    return row_of(parts)


def _exactly(count: int, make: Callable[[Sequence[Node]], Node]) -> Callable[..., Node]:
    def read(element: etree._Element, depth: int) -> Node:
        parts = _parts(element, depth)
        return make(parts) if len(parts) == count else Unknown()

    return read


def _token(kind: str) -> Callable[..., Node]:
    def read(element: etree._Element, _: int) -> Node:
        text = unicodedata.normalize("NFKC", " ".join(text_of(element).split()))
        if not text:
            text = text_of(element).strip(" \t\n\r")
        if kind == "number":
            return Symbol(text, "number")
        if kind == "text":
            return Symbol(text, "text")
        return _name(text) if kind == "name" else _operator(text)

    return read


def _name(text: str) -> Node:
    """`x`, `sin`, `speed`; a sign that is marked up as a name is a sign."""
    if text and not any(map(str.isalnum, text)):
        return Symbol(text, "sign")
    return Symbol(text, "name")


def _operator(text: str) -> Node:
    if text.isalpha() and not ("Ͱ" <= text[:1] <= "Ͽ"):
        return Symbol(text, "name" if len(text) == 1 or text.isascii() else "text")
    return Symbol(text, "sign")


def _fenced(element: etree._Element, depth: int) -> Node:
    """`(a, b)`, as an element with its brackets in attributes."""
    parts = _parts(element, depth)
    comma = (element.get("separators", ",").strip() or " ")[0]
    inner: list[Node] = []
    for part in parts:
        inner += [part] if not inner else [Symbol(comma, "sign"), part]
    around = [element.get("open", "(").strip(), element.get("close", ")").strip()]
    signs = [Symbol(sign, "sign") if sign else EMPTY for sign in around]
    return Row((signs[0], *inner, signs[1]))


def _above(element: etree._Element, depth: int) -> Node:
    """A mark above or below a part, or its limits."""
    parts = _parts(element, depth)
    if len(parts) != 2:
        return Unknown()
    base, script = parts
    mark = text_of(element[-1]).strip()
    if mark in ACCENTS:
        return Accent(base, ACCENTS[mark])
    if local_name(element) == "mover":
        return Scripts(base, None, script)
    return Scripts(base, script)


def _behind(element: etree._Element, depth: int) -> Node:
    """Scripts on both sides: `14 6 C`."""
    children = [child for child in element if local_name(child)]
    split = next((i for i, c in enumerate(children) if local_name(c) == "mprescripts"), None)
    if not children:
        return Unknown()
    parts = [read_mathml(child, depth + 1) for child in children]
    last = len(parts) if split is None else split
    base = parts[0]
    for i in range(1, last - 1, 2):
        base = Scripts(base, parts[i], parts[i + 1])
    before = parts[last + 1 :]
    numbers = [part for i in range(0, len(before) - 1, 2) for part in (before[i + 1], before[i])]
    return Row((*numbers, base))


def _table(element: etree._Element, depth: int) -> Node:
    rows = [
        tuple(_parts(row, depth + 1)) for row in element if local_name(row) in ("mtr", "mlabeledtr")
    ]
    if rows and all(len(row) == 1 for row in rows):
        lines = [part for row in rows for part in (*row, Symbol(";", "sign"))]
        return Row(tuple(lines[:-1]))
    return Table(tuple(rows))


def _semantics(element: etree._Element, depth: int) -> Node:
    """A formula with annotations, the first of which is the formula itself."""
    parts = [child for child in element if local_name(child) not in ("", *_NOTHING)]
    return read_mathml(parts[0], depth) if parts else Unknown()


_READERS: dict[str, Callable[..., Node]] = {
    "mi": _token("name"),
    "mn": _token("number"),
    "mo": _token("sign"),
    "mtext": _token("text"),
    "ms": _token("text"),
    "mfrac": _exactly(2, lambda parts: Fraction(*parts)),
    "msqrt": lambda element, depth: Root(_row(element, depth)),
    "mroot": _exactly(2, lambda parts: Root(*parts)),
    "msup": _exactly(2, lambda parts: Scripts(parts[0], None, parts[1])),
    "msub": _exactly(2, lambda parts: Scripts(parts[0], parts[1])),
    "msubsup": _exactly(3, lambda parts: Scripts(*parts)),
    "munderover": _exactly(3, lambda parts: Scripts(*parts)),
    "mover": _above,
    "munder": _above,
    "mfenced": _fenced,
    "mmultiscripts": _behind,
    "mtable": _table,
    "semantics": _semantics,
}
