"""The documents: links resolve, settings in examples load, the changelog knows the version."""

from __future__ import annotations

import ast
import asyncio
import inspect
import re
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import narrate
from narrate.settings import load_settings

ROOT = Path(__file__).parents[1]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
LONGEST_README = 150

_FENCE = re.compile(r"^( *)```(\w*)\n(.*?)^ *```$", re.M | re.S)
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#+ (.+)$", re.M)


def _text(document: Path) -> str:
    return document.read_text("utf-8")


def _anchors(document: Path) -> set[str]:
    """What links to headings end in: `## Mastering, again` is `mastering-again`."""
    headings = _HEADING.findall(_FENCE.sub("", _text(document)))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def _links() -> Iterator[tuple[Path, str]]:
    for document in DOCUMENTS:
        for link in _LINK.findall(_FENCE.sub("", _text(document))):
            if not re.match(r"https?:|mailto:", link):
                yield document, link


def _examples() -> Iterator[object]:
    for document in [ROOT / "README.md", *sorted(ROOT.glob("docs/guide/*.md"))]:
        blocks = [block for _, kind, block in _FENCE.findall(_text(document)) if kind == "yaml"]
        for number, block in enumerate(blocks, 1):
            yield pytest.param(textwrap.dedent(block), id=f"{document.stem}-{number}")


def test_every_relative_link_in_the_documents_resolves() -> None:
    broken = []
    for document, link in _links():
        name, _, anchor = link.partition("#")
        target = document.parent / name if name else document
        if not target.exists() or (anchor and anchor not in _anchors(target)):
            broken.append(f"{document.relative_to(ROOT)}: {link}")
    assert broken == []


def test_the_readme_is_an_overview() -> None:
    assert len(_text(ROOT / "README.md").splitlines()) <= LONGEST_README


@pytest.mark.parametrize("example", list(_examples()))
def test_settings_shown_in_the_guide_load(example: str, tmp_path: Path) -> None:
    (tmp_path / "names.csv").write_text("word,say\nSiobhan,shi-VAWN\n", encoding="utf-8")
    (tmp_path / "input").mkdir()
    (tmp_path / "input" / "dracula.jpg").touch()
    (tmp_path / "pipeline.yaml").write_text(example, encoding="utf-8")
    load_settings(tmp_path / "pipeline.yaml")


def test_the_python_shown_for_the_library_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "input").mkdir()
    book = "CHAPTER 1\n\n\nHarker slept.\n\n\nCHAPTER 2\n\n\nThe dogs howled.\n"
    (tmp_path / "input" / "dracula.txt").write_text(book, encoding="utf-8")
    options = "engine: pico\nvoice: en-GB\ndeliver: {formats: [wav], read_along: []}\n"
    (tmp_path / "pipeline.yaml").write_text(options, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {}
    for _, kind, block in _FENCE.findall(_text(ROOT / "docs/guide/library-use.md")):
        if kind == "python":
            code = compile(block, "library-use.md", "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
            if code.co_flags & inspect.CO_COROUTINE:
                asyncio.run(eval(code, names))
            else:
                exec(code, names)
    assert names["report"].exit_code == 0 and names["found"].passed
    assert "HAR-ker" in names["script"].chapters[0].chunks[1].spoken


def test_the_changelogs_newest_version_is_that_of_the_package() -> None:
    versions = re.findall(r"^## \[(\d[^\]]*)\]", _text(ROOT / "CHANGELOG.md"), re.M)
    assert versions[0] == narrate.__version__
