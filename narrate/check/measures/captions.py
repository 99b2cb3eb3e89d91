"""Captions, compared with the timeline: every sentence once, in order, at its time.

WebVTT (w3.org/TR/webvtt1), SubRip and LRC as players read them.
"""

import html
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from narrate.check.measures.result import AGAIN, CheckResult, verdict
from narrate.check.measures.wanted import TimelineChapter, TimelineSentence

NEAR = 0.02
"""Seconds that a caption may be early or late"""
ROUNDING = 1e-6
_TAG = re.compile(r"<[^>]*>")
_ARROW = re.compile(r"^\s*(\S+)\s+-->\s+(\S+)")
_LRC = re.compile(r"((?:\[\d+:\d+(?:[.:]\d+)?\])+)(.*)")
_STAMP = re.compile(r"\[([^\]]*)\]")


@dataclass(frozen=True, slots=True)
class Cue:
    """One caption."""

    start: float
    """Seconds"""
    end: float | None
    """Seconds; None where the format does not say"""
    text: str


def parse_vtt(text: str) -> list[Cue]:
    """The cues of a WebVTT file; raises ValueError."""
    if not re.match(r"\ufeff?WEBVTT([ \t\n]|$)", text):
        raise ValueError("it does not begin with WEBVTT")
    return [_cue(block, html.unescape) for block in _blocks(text) if "-->" in block]


def parse_srt(text: str) -> list[Cue]:
    """The cues of an SRT file; raises ValueError."""
    blocks = _blocks(text.removeprefix("\ufeff"))
    for number, block in enumerate(blocks, 1):
        if block.split("\n", 1)[0].strip() != str(number):
            raise ValueError(f"caption {number} has another number")
    return [_cue(block, lambda plain: plain) for block in blocks]


def parse_lrc(text: str) -> list[Cue]:
    """The lines of an LRC file; raises ValueError."""
    found = (_LRC.match(line) for line in text.removeprefix("\ufeff").splitlines())
    cues = [
        Cue(_seconds(stamp), None, line[2].strip())
        for line in found
        if line
        for stamp in _STAMP.findall(line[1])
    ]
    return [cue for cue in cues if cue.text]


PARSERS: Mapping[str, Callable[[str], list[Cue]]] = {
    ".vtt": parse_vtt,
    ".srt": parse_srt,
    ".lrc": parse_lrc,
}


def _blocks(text: str) -> list[str]:
    """What is between blank lines."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return [block for block in re.split(r"\n\s*\n", plain.strip("\n")) if block.strip()]


def _cue(block: str, plain: Callable[[str], str]) -> Cue:
    lines = block.split("\n")
    at = next((number for number, line in enumerate(lines) if "-->" in line), None)
    if at is None or not (times := _ARROW.match(lines[at])):
        raise ValueError(f"“{lines[0][:40]}” has no times")
    text = plain(_TAG.sub("", "\n".join(lines[at + 1 :])))
    return Cue(_seconds(times[1]), _seconds(times[2]), text)


def _seconds(clock: str) -> float:
    total = 0.0
    for field in clock.replace(",", ".").split(":"):
        total = total * 60 + float(field)
    return total


def caption_check(path: Path, track: TimelineChapter, shift: float = 0.0) -> CheckResult:
    """A caption file against the sentences of its track; `shift` is added to their times."""
    name = f"captions {path.suffix[1:]}"
    limit = f"each sentence once, within {NEAR * 1000:.0f} ms"
    try:
        cues = PARSERS[path.suffix](path.read_text("utf-8"))
    except OSError as error:
        fault = f"cannot be read: {error.strerror or error}; run narrate"
        return verdict(name, False, limit=limit, fault=fault)
    except ValueError as error:
        fault = f"not a valid {path.suffix[1:]} file: {error}; {AGAIN}"
        return verdict(name, False, limit=limit, fault=fault)
    fault, worst = cue_faults(cues, track.sentences, track.sample_rate, shift)
    message = f"{fault}; {AGAIN}"
    return verdict(name, not fault, round(worst, 3), unit="s off", limit=limit, fault=message)


def cue_faults(
    cues: Sequence[Cue], sentences: Sequence[TimelineSentence], rate: int, shift: float = 0.0
) -> tuple[str, float]:
    """What is wrong first, empty where nothing is; and how far the worst caption is off.

    A caption may hold several sentences, and a sentence be spread over several captions: their
    letters have to follow one another as in the timeline.
    """
    letters = [_letters(sentence.text) for sentence in sentences]
    said, shown = "".join(letters), "".join(_letters(cue.text) for cue in cues)
    if shown != said:
        return _text_fault(said, shown, cues), 0.0
    begins, at = {}, 0
    for sentence, text in zip(sentences, letters, strict=True):
        if text:
            begins[at] = sentence.start / rate + shift
        at += len(text)
    faults, worst, at, before = [], 0.0, 0, 0.0
    for cue in cues:
        off = cue.start - begins.get(at, cue.start)
        if abs(off) > NEAR + ROUNDING:
            faults.append(f"“{_opening(cue.text)}” is {off:+.2f} s off")
        if cue.start < before:
            faults.append(f"“{_opening(cue.text)}” is shown before the caption above it")
        worst, before = max(worst, abs(off)), cue.start
        at += len(_letters(cue.text))
    return next(iter(faults), ""), worst


def _text_fault(said: str, shown: str, cues: Sequence[Cue]) -> str:
    same = next(
        (at for at, (a, b) in enumerate(zip(said, shown, strict=False)) if a != b),
        min(len(said), len(shown)),
    )
    at = 0
    for cue in cues:
        at += len(_letters(cue.text))
        if at > same:
            return f"its text differs from what is spoken, from “{_opening(cue.text)}” on"
    return "its text ends before the speech does"


def _letters(text: str) -> str:
    """Without white space, and the marks that lines written from right to left may begin with."""
    return "".join(text.replace("\u200f", "").split())


def _opening(text: str) -> str:
    words = text.split()
    return " ".join(words[:6]) + ("…" if len(words) > 6 else "")
