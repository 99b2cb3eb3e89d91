"""How a pattern becomes a reading: where it applies, how its words fit the line; number words.

num2words spells these, the conventions around it are kept here. `and` is said once, before the
last two figures (`one hundred twenty-three thousand four hundred and five`), but in no ordinal,
fraction or year. A mark stands behind it, so that American voices can leave it out.
"""

import functools
import itertools
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from narrate.readings.languages import BRITISH, MOST_DIGITS, counted

DETERMINED = r"(?:(?<=\b[Aa] )|(?<=\b[Tt]he )|(?<=\b[Hh]is )|(?<=\b[Hh]er )|(?<=\b[Mm]y ))"
"""Behind `a`, `the` or a possessive"""
Say = Callable[[re.Match[str]], str | None]
"""The words for a match; None leaves it as it is written"""

SentenceEnds = Callable[[str], Iterable[int]]
"""From a text to the positions where its sentences end"""

_FIGURE = re.compile(r"[0-9¼-¾⅐-⅞]")
_FIGURES = re.compile(r"[\d,]+")
_MOST = 40
_ENDLESS = re.compile(rf"(?:\d[,.]?){{{_MOST}}}")
_STARTS = re.compile(r"(?:^|(?<!\s[a-z])[.!?…][\"”’')\]]*\s)[\"“‘'(\[]*$")
_SHOUTED = re.compile(r"(?<![A-Z\d])[A-Z]{4,}(?![A-Z\d])")
_GOES_ON = re.compile(r"[\"”’')\]]*\s+[\"“‘'(\[]*[A-Z0-9]")
_STOP = re.compile(rf"[.!?…][\"”’')\]]*(?={_GOES_ON.pattern})")
_AT_END = re.compile(r"[ \"”’')\]]*$")
_COUNTED = re.compile(
    r"(?: (?:more|other|such|good|armed|able|old|young|odd|square|cubic|solid|poor))*"
    r" (?!(?:as|has|is|was|his|its|this|thus|us|yes|plus|does|unless|perhaps|always|across)\b)"
    r"(?:[a-z]{2,}s|men|women|people|children|feet|sheep|cattle|oxen|horse|foot|sail|head|miles?"
    r"|pieces?|francs?|thousand|million|dozen|hundred|inhabitants)\b"
)


@functools.lru_cache(maxsize=64)
def has_figure(text: str) -> bool:
    """Whether there is any figure in a text: most of a novel's lines have none."""
    return _FIGURE.search(text) is not None


@dataclass(frozen=True, slots=True)
class Rewriting:
    """A rule that puts words in the place of what a pattern finds."""

    pattern: re.Pattern[str]
    said: Callable[[re.Match[str]], str]
    applies: Callable[[str], bool]
    """Whether there may be anything to find in a text: quicker than to look"""

    def __call__(self, text: str) -> str:
        """The text with those words."""
        return self.pattern.sub(self.said, text) if self.applies(text) else text


def rewriting(
    pattern: str, say: Say, applies: Callable[[str], bool] = has_figure, *, flags: int = 0
) -> Rewriting:
    """A rule that puts words in the place of what `pattern` finds."""

    def said(match: re.Match[str]) -> str:
        words = None if _is_endless(match) else say(match)
        return match.group() if words is None else _fitted(match, words)

    return Rewriting(re.compile(pattern, flags), said, applies)


def _is_endless(match: re.Match[str]) -> bool:
    """Whether its figures are more than anybody says, or than int takes."""
    return match.end() - match.start() > _MOST and _ENDLESS.search(match.group()) is not None


def in_turn(*rules: Callable[[str], str]) -> Callable[[str], str]:
    """Several rules under one name, one after the other.

    What several in a row ask of a text is asked once: a novel's lines have nothing for most.
    """
    groups = [(applies, tuple(group)) for applies, group in itertools.groupby(rules, _asks)]

    def apply(text: str) -> str:
        for applies, group in groups:
            if applies is None or applies(text):
                for rule in group:
                    text = rule(text)
        return text

    return apply


def _asks(rule: Callable[[str], str]) -> Callable[[str], bool] | None:
    return rule.applies if isinstance(rule, Rewriting) else None


def _fitted(match: re.Match[str], words: str) -> str:
    """In capitals where the line is, and with a capital where a sentence begins."""
    text, start = match.string, match.start()
    if _is_shouted(text):
        return words.upper()
    if not match.group()[0].islower() and _begins_sentence(text, start):
        return words[:1].upper() + words[1:]
    return words


def _begins_sentence(text: str, start: int) -> bool:
    """Whether a sentence begins there; after a full stop only where one ends: not `fl. 1300`."""
    before = _STARTS.search(text, max(0, start - 5), start)
    if before is None:
        return False
    at = before.start()
    if not before.group().startswith(".") or at == 0 or text.endswith(" no", 0, at):
        return True  # a `no.` that is left here is an answer
    return not _ends(text).isdisjoint(range(at + 1, start + 1))


@functools.lru_cache(maxsize=4)
def _is_shouted(text: str) -> bool:
    return text.isupper() and _SHOUTED.search(text) is not None


def stop_at(match: re.Match[str]) -> str:
    """The full stop, where that of an abbreviation at the match's end also ends a sentence."""
    return "." if match.group().endswith(".") and ends_sentence(match.string, match.end()) else ""


def ends_sentence(text: str, end: int) -> bool:
    """Whether a sentence ends at the stop before `end`."""
    if _AT_END.match(text, end):
        return True
    if not _GOES_ON.match(text, end):
        return False
    return not _ends(text).isdisjoint((end, end + 1, end + 2))


def find_sentence_ends_by(splitter: SentenceEnds) -> None:
    """Hand in what splits sentences; until then `stops_before_capitals` does."""
    global _splitter
    _splitter = splitter
    _ends.cache_clear()


def stops_before_capitals(text: str) -> Iterable[int]:
    """Where a text without a splitter may have ends: `5 ft. He` has one, `5 ft. tall` none."""
    return (stop.end() for stop in _STOP.finditer(text))


_splitter: SentenceEnds = stops_before_capitals


@functools.lru_cache(maxsize=4)
def _ends(text: str) -> frozenset[int]:
    return frozenset(_splitter(text))


def counts(match: re.Match[str]) -> bool:
    """Whether the figures are followed by what they count: `1894 men`."""
    return _COUNTED.match(match.string, match.end()) is not None


def counts_after(match: re.Match[str]) -> bool:
    """Whether the figures right after a match count something: `no. 5 men came`."""
    figures = _FIGURES.match(match.string, match.end())
    return figures is not None and _COUNTED.match(match.string, figures.end()) is not None


def following(match: re.Match[str]) -> str:
    """The text after a match, as far as a rule may look."""
    return match.string[match.end() : match.end() + 40]


def before(match: re.Match[str], length: int = 24) -> str:
    """The end of the text before a match."""
    return match.string[max(0, match.start() - length) : match.start()]


NUMBER = r"(?:\d{1,3}(?:,\d{2,3})*,\d{3}(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)"
"""A figure, with commas between thousands and a decimal point or without"""
_LAKHS = re.compile(r"\d{1,2},\d\d,(?:\d\d,)*\d{3}(?!\d)")
_EARLY_AND = re.compile(r"(?<=hundred) and(?=.*(?:thousand|illion))|(?<=illion) and")
_AND = f" and{BRITISH} "
_ORDINALS = {
    "one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth",
    "nine": "ninth", "twelve": "twelfth",
}  # fmt: skip
_DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def cardinal(value: int) -> str:
    """`one hundred and five`; below zero with `minus`."""
    if value < 0:
        return f"minus {cardinal(-value)}"
    if len(str(value)) > MOST_DIGITS:
        return digits(str(value))
    return _EARLY_AND.sub("", counted(value, "en").replace(",", "")).replace(" and ", _AND)


def ordinal(value: int) -> str:
    """`one hundred fifth`, `twenty-first`."""
    said = plain(value)
    start = max(said.rfind(" "), said.rfind("-")) + 1
    last = said[start:]
    if last in _ORDINALS:
        return said[:start] + _ORDINALS[last]
    return f"{said[:-1]}ieth" if last.endswith("y") else f"{said}th"


def plain(value: int) -> str:
    """A cardinal without any `and`: `one hundred five`."""
    return without_and(cardinal(value))


def without_and(words: str) -> str:
    """The words of a number as Americans say it."""
    return words.replace(_AND, " ")


def digits(figures: str) -> str:
    """Figure by figure: `one two three`; what is no figure is left out."""
    return " ".join(_DIGITS[int(figure)] for figure in figures if figure.isdecimal())


def number(written: str) -> str:
    """What is written as `NUMBER`: `one thousand`, `two point five`, `zero zero seven`."""
    if _LAKHS.match(written):
        return in_lakhs(written)
    whole, point, part = written.replace(",", "").partition(".")
    if len(whole) > 1 and whole[0] == "0":
        said = digits(whole)
    else:
        said = cardinal(int(whole)) if whole else ""
    return f"{said} point {digits(part)}".strip() if point else said


def in_lakhs(written: str) -> str:
    """`1,25,000`, with commas as in India: one lakh twenty-five thousand."""
    whole, point, part = written.replace(",", "").partition(".")
    crores, rest = divmod(int(whole), 10**7)
    lakhs, rest = divmod(rest, 10**5)
    said = [f"{cardinal(crores)} crore"] if crores else []
    said += [f"{cardinal(lakhs)} lakh"] if lakhs else []
    said += [cardinal(rest)] if rest else []
    return " ".join(said) + (f" point {digits(part)}" if point else "")


def year(value: int) -> str:
    """`nineteen oh five`, `eighteen hundred`, `two thousand five`, `three forty`, `forty-four`."""
    century, rest = divmod(value, 100)
    if not century or value > 9999:
        return cardinal(value)
    if century % 10 == 0 and rest < 10:
        return plain(value) if century == 20 else cardinal(value)
    return f"{cardinal(century)} {_in_century(rest)}"


def _in_century(rest: int) -> str:
    if rest == 0:
        return "hundred"
    return f"oh {cardinal(rest)}" if rest < 10 else cardinal(rest)


def two_figures(written: str) -> str:
    """The last two figures of a year: `oh five`, `ninety-eight`."""
    if written == "00":
        return "oh oh"
    return f"oh {cardinal(int(written))}" if written[0] == "0" else cardinal(int(written))


def in_pairs(written: str) -> str:
    """A house's number: `fourteen twenty-eight`, `one twenty-three`, `seven zero eight`."""
    if len(written) > 4 or written[0] == "0":
        return digits(written)
    head, rest = written[:-2], written[-2:]
    if not head or rest == "00":
        return year(int(written))
    if rest[0] == "0":
        tens = digits(rest) if len(head) == 1 or head[-1] != "0" else cardinal(int(rest))
        return f"{cardinal(int(head))} {tens}"
    return f"{cardinal(int(head))} {cardinal(int(rest))}"


def plural(word: str) -> str:
    """`dollars`, `pennies`, `inches`, `nineties`; of several words the last one's."""
    if word.endswith(("s", "x", "ch", "sh")):
        return f"{word}es"
    if word.endswith("y") and word[-2] not in "aeiou":
        return f"{word[:-1]}ies"
    return f"{word}s"
