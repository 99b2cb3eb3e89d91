import json
import os
from pathlib import Path

import pytest

from narrate.errors import StoreError
from narrate.files.disk import write_bytes
from narrate.timeline import (
    ChapterTiming,
    ChunkTiming,
    SentenceTiming,
    Timeline,
    as_json,
    write_json,
)


def chunk(index: int, source: tuple[int, int] | None, start: int, end: int) -> ChunkTiming:
    sentence = SentenceTiming("Text.", source, start + 360, end - 960, exact=True)
    return ChunkTiming(
        f"001-{index:04}", "paragraph", "Text.", "heart", "hibari", None, source,
        start, end, -20.5, (sentence,),
    )  # fmt: skip


def test_an_entry_of_the_timeline_is_as_the_contract_says() -> None:
    entry = ChapterTiming(
        number=1,
        title="One",
        kind="chapter",
        part=1,
        parts=1,
        file="01 - One.mp3",
        files=("01 - One.mp3", "01 - One.flac"),
        sample_rate=24000,
        samples=90000,
        chunks=(chunk(0, None, 18000, 30000), chunk(1, (0, 5), 38400, 42000)),
    )
    (written,) = as_json(Timeline((entry,)))["chapters"]
    assert written == {
        "number": 1,
        "title": "One",
        "kind": "chapter",
        "part": 1,
        "parts": 1,
        "file": "01 - One.mp3",
        "files": ["01 - One.mp3", "01 - One.flac"],
        "sample_rate": 24000,
        "samples": 90000,
        "chunks": [
            {
                "id": "001-0000",
                "kind": "paragraph",
                "text": "Text.",
                "voice": "heart",
                "engine": "hibari",
                "speaker": None,
                "source": None,
                "start": 18000,
                "end": 30000,
                "level": -20.5,
                "sentences": [
                    {"text": "Text.", "source": None, "start": 18360, "end": 29040, "exact": True}
                ],
            },
            {
                "id": "001-0001",
                "kind": "paragraph",
                "text": "Text.",
                "voice": "heart",
                "engine": "hibari",
                "speaker": None,
                "source": [0, 5],
                "start": 38400,
                "end": 42000,
                "level": -20.5,
                "sentences": [
                    {"text": "Text.", "source": [0, 5], "start": 38760, "end": 41040, "exact": True}
                ],
            },
        ],
    }


def test_json_files_are_written_for_people(tmp_path: Path) -> None:
    path = tmp_path / "timeline.json"
    write_json(path, {"title": "Ça 漢 \ud800", "number": 1.5})
    assert "Ça 漢" in path.read_text("utf-8")
    assert json.loads(path.read_bytes()) == {"title": "Ça 漢 \ud800", "number": 1.5}
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("content", [{"x": float("nan")}, {"x": object()}])
def test_content_that_is_no_json_leaves_the_old_json_file(tmp_path: Path, content: object) -> None:
    path = tmp_path / "report.json"
    write_json(path, {"old": True})
    with pytest.raises((ValueError, TypeError)):
        write_json(path, content)
    assert json.loads(path.read_bytes()) == {"old": True}
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_is_replaced_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "report.json"
    write_bytes(path, b"old")

    def full(handle: int) -> None:
        assert path.read_bytes() == b"old", "nothing has touched it yet"
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StoreError, match="disk full"):
        write_bytes(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_is_on_the_disk_before_it_has_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, synced, sync = tmp_path / "x", [], os.fsync

    def watch(handle: int) -> None:
        synced.append(path.exists())
        sync(handle)

    monkeypatch.setattr(os, "fsync", watch)
    write_bytes(path, b"content")
    assert synced in ([False, True], [False]), "the file first, then the name, if a folder can be"
    assert path.read_bytes() == b"content"
