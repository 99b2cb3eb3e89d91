"""Letters, figures and signs of a formula that stand in one piece of text."""

from collections.abc import Iterator

import regex

from narrate.readings.formulas import Node, Row, Symbol

_PIECES = regex.compile(
    r"(?P<number>\d+(?:[.,]\d+)*)|(?P<function>(?:arc)?(?:sin|cos|tan)h?|log|ln|exp|lim|max|min|det|"
    r"mod|gcd)(?![\p{L}])|(?P<word>\p{L}{4,})|(?P<name>\p{L}\p{M}*)|(?P<sign>\S)"
)


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
