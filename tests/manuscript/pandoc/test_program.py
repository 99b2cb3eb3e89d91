"""The program pandoc: found, bounded, its complaints put into one line."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from narrate.manuscript.pandoc.program import PandocFailed, convert, find_pandoc, included
from tests.manuscript.pandoc.standin import put_stand_in

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a script")


@pytest.fixture
def program(tmp_path: Path) -> Path:
    return put_stand_in(tmp_path / "bin")


def test_a_pandoc_on_the_path_is_found(
    program: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "path", [str(tmp_path)])  # the extra, if it is there, is not seen
    monkeypatch.setenv("PATH", str(program.parent))
    assert find_pandoc() == program
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find_pandoc() is None


def test_the_program_of_the_extra_counts_before_the_path(
    program: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    package = tmp_path / "site" / "pypandoc"
    brought = put_stand_in(package / "files")
    (package / "__init__.py").write_text("raise ImportError('it is never imported')\n")
    monkeypatch.setattr(sys, "path", [str(tmp_path / "site")])
    monkeypatch.delitem(sys.modules, "pypandoc", raising=False)
    monkeypatch.setenv("PATH", str(program.parent))
    assert find_pandoc() == brought


def test_a_document_becomes_a_page(program: Path) -> None:
    made = convert(program, "latex", "\\chapter{One}\n\nThe boat — “so” — came in.\n")
    assert "<h1>One</h1><p>The boat — “so” — came in.</p>" in made.html.decode()
    assert made.warnings == made.skipped == ()


def test_what_pandoc_warns_of_and_skips_is_kept(program: Path) -> None:
    made = convert(program, "latex", "One.\\mine{He went away}\\mine{2cm}\\input{ch2}\n")
    assert made.warnings == ("Could not load include file ch2.tex at line 1 column 9",)
    assert made.skipped == ("He went away",)


@pytest.mark.parametrize(
    ("what", "told"),
    [
        ("loop", r"reading it takes more than 1 s or too much memory; split the file"),
        ("heap", r"reading it takes too much memory; split the file"),
        ("flood", r"it makes more than 64 MB of text; split the file"),
        ("old", r"this pandoc is too old; pip install '\.\[pandoc\]' brings a newer one"),
        ("error", r"pandoc cannot read it: at \(line 3, column 1\): unexpected end of input; corr"),
    ],
)
def test_a_pandoc_that_fails_is_ended_and_told_in_one_line(
    program: Path, what: str, told: str
) -> None:
    with pytest.raises(PandocFailed, match=told) as raised:
        convert(program, "latex", f"MISBEHAVE {what}", seconds=1 if what == "loop" else 20)
    assert "\n" not in str(raised.value)


def test_a_program_that_does_not_start_is_told(tmp_path: Path) -> None:
    (tmp_path / "pandoc").write_text("no program")
    with pytest.raises(PandocFailed):
        convert(tmp_path / "pandoc", "latex", "One.")


def test_many_included_files_are_counted() -> None:
    assert included([f"ch{number}.tex" for number in range(9)]).startswith(
        "it includes ch0.tex, ch1.tex, ch2.tex, ch3.tex and 5 more, which narrate does not read"
    )
