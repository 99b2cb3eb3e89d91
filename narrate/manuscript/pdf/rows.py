"""Runs of a page gathered into rows: what is raised and large initials go to their lines.

The book's own words decide where an initial is a word, and whether a hyphen at a line's end stays.
"""

from collections.abc import Sequence
from typing import Final

import regex

from narrate.manuscript.pdf.lines import Row, Segment, size_of
from narrate.manuscript.pdf.sheet import Run, Sheet

WIDE: Final = 0.8
"""Font sizes: a wider gap may part columns, and shows in a row's text"""
_MOST_RAISED: Final = 400
"""Runs of a row in which raised ones are looked for"""
_LETTERS: Final = regex.compile(r"[\p{L}\p{M}\p{N}]")


def rows_of(sheet: Sheet, words: frozenset[str]) -> list[Row]:
    """The rows of a page from top to bottom; `words` are some of the book's."""
    clusters = _clusters([run for run in sheet.runs if run.text.strip()])
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
            if beside := _lines_beside(run, y, clusters, fewest=2 if len(runs) == 1 else 1):
                runs.remove(run)
                _put_initial(run, beside[0], words)
    return _filled(clusters)


def _lines_beside(
    initial: Run, y: float, clusters: Sequence[Cluster], *, fewest: int
) -> list[Cluster]:
    """Lines at the right of a large letter that stands on `y`; none if it is no initial."""
    beside = [cluster for cluster in clusters if _is_beside(initial, y, cluster)]
    if len(beside) < fewest or initial.size < 1.5 * size_of(beside[0][1]):
        return []
    return beside


def _is_beside(initial: Run, y: float, line: Cluster) -> bool:
    base, members = line
    return y - 0.95 * initial.size < base <= y + 0.1 * initial.size and any(
        m.size < 0.65 * initial.size
        and initial.x0 + 0.4 * (initial.x1 - initial.x0) < m.x0 < initial.x1 + 1.5 * m.size
        for m in members
    )


def _may_be_initial(run: Run, usual: float) -> bool:
    large = run.size > 1.5 * usual and len(run.text.strip()) <= 3
    return large and _LETTERS.search(run.text) is not None


def _put_initial(run: Run, first: Cluster, words: frozenset[str]) -> None:
    """Set the initial before the line's first word, as a word of its own where that is one."""
    y, members = first
    at = min(range(len(members)), key=lambda i: members[i].x0)
    follower = members[at]
    initial, text = run.text.strip(), follower.text.lstrip()
    rest = regex.match(r"[\p{L}\p{M}'’]*", text)
    word = (rest[0] if rest else "").lower()
    letter = initial.lower()[-1:]
    alone = letter in "aioyeé" and word in words and letter + word not in words
    blank = " " if alone and follower.text[:1] != " " else ""
    members[at] = Run(
        initial + blank + text, run.x1, follower.x1, y, follower.size, follower.font, follower.tag
    )


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
