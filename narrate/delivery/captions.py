"""Captions beside each track: WebVTT, SRT and LRC.

WebVTT as W3C's `webvtt1` has it; SRT and LRC have no standard, and what is written here is what
players agree on. A cue shows one sentence, or a part where it is too long to be read.

Text is cut for reading on a screen: into captions of two lines, at places where a reader would.
Widths are counted in graphemes (what a reader sees as one sign; those of East Asia are two wide),
so that no vowel sign is torn from its letter and no emoji from its colour.
"""

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from pathlib import Path
from typing import Final, NamedTuple

import regex

from narrate.about import About
from narrate.book import UNKNOWN_SPEAKER
from narrate.delivery.media import clock
from narrate.language import is_right_to_left
from narrate.timeline import (
    ChunkTiming,
    FinishedBook,
    PackageSpec,
    SentenceTiming,
    Track,
    keep_bytes,
)

LINE: Final = 42
"""Widest line, the common figure for Latin script"""
LINES: Final = 2

_FULL: Final = ".!?…।॥؟。！？"
_HALF: Final = ",;:—–،؛、，；："
_CLOSERS: Final = "\"'”’»)]』」"
_SHORT: Final = 3
"""Letters up to which a word at the end of a line hangs in the air (`of`, `the`, `und`)"""
_UNSPACED: Final = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}]")
_PLAIN: Final = regex.compile(r"[ -\u024f\u2010-\u2027]*+")
"""Signs that are one code point and one letter wide: most of most books, and fast to count"""
_NOT_FIRST: Final = regex.compile(r"[\p{Pe}\p{Pf}\p{Po}ーぁぃぅぇぉっゃゅょァィゥェォッャュョ]")
"""Signs that begin no line in Japanese and Chinese"""


class Word(NamedTuple):
    """A stretch that is not cut, and the cost of a line ending behind it."""

    text: str
    width: int
    space: bool
    """Whether there is space between it and the next"""
    cost: float
    """From 0.0 (full stop, end of a verse line) to 1.0 and more"""


def words_of(text: str, *, verse: bool = False) -> list[Word]:
    """The words of a text; an end of a line in it counts only in verse."""
    words: list[Word] = []
    for line in text.splitlines() if verse else [text]:
        pieces = [piece for word in line.split() for piece in _pieces(word)]
        words += [Word(piece, width(piece), space, _cost(piece)) for piece, space in pieces]
        if words:
            words[-1] = words[-1]._replace(cost=0.0)
    return words


def width(text: str) -> int:
    """How wide a text is on the screen, in Latin letters."""
    if _PLAIN.fullmatch(text):
        return len(text)
    return sum(_wide(sign) for sign in regex.findall(r"\X", text))


def captions_of(words: Sequence[Word], widest: int = LINE * LINES) -> list[tuple[Word, ...]]:
    """The words shared out to captions that fit on two lines and are no wider than `widest`.

    As few as are needed, of even width, cut at good places; a word alone may be too wide.
    """
    reach = _reach(words)
    best, back = [0.0] + [float("inf")] * len(words), [0] * (len(words) + 1)
    for end in range(1, len(words) + 1):
        across = 0
        for start in range(end - 1, -1, -1):
            across += words[start].width + words[start].space
            fits = across <= widest + 1 and reach[reach[start]] >= end
            if not fits and start < end - 1:
                break
            slack = max(0.0, 1 - across / widest)
            cost = best[start] + 1.0 + slack**2 + (words[end - 1].cost if end < len(words) else 0)
            if cost < best[end]:
                best[end], back[end] = cost, start
    captions, end = [], len(words)
    while end:
        captions.append(tuple(words[back[end] : end]))
        end = back[end]
    return captions[::-1]


def lines_of(words: Sequence[Word]) -> tuple[str, ...]:
    """One line where it fits, else two of about even width, cut at a good place."""
    whole = joined(words)
    if width(whole) <= LINE or len(words) == 1:
        return (whole,)
    cuts = range(1, len(words))
    cut = min(cuts, key=lambda at: _unevenness(words[:at], words[at:]))
    return joined(words[:cut]), joined(words[cut:])


def joined(words: Sequence[Word]) -> str:
    """The words as text, with single spaces."""
    return "".join(word.text + " " * word.space for word in words).rstrip(" ")


def _unevenness(first: Sequence[Word], second: Sequence[Word]) -> float:
    one, two = width(joined(first)), width(joined(second))
    over = max(one - LINE, 0) + max(two - LINE, 0)
    return over * 10 + abs(one - two) / LINE + first[-1].cost


def _reach(words: Sequence[Word]) -> list[int]:
    """For each word the one behind the last that fits on a line with it; at the end itself."""
    reach, end, across = [], 0, 0
    for start, word in enumerate(words):
        if end <= start:
            end, across = start + 1, word.width
        while end < len(words) and across + words[end - 1].space + words[end].width <= LINE:
            across += words[end - 1].space + words[end].width
            end += 1
        reach.append(end)
        across -= word.width + word.space
    return [*reach, len(words)]


def _pieces(word: str) -> list[tuple[str, bool]]:
    """A word, cut where its script has no spaces or it is longer than a line."""
    if width(word) <= LINE and not _UNSPACED.search(word):
        return [(word, True)]
    pieces, here = [], ""
    for sign in regex.findall(r"\X", word):
        between = _UNSPACED.match(sign) or (here and _UNSPACED.search(here))
        full = width(here) + _wide(sign) > LINE
        if here and (full or (between and not _NOT_FIRST.match(sign))):
            pieces.append((here, False))
            here = ""
        here += sign
    return [*pieces, (here, True)]


def _wide(sign: str) -> int:
    if unicodedata.east_asian_width(sign[0]) in ("W", "F"):
        return 2
    return 0 if sign[0] in "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff" else 1


def _cost(word: str) -> float:
    bare = word.rstrip(_CLOSERS)
    if bare.endswith(tuple(_FULL)):
        return 0.05
    if bare.endswith(tuple(_HALF)) or bare != word:
        return 0.2
    return 0.8 if len(word) > _SHORT else 1.1


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
    risen = accumulate((cue.start for cue in cues), lambda before, own: max(own, before + 1))
    starts = list(risen)
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
