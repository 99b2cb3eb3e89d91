"""Figures with units, degrees, per cents, feet and inches."""

import re

from narrate.readings.english.fractions import mixed
from narrate.readings.english.rewriting import (
    NUMBER,
    before,
    cardinal,
    following,
    has_figure,
    in_turn,
    number,
    rewriting,
    stop_at,
)
from narrate.readings.languages import data_of

_DATA = data_of("en")
_IRREGULAR: dict[str, str] = _DATA["irregular"]
_BARE: dict[str, str] = _DATA["units"]
"""Units that are known without a stop after them"""
_SPACED = frozenset(_DATA["spaced_capitals"].split())
_CAPITALS: dict[str, str] = {
    unit: _BARE.get(unit.lower()) or data_of("en")["stopped_units"][unit.lower()]
    for unit in _DATA["glued_capitals"].split()
    if unit not in _BARE
}
"""Units in capitals: with the figure before them, a few with a space between too"""
_STOPPED: dict[str, str] = _DATA["stopped_units"]
"""Units only with a stop after them"""
_NAMES = _STOPPED | _CAPITALS | _BARE
_AREAS = {"2": "square", "3": "cubic", "²": "square", "³": "cubic"}
_AREA_OF: dict[str, str] = _DATA["area_units"]
_DEGREES = {"C": "Celsius", "F": "Fahrenheit", "c": "Celsius", "f": "Fahrenheit"}
_WINDS = {"N": "north", "S": "south", "E": "east", "W": "west"}
_HALVES = "½¼¾⅓⅔⅛⅜⅝⅞"
_SUM = (
    rf"(?P<value>{NUMBER}(?:\s?[{_HALVES}]|\s\d/\d{{1,2}}(?!\d))?|[{_HALVES}]|\d/\d{{1,2}}(?!\d))"
)
_VALUE = rf"(?P<minus>(?<![\w)%])[-−])?{_SUM}"
_LARGE = r"(?:\s(?P<large>hundred|thousand|million|billion|trillion))?"
_FIRST = rf"(?:(?P<first>{NUMBER})\s?(?P<between>[-–x×]|to)\s?)?"


def _longest(units: dict[str, str]) -> str:
    return "|".join(sorted(map(re.escape, units), key=len, reverse=True))


_UNIT = (
    rf"(?P<unit>(?:(?:sq\.?|cu\.?)\s(?:{_longest(_AREA_OF)})|(?:{_longest(_AREA_OF)})[23²³]"
    rf"|{_longest(_BARE | _CAPITALS)}|[°º]\s?[CcFf]|℃|℉|%|‰)"
    rf"(?:/(?P<per>(?:{_longest(_AREA_OF)})[23²³]|{_longest(_BARE)}|s))?)"
    r"(?![\w²³/'’&]|\.\w)"
)


def _name(unit: str) -> str:
    """One of it: `kilogram`, `square meter`, `mile per hour`."""
    if unit in ("%", "‰"):
        return "percent" if unit == "%" else "per mille"
    if unit[0] in "°º":
        return f"degree {_DEGREES[unit[-1]]}"
    if unit in "℃℉":
        return "degree Celsius" if unit == "℃" else "degree Fahrenheit"
    if unit[-1] in _AREAS:
        return f"{_AREAS[unit[-1]]} {_AREA_OF[unit[:-1]]}"
    if unit[:2] in ("sq", "cu"):
        return f"{'square' if unit[0] == 's' else 'cubic'} {_AREA_OF[unit.split()[-1]]}"
    return _NAMES[unit]


def _many(name: str) -> str:
    """Several of it; what is counted comes before `per`."""
    head, per, rest = name.partition(" per ")
    return (_IRREGULAR.get(head) or f"{head}s") + per + rest


def _amount(written: str) -> str:
    """A value that may end in a fraction: `two and a half`."""
    return mixed(written) or number(written)


def _measure(match: re.Match[str]) -> str | None:
    unit, _, per = match["unit"].partition("/")
    if _is_no_unit(match, unit):
        return None
    name = _name(unit)
    if per:
        name = f"{name} per {'second' if per == 's' else _name(per)}"
    said = f"{_values(match)} {name if _is_single(match) else _many(name)}"
    if match["to"]:
        return f"{said} to "
    stop = match["stop"] and unit not in _STOPPED and not following(match)[:2].strip().islower()
    return f"{said}{'.' if stop else stop_at(match)}"


def _values(match: re.Match[str]) -> str:
    """`minus five`, `two to three million`, `three by four`."""
    said = _amount(match["value"])
    said = f"minus {said}" if match["minus"] else said
    if match["large"]:
        said = f"{said} {match['large']}"
    if match["first"]:
        between = "by" if match["between"] in "x×" else "to"
        said = f"{number(match['first'])} {between} {said}"
    return said


def _is_single(match: re.Match[str]) -> bool:
    """Whether the unit has the form for one: `1 mile`, `½ mile`, `a 5 mile walk`."""
    if _is_part(match["value"]):
        return True
    if match["first"] or match["large"]:
        return False
    return match["value"] == "1" or _is_attribute(match)


def _is_part(value: str) -> bool:
    """Whether it is less than one: `½ lb.`"""
    return value in _HALVES or value[1:2] == "/"


def _is_no_unit(match: re.Match[str], unit: str) -> bool:
    """`5 m` may be anything before a word, and capitals a name: `5 MIN` and `7 OZ`."""
    spaced = match.string[match.start("unit") - 1] == " "
    if unit in _CAPITALS and unit not in _SPACED:
        return spaced
    if unit not in ("m", "h", "g"):
        return False
    return spaced and re.match(r"\.?\s+[a-zA-Z]", following(match)) is not None


def _is_attribute(match: re.Match[str]) -> bool:
    """`a 3 lb. loaf`, `a 12 kg bag`, `the 9mm`, but not `a 5%`."""
    if _BEFORE_BORE.search(before(match, 6)) and match["unit"] == "mm":
        return not match.group()[: -len(match["unit"])].endswith(" ")
    return (
        _ARTICLE.search(before(match, 4)) is not None
        and re.match(r"\s[A-Za-z]", following(match)) is not None
    )


_ARTICLE = re.compile(r"(?:^|[\s“\"'‘(])an? $", re.IGNORECASE)
_BEFORE_BORE = re.compile(r"\b(?:the|his|her|my|your|a|an) $", re.IGNORECASE)
"""Before the calibre of a gun or the width of a film, without a space: `the 35mm`"""


def _stopped(match: re.Match[str]) -> str | None:
    """`6 ft. 2 in. tall`."""
    name = _STOPPED[match["unit"]]
    value = match["value"]
    one = value == "1" or _is_part(value) or _is_attribute(match)
    said = _amount(value)
    if match["first"]:
        between = "by" if match["between"] in "x×" else "to"
        said, one = f"{number(match['first'])} {between} {said}", False
    return f"{said} {name if one else _many(name)}{stop_at(match)}"


def _degrees(match: re.Match[str]) -> str:
    """`59° 30′ N.`"""
    said = [_count(match["value"], "degree")]
    said += [_count(match[part], part) for part in ("minute", "second") if match[part]]
    if match["wind"]:
        said.append(_WINDS[match["wind"]])
    minus = "minus " if match["minus"] else ""
    return f"{minus}{' '.join(said)}{stop_at(match) if match['wind'] else ''}"


def _count(written: str, unit: str) -> str:
    return f"{_amount(written)} {unit if written == '1' else _many(unit)}"


def _inches(match: re.Match[str]) -> str | None:
    """`12"`, unless the mark closes a quotation."""
    if match["mark"] == '"' and match.string[: match.start()].count('"') % 2:
        return None
    return _count(match["value"], "inch")


def _has_degree(text: str) -> bool:
    return "°" in text or "º" in text


READING = in_turn(
    rewriting(
        r"\b(?P<word>[Ll]at|[Ll]ong)\.(?=,?(?: by obs\.)? \d[\d.]* ?°)",
        lambda m: f"{m['word']}itude",
        _has_degree,
    ),
    rewriting(
        r"(?<![\w.])(?<!° )(?<!°)(?P<feet>\d{1,2})\s?['’′]\s?(?P<inches>\d{1,2}½?)"
        r"\s?(?:[\"”″]|['’′]{2})",
        lambda m: f"{_count(m['feet'], 'foot')} {_count(m['inches'], 'inch')}",
    ),
    rewriting(
        rf"(?P<minus>(?<![\w)])[-−])?(?<![\w.,])(?P<value>{NUMBER}[{_HALVES}]?)\s?[°º](?!\s?[CcFf]\b)"
        r"(?:\s?(?P<minute>\d{1,2}(?:\.\d+)?)\s?['’′](?:\s?(?P<second>\d{1,2}(?:\.\d+)?)\s?[\"”″])?)?"
        r"(?:\s?(?P<wind>[NSEW])\b\.?)?(?!\w)",
        _degrees,
        _has_degree,
    ),
    # before the pounds after it have become words
    rewriting(
        r"(?<![\w.,/-])(?P<value>\d{1,2}) ?st\b\.?(?=,? \d{1,2}(?:[½¼¾]| 1/2)? ?lbs?\b)",
        lambda m: _count(m["value"], "stone"),
    ),
    rewriting(
        rf"(?<![\w.,/$£€]){_FIRST}{_VALUE}{_LARGE}\s?{_UNIT}"
        r"(?:(?P<stop>\.)|(?P<to>\s?[-–]\s?(?=\d)))?",
        _measure,
    ),
    rewriting(
        rf"(?<![\w.,/$£€])(?:(?P<first>{NUMBER})\s?(?P<between>[-–x×])\s?)?{_SUM}"
        rf"(?:\s|-)?(?P<unit>{_longest(_STOPPED)})\.(?!\w)",
        _stopped,
        lambda text: "." in text and has_figure(text),
    ),
    rewriting(
        r"(?<![\w.,/-])(?P<above>\d{2,3})/(?P<below>\d{2,3}) ?mm ?Hg\b",
        lambda m: f"{number(m['above'])} over {number(m['below'])} millimeters of mercury",
        lambda text: "Hg" in text,
    ),
    rewriting(
        r"(?:(?<=\bfeet )|(?<=\bfoot ))(?P<value>\d{1,2}[½¼¾]?)"
        r"(?:in\b(?!\.)| in\b(?= (?:tall|high|long|wide|deep|by|in)\b|[,;)]|$))",
        lambda m: _count(m["value"], "inch"),
    ),
    rewriting(
        r"(?<![\w.,/-])(?P<value>\d+)/(?P<unit>[a-z]{1,12})\b(?![-/.]\w)",
        lambda m: f"{cardinal(int(m['value']))} per {_BARE.get(m['unit'], m['unit'])}",
    ),
    rewriting(
        r"(?<![\w.,\"'])(?P<value>\d+(?:\.\d+)?)(?P<mark>[\"″])(?!\w)",
        _inches,
        lambda text: has_figure(text) and ('"' in text or "″" in text),
    ),
)
"""The rule `measures`"""
