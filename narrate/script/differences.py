"""Where a chunk is read differently from how it is written, as spans of its text."""

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from narrate.book import Mark
from narrate.readings.languages import rules_for
from narrate.script.speech import Speech, with_slots
from narrate.script.spoken.spoken import normalise, slot

_WORD = re.compile(r"\S+")
_MARKS = "“”‘’\"'«»„()[],.;:!?…—–-"

_DOUBTFUL = frozenset({"d", "dr", "m", "st"})
"""Titles that may be something else: Drive, Street, an initial"""


@dataclass(frozen=True, slots=True)
class _WrittenWord:
    start: int
    end: int
    key: str
    """As it is said when nothing but cleaning happens to it"""


def say_marks(text: str, speech: Speech, says: Sequence[Mark]) -> list[Mark]:
    """Marks that show what a text is read as, and keep it so.

    `says` are the marks that it has already; they are among the result. `Mr.` and its like can be
    read in one way only: marked, they would hide what is worth a look.
    """
    wanted = speech.read(text, says)
    marks = list(_marks(text, speech, says))
    told = [mark for mark in marks if mark in says or not _is_plain(text, mark, speech.language)]
    for shown in (told, marks):
        if speech.read(text, shown) == wanted:
            return shown
    return [Mark(0, len(text), "say", wanted)]


def _is_plain(text: str, mark: Mark, language: str) -> bool:
    title = text[mark.start : mark.end].removesuffix(".").lower()
    return title in rules_for(language).titles and title not in _DOUBTFUL


def _marks(text: str, speech: Speech, says: Sequence[Mark]) -> Iterator[Mark]:
    slotted = with_slots(text, says)
    said = speech.read(slotted).split()
    if len(says) == len(text) or said == normalise(slotted).split():
        yield from says
        return
    found = []
    for start, end, words in _replaced(slotted, said):
        a, b = (_position(at, says) for at in (start, end))
        for i, mark in enumerate(says):
            words = words.replace(slot(i), mark.value)
        found.append(Mark(a, b, "say", words))
    kept = [m for m in says if not any(f.start <= m.start and m.end <= f.end for f in found)]
    yield from sorted([*found, *kept], key=lambda mark: mark.start)


def _position(at: int, says: Sequence[Mark]) -> int:
    """A position in the text with slots, counted in the text itself."""
    for mark in says:
        if mark.start >= at:
            break
        at += mark.end - mark.start - 1
    return at


def _replaced(text: str, said: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Runs of words that are others when they are read, with those.

    `Dr. Jekyll, 5.` read as `Doctor Jekyll, five.` gives (0, 3, `Doctor`), (12, 13, `five`).
    """
    words = [_WrittenWord(m.start(), m.end(), normalise(m.group())) for m in _WORD.finditer(text)]
    words = [word for word in words if word.key]
    matcher = difflib.SequenceMatcher(None, [word.key for word in words], said, autojunk=False)
    for what, a, b, c, d in matcher.get_opcodes():
        if what == "equal" or not words:
            continue
        if what == "insert":  # said beside a word that is there: with it
            a, c = (a - 1, c - 1) if a else (a, c)
            b, d = (b, d) if a < b else (b + 1, d + 1)
        yield _bare(text, words[a].start, words[b - 1].end, " ".join(said[c:d]))


def _bare(text: str, start: int, end: int, said: str) -> tuple[int, int, str]:
    """A span without the marks at its ends that are the same when it is read."""
    while len(said) > 1 and end - start > 1 and text[end - 1] == said[-1] in _MARKS:
        if said[-2].isspace():
            break
        end, said = end - 1, said[:-1]
    while len(said) > 1 and end - start > 1 and text[start] == said[0] in _MARKS:
        if said[1].isspace():
            break
        start, said = start + 1, said[1:]
    return start, end, said
