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
        PROSE["es"],
        "Ana Pedro Luis Carmen Diego Rosa " * 40,
        (PROSE["es"] + PROSE["fr"]) * 20,
        "He wrote it in his book for all of them: " * 20 + PROSE["hi"],
        "1 2 3 4 " * 100,
        "",
    ],
    ids=["english", "too short", "names", "two languages", "a quotation", "figures", "nothing"],
)
def test_an_unclear_language_of_a_manuscript_is_not_guessed(text: str) -> None:
    assert language_of([text]) is None


def test_the_language_that_a_manuscript_names_counts_before_its_prose(tmp_path: Path) -> None:
    unsaid, said = tmp_path / "unsaid.txt", tmp_path / "said.md"
    unsaid.write_text(PROSE["hi"], encoding="utf-8")
    said.write_text(f"---\nlanguage: mr\n---\n\n# एक\n\n{PROSE['hi']}", encoding="utf-8")
    assert open_manuscript(unsaid).language == "hi"
    assert open_manuscript(said).language == "mr"
