"""Learns how much each piece of evidence for a speaker weighs, for narrate's speaker data.

    python -m benchmarks.train_speakers [--check] [FILE ...] [--books BOOK ...]

Reads passages whose speakers people have marked (those of `benchmarks/speakers`, or the files
named), lets narrate's rules find what they are sure of, and fits the weights of the chain over the
rest: maximum likelihood with a penalty on large weights, by gradient descent. A speaker in braces
that is none of the candidates counts as OTHER. Of the BOOKs half of the speeches whose tag names
the speaker are taken as if it did not. Writes narrate/script/data/speakers.json. `--check` writes
nothing: it fits without a sixth of the passages, each in turn, and prints how often those are
right, by how sure a speaker has to be.

The shipped weights are from the passages in `benchmarks/speakers` and from the books Jekyll and
Hyde, A Christmas Carol, Frankenstein, The Open Boat, The Gift of the Magi, The Happy Prince.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.dialogue import FOLDER, Passage, read_passage
from narrate.book import Chapter, speaker_key
from narrate.plan.finding import find_sources
from narrate.plan.scripting import read_book
from narrate.script.dialogue.chain import FOLLOWS, Chain
from narrate.script.dialogue.english import prepared, weigh
from narrate.script.dialogue.quotations import find_quotations
from narrate.script.dialogue.scene import OTHER, Speech
from narrate.script.dialogue.words import Gender
from narrate.script.said import said_of
from narrate.settings import load_settings

DATA = Path(__file__).parent.parent / "narrate" / "script" / "data" / "speakers.json"
PENALTY = 2.0
MASKED = 0.5
"""Weight of a chapter whose tags are hidden, beside a passage that people have marked"""
FOLDS = 6
STEPS = 80
RATE = 0.1


@dataclass(frozen=True)
class Example:
    """One passage's speeches with the candidates that are right."""

    name: str
    speeches: Sequence[Speech]
    right: Sequence[frozenset[int]]
    """Of each speech, by place among its candidates"""
    weight: float = 1.0
    """How much it counts"""


def masked(chapter: Chapter, seed: int) -> Example:
    """A chapter's speeches whose tags name the speaker, half of them as if they did not.

    Of those that are hidden half keep what a pronoun would tell.
    """
    chance = random.Random(seed)
    _, speeches, evidence = prepared(chapter, find_quotations(chapter), {})
    hidden: dict[int, str] = {}
    for i, speech in enumerate(speeches):
        tag = next((line.tag for line in speech.lines if line.tag), None)
        who = speech.speaker
        if who is not None and tag and tag.kind == "name" and chance.random() > 0.5:
            hidden[i] = who
            hide(speech, evidence.gender(who) if chance.random() < 0.5 else None)
    weigh(speeches, evidence)
    right = [
        _place(list(speech.candidates), hidden[i])
        if i in hidden
        else frozenset(range(len(speech.candidates)))
        for i, speech in enumerate(speeches)
    ]
    return Example(f"chapter {chapter.number}", speeches, right, MASKED)


def hide(speech: Speech, known: Gender | None) -> None:
    """Take from a speech what its tag says, but for a gender."""
    for line in speech.lines:
        line.speaker = None
        line.blocked, line.gender = known is not None, known
        line.tag = line.tag and line.tag._replace(kind="pronoun")


def _place(names: list[str], who: str) -> frozenset[int]:
    return frozenset({names.index(who if who in names else OTHER)})


def example_of(passage: Passage) -> Example:
    quotations = find_quotations(passage.chapter)
    _, speeches, evidence = prepared(passage.chapter, quotations, {})
    weigh(speeches, evidence)
    right = [_right(passage, speech) for speech in speeches]
    return Example(passage.name, speeches, right)


def _right(passage: Passage, speech: Speech) -> frozenset[int]:
    names = list(speech.candidates)
    if len(names) == 1:
        return frozenset({0})
    meant = [passage.speakers.get(line.quotation.start, "?") for line in speech.lines]
    known = Counter(who for who in meant if who != "?").most_common(1)
    keys = passage.names(known[0][0]) if known else set()
    found = {i for i, who in enumerate(names) if who != OTHER and speaker_key(who or "I") in keys}
    return frozenset(found or {names.index(OTHER)})


class Compiled:
    """An example as arrays: a row a candidate, a column a feature."""

    def __init__(self, example: Example, places: dict[str, int]) -> None:
        self.example = example
        self._rows: list[list[tuple[int, float]]] = []
        self._ends = [0]
        self._steps: list[np.ndarray] = []
        chain = Chain(example.speeches, {})
        for i, speech in enumerate(example.speeches):
            for features in speech.candidates.values():
                row = [(places.setdefault(n, len(places)), v) for n, v in features.items()]
                self._rows.append(row)
            self._ends.append(len(self._rows))
            names = (f"{kind} {speech.gap}" for kind in FOLLOWS)
            numbers = np.array([places.setdefault(name, len(places)) for name in names])
            self._steps.append(numbers[chain.kinds(i)])
        self._allowed = [
            np.array([0.0 if j in good else -1e9 for j in range(len(speech.candidates))])
            for speech, good in zip(example.speeches, example.right, strict=True)
        ]

    def finish(self, count: int) -> None:
        """Once all features are numbered."""
        self._matrix = np.zeros((len(self._rows), count))
        for i, row in enumerate(self._rows):
            for k, value in row:
                self._matrix[i, k] = value

    def expectations(self, weights: np.ndarray, *, held: bool) -> np.ndarray:
        """The expected features, over all ways or those that are right."""
        scores = np.split(self._matrix @ weights, self._ends[1:-1])
        if held:
            scores = [one + other for one, other in zip(scores, self._allowed, strict=True)]
        steps = [
            weights[step] + own[None, None, :]
            for step, own in zip(self._steps, scores, strict=True)
        ]
        ahead, last = [np.zeros((1, 1))], np.zeros((1, 1))
        for step in steps:
            last = _logsum(last[:, :, None] + step, 0)
            ahead.append(last)
        total = float(_logsum(_logsum(last, 0), 0))
        found = np.zeros_like(weights)
        shares: list[np.ndarray] = []
        back = np.zeros_like(last)
        for i in reversed(range(len(steps))):
            joint = np.exp(ahead[i][:, :, None] + steps[i] + back[None, :, :] - total)
            shares.append(joint.sum((0, 1)))
            found += np.bincount(
                self._steps[i].ravel(), weights=joint.ravel(), minlength=len(weights)
            )
            back = _logsum(steps[i] + back[None, :, :], 2)
        return found + np.concatenate(shares[::-1]) @ self._matrix


def _logsum(values: np.ndarray, axis: int) -> np.ndarray:
    most = values.max(axis=axis, keepdims=True)
    total: np.ndarray = np.log(np.exp(values - most).sum(axis=axis))
    total += np.squeeze(most, axis=axis)
    return total


def fit(examples: Sequence[Example]) -> dict[str, float]:
    """Weights by Adam on the penalised likelihood."""
    places: dict[str, int] = {}
    compiled = [Compiled(example, places) for example in examples if example.speeches]
    for each in compiled:
        each.finish(len(places))
    weights = np.zeros(len(places))
    mean, square = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, STEPS + 1):
        gradient = -PENALTY * weights
        for each in compiled:
            held = each.expectations(weights, held=True)
            gradient += each.example.weight * (held - each.expectations(weights, held=False))
        mean = 0.9 * mean + 0.1 * gradient
        square = 0.99 * square + 0.01 * gradient**2
        weights += RATE * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
        if np.abs(gradient).max() < 0.05:
            break
    return {name: round(float(weights[k]), 3) for name, k in places.items()}


@dataclass(frozen=True)
class Judged:
    """A quotation of a passage that was held back."""

    sure: float
    """Probability of the likeliest candidate; 1 where the rules have found the speaker"""
    right: bool
    told: bool
    """Whether people would name a speaker"""


def judged(passage: Passage, example: Example, weights: Mapping[str, float]) -> Iterable[Judged]:
    """Each quotation of a passage, as the weights have it."""
    chances = Chain(example.speeches, weights).probabilities()
    for speech, chance in zip(example.speeches, chances, strict=True):
        meant = [passage.speakers.get(line.quotation.start, "?") for line in speech.lines]
        best = max(chance, key=chance.__getitem__)
        key = speaker_key(best or "I")
        for who in meant:
            good = who != "?" and key in passage.names(who)
            yield Judged(chance[best] if best != OTHER else 0.0, good, who != "?")


def table(results: Sequence[Judged]) -> None:
    told = sum(each.told for each in results)
    for sure in (0.5, 0.7, 0.8, 0.85, 0.9, 0.95, 0.97, 1.0):
        kept = [each for each in results if each.sure >= sure]
        right = sum(each.right for each in kept)
        print(
            f"  from {sure:.2f}: {len(kept):4} of {told} decided ({len(kept) / told:.1%}),"
            f" {right / max(len(kept), 1):6.1%} right"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--books", nargs="*", type=Path, default=[], metavar="BOOK")
    args = parser.parse_args()
    files = args.files or sorted(FOLDER.glob("*.txt"))
    passages = [read_passage(file) for file in files]
    examples = [example_of(passage) for passage in passages]
    hidden = hidden_in(args.books)
    if args.check:
        check(passages, examples, hidden)
        return
    weights = dict(sorted(fit([*hidden, *examples]).items()))
    DATA.write_text(json.dumps({"weights": weights}, indent=1) + "\n", "utf-8")
    print(len(weights), "weights from", len(examples), "passages and", len(hidden), "chapters")


def hidden_in(books: Sequence[Path]) -> list[Example]:
    """The chapters of books with half of their tags hidden."""
    settings = load_settings()
    read = (read_book(find_sources(settings, [book]).sources[0], settings) for book in books)
    chapters = [said_of(chapter).chapter for book in read for chapter in book.chapters]
    return [masked(chapter, seed) for seed, chapter in enumerate(chapters)]


def check(
    passages: Sequence[Passage], examples: Sequence[Example], hidden: Sequence[Example]
) -> None:
    """Prints how much is right of passages that the weights have not seen."""
    results: dict[str, list[Judged]] = {}
    for fold in range(FOLDS):
        weights = fit([*hidden, *(e for i, e in enumerate(examples) if i % FOLDS != fold)])
        for passage, example in list(zip(passages, examples, strict=True))[fold::FOLDS]:
            found = results.setdefault(passage.half, [])
            found += judged(passage, example, weights)
    for half, each in results.items():
        print(half)
        table(each)


if __name__ == "__main__":
    main()
