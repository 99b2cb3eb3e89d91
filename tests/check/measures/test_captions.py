"""Captions are compared with the timeline."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from narrate.check.measures.captions import caption_check, manifest_check, player_check
from narrate.check.measures.wanted import TimelineChapter, TimelineChunk, TimelineSentence

SENTENCES = (("Tom & Jerry ran.", 1000, 2500), ("Then <he> fell.", 3000, 4200), ("Ow!", 4500, 4700))


def track() -> TimelineChapter:
    sentences = tuple(TimelineSentence(*each) for each in SENTENCES)
    chunk = TimelineChunk("001-0000", "", "v", "e", None, 1000, 4700, None, sentences)
    return TimelineChapter(1, "T", ("01 - T.mp3",), 1000, 6000, (chunk,))


def clock(milliseconds: int, point: str) -> str:
    return f"00:00:{milliseconds // 1000:02}{point}{milliseconds % 1000:03}"


def vtt(late: int = 0) -> str:
    cues = [
        f"{clock(a + late, '.')} --> {clock(b + late, '.')} line:90%\n"
        + text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        for text, a, b in SENTENCES
    ]
    return "\n\n".join(["WEBVTT\nKind: captions", "NOTE made by hand", *cues]) + "\n"


def lrc(late: int = 0) -> str:
    lines = [f"[00:{(a + late) / 1000:05.2f}]{text}" for text, a, _ in SENTENCES]
    return "\n".join(["[ti:T]", "[length:00:06]", *lines]) + "\n"


MAKERS = {"vtt": vtt, "lrc": lrc}


def check(tmp_path: Path, kind: str, text: str) -> str:
    path = tmp_path / f"01 - T.{kind}"
    path.write_text(text, "utf-8")
    measure = caption_check(path, track())
    assert measure.passed == (not measure.message) and measure.name == f"captions {kind}"
    return measure.message


@pytest.mark.parametrize("kind", MAKERS)
def test_captions_in_step_with_the_timeline_pass_the_check(kind: str, tmp_path: Path) -> None:
    assert check(tmp_path, kind, MAKERS[kind](0)) == ""
    assert check(tmp_path, kind, MAKERS[kind](10)) == ""


@pytest.mark.parametrize("kind", MAKERS)
def test_the_check_finds_captions_half_a_second_late(kind: str, tmp_path: Path) -> None:
    assert "+0.50 s off" in check(tmp_path, kind, MAKERS[kind](500))


@pytest.mark.parametrize("kind", MAKERS)
def test_the_check_finds_a_sentence_missing_in_captions(kind: str, tmp_path: Path) -> None:
    lines = MAKERS[kind](0).splitlines()
    at = next(n for n, line in enumerate(lines) if "fell" in line)
    less = lines[: at - (kind == "vtt")] + lines[at + 1 :]
    assert "differs from what is spoken" in check(tmp_path, kind, "\n".join(less))


def test_the_check_reads_srt_as_players_do(tmp_path: Path) -> None:
    plain = [(text.replace("<he>", "he"), a, b) for text, a, b in SENTENCES]
    cues = [
        f"{n}\n{clock(a, ',')} --> {clock(b, ',')}\n<i>{text}</i>\n"
        for n, (text, a, b) in enumerate(plain, 1)
    ]
    sentences = tuple(TimelineSentence(*each) for each in plain)
    chunk = TimelineChunk("001-0000", "", "v", "e", None, 1000, 4700, None, sentences)
    of = TimelineChapter(1, "T", ("01 - T.mp3",), 1000, 6000, (chunk,))
    path = tmp_path / "01 - T.srt"
    path.write_text("\ufeff" + "\r\n".join("\n".join(cues).splitlines()), "utf-8")
    assert caption_check(path, of).passed
    path.write_text("\n".join(cues[1:]), "utf-8")
    assert "has another number" in caption_check(path, of).message


@pytest.mark.parametrize(
    "text", ["", "WEBVTT", "00:00:01.000 --> 00:00:02.000\nTom", "WEBVTT\n\n1 --> two\nTom"]
)
def test_the_check_finds_a_file_that_holds_no_captions(text: str, tmp_path: Path) -> None:
    assert check(tmp_path, "vtt", text)


def test_captions_with_two_sentences_in_a_cue_or_one_in_several_pass_the_check(
    tmp_path: Path,
) -> None:
    text = "WEBVTT\n\n00:01.000 --> 00:04.200\nTom &amp; Jerry ran. Then &lt;he&gt;\n"
    text += "\n00:03.500 --> 00:04.200\nfell.\n\n00:04.500 --> 00:04.700\nOw!\n"
    assert check(tmp_path, "vtt", text) == ""


def test_captions_marked_as_written_from_right_to_left_pass_the_check(tmp_path: Path) -> None:
    marked = vtt().replace("Tom &amp;", "\u200fTom &amp;").replace("Ow!", "\u200fOw!")
    assert check(tmp_path, "vtt", marked) == ""


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
