"""The words of formulas in each language, from the tree that every notation is read into.

Figures stay figures (`x to the power of 8`): the readings that follow know how to say them. A
formula with a sign that has no word is said by nobody: half of one would be a wrong one.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from narrate.language import primary
from narrate.readings.formula_tree import (
    DEEPEST,
    Accent,
    Fraction,
    Node,
    Root,
    Row,
    Scripts,
    Symbol,
    Table,
)
from narrate.readings.languages import data_of

LARGEST = 2_000
"""Characters and parts of one formula"""
_COMMAS = re.compile(r",(?:\s*,)+")
_OPENING, _CLOSING = "([{⟨⌊⌈", ")]}⟩⌋⌉"
_BARS = frozenset("|∣‖∥")
_SILENT = frozenset("\u2061\u2062\u2063\u2064\u200b\u00a0&\u2009\u200a ")
_OF = "\u2061"
"""Stands between a function and what it is of"""
_ATTACHED = ",.;:!?，、；。"
_FRACTIONS_READ = frozenset({"en", "de", "es", "fr", "hi", "ta"})
"""Languages with a reading for `3/4`"""
_FUNCTIONS_BY_LETTER = frozenset({"f", "g", "h", "F", "G", "P"})
_WORDS_APART = frozenset({"zh", "ja"})
"""Languages that put no spaces between words"""


class _NotUnderstood(Exception):
    """A part has no words."""


def say_formula(node: Node, language: str) -> str | None:
    """The words of a formula; None where any part of it is not understood."""
    if _size(node) > LARGEST:
        return None
    try:
        said = _Speaker(primary(language)).say(node)
    except _NotUnderstood:
        return None
    return _COMMAS.sub(",", " ".join(said.split())).strip(" ,") or None


def _size(node: Node) -> int:
    match node:
        case Row(parts):
            return 1 + sum(map(_size, parts))
        case Table(rows):
            return 1 + sum(_size(cell) for row in rows for cell in row)
        case Scripts(base, lower, upper):
            return 1 + sum(_size(part) for part in (base, lower, upper) if part is not None)
        case Fraction(one, other):
            return 1 + _size(one) + _size(other)
        case Root(body, degree):
            return 1 + _size(body) + (_size(degree) if degree is not None else 0)
        case Accent(base, _):
            return 1 + _size(base)
        case Symbol(text, _):
            return len(text)
        case _:
            return 1


@functools.cache
def word_of(table: str, sign: str, language: str) -> str | None:
    """The word for a sign, letter or function of `data/formulas.json`; English where it lacks."""
    data = data_of("formulas")
    for tag in (primary(language), "en"):
        if (word := data.get(tag, {}).get(table, {}).get(sign)) is not None:
            return str(word)
    return None


def power_of(base: str, exponent: str, language: str) -> str:
    """`x squared`, `x to the power of 8`, `x to the n`; the exponent in words or figures."""
    name = {"2": "squared", "3": "cubed"}.get(exponent)
    if name is None:
        plain = exponent.isdecimal() or _begins_with_figure(exponent, language)
        name = "power" if plain else "power_letter"
    return _filled(name, language, base, exponent)


def index_of(base: str, index: str, language: str, *, log: bool = False) -> str:
    """`x sub 1`; below a logarithm stands its base."""
    has_base = log and word_of("forms", "log_base", language) is not None
    return _filled("log_base" if has_base else "index", language, base, index)


def _filled(name: str, language: str, *parts: str) -> str:
    template = word_of("forms", name, language) or "{0} {1}"
    return template.format(*parts)


def _begins_with_figure(exponent: str, language: str) -> bool:
    minus = word_of("signs", "-", language) or "-"
    return exponent.removeprefix(minus).strip()[:1].isdecimal()


class _Speaker:
    """Says one formula."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._depth = 0

    def say(self, node: Node) -> str:
        self._depth += 1
        if self._depth > DEEPEST:
            raise _NotUnderstood
        said = self._said(node)
        self._depth -= 1
        return said

    def _said(self, node: Node) -> str:
        match node:
            case Symbol():
                return self._symbol(node)
            case Row(parts):
                return self._row(_flattened(parts))
            case Scripts():
                return self._scripts(node)
            case Fraction(over, under):
                return self._fraction(over, under)
            case Root(body, degree):
                return self._root(body, degree)
            case Accent(base, mark):
                return self._form(f"accent {mark}", self.say(base))
            case Table(rows):
                return self._table(rows)
            case _:
                raise _NotUnderstood

    def _form(self, name: str, *parts: str) -> str:
        if word_of("forms", name, self._language) is None:
            raise _NotUnderstood
        return _filled(name, self._language, *parts)

    def _symbol(self, symbol: Symbol) -> str:
        text = symbol.text.strip()
        if symbol.kind in ("number", "text") or not text:
            return text
        known = word_of("functions", text, self._language)
        known = known or word_of("letters", text, self._language)
        if known is not None:
            return known
        if symbol.kind == "name" and text.isalpha() and text.isascii():
            return text
        return " ".join(map(self._sign, text)) if len(text) < 4 or symbol.kind == "sign" else text

    def _sign(self, sign: str) -> str:
        if sign in _SILENT:
            return ""
        if sign.isalnum() and (sign.isascii() or not _is_special(sign)):
            return sign
        word = word_of("signs", sign, self._language)
        word = word if word is not None else word_of("letters", sign, self._language)
        if word is None:
            if sign in _ATTACHED:
                return sign
            raise _NotUnderstood
        return word

    def _row(self, parts: Sequence[Node]) -> str:
        said: list[str] = []
        at = 0
        while at < len(parts):
            words, at = self._next(parts, at)
            if words and words[0] in _ATTACHED and said:
                said[-1] += words
            elif words:
                said.append(words)
        return " ".join(said)

    def _next(self, parts: Sequence[Node], at: int) -> tuple[str, int]:
        """The words for what begins at a place of a row, and where the row goes on."""
        part = parts[at]
        if _sign_of(part) in _BARS and (end := _bar(parts, at)):
            return self._form("absolute", self._row(parts[at + 1 : end])), end + 1
        if _is_large(part) and at + 1 < len(parts):
            return self._form("of", self.say(part), self._row(parts[at + 1 :])), len(parts)
        if (of := _argument(parts, at)) < len(parts):
            if end := _closing(parts, of):
                inner, end = self._row(parts[of + 1 : end]), end + 1
            else:
                inner, end = self.say(parts[of]), of + 1
            return self._form("function", self.say(part), inner), end
        end = _closing(parts, at)
        if end == at + 2 and isinstance(parts[at + 1], Symbol):
            return self.say(parts[at + 1]), end + 1
        return self.say(part), at + 1

    def _scripts(self, node: Scripts) -> str:
        name = _large_name(node.base)
        if name is not None:
            return self._limits(name, node)
        base = self.say(node.base)
        if node.lower is not None and (lower := self.say(node.lower)):
            form = "log_base" if base == word_of("functions", "log", self._language) else "index"
            base = self._form(form, base, lower)
        if node.upper is None or not (upper := self.say(node.upper)):
            return base
        mark = _sign_of(node.upper)
        if mark and set(mark) <= set("′'″‴*∗†"):
            return " ".join([base, *map(self._sign, mark)])
        if mark in ("°", "∘"):
            return f"{base} {self._sign('°')}"
        return power_of(base, upper, self._language)

    def _limits(self, name: str, node: Scripts) -> str:
        lower = self.say(node.lower) if node.lower is not None else ""
        upper = self.say(node.upper) if node.upper is not None else ""
        word = word_of("functions", name, self._language) or self._sign(name)
        if name in _LIMITS:
            return self._form("limit", word, lower)
        if lower and upper:
            return self._form("from_to", word, lower, upper)
        if lower:
            return self._form("over", word, lower)
        return self._form("up_to", word, upper) if upper else word

    def _fraction(self, over: Node, under: Node) -> str:
        one, other = self.say(over), self.say(under)
        simple = one.isdecimal() and other.isdecimal() and int(one) < 21 and 1 < int(other) < 21
        if simple and self._language in _FRACTIONS_READ:
            return f"{one}/{other}"
        long = not (_is_single(over) and _is_single(under))
        return self._form("fraction_long" if long else "fraction", one, other)

    def _root(self, body: Node, degree: Node | None) -> str:
        inside = self.say(body) + ("" if _is_single(body) else ",")
        order = self.say(degree) if degree is not None else ""
        if order in ("", "2"):
            return self._form("square_root", inside)
        return self._form("cube_root" if order == "3" else "root", inside, order)

    def _table(self, rows: Sequence[Sequence[Node]]) -> str:
        said = "; ".join(", ".join(filter(None, map(self.say, row))) for row in rows)
        return self._form("matrix", said)


_LIMITS = frozenset({"lim", "max", "min", "sup", "inf", "liminf", "limsup", "argmax", "argmin"})
_LARGE = frozenset("∑∏∐∫∬∭∮⋃⋂⨁⨂") | _LIMITS


def _flattened(parts: Sequence[Node]) -> list[Node]:
    """Without rows inside a row, and without what is silent but for signs of application."""
    flat: list[Node] = []
    stack = list(reversed(parts))
    while stack:
        part = stack.pop()
        if isinstance(part, Row):
            stack += reversed(part.parts)
        elif not (_sign_of(part) and set(_sign_of(part)) <= _SILENT - {_OF}):
            flat.append(part)
    return flat


def _sign_of(node: Node | None) -> str:
    """The sign that a part is; empty for all others."""
    if isinstance(node, Row) and len(node.parts) == 1:
        return _sign_of(node.parts[0])
    return node.text if isinstance(node, Symbol) and node.kind == "sign" else ""


def _is_special(sign: str) -> bool:
    """Whether it is a letter of mathematics that needs a name: Greek, or a struck capital."""
    return sign in "ℂℍℕℙℚℝℤℓℏℜℑℵ∂" or "Ͱ" <= sign <= "Ͽ"


def _is_single(node: Node) -> bool:
    """Whether a part is one thing to the ear: a symbol, or one with scripts."""
    if isinstance(node, Row):
        flat = _flattened(node.parts)
        return (len(flat) == 1 and _is_single(flat[0])) or _is_product(flat)
    return isinstance(node, Symbol | Scripts | Root | Accent)


def _is_product(parts: Sequence[Node]) -> bool:
    """`2 a`, `m v²`: two factors at most."""
    return len(parts) == 2 and all(
        (isinstance(part, Symbol) and part.kind != "sign") or isinstance(part, Scripts)
        for part in parts
    )


def _large_name(node: Node) -> str | None:
    """The name of an operator that has limits: a sum, an integral, a limit."""
    if isinstance(node, Row) and len(node.parts) == 1:
        return _large_name(node.parts[0])
    return node.text if isinstance(node, Symbol) and node.text in _LARGE else None


def _is_large(node: Node) -> bool:
    base = node.base if isinstance(node, Scripts) else node
    return _large_name(base) is not None


def _argument(parts: Sequence[Node], at: int) -> int:
    """Where what a part is applied to begins: `f(x)`, `sin` of `x`; behind all if it is to none."""
    if at + 1 < len(parts) and _sign_of(parts[at + 1]) == _OF:
        return at + 2
    applied = _is_function(parts, at) and _closing(parts, at + 1)
    return at + 1 if applied else len(parts)


def _is_function(parts: Sequence[Node], at: int) -> bool:
    """Whether a letter that functions have stands before a bracket."""
    part = parts[at]
    if at + 1 >= len(parts) or _sign_of(parts[at + 1]) != "(" or not isinstance(part, Symbol):
        return False
    return part.kind == "name" and part.text in _FUNCTIONS_BY_LETTER


def _closing(parts: Sequence[Node], at: int) -> int:
    """Where the bracket that opens at a place closes; 0 if nowhere or if none opens there."""
    if at >= len(parts) or (_sign_of(parts[at]) or "?") not in _OPENING:
        return 0
    depth = 0
    for i in range(at, len(parts)):
        sign = _sign_of(parts[i]) or "?"
        depth += (sign in _OPENING) - (sign in _CLOSING)
        if not depth:
            return i
    return 0


def _bar(parts: Sequence[Node], at: int) -> int:
    """Where the next bar is, if something stands before it."""
    ends = (i for i in range(at + 1, len(parts)) if _sign_of(parts[i]) == _sign_of(parts[at]))
    end = next(ends, 0)
    return end if end > at + 1 else 0
