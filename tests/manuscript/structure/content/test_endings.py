from __future__ import annotations

from pathlib import Path

import pytest

from narrate.manuscript import open_manuscript
from tests.manuscript.documents.making import fiction_book
from tests.manuscript.making import narrated

STORY = (
    "The ferry had been late all week, and nobody on the quay would admit to having waited for it.",
    "“You will miss the tide,” said the boy. She went on counting the gulls along the wall.",
    "They walked up the hill without a word, and at the top he turned to see the boat.",
)
NOTICE = "“A tale of power, which nobody will lay down.”--_Courier._"
CATALOGUES = {
    "en": ["NEW WORKS OF FICTION.", "=The Heron.= By ANN STOTT. Cloth, 3s. 6d.", NOTICE,
           "=The Cairn.= By JAMES MUIR. 2 vols., 12s.", "London: HOLLIS & PRYCE, 9 Row."],
    "source": ["_Courier._--“A breathless tale.”", "THE HERON. By A. Stott. 6s.",
               "THE CAIRN. By the Author of “Dora.” 2 vols. 21s."],
    "de": ["Neue Romane", "Der Müller. Roman von Karl Acht. M. 3.50.",
           "„Eine Erzählung von seltener Kraft.“ (Kölnische Zeitung)",
           "Die Tochter. Roman von Ida Voss. 2 Bände. M. 6.—"],
    "it": ["Il mugnaio, romanzo di Giulio Arnaldi. Un vol. in-16, L. 3,50.",
           "«Un racconto di rara forza.» — Corriere del Mattino.",
           "La figlia, di Anna Vela. Due volumi, L. 6.", "Milano: Fratelli Garnotti, editori."],
}  # fmt: skip


def read(folder: Path, *behind: str) -> str:
    """What is read of a text with these paragraphs behind its last chapter."""
    chapters = [f"CHAPTER {n}.\n\n" + "\n\n".join(STORY) for n in ("I", "II")]
    path = folder / "quay.txt"
    path.write_text("\n\n\n\n".join([*chapters, "\n\n".join(behind)]), "utf-8")
    return "\n".join(map(narrated, open_manuscript(path).chapters))


@pytest.mark.parametrize("lines", CATALOGUES.values(), ids=CATALOGUES)
@pytest.mark.parametrize("end", [[], ["THE END."]], ids=["", "end"])
def test_lists_of_books_behind_the_text_are_not_read(
    tmp_path: Path, lines: list[str], end: list[str]
) -> None:
    assert not any(line.strip("=_ ")[:20] in read(tmp_path, *end, *lines) for line in lines)


@pytest.mark.parametrize(
    "lines",
    [
        [NOTICE, "She asked him what such a book would cost, and he told her."],
        ["The card in the window said:", "Soup, 4d.", "Chop, 1s. 2d."],
        ["And this she found on the door:", "Two novels by Stott, 2s.", "One book, 3 vols., 6s."],
        ["He wrote his name below it.", "Stott, Ann", "London, 1888"],
    ],
)
def test_prices_and_notices_in_a_story_are_read(tmp_path: Path, lines: list[str]) -> None:
    said = read(tmp_path, *lines)
    assert all(line.strip("_")[:20] in said for line in lines)


def test_an_imprint_with_a_library_description_is_not_taken_for_dialogue(tmp_path: Path) -> None:
    story = (
        "Паром опаздывал всю неделю, и никто на пристани не хотел признаться, что ждал его.",
        "— Ты опоздаешь, — сказал мальчик, которого за ней послали. Она не ответила ему.",
    )
    imprint = ["Лузина В. А.", "Паром: Рассказы. — М.: Причал, 2009. — 64 с.",
               "Корректор Т. Сухова", "Тираж 3000 экз."]  # fmt: skip
    sections = "".join(
        f"<section>{title}{''.join(f'<p>{text}</p>' for text in texts)}</section>"
        for title, texts in (("<title><p>Паром</p></title>", story), ("", imprint))
    )
    info = "<author><first-name>Вера</first-name><last-name>Лузина</last-name></author>"
    path = tmp_path / "b.fb2"
    path.write_text(fiction_book(f"<body>{sections}</body>", info), "utf-8")
    (chapter,) = open_manuscript(path).chapters
    assert narrated(chapter).split() == " ".join(story).split()
