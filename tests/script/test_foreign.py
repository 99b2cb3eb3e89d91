"""Which passages in another language get a voice of their own."""

from __future__ import annotations

import re

import pytest

from narrate.book import Block, Chapter, LanguageSpan
from narrate.script.foreign import foreign_passages

_MARK = re.compile(r"<(\w+(?:-\w+)?)>(.*?)</>", re.DOTALL)


def marked(text: str, tag: str = "") -> Chapter:
    """A chapter of paragraphs with `<fr>…</>` around what is in another language."""
    spans, plain, at = [], "", 0
    for found in _MARK.finditer(text):
        plain += text[at : found.start()]
        spans.append(LanguageSpan(len(plain), len(plain) + len(found[2]), tag or found[1]))
        plain += found[2]
        at = found.end()
    plain += text[at:]
    edges = [(m.start(), m.end()) for m in re.finditer(r"(?:(?!\n\n).)+", plain, re.DOTALL)]
    blocks = tuple(Block("paragraph", start, end) for start, end in edges)
    return Chapter(1, "", plain, blocks, languages=tuple(spans))


def passages(text: str, *, mute: bool = False) -> list[str]:
    chapter = marked(text)
    found = foreign_passages(chapter, "en", lambda _: mute)
    return [chapter.text[span.start : span.end] for span in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<fr>Venez vite, mon ami.</>", ["Venez vite, mon ami."]),
        ("<fr>Oui.</>", ["Oui."]),  # a paragraph
        ("She knew. <fr>Il ne revint jamais.</> She slept.", ["Il ne revint jamais."]),
        ("“<fr>Je ne sais pas,</>” he said.", ["“Je ne sais pas,”"]),
        ("He said: « <fr>Je ne sais pas !</> » and left.", ["« Je ne sais pas ! »"]),
        (
            "The motto—<fr>il faut cultiver notre jardin</>—was his.",
            ["—il faut cultiver notre jardin"],
        ),
        ("(<de>so ist das Leben</>) he wrote.", ["(so ist das Leben)"]),
        ("Hear: <fr>Un mot.</> <fr>Et puis deux.</> End.", ["Un mot. Et puis deux."]),
        ("‘<fr>Viens avec moi</>’, she said.", ["‘Viens avec moi’,"]),
        ("A word. ¿<es>Dónde está la niña</>? None knew.", ["¿Dónde está la niña?"]),
        ("He sang\n<fr>au clair de la lune</>\nall night.", ["au clair de la lune"]),
    ],
)
def test_sentences_quotations_and_clauses_are_worth_a_voice(text: str, expected: list[str]) -> None:
    assert passages(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "He had a certain <fr>savoir faire</>, they said.",
        "He was, <fr>à tout prix et toujours</>, a gentleman.",
        "“<fr>Mon Dieu!</>” she cried.",
        "It was the <la>pede claudo</> of the poets.",
        "The <fr>maître d’hôtel de la maison</> came in.",
        "The inn was called Mr. <fr>Jean de la Fontaine</> by all.",
        "<en-GB>The whole of it is English.</>",
        "<und>Nobody knows this tongue.</>",
        "<mul>Two of them here.</>",
    ],
)
def test_words_inside_a_sentence_stay_with_the_voice_around_them(text: str) -> None:
    assert passages(text) == []


def test_of_a_longer_stretch_the_whole_sentences_get_the_voice() -> None:
    text = "She read the <fr>pauvre homme. Il ne revint jamais. Elle</> wept for him."
    assert passages(text) == ["Il ne revint jamais."]


def test_a_word_that_the_voice_around_it_cannot_say_gets_one_wherever_it_is() -> None:
    assert passages("She wrote <zh>你好</> in her book.", mute=True) == ["你好"]
    assert passages("She wrote <zh>你好</> in her book.") == []
    assert passages("She wrote: “<zh>你好，我的朋友</>” in it.") == ["“你好，我的朋友”"]


def test_passages_keep_to_their_paragraphs() -> None:
    text = "<fr>Je suis venu. Elle\n\nest partie hier soir.</> So he said."
    assert passages(text) == ["Je suis venu. Elle", "est partie hier soir."]
