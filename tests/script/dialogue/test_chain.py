"""Speeches weighed together: chances that are chances, and turns that follow from neighbours."""

from __future__ import annotations

import itertools
import math

from hypothesis import given
from hypothesis import strategies as st

from narrate.script.dialogue.chain import FOLLOWS, WEIGHTS, Chain, score
from narrate.script.dialogue.quotations import Quotation
from narrate.script.dialogue.scene import OTHER, Features, Gap, QuotedLine, Speech, Turn

NAMES = st.lists(st.sampled_from(["Ann", "Tom", "", "the man"]), min_size=1, unique=True)
GAPS: tuple[Gap, ...] = ("next", "near", "far")


def speech(candidates: dict[str, Features], gap: Gap = "next") -> Speech:
    line = QuotedLine(Quotation(0, 1, 0), 0)
    return Speech(Turn(0, 0, 1, True), [line], gap, candidates)


SPEECHES = st.builds(
    lambda names, gap: speech({who: {"mentions": 1.0} for who in (*names, OTHER)}, gap),
    NAMES,
    st.sampled_from(GAPS),
)


def ways(chain: Chain) -> dict[tuple[str, ...], float]:
    """Every way in which candidates may follow each other, with its score, one by one."""
    found = {}
    for way in itertools.product(*(each.candidates for each in chain.speeches)):
        total, before = 0.0, ("^", "^")
        for each, who in zip(chain.speeches, way, strict=True):
            total += score(each.candidates[who], chain.weights)
            total += chain.weights.get(f"{kind(*before, who)} {each.gap}", 0.0)
            before = (before[1], who)
        found[way] = total
    return found


def kind(first: str, second: str, third: str) -> str:
    if third == OTHER:
        return "other"
    if third == second:
        return "again"
    if third == first:
        return "turns"
    return "after other" if OTHER in (first, second) else "new"


@given(st.lists(SPEECHES, min_size=1, max_size=4))
def test_chances_are_those_of_all_ways_one_by_one(speeches: list[Speech]) -> None:
    chain = Chain(speeches, WEIGHTS)
    all_ways = ways(chain)
    total = math.log(sum(map(math.exp, all_ways.values())))
    assert math.isclose(chain.likelihood(), total, abs_tol=1e-6)
    for i, chances in enumerate(chain.probabilities()):
        assert math.isclose(sum(chances.values()), 1.0, abs_tol=1e-6)
        for who, chance in chances.items():
            some = sum(math.exp(s - total) for way, s in all_ways.items() if way[i] == who)
            assert math.isclose(chance, some, abs_tol=1e-6)


def test_two_who_talk_speak_in_turn() -> None:
    both: dict[str, Features] = {"Ann": {}, "Tom": {}}
    ann: dict[str, Features] = {"Ann": {}}
    tom: dict[str, Features] = {"Tom": {}}
    run = [speech(each) for each in (ann, tom, both, both, ann)]
    chances = Chain(run, WEIGHTS).probabilities()
    assert chances[2]["Ann"] > 0.9
    assert chances[3]["Tom"] > 0.9


def test_every_way_to_follow_has_a_weight() -> None:
    assert {f"{kind} {gap}" for kind in FOLLOWS for gap in GAPS} <= WEIGHTS.keys()
