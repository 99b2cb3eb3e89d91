"""Captions beside each track: WebVTT, SRT and LRC.

WebVTT as W3C's `webvtt1` has it; SRT and LRC have no standard, and what is written here is what
players agree on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from narrate.about import About
from narrate.delivery.cues import cues_of
from narrate.timeline import FinishedBook, PackageOrder, Track, keep_bytes

Writes = Callable[[About, Track], Iterator[str]]
"""The parts of a track's file"""

_ARROW: Final = "-\u2060->"
"""`-->` with a mark inside that nobody sees: in SRT it would pass for a line of times"""
_ESCAPES: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_BRACKETS: Final = str.maketrans("[]", "()")


def make_vtt(book: FinishedBook, order: PackageOrder) -> tuple[Path, ...]:
    """A WebVTT file beside each track; raises StoreError where it cannot be written."""
    return _written(book, order, "vtt", _vtt)


def make_srt(book: FinishedBook, order: PackageOrder) -> tuple[Path, ...]:
    """An SRT file beside each track; raises StoreError where it cannot be written."""
    return _written(book, order, "srt", _srt)


def make_lrc(book: FinishedBook, order: PackageOrder) -> tuple[Path, ...]:
    """An LRC file beside each track; raises StoreError where it cannot be written."""
    return _written(book, order, "lrc", _lrc)


def _written(
    book: FinishedBook, order: PackageOrder, ending: str, writes: Writes
) -> tuple[Path, ...]:
    files = []
    for track in book.tracks:
        path = order.folder / f"{track.name}.{ending}"
        keep_bytes(path, "".join(writes(book.about, track)).encode())
        files.append(path)
    return tuple(files)


def _vtt(about: About, track: Track) -> Iterator[str]:
    notes = (about.title, track.heading, about.language)
    yield "WEBVTT\n\nNOTE\n" + "".join(f"{_note(n)}\n" for n in notes if n.strip())
    for cue in cues_of(track, about.language):
        voice = f"<v {cue.speaker.translate(_ESCAPES)}>" if cue.speaker else ""
        text = "\n".join(cue.lines).translate(_ESCAPES)
        yield f"\n{clock(cue.start, '.')} --> {clock(cue.end, '.')}\n{voice}{text}\n"


def _srt(about: About, track: Track) -> Iterator[str]:
    for number, cue in enumerate(cues_of(track, about.language), 1):
        text = "\n".join(cue.lines).replace("-->", _ARROW)
        gap = "\n" if number > 1 else ""
        yield f"{gap}{number}\n{clock(cue.start, ',')} --> {clock(cue.end, ',')}\n{text}\n"


def _lrc(about: About, track: Track) -> Iterator[str]:
    minutes, seconds = divmod(round(track.seconds), 60)
    heads = {
        "ti": track.heading,
        "ar": about.author,
        "al": about.title,
        "length": f"{minutes:02}:{seconds:02}",
    }
    for name, value in heads.items():
        if value.strip():
            yield f"[{name}:{' '.join(_fit(value).translate(_BRACKETS).split())}]\n"
    cues = cues_of(track, about.language)
    for cue in cues:
        # A bracket right behind the time would pass for another time.
        gap = " " if cue.text.startswith("[") else ""
        yield f"{_stamp(cue.start)}{gap}{cue.text}\n"
    if cues:
        yield f"{_stamp(cues[-1].end)}\n"


def clock(milliseconds: int, point: str) -> str:
    """`hh:mm:ss.fff`; more than 99 hours have more digits."""
    seconds, thousandths = divmod(milliseconds, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}{point}{thousandths:03}"


def _stamp(milliseconds: int) -> str:
    """`[mm:ss.xx]`; minutes go on beyond 99."""
    minutes, hundredths = divmod(round(milliseconds / 10), 6000)
    return f"[{minutes:02}:{hundredths // 100:02}.{hundredths % 100:02}]"


def _note(text: str) -> str:
    return " ".join(_fit(text).replace("-->", _ARROW).split())


def _fit(text: str) -> str:
    """Half a surrogate pair is in no file."""
    return text.encode("utf-8", "replace").decode()
