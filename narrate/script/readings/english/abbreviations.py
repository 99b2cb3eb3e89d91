"""Abbreviations written out: titles, `No. 5`, `St.` as Saint or Street, `e.g.`, `Jr.`"""

from __future__ import annotations

import re

from narrate.script import roman
from narrate.script.readings.english.rewriting import (
    before,
    counts_after,
    ends_sentence,
    following,
    in_turn,
    rewriting,
    stop_at,
)

_NUMBERED = {
    "no": "number", "nos": "numbers", "vol": "volume", "vols": "volumes", "p": "page",
    "pp": "pages", "pg": "page", "ch": "chapter", "chap": "chapter", "chaps": "chapters",
    "chs": "chapters", "fig": "figure", "figs": "figures", "sec": "section", "secs": "sections",
    "sect": "section", "art": "article", "arts": "articles", "pt": "part", "pts": "parts",
    "bk": "book", "bks": "books", "para": "paragraph", "par": "paragraph", "app": "appendix",
    "sc": "scene", "fol": "folio", "ver": "verse", "vv": "verses", "lib": "book", "cap": "chapter",
    "col": "column", "ser": "series", "ed": "edition", "rm": "room", "apt": "apartment",
    "tel": "telephone", "ext": "extension",
}  # fmt: skip
"""Before a figure or a small roman numeral"""
_TITLES = {
    "Mr": "Mister", "Dr": "Doctor", "Drs": "Doctors", "Mme": "Madame", "Mlle": "Mademoiselle",
    "Mmes": "Mesdames", "Mlles": "Mesdemoiselles", "Messrs": "Messrs", "Prof": "Professor",
    "Profs": "Professors", "Rev": "Reverend", "Revd": "Reverend", "Hon": "Honourable",
    "Rt": "Right", "Capt": "Captain", "Gen": "General", "Col": "Colonel", "Lt": "Lieutenant",
    "Lieut": "Lieutenant", "Sgt": "Sergeant", "Sergt": "Sergeant", "Serg": "Sergeant",
    "Cpl": "Corporal", "Pvt": "Private", "Maj": "Major", "Adm": "Admiral", "Cmdr": "Commander",
    "Comdr": "Commander", "Brig": "Brigadier", "Gov": "Governor", "Sen": "Senator",
    "Rep": "Representative", "Pres": "President", "Supt": "Superintendent", "Insp": "Inspector",
    "Det": "Detective", "Msgr": "Monsignor", "Mgr": "Monsignor", "Bros": "Brothers", "Mt": "Mount",
    "Mts": "Mounts", "Ft": "Fort", "Sts": "Saints", "Ste": "Sainte", "Supp": "Supplement",
}  # fmt: skip
"""Before a name; what a language's speakers read so wherever it stands"""
_AFTER_NAME = {
    "Jr": "Junior", "jr": "junior", "Jun": "Junior", "Sr": "Senior", "sr": "senior",
    "Esq": "Esquire", "esq": "esquire", "Co": "Company", "Inc": "Incorporated", "Ltd": "Limited",
    "Corp": "Corporation", "Bros": "Brothers", "Dept": "Department", "Assn": "Association",
    "Univ": "University", "Govt": "Government",
    "Ave": "Avenue", "Blvd": "Boulevard", "Rd": "Road", "Ln": "Lane", "Hwy": "Highway",
    "Pkwy": "Parkway", "Expy": "Expressway", "Sq": "Square", "Pl": "Place", "St": "Street",
}  # fmt: skip
"""After a name"""
_ANYWHERE = {
    "vs": "versus", "viz": "namely", "approx": "approximately", "e.g": "for example",
    "i.e": "that is", "etc": "et cetera", "&c": "et cetera", "cf": "compare",
    "dept": "department", "govt": "government", "eg": "for example", "ie": "that is",
    "incl": "including", "excl": "excluding", "misc": "miscellaneous", "q.v": "which see",
    "n.b": "nota bene", "al": "al", "esp": "especially",
}  # fmt: skip
STATES = {
    "AL": "Alabama", "AK": "Alaska", "AZ": "Arizona", "AR": "Arkansas", "CA": "California",
    "CO": "Colorado", "CT": "Connecticut", "DE": "Delaware", "FL": "Florida", "GA": "Georgia",
    "HI": "Hawaii", "ID": "Idaho", "IL": "Illinois", "IN": "Indiana", "IA": "Iowa", "KS": "Kansas",
    "KY": "Kentucky", "LA": "Louisiana", "ME": "Maine", "MD": "Maryland", "MA": "Massachusetts",
    "MI": "Michigan", "MN": "Minnesota", "MS": "Mississippi", "MO": "Missouri", "MT": "Montana",
    "NE": "Nebraska", "NV": "Nevada", "NH": "New Hampshire", "NJ": "New Jersey",
    "NM": "New Mexico", "NY": "New York", "NC": "North Carolina", "ND": "North Dakota",
    "OH": "Ohio", "OK": "Oklahoma", "OR": "Oregon", "PA": "Pennsylvania", "RI": "Rhode Island",
    "SC": "South Carolina", "SD": "South Dakota", "TN": "Tennessee", "TX": "Texas", "UT": "Utah",
    "VT": "Vermont", "VA": "Virginia", "WA": "Washington", "WV": "West Virginia",
    "WI": "Wisconsin", "WY": "Wyoming", "DC": "D C",
}  # fmt: skip
_WORDS = frozenset({"HI", "IN", "LA", "ME", "OH", "OK", "OR", "PA", "MA", "AL", "ID", "DE", "CO"})
"""Of the states' letters those that are words or names too, so that only a ZIP code tells them"""
_WRITTEN = frozenset(
    word.lower().rpartition(".")[2]
    for words in (_NUMBERED, _TITLES, _AFTER_NAME, _ANYWHERE)
    for word in words
) | {"c", "ca", "v", "&c"}
_NAME = r"(?=\s?[A-ZÀ-Þ])"


def _has_abbreviation(text: str) -> bool:
    """Whether any word before a stop is one that is known: quicker than any pattern."""
    if "." not in text:
        return False
    for part in text.split("."):
        tail = _TAIL.search(part, max(0, len(part) - 9))
        if tail and tail.group().lower() in _WRITTEN:
            return True
    return False


_TAIL = re.compile(r"&?[A-Za-z]+$")


def _numbered(match: re.Match[str]) -> str | None:
    written = match["word"]
    if match["roman"] and not _is_numeral(match["roman"], written):
        return None
    if written == "no" and _ANSWER.search(before(match)) and counts_after(match):
        return None
    return f"{_in_full(written)} "


def _in_full(written: str) -> str:
    word = _NUMBERED[written.lower()]
    return word.capitalize() if written[0].isupper() else word


def _is_numeral(letters: str, word: str) -> bool:
    """Whether letters after an abbreviation are its number: `vol. ii`, but `"No. I will not."`."""
    if not (letters.isupper() or letters.islower()) or roman.value_of(letters) is None:
        return False
    return len(letters) > 1 or (letters in "IVX" and word.lower() not in ("no", "p", "ed", "pt"))


_ANSWER = re.compile(r"\b(?:sa(?:id|ys?)|is|was|answer(?:ed)?|replied|cried|or|be|means?) [\"“‘]?$")


def _after_name(match: re.Match[str]) -> str:
    return f"{_AFTER_NAME[match['word']]}{stop_at(match)}"


def _anywhere(match: re.Match[str]) -> str:
    written = match["word"]
    said = _ANYWHERE[written.lower().replace(" ", "")]
    said = said[0].upper() + said[1:] if written[0].isupper() else said
    space = " " if match.string[match.end() : match.end() + 1].isalnum() else ""
    return f"{said}{stop_at(match)}{space}"


def _saint(match: re.Match[str]) -> str:
    return "Street" if match["house"] else "Saint"


def _street(match: re.Match[str]) -> str | None:
    """`Wall St.`; between two names it is a street where a sentence ends."""
    after = following(match)
    if re.match(r"\s?[A-ZÀ-Þ]", after) and not ends_sentence(match.string, match.end()):
        return None
    return f"{match['name']} Street{stop_at(match)}"


def _state(match: re.Match[str]) -> str | None:
    if match["state"] in _WORDS and not match["zip"]:
        return None
    return f", {STATES[match['state']]}"


def _has_state(text: str) -> bool:
    return ", " in text and _SOME_STATE.search(text) is not None


_SOME_STATE = re.compile(rf", (?:{'|'.join(STATES)})\b")

READING = in_turn(
    rewriting(
        rf"(?<![\w.])(?<!\d )(?P<word>{'|'.join(_NUMBERED)})\.\s?"
        r"(?=\d|(?P<roman>[ivxlc]+)\b(?!['’]\w|\.\w))",
        _numbered,
        _has_abbreviation,
        flags=re.IGNORECASE,
    ),
    rewriting(
        r"(?<![\w.])(?P<word>vols?|ch|chap|bk|fig|sec|sc)\.\s?(?=[ivx]\b[.,;:)])",
        lambda m: f"{_in_full(m['word'])} ",
        _has_abbreviation,
        flags=re.IGNORECASE,
    ),
    rewriting(
        r"(?<![\w.])(?P<word>[Nn]º|N[o°]|№)\s?(?=\d)",
        lambda m: "number " if m["word"][0] == "n" else "Number ",
    ),
    rewriting(r"(?<![\w.])ca?\.\s?(?=\d{3,4}\b)", lambda m: "circa ", _has_abbreviation),
    rewriting(
        rf"\b(?P<word>{'|'.join(_TITLES)})\.(?=\s[A-ZÀ-Þ]|\s(?:de|von|van|la|le|du|d['’])\b)",
        lambda m: _TITLES[m["word"]],
        _has_abbreviation,
    ),
    rewriting(
        r"\b(?P<word>Mmes?|Mlles?)(?= [A-ZÀ-Þ])",
        lambda m: _TITLES[m["word"]],
        lambda text: "Mme" in text or "Mlle" in text,
    ),
    rewriting(
        r"\b(?P<name>(?!(?:The|A|An|In|Of|At|To|And|But|For|From|By|On|Old|Mount|Fort|Port|Lake)\b)"
        r"[A-Z][\w’']+|\d+(?:st|nd|rd|th)) St\.",
        _street,
        lambda text: " St." in text,
    ),
    rewriting(rf"(?<!\w)(?P<house>\d+ [A-Z]\w+ )?St\.{_NAME}", _saint, lambda text: "St." in text),
    rewriting(
        rf"(?<=[\w.,&] )(?P<word>{'|'.join(word for word in _AFTER_NAME if word != 'St')})\.",
        _after_name,
        _has_abbreviation,
    ),
    rewriting(
        r"(?<![\w.&])(?P<word>(?:&c|e\.\s?g|i\.\s?e|q\.\s?v|n\.b"
        rf"|{'|'.join(word for word in _ANYWHERE if word.isalpha() and word != 'al')}))\."
        r"(?!\w\.)",
        _anywhere,
        _has_abbreviation,
        flags=re.IGNORECASE,
    ),
    rewriting(r"&c\b(?!\.)", lambda m: "et cetera", lambda text: "&c" in text),
    rewriting(
        r"(?<=[A-Z][a-z’'] )v\.(?= [A-Z])|(?<=[a-z] )v\.(?= [A-Z])|\bvs\b(?!\.)",
        lambda m: "versus",
        lambda text: " v. " in text or " vs " in text,
    ),
    rewriting(
        rf"(?<=[a-z]), (?P<state>{'|'.join(STATES)})(?=(?P<zip> \d{{5}}(?!\d))|[.;)\"”]|$)",
        _state,
        _has_state,
    ),
)
"""The rule `abbreviations`"""
