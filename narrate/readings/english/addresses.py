"""Web and e-mail addresses, file names, handles and hashtags, said as one would dictate them.

Also houses and ZIP codes: `1428 Elm St.`, `221B Baker Street`.
"""

import functools
import re

from narrate.readings.english.abbreviations import STATES
from narrate.readings.english.rewriting import (
    cardinal,
    digits,
    in_pairs,
    in_turn,
    rewriting,
    stop_at,
)
from narrate.readings.languages import data_of

_DATA = data_of("en")
_MARKS: dict[str, str] = _DATA["marks"]
_DOMAINS: str = _DATA["domains"]
"""Of domains that stand without `www.`; the two-letter ones that are English words are not here"""
_FILES: str = _DATA["files"]
_ADDRESS = (
    r"(?<![\w@])(?:"
    r"\w[\w.+&%-]{0,63}@[\w-]+(?:\.[\w-]+)*(?:/[\w./~-]*)?"
    r"|(?:https?|ftp|file)://[^\s<>\"“”]+"
    r"|www\.[\w-]+(?:\.[\w-]+)+(?:[/?#][^\s<>\"“”]*)?"
    rf"|(?<![.])(?:[A-Za-z0-9][\w-]*\.)+(?:{_DOMAINS})(?![\w-]|\.\w)(?:/[^\s<>\"“”]*)?"
    rf"|(?<![./])[\w-]*[A-Za-z0-9]\.(?:{_FILES})(?![\w-]|\.\w)"
    r"|(?<![.\w])\d{1,3}(?:\.\d{1,3}){3}(?![\w.]*\d)"
    r"|\b[A-Z]:\\[\w\\.-]*"
    r")"
)
_ALONE = r"^([a-z]{3,}\d*)\.([a-z]{3,})$"
_TRAILING = ".,;:!?)]}'’"
_PARTS = re.compile(r"[^\W\d_]+|\d+|.")
_SPELLED = re.compile(r"[bcdfghjklmnpqrstvwxz]{2,5}", re.IGNORECASE)
_HAS_ADDRESS = re.compile(rf"@|://|:\\|www\.|[\w-]\.(?:{_DOMAINS}|{_FILES})\b|\d\.\d+\.\d")
_NAMES = {"jpg": "jpeg", "htm": "html", "yml": "yaml"}


@functools.lru_cache(maxsize=4)
def _is_likely(text: str) -> bool:
    return "." in text[:-1] and bool(_HAS_ADDRESS.search(text))


def _address(match: re.Match[str]) -> str | None:
    written = match.group()
    address = written.rstrip(_TRAILING)
    if address.count("@") and not re.search(r"@\w", address):
        return None
    return dictated(address) + written[len(address) :]


def dictated(address: str) -> str:
    """Word by word and mark by mark: `a dot bc at gmail dot com`."""
    parts = _PARTS.findall(address)
    said = []
    for place, part in enumerate(parts):
        if part.isdecimal():
            said.append(_figures(part))
        elif part in _MARKS:
            said.append(_MARKS[part])
        else:
            last = place == len(parts) - 1 and place > 1 and parts[place - 1] == "."
            said.append(_word(part, country=last and len(part) == 2))
    return " ".join(said)


def _figures(part: str) -> str:
    return cardinal(int(part)) if re.fullmatch(r"[1-9]000", part) else digits(part)


def _word(part: str, *, country: bool) -> str:
    part = _NAMES.get(part, part)
    return part.upper() if country or _SPELLED.fullmatch(part) else part


def _handle(match: re.Match[str]) -> str:
    name = match["name"]
    said = cardinal(int(name)) if name.isdecimal() and len(name) < 4 else dictated(name)
    return f"{'at' if match['mark'] == '@' else 'hashtag'} {said}"


READING = in_turn(
    rewriting(_ADDRESS, _address, _is_likely),
    rewriting(_ALONE, lambda m: dictated(m.group()), lambda text: "." in text[:-1]),
    rewriting(
        r"(?<![\w&#@])(?:(?P<mark>@)(?=\w)|(?P<tag>#)(?=[A-Za-z]))(?P<name>\w+)",
        _handle,
        lambda text: "@" in text or "#" in text,
    ),
)
"""The rule `addresses`"""


_KINDS: dict[str, str] = _DATA["streets"]
_IN_FULL: str = _DATA["streets_in_full"]
_POINTS: dict[str, str] = _DATA["points"]
_PLACES: dict[str, str] = _DATA["numbered_places"]
_SOME_POINT = re.compile(r"(?<!\w)[NSEW][EW]?\.? [\dA-Z]")
_STREET_NAMES = r"(?:(?:St\. )?[A-Z][\w’']*|\d{1,3}(?:st|nd|rd|th))(?: [A-Z][\w’']*){0,3}?"


def _street(match: re.Match[str]) -> str:
    house = in_pairs(match["house"]) + (f" {match['letter']}" if match["letter"] else "")
    point = f"{_POINTS[match['point']]} " if match["point"] else ""
    kind = _KINDS.get(match["kind"], match["kind"])
    after = f" {_POINTS[match['after']]}" if match["after"] else ""
    return f"{house} {point}{match['name']} {kind}{after}{stop_at(match)}"


def _corner(match: re.Match[str]) -> str:
    """`W 42nd St`, without a house."""
    return f"{_POINTS[match['point']]} {match['name']} {_KINDS[match['kind']]}{stop_at(match)}"


def _town(match: re.Match[str]) -> str:
    """`Portland OR 97205`: the ZIP code tells the state."""
    return f" {STATES[match['state']]}"


def _zip(match: re.Match[str]) -> str:
    more = f", {digits(match['more'])}" if match["more"] else ""
    state = match["state"]
    comma = "," if match.group().startswith(",") else ""
    return f"{comma} {STATES.get(state, state)} {digits(match['zip'])}{more}"


_STATE = "|".join(sorted(set(STATES.values())))
STREETS = in_turn(
    rewriting(
        r"(?<![\w.,$£€/-])(?<!\b[Nn]o\. )(?P<house>\d{1,5})(?P<letter>[A-Za-z])?,? "
        rf"(?:(?P<point>[NS][EW]|[NSEW])\.? )?"
        rf"(?P<name>{_STREET_NAMES}) (?P<kind>{'|'.join(_KINDS)}|{_IN_FULL})\b\.?"
        r"(?: (?P<after>[NS][EW]|[NSEW])(?=,|$))?",
        _street,
    ),
    rewriting(
        rf"(?<![\w.])(?P<point>[NS]\.?[EW]|[NSEW])(?:(?<!\.[EW]) |\. (?=\d))"
        rf"(?P<name>\d{{1,3}}(?:st|nd|rd|th)|[A-Z][a-z]+) (?P<kind>{'|'.join(_KINDS)})\b\.?",
        _corner,
        lambda text: _SOME_POINT.search(text) is not None,
    ),
    rewriting(
        rf"(?<![\w.])(?P<word>{'|'.join(_PLACES)})\.? (?=#?\d)",
        lambda m: f"{_PLACES[m['word']]} ",
    ),
    rewriting(
        r"(?P<lead>\bP\. ?O\. Box |\bPO Box |\bBoeing )(?P<number>[1-9]\d\d)(?![\w,.-]*\d)",
        lambda m: f"{m['lead']}{in_pairs(m['number'])}",
        lambda text: "Box" in text or "Boeing" in text,
    ),
    rewriting(rf"(?<=[a-z]) (?P<state>{'|'.join(STATES)})(?= \d{{5}}(?![\w,.]*\d))", _town),
    rewriting(
        r"(?<![\w.,])(?P<name>\d{1,3}(?:st|nd|rd|th)) (?P<kind>Ave|St|Blvd)\b(?![.’'])",
        lambda m: f"{m['name']} {_KINDS[m['kind']]}",
    ),
    rewriting(
        rf",? (?P<state>{_STATE}|{'|'.join(STATES)}),? "
        r"(?P<zip>\d{5})(?:-(?P<more>\d{4}))?(?![\w-]|[.,]\d)",
        _zip,
    ),
)
"""Part of the rule `numbers`"""
