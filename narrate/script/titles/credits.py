"""Opening and closing credits: a template filled with what is known of the book, as a chapter.

Stores want title, author and narrator before the book, and closing words that say that it is over
(ACX audio submission requirements). That a voice is synthetic is said where no narrator is named.
A sentence that would say something unknown is left out whole. Every sentence is a paragraph of its
own, so that another narrator's name costs one take.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Final

import regex

from narrate.book import Block, Chapter
from narrate.chunk import Voicing
from narrate.language import primary
from narrate.script.sentences.sentences import split_sentences

_PLACEHOLDER = regex.compile(r"\{\s*(\w+)\s*\}")
_FILLED = regex.compile(r"X(\d+)X(?P<stop>[.।]?)")
_STOPPED = regex.compile(r"[.!?…।॥]['\"”’»)\]]*$")
_VOICE_NAME = regex.compile(r"(?:[a-z]{2}_)?(?P<name>\p{L}[\p{L}\p{M}'’ _-]*)", regex.I)
"""Behind the letters by which Kokoro tells accent and sex: `af_heart`"""
_LANGUAGE_TAG = regex.compile(r"[a-z]{2,3}[-_][A-Z]{2}")


@dataclass(frozen=True, slots=True)
class CreditWords:
    """Titles and templates in one language, from `script/data/credits.json`."""

    opening_title: str
    closing_title: str
    opening: str
    closing: str
    voice: str
    """A synthetic voice that has a name, `{}`, in the place of {narrator}"""
    some_voice: str
    """One that has none"""


_DATA = resources.files("narrate.script").joinpath("data", "credits.json").read_text("utf-8")
WORDS: Final = {tag: CreditWords(**words) for tag, words in json.loads(_DATA).items()}
ENGLISH: Final = WORDS["en"]


def credit_words(language: str) -> CreditWords:
    """Those of a tag, with or without a region; English ones for any other language."""
    return WORDS.get(primary(language), ENGLISH)


def credits_chapter(number: int, title: str, sentences: list[str]) -> Chapter:
    """The credits as a chapter of that number, a paragraph for each sentence."""
    blocks, at = [], 0
    for sentence in sentences:
        blocks.append(Block("paragraph", at, at + len(sentence)))
        at += len(sentence) + 2
    return Chapter(number, title, "\n\n".join(sentences), tuple(blocks))


def fill(template: str, facts: Mapping[str, str], language: str) -> list[str]:
    """The sentences of a template, filled; those that name an unknown fact are left out.

    A full stop behind a fact that ends in one, or in another mark (`Who Goes There?`), is dropped.
    """
    names: list[str] = []

    def numbered(match: regex.Match[str]) -> str:
        names.append(match[1])
        return f"X{len(names) - 1}X"

    # With a word of capitals in the place of each fact, a sentence begins where one begins.
    plain = _PLACEHOLDER.sub(numbered, template)
    values = [" ".join(facts.get(name, "").split()) for name in names]

    def fact(match: regex.Match[str]) -> str:
        value = values[int(match[1])]
        return value if _STOPPED.search(value) else value + match["stop"]

    sentences = []
    for sentence in split_sentences(plain, language):
        if all(values[int(match[1])] for match in _FILLED.finditer(sentence)):
            sentences.append(_FILLED.sub(fact, sentence))
    return sentences


def voice_named(voicing: Voicing, words: CreditWords) -> str:
    """The voice of a book as its narrator: `the synthetic voice Heart`.

    A voice that is called by a language is known by its engine's name, one that has but a code
    for a name by none.
    """
    name = voicing.voice
    if _LANGUAGE_TAG.fullmatch(name):
        name = voicing.engine
    match = _VOICE_NAME.fullmatch(name)
    if match is None:
        return words.some_voice
    parts = match["name"].replace("_", " ").replace("-", " ").split()
    return words.voice.format(" ".join(part[:1].upper() + part[1:] for part in parts))
