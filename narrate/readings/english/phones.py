"""Telephone numbers and others that are read figure by figure, in groups."""

import re

from narrate.readings.english.rewriting import in_turn, rewriting
from narrate.readings.english.words import digits

_NAMED = (
    r"(?i:\b(?:ending (?:in|with)|ext(?:ension|\.)|pin(?: is| number)?|otp(?: is)?|passcode(?: is)?"
    r"|zip(?: code)?|postcode|ssn(?: is)?|(?:account|card|phone|telephone|serial|flight)"
    r" (?:number|no\.)(?: is)?|(?:dial|call|ring)(?:ed|ing|s)?(?= (?:911|999|112|000)\b)))"
)


def _groups(written: str) -> str:
    """Each group figure by figure, a comma between them; letters and round hundreds as they are."""
    said = [_group(part) for part in re.split(r"[\s().-]+", written.replace("+", "")) if part]
    return ("plus " if "+" in written else "") + ", ".join(said)


def _group(part: str) -> str:
    if part in ("800", "900"):
        return "eight hundred" if part == "800" else "nine hundred"
    if part.isalpha():
        return part
    return " ".join(each if each.isalpha() else digits(each) for each in _letters_apart(part))


def _letters_apart(part: str) -> list[str]:
    return re.findall(r"[A-Za-z]+|\d+", part)


def _vanity(match: re.Match[str]) -> str:
    letters = " ".join(
        each if each.isalpha() else f"{digits(each)}," for each in _letters_apart(match["letters"])
    )
    return f"{_groups(match['figures'])}, {letters}"


def _local(match: re.Match[str]) -> str | None:
    """`123-4567`, which is too far apart for pages or years."""
    first, _, second = match.group().partition("-")
    return _groups(match.group()) if int(second) > int(first) + 1000 else None


READING = in_turn(
    # +1 (123) 123-5678, 123.123.5678, 123-123-5678-1111
    rewriting(
        r"(?<![\w.-])(?:\+?\d{1,3}[ .-]?)?(?:\(\d{3}\)[ .-]?|\b\d{3}[ .-])"
        r"\d{3}[ .-]\d{4}(?:-\d{4})?"
        r"(?![\w-]|[.,]\d)",
        lambda m: _groups(m.group()),
    ),
    # +44 20 7946 0958, 020 7946 0958
    rewriting(
        r"(?<![\w.-])(?:\+\d{1,3}(?:[ -]?\(0\))?(?:[ -]?\(?\d{1,5}\)?){2,5}"
        r"|0\d{2,4}[ -]\d{3,4}[ -]\d{3,4})"
        r"(?![\w-]|[.,]\d)",
        lambda m: _groups(m.group()),
    ),
    rewriting(
        r"(?<![\w.-])(?P<figures>1-[89]\d\d)-(?P<letters>(?=[\dA-Z-]*[A-Z])[\dA-Z]+(?:-[\dA-Z]+)*)\b",
        _vanity,
    ),
    # 555-1234, and numbers of the form of an American social security number
    rewriting(r"(?<![\w.-])\d{3}-\d{4}(?![\w-]|[.,]\d)", _local),
    rewriting(r"(?<![\w.-])(?:555-\d{4}|\d{3}-\d{2}-\d{4})(?![\w-])", lambda m: _groups(m.group())),
    rewriting(
        r"(?:(?<=^[\"“])|(?<=\s[\"“])|(?<=\b[Aa] )|(?<=\b[Tt]he ))911"
        r"(?=, what|\.[\"”]|![\"”]| (?:call|operator|dispatch|tape|emergency))",
        lambda m: digits("911"),
        lambda text: "911" in text,
    ),
    rewriting(
        rf"(?P<before>{_NAMED}:? )(?P<figures>\d{{3,}}(?:[ -]\d{{2,}})*)(?![\w-]|[.,]\d)",
        lambda m: m["before"] + _groups(m["figures"]),
    ),
)
"""The rule `phones`"""
