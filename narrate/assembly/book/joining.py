"""One file a book: its tracks' AAC as it is, with chapters, tags and cover (M4B).

ffmpeg writes a file of the first frame only, with all that is not sound: chapters in both of the
ways that players read (a QuickTime text track, and Nero's list, which ends at 255 since its count
is one byte), tags and cover. What it says of the sound is then filled in with the frames of all
tracks, which are copied as they are: nothing is decoded, and a day of audio needs the memory of
an hour.

An AAC file begins with one frame before the first sample, and frame n ends in the samples of
frame n + 1. Each track's own first frame follows the last but one of the track before, so that a
track begins with just the frames that it was encoded with, and a track of n x 1024 samples takes
n frames. Of the last frame of each track but the book's last, which is dropped, the half would
be missing in the last 23 ms of room tone, which fades.

A long book is cut into several files, as even as they can be.
"""

import re
from collections.abc import Sequence
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

from narrate.about import book_tags
from narrate.assembly.book.m4b import write_m4b
from narrate.assembly.book.mp4 import read_aac
from narrate.assembly.book.template import Template, files_of, marks_of, template, written_beside
from narrate.timeline import FinishedBook, PackageSpec

FREEFORM = ("subtitle", "series", "series-part", "publisher", "isbn", "language", "narrator")
"""Tags that MP4 has no names for, or ffmpeg not; iTunes, mp3tag and Audiobookshelf spell them so"""


def make_m4b(book: FinishedBook, spec: PackageSpec) -> tuple[Path, ...]:
    """Join the tracks' m4a files: `<name>.m4b`, or `<name> - Part N.m4b` where it is too long.

    Raises AssemblyError for a track without an m4a file that is as long as it says, or encoded
    differently from the others; StoreError for a full disk; SettingsError where the folder cannot
    be written or ffmpeg does not start.
    """
    files = files_of(book.tracks, "m4a", read_aac, f"{spec.name}.m4b")
    longest = float("inf") if spec.hours is None else spec.hours * 3600 * files[0].sample_rate
    parts = even_parts([track.samples for track in book.tracks], longest)
    made = []
    for number, part in enumerate(parts, 1):
        tracks = book.tracks[part.start : part.stop]
        tags, target = {"title": book.about.title}, spec.folder / f"{spec.name}.m4b"
        if len(parts) > 1:
            tags = {"title": f"{book.about.title} - Part {number}"}
            tags["track"] = f"{number}/{len(parts)}"
            target = spec.folder / f"{spec.name} - Part {number}.m4b"
        # The synopsis is iTunes' long description.
        tags |= {**book_tags(book.about), "synopsis": book.about.description}
        said = Template(
            ffmpeg=spec.ffmpeg,
            first=files[part.start].path,
            demuxer="mov",
            muxer=("-f", "ipod"),
            tags={**tags, "media_type": "2", "gapless_playback": "1"},  # 2: audiobook
            marks=marks_of(tracks, [track.samples for track in tracks]),
            sample_rate=files[0].sample_rate,
            cover=book.about.cover,
        )
        own = {name.upper(): tags[name] for name in FREEFORM if name in tags}
        with written_beside(target) as file, template(said, target) as template_file:
            write_m4b(file, template_file, files[part.start : part.stop], own)
        made.append(target)
    _clear(spec, made)
    return tuple(made)


def _clear(spec: PackageSpec, made: Sequence[Path]) -> None:
    """Remove the book as it was split before: players would take both for parts of it."""
    ours = re.compile(rf"{re.escape(spec.name)}( - Part [0-9]+)?\.m4b")
    for path in spec.folder.iterdir():
        if ours.fullmatch(path.name) and path not in made:
            with suppress(OSError):  # a file too many is no reason to fail
                path.unlink()


def even_parts(lengths: Sequence[int], longest: float) -> list[range]:
    """The fewest parts of at most `longest`, as even as they can be; each is a range of indices.

    What is longer by itself has a part of its own, and none is empty.
    """
    count = _fewest(lengths, longest)
    ends = [0]
    for length in lengths:
        ends.append(ends[-1] + length)
    # The least sum of squares is the most even division: best[k][i] is that of the first i
    # lengths in k parts, and where the last of these begins.
    none = (float("inf"), 0)
    best: list[list[tuple[float, int]]] = [[(0.0, 0)] + [none] * len(lengths)]
    for _ in range(count):
        row = [none]
        for end in range(1, len(ends)):
            row.append(min(_with_last(best[-1], ends, end, longest), default=none))
        best.append(row)
    cuts = [len(lengths)]
    for k in range(count, 0, -1):
        cuts.append(best[k][cuts[-1]][1])
    cuts.reverse()
    return [range(start, end) for start, end in pairwise(cuts)]


def _fewest(lengths: Sequence[int], longest: float) -> int:
    """How many parts there must be: as full as they get, one after the other."""
    count, filled = 0, 0
    for index, length in enumerate(lengths):
        filled += length
        if index == 0 or filled > longest:
            count, filled = count + 1, length
    return count


def _with_last(
    before: Sequence[tuple[float, int]], ends: Sequence[int], end: int, longest: float
) -> list[tuple[float, int]]:
    """What it costs to let the last part end at `end`, for each place where it may begin."""
    found = []
    for start in range(end - 1, -1, -1):
        length = ends[end] - ends[start]
        if length > longest and start < end - 1:
            break
        found.append((before[start][0] + length * length, start))
    return found
