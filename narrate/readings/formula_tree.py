"""The tree that every notation of formulas is read into, and the symbols of plain text in one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import regex

Kind = Literal["number", "name", "sign", "text"]

DEEPEST = 40
"""Levels of a formula; nothing that is deeper can be followed by ear"""
_PIECES = regex.compile(
    r"(?P<number>\d+(?:[.,]\d+)*)|(?P<function>(?:arc)?(?:sin|cos|tan)h?|log|ln|exp|lim|max|min|det|"
    r"mod|gcd)(?![\p{L}])|(?P<word>\p{L}{4,})|(?P<name>\p{L}\p{M}*)|(?P<sign>\S)"
)


@dataclass(frozen=True, slots=True)
class Symbol:
    """A figure, a letter or name, a sign, or words in a formula."""

    text: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Row:
    """Parts one after the other."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Scripts:
    """A part with what stands lower and higher behind it: index and exponent, or limits."""

    base: Node
    lower: Node | None = None
    upper: Node | None = None


@dataclass(frozen=True, slots=True)
class Fraction:
    """One part over another."""

    over: Node
    under: Node


@dataclass(frozen=True, slots=True)
class Root:
    """A root; a square root where it has no degree."""

    body: Node
    degree: Node | None = None


@dataclass(frozen=True, slots=True)
class Accent:
    """A part with a mark above or below it: a bar, a hat, an arrow."""

    base: Node
    mark: str


@dataclass(frozen=True, slots=True)
class Table:
    """A matrix, or equations below each other."""

    rows: tuple[tuple[Node, ...], ...]


@dataclass(frozen=True, slots=True)
class Unknown:
    """What is not understood."""


Node = Symbol | Row | Scripts | Fraction | Root | Accent | Table | Unknown

EMPTY = Row(())


def symbols_of(text: str) -> Iterator[Symbol]:
    """`E=m` as three symbols, `sin2x` as three."""
    for found in _PIECES.finditer(text):
        if found["number"]:
            yield Symbol(found[0], "number")
        else:
            yield Symbol(found[0], "sign" if found["sign"] else "name")


def row_of(parts: list[Node]) -> Node:
    """Several parts as one."""
    return parts[0] if len(parts) == 1 else Row(tuple(parts))
