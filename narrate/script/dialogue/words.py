"""The words that tell of speech: verbs of saying, titles, given names, nouns for people."""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib import resources
from typing import Any, Final, Literal

Words = frozenset[str]
Gender = Literal["m", "f"]


@dataclass(frozen=True, slots=True)
class English:
    """What is known of English tags and names; all in lower case."""

    said: Words
    """Verbs that tell who speaks (`said`)"""
    weak: Words
    """Those of them that tell it only where the quotation runs on into them (`laughed`)"""
    loose: Words
    """Those that, behind their subject, tell it only where a stop follows (`Tom called.`)"""
    needs: dict[str, Words]
    """Verbs that do only with another word behind them (`went on`)"""
    between: Words
    """Words that may be between subject and verb (`Tom then at last said`)"""
    titles: dict[str, Gender | None]
    """Words before a name"""
    given: dict[str, Gender]
    """Given names"""
    nouns: dict[str, Gender | None]
    """Nouns for people"""
    nobody: Words
    """Nouns and pronouns that stand for no single person (`the others`)"""
    things: Words
    """Nouns that say something without speaking (`the sign read: “Closed.”`)"""
    telling: Words
    """Adjectives that tell one person from another (`the old man`)"""
    no_names: Words
    """Words written with a capital that name no person"""
    exclamations: Words
    """Words that have a capital before a name and are no part of it (`Oh`, `I`)"""
    subordinators: Words
    """Begin a clause before the main one (`When Alice woke, …`)"""
    prepositions: Words
    leads: Words
    """May come before a sentence's subject (`Then Tom …`)"""
    indefinite: Words
    """Determiners of somebody not known (`a voice`)"""


@dataclass(frozen=True, slots=True)
class OtherLanguage:
    """What is known of another language's tags."""

    said: Words
    clitics: Words = frozenset()
    """Small pronouns before the verb (`le preguntó`)"""


def _read() -> Any:
    text = resources.files("narrate.script").joinpath("data", "dialogue.json")
    return json.loads(text.read_text("utf-8"))


def _english(data: Any) -> English:
    male, female = data["male"], data["female"]

    def gendered(key: str) -> dict[str, Gender]:
        men: dict[str, Gender] = dict.fromkeys(male[key].split(), "m")
        return men | dict.fromkeys(female[key].split(), "f")

    either = dict.fromkeys(data["titles"].split(), None)
    people = dict.fromkeys(data["nouns"].split(), None)
    return English(
        said=frozenset(data["said"].split()),
        weak=frozenset(data["weak"].split()),
        loose=frozenset(data["loose"].split()),
        needs={verb: frozenset(words.split()) for verb, words in data["needs"].items()},
        between=frozenset(data["aux"].split()),
        titles={**either, **gendered("titles")},
        given=gendered("names"),
        nouns={**people, **gendered("nouns")},
        nobody=frozenset(data["nobody"].split()),
        things=frozenset(data["things"].split()),
        telling=frozenset(data["telling"].split()),
        no_names=frozenset(data["calendar"].split()),
        exclamations=frozenset(data["exclamations"].split()),
        subordinators=frozenset(data["subordinators"].split()),
        prepositions=frozenset(data["prepositions"].split()),
        leads=frozenset(data["leads"].split()),
        indefinite=frozenset(data["indefinite"].split()),
    )


def _other(data: Any) -> OtherLanguage:
    return OtherLanguage(
        frozenset(data["said"].split()), frozenset(data.get("clitics", "").split())
    )


_DATA: Final = _read()
ENGLISH: Final = _english(_DATA["en"])
OTHERS: Final = {tag: _other(words) for tag, words in _DATA.items() if tag != "en"}
