"""Tables of words, as spreadsheets and people write them."""

from __future__ import annotations

from pathlib import Path

import pytest

from narrate.errors import SettingsError
from narrate.script.lexicon.entries import LexiconEntry
from narrate.script.lexicon.lexicon import read_lexicon
from narrate.script.lexicon.tables import table_of
from narrate.settings.lexicon import Pronunciation


def entries(folder: Path, text: str, name: str = "names.csv") -> tuple[LexiconEntry, ...]:
    file = folder / name
    file.write_text(text, "utf-8")
    return read_lexicon(file).entries


def said(folder: Path, text: str, name: str = "names.csv") -> dict[str, str | None]:
    return {entry.word: entry.how.say for entry in entries(folder, text, name)}


@pytest.mark.parametrize(
    "text",
    [
        "Ahab,AY-hab\nMoby Dick,MOH-by Dick\n",
        "Ahab;AY-hab\r\nMoby Dick;MOH-by Dick\r\n",
        "Ahab\tAY-hab\n\nMoby Dick\tMOH-by Dick",
        "\ufeffAhab, AY-hab\n , \nMoby Dick ,MOH-by Dick,\n",
        '"Ahab","AY-hab"\n"Moby Dick","MOH-by Dick"\n',
        "word,say\nAhab,AY-hab\nMoby Dick,MOH-by Dick\n",
        "Say;Word;Count;Example\nAY-hab;Ahab;504;“Ahab, he said.”\nMOH-by Dick;Moby Dick;81;\n",
        '"word","say","chapter"\n"Ahab","AY-hab",1\n"Moby Dick","MOH-by Dick",2\n"Bildad","",3\n',
    ],
)
def test_lexicon_tables_of_every_dialect_are_read(tmp_path: Path, text: str) -> None:
    assert said(tmp_path, text) == {"Ahab": "AY-hab", "Moby Dick": "MOH-by Dick"}


def test_quoted_cells_of_a_lexicon_table_may_hold_the_delimiter_and_lines(tmp_path: Path) -> None:
    text = 'word,say,example\nC++,"see, plus","one\ntwo"\n"Dick, Moby",Moby,\n'
    assert said(tmp_path, text) == {"C++": "see, plus", "Dick, Moby": "Moby"}
    assert [entry.place for entry in entries(tmp_path, text)] == ["names.csv:2", "names.csv:4"]


def test_the_word_word_can_have_an_entry_in_a_lexicon_table(tmp_path: Path) -> None:
    assert said(tmp_path, "word,wurd\nsay,say\n") == {"word": "wurd", "say": "say"}


def test_a_respelling_in_a_semicolon_table_of_a_lexicon_may_hold_commas(tmp_path: Path) -> None:
    assert said(tmp_path, "a;b, c\nd;e, f\n") == {"a": "b, c", "d": "e, f"}


def test_all_columns_of_a_lexicon_table_are_read(tmp_path: Path) -> None:
    (entry,) = entries(
        tmp_path,
        "word;say;phonemes;case;language;voice;engine\n"
        "Ahab;AY-hab;/ˈeɪhæb/;any;en, es-MX;heart|wren;hibari openai\n",
    )
    assert entry.how == Pronunciation(
        "AY-hab", "ˈeɪhæb", "any", ("en", "es-MX"), ("heart", "wren"), ("hibari", "openai")
    )


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("word,sya\nAhab,x\n", ["names.csv:1: unknown column sya, did you mean say?"]),
        ("word,voice\nAhab,x\n", ["names.csv:1: a column say or phonemes is missing"]),
        ("word,say,say\nAhab,x,y\n", ["names.csv:1: the column say is given twice"]),
        ("Ahab\n", ["names.csv:1: Ahab is alone; a row is a word and how it is said"]),
        (
            "word,say,case\n\nAhab,x,exact,5\nB,b,wrong\n,c,\n,,exact\n",
            [
                "names.csv:3: has 4 cells for the columns word, say and case; text with the mark"
                " between the columns in it needs quotes",
                "names.csv:4: B.case: must be any or exact, not wrong",
                "names.csv:5: a row without its word",
            ],
        ),
        ('a,b\nc,"d\n', ["names.csv:2: a quote is not closed, or text follows it"]),
    ],
)
def test_faults_of_a_lexicon_table_are_named(tmp_path: Path, text: str, named: list[str]) -> None:
    with pytest.raises(SettingsError) as refused:
        entries(tmp_path, text)
    assert len(refused.value.faults) == len(named)
    for fault, start in zip(refused.value.faults, named, strict=True):
        assert fault.startswith(start)


def test_a_lexicon_table_that_was_written_can_be_read(tmp_path: Path) -> None:
    rows: list[dict[str, object]] = [
        {"word": 'A "B", C', "say": "x;y", "count": 3},
        {"word": "D", "say": None},
    ]
    text = table_of(rows, ("word", "say", "count"))
    assert said(tmp_path, text) == {'A "B", C': "x;y"}
