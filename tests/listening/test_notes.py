from __future__ import annotations

from pathlib import Path

from narrate.listening.recogniser import Heard, Notes

HEARD = Heard("call me ishmael", 0.25, (("call", -0.25), ("me", -7.5)))


def test_listening_notes_remember_what_was_heard_in_a_take(tmp_path: Path) -> None:
    path = tmp_path / "store" / "heard.sqlite"
    with Notes(path, "whisper 1") as notes:
        notes.keep("k", 7, "en", HEARD)
    with Notes(path, "whisper 1") as notes:
        assert notes.find("k", 7, "en") == HEARD
        assert notes.find("k", 8, "en") is None  # another take under the same key
        assert notes.find("k", 7, "es") is None
    with Notes(path, "whisper 2") as other:
        assert other.find("k", 7, "en") is None


def test_damaged_listening_notes_are_replaced_by_empty_ones(tmp_path: Path) -> None:
    path = tmp_path / "heard.sqlite"
    path.write_bytes(b"no database " * 1000)
    with Notes(path, "whisper 1") as notes:
        notes.keep("k", 7, "en", HEARD)
        assert notes.find("k", 7, "en") == HEARD
