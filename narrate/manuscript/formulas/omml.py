"""Formulas of Word documents (OMML) into the tree of a formula."""

import unicodedata
from collections.abc import Callable

from lxml import etree

from narrate.files.markup import text_of
from narrate.manuscript.formulas.mathml import ACCENTS
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

_ROW_NAMES = (
    "oMath oMathPara e num den sub sup deg lim fName box borderBox groupChr phant ins moveTo"
)
_ROWS = frozenset(_ROW_NAMES.split())
_SILENT_NAMES = "ctrlPr del moveFrom bookmarkStart bookmarkEnd proofErr"
_NOTHING = frozenset(_SILENT_NAMES.split())


def read_omml(element: etree._Element, depth: int = 0) -> Node:
    """What an `oMath` or an element in it says."""
    name = _name(element)
    if depth > DEEPEST:
        return Unknown()
    if reader := _READERS.get(name):
        return reader(element, depth + 1)
    if name in _ROWS:
        return _row(element, depth)
    return EMPTY if name in _NOTHING or name.endswith("Pr") else Unknown()


def _name(element: etree._Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else "ctrlPr"


def _row(element: etree._Element, depth: int) -> Node:
    return row_of([read_omml(child, depth + 1) for child in element])


def _run(element: etree._Element, _: int) -> Node:
    """A run of the formula, or one of the text around that has strayed into it."""
    text = "".join(text_of(child) for child in element if _name(child) == "t")
    text = unicodedata.normalize("NFKC", text)
    normal = any(_name(e) == "nor" for e in element.iter())
    if normal and any(len(word) > 1 for word in text.split()):
        return Symbol(text, "text")
    return row_of(list(symbols_of(text)))


def _child(element: etree._Element, name: str, depth: int) -> Node | None:
    found = next((child for child in element if _name(child) == name), None)
    return read_omml(found, depth) if found is not None and len(found) else None


def _property(element: etree._Element, name: str, default: str = "") -> str:
    """The value of a property, as the sign of a sum."""
    for child in element:
        if _name(child).endswith("Pr"):
            for given in child:
                if _name(given) == name:
                    values = [str(v) for k, v in given.attrib.items() if str(k).endswith("val")]
                    return values[0] if values else "1"
    return default


def _scripts(element: etree._Element, depth: int) -> Node:
    base = _child(element, "e", depth) or EMPTY
    return Scripts(base, _child(element, "sub", depth), _child(element, "sup", depth))


def _limits(element: etree._Element, depth: int) -> Node:
    base, limit = _child(element, "e", depth) or EMPTY, _child(element, "lim", depth)
    return Scripts(base, limit) if _name(element) == "limLow" else Scripts(base, None, limit)


def _scripts_before(element: etree._Element, depth: int) -> Node:
    parts = [_child(element, name, depth) for name in ("sup", "sub", "e")]
    return Row(tuple(part for part in parts if part is not None))


def _fraction(element: etree._Element, depth: int) -> Node:
    over, under = (_child(element, name, depth) or EMPTY for name in ("num", "den"))
    if _property(element, "type") == "noBar":
        return Row((over, Symbol(";", "sign"), under))
    return Fraction(over, under)


def _root(element: etree._Element, depth: int) -> Node:
    hidden = _property(element, "degHide") in ("1", "on", "true")
    degree = None if hidden else _child(element, "deg", depth)
    return Root(_child(element, "e", depth) or EMPTY, degree)


def _sum(element: etree._Element, depth: int) -> Node:
    sign = Symbol(_property(element, "chr", "∫"), "sign")
    limits = (_child(element, name, depth) for name in ("sub", "sup"))
    return Row((Scripts(sign, *limits), _child(element, "e", depth) or EMPTY))


def _brackets(element: etree._Element, depth: int) -> Node:
    inner: list[Node] = []
    comma = _property(element, "sepChr", "|") or ","
    for child in element:
        if _name(child) == "e":
            part = read_omml(child, depth)
            inner += [Symbol(comma, "sign"), part] if inner else [part]
    opening, closing = _property(element, "begChr", "("), _property(element, "endChr", ")")
    signs = [Symbol(sign, "sign") if sign.strip("1") else EMPTY for sign in (opening, closing)]
    return Row((signs[0], *inner, signs[1]))


def _function(element: etree._Element, depth: int) -> Node:
    parts = (_child(element, name, depth) for name in ("fName", "e"))
    return Row(tuple(part for part in parts if part is not None))


def _accent(element: etree._Element, depth: int) -> Node:
    mark = _property(element, "chr", "̂" if _name(element) == "acc" else "¯")
    base = _child(element, "e", depth) or EMPTY
    return Accent(base, ACCENTS[mark]) if mark in ACCENTS else Unknown()


def _table(element: etree._Element, depth: int) -> Node:
    rows = [row for row in element if _name(row) == "mr"]
    return Table(tuple(tuple(read_omml(cell, depth + 1) for cell in row) for row in rows))


def _lines(element: etree._Element, depth: int) -> Node:
    """Equations below each other."""
    parts: list[Node] = []
    for child in element:
        if _name(child) == "e":
            parts += [Symbol(";", "sign")] if parts else []
            parts.append(read_omml(child, depth))
    return Row(tuple(parts))


_READERS: dict[str, Callable[[etree._Element, int], Node]] = {
    "r": _run,
    "sSup": _scripts,
    "sSub": _scripts,
    "sSubSup": _scripts,
    "sPre": _scripts_before,
    "limLow": _limits,
    "limUpp": _limits,
    "f": _fraction,
    "rad": _root,
    "nary": _sum,
    "d": _brackets,
    "func": _function,
    "acc": _accent,
    "bar": _accent,
    "m": _table,
    "eqArr": _lines,
}
