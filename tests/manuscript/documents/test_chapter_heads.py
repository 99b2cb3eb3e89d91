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
