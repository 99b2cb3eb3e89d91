"""Captions beside each track: WebVTT, SRT and LRC.

WebVTT as W3C's `webvtt1` has it; SRT and LRC have no standard, and what is written here is what
players agree on. A cue shows one sentence, or a part where it is too long to be read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import regex

from narrate.about import About
from narrate.book import UNKNOWN_SPEAKER
from narrate.delivery.caption_lines import (
    LINE,
    LINES,
    Word,
    captions_of,
    joined,
    lines_of,
    words_of,
)
from narrate.language import is_right_to_left
from narrate.timeline import (
    ChunkTiming,
    FinishedBook,
    PackageSpec,
    SentenceTiming,
    Track,
    keep_bytes,
)

Writes = Callable[[About, Track], Iterator[str]]
"""The parts of a track's file"""

_ARROW: Final = "-\u2060->"
"""`-->` with a mark inside that nobody sees: in SRT it would pass for a line of times"""
_ESCAPES: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_BRACKETS: Final = str.maketrans("[]", "()")
LONGEST: Final = 7.0
"""Most seconds that a cue is shown if its text can be cut, the common figure"""
TINY: Final = 250
"""Milliseconds: a shorter gap would flicker, so the cue before is shown until the next"""
SHORTEST: Final = 1000
"""Least milliseconds that a cue is shown if nothing follows sooner"""

_STRONG: Final = regex.compile(r"\p{L}")
_LEFTWARD: Final = regex.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff]")
_MARK: Final = "\u200f"
_UNFIT: Final = regex.compile(r"[\p{Cc}--\s]|\p{Cs}", regex.V1)
"""Control characters, and halves of pairs that no file can hold"""


def make_vtt(book: FinishedBook, spec: PackageSpec) -> tuple[Path, ...]:
    """A WebVTT file beside each track; raises StoreError where it cannot be written."""
    return _written(book, spec, "vtt", _vtt)


def make_srt(book: FinishedBook, spec: PackageSpec) -> tuple[Path, ...]:
    """An SRT file beside each track; raises StoreError where it cannot be written."""
    return _written(book, spec, "srt", _srt)


def make_lrc(book: FinishedBook, spec: PackageSpec) -> tuple[Path, ...]:
    """An LRC file beside each track; raises StoreError where it cannot be written."""
    return _written(book, spec, "lrc", _lrc)


def _written(
    book: FinishedBook, spec: PackageSpec, ending: str, writes: Writes
) -> tuple[Path, ...]:
    files = []
    for track in book.tracks:
        path = spec.folder / f"{track.name}.{ending}"
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


@dataclass(frozen=True, slots=True)
class Cue:
    """A caption and its time."""

    start: int
    """Milliseconds of the track"""
    end: int
    lines: tuple[str, ...]
    """One or two, none empty"""
    text: str
    """The same on one line"""
    speaker: str
    """Who speaks; empty: the narrator, or nobody knows"""


def cues_of(track: Track, language: str) -> tuple[Cue, ...]:
    """All cues of a track: in order, none empty, none overlapping; starts rise.

    Together they have every sentence's text once, white space aside; in languages that are
    written from right to left a line may begin with a mark that says so.
    """
    cues = [
        cue
        for chunk in track.chunks
        for sentence in chunk.sentences
        for cue in _cues(chunk, sentence, track.sample_rate)
    ]
    if is_right_to_left(language):
        cues = [replace(cue, lines=tuple(map(_leftward, cue.lines))) for cue in cues]
    return _apart(cues, round(1000 * track.seconds))


def _cues(chunk: ChunkTiming, sentence: SentenceTiming, rate: int) -> Iterable[Cue]:
    """One sentence; inside it time goes by the width of the text."""
    words = words_of(_UNFIT.sub("\ufffd", sentence.text), verse=chunk.kind == "verse")
    if not words:
        return
    speaker = "" if chunk.speaker in (None, UNKNOWN_SPEAKER) else " ".join(chunk.speaker.split())
    seconds = (sentence.end - sentence.start) / rate
    widest = LINE * LINES
    if seconds > LONGEST:
        widest = min(widest, max(int(_across(words) * LONGEST / seconds) - 1, 1))
    total, passed = _across(words), 0
    for caption in captions_of(words, widest):
        start = sentence.start + (sentence.end - sentence.start) * passed / total
        passed += _across(caption)
        end = sentence.start + (sentence.end - sentence.start) * passed / total
        yield Cue(_ms(start, rate), _ms(end, rate), lines_of(caption), joined(caption), speaker)


def _across(words: Iterable[Word]) -> int:
    return max(sum(word.width + word.space for word in words), 1)


def _ms(sample: float, rate: int) -> int:
    return round(sample * 1000 / rate)


def _apart(cues: list[Cue], track: int) -> tuple[Cue, ...]:
    """The cues with starts that rise and ends that suit; `track` is its length."""
    starts: list[int] = []
    for cue in cues:
        starts.append(max(cue.start, starts[-1] + 1) if starts else cue.start)
    ends = [*starts[1:], max(track, starts[-1] + 1)] if starts else []
    return tuple(
        replace(cue, start=start, end=_end(cue, start, limit))
        for cue, start, limit in zip(cues, starts, ends, strict=True)
    )


def _end(cue: Cue, start: int, limit: int) -> int:
    """Where a cue ends that begins at `start` and has to be gone at `limit`."""
    end = max(cue.end, start + SHORTEST)
    return limit if end + TINY > limit else end


def _leftward(line: str) -> str:
    """A line that a player would take for one from left to right is marked."""
    first = _STRONG.search(line)
    if first and not _LEFTWARD.match(first.group()):
        return _MARK + line
    return line
