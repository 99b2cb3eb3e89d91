"""What captions show and when: cues of a sentence each, cut where one is too long to be read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

import regex

from narrate.book import UNKNOWN_SPEAKER
from narrate.delivery.wrapping import LINE, LINES, Word, captions_of, joined, lines_of, words_of
from narrate.timeline import Line, Sentence, Track

LONGEST: Final = 7.0
"""Seconds that a cue stands at most where its text can be cut, the common figure"""
TINY: Final = 250
"""Milliseconds: a shorter gap would flicker, so the cue before stands until the next"""
SHORTEST: Final = 1000
"""Milliseconds that a cue stands at least where nothing follows so soon"""

_RIGHT_TO_LEFT: Final = frozenset(("ar", "he", "fa", "ur", "yi", "ps", "sd", "ug", "dv", "ckb"))
_STRONG: Final = regex.compile(r"\p{L}")
_LEFTWARD: Final = regex.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff]")
_MARK: Final = "\u200f"
_UNFIT: Final = regex.compile(r"[\p{Cc}--\s]|\p{Cs}", regex.V1)
"""Control characters, and halves of pairs that no file can hold"""


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
        for line in track.lines
        for sentence in line.sentences
        for cue in _cues(line, sentence, track.sample_rate)
    ]
    if is_right_to_left(language):
        cues = [replace(cue, lines=tuple(map(_leftward, cue.lines))) for cue in cues]
    return _apart(cues, round(1000 * track.seconds))


def is_right_to_left(language: str) -> bool:
    """Whether a language, given by its tag, is written from right to left."""
    return language.replace("_", "-").split("-")[0].lower() in _RIGHT_TO_LEFT


def _cues(line: Line, sentence: Sentence, rate: int) -> Iterable[Cue]:
    """One sentence; inside it time goes by the width of the text."""
    words = words_of(_UNFIT.sub("\ufffd", sentence.text), verse=line.kind == "verse")
    if not words:
        return
    speaker = "" if line.speaker in (None, UNKNOWN_SPEAKER) else " ".join(line.speaker.split())
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
