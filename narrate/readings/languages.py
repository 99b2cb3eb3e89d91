"""What is known of each language, and what a rule of reading is.

`data/languages.json` serves the cutting of sentences in all languages (abbreviations, sentence
openers, conjunctions), `data/TAG.json` the readings of one. A reading has a name by which it is
switched, and what it does to a text. Also the number words of num2words, each asked for once.
"""

import functools
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from importlib import resources
from typing import Any, Literal, get_args

from narrate.language import primary

RuleName = Literal[
    "abbreviations",  # Dr., St. as Saint or Street, No., vs.
    "addresses",  # web and e-mail addresses, file names, hashtags
    "capitals",  # words that the book also writes otherwise; made of the book, not the language
    "dates",
    "decimals",
    "fractions",
    "math",
    "measures",  # figures with units
    "money",
    "numbers",  # plain whole numbers
    "ordinals",
    "phones",
    "ranges",
    "roman",  # in context: chapters, kings
    "serials",  # codes of letters and digits
    "symbols",
    "times",  # and chapter and verse, which look like them
    "years",
]

RULE_NAMES: tuple[RuleName, ...] = get_args(RuleName)


JOINT = "\u00ad"
"""Marks where a long number word may be parted, for engines that need it; no text has it before

It is the soft hyphen, so what a reading gives is plain words to everybody else.
"""

BRITISH = "\u2063"
"""Stands behind the `and` of a number that American usage leaves out; no text has it before"""


@dataclass(frozen=True, slots=True)
class Reading:
    """One rule of a language; it leaves alone what it is not sure of."""

    name: RuleName
    apply: Callable[[str], str]
    """From a line of clean text to the same with its own matter put into words"""


MOST_DIGITS = 24
"""Longer figures are codes and are left alone; num2words counts this far in every language"""


@functools.lru_cache(maxsize=8192)
def counted(number: int, language: str) -> str:
    """The counting form of a whole number of at most `MOST_DIGITS` digits, as num2words says it."""
    from num2words import num2words  # 15 ms: only where there is a figure to read

    return str(num2words(number, lang=language))


Words = frozenset[str]


@dataclass(frozen=True, slots=True)
class LanguageRules:
    """One language's entry in `data/languages.json`; in lower case, without final stop."""

    name: str
    titles: Words = frozenset()
    """Stand before a name, so never end a sentence (`mr`)"""
    abbreviations: Words = frozenset()
    """May end a sentence or not; Punkt decides (`etc`)"""
    numbered: Words = frozenset()
    """Abbreviations only before a figure (`no`, `p`, `mar`)"""
    endings: Words = frozenset()
    """End a sentence where a capital follows (`p.m`, `b.c`, `ph.d`)"""
    units: Words = frozenset()
    """Abbreviations only after a figure (`ft`, `in`); end a sentence before a capital"""
    starters: Words = frozenset()
    """Words that, capitalised, open a sentence rather than carry a name on"""
    common: Words = frozenset()
    """Words never capitalised inside a sentence, as counted by `benchmarks/train_punkt.py`"""
    small: Words = frozenset()
    """Words that are no name and no abbreviation, also in capitals (`HIM`)"""
    short: Words = frozenset()
    """Words of one letter that end sentences, where a script has no capitals for initials (`है`)"""
    conjunctions: Words = frozenset()
    """A clause begins with these"""
    openers: Words = frozenset()
    """Prepositions that open a sentence (`At 5 a.m. Mr. Smith rose.`)"""
    reporting: Words = frozenset()
    """Verbs that say who spoke (`said`)"""
    quotatives: tuple[str, ...] = field(default=())
    """How words begin that tie a quotation to what follows it"""
    suffixes: tuple[str, ...] = field(default=())
    """How compounds end that are abbreviated before a figure (`Hauptstr. 5`)"""
    ordinals: bool = False
    """A figure with a full stop is an ordinal (`12. Juni`)"""


@functools.cache
def rules_for(language: str) -> LanguageRules:
    """The rules of a tag, with or without a region (`en-GB`); bare ones for an unknown tag."""
    name = primary(language)
    entry = data_of("languages").get(name, {}) | data_of("trained").get(name, {})
    values = {f.name: entry[f.name] for f in fields(LanguageRules) if f.name in entry}
    words = {
        key: frozenset(value.split()) for key, value in values.items() if isinstance(value, str)
    }
    endings = {key: tuple(values.get(key, "").split()) for key in ("quotatives", "suffixes")}
    return LanguageRules(name, **(values | words | endings))


@functools.cache
def data_of(name: str) -> Mapping[str, Any]:
    """What `data/NAME.json` holds: for a primary tag (`de`) the words of its readings."""
    text = resources.files(__package__).joinpath("data", f"{name}.json").read_text("utf-8")
    data: Mapping[str, Any] = json.loads(text)
    return data
