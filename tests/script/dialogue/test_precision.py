"""What is decided is right: the passages that people have read, and the measure itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.dialogue import FOLDER, Score, found_by_narrate, nearest_name, read_passage, score

PASSAGES = sorted(FOLDER.glob("*.txt"))


@pytest.mark.parametrize("names", [False, True])
def test_at_least_95_of_a_hundred_attributed_quotations_are_right(names: bool) -> None:
    ours, rival = Score(), Score()
    for file in PASSAGES:
        passage = read_passage(file)
        ours += score(passage, found_by_narrate(passage, names))
        rival += score(passage, nearest_name(passage))
    assert ours.quotations > 450
    assert ours.right >= 0.95 * ours.attributed
    assert ours.right >= 0.75 * ours.quotations
    assert rival.right < 0.8 * rival.attributed


def test_the_score_of_attribution_counts_wrong_speakers(tmp_path: Path) -> None:
    file = tmp_path / "p.txt"
    file.write_text("# half: x\n@ Tom | Tommy\n\n{Tom}“Hi,” said Tommy. {?}“No.”\n\n{Ann}“Ah.”\n")
    passage = read_passage(file)
    spoken = list(passage.speakers)
    right = score(passage, {spoken[0]: "the tommy", spoken[1]: "?", spoken[2]: "?"})
    assert (right.quotations, right.attributed, right.right) == (2, 1, 1)
    wrong = score(passage, {spoken[0]: "Ann", spoken[1]: "Tom", spoken[2]: "Ann"})
    assert (wrong.attributed, wrong.right) == (3, 1)
