"""What is wrong with a take, judged by what was heard in it.

A word heard otherwise is no fault: even the best recogniser mistakes one or two in a hundred of a
good take. A take is marked for words that are missing, for a run that is added or said twice, for
an end or beginning that is cut off, or where hardly anything is right. The bounds are set where
good takes are hardly ever marked, since a false alarm costs a recording: benchmarks/listening.py
has figures.
"""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from math import inf
from typing import Final, Literal

from narrate.listening.alignment import Step, align, likeness
from narrate.listening.letters import is_named, spelled_stutters, spelled_words
from narrate.listening.recogniser import Heard
from narrate.listening.words import TABLES, words_of

FaultKind = Literal[
    "missing",
    "added",
    "repeated",
    "cut off",
    "begins late",
    "other words",
    "letters for words",
    "silence",
]

MISSING: Final = 3
"""Words in a row that were not heard, or by so many fewer were heard"""
LONG: Final = 5
"""Letters of a word that is missed even alone, where nothing was heard in its place: no good take
of 830 is marked for it, and 63 of 78 takes in which such a word was left out are"""
ADDED: Final = 4
"""Words in a row that are not in the text; recognisers add some of their own"""
REPEATED: Final = 3
"""Words in a row that were heard twice"""
AT_ENDS: Final = 2
"""Words missing at the beginning or the end"""
LETTERS: Final = 3
"""Letters a word that a run must have at least: `a`, `of`, `to` get lost in any take"""
OTHER: Final = 6
"""Words in a row in whose place others were heard"""
WRONG: Final = 0.35
"""Share of words that are wrong from which nothing of a take is believed"""
JUDGED: Final = 5
"""Words from which a share says something; of a shorter text all must be wrong"""
SIMILAR: Final = 0.5
"""Likeness of two runs from which they are the same words, heard otherwise"""
UNLIKELY: Final = -6.0
"""Likelihood (see Heard) from which a word was not said, where something else was heard, ..."""
IMPOSSIBLE: Final = -9.0
"""... and where what was heard is much like it, or it is written with a capital, as names are"""
SHORT: Final = -7.0
"""Likelihood of its least likely word from which a text of fewer than JUDGED words was said: of
30 headings and the like said rightly all had more, and 7 of 30 that said another one"""
LEAST: Final[Mapping[str, float]] = TABLES["least"]
"""By language that Whisper hears too badly to tell words apart: the mean likelihood of a text's
words under which it is not what was said, set between what good takes and takes of another text
have (benchmarks/listening.py)"""
BELIEVED: Final = 0.75
"""Share of the words heard that are the text's, from which a take in such a language is judged by
its words all the same"""
SILENCE: Final = 3.0
"""Seconds of silence inside a take"""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with a take."""

    kind: FaultKind
    words: str = ""
    """Those missing, as they were to be said, or those added, as they were heard"""
    weight: float = 1.0
    """Words that are wrong; more are worse"""

    def __str__(self) -> str:
        return f"{self.kind}: {self.words}" if self.words else self.kind


@dataclass(frozen=True, slots=True)
class Verdict:
    """All that is wrong with a take; without faults it is good."""

    faults: tuple[Fault, ...]
    errors: float
    """Share of its words that were heard otherwise, from 0; above 1 where many were added"""
    understood: float = 1.0
    """Share of the words heard that are words of the text"""

    @property
    def badness(self) -> tuple[float, float]:
        """Orders verdicts on takes of the same words, the best first."""
        return sum(fault.weight for fault in self.faults), self.errors


def judge(texts: Sequence[str], heard: Heard, language: str) -> Verdict:
    """The verdict on a take of which any of `texts` may be what it says; the mildest counts.

    `texts` are the spoken text and the one it was made from: respellings of a lexicon are
    heard as the word they stand for.
    """
    verdicts = [_judge(text, heard, language) for text in dict.fromkeys(texts)]
    best = min(verdicts, key=lambda verdict: verdict.badness)
    if language in LEAST and best.understood < BELIEVED:
        return _judge_as_a_whole(heard, best, LEAST[language])
    return best


def _judge_as_a_whole(heard: Heard, by_words: Verdict, least: float) -> Verdict:
    """The verdict where the recogniser is too weak in a language to tell its words apart.

    It can still say whether the text may be what it hears: another text is far less likely.
    """
    values, faults = _values(heard), []
    if values and sum(values) / len(values) < least:
        faults.append(Fault("other words", heard.text, len(values)))
    return replace(by_words, faults=(*faults, *_silence(heard)))


def _silence(heard: Heard) -> Iterator[Fault]:
    if heard.pause > SILENCE:
        yield Fault("silence", f"{heard.pause:.1f} s")


def _judge(text: str, heard: Heard, language: str) -> Verdict:
    said = words_of(heard.text, language)
    written = words_of(text, language, said)
    said = words_of(heard.text, language, written)
    steps = align(written, said)
    wrong = sum(_wrong(run, written, said) for run in _runs(steps))
    errors = wrong / max(1, len(written))
    faults = list(_faults(steps, written, said))
    faults += _garbled(steps, written, _likelihoods(heard, written, language), text, language)
    faults += _letters(text, heard.text, steps, (written, said), language)
    if _is_another(steps, written, said) or (not faults and _is_wrong(written, said, errors)):
        faults = [Fault("other words", " ".join(said), max(len(written), len(said)))]
    if len(written) < JUDGED and _is_likely(heard):
        faults = _spelled_only(faults)
    understood = sum(step.heard_end - step.heard_start for step in steps if step.same)
    return Verdict(
        (*faults, *_silence(heard)), round(errors, 3), round(understood / max(1, len(said)), 3)
    )


def _spelled_only(faults: Sequence[Fault]) -> list[Fault]:
    return [fault for fault in faults if fault.kind == "letters for words"]


def _letters(
    text: str,
    heard: str,
    steps: Sequence[Step],
    words: tuple[Sequence[str], Sequence[str]],
    language: str,
) -> Iterator[Fault]:
    """Words that were said letter by letter."""
    found = [*spelled_words(text, heard, language)]
    found += spelled_stutters(text, heard, steps, words, language)
    for run in _runs(steps):
        wanted, got = words[0][run.start : run.end], words[1][run.heard_start : run.heard_end]
        if is_named(wanted, got, language):
            found.append(" ".join(got))
    if found:
        yield Fault("letters for words", ", ".join(dict.fromkeys(found)), len(found))


def _likelihoods(heard: Heard, written: Sequence[str], language: str) -> dict[int, float]:
    """By the place of a written word, how likely it is in what was heard; not all have one."""
    asked = [(word, value) for each, value in heard.words for word in words_of(each, language)]
    matcher = SequenceMatcher(None, [word for word, _ in asked], written, autojunk=False)
    return {
        to + n: asked[at + n][1]
        for at, to, size in matcher.get_matching_blocks()
        for n in range(size)
    }


def _garbled(
    steps: Sequence[Step],
    written: Sequence[str],
    likelihoods: Mapping[int, float],
    text: str,
    language: str,
) -> Iterator[Fault]:
    """Long words in whose place something else was heard, and that are not likely in it either."""
    garbled = [
        written[at]
        for step in steps
        if step.like < 1.0
        for at in range(step.start, step.end)
        if likelihoods.get(at, 0.0) <= _least(written[at], text, language, alike=step.same)
    ]
    if garbled:
        yield Fault("other words", " ".join(garbled), len(garbled))


def _least(word: str, text: str, language: str, *, alike: bool) -> float:
    """The likelihood at which a word is believed not to have been said."""
    if len(word) < LONG:
        return -inf
    named = word not in text and language != "de"  # where all nouns have a capital
    return IMPOSSIBLE if alike or named else UNLIKELY


def _is_likely(heard: Heard) -> bool:
    """Whether a text of a few words may be what was said, whatever was heard instead.

    In takes as short as that Whisper hears what is not there: "Two" as "I'll see you in the next
    video".
    """
    return min(_values(heard), default=-inf) >= SHORT


def _values(heard: Heard) -> list[float]:
    return [value for word, value in heard.words if any(map(str.isalnum, word))]


def _is_another(steps: Sequence[Step], written: Sequence[str], said: Sequence[str]) -> bool:
    """Whether less than half of a text was heard, and something else instead."""
    right = sum(step.end - step.start for step in steps if step.same)
    return min(len(written), len(said)) >= JUDGED and right < len(written) / 2


def _is_wrong(written: Sequence[str], said: Sequence[str], errors: float) -> bool:
    """Whether hardly anything is right; names that are spelled otherwise sound right as a whole."""
    if not written or errors < (WRONG if len(written) >= JUDGED else 1.0):
        return False
    whole = likeness("".join(written), "".join(said))
    return whole < (SIMILAR if len(written) >= JUDGED else SIMILAR / 2)


def _runs(steps: Sequence[Step]) -> Iterator[Step]:
    """Each run of steps that are not the same words, as one step."""
    run: Step | None = None
    for step in steps:
        if step.same:
            if run:
                yield run
            run = None
        elif run:
            run = Step(run.start, step.end, run.heard_start, step.heard_end, 0.0)
        else:
            run = step
    if run:
        yield run


def _wrong(run: Step, written: Sequence[str], said: Sequence[str]) -> float:
    """Words of a run that count as wrong: half of them where it sounds much like the text."""
    words = max(run.end - run.start, run.heard_end - run.heard_start)
    return words * (0.5 if _similar(run, written, said) else 1.0)


def _similar(run: Step, written: Sequence[str], said: Sequence[str]) -> bool:
    one = "".join(written[run.start : run.end])
    other = "".join(said[run.heard_start : run.heard_end])
    return bool(one and other) and likeness(one, other) >= SIMILAR


def _faults(steps: Sequence[Step], written: Sequence[str], said: Sequence[str]) -> Iterator[Fault]:
    exact = {n for step in steps if step.like == 1.0 for n in range(step.start, step.end)}
    for run in _runs(steps):
        if not _similar(run, written, said) and (fault := _fault(run, written, said, exact)):
            yield fault


def _fault(
    run: Step, written: Sequence[str], said: Sequence[str], exact: Container[int]
) -> Fault | None:
    """What is wrong where other words were heard, None for little; `exact` were heard as written.

    "he went home again last night", heard without its last two words: cut off: last night
    """
    wanted, got = written[run.start : run.end], said[run.heard_start : run.heard_end]
    more, letters = len(got) - len(wanted), len("".join(got)) - len("".join(wanted))
    first, last = run.start == 0, run.end == len(written)
    few = AT_ENDS if first or last else MISSING
    # Beside a word that was mistaken it may be part of what was: `residuary legatee`, residuality.
    beside = {run.start - 1, run.end} & {*range(len(written))}
    clear = all(at in exact for at in beside)
    gone = clear and not got and max(map(len, wanted)) >= LONG
    if gone or (-more >= few and -letters >= LETTERS * few):
        return Fault(_kind_of_loss(first=first, last=last), " ".join(wanted), -more)
    return _added(run, said, more, letters) or _replaced(wanted, got)


def _kind_of_loss(*, first: bool, last: bool) -> FaultKind:
    if last:
        return "cut off"
    return "begins late" if first else "missing"


def _added(run: Step, said: Sequence[str], more: int, letters: int) -> Fault | None:
    """Words that were heard `more` than written, so many letters in all, as a fault if they are."""
    got = " ".join(said[run.heard_start : run.heard_end])
    if more >= REPEATED and _again(run, said):
        return Fault("repeated", got, more)
    return Fault("added", got, more) if more >= ADDED and letters >= LETTERS * ADDED else None


def _replaced(wanted: Sequence[str], got: Sequence[str]) -> Fault | None:
    if min(len(wanted), len(got)) < OTHER:
        return None
    return Fault("other words", " ".join(got), len(wanted))


def _again(run: Step, said: Sequence[str]) -> bool:
    """Whether the words heard in a run are also right before it or right after it."""
    start, end = run.heard_start, run.heard_end
    got = list(said[start:end])
    return got in (list(said[start - len(got) : start]), list(said[end : end + len(got)]))
