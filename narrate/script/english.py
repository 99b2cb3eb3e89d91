"""English respellings that engines with weak text handling share; see `cures.py`.

Each is a function from text to text that looks for one way of writing.
"""

from __future__ import annotations

import re

from narrate.script import roman
from narrate.script.capitals import capitals
from narrate.script.languages import rules_for
from narrate.script.sentences import sentence_borders

_NUMBERED = {
    "no": "number", "nos": "numbers", "vol": "volume", "vols": "volumes", "p": "page",
    "pp": "pages", "ch": "chapter", "chap": "chapter", "chaps": "chapters", "fig": "figure",
    "figs": "figures", "sec": "section", "art": "article", "pt": "part", "bk": "book",
    "jan": "January", "feb": "February", "mar": "March",
    "apr": "April", "jun": "June", "jul": "July", "aug": "August", "sep": "September",
    "sept": "September", "oct": "October", "nov": "November", "dec": "December",
}  # fmt: skip
_UNITS = {
    "ft": ("foot", "feet"), "in": ("inch", "inches"), "yd": ("yard", "yards"),
    "yds": ("yard", "yards"), "mi": ("mile", "miles"), "lb": ("pound", "pounds"),
    "lbs": ("pound", "pounds"), "oz": ("ounce", "ounces"), "pt": ("pint", "pints"),
    "qt": ("quart", "quarts"), "gal": ("gallon", "gallons"), "hr": ("hour", "hours"),
    "hrs": ("hour", "hours"), "min": ("minute", "minutes"), "mins": ("minute", "minutes"),
    "sec": ("second", "seconds"), "secs": ("second", "seconds"),
    "cwt": ("hundredweight", "hundredweight"),
}  # fmt: skip
_TITLES = {
    "Mme": "Madame", "Mlle": "Mademoiselle", "Mmes": "Mesdames", "Mlles": "Mesdemoiselles",
    "Messrs": "Messrs", "Prof": "Professor", "Rev": "Reverend", "Revd": "Reverend",
    "Hon": "Honourable", "Rt": "Right", "Capt": "Captain", "Gen": "General", "Col": "Colonel",
    "Lt": "Lieutenant", "Sgt": "Sergeant", "Cpl": "Corporal", "Maj": "Major", "Adm": "Admiral",
    "Gov": "Governor", "Sen": "Senator", "Pres": "President", "Supt": "Superintendent",
    "Insp": "Inspector", "Bros": "Brothers", "Mt": "Mount",
}  # fmt: skip
_FIRMS = {
    "co": "Company", "inc": "Incorporated", "ltd": "Limited", "corp": "Corporation",
    "dept": "Department", "ave": "Avenue", "jr": "Junior", "sr": "Senior", "esq": "Esquire",
    "vs": "versus", "viz": "namely", "approx": "approximately",
}  # fmt: skip
_SAID_BY_ALL = frozenset({"mr", "mrs", "ms", "dr", "st"})
"""Titles that every engine here says and takes for no sentence's end"""
# Each of these finds quickly whether there is anything to do at all.
_STOP_BEFORE_NUMBER = re.compile(r"\.\s?[\divxlcIVXLC]")
_FIGURE = re.compile(r"[\d½¼¾]")
_MAYBE_ROMAN = re.compile(r"(?:^|\W)[ivxlcIVXLC]+\b")

_NUMBERED_STOP = re.compile(
    rf"(?<![\w.])(?<!\d )({'|'.join(_NUMBERED)})\.\s?(?=\d|[ivxlc]{{2,}}\b)"
    r"|(?<![\w.])(vol|vols|ch|chap|bk|fig|sec)\.\s?(?=[ivx]\b[.,;:)])",
    re.IGNORECASE,
)
_CIRCA = re.compile(r"(?<![\w.])ca?\.\s?(?=\d{3,4}\b)")
_UNIT_STOP = re.compile(rf"(\d[\d,./]*|½|¼|¾)\s?({'|'.join(_UNITS)})\.(?=(\s?)(.?))")
_TITLE = re.compile(rf"\b(?:({'|'.join(_TITLES)})\.|(Mmes?|Mlles?))(?= [A-Z])")
_MONTHS = "|".join(word for word in _NUMBERED.values() if word[0].isupper())
_ORDINAL = re.compile(rf"\b((?:{_MONTHS}|May|the) \d*[23])d\b(?!\w)")
_COINS = re.compile(
    r"(?<![\w.,])(?:(?:£\s?(?P<pounds>\d[\d,]*),?\s+)?(?P<shillings>\d{1,3})\s?s\b\.?"
    r"(?:,?\s?(?P<pence>\d{1,2}½?)\s?d\b\.?)?|(?P<pence_only>\d{1,2}½?)\s?d\.)(?!\w)"
)
_AFTER_SENTENCE = re.compile(r"[\"”’)]*(?:\s*$|\s+[“\"‘(]*[A-Z])")
_DECADE = re.compile(
    r"(?:\b(?:the|his|her|their|its|my|our|your|early|late|mid)[ -]['’]?)$", re.IGNORECASE
)
_PRICE_GOES_ON = re.compile(r"\s+(?:an?|per|each|and|or|the|for|in)\b")
_DIVISIONS = (
    "chapter|chap|book|part|volume|act|scene|canto|stave|letter|section|stanza|page|pages"
    "|number|numbers|article|figure|lecture|sonnet|psalm|verse|tome|fit|phase|epilogue|appendix"
)
_DIVISION = re.compile(rf"\b({_DIVISIONS})(\s+)([ivxlcIVXLC]+)\b(?!['’]\w)(\.?)", re.IGNORECASE)
_NO_PRONOUN = re.compile(r"(?=[.,:;)\]—–-]|$| of\b)")
_HEAD = re.compile(r"^(\W*)([IVXLC]{2,}|I)(?=\.(?: |$)| [—–-] |: |$)")
_STOPPED = re.compile(r"((?<![\w.])[\w.’']+)\.(?=[\"”’)]*\s+[“\"‘(]*[A-Z\d])")


def respell(text: str, *, letters: bool = True) -> str:
    """All respellings in their order; `letters` is for `stops_inside_sentences`."""
    if _STOP_BEFORE_NUMBER.search(text):
        text = numbered_abbreviations(text)
    if _FIGURE.search(text):
        text = old_money(ordinals(units(text)))
    if _MAYBE_ROMAN.search(text):
        text = roman_numerals(text)
    text = capitals(text)
    return stops_inside_sentences(titles(text), letters=letters) if "." in text else titles(text)


def numbered_abbreviations(text: str) -> str:
    """`No. 5`, `vol. ii`, `p. 45`, `Mar. 5`: written out, so that no sentence ends at the stop."""
    return _CIRCA.sub("circa ", _NUMBERED_STOP.sub(_numbered, text))


def _numbered(match: re.Match[str]) -> str:
    written = match[1] or match[2]
    word = _NUMBERED[written.lower()]
    return f"{word[0].upper() + word[1:] if written[0].isupper() else word} "


def units(text: str) -> str:
    """`6 ft. 2 in. tall`: six feet two inches."""
    return _UNIT_STOP.sub(_unit, text)


def _unit(match: re.Match[str]) -> str:
    one, many = _UNITS[match[2]]
    ends = not match[4] or match[4] in '"”’)' or (match[3] and match[4].isupper())
    attribute = match.string[: match.start()].lower().endswith((" a ", " an "))  # `a 3 lb. loaf`
    return f"{match[1]} {one if attribute or match[1] in ('1', '½') else many}{'.' if ends else ''}"


def ordinals(text: str) -> str:
    """`September 2d`, `the 3d`: second and third, as they were once written."""
    return _ORDINAL.sub(lambda m: f"{m[1]}{'nd' if m[1].endswith('2') else 'rd'}", text)


def old_money(text: str) -> str:
    """`£5 10s. 6d.`: five pounds ten shillings six pence, the coins of old novels."""
    return _COINS.sub(_coins, text)


def _coins(match: re.Match[str]) -> str:
    pounds, shillings, pence = match["pounds"], match["shillings"], match["pence"]
    stopped = match.group().endswith(".")
    if shillings and not (pounds or pence) and (not stopped or _is_decade(match)):
        return match.group()
    said = [
        _plural(pounds, "pound", "pounds"),
        _plural(shillings, "shilling", "shillings"),
        _plural(pence or match["pence_only"], "penny", "pence"),
    ]
    ends = stopped and _AFTER_SENTENCE.match(match.string, match.end())
    return " ".join(filter(None, said)) + ("." if ends else "")


def _is_decade(match: re.Match[str]) -> bool:
    """`in the '60s.` is no money; a round number is, where a price goes on: `20s. a week`."""
    if _DECADE.search(match.string, 0, match.start()):
        return True
    round_number = match["shillings"][-1] == "0" and len(match["shillings"]) == 2
    return round_number and not _PRICE_GOES_ON.match(match.string, match.end())


def _plural(count: str | None, one: str, many: str) -> str:
    return f"{count} {one if count == '1' else many}" if count else ""


def roman_numerals(text: str) -> str:
    """`Scene ii`, `CHAPTER XLVIII`, and a text that begins with its number: `XIV. The Return`."""
    text = _DIVISION.sub(_division, text)
    return _HEAD.sub(lambda m: f"{m[1]}{roman.value_of(m[2]) or m[2]}", text)


def _division(match: re.Match[str]) -> str:
    value = roman.value_of(match[3])
    # `the letter I wrote`, but `Section I of the law`; `the letter c`
    pronoun = match[3] in ("i", "I") and not _NO_PRONOUN.match(match.string, match.end(3))
    letter = match[3] in ("c", "l", "C", "L") or (
        match[1].lower() == "letter" and len(match[3]) < 2
    )
    if value is None or pronoun or (letter and match[3].islower()):
        return match.group()
    return f"{match[1]}{match[2]}{value}{match[4]}"


def titles(text: str) -> str:
    """`Gen. Lee`, `Mme Curie`: written out before a name."""
    return _TITLE.sub(lambda m: _TITLES[m[1] or m[2]], text)


def stops_inside_sentences(text: str, *, letters: bool = True) -> str:
    """`Smith & Co. Ltd`: the stop goes where an engine would end the sentence at it.

    `letters`: also after letters with stops between (`the U.S. Army`).
    """
    rules = rules_for("en")
    known = (rules.abbreviations | rules.titles | rules.endings) - _SAID_BY_ALL
    found = [
        stop
        for stop in _STOPPED.finditer(text)
        if (letters if "." in stop[1] else stop[1].lower() in known)
    ]
    if not found:
        return text
    ends = {border.end for border in sentence_borders(text, "en")}
    out, at = [], 0
    for match in found:
        if match.end() not in ends and not any(match.end() < e <= match.end() + 2 for e in ends):
            out += [text[at : match.start()], _FIRMS.get(match[1].lower(), match[1])]
            at = match.end()
    return "".join([*out, text[at:]])
