"""`narrate init`: a folder in which narrate runs at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from narrate.cli.init import start_project
from narrate.errors import SettingsError
from narrate.settings import load_settings
from narrate.settings.schema import SCHEMA_FILE

ROOT = Path(__file__).parents[2]


def test_a_new_project_has_all_folders_and_files(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "project"
    made = start_project(folder)
    assert made == [
        folder,
        folder / "input",
        folder / "output",
        folder / "pipeline.yaml",
        folder / "pipeline.schema.json",
    ]
    assert all(path.exists() for path in made)
    assert load_settings(folder / "pipeline.yaml").input == folder / "input"


def test_the_editor_finds_the_schema_of_a_new_project(tmp_path: Path) -> None:
    start_project(tmp_path)
    first = (tmp_path / "pipeline.yaml").read_text(encoding="utf-8").partition("\n")[0]
    schema = tmp_path / first.removeprefix("# yaml-language-server: $schema=")
    assert schema.read_bytes() == SCHEMA_FILE.read_bytes()


def test_the_pipeline_yaml_of_a_new_project_is_the_kept_one_but_for_the_schema_line(
    tmp_path: Path,
) -> None:
    start_project(tmp_path)
    made = (tmp_path / "pipeline.yaml").read_text(encoding="utf-8").splitlines()
    kept = (ROOT / "pipeline.yaml").read_text(encoding="utf-8").splitlines()
    assert made[1:] == kept[1:]


def test_a_new_project_in_an_existing_folder_adds_what_is_missing(tmp_path: Path) -> None:
    (tmp_path / "input").mkdir()
    (tmp_path / "input" / "emma.txt").write_text("Emma")
    assert tmp_path / "input" not in start_project(tmp_path)
    assert (tmp_path / "input" / "emma.txt").read_text() == "Emma"


def test_a_new_project_never_touches_an_existing_pipeline_yaml(tmp_path: Path) -> None:
    (tmp_path / "pipeline.yaml").write_text("speed: 1.5")
    with pytest.raises(SettingsError, match="already exists"):
        start_project(tmp_path)
    assert sorted(tmp_path.iterdir()) == [tmp_path / "pipeline.yaml"]
    assert (tmp_path / "pipeline.yaml").read_text() == "speed: 1.5"


@pytest.mark.parametrize("name", ["file", "file/below", "a\x00b"])
def test_a_project_folder_that_cannot_be_made_is_named_in_one_line(
    tmp_path: Path, name: str
) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SettingsError) as caught:
        start_project(tmp_path / name)
    assert len(caught.value.faults) == 1
    assert caught.value.exit_code == 2
