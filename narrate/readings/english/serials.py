"""Codes of letters and figures: `C24`, `covid-19`, `978-0`; telephone and like numbers."""

import itertools
import re

from narrate.numerals import roman_value
from narrate.readings.english.rewriting import (
    DETERMINED,
    cardinal,
    counts,
    digits,
    has_figure,
    in_pairs,
    in_turn,
    number,
    plain,
    plural,
    rewriting,
)
from narrate.readings.languages import data_of

_FORMATS: dict[str, str] = data_of("en")["book_formats"]
_PARTS = re.compile(r"\d+|[^\W\d_]+|.")
_BRACKETED = re.compile(r"\((\w+)\)")
_MIXED = re.compile(r"\d[^\W\d_]|[^\W\d_]-?\d|\d-[^\W\d_]|\d[-/]\d")


def _has_code(text: str) -> bool:
    return has_figure(text) and _MIXED.search(text) is not None


def _code(match: re.Match[str]) -> str:
    """`C24`: C twenty-four; `B52s`: B fifty-twos; `B2A23C`: B two A twenty-three C."""
    parts = _PARTS.findall(match.group())
    many = len(parts) > 1 and parts[-1] == "s" and len(parts[-2]) > 1
    heads = parts[1:2] == ["-"] and parts[0][0] != "0" and parts[0].isdecimal()
    said = plain(int(parts[0])) if heads else _part(parts[0])  # `133-A`
    for before, part in itertools.pairwise(parts[:-1] if many else parts):
        said += _part(part) if {before, part} & {"-", "/"} else f" {_part(part)}"
    return plural(said) if many else said


def _part(part: str) -> str:
    return _figures(part) if part.isdecimal() else part


def _letters(match: re.Match[str]) -> str:
    """`1HGCM82633A004352`: one H G C M eight two six ...: a long code sign by sign."""
    return " ".join(
        digits(sign) if sign.isdecimal() else sign for sign in match.group() if sign.isalnum()
    )


def _figures(part: str) -> str:
    """One or two figures as a number, three in pairs, more one by one, round ones whole."""
    if part[0] == "0":
        return digits(part)
    if len(part) < 3 or re.fullmatch(r"\d00|\d{1,2}000", part):
        return cardinal(int(part))
    return in_pairs(part) if len(part) == 3 else digits(part)


def _provision(match: re.Match[str]) -> str:
    """`403(b)`: four oh three b; `12(a)(1)`: twelve a one; `4(ii)`: four two."""
    written = match["number"]
    said = [_spoken_zero(written) or (in_pairs(written) if len(written) == 3 else number(written))]
    for part in _BRACKETED.findall(match["parts"]):
        value = roman_value(part) if len(part) > 1 else None
        said.append(cardinal(int(value or part)) if value or part.isdecimal() else part)
    return " ".join([*said, *([cardinal(int(match["last"]))] if match["last"] else [])])


def _spoken_zero(written: str) -> str | None:
    """`401`: four oh one; None where there is no nought between two figures."""
    if len(written) != 3 or written[1] != "0" or written[2] == "0":
        return None
    return f"{digits(written[0])} oh {digits(written[2])}"


def _isbn(match: re.Match[str]) -> str:
    """The parts of a book's number figure by figure."""
    parts = (
        " ".join(digits(each) if each.isdecimal() else each for each in part)
        for part in re.split(r"[ -]+", match["figures"])
    )
    return f"{match['before']}{', '.join(parts)}"


def _figures_only(match: re.Match[str]) -> str | None:
    """`31/31/100`, `1-8090`, `5-3`: each part as the number that it is."""
    parts = re.split(r"([-/])", match.group())
    return "".join(
        part
        if part in "-/"
        else digits(part)
        if part[0] == "0" or len(part) > 4
        else (cardinal if "-" in match.group() else plain)(int(part))
        for part in parts
    )


def _is_sized(text: str) -> bool:
    return has_figure(text) and _SIZED.search(text) is not None


_SIZED = re.compile(r"\d[dx]\d|\d(?:p|i|vo|to|mo|x)\b|\bISBN")
PROVISIONS = in_turn(
    rewriting(
        r"(?<![\w.,/$£€-])(?P<number>\d{1,3})(?P<parts>(?:\((?:[A-Za-z]|[ivx]{2,4}|\d{1,2})\))+)(?P<last>\d{1,2})?(?!\w)",
        _provision,
        lambda text: "(" in text and has_figure(text),
    ),
    # a 401k
    rewriting(
        r"(?<![\w.,/$£€-])(?P<number>[1-9]0[1-9])(?P<letter>[a-z])(?![\w'’-])",
        lambda m: f"{_spoken_zero(m['number'])} {m['letter']}",
        _has_code,
    ),
)
"""Part of the rule `serials`, before roman numerals are read"""


READING = in_turn(
    rewriting(
        rf"(?<![\w.,/-])(?P<format>{'|'.join(_FORMATS)})\b(?:\.(?=[,;:)]))?",
        lambda m: _FORMATS[m["format"]],
        _is_sized,
    ),
    rewriting(
        r"(?P<before>\bISBN(?:-1[03])?:? )(?P<figures>\d[\d -]{8,15}[\dXx])(?![\w-])",
        _isbn,
        _is_sized,
    ),
    # the 2x4, a 4x4; ten times as fast; the lines of a screen
    rewriting(
        rf"{DETERMINED}(?P<first>\d{{1,2}})x(?P<second>\d{{1,2}})(?!\w|[.,]\d)",
        lambda m: f"{cardinal(int(m['first']))} by {cardinal(int(m['second']))}",
        _is_sized,
    ),
    rewriting(
        r"(?<![\w.,/-])(?P<times>[2-9]|\d{2,3})x(?= [a-z]+er\b| (?:more|less|as)\b)",
        lambda m: f"{cardinal(int(m['times']))} times",
        _is_sized,
    ),
    rewriting(
        r"(?<![\w.,/-])(?P<lines>480|576|720|1080|1440|2160)(?P<kind>[pi])(?!\w)",
        lambda m: f"{in_pairs(m['lines'])} {m['kind']}",
        _is_sized,
    ),
    # the number of a vehicle, a part or a parcel
    rewriting(
        r"(?<![\w.,/@#$£€'’-])(?=(?:[A-Z]{0,12}\d){5})(?=(?:\d{0,12}[A-Z]){3})[A-Z\d]{10,30}"
        r"(?![\w@-]|\.\w|['’]\d)",
        _letters,
        _has_code,
    ),
    rewriting(
        r"(?<![\w.,/@#$£€'’])(?!\d+-in-\d)(?=[\w/-]{0,40}\d)(?=[\d/-]{0,40}[^\W\d_])[A-Za-z0-9]+(?:[-/][A-Za-z0-9]+)*"
        r"(?![\w@]|\.\w|['’]\d|,\d{3})(?<!\d[snrtd][tdh])",
        _code,
        _has_code,
    ),
    rewriting(
        r"(?<![\w.,/-])\d+(?:-\d+)+(?![\w/]|[.,:]\d)|(?<![\w.,/-])\d+(?:/\d+){2,}(?![\w/-]|[.,:]\d)",
        _figures_only,
        _has_code,
    ),
)
"""The rule `serials`"""


_NAMED = (
    r"(?i:\b(?:ending (?:in|with)|ext(?:ension|\.)|pin(?: is| number)?|otp(?: is)?|passcode(?: is)?"
    r"|zip(?: code)?|postcode|ssn(?: is)?|(?:account|card|phone|telephone|serial|flight|part|policy"
    r"|case|licen[cs]e|registration|tracking|order|reference|invoice|passport|customer|contract"
    r"|confirmation|membership|docket) (?:number|no\.)(?: is| was)?|(?:dial|call|ring)(?:ed|ing|s)?"
    r"(?= (?:[2-8]11|911|988|999|1(?:00|01|08|11|12|19)|000)\b)))"
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


def _named(match: re.Match[str]) -> str:
    """`ext. 301`, `account no. 1234567`."""
    before = _SHORT.sub(lambda m: f"{_NUMBERED[m[1].lower()]} ", match["before"])
    return before + _groups(match["figures"])


_NUMBERED: dict[str, str] = data_of("en")["numbered"]
_SHORT = re.compile(r"\b(ext|no)\. ?", re.IGNORECASE)


def _vanity(match: re.Match[str]) -> str:
    letters = " ".join(
        each if each.isalpha() else f"{digits(each)}," for each in _letters_apart(match["letters"])
    )
    return f"{_groups(match['figures'])}, {letters}"


def _local(match: re.Match[str]) -> str | None:
    """`123-4567`, which is too far apart for pages or years."""
    first, _, second = match.group().partition("-")
    return _groups(match.group()) if int(second) > int(first) + 1000 else None


def _account(match: re.Match[str]) -> str | None:
    """`4111 1111 1111 1111`; three figures that may be years are a span of them."""
    groups = re.split(r"[ -]", match.group())
    if all("1000" <= group <= "2100" for group in groups):
        return None
    return _groups(match.group())


def _by_spaces(match: re.Match[str]) -> str | None:
    """`1 000 000` and `10 000 men` are numbers, `123 456 789` is one to write down."""
    written = match.group()
    one_space, round_number = written.count(" ") == 1, written.endswith("000")
    if (round_number and counts(match)) if one_space else (round_number or counts(match)):
        return cardinal(int(written.replace(" ", "")))
    return None if one_space else _groups(written)


PHONES = in_turn(
    rewriting(
        r"(?<![\w.,-])(?:\d{4}(?P<gap>[ -])\d{4}(?:(?P=gap)\d{4}){1,5}(?:(?P=gap)\d{2})?"
        r"|\d{4}[ -]\d{6}[ -]\d{5})"
        r"(?![\w-]|[.,]\d)",
        _account,
    ),
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
        r"|0\d{2,4}[ -]\d{3,4}[ -]\d{3,4}|\(0\d{1,4}\)[ -]?\d{3,4}[ -]?\d{3,4})"
        r"(?![\w-]|[.,]\d)",
        lambda m: _groups(m.group()),
    ),
    rewriting(
        r"(?<![\w.-])(?P<figures>1-[89]\d\d)-(?P<letters>(?=[\dA-Z-]*[A-Z])[\dA-Z]+(?:-[\dA-Z]+)*)\b",
        _vanity,
    ),
    rewriting(r"(?<![\w.,/-])(?<!\d )\d{1,3}(?: \d{3})+(?![\w/-]|[.,]\d| \d)", _by_spaces),
    # 555-1234, and numbers of the form of an American social security number
    rewriting(r"(?<![\w.-])\d{3}-\d{4}(?![\w-]|[.,]\d)", _local),
    rewriting(
        r"(?<![\w.-])(?:555[- ]\d{4}|\d{3}-\d{2}-\d{4})(?![\w-])", lambda m: _groups(m.group())
    ),
    rewriting(
        r"(?:(?<=^[\"“])|(?<=\s[\"“])|(?<=\b[Aa] )|(?<=\b[Tt]he ))911"
        r"(?=, what|\.[\"”]|![\"”]| (?:call|operator|dispatch|tape|emergency))",
        lambda m: digits("911"),
        lambda text: "911" in text,
    ),
    rewriting(
        rf"(?P<before>{_NAMED}:? )(?P<figures>\d{{3,}}(?:[ -]\d{{2,}})*)(?![\w-]|[.,]\d)",
        _named,
    ),
)
"""The rule `phones`"""
