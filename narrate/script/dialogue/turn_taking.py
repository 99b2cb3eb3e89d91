"""What tells whose turn a speech is, once two speeches follow each other closely.

Each context has a name; for each of them the ways in which a speaker may follow two others
(`chain.FOLLOWS`) have weights of their own.
"""

from collections.abc import Iterator
from typing import Final

import regex

from narrate.script.dialogue.scene import Speech

_ANSWERS: Final = regex.compile(
    r"(?:yes|no|oh|ah|well|indeed|certainly|of course|very well|not|never|why|what|but|so|then"
    r"|because|exactly|perhaps|true|nonsense|thank|i)\b",
    regex.I,
)
_OPENING: Final = 60
"""Characters of a speech that is short enough to take up another's word"""
_TAKEN_UP: Final = 1500
"""Characters of the speech before in which that word may be"""
_FEW: Final = 4
"""Words of such a speech"""
_TELLING: Final = 3
"""Letters than which a word that is taken up has more"""
_MARKUP: Final = " \n\u2060\u00a0_*"


def turn_contexts(text: str, before: Speech, speech: Speech, *, only_two: bool) -> Iterator[str]:
    """The contexts of a speech behind the one before; `only_two` persons are in the scene."""
    if speech.gap == "next" and _is_bare(text, speech):
        yield "bare" if _is_bare(text, before) else "bare after told"
    yield from _ending(text, before)
    if only_two:
        yield f"of two {speech.gap}"
    if before.turn is speech.turn:
        yield "same block"
    start = speech.lines[0].quotation.start + 1
    if _ANSWERS.match(text, start, start + _OPENING):
        yield "answers"
    if _echoes(text, before, speech):
        yield "echoes"


def _ending(text: str, before: Speech) -> Iterator[str]:
    """Whether the speech before ends in a question, or is cut off."""
    end = before.lines[-1].quotation.end
    last = text[max(0, end - len("?”_")) : end]
    if "?" in last:
        yield "asked"
    elif "-" in last or "—" in last:
        yield "cut"


def _is_bare(text: str, speech: Speech) -> bool:
    """Whether a speech's paragraph has nothing but it."""
    turn = speech.turn
    told = (text[start:end].strip(_MARKUP) for start, end in turn.gaps)
    return len(speech.lines) == len(turn.lines) and not any(told)


def _echoes(text: str, before: Speech, speech: Speech) -> bool:
    """Whether a short speech takes up a word of the one before (`“A mystery?”`)."""
    said, heard = speech.lines[0].quotation, before.lines[-1].quotation
    if said.end - said.start > _OPENING:
        return False
    words = _words(text, said.start, said.end)
    taken = {word for word in words if len(word) > _TELLING}
    known = _words(text, max(heard.start, heard.end - _TAKEN_UP), heard.end)
    return len(words) <= _FEW and not taken.isdisjoint(known)


def _words(text: str, start: int, end: int) -> list[str]:
    return regex.findall(r"\p{L}+", text[start:end].lower())
