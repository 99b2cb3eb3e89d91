"""Text that stands in a box or table drawn with `+`, `-` and `|`: the bars are no text."""

from collections.abc import Iterator, Sequence

import regex

from narrate.manuscript.structure import matter
from narrate.manuscript.structure.content.kinds import kind_of
from narrate.manuscript.text.blocks import Lines

_CORNER = "[+|*┌┬┐├┼┤└┴┘╔╦╗╠╬╣╚╩╝╒╕╘╛╭╮╰╯]"
_BORDER = regex.compile(rf"\s*{_CORNER}?[-=_─━═+┬┴┼╦╩╬*|]{{3,}}{_CORNER}?\s*")
_EDGE = regex.compile(r"[-=_─━═]{3,}")
_ROW = regex.compile(r"(?P<indent>\s*)[|│║](?P<text>.*?)[|│║]\s*")
_INNER = regex.compile(r"\s*[|│║]\s*")
_FIRST = frozenset("|│║+*-=_─━═┌├└╔╠╚╒╘╭╰")
_COLUMNS = "   "
"""Between the cells of a row"""


def without_boxes(lines: Sequence[str]) -> tuple[list[str], list[range]]:
    """The lines, borders of boxes as blank ones and rows without their bars, and the boxes.

    `+----+`, `| Note |`, `+----+` are a blank line, `Note`, a blank line. As many lines as before.
    """
    kept = list(lines)
    boxes = list(_boxes(lines))
    for box in boxes:
        for at in box:
            row = _ROW.fullmatch(lines[at])
            kept[at] = "" if row is None else _unbarred(row)
    return kept, boxes


def notes_in_boxes(blocks: Sequence[Lines], boxes: Sequence[range]) -> frozenset[int]:
    """The blocks inside boxes whose first line, or whose words, say that they are of a transcriber.

    What else stands in a box is text: a letter, a sign on a door, a table.
    """
    found: set[int] = set()
    for box in boxes:
        inside = [i for i, block in enumerate(blocks) if block.at in box]
        texts = [blocks[i].text for i in inside]
        titles = [matter.by_title(blocks[i].lines[0]) for i in inside[:1]]
        if titles == [matter.TRANSCRIBER] or kind_of(texts) == matter.TRANSCRIBER:
            found.update(inside)
    return frozenset(found)


def _unbarred(row: "regex.Match[str]") -> str:
    text: str = row["text"]
    if not _EDGE.sub("", text).strip("+|│║┼ "):
        return ""  # a line between rows
    return _INNER.sub(_COLUMNS, text.strip())


def _boxes(lines: Sequence[str]) -> Iterator[range]:
    """Runs of rows with a border above or below them, or three rows at least."""
    at = 0
    while at < len(lines):
        if not _is_drawn(lines[at]):
            at += 1
            continue
        stop = at
        rows = 0
        while stop < len(lines) and _is_drawn(lines[stop]):
            rows += _ROW.fullmatch(lines[stop]) is not None
            stop += 1
        borders = stop - at - rows
        if rows and (borders or rows > 2):
            yield range(at, stop)
        at = stop


def _is_drawn(line: str) -> bool:
    """Whether a line is a border or a row of a box."""
    if line.lstrip()[:1] not in _FIRST:
        return False
    return bool(_ROW.fullmatch(line) or (_BORDER.fullmatch(line) and _EDGE.search(line)))
