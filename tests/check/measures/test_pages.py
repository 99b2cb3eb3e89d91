"""Pages and manifests name files that are there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from narrate.check.measures.pages import manifest_check, player_check


def player(tmp_path: Path, body: str) -> str:
    path = tmp_path / "player.html"
    path.write_text(f"<!DOCTYPE html><html><head>{body}</head></html>", "utf-8")
    return player_check(path).message


def test_a_player_page_that_finds_its_sound_passes_the_check(tmp_path: Path) -> None:
    (tmp_path / "01 - Ü.mp3").touch()
    for body in (
        '<audio src="01%20-%20%C3%9C.mp3"></audio>',
        '<script>x = [{"file":"01 - Ü.mp3"}]</script><img src="data:image/png;base64,A">',
        '<script>x = {"file":"01%20-%20\\u00dc.mp3"}</script><a href="https://example.org">x</a>',
    ):
        assert player(tmp_path, body) == ""


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ('<audio src="02.mp3"></audio>', "02.mp3, which does not exist"),
        ('<audio src="../02.mp3"></audio>', "outside the book's folder"),
        ('<script>["02.mp3"]</script>', "02.mp3, which does not exist"),
        ('<script src="https://cdn.example.org/x.js"></script>', "from elsewhere"),
        ('<link rel="stylesheet" href="//fonts.example.org/a.css">', "from elsewhere"),
        ("<style>@import 'https://fonts.example.org/a.css';</style>", "from elsewhere"),
        ("<p>nothing", "names no audio"),
    ],
)
def test_the_check_finds_a_player_page_that_does_not_find_its_sound(
    body: str, words: str, tmp_path: Path
) -> None:
    assert words in player(tmp_path, body)


def test_the_check_finds_that_the_player_page_is_gone(tmp_path: Path) -> None:
    assert not player_check(tmp_path / "player.html").passed


def test_the_check_finds_a_manifest_that_names_a_missing_file(tmp_path: Path) -> None:
    path = tmp_path / "manifest.json"
    content = {"readingOrder": [{"url": "01%20a.mp3"}], "resources": ["https://example.org/c"]}
    path.write_text(json.dumps(content))
    assert "01%20a.mp3" in manifest_check(path).message
    (tmp_path / "01 a.mp3").touch()
    assert manifest_check(path).passed
    path.write_text("{}")
    assert not manifest_check(path).passed
