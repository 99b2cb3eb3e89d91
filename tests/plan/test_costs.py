from __future__ import annotations

from pathlib import Path

from narrate.engines.opened import Engines
from narrate.plan.costs import Costs
from narrate.plan.plan import everything, survey
from narrate.plan.preview import preview
from narrate.recording.store import Store
from narrate.run.pipeline import run
from narrate.run.reporter import Reporter
from narrate.settings import load_settings
from tests.conftest import Project


def test_a_take_that_several_chapters_need_counts_for_the_first(tmp_path: Path) -> None:
    (tmp_path / "input").mkdir()
    book = "# One\n\nHe went home.\n\n# Two\n\nHe went home.\n\nHe slept.\n"
    (tmp_path / "input" / "book.md").write_text(book, encoding="utf-8")
    (tmp_path / "pipeline.yaml").write_text("engine: hibari\n", encoding="utf-8")
    settings = load_settings(tmp_path / "pipeline.yaml")
    engines = Engines(settings)
    found = survey(settings, [], everything, engines)
    costs = Costs(found.plans, Store(settings.store), engines)
    one, two = map(costs.chapter, found.plans[0].chapters)
    assert (one.chunks, one.to_record, one.recorded) == (2, 2, 0)
    assert (two.chunks, two.to_record, two.recorded) == (3, 2, 1)
    outlook = costs.outlook(found)
    assert (outlook.chunks, outlook.to_record, outlook.reused) == (5, 4, 0)
    assert costs.books == {found.plans[0].manuscript: (0, 0.0)} and outlook.cost is None


async def test_a_plan_asks_the_engines_also_inside_a_running_loop(project: Project) -> None:
    project.write("CHAPTER 1\n\n\nHe went home.\n")
    notes = preview(project.settings(preflight=True)).notes
    assert any(note.startswith("waves") for note in notes), notes
    assert project.asked() == 0


HINDI = "# एक\n\nवह घर गया। उसने कहा, “चलो।” फिर वह सो गया।\n"
ENGLISH = "# One\n\nHe went home. He slept.\n"


def problems(folder: Path, books: dict[str, str]) -> tuple[str, ...]:
    (folder / "input").mkdir()
    for name, text in books.items():
        (folder / "input" / name).write_text(text, encoding="utf-8")
    (folder / "pipeline.yaml").write_text("engine: hibari\ndialogue: wren\n", encoding="utf-8")
    settings = load_settings(folder / "pipeline.yaml", {})
    return preview(settings, [], wanted=lambda number: True).problems


def test_a_plan_names_the_book_that_a_run_would_leave_out_once(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, {"english.md": ENGLISH, "hindi.md": HINDI})
    assert problem.startswith(
        "hindi.md: a run would leave it out: hibari speaks only English, not Hindi (hi)"
    )


def test_a_plan_names_no_book_where_every_one_would_stop_the_run(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, {"one.md": HINDI, "two.md": HINDI})
    assert problem.startswith("a run would stop: hibari speaks only English, not Hindi (hi)")


def test_a_plan_names_the_first_of_several_books_that_a_run_would_leave_out(tmp_path: Path) -> None:
    books = {"a.md": HINDI, "b.md": HINDI.replace("घर", "गाँव"), "c.md": ENGLISH}
    (problem,) = problems(tmp_path, books)
    assert problem.startswith("a.md and 1 more: a run would leave them out: ")


PROSE = "The ferry left at six, and nobody on the quay looked up to see who stood at the rail. "


def outlook(folder: Path, more: str = "", *, record: bool = False) -> tuple[float, float | None]:
    """Seconds and pace of a plan of the whole book, before or after a run."""
    settings = load_settings(config(folder, more))
    if record:
        assert run(settings, reporter=Reporter()).exit_code == 0
    (book,) = preview(settings).books
    return book.totals["seconds"], book.pace


def config(folder: Path, more: str) -> Path:
    (folder / "input").mkdir(exist_ok=True)
    talk = "“Where are we going?” she asked.\n\n“Home,” he said, “or somewhere like it.”\n\n"
    (folder / "input" / "book.md").write_text(
        f"# One\n\n{PROSE * 9}\n\n{talk}{PROSE * 2}\n", "utf-8"
    )
    text = "engine: pico\nlanguage: en-GB\ndeliver: {formats: [wav], read_along: []}\n"
    (folder / "pipeline.yaml").write_text(text + more, "utf-8")
    return folder / "pipeline.yaml"


def test_a_plan_knows_the_length_before_and_to_the_second_after_takes_are_there(
    tmp_path: Path,
) -> None:
    planned, pace = outlook(tmp_path)
    real, after = outlook(tmp_path, record=True)
    assert abs(planned / real - 1) < 0.1  # one short text; books are measured in benchmarks/length
    assert pace and after and abs(pace / after - 1) < 0.1
    (tmp_path / "output" / "book" / "01 - One.wav").unlink()
    recorded, _ = outlook(tmp_path)
    assert abs(recorded - real) < 0.02 * real


def test_a_pace_makes_the_book_about_that_fast(tmp_path: Path) -> None:
    slow, pace = outlook(tmp_path, "pace: 120\n")
    fast, other = outlook(tmp_path, "pace: 180\n")
    assert slow > 1.3 * fast
    assert pace and other and abs(other / pace - 1.5) < 0.05


def test_a_plan_says_whose_pace_cannot_be_kept(tmp_path: Path) -> None:
    waves = "characters: {Ann: {engine: waves, voice: meher, language: en}}\n"
    book = "# One\n\n“I left,” said Ann. “It rained.”\n"
    settings = load_settings(config(tmp_path, f"pace: 150\n{waves}"))
    (tmp_path / "input" / "book.md").write_text(book, "utf-8")
    (note,) = [n for n in preview(settings).notes if "pace" in n]
    assert note == (
        "pace: 150 cannot be kept by waves/meher: its own pace was never measured; set speed in"
        " place of pace"
    )
    settings = load_settings(config(tmp_path, "pace: 400\n"))
    (note,) = [n for n in preview(settings).notes if "pace" in n]
    assert note.startswith("pace: 400 cannot be kept by pico/en-GB, which reads about ")
    assert note.endswith(" words a minute at speed 2")
