"""A package that brings an engine with options of its own, installed as users install one."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
import wave
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from narrate.chunk import EngineText
from narrate.engines.base import Engine

SOURCE = Path(__file__).parent / "plugin"
BOOK = "CHAPTER 1\n\nIt rained in 1894 all day.\n\n\nCHAPTER 2\n\n“Come!” said Ann.\n\nHe came.\n"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of installed packages; by hand where there is nothing here to build one with."""
    site, source = tmp_path_factory.mktemp("site"), tmp_path_factory.mktemp("src") / "plugin"
    shutil.copytree(SOURCE, source, ignore=shutil.ignore_patterns("__pycache__"))
    if all(importlib.util.find_spec(name) for name in ("pip", "setuptools", "wheel")):
        pip = (sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index")
        how = ("--no-build-isolation", "--disable-pip-version-check", "--target", str(site))
        subprocess.run([*pip, *how, str(source)], check=True)
        return site
    project = tomllib.loads((source / "pyproject.toml").read_text("utf-8"))["project"]
    info = site / f"{project['name'].replace('-', '_')}-{project['version']}.dist-info"
    info.mkdir()
    about = f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: {project['version']}\n"
    (info / "METADATA").write_text(about)
    points = [
        f"[{group}]\n" + "".join(f"{name} = {place}\n" for name, place in rows.items())
        for group, rows in project["entry-points"].items()
    ]
    (info / "entry_points.txt").write_text("\n".join(points))
    shutil.copy(source / "narrate_tones.py", site)
    return site


@dataclass
class Desk:
    """A project folder, and the command line beside the installed package."""

    folder: Path
    site: Path

    def configure(self, text: str) -> None:
        (self.folder / "pipeline.yaml").write_text(
            "engine: tones\ndeliver: {formats: [wav], read_along: []}\n" + text
        )

    def python(self, *arguments: str, code: int = 0) -> subprocess.CompletedProcess[str]:
        path = os.pathsep.join([str(self.site), str(Path(__file__).parents[2])])
        done = subprocess.run(
            [sys.executable, "-m", *arguments],
            cwd=self.folder,
            env={**os.environ, "PYTHONPATH": path},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == code, done.stderr
        return done

    def faults(self, text: str) -> str:
        self.configure(text)
        return self.python("narrate", "plan", code=2).stderr

    def to_record(self, text: str) -> list[int]:
        """How many chunks of each chapter are to be recorded under these settings."""
        self.configure(text)
        plan = json.loads(self.python("narrate", "plan", "--json").stdout)
        return [chapter["to_record"] for chapter in plan["books"][0]["chapters"]]


@pytest.fixture
def desk(tmp_path: Path, site: Path) -> Desk:
    (tmp_path / "input").mkdir()
    (tmp_path / "input" / "book.txt").write_text(BOOK)
    return Desk(tmp_path, site)


def test_its_voices_are_listed(desk: Desk) -> None:
    desk.configure("")
    listed = json.loads(desk.python("narrate", "voices", "--json").stdout)
    assert [voice["name"] for voice in listed["voices"]] == ["low", "high"]


def test_a_sentence_is_said_with_the_option_for_a_whole_run(desk: Desk) -> None:
    desk.configure("voice: high\ntones: {sample_rate: 24000, temperature: 0.5}\n")
    desk.python("narrate", "say", "Good morning.", "-o", "said.wav")
    with wave.open(str(desk.folder / "said.wav")) as said:
        assert said.getnframes() > 0


@pytest.mark.timeout(900)
def test_only_what_another_temperature_touches_of_a_recorded_book_is_recorded_again(
    desk: Desk,
) -> None:
    assert all(desk.to_record(""))
    desk.python("narrate", "run")
    assert desk.to_record("tones: {temperature: 1.0}\n") == [0, 0]
    assert all(desk.to_record("tones: {temperature: 0.5}\n"))
    assert all(desk.to_record("tones: {sample_rate: 24000}\n"))
    assert all(desk.to_record("books: {book.txt: {tones: {temperature: 0.5}}}\n"))
    first, second = desk.to_record("chapters: {1: {tones: {temperature: 0.5}}}\n")
    assert first > 0 == second
    both = "“Come!”", "said Ann."  # her words, and the others of the sentence
    assert desk.to_record("characters: {Ann: {tones: {temperature: 0.5}}}\n") == [0, len(both)]


def test_what_it_reads_and_what_it_reads_wrongly_is_its_own(desk: Desk) -> None:
    desk.configure("")
    (desk.folder / "input" / "book.txt").write_text("A well-read man had $5 in 1894.\n")
    script = json.loads(desk.python("narrate", "script", "input/book.txt", "--json").stdout)
    (chunk,) = script["chapters"][0]["chunks"][-1:]
    assert chunk["spoken"] == "A wellread man had five dollars in 1894."


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (
            "tones: {temperature: hot}\n",
            "pipeline.yaml:3: tones.temperature: must be a number from 0 to 2, not hot",
        ),
        (
            "chapters:\n  1:\n    tones:\n      temperature: 3\n",
            "pipeline.yaml:6: chapters.1.tones.temperature: must be a number from 0 to 2, not 3",
        ),
        (
            "characters:\n  Ann: {tones: {temperatur: 1}}\n",
            "characters.Ann.tones.temperatur: unknown key, did you mean temperature?",
        ),
        (
            "books: {book.txt: {tones: {sample_rate: 24000}}}\n",
            "tones.sample_rate: is set once for the whole project;"
            " move it to tones.sample_rate at the top level",
        ),
        ("tones: warm\n", "tones: must be a group with temperature and sample_rate, not warm"),
        ("tone: {}\n", "tone: unknown key, did you mean tones?"),
    ],
)
def test_its_keys_are_checked_as_those_of_the_built_in_engines(
    desk: Desk, text: str, fault: str
) -> None:
    assert fault in desk.faults(text)


def test_editors_learn_its_keys_from_the_schema(desk: Desk) -> None:
    desk.python("narrate.settings", "schema.json")
    schema = json.loads((desk.folder / "schema.json").read_text("utf-8"))
    find: Callable[[str], Any] = schema["$defs"].get
    assert schema["properties"]["tones"]["$ref"] == "#/$defs/narrate_tones.Tones"
    assert find("ChapterCast")["properties"]["tones"]["$ref"] == "#/$defs/narrate_tones.TonesCall"
    assert find("narrate_tones.Tones")["properties"]["temperature"]["maximum"] == 2
    assert set(find("narrate_tones.TonesCall")["properties"]) == {"temperature"}
    assert "tones" in schema["properties"]["engine"]["anyOf"][0]["enum"]


def test_the_recipe_names_every_member_of_an_engine_and_of_its_text() -> None:
    recipe = (Path(__file__).parents[2] / "docs/how-to/add-an-engine.md").read_text("utf-8")
    members = {*vars(Engine), *Engine.__annotations__, *EngineText.__dataclass_fields__}
    named = set(re.findall(r"`(\w+)(?:\([^`]*\))?`", recipe))
    assert {each for each in members if not each.startswith("_")} <= named
