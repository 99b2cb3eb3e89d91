"""Credits, the sample, chapters in parts and announced numbers, in whole runs."""

from __future__ import annotations

import json
import wave
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Project, story


def configure(project: Project, deliver: str = "", more: str = "") -> None:
    """pipeline.yaml with wav files, no read-along, and what a test wants of `deliver`."""
    project.configure()
    path = project.folder / "pipeline.yaml"
    lines = [line for line in path.read_text("utf-8").splitlines() if "deliver" not in line]
    extra = f", {deliver}" if deliver else ""
    lines.append(f"deliver: {{formats: [wav], read_along: [], profile: none{extra}}}")
    path.write_text("\n".join(lines) + "\n" + more, encoding="utf-8")


def timeline(project: Project) -> list[dict[str, Any]]:
    """The entries of timeline.json."""
    text = (project.folder / "output/book/timeline.json").read_text("utf-8")
    chapters: list[dict[str, Any]] = json.loads(text)["chapters"]
    return chapters


BOOK = "books: {book.txt: {title: The Lamp, author: A. Writer}}\n"


def test_a_long_chapter_is_delivered_in_parts(project: Project) -> None:
    configure(project, "max_minutes: 1")
    project.write(story(chapters=1, paragraphs=20) + "\n\n\nCHAPTER 2\n\n\nShort.\n")
    report = project.run()
    first = report.books[0].chapters[0]
    parts = [entry for entry in timeline(project) if entry["number"] == 1]
    assert len(parts) > 1
    assert first.file == "01 - CHAPTER 1 - Part 1.wav"
    assert first.files == tuple(entry["file"] for entry in parts)
    assert {(e["part"], e["parts"]) for e in parts} == {
        (n, len(parts)) for n in range(1, len(parts) + 1)
    }
    chunks = [chunk["id"] for entry in parts for chunk in entry["chunks"]]
    assert chunks == sorted(set(chunks)), "every chunk once, in order"
    assert len(chunks) == 21
    lengths = [_seconds(project, entry["file"]) for entry in parts]
    assert max(lengths) <= 60
    assert max(lengths) - min(lengths) < 10
    for entry in parts:
        head = entry["chunks"][0]["sentences"][0]["start"] / entry["sample_rate"]
        assert head == pytest.approx(0.75, abs=0.02)
    stamps = _stamps(project.folder / "output")
    assert {c.status for c in project.run().books[0].chapters} == {"unchanged"}
    assert _stamps(project.folder / "output") == stamps
    configure(project)
    asked = project.asked()
    assert project.run().books[0].chapters[0].file == "01 - CHAPTER 1.wav"
    assert sorted(project.delivered()) == ["01 - CHAPTER 1.wav", "02 - CHAPTER 2.wav"]
    assert project.asked() == asked


def test_the_sample_is_the_beginning_of_the_book_and_no_longer_than_asked(project: Project) -> None:
    configure(project, "sample_minutes: 0.5, credits: {opening: true}", BOOK)
    text = story(chapters=2, paragraphs=4)
    project.write(text)
    assert project.run().exit_code == 0
    sample = project.folder / "output/book/The Lamp - Sample.wav"
    assert 20 < _seconds(project, sample.name) <= 30
    assert "Sample" not in json.dumps(timeline(project))
    stamp = sample.stat().st_mtime_ns
    project.write(text.replace("Paragraph 2004", "Altered 2004"))
    project.run()
    assert sample.stat().st_mtime_ns == stamp, "it is not made of the book's end"
    sample.unlink()
    project.run()
    assert 20 < _seconds(project, sample.name) <= 30
    configure(project, "", BOOK)
    project.run()
    assert not sample.exists()


def _seconds(project: Project, name: str) -> float:
    with wave.open(str(project.folder / "output/book" / name)) as audio:
        return float(audio.getnframes() / audio.getframerate())


def _stamps(folder: Path) -> dict[str, int]:
    return {str(path): path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}
