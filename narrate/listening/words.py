"""Text as words that can be compared: what was to be said, and what was heard.

Both lose what no ear tells apart: capitals, marks, accents, hyphens. Contractions are spelled
out, numbers become words. Spellings, homophones and names are left to `alignment`.
"""

import functools
import json
import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from importlib import resources
from typing import Any, Final

import regex

_PHONEMES: Final = re.compile(r"\[([^\]\n]*)\]\(/[^)\n]*/\)")
"""A word with its pronunciation beside it, as hibari's family of voices takes it"""
_TOKEN: Final = regex.compile(
    r"(?P<money>[$£€])?(?P<number>\d+(?:[,. \u00a0\u202f]\d{3})*(?:[.,:]\d+)?)"
    r"(?P<ordinal>st|nd|rd|th|d|º|ª|er|re|e|o|a)?(?![^\W\d_])"
    r"|\p{L}[\p{L}\p{M}\u200c\u200d]*(?:'\p{L}[\p{L}\p{M}]*)*|\d+|[$£€%&+=@]"
)
_MARKS: Final = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "\u00ad": "", "\u200b": ""})
_ROMAN: Final = re.compile(r"(?=[IVXLC]{2})(?:XC|XL|L?X{0,4})(?:IX|IV|V?I{0,4})$")
_ROMAN_DIGITS: Final = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_MOST_DIGITS: Final = 12
"""Longer figures are read digit by digit"""

TABLES: Final[Mapping[str, Any]] = json.loads(
    resources.files(__package__).joinpath("words.json").read_text("utf-8")
)
"""What is known of languages: words of signs, short forms, letters' names, least likelihoods"""
_SIGNS: Final[Mapping[str, Mapping[str, str]]] = TABLES["signs"]
_SHORT: Final[Mapping[str, Mapping[str, str]]] = TABLES["short"]
_CENTS: Final = {"$": "cents", "£": "pence", "€": "cents"}
"""English; elsewhere the figure alone is said often enough"""
_CONTRACTED: Final = (
    (re.compile("^(?:can|ca)'t$"), "can not"),
    (re.compile("^won't$"), "will not"),
    (re.compile("^shan't$"), "shall not"),
    (re.compile("^(.+)n't$"), r"\1 not"),
    (re.compile("^(.+)'ll$"), r"\1 will"),
    (re.compile("^(.+)'re$"), r"\1 are"),
    (re.compile("^(.+)'ve$"), r"\1 have"),
    (re.compile("^(i)'m$"), r"\1 am"),
    (re.compile("^(it|he|she|that|there|what|who|here|where|let)'s$"), r"\1 is"),
)
"""English; let's becomes `let is` on both sides, which harms nothing"""


def unmarked(spoken: str) -> str:
    """A spoken text with its words alone, without the pronunciations beside them."""
    return _PHONEMES.sub(r"\1", spoken)


def words_of(text: str, language: str, other: Collection[str] = ()) -> tuple[str, ...]:
    """The words of a text, each of small letters without accents or marks; none is empty.

    `language` is a primary tag. A figure can be read in several ways (1894: a number, a year,
    digits); the one is taken that has most words among `other`, the words of the other side.
    """
    plain = unmarked(unicodedata.normalize("NFKC", text.translate(_MARKS)))
    found = (_spoken(token, language, frozenset(other)) for token in _TOKEN.finditer(plain))
    return tuple(word for words in found for word in words)


def _spoken(token: regex.Match[str], language: str, other: frozenset[str]) -> Iterator[str]:
    written = token.group()
    if token["money"]:
        amounts = _money_readings(token, language)  # "five dollars" is in "five dollars and ten"
        yield from _best(sorted(amounts, key=len, reverse=True), other)
    elif token["number"]:
        yield from _best(_figure_readings(token, language), other)
    elif written.isdigit():
        yield from _best(_readings(written, "", language), other)
    elif sign := _SIGNS.get(language, {}).get(written):
        yield from _letters(sign)
    elif written.isupper() and _ROMAN.match(written):
        plain = tuple(_letters(written))
        yield from _best([plain, *_readings(str(_roman(written)), "", language)], other)
    else:
        yield from _word(written.casefold(), language)


def _word(word: str, language: str) -> Iterator[str]:
    if language == "en" and "'" in word:
        for contracted, whole in _CONTRACTED:
            if contracted.match(word):
                word = contracted.sub(whole, word)
                break
    for part in word.split():
        for letters in _letters(part):
            yield from _SHORT.get(language, {}).get(letters, letters).split()


def _letters(text: str) -> Iterator[str]:
    """Its words without accents and apostrophes; hyphens part words."""
    plain = unicodedata.normalize("NFD", text.casefold())
    # Marks of European letters are dropped; in other scripts marks are letters.
    bare = (c for c in plain if not "\u0300" <= c <= "\u036f")
    kept = "".join(c if c.isalnum() or c == "'" or ord(c) > 0x2FF else " " for c in bare)
    yield from filter(None, (part.replace("'", "") for part in kept.split()))


def _best(readings: Iterable[tuple[str, ...]], other: frozenset[str]) -> tuple[str, ...]:
    """The reading with the largest share of its words among the others; of equals the first."""
    return max(readings, key=lambda words: sum(w in other for w in words) / (len(words) or 1))


def _figure_readings(token: regex.Match[str], language: str) -> list[tuple[str, ...]]:
    number, ordinal = token["number"], token["ordinal"] or ""
    whole, _, rest = number.partition(":")
    if rest:  # a time
        return [_first(whole, language) + (_first(rest, language) if rest.strip("0") else ())]
    grouped = re.fullmatch(r"(\d{1,3}(?:[,. \u00a0\u202f]\d{3})+)", number)
    parts = [re.sub(r"\D", "", number)] if grouped else re.split(r"[.,]", number)
    if len(parts) == 1:
        return _readings(parts[0], ordinal, language)
    point = {"en": ("point",), "de": ("komma",), "es": ("coma",), "fr": ("virgule",)}
    digits = tuple(word for digit in parts[1] for word in _first(digit, language))
    money = _first(parts[0], language) + _first(parts[1], language)
    return [_first(parts[0], language) + point.get(language, ()) + digits, money]


def _money_readings(token: regex.Match[str], language: str) -> list[tuple[str, ...]]:
    """An amount: its figure and the currency, or, in English, dollars and cents."""
    currency = tuple(_letters(_SIGNS.get(language, {}).get(token["money"], "")))
    readings = [(*reading, *currency) for reading in _figure_readings(token, language)]
    whole, _, rest = token["number"].replace(",", "").partition(".")
    if language == "en" and len(rest) == 2 and whole.isdigit():
        cents = (*_first(rest, language), _CENTS[token["money"]])
        readings.append((*_first(whole, language), *currency, "and", *cents))
        readings.append((*_first(whole, language), *currency, *cents))
    return readings


def _first(digits: str, language: str) -> tuple[str, ...]:
    return _readings(digits, "", language)[0]


@functools.lru_cache(maxsize=4096)
def _readings(digits: str, ordinal: str, language: str) -> list[tuple[str, ...]]:
    """All ways to say a figure, the likeliest first."""
    one_by_one = tuple(word for digit in digits for word in _said(int(digit), language, "cardinal"))
    if len(digits) > _MOST_DIGITS:
        return [one_by_one]
    number = int(digits)
    forms = [_said(number, language, "ordinal")] if ordinal else []
    forms.append(_said(number, language, "cardinal"))
    if len(digits) == 4:
        forms.append(_said(number, language, "year"))
        hundreds = _said(number // 100, language, "cardinal")
        forms.append((*hundreds, *_said(number % 100, language, "cardinal")))
    if not ordinal:
        forms.append(_said(number, language, "ordinal"))
    return [form for form in (*forms, one_by_one) if form] or [(digits,)]


def _said(number: int, language: str, form: str) -> tuple[str, ...]:
    """A number in words, nothing where num2words has none."""
    from num2words import num2words  # 15 ms: only where there is a figure

    say: Callable[..., str] = num2words
    try:
        return tuple(_letters(str(say(number, lang=language, to=form))))
    except (NotImplementedError, OverflowError, ValueError, KeyError, IndexError, TypeError):
        return ()


def _roman(numeral: str) -> int:
    values = [_ROMAN_DIGITS[letter] for letter in numeral]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < after else value for value, after in pairs)
