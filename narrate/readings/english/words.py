"""Numbers in English words; num2words spells them, the conventions around it are kept here.

`and` is said once, before the last two figures (`one hundred twenty-three thousand four
hundred and five`), but in no ordinal, fraction or year.
"""

import re

from narrate.readings.rule import MOST_DIGITS, counted

NUMBER = r"(?:\d{1,3}(?:,\d{2,3})*,\d{3}(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)"
"""A figure, with commas between thousands and a decimal point or without"""
_LAKHS = re.compile(r"\d{1,2},\d\d,(?:\d\d,)*\d{3}(?!\d)")
_EARLY_AND = re.compile(r"(?<=hundred) and(?=.*(?:thousand|illion))|(?<=illion) and")
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
    return _EARLY_AND.sub("", counted(value, "en").replace(",", ""))


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
    return cardinal(value).replace(" and ", " ")


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
