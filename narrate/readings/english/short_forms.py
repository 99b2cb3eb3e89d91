"""What English abbreviations stand for, by where they are; signs that are words (`&`, `%`)."""

from __future__ import annotations

import re

from narrate.readings.english.rewriting import in_turn, rewriting

NUMBERED = {
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
TITLES = {
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
"""Before a name; what a language's speakers read so everywhere"""
AFTER_NAME = {
    "Jr": "Junior", "jr": "junior", "Jun": "Junior", "Sr": "Senior", "sr": "senior",
    "Esq": "Esquire", "esq": "esquire", "Co": "Company", "Inc": "Incorporated", "Ltd": "Limited",
    "Corp": "Corporation", "Bros": "Brothers", "Dept": "Department", "Assn": "Association",
    "Univ": "University", "Govt": "Government",
    "Ave": "Avenue", "Blvd": "Boulevard", "Rd": "Road", "Ln": "Lane", "Hwy": "Highway",
    "Pkwy": "Parkway", "Expy": "Expressway", "Sq": "Square", "Pl": "Place", "St": "Street",
}  # fmt: skip
"""After a name"""
ANYWHERE = {
    "vs": "versus", "viz": "namely", "approx": "approximately", "e.g": "for example",
    "i.e": "that is", "etc": "et cetera", "&c": "et cetera", "cf": "compare",
    "dept": "department", "govt": "government", "eg": "for example", "ie": "that is",
    "incl": "including", "excl": "excluding", "misc": "miscellaneous", "q.v": "which see",
    "n.b": "nota bene", "al": "al", "esp": "especially",
}  # fmt: skip
OLD_STATES = {
    "Ala": "Alabama", "Ariz": "Arizona", "Ark": "Arkansas", "Calif": "California",
    "Colo": "Colorado", "Conn": "Connecticut", "Fla": "Florida", "Ga": "Georgia",
    "Ill": "Illinois", "Ind": "Indiana", "Kan": "Kansas", "Kans": "Kansas", "Ky": "Kentucky",
    "Mass": "Massachusetts", "Md": "Maryland", "Mich": "Michigan", "Minn": "Minnesota",
    "Mont": "Montana", "Neb": "Nebraska", "Nev": "Nevada", "Okla": "Oklahoma", "Ore": "Oregon",
    "Oreg": "Oregon", "Penn": "Pennsylvania", "Tenn": "Tennessee",
    "Va": "Virginia", "Vt": "Vermont", "Wis": "Wisconsin", "Wyo": "Wyoming",
}  # fmt: skip
"""After a town"""
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
STATES_LIKE_WORDS = frozenset(
    ("HI", "IN", "LA", "ME", "OH", "OK", "OR", "PA", "MA", "AL", "ID", "DE", "CO")
)
"""Of the states' letters those that are words or names too, so that only a ZIP code tells them"""


_WORDS = {
    "%": "percent", "‰": "per mille", "§": "section", "§§": "sections", "¶": "paragraph",
    "°": "degrees", "©": "copyright", "№": "number", "@": "at", "=": "equals", "+": "plus",
    "×": "times", "÷": "divided by", "±": "plus or minus", "≠": "is not equal to",
    "≤": "is at most", "≥": "is at least", "≈": "is about", "∞": "infinity", "√": "root",
    "#": "hash", "$": "dollar", "£": "pound", "€": "euro", "¥": "yen", "¢": "cents", "™": "",
    "®": "",
}  # fmt: skip
_SOME = re.compile(r"[&%‰§¶°©№@=+×÷±≠≤≥≈∞√#$£€¥¢~]")


def _has_sign(text: str) -> bool:
    return _SOME.search(text) is not None


def _alone(match: re.Match[str]) -> str:
    """The sign's word, with a space on each side where a letter or figure touches it."""
    return _spaced(match, _WORDS[match.group()])


def _spaced(match: re.Match[str], word: str) -> str:
    before = match.string[match.start() - 1 : match.start()] if match.start() else ""
    after = match.string[match.end() : match.end() + 1]
    return f"{' ' if before.isalnum() else ''}{word}{' ' if after.isalnum() else ''}"


SYMBOLS = in_turn(
    rewriting(r"&(?=\s|\w|$)(?<![^\s\w]&)", lambda m: _spaced(m, "and"), lambda text: "&" in text),
    rewriting(r"§§|[%‰§¶°©№≠≤≥≈∞√×÷±]", _alone, _has_sign),
    rewriting(
        r"(?<=\s)[=+@](?=\s)|(?<=\w)[@#=](?=\w)|(?<=\w)[$£€¥](?!\w)|(?<!\w)[$£€¥](?=\w)",
        _alone,
        _has_sign,
    ),
    rewriting(r"(?<=[a-z\d])/(?=\s|$)", lambda m: " slash", lambda text: "/" in text),
    rewriting(r"(?<!\w)#(?=\w)", lambda m: "number ", _has_sign),
    rewriting(
        r"(?<!\w)~(?=\d|one|two|three|four|five|six|seven|eight|nine|ten|eleven|tw|thir|fif|zero)",
        lambda m: "about ",
        _has_sign,
    ),
)
"""The rule `symbols`"""
