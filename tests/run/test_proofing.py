"""Whole books whose takes are heard: bad ones are recorded again, and never more than needed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import narrate
from narrate.cli.main import main
from narrate.engines.opened import Engines
from narrate.plan.plan import survey
from narrate.plan.preview import preview
from narrate.recording.store import Store
from narrate.report import RunReport, closing_lines
from narrate.run.proofing import division_of_cores
from tests.conftest import Project, RecordingReporter
from tests.listening.prepared import ScriptedRecogniser
from tests.run.conftest import Slips


def run(project: Project, recogniser: ScriptedRecogniser, **overrides: object) -> RunReport:
    return narrate.run(
        project.settings(**overrides), reporter=RecordingReporter(), recogniser=recogniser
    )


def counts(report: RunReport) -> dict[str, Any]:
    return dict(report.as_json()["books"][0]["counts"])


def doubtful(report: RunReport) -> list[dict[str, Any]]:
    return list(report.as_json()["books"][0]["doubtful"])


def test_good_takes_are_recorded_once_and_heard_once(
    project: Project, spoken: str, slips: Slips, recogniser: ScriptedRecogniser
) -> None:
    report = run(project, recogniser)
    assert report.exit_code == 0 and doubtful(report) == []
    assert recogniser.times == project.asked() == counts(report)["recorded"]
    delivered = project.delivered()
    (project.folder / "output").rename(project.folder / "old")
    run(project, recogniser)
    assert recogniser.times == project.asked() == counts(report)["recorded"]
    assert project.delivered() == delivered


def test_a_bad_take_is_recorded_again_and_the_good_one_delivered(
    project: Project, spoken: str, slips: Slips, recogniser: ScriptedRecogniser, tmp_path: Path
) -> None:
    run(project, recogniser)
    clean = project.delivered()
    (project.folder / ".narrate").rename(tmp_path / "old-store")
    (project.folder / "output").rename(tmp_path / "old-output")
    asked, billed = project.asked(), project.server.billed

    cut = spoken.replace(", because the first time she had lost her place", "")
    slips[spoken] = ["", cut]  # the first time was that of the clean run
    report = run(project, recogniser)

    assert report.exit_code == 0 and doubtful(report) == []
    assert project.delivered() == clean
    assert project.asked() - asked == asked + 1
    kept = counts(report)
    assert (kept["retakes"], kept["retake_characters"]) == (1, len(spoken))
    assert kept["recorded"] == asked and kept["retries"] == 0
    assert kept["billed_characters"] == kept["planned_characters"] + len(spoken)
    assert kept["billed_characters"] == project.server.billed - billed
    assert any(f"{len(spoken)} for retakes" in line for line in closing_lines(report))
    (outtake,) = (project.folder / ".narrate/outtakes").iterdir()
    assert outtake.stat().st_size > 0


def bad_three_times(spoken: str) -> list[str]:
    return [
        spoken.replace(", because the first time she had lost her place", ""),
        spoken.replace("the first time she had ", ""),
        spoken.replace("the steps twice, because the first time she ", ""),
    ]


def test_the_best_of_doubtful_takes_is_kept_told_and_never_paid_for_again(
    project: Project, spoken: str, slips: Slips, recogniser: ScriptedRecogniser, tmp_path: Path
) -> None:
    slips[spoken] = bad_three_times(spoken)
    report = run(project, recogniser)
    assert report.exit_code == 0
    (doubt,) = doubtful(report)
    assert doubt["heard"] == slips[spoken][1]
    assert doubt["chapter"] == 1 and doubt["text"] and doubt["id"].startswith("001-")
    assert doubt["fault"] == "missing: the first time she had"
    assert any("doubtful: 001-" in line for line in closing_lines(report))
    asked, delivered = project.asked(), project.delivered()
    assert counts(report)["retakes"] == 2

    (project.folder / "output").rename(tmp_path / "old-output")
    again = run(project, recogniser)
    assert project.asked() == asked and counts(again)["retakes"] == 0
    assert project.delivered() == delivered
    assert doubtful(again) == [doubt]


def test_an_interrupted_run_uses_the_retakes_it_paid_for(
    project: Project,
    spoken: str,
    slips: Slips,
    recogniser: ScriptedRecogniser,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    slips[spoken] = bad_three_times(spoken)[:1]

    def die(self: Store, key: str, better: str) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as dying:
        dying.setattr(Store, "replace", die)
        with pytest.raises(KeyboardInterrupt):
            run(project, recogniser)
    asked = project.asked()
    assert run(project, recogniser).exit_code == 0
    assert len([text for text in project.server.texts if text == spoken]) == 2
    assert project.asked() >= asked


def test_a_cap_that_leaves_no_money_for_retakes_stops_nothing(
    project: Project, spoken: str, slips: Slips, recogniser: ScriptedRecogniser
) -> None:
    slips[spoken] = bad_three_times(spoken)
    engines = Engines(project.settings())
    (plan,) = survey(project.settings(), [], lambda number: True, engines).plans
    planned = sum(len(c.spoken) for chapter in plan.chapters for _, c in chapter.lines())
    report = run(project, recogniser, max_characters=planned)
    assert counts(report)["billed_characters"] == planned
    assert report.exit_code == 0 and report.problems == ()
    assert len(doubtful(report)) == 1 and counts(report)["retakes"] == 0
    assert counts(report)["failed"] == 0


def test_a_take_that_is_damaged_before_it_is_heard_is_recorded_again(
    project: Project, spoken: str, slips: Slips, recogniser: ScriptedRecogniser
) -> None:
    project.configure("language: en\n")
    run(project, recogniser)
    asked, takes = project.asked(), sorted((project.folder / ".narrate/takes").rglob("*.wav"))
    content = bytearray(takes[0].read_bytes())
    content[-1000] ^= 1
    takes[0].write_bytes(content)
    project.configure("listen: {takes: true}\nlanguage: en\n")
    report = run(project, recogniser)
    assert report.exit_code == 0 and project.asked() == asked + 1
    assert recogniser.times == asked


def test_proof_listening_turned_on_later_hears_old_takes_and_off_leaves_them(
    project: Project, spoken: str, slips: Slips, recogniser: ScriptedRecogniser
) -> None:
    project.configure("language: en\n")
    run(project, recogniser)
    assert recogniser.times == 0
    project.configure("listen: {takes: true}\nlanguage: en\n")
    run(project, recogniser)
    assert recogniser.times == project.asked()
    project.configure("language: en\n")
    statuses = {c.status for book in run(project, recogniser).books for c in book.chapters}
    assert statuses == {"unchanged"}


def test_an_engine_that_always_says_the_same_is_asked_for_no_retake(
    project: Project, recogniser: ScriptedRecogniser
) -> None:
    project.write("CHAPTER 1\n\n\nThe boats knocked softly against the wall at night.\n")
    project.configure("listen: {takes: true, retakes: 3}\nlanguage: en\n")
    report = run(project, recogniser, engine="pico", voice="en-GB")
    kept = counts(report)
    assert report.exit_code == 0 and kept["requests"] == kept["chunks"]
    assert len(doubtful(report)) == kept["chunks"]  # the recogniser reads nothing in real speech


def test_takes_in_a_language_that_is_not_heard_well_are_not_heard(
    project: Project, spoken: str, slips: Slips, tmp_path: Path
) -> None:
    recogniser = ScriptedRecogniser(tmp_path / "heard.txt", frozenset({"es"}))
    told = RecordingReporter()
    report = narrate.run(project.settings(), reporter=told, recogniser=recogniser)
    assert recogniser.times == 0 and doubtful(report) == []
    assert [w for w in told.warnings if "takes in en are not checked" in w]


def test_a_plan_says_that_takes_may_be_recorded_again(project: Project, spoken: str) -> None:
    def notes(**overrides: object) -> list[str]:
        found = preview(project.settings(**overrides), [], wanted=lambda number: True).notes
        return [note for note in found if note.startswith("listen:")]

    (note,) = notes()
    assert "up to 2 times each" in note
    assert notes(engine="hibari", voice="heart") == []


def test_a_run_without_the_listening_extra_says_so_before_it_sends_anything(
    project: Project,
    spoken: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    find: Callable[[str], object] = lambda name: None  # noqa: E731
    monkeypatch.setattr("narrate.listening.whisper.importlib.util.find_spec", find)
    assert main(["run", "--config", str(project.folder / "pipeline.yaml")]) == 2
    assert "pip install '.[listen]'" in capsys.readouterr().err
    assert project.asked() == 0


def test_chapters_that_were_heard_are_up_to_date_for_a_run_that_does_not_listen(
    project: Project, spoken: str, slips: Slips, recogniser: ScriptedRecogniser
) -> None:
    run(project, recogniser)
    project.configure("language: en\n")
    path = project.folder / "pipeline.yaml"
    path.write_text(path.read_text().replace("read_along: []", "read_along: [player]"))
    report = run(project, recogniser)
    assert [c.status for c in report.books[0].chapters] == ["unchanged"]
    assert (project.folder / "output/book/player.html").is_file()


@pytest.mark.parametrize(
    ("cores", "gigabytes", "divided"),
    [(2, None, (2, 1)), (16, None, (16, 1)), (16, 2.0, (5, 3)), (4, 0.5, (1, 4)), (1, 64, (1, 1))],
)
def test_takes_are_heard_on_all_cores_within_a_bound_of_memory(
    cores: int,
    gigabytes: float | None,
    divided: tuple[int, int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("narrate.run.proofing.usable_cores", lambda: cores)
    monkeypatch.setattr("narrate.run.proofing.usable_memory", lambda: 32 * 10**9)
    assert division_of_cores(gigabytes) == divided
