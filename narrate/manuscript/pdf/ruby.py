"""Readings in small kana beside Chinese characters: said once, with the characters."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import regex

from narrate.manuscript.pdf.lines import size_of
from narrate.manuscript.pdf.sheet import Run, Sheet

_KANA: Final = regex.compile(r"[\p{Hiragana}\p{Katakana}\p{Bopomofo}ー・\s]+")
_HAN: Final = regex.compile(r"\p{Han}")
_SMALL: Final = 0.62
"""Of the size of the text, at most"""
_NEAR: Final = (0.3, 1.4)
"""Font sizes from the baseline of a reading down to that of its line"""


def without_ruby(sheets: Sequence[Sheet]) -> tuple[tuple[Sheet, ...], list[str]]:
    """The pages without such readings, and the readings of each page."""
    kept: list[Sheet] = []
    readings: list[str] = []
    for sheet in sheets:
        small = _ruby(sheet.runs)
        if small:
            said = " ".join(run.text.strip() for run in sheet.runs if id(run) in small)
            readings.append(said)
            sheet = replace(sheet, runs=tuple(r for r in sheet.runs if id(r) not in small))
        kept.append(sheet)
    return tuple(kept), readings


def _ruby(runs: Sequence[Run]) -> frozenset[int]:
    """Those of a page's runs that are readings, by their identity."""
    hosts = [run for run in runs if _HAN.search(run.text)]
    if not hosts:
        return frozenset()
    most = _SMALL * size_of(runs)
    small = [run for run in runs if run.size <= most and _KANA.fullmatch(run.text)]
    return frozenset(id(run) for run in small if any(_is_over(run, host) for host in hosts))


def _is_over(run: Run, host: Run) -> bool:
    size = host.size
    down = (host.y - run.y) / size
    beside = host.x0 - 0.5 * size < run.x1 and run.x0 < host.x1 + 0.5 * size
    return run.size <= _SMALL * size and _NEAR[0] < down < _NEAR[1] and beside
