"""The words that tell of speech: verbs of saying, titles, given names, nouns for people."""

import json
from dataclasses import dataclass
from importlib import resources
from typing import Any, Final, Literal

Words = frozenset[str]
Gender = Literal["m", "f"]
GENDERS: Final[tuple[Gender, ...]] = ("m", "f")


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
    kin: Words
    """Nouns that stand for one who has a name too (`my wife`)"""
    generic: Words
    """Nouns for people that mean another in each chapter (`the man`)"""
    ranks: Words
    """Nouns that mean the only one who has them as a title (`the doctor`: Dr. Lane)"""


@dataclass(frozen=True, slots=True)
class OtherLanguage:
    """What is known of another language's tags."""

    said: Words
    clitics: Words = frozenset()
    """Small pronouns beside the verb (`le preguntó`)"""
    first: Words = frozenset()
    """Verbs of which the narrator is the subject (`dije`)"""
    narrator: Words = frozenset()
    """`I`"""
    pronouns: Words = frozenset()
    """Subjects that name nobody (`elle`, `dieser`)"""
    articles: Words = frozenset()
    """Before a noun that is the subject"""
    indefinite: Words = frozenset()
    """Those of them before somebody who is not known (`eine Stimme`)"""
    titles: Words = frozenset()
    """Before a name; in Hindi behind it"""
    links: Words = frozenset()
    """In small letters inside a name"""
    adjectives: Words = frozenset()
    """Before the noun (`le vieil homme`)"""
    between: Words = frozenset()
    """May stand between subject and verb; in Hindi and Tamil: end or begin a subject"""
    leads: Words = frozenset()
    """May stand before a subject at the head of a sentence, with a capital"""
    stems: Words = frozenset()
    """Beginnings of verbs of saying"""
    quoting: Words = frozenset()
    """Right behind what somebody says (`என்று`), beside verbs of saying"""
    capital_nouns: Words = frozenset()
    """Not empty where every noun has a capital"""


def _english(data: Any) -> English:
    male, female = data["male"], data["female"]

    def gendered(key: str) -> dict[str, Gender]:
        men: dict[str, Gender] = dict.fromkeys(male[key].split(), "m")
        return men | dict.fromkeys(female[key].split(), "f")

    plain = data.keys() - {"needs", "male", "female", "titles", "nouns"}
    return English(
        **{key: frozenset(data[key].split()) for key in plain},
        needs={verb: frozenset(others.split()) for verb, others in data["needs"].items()},
        titles={**dict.fromkeys(data["titles"].split()), **gendered("titles")},
        given=gendered("names"),
        nouns={**dict.fromkeys(data["nouns"].split()), **gendered("nouns")},
    )


_DATA: Final = json.loads(
    resources.files("narrate.script").joinpath("data", "dialogue.json").read_text("utf-8")
)
ENGLISH: Final = _english(_DATA["en"])
OTHERS: Final = {
    tag: OtherLanguage(**{key: frozenset(words.split()) for key, words in entry.items()})
    for tag, entry in _DATA.items()
    if tag != "en"
}
