"""Who speaks when all of a chapter's speeches are weighed together.

A chain over the speeches in order: what speaks for each candidate (`evidence`), and whose turn it
is after the last two speakers. Sums over all ways in which the candidates may follow each other
(forward-backward over pairs), so that each candidate has a probability.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Final

import numpy as np
from numpy.typing import NDArray

from narrate.script.dialogue.scene import OTHER, Features, Speech

Weights = Mapping[str, float]
Scores = NDArray[np.float64]
_START: Final = "^"
"""Stands for the speakers before the first speech"""

WEIGHTS: Final[Weights] = json.loads(
    resources.files("narrate.script").joinpath("data", "speakers.json").read_text("utf-8")
)["weights"]


FOLLOWS: Final = ("other", "again", "turns", "after other", "new")
"""How a speaker may follow two others: somebody unknown, the second again, the first, after
somebody unknown, somebody new"""
_NEW: Final = FOLLOWS.index("new")


@dataclass(frozen=True, slots=True)
class Chain:
    """Speeches with the scores of their candidates."""

    speeches: Sequence[Speech]
    weights: Weights

    def names(self, i: int) -> list[str]:
        """The candidates of a speech; before the first one nobody."""
        return list(self.speeches[i].candidates) if i >= 0 else [_START]

    def scores(self, i: int) -> Scores:
        """The score of each candidate of a speech by its own evidence."""
        candidates = self.speeches[i].candidates.values()
        return np.array([score(each, self.weights) for each in candidates])

    def steps(self, i: int) -> Scores:
        """The score of each candidate of a speech behind each pair of speakers before it."""
        gap = self.speeches[i].gap
        weights: Scores = np.array([self.weights.get(f"{kind} {gap}", 0.0) for kind in FOLLOWS])
        return weights[self.kinds(i)]

    def kinds(self, i: int) -> NDArray[np.int64]:
        """Which of FOLLOWS each candidate of a speech is, behind each pair before it."""
        one = np.array(self.names(i - 2), object)[:, None, None]
        two = np.array(self.names(i - 1), object)[None, :, None]
        three = np.array(self.names(i), object)[None, None, :]
        shape = np.broadcast_shapes(one.shape, two.shape, three.shape)
        kinds = np.where((one == OTHER) | (two == OTHER), FOLLOWS.index("after other"), _NEW)
        kinds = np.where(three == one, FOLLOWS.index("turns"), kinds)
        kinds = np.where(three == two, FOLLOWS.index("again"), kinds)
        kinds = np.where(three == OTHER, FOLLOWS.index("other"), kinds)
        return np.broadcast_to(kinds, shape)

    def likelihood(self) -> float:
        """The logarithm of the sum of all ways; higher where the speeches fit together better."""
        last = np.zeros((1, 1))
        for i in range(len(self.speeches)):
            last = _sum(last[:, :, None] + self.steps(i) + self.scores(i)[None, None, :], 0)
        return float(_sum(_sum(last, 0), 0))

    def probabilities(self) -> list[dict[str, float]]:
        """For each speech how likely each of its candidates is."""
        count = len(self.speeches)
        ahead: list[Scores] = []
        last = np.zeros((1, 1))
        for i in range(count):
            pairs = last[:, :, None] + self.steps(i) + self.scores(i)[None, None, :]
            last = _sum(pairs, 0)
            ahead.append(last)
        back = np.zeros_like(ahead[-1]) if ahead else np.zeros((1, 1))
        found: list[dict[str, float]] = []
        for i in reversed(range(count)):
            chance = ahead[i] + back
            chance = np.exp(chance - _sum(_sum(chance, 0), 0))
            found.append(dict(zip(self.names(i), chance.sum(0).tolist(), strict=True)))
            if i:
                pairs = self.steps(i) + self.scores(i)[None, None, :] + back[None, :, :]
                back = _sum(pairs, 2)
        return found[::-1]


def score(features: Features, weights: Weights) -> float:
    """The weighed sum of what speaks for somebody."""
    return sum(weights.get(name, 0.0) * value for name, value in features.items())


def _sum(values: Scores, axis: int) -> Scores:
    """The logarithm of the sum of exponentials."""
    most = values.max(axis=axis, keepdims=True)
    total: Scores = np.log(np.exp(values - most).sum(axis=axis)) + np.squeeze(most, axis=axis)
    return total
