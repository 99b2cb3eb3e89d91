"""Tables of words (CSV, TSV): with a header of known columns, or two columns without one."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from narrate.script.lexicon.entries import Fault, Faults, LexiconEntry, entries_of
from narrate.settings.lexicon import FIELDS, read_words
from narrate.settings.rules import WrongError, wrong
from narrate.settings.words import Plain, closest, listed, one_line, path_shown

WORD = "word"
REMARKS = ("count", "chapter", "example", "note")
"""Columns for the reader only"""
_COLUMNS = (WORD, *FIELDS)
_DELIMITERS = "\t;,"
_SEVERAL = ("language", "voice", "engine")
_LISTED = re.compile(r"[^\s,;|/]+")
_LOOKED_AT = 20
"""Rows by which the delimiter is chosen"""

Row = tuple[int, list[str]]
"""Its line, counted from 1, and its cells"""


def looks_like_a_table(text: str) -> bool:
    """Whether a file of no known name has rows of the same number of cells, at least two."""
    first = text.lstrip().partition("\n")[0].strip()
    if _is_header(re.split(r"[\t;,]", first)):
        return True
    return not re.search(r":(\s|$)", first) and any(mark in first for mark in _DELIMITERS)


def read_table(text: str, name: str) -> Iterator[LexiconEntry]:
    """The entries of a table; rows with nothing beside their word are left out.

    Raises Faults.
    """
    rows = list(_rows(text, _delimiter(text, name)))
    if not rows:
        return
    line, head = rows[0]
    if _is_header(head):
        columns = _columns(head, line)
        rows = rows[1:]
    else:
        columns = [WORD, "say"]
    faults: list[Fault] = []
    for line, cells in rows:
        if shape := _misshapen(columns, cells):
            faults.append((line, shape))
            continue
        try:
            yield from _entries(columns, cells, f"{name}:{line}")
        except WrongError as error:
            faults += [
                (line, f"{path_shown(p for p in path if isinstance(p, str))}: {why}".lstrip(": "))
                for path, why in error.faults
            ]
    if faults:
        raise Faults(faults)


def _misshapen(columns: Sequence[str], cells: Sequence[str]) -> str:
    """What is wrong with a row's number of cells; empty where nothing is."""
    if any(cell.strip() for cell in cells[len(columns) :]):
        return (
            f"has {len(cells)} cells for the columns {listed(columns, 'and')}; text with the mark"
            " between the columns in it needs quotes"
        )
    if len(cells) < 2 and len(columns) == 2:
        return f"{one_line(cells[0])} is alone; a row is a word and how it is said"
    return ""


def _entries(columns: Sequence[str], cells: Sequence[str], place: str) -> Iterator[LexiconEntry]:
    row = {column: cell.strip() for column, cell in zip(columns, cells, strict=False)}
    given: dict[str, object] = {
        column: [*map(Plain, _LISTED.findall(cell))] if column in _SEVERAL else Plain(cell)
        for column, cell in row.items()
        if column in FIELDS and cell
    }
    if {"say", "phonemes"} & given.keys():  # else it is still to be filled in
        if not row.get(WORD):
            raise wrong("a row without its word")
        yield from entries_of(read_words({row[WORD]: given}), place)


def _columns(head: Sequence[str], line: int) -> list[str]:
    columns = [cell.strip().lower() for cell in head]
    known = (*_COLUMNS, *REMARKS)
    faults: list[Fault] = []
    for column, times in Counter(filter(None, columns)).items():
        if column not in known:
            near = closest(column, known)
            hint = f"did you mean {near}?" if near else f"there are {listed(_COLUMNS, 'and')}"
            faults.append((line, f"unknown column {one_line(column)}, {hint}"))
        elif times > 1:
            faults.append((line, f"the column {column} is given twice"))
    if not faults and not {"say", "phonemes"} & set(columns):
        faults.append((line, "a column say or phonemes is missing"))
    if faults:
        raise Faults(faults)
    return columns


def _is_header(cells: Sequence[str]) -> bool:
    """Whether a row names columns, also with a slip; `word` alone may be an entry."""
    names = [cell.strip().lower().strip('"') for cell in cells]
    others = [name for name in names if name != WORD]
    return WORD in names and any(
        name in REMARKS or closest(name, FIELDS) is not None for name in others
    )


def _delimiter(text: str, name: str) -> str:
    """The one that gives a header, else the one that gives most rows two cells."""
    if name.lower().endswith((".tsv", ".tab")):
        return "\t"
    best, most = ",", -1.0
    for mark in _DELIMITERS:
        some = [cells for _, cells in _rows(text, mark, _LOOKED_AT)]
        if some and _is_header(some[0]):
            return mark
        fit = sum(len(cells) == 2 for cells in some) + sum(len(cells) > 2 for cells in some) / 2
        if fit > most:
            best, most = mark, fit
    return best


def _rows(text: str, delimiter: str, most: int | None = None) -> Iterator[Row]:
    """The rows that have something in them; raises Faults where the form is broken."""
    reader = csv.reader(io.StringIO(text), delimiter=delimiter, skipinitialspace=True, strict=True)
    before = 0
    try:
        for count, cells in enumerate(reader):
            if most is not None and count >= most:
                return
            line, before = before + 1, reader.line_num
            if any(cell.strip() for cell in cells):
                yield line, cells
    except csv.Error as error:
        if most is None:
            raise Faults(
                [(before + 1, f"a quote is not closed, or text follows it ({error})")]
            ) from None


def table_of(rows: Sequence[Mapping[str, object]], columns: Sequence[str]) -> str:
    """A table with a header, as `read_table` reads it."""
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, lineterminator="\n", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()
