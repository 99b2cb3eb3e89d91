from __future__ import annotations

from pathlib import Path

import pytest

from narrate.manuscript import open_manuscript
from tests.manuscript.documents.making import Docx, par, run, text
from tests.manuscript.making import titles

SALT = (
    "The ferry left at six, and nobody on the quay looked up. Mara counted the lamps on the shore.",
    "He laughed at that.",
    "By morning the wind had gone round to the north, and she let the captain sleep over his maps.",
)
STORY = "".join(map(par, SALT))
SHIO = ("船は六時に出た。誰も顔を上げなかった。マラは岸の灯りを数えていた。", "彼は笑った。")
CENTRED = '<w:jc w:val="center"/>'
PAGED = f"{CENTRED}<w:pageBreakBefore/>"
HEADS = [
    ["1", "2", "3"],
    ["I", "II"],
    ["One", "Two", "Three"],
    ["ANNA", "BEN", "ANNA", "BEN"],
    ["12 May 1944", "13 May 1944", "2 June 1944"],
    ["The River", "The Bridge", "The Long Road Home"],
    ["El río", "El puente viejo", "La casa de la colina"],
    ["Der Fluss", "Die alte Brücke"],
    ["Глава 1", "Глава 2", "Глава 3"],
    ["Prologue", "1", "2", "Epilogue"],
]


def centred(said: str, properties: str = "") -> str:
    return par("", "", CENTRED, run(said, properties))


def chapters_of(tmp_path: Path, body: str) -> list[str]:
    return titles(open_manuscript(Docx(body).write(tmp_path / "my novel.docx")))


@pytest.mark.parametrize("titled", [False, True])
@pytest.mark.parametrize(
    ("setting", "lettering"),
    [(CENTRED, ""), ("", "<w:b/>"), ("", '<w:sz w:val="36"/>'), (PAGED, ""), ("", "")],
)
@pytest.mark.parametrize("heads", HEADS, ids=[heads[0] for heads in HEADS])
def test_heads_set_alike_are_chapters_from_the_first_on(
    tmp_path: Path, heads: list[str], setting: str, lettering: str, titled: bool
) -> None:
    body = centred("The Long Water", lettering) + centred("by Ada Lane") if titled else ""
    for head in heads:
        body += par("", "", setting, run(head, lettering)) + "".join(map(par, SALT))
    book = open_manuscript(Docx(body).write(tmp_path / "my novel.docx"))
    assert titles(book) == heads
    assert all(SALT[0] in chapter.text for chapter in book.chapters)


def test_heads_in_a_script_without_spaces_are_chapters(tmp_path: Path) -> None:
    body = "".join(centred(head) + "".join(map(par, SHIO)) for head in ("一", "二", "三"))
    assert chapters_of(tmp_path, body) == ["一", "二", "三"]


def test_numbers_below_parts_are_chapters(tmp_path: Path) -> None:
    chapters = {n: centred(n) + "".join(map(par, SALT)) for n in "1234"}
    body = centred("PART ONE") + chapters["1"] + chapters["2"]
    body += centred("PART TWO") + chapters["3"] + chapters["4"]
    assert chapters_of(tmp_path, body) == ["PART ONE. 1", "2", "PART TWO. 3", "4"]


@pytest.mark.parametrize(
    ("above", "between", "heads"),
    [
        ("Prologue", "Epilogue", ["Prologue", "1", "2", "Epilogue", "3"]),
        ("Part One", "Part Two", ["Part One. 1", "2", "Part Two. 3"]),
        ("The Mill", "The Tower", ["The Mill", "The Tower"]),
    ],
)
def test_numbers_are_chapters_where_styles_mark_parts_or_ends_alone(
    tmp_path: Path, above: str, between: str, heads: list[str]
) -> None:
    story = "" if above == "Part One" else STORY
    body = par(above, "Heading1") + story + centred("1") + STORY + centred("2") + STORY
    body += par(between, "Heading1") + story + centred("3") + STORY
    assert chapters_of(tmp_path, body) == heads


def prose(seed: int) -> str:
    return "".join(par(text(seed + i, 70)) for i in range(8))


@pytest.mark.parametrize(
    "body",
    [
        centred("Salt") + centred("by Ada Lane") + prose(1) + centred("NO ENTRY") + prose(2),
        prose(1) + centred("FERRY LOST") + prose(2) + centred("FERRY FOUND") + prose(3),
        prose(1) + par("", runs=run("Warning", "<w:b/>")) + par(SALT[0]) + prose(2),
        prose(1) + "".join(map(par, ("Bread", "Salt", "Rope"))) + prose(2) + par("Oil") + prose(3),
        "".join(par("", runs=run(f"And then {i}?", "<w:b/>")) + par(text(i)) for i in range(5)),
        "".join(
            centred(name) + par(said)
            for name, said in [("ANNA", "Who is there?"), ("BEN", "It is only me, come in.")] * 5
        ),
        prose(1) + par("London, 14 May") + par(SALT[0]) + prose(2),
    ],
)
def test_signs_lists_speakers_and_questions_are_no_chapters(tmp_path: Path, body: str) -> None:
    assert len(chapters_of(tmp_path, body)) == 1


MILLS = ["The Mill", "By the River", "The Tower"]
CHAPTERS = "".join(centred(head) + STORY for head in MILLS)


@pytest.mark.parametrize(
    ("body", "heads", "title"),
    [
        (centred("SALT") + centred("Ada Lane") + STORY + CHAPTERS.replace("The Mill", "1")
         .replace("By the River", "2").replace("The Tower", "3"), ["SALT", "1", "2", "3"], "SALT"),
        (centred("Salt") + centred("by Ada Lane") + par("All rivers run to one sea.", "Quote")
         + CHAPTERS, MILLS, "Salt"),
        (centred("Salt") + centred("Contents") + "".join(par(f"{t}\t{3 + i}") for i, t in
         enumerate(MILLS)) + CHAPTERS, MILLS, "Salt"),
        ("".join(centred(n) + centred(t) + STORY for n, t in zip("123", MILLS, strict=True)),
         ["1. The Mill", "2. By the River", "3. The Tower"], "My novel"),
        (centred("ANNA") + centred("London, 1944") + STORY + centred("BEN")
         + centred("Rome, 1945") + STORY, ["ANNA. London, 1944", "BEN. Rome, 1945"], "My novel"),
        (par("El agua larga", "Heading1") + par("Índice", "Heading1") + "".join(map(par, MILLS))
         + "".join(par(t, "Heading2") + STORY for t in MILLS), MILLS, "El agua larga"),
    ],
    ids=["prologue", "epigraph", "contents", "numbers", "places", "styled"],
)  # fmt: skip
def test_title_pages_contents_and_two_lines_of_a_head_are_told_apart(
    tmp_path: Path, body: str, heads: list[str], title: str
) -> None:
    book = open_manuscript(Docx(body).write(tmp_path / "my novel.docx"))
    assert (titles(book), book.title) == (heads, title)
    said = "".join(chapter.text for chapter in book.chapters)
    assert said.count(SALT[0]) == body.count(SALT[0])
    assert ("All rivers" in said) == ("All rivers" in body)
