"""What the engines can speak, book by book."""

from __future__ import annotations

from pathlib import Path

from narrate.plan.preview import preview
from narrate.settings import load_settings

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
        "hindi.md: a run would leave it out: hibari speaks only English, not hi"
    )


def test_a_plan_names_no_book_where_every_one_would_stop_the_run(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, {"one.md": HINDI, "two.md": HINDI})
    assert problem.startswith("a run would stop: hibari speaks only English, not hi")


def test_a_plan_names_the_first_of_several_books_that_a_run_would_leave_out(tmp_path: Path) -> None:
    books = {"a.md": HINDI, "b.md": HINDI.replace("घर", "गाँव"), "c.md": ENGLISH}
    (problem,) = problems(tmp_path, books)
    assert problem.startswith("a.md and 1 more: a run would leave them out: ")
