from __future__ import annotations

import pytest

from narrate.manuscript.structure.passages import Passage
from narrate.manuscript.structure.plays.cast_lists import LISTED, with_cast_lists
from narrate.manuscript.structure.titles.headings import read_heading


def passages(*lines: str) -> list[Passage]:
    """Paragraphs, and headings where a line begins with `# `."""
    return [
        Passage("heading", line[2:], level=1)
        if line.startswith("# ")
        else Passage("verse" if "\n" in line else "paragraph", line)
        for line in lines
    ]


def listed(*lines: str) -> int:
    """How many of the passages from the first on are a list."""
    marks = [LISTED in p.types for p in with_cast_lists(passages(*lines))]
    count = sum(marks)
    assert marks == [True] * count + [False] * (len(marks) - count)
    return count


@pytest.mark.parametrize(
    ("lines", "count"),
    [
        (("Personen\n\nFaust, ein Gelehrter\nWagner, sein Famulus", "# ERSTER AUFZUG"), 1),
        (("# PERSONNAGES", "HARPAGON, père de Cléante", "ÉLISE", "La scène est à Paris."), 4),
        (("# Personajes", "BERNARDA (60 años)", "LA PONCIA (criada)", "# ACTO PRIMERO"), 3),
        (("# Действующие лица", "Астров, врач.", "Марина, няня.", "# ДЕЙСТВИЕ ПЕРВОЕ"), 3),
        (("# पात्र", "राम: अयोध्या का राजा", "सीता: उसकी पत्नी"), 3),
        (("# 人物表", "王利发——男。裕泰茶馆的掌柜。", "松二爷——男。三十来岁。", "# 第一幕"), 3),
        (("# Cast", "Mr. Puff ........ Mr. King", "Dangle ..... Mr. Dodd"), 3),
        (("# Personnages", "ARGAN", "malade imaginaire", "BÉLINE", "seconde femme d’Argan"), 5),
        (("DRAMATIS PERSONÆ", "MEN", "MIRABELL, in love.", "WOMEN", "LADY WISHFORT."), 5),
        (("CHARACTERS: ANNA, BEN, A POLICEMAN", "SCENE: A kitchen. Night.", "ANNA. Who?"), 2),
        (("# Characters", "Anna: forty", "Ben: her brother", "SCENE: A kitchen.", "# Act I"), 4),
        (
            (
                "# CHARACTERS",
                "ANNA, a woman of forty who has never left the island and does not intend to.",
                "BEN, her brother, who was a sailor and is now nothing at all.",
                "# ACT ONE",
            ),
            3,
        ),
        (
            (
                "THE SCENES OF THE PLAY",
                "# ACT I. Algernon's Flat.",
                "# ACT II. The Garden.",
                "TIME: The Present.",
                "# FIRST ACT",
                "Morning-room in Algernon's flat.",
            ),
            4,
        ),
    ],
)
def test_a_list_of_persons_or_scenes_is_known_by_title_and_form(
    lines: tuple[str, ...], count: int
) -> None:
    assert listed(*lines) == count


@pytest.mark.parametrize(
    "lines",
    [
        (
            "# Characters",
            "Anna, who had come late, sat down and looked at the sea.",
            "Nobody came.",
        ),
        (
            "# The Cast",
            "The sea comes in with all its ropes\nand nobody has asked it why;\nI wait.",
        ),
        ("# Roles", "“Come in,” she said.", "Nobody came."),
        ("# Scenes", "The harbour was empty.", "A dog barked twice."),
        ("# Characters", "# ACT I", "Anna: Who is it?"),
        ("Characters: they make a novel, and they unmake it.", "She went on."),
        ("Scenes: a dog, a harbour. Nobody saw them, and nobody asked.", "She went on."),
    ],
)
def test_prose_and_verse_under_such_a_title_is_none(lines: tuple[str, ...]) -> None:
    assert listed(*lines) == 0


@pytest.mark.parametrize(
    ("line", "label", "rest"),
    [
        ("ACT 1, SCENE 2", "ACT 1", "SCENE 2"),
        ("Acto I, Escena II", "Acto I", "Escena II"),
        ("PREMIER TABLEAU", "PREMIER TABLEAU", ""),
        ("CUADRO SEGUNDO", "CUADRO SEGUNDO", ""),
    ],
)
def test_acts_and_scenes_are_headings(line: str, label: str, rest: str) -> None:
    heading = read_heading(line)
    assert heading
    assert (heading.label, heading.title) == (label, rest)


def test_a_table_with_its_number_is_none() -> None:
    assert not read_heading("Cuadro 1. Población")
    assert not read_heading("Tableau II")
