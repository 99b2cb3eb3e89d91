from __future__ import annotations

from pathlib import Path

from narrate.engines.opened import Engines
from narrate.plan.costs import Costs
from narrate.plan.plan import everything, survey
from narrate.plan.preview import preview
from narrate.recording.store import Store
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
