"""Runs of a page gathered into rows: what is raised and large initials go to their lines.

The book's own words decide where an initial is a word. Readings in small kana beside Chinese
characters are taken out, since they are said with the characters.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import regex

from narrate.manuscript.pdf.page.lines import Row, Segment, size_of
from narrate.manuscript.pdf.sheet import Run, Sheet

WIDE: Final = 0.8
"""Font sizes: a wider gap may part columns, and shows in a row's text"""
_MOST_RAISED: Final = 400
"""Runs of a row in which raised ones are looked for"""
_LETTERS: Final = regex.compile(r"[\p{L}\p{M}\p{N}]")
_LET_DOWN: Final = 1.5
"""Times the text's size: an initial that stands beside several lines"""
_RAISED: Final = 1.25
"""Times the text's size: an initial that stands on its line"""
_KANA: Final = regex.compile(r"[\p{Hiragana}\p{Katakana}\p{Bopomofo}ー・\s]+")
_HAN: Final = regex.compile(r"\p{Han}")
_STOPS: Final = regex.compile(r"[、。，．\s]+")
_SHIFTED: Final = 0.8
"""Font sizes by which a stop may be moved away from its line"""
_SMALL: Final = 0.62
"""Of the size of the text, at most"""
_NEAR: Final = (0.3, 1.4)
"""Font sizes from the baseline of a reading down to that of its line"""


def rows_of(sheet: Sheet, words: frozenset[str]) -> list[Row]:
    """The rows of a page from top to bottom; `words` are some of the book's."""
    clusters = _clusters([run for run in sheet.runs if run.text.strip()])
    clusters = _with_shifted(clusters)
    clusters = _with_raised(_with_initials(clusters, words))
    return [_row(runs, y, sheet.number) for y, runs in clusters]


Cluster = tuple[float, list[Run]]


def _clusters(runs: Sequence[Run]) -> list[Cluster]:
    """Runs on about the same baseline and of about the same size."""
    clusters: list[Cluster] = []
    for run in sorted(runs, key=lambda run: (run.y, run.x0)):
        for y, members in reversed(clusters[-4:]):
            size = members[0].size
            if abs(run.y - y) < 0.22 * min(size, run.size) and 0.5 < run.size / size < 2:
                members.append(run)
                break
        else:
            clusters.append((run.y, [run]))
    return clusters


def _with_shifted(clusters: Sequence[Cluster]) -> list[Cluster]:
    """Stops of vertical lines go to their lines: programs move them to a corner of their square.

    `茶屋 湯` and `、` beside the gap are `茶屋、湯`.
    """
    for y, runs in clusters:
        if runs and all(_STOPS.fullmatch(run.text) for run in runs):
            for run in list(runs):
                near = [c for c in clusters if 0 < abs(c[0] - y) < _SHIFTED * run.size]
                hosts = [c for c in near if any(_is_beside_stop(run, other) for other in c[1])]
                if hosts:
                    base, members = min(hosts, key=lambda host: abs(host[0] - y))
                    members.append(replace(run, y=base))
                    runs.remove(run)
    return _filled(clusters)


def _is_beside_stop(stop: Run, other: Run) -> bool:
    """Whether a letter of the same size ends where a stop begins that is beside its line."""
    alike = abs(other.size - stop.size) < 0.1 * stop.size and not _STOPS.fullmatch(other.text)
    return alike and -_SHIFTED * stop.size < stop.x0 - other.x1 < _SHIFTED * stop.size


def _with_raised(clusters: Sequence[Cluster]) -> list[Cluster]:
    """Small runs just above or below a row belong to the row that they touch."""
    sizes = [size_of(runs) for _, runs in clusters]
    for i, (_, runs) in enumerate(clusters):
        homeless: list[Run] = []
        for run in runs:
            near = range(max(0, i - 3), min(len(clusters), i + 4))
            hosts = (n for n in near if n != i and _is_raised(run, clusters[n], sizes[n]))
            host = next(hosts, None) if len(runs) < _MOST_RAISED else None
            (homeless if host is None else clusters[host][1]).append(run)
        runs[:] = homeless
    return _filled(clusters)


def _filled(clusters: Sequence[Cluster]) -> list[Cluster]:
    """The rows that still have runs."""
    return [(y, runs) for y, runs in clusters if runs]


def _is_raised(run: Run, host: Cluster, size: float) -> bool:
    base, members = host
    if not 0.35 * size < run.size <= 0.85 * size or not -0.35 * size < base - run.y < 0.75 * size:
        return False
    return len(members) < _MOST_RAISED and any(
        -0.3 * size < run.x0 - other.x1 < 0.6 * size or -0.3 * size < other.x0 - run.x1 < 0.6 * size
        for other in members
        if other.size > run.size
    )


def _with_initials(clusters: Sequence[Cluster], words: frozenset[str]) -> list[Cluster]:
    """A large initial goes to the first of the lines that stand beside it."""
    usual = size_of(run for _, runs in clusters for run in runs)
    for y, runs in clusters:
        for run in [r for r in runs if _may_be_initial(r, usual)]:
            beside = [cluster for cluster in clusters if _is_beside(run, y, cluster)]
            if beside and _is_initial(run, y, beside, alone=len(runs) == 1):
                runs.remove(run)
                _put_initial(run, beside, words)
    return _filled(clusters)


def _may_be_initial(run: Run, usual: float) -> bool:
    large = run.size > _RAISED * usual and len(run.text.strip()) <= 3
    return large and _LETTERS.search(run.text) is not None


def _is_beside(initial: Run, y: float, line: Cluster) -> bool:
    """Whether a line stands at the right of a letter that stands on `y`."""
    base, members = line
    level = y - 0.95 * initial.size < base <= y + 0.1 * initial.size
    return level and _follower(initial, members) is not None


def _follower(initial: Run, members: Sequence[Run]) -> int | None:
    """Which of a line's runs comes right behind an initial."""
    start = initial.x0 + 0.4 * (initial.x1 - initial.x0)
    near = (
        i
        for i, m in enumerate(members)
        if m.size < initial.size / _RAISED and start < m.x0 < initial.x1 + 1.5 * m.size
    )
    return min(near, key=lambda i: members[i].x0, default=None)


def _is_initial(initial: Run, y: float, beside: Sequence[Cluster], *, alone: bool) -> bool:
    """Whether a large letter begins the word beside it: it is let down, or stands on its line."""
    base, members = beside[-1]
    size = size_of(members)
    if len(beside) == 1 and abs(base - y) < 0.2 * size:
        at = _follower(initial, members)
        letters = initial.text.strip()
        near = at is not None and members[at].x0 - initial.x1 < 0.4 * size
        return near and len(letters) == 1 and letters.isupper()
    return len(beside) >= (2 if alone else 1) and initial.size >= _LET_DOWN * size


def _put_initial(initial: Run, beside: Sequence[Cluster], words: frozenset[str]) -> None:
    """Set the initial before the first line's word, as a word of its own where that is one.

    The lines beside it begin where it begins.
    """
    for n, (y, members) in enumerate(beside):
        at = _follower(initial, members)
        if at is not None:
            own = members[at]
            text = own.text if n else _led(initial.text.strip(), own.text, words)
            members[at] = replace(own, text=text, x0=initial.x0, y=own.y if n else y)


def _led(initial: str, text: str, words: frozenset[str]) -> str:
    """A line's text with the letter that leads it."""
    rest = regex.match(r"[\p{L}\p{M}'’]*", text.lstrip())
    word, letter = (rest[0] if rest else "").lower(), initial.lower()[-1:]
    alone = letter in words and word in words and letter + word not in words
    return initial + (" " if alone or text[:1] == " " else "") + text.lstrip()


def _row(runs: Sequence[Run], y: float, page: int) -> Row:
    segments: list[list[Run]] = []
    end = size = 0.0
    for run in sorted(runs, key=lambda run: run.x0):
        if not segments or run.x0 - end > WIDE * min(size, run.size):
            segments.append([])
            size = run.size
        segments[-1].append(run)
        end, size = max(end, run.x1), max(run.size, 0.9 * size)
    return Row(tuple(Segment(tuple(segment), page, y) for segment in segments))


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
