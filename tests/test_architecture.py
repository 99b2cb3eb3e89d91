"""The map: rooms, arrows and types of docs/architecture.md are those of the code."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "narrate"
PAGE = (ROOT / "docs/architecture.md").read_text("utf-8")

MOST_FOLDERS, MOST_MODULES = 16, 15


def table(name: str) -> list[list[str]]:
    """The rows of the table under that marker: the text of each cell."""
    text = PAGE.partition(f"<!-- {name} -->")[2].partition("<!-- end -->")[0]
    rows = [line.strip().strip("|").split("|") for line in text.strip().splitlines()]
    return [[cell.strip() for cell in row] for row in rows[2:]]


def words(cell: str) -> set[str]:
    """What stands in a cell between backticks."""
    return set(re.findall(r"`([^`]+?)/?`", cell))


def modules() -> Iterator[tuple[str, ast.Module]]:
    """Each module of the package by its path, such as `plan/why.py`."""
    for path in sorted(PACKAGE.rglob("*.py")):
        yield path.relative_to(PACKAGE).as_posix(), ast.parse(path.read_text("utf-8"))


def room_of(name: str) -> str:
    """`plan/why.py` is in `plan`, `book.py` is `book` itself; likewise `narrate.plan.why`."""
    return name.removeprefix("narrate.").split("/")[0].split(".")[0]


def borders() -> Iterator[tuple[str, str, str]]:
    """Each name that a room takes from another: from where, to where, the name."""
    for path, tree in modules():
        here = room_of(path)
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("narrate."):
                there = room_of(node.module or "")
                yield from ((there, here, name.name) for name in node.names if there != here)


ROOMS = {p.name for p in PACKAGE.iterdir() if (p / "__init__.py").exists()}
GROUND = {p.stem for p in PACKAGE.glob("[!_]*.py")}


def test_the_map_names_every_room_and_no_other() -> None:
    assert {name for row in table("rooms") for name in words(row[0])} == ROOMS


def test_the_map_names_every_module_of_the_ground_and_no_other() -> None:
    assert {name for row in table("ground") for name in words(row[0])} == GROUND


def test_the_map_has_every_arrow_from_a_room_and_no_other() -> None:
    arrows: Mapping[str, set[str]] = defaultdict(set)
    for there, here, _ in borders():
        arrows[here].add(there)
    drawn = {name: words(row[2]) for row in table("rooms") for name in words(row[0])}
    assert drawn == {room: arrows[room] for room in ROOMS}


def test_the_top_of_the_package_can_be_kept_in_mind() -> None:
    assert len(ROOMS) <= MOST_FOLDERS
    assert len(GROUND) <= MOST_MODULES


def test_no_ground_module_sees_a_room() -> None:
    assert {(here, there) for there, here, _ in borders() if here in GROUND} <= {
        (here, there) for here in GROUND for there in GROUND | {"files"}
    }


def test_every_type_that_crosses_a_wall_is_in_the_glossary_and_no_other() -> None:
    crossing = {
        name
        for there, here, name in borders()
        if name[:1].isupper() and not name.isupper() and here not in ("__init__", "__main__")
    }
    defined = {
        node.name: room_of(path)
        for path, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
    }
    classes = {name for name in crossing if name in defined and not name.endswith("Error")}
    named = {name for row in table("glossary") for name in words(row[2])}
    assert sorted(classes - named) == []
    assert sorted(named - set(defined)) == []


def test_places_named_on_the_map_exist() -> None:
    places = re.findall(r"`((?:[a-z_]+/)+[a-z_]*(?:\.py|\.json)?|[a-z_]+\.py)`", PAGE)
    within = [PACKAGE, ROOT, ROOT / "docs", *(PACKAGE / room for room in ROOMS)]
    gone = [p for p in places if not any((folder / p).exists() for folder in within)]
    assert gone == []


WITHDRAWN = [
    "anew",
    "bench",
    "blanks",
    "deaf",
    "ears",
    "errand",
    "furniture",
    "lane",
    "parcels",
    "scroll",
    "teacher",
    "workshop",
]
"""Metaphors for which the field has a word"""


def test_no_module_class_or_function_is_named_by_a_withdrawn_word() -> None:
    found = []
    for path, tree in modules():
        names = [path.rsplit("/", 1)[-1].removesuffix(".py")]
        kinds = (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
        names += [node.name for node in ast.walk(tree) if isinstance(node, kinds)]
        for name in names:
            parts = re.findall(r"[A-Z]?[a-z]+", name)
            found += [f"{path}: {name}" for part in parts if part.lower() in WITHDRAWN]
    assert found == []


def _imports(tree: ast.Module) -> Iterator[ast.ImportFrom]:
    """Imports inside of functions too; those for type checkers only are passed over."""
    checked = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and id(node) not in checked:
            yield node


def test_no_modules_import_each_other_in_a_circle() -> None:
    def name_of(path: str) -> str:
        return "narrate." + path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    trees = {name_of(path): tree for path, tree in modules() if path != "__init__.py"}
    arrows: dict[str, set[str]] = {}
    for here, tree in trees.items():
        arrows[here] = set()
        for node in _imports(tree):
            inner = {f"{node.module}.{name.name}" for name in node.names} & trees.keys()
            arrows[here] |= (inner or {node.module or ""}) - {here}
    while ends := {name for name, seen in arrows.items() if not seen & arrows.keys()}:
        arrows = {name: seen for name, seen in arrows.items() if name not in ends}
    assert sorted(arrows) == []
