"""timeline.json is read with distrust: what cannot be understood is said, never believed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from narrate.check.measures.wanted import TimelineUnread, read_timeline


def chapter(**fields: Any) -> dict[str, Any]:
    sentence = {"text": "Call me.", "start": 0, "end": 400, "exact": True}
    chunk = {
        "id": "001-0000", "text": "Call me.", "voice": "olivia", "engine": "hibari",
        "source": [0, 8], "start": 0, "end": 700, "level": -20.5, "sentences": [sentence] * 2,
    }  # fmt: skip
    return {
        "number": 1, "title": "Loomings", "files": ["01 - Loomings.mp3", "01 - Loomings.flac"],
        "sample_rate": 44100, "samples": 1000, "chunks": [chunk, chunk], **fields,
    }  # fmt: skip


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "timeline.json"
    path.write_text(text)
    return path


def saved(tmp_path: Path, *chapters: dict[str, Any]) -> Path:
    return written(tmp_path, json.dumps({"title": "Moby Dick", "chapters": chapters}))


def test_a_timeline_is_read_as_it_was_written(tmp_path: Path) -> None:
    (entry,) = read_timeline(saved(tmp_path, chapter()))
    assert (entry.name, entry.sample_rate, entry.samples) == ("01 - Loomings", 44100, 1000)
    assert (entry.part, entry.parts) == (1, 1)
    assert entry.chunks[0].source == (0, 8) and entry.chunks[0].level == -20.5
    assert len(entry.sentences) == 4 and entry.sentences[0].exact


@pytest.mark.parametrize(
    ("fields", "heading"),
    [
        ({}, "Loomings"),
        ({"title": " ", "number": 7}, "Chapter 7"),
        ({"part": 2, "parts": 3}, "Loomings (2/3)"),
    ],
)
def test_a_chapter_of_the_timeline_is_called_as_in_lists_of_chapters(
    fields: dict[str, Any], heading: str, tmp_path: Path
) -> None:
    (entry,) = read_timeline(saved(tmp_path, chapter(**fields)))
    assert entry.heading == heading


def test_what_is_not_from_the_chapters_text_has_no_source(tmp_path: Path) -> None:
    chunk = {**chapter()["chunks"][0], "source": None}
    (entry,) = read_timeline(saved(tmp_path, chapter(chunks=[chunk])))
    assert entry.chunks[0].source is None


def test_a_missing_timeline_is_named_with_the_reason(tmp_path: Path) -> None:
    with pytest.raises(TimelineUnread, match=r"timeline\.json: No such file"):
        read_timeline(tmp_path / "timeline.json")


@pytest.mark.parametrize(
    "text",
    [
        "", "[]", "null", "\xff", '{"chapters": [{"number": 1}]}',
        json.dumps({"chapters": [chapter(sample_rate=0)]}),
        json.dumps({"chapters": [chapter(sample_rate=-44100)]}),
        json.dumps({"chapters": [chapter(files=[])]}),
        json.dumps({"chapters": [chapter(samples="many")]}),
    ],
)  # fmt: skip
def test_a_timeline_that_makes_no_sense_is_not_believed(text: str, tmp_path: Path) -> None:
    with pytest.raises(TimelineUnread, match="cannot be understood"):
        read_timeline(written(tmp_path, text))
