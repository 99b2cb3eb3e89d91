"""The recipes in docs/how-to, held against the code: each row of their tables, each path."""

from __future__ import annotations

import importlib
import json
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, get_args

import pytest

from narrate.language import NAMES
from narrate.manuscript import open as formats
from narrate.manuscript.documents.style_names import role_of
from narrate.manuscript.structure import matter
from narrate.manuscript.structure.titles.headings import CHAPTER, is_named, read_heading
from narrate.manuscript.structure.titles.numbers import read_number
from narrate.manuscript.words import words_of
from narrate.readings import MODULES
from narrate.run.packages import PACKAGES, Package
from narrate.script import to_spoken
from narrate.settings import load_settings
from narrate.settings.groups import Format, ReadAlong
from narrate.versions import PACKAGES as VERSIONS
from tests.manuscript.hostile import GOOD

ROOT = Path(__file__).parents[1]
HOW_TO = ROOT / "docs/how-to"
GOLDEN = ROOT / "tests/script/golden"
READERS = {
    name: kind
    for name, kind in vars(formats).items()
    if isinstance(kind, formats.Format) and kind.reader
}
"""The formats that are read, as the table in open.py names them"""

_CODE = re.compile(r"`([^`]+)`")
_PATH = re.compile(r"`((?:narrate|tests|docs|benchmarks)/[^`<]*)`(?: `(\w+)`)?")

Row = tuple[str, ...]


def recipe(name: str) -> str:
    return (HOW_TO / f"{name}.md").read_text("utf-8")


def table(name: str, first: str) -> list[Row]:
    """The rows, below its head, of the table whose first column is called `first`."""
    _, _, after = recipe(name).partition(f"\n| {first} |")
    lines = after.partition("\n\n")[0].split("\n")[2:]
    return [tuple(cell.strip() for cell in line.strip("| ").split(" | ")) for line in lines]


def code(cell: str) -> str:
    """The first piece of code in a cell."""
    found = _CODE.search(cell)
    return found[1] if found else ""


@pytest.mark.parametrize("name", ["add-a-format", "add-a-language", "add-a-package"])
def test_each_place_that_a_recipe_names_exists(name: str) -> None:
    gone = []
    for path, symbol in _PATH.findall(recipe(name)):
        place = ROOT / path
        made_by_reader = path.endswith("test_x.py") or path.endswith("/x.py")
        if not made_by_reader and not place.exists():
            gone.append(path)
        elif symbol and not re.search(rf"\b{symbol}\b", place.read_text("utf-8")):
            gone.append(f"{path}: {symbol}")
    assert gone == []


# ── A manuscript format ─────────────────────────────────────────────────────────────────────────


def test_each_format_that_is_read_has_a_row_with_its_reader_and_its_tests() -> None:
    rows = {code(name): list(map(code, rest)) for name, *rest in table("add-a-format", "format")}
    assert rows.keys() == READERS.keys(), "add the row to docs/how-to/add-a-format.md"
    for name, kind in READERS.items():
        module = str(kind.reader).partition(":")[0].replace(".", "/")
        folder, _, file = f"tests/manuscript/{module}.py".rpartition("/")
        reader, tests, counted = rows[name]
        assert reader == f"narrate/manuscript/{module}.py", name
        assert tests == f"{folder}/test_{file}", f"{name}: tests mirror the reader"
        assert "assert" in (ROOT / counted).read_text("utf-8"), name


@pytest.mark.parametrize("name", READERS)
def test_each_ending_of_a_format_is_in_the_guide(name: str) -> None:
    guide = (ROOT / "docs/guide/formats.md").read_text("utf-8")
    missing = [ending for ending in READERS[name].suffixes if f"`{ending}`" not in guide]
    assert missing == [], "add them to docs/guide/formats.md"


@pytest.mark.parametrize("name", [name for name in READERS if READERS[name].suffixes])
def test_each_format_has_hostile_files(name: str) -> None:
    endings = {ending.removeprefix(".") for ending in READERS[name].suffixes}
    assert endings & GOOD.keys(), "add a good file to GOOD in tests/manuscript/hostile.py"


# ── A language ──────────────────────────────────────────────────────────────────────────────────

PREFACES = {
    "de": "Vorwort",
    "en": "Preface",
    "es": "Prefacio",
    "fr": "Préface",
    "hi": "भूमिका",
    "ta": "முன்னுரை",
}
"""How a preface is headed; a language of full level needs a row"""


def entries(place: str) -> Mapping[str, Any]:
    """A table of the program: all of `path.json`, or NAME of `path.py NAME`."""
    path, _, name = place.partition(" ")
    if path.endswith(".json"):
        found: Mapping[str, Any] = json.loads((ROOT / path).read_text("utf-8"))
    else:
        module = path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        found = getattr(importlib.import_module(module), name)
    return found


def chapter(language: str, number: object = "") -> str:
    """`Chapter 7` in a language, as it is announced."""
    words = entries("narrate/script/titles.py _CHAPTER")
    return str(words.get(language, "")).format(number).strip(" .।–")


def contents(language: str) -> str:
    """What a table of contents is called; English is what all others fall back on."""
    titles = entries("narrate/delivery/overlay/pages.py _TITLES")
    return "Contents" if language == "en" else titles.get(language, "")


def reads_chapters(language: str) -> bool:
    heading = read_heading(chapter(language, 7))
    return heading is not None and (heading.rank, heading.number) == (CHAPTER, 7)


def reads_number_words(language: str) -> bool:
    """Whether a heading's number may be written as the language's own readings say it."""
    words = {number: to_spoken(str(number), language) for number in (2, 3, 7)}
    return all(not word.isdecimal() and read_number(word) == n for n, word in words.items())


def is_told_from_others(language: str) -> bool:
    words = words_of("languages")
    by_script = " ".join([words["latin"], *words["sharing"].values()]).split()
    return language in {*words["letters"], *by_script}


def is_in_the_guide(language: str) -> bool:
    return f"(`{language}`)" in (ROOT / "docs/guide/voices.md").read_text("utf-8")


def has_golden(language: str, rule: str) -> bool:
    return any(case.name.split("-")[0] == language for case in (GOLDEN / rule).iterdir())


HAS_ENTRY: Mapping[str, Callable[[str], bool]] = {
    "narrate/language.py _NAMES": lambda language: language in NAMES,
    "narrate/manuscript/documents/rtf/tables.py _LANGUAGES": lambda language: (
        language in entries("narrate/manuscript/documents/rtf/tables.py _LANGUAGES").values()
    ),
    "tests/script/golden/sentences/": lambda language: has_golden(language, "sentences"),
    "docs/guide/voices.md": is_in_the_guide,
    "narrate/manuscript/data/languages.json letters": is_told_from_others,
    "narrate/manuscript/data/headings.json divisions": reads_chapters,
    "narrate/manuscript/data/headings.json named": lambda language: is_named(
        PREFACES.get(language, "")
    ),
    "narrate/manuscript/data/numbers.json cardinals": reads_number_words,
    "narrate/manuscript/data/matter.json titles": lambda language: (
        matter.by_title(contents(language)) == matter.CONTENTS
    ),
    "narrate/manuscript/data/style_names.json chapters": lambda language: (
        role_of(chapter(language)).name == "chapter"
    ),
    "narrate/delivery/overlay/pages.py _TITLES": lambda language: bool(contents(language)),
    "tests/script/golden/spoken/": lambda language: has_golden(language, "spoken"),
}
"""Whether a language has its entry in a place that is no table by language"""


def place_of(cell: str) -> str:
    """A table's first cell as HAS_ENTRY has it."""
    path, symbol = _PATH.findall(cell)[0]
    return f"{path} {symbol}".strip()


def levels() -> dict[str, list[str]]:
    """The languages of each level, as the recipe lists them."""
    return {level: _CODE.findall(tags) for level, tags, _ in table("add-a-language", "level")}


def has_entry(place: str, language: str) -> bool:
    return HAS_ENTRY[place](language) if place in HAS_ENTRY else language in entries(place)


def missing(levels: Mapping[str, Iterable[str]]) -> list[str]:
    """A sentence for each language and each place that it needs and is not in."""
    return [
        f"{language}: nothing in {place_of(place)}, so that {without}"
        for place, _, need, without in table("add-a-language", "place")
        for level, languages in levels.items()
        for language in languages
        if level != "math" and need in ("read", level) and not has_entry(place_of(place), language)
    ]


def test_each_language_that_is_read_is_on_one_level() -> None:
    listed = sorted(language for languages in levels().values() for language in languages)
    assert listed == sorted(MODULES), "list it in docs/how-to/add-a-language.md"


def test_each_language_has_an_entry_in_every_place_that_its_level_needs() -> None:
    assert missing(levels()) == []


def test_a_language_that_nobody_added_is_told_every_place_that_needs_it() -> None:
    needs = [(place_of(place), need) for place, _, need, _ in table("add-a-language", "place")]
    assert {need for _, need in needs} == {"read", "full", "-"}
    for level, wanted in (("read", {"read"}), ("full", {"read", "full"})):
        told = [line.partition(",")[0] for line in missing({level: ["xx"]})]
        assert told == [f"xx: nothing in {place}" for place, need in needs if need in wanted]


# ── An output package ───────────────────────────────────────────────────────────────────────────


def package_rows() -> dict[str, Row]:
    return {code(name): tuple(rest) for name, *rest in table("add-a-package", "package")}


def delivers(package: Package, keys: str, folder: Path) -> bool:
    """Whether `deliver: {keys}` asks for a package."""
    (folder / "pipeline.yaml").write_text(f"deliver: {{{keys}}}\n", "utf-8")
    return package.wanted(load_settings(folder / "pipeline.yaml"))


def test_each_package_has_a_row_and_a_version() -> None:
    names = [package.name for package in PACKAGES]
    assert list(package_rows()) == names, "add the row to docs/how-to/add-a-package.md"
    assert list(VERSIONS) == names, "add the number to narrate/versions.py"


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package.name)
def test_a_package_is_made_where_its_row_says_and_has_golden_bytes(package: Package) -> None:
    source = importlib.import_module(package.make.__module__).__file__
    maker = code(package_rows()[package.name][0])
    assert source and Path(source) == ROOT / maker
    digests = json.loads((ROOT / "tests/plan/golden/digests.json").read_text("utf-8"))
    assert str(VERSIONS[package.name]) in digests[f"package {package.name}"]


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package.name)
def test_a_package_is_asked_for_by_the_setting_in_its_row(package: Package, tmp_path: Path) -> None:
    setting = package_rows()[package.name][1]
    others = "formats: [mp3], read_along: []"
    assert delivers(package, others, tmp_path) == (setting == "always made")
    assert setting == "always made" or delivers(package, code(setting), tmp_path)


def test_each_value_of_read_along_and_of_formats_makes_something() -> None:
    names = {package.name for package in PACKAGES}
    by_chapter = {"mp3", "m4a", "flac", "opus", "wav"}
    assert set(get_args(ReadAlong)) <= names
    assert set(get_args(Format)) <= names | by_chapter


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package.name)
def test_a_package_is_in_the_guide_and_in_the_kept_settings(package: Package) -> None:
    _, setting, page, word = package_rows()[package.name]
    link = re.search(r"\]\(([^)]+)\)", page)
    assert link and f"`{code(word)}" in (HOW_TO / link[1]).read_text("utf-8")
    kept = (ROOT / "narrate/pipeline.yaml").read_text("utf-8")
    assert setting == "always made" or re.search(rf"\b{package.name}\b", kept)
