"""Books of known words, set on leaves as printers do it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tests.manuscript.making_pdf import ADVANCE, LEADING, LEFT, SIZE, TOP, PdfPage, wrapped

WIDTH = 56
"""Characters of a line"""
_TEXT = (
    "the house stood at the end of a lane where nobody came after dark and its windows looked "
    "over the marsh towards the sea while an old man who had once been a sailor kept the lamp "
    "burning for ships that had long since gone another way"
)
_WORDS = _TEXT.split()


def prose(seed: int, words: int = 70) -> str:
    """A paragraph that no other seed gives."""
    chosen = [_WORDS[(seed * 7 + i * (1 + seed % 5)) % len(_WORDS)] for i in range(words)]
    return f"Paragraph {seed} says that " + " ".join(chosen) + "."


class PdfTypesetter:
    """Sets chapters on leaves with a head and a number on each."""

    def __init__(
        self, rows: int = 34, head: Callable[[int, str], str] | None = None, indent: int = 2
    ) -> None:
        self.leaves: list[PdfPage] = []
        self._rows, self._head, self._indent = rows, head, indent
        self._row = rows
        self._title = ""

    def chapter(self, title: str, paragraphs: Sequence[str], size: float = 18) -> PdfTypesetter:
        self._title = title
        self._turn(opening=True)
        self.leaves[-1].put(LEFT, TOP + 3 * LEADING, title, size)
        self._row = 6
        for text in paragraphs:
            self.lines(wrapped(text, WIDTH, self._indent))
        return self

    def lines(self, lines: Sequence[str]) -> PdfTypesetter:
        for line in lines:
            if self._row >= self._rows:
                self._turn()
            self.leaves[-1].column(LEFT, TOP + self._row * LEADING, [line])
            self._row += 1
        return self

    def _turn(self, *, opening: bool = False) -> None:
        self.leaves.append(PdfPage())
        number = len(self.leaves)
        self._row = 0
        if self._head and not opening:
            self.leaves[-1].put(LEFT, 30, self._head(number, self._title))
        self.leaves[-1].put(LEFT + 28 * ADVANCE * SIZE, 560, str(number))
