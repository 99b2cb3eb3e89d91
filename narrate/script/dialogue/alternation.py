"""Whose turn it is: two who talk to each other speak one after the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

MayBe = Callable[[int, str], bool]
"""Whether the turn of that place can be somebody's, as far as the turn itself shows"""

_NEAR: Final = 3
"""Turns to either side in which a third speaker makes it doubtful whose turn it is"""


def alternate(known: Sequence[str | None], may_be: MayBe) -> list[str | None]:
    """The speakers of a run of turns, with those added that follow from their neighbours.

    A turn without a speaker between or beside two known ones goes to the one who did not speak
    last. Where the turns before and the turns behind say different things, or a third person
    speaks near by, it stays open.
    """
    ahead, back = _filled(known, may_be, 1), _filled(known, may_be, -1)
    found: list[str | None] = []
    for speaker, one, other in zip(known, ahead, back, strict=True):
        guesses = {guess for guess in (one, other) if guess is not None}
        found.append(guesses.pop() if speaker is None and len(guesses) == 1 else speaker)
    return found


def _filled(known: Sequence[str | None], may_be: MayBe, step: int) -> list[str | None]:
    filled = list(known)
    for i in range(len(known))[::step]:
        if filled[i] is None:
            last, name = _at(filled, i - step), _at(filled, i - 2 * step)
            if last is None or name is None or last == name or name == _at(known, i + step):
                continue
            near = set(known[max(0, i - _NEAR) : i + _NEAR + 1]) - {None}
            if near <= {last, name} and may_be(i, name):
                filled[i] = name
    return filled


def _at(speakers: Sequence[str | None], i: int) -> str | None:
    return speakers[i] if 0 <= i < len(speakers) else None
