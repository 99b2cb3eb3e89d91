"""Where each sentence of a take begins and ends: its pauses, matched to the marks of its text.

A chunk of several sentences is spoken in one call, so only the ends of its take are known. Voices
pause at commas and dashes too, some longer than between sentences; so all marks of the text are
laid on all pauses together: by how long the pauses are, and by how well the speech between them
suits the length of the text.

The figures of the match were fitted to 967 sentences of six novels (`benchmarks/sentences.py`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final

import numpy as np
import numpy.typing as npt

from narrate.assembly.hearing import SHORTEST, Floats, Samples, Sound
from narrate.assembly.timeline import Heard

EXTRA: Final = 2.5
"""Letters that a sentence is longer than its own: its last word is drawn out"""
SPREAD: Final = 0.12
SLACK: Final = 0.045
"""Variance of the length of what is spoken between two marks: by second of it, and for itself"""
WEIGHT: Final = 2.0
"""Cost of a pause between sentences, by how much shorter it is (logarithm) than the longest"""
COMMA: Final = 0.05
"""Cost of a pause at any other mark"""
SKIPPED: Final = 1.2
"""Cost of such a mark without a pause"""
LOST: Final = 4.0
"""Cost of two sentences without a pause between them"""
STRANGE: Final = 0.9
"""Cost of a pause without a mark, by how much longer it is (logarithm) than the shortest"""
MARKS: Final = 48
"""A take with more is matched by its sentences alone: the time grows with the square"""

Sentences = Sequence[Sequence[int]]
"""For each sentence the lengths of its parts in letters, between the marks where a voice may
pause; at least one part each"""


_Border = tuple[int, int, bool]
"""Between two sentences: where the one ends, where the next begins, and whether that was heard"""


def find_sentences(samples: Samples, rate: int, sentences: Sentences) -> tuple[Heard, ...]:
    """One entry a sentence, in order, in samples of one edited take; `rate` is in hertz.

    Each begins where the one before has ended or later, and all lie in the take.
    """
    sound = Sound(samples, rate)
    if sound.is_silent or not sentences:
        return _by_length(samples.size, sentences)
    borders = _in_order(_borders(sound, sentences)) if sentences[1:] else []
    ends = [(0, sound.first, True), *borders, (sound.last, samples.size, True)]
    return tuple(
        Heard(start, max(start, end), heard and also)
        for (_, start, heard), (end, _, also) in pairwise(ends)
    )


def _borders(sound: Sound, sentences: Sentences) -> list[_Border]:
    sizes, closing = _marks(sentences)
    where = sound.speech_before()
    due = np.concatenate([[0.0], np.cumsum(sizes) * (where[-1] / sizes.sum())])
    pauses = np.asarray([pause.seconds for pause in sound.pauses])
    laid = _laid(due, closing, where, pauses)
    known = {0: 0, **laid, len(sizes): len(pauses) + 1}
    out = []
    for mark in (np.flatnonzero(closing)[:-1] + 1).tolist():
        if mark in laid:
            out.append((*sound.around(sound.pauses[laid[mark] - 1]), True))
        else:
            place = np.interp(due[mark], due[list(known)], where[list(known.values())])
            at = max(sound.quietest(float(place)), out[-1][1] if out else sound.first)
            out.append((at, at, False))
    return out


def _in_order(borders: list[_Border]) -> list[_Border]:
    """The borders, those that were not heard moved back where they lie behind one that was."""
    limit, out = borders[-1][0], []
    for end, start, heard in reversed(borders):
        out.append((end, start, True) if heard else (min(end, limit), min(start, limit), False))
        limit = out[-1][0]
    return out[::-1]


def _marks(sentences: Sentences) -> tuple[Floats, npt.NDArray[np.bool_]]:
    """What lies before each mark, in letters, and whether a sentence ends there."""
    if sum(map(len, sentences)) > MARKS:
        sentences = [(sum(parts),) for parts in sentences]
    sizes = [float(max(size, 1)) for parts in sentences for size in parts]
    closing = np.zeros(len(sizes), bool)
    closing[np.cumsum([len(parts) for parts in sentences]) - 1] = True
    return np.asarray(sizes) + EXTRA * closing, closing


def _laid(
    due: Floats, closing: npt.NDArray[np.bool_], where: Floats, pauses: Floats
) -> Mapping[int, int]:
    """Pauses by mark, both counted from 1, in order: the match of least cost.

    `due` is the speech expected before the beginning and each mark, `where` that before the
    beginning, each pause, and the end, all in seconds. A step goes from one match to the next.
    """
    count, marks = len(pauses), len(closing)
    cost, strange = _costs(closing, pauses), _strange(pauses)
    passed = np.concatenate([[0.0], np.cumsum(np.where(closing, LOST, SKIPPED))])
    spoken = where[None, :] - where[:, None]
    best = np.full((marks + 1, count + 2), np.inf)
    best[0, 0] = 0.0
    back = np.zeros((marks + 1, count + 2), int)
    for mark in range(1, marks + 1):
        expected = due[mark] - due[:mark]
        step = (spoken - expected[:, None, None]) ** 2
        step /= (SLACK + SPREAD * expected)[:, None, None]
        step += (best[:mark] + (passed[mark - 1] - passed[:mark])[:, None])[:, :, None]
        step += strange
        flat = step.reshape(-1, count + 2)
        back[mark] = flat.argmin(axis=0)
        best[mark] = flat[back[mark], np.arange(count + 2)] + cost[mark]
    return dict(reversed(list(_path(back))))


def _costs(closing: npt.NDArray[np.bool_], pauses: Floats) -> Floats:
    """What it costs to lay each mark on each pause; beginning and end lie on themselves."""
    cost = np.full((len(closing) + 1, len(pauses) + 2), np.inf)
    cost[1:-1, 1:-1] = COMMA
    if pauses.size:
        cost[np.flatnonzero(closing[:-1]) + 1, 1:-1] = WEIGHT * np.log(pauses.max() / pauses)
    cost[-1, -1] = 0.0
    return cost


def _strange(pauses: Floats) -> Floats:
    """What the pauses between two others cost that no mark is laid on; order is compulsory."""
    cost = STRANGE * np.maximum(np.log(pauses / SHORTEST), 0.0)
    before = np.concatenate([[0.0], np.cumsum(cost)])
    total = np.concatenate([[0.0], before])[None, :] - np.concatenate([before, [0.0]])[:, None]
    total[np.tril_indices(len(pauses) + 2)] = np.inf
    return np.asarray(total)


def _path(back: npt.NDArray[np.int_]) -> list[tuple[int, int]]:
    """The matches on the best way, from the last to the first, without beginning and end."""
    across = back.shape[1]
    mark, pause = divmod(int(back[-1, -1]), across)
    path = []
    while mark:
        path.append((mark, pause))
        mark, pause = divmod(int(back[mark, pause]), across)
    return path


def _by_length(samples: int, sentences: Sentences) -> tuple[Heard, ...]:
    """Of silence, where nothing can be heard."""
    sizes = [max(sum(parts), 1) for parts in sentences]
    places = np.cumsum([0, *sizes]) * samples // max(sum(sizes), 1)
    return tuple(Heard(int(a), int(b), exact=False) for a, b in pairwise(places))
