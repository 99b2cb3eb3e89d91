from __future__ import annotations

from pathlib import Path

import pytest

from narrate import open_manuscript
from narrate.manuscript.tongue import language_of

PROSE = {
    "es": "El hombre volvió a la casa y no dijo una palabra, pero los niños lo miraban con temor. ",
    "fr": "Le soir, il est revenu dans la maison et les enfants ne disaient pas un mot pour elle. ",
    "de": "Der Mann kam nicht in das Haus, und die Kinder sagten auf dem Weg kein Wort zu ihm. ",
    "it": "Il ragazzo non sapeva che la porta della casa era chiusa e si sedette con gli altri. ",
    "pt": "O homem não voltou da casa com os filhos, mas ele deu uma flor do jardim ao velho. ",
    "hi": "वह घर गया और देर तक सोचता रहा। ",
    "zh": "那一年河水結冰了，沒有人記得以前有過這樣的事。",
    "ja": "東京大学病院前広場で彼女は待っていた。",
    "ru": "Была зима, и река замёрзла, чего никто не помнил. ",
    "ar": "كان الشتاء قاسيا ولم يتذكر أحد مثله. ",
    "ta": "அவன் வீட்டுக்குப் போனான். பிறகு தூங்கினான். ",
}


@pytest.mark.parametrize("language", PROSE)
def test_the_prose_of_a_manuscript_tells_its_language(language: str) -> None:
    assert language_of([PROSE[language] * 10]) == language


@pytest.mark.parametrize(
    "text",
    [
        "The man went to the house, and he did not say a word of it to his children. " * 10,
        "Ana Pedro Luis Carmen Diego Rosa " * 40,
        (PROSE["es"] + PROSE["fr"]) * 20,
        "He wrote it in his book for all of them: " * 20 + PROSE["hi"],
        "1 2 3 4 " * 100,
        "",
    ],
    ids=["english", "names", "two languages", "a quotation", "figures", "nothing"],
)
def test_an_unclear_language_of_a_manuscript_is_not_guessed(text: str) -> None:
    assert language_of([text]) is None


def test_the_language_that_a_manuscript_names_counts_before_its_prose(tmp_path: Path) -> None:
    unsaid, said = tmp_path / "unsaid.txt", tmp_path / "said.md"
    unsaid.write_text(PROSE["hi"], encoding="utf-8")
    said.write_text(f"---\nlanguage: mr\n---\n\n# एक\n\n{PROSE['hi']}", encoding="utf-8")
    assert open_manuscript(unsaid).language == "hi"
    assert open_manuscript(said).language == "mr"


FRENCH = "Le soir, il est revenu dans la maison et les enfants ne disaient pas un mot pour elle."


def test_a_language_that_the_text_contradicts_is_set_right_and_told(tmp_path: Path) -> None:
    page = tmp_path / "lettre.html"
    page.write_text(f'<html lang="en-US"><body><h1>Un</h1><p>{FRENCH}</p></body></html>', "utf-8")
    book = open_manuscript(page)
    assert book.language == "fr"
    assert book.language_note == (
        "the manuscript says that it is in English (en), but it is not: its text is read as French"
        ' (fr); if that is wrong, set books: {"lettre.html": {language: en}}'
    )


@pytest.mark.parametrize(
    ("text", "language", "told"),
    [
        ("Il pleut.", "fr", "too few words to be sure of one; its text is read as French (fr)"),
        ("Il pleut, et les enfants ne disent pas un mot.", "fr", ""),
        ("Call me Ishmael.", None, ""),
        ("ᏣᎳᎩ ᎦᏬᏂᎯᏍᏗ", "und", "of no language that narrate knows; set books"),
    ],
)
def test_a_short_text_is_recognised_or_asked_about(
    tmp_path: Path, text: str, language: str | None, told: str
) -> None:
    path = tmp_path / "a.txt"
    path.write_text(text, "utf-8")
    book = open_manuscript(path)
    assert book.language == language
    assert told in book.language_note if told else not book.language_note


def test_what_a_script_file_says_of_languages_is_taken_as_it_stands(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(
        f"---\nnarrate: script 1\nlanguage: en\n---\n\n# Un\n\n{FRENCH}\n\n"
        "[The man and the dog of the house went to that field.]{lang fr}\n",
        "utf-8",
    )
    book = open_manuscript(path)
    assert book.language == "en" and not book.language_note
    assert [span.language for span in book.chapters[0].languages] == ["fr"]


def test_marks_on_words_of_the_books_own_language_are_not_believed(tmp_path: Path) -> None:
    page = tmp_path / "a.html"
    own = "<p lang='de'>This is English, and a program has marked it as German.</p>"
    french = f"<p lang='fr'>{FRENCH}</p><p lang='fr'>Oui.</p>"
    page.write_text(f"<html lang='en'><body><h1>A</h1>{own * 3}{french}</body></html>", "utf-8")
    chapter = open_manuscript(page).chapters[0]
    marked = [chapter.text[span.start : span.end] for span in chapter.languages]
    assert marked == [FRENCH, "Oui."]
