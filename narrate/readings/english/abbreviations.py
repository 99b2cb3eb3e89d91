"""Abbreviations written out: titles, `No. 5`, `St.` as Saint or Street, `e.g.`, `Jr.`

Also signs that are words (`&`, `%`).
"""

import functools
import re

from narrate.numerals import roman_value
from narrate.readings.english.rewriting import (
    before,
    cardinal,
    counts_after,
    ends_sentence,
    following,
    in_turn,
    rewriting,
    stop_at,
)
from narrate.readings.languages import data_of

_DATA = data_of("en")
_NUMBERED: dict[str, str] = _DATA["numbered"]
"""Before a figure or a small roman numeral"""
_TITLES: dict[str, str] = _DATA["titles"]
"""Before a name; what a language's speakers read so wherever it stands"""
_AFTER_NAME: dict[str, str] = _DATA["after_name"]
"""After a name"""
_ANYWHERE: dict[str, str] = _DATA["anywhere"]
_OLD_STATES: dict[str, str] = _DATA["old_states"]
"""After a town"""
STATES: dict[str, str] = _DATA["states"]
_DEGREES = frozenset(_DATA["states_like_degrees"].split())
"""And those that stand behind a person's name with a comma after them"""
_TOWN = re.compile(r"[A-Z][a-z]+(?: [A-Z][a-z]+)?, (?:AL|CO|DE|ID|IN|LA|OR)")
_STATES_LIKE_WORDS = frozenset(_DATA["states_like_words"].split())
"""Of the states' letters those that are words or names too, so that only a ZIP code tells them"""
_IN_CAPITALS = ("MR", "DR", "PROF", "REV", "CAPT", "GEN", "COL", "LT", "SGT", "MAJ", "MESSRS")
"""Titles that a line in capitals has in capitals"""
_WRITTEN = frozenset(
    word.lower().rpartition(".")[2]
    for words in (_NUMBERED, _TITLES, _AFTER_NAME, _ANYWHERE, _OLD_STATES)
    for word in words
) | {"c", "ca", "v", "&c"}
_NAME = r"(?=\s?[A-ZÀ-Þ])"


@functools.lru_cache(maxsize=4)
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
    coded = following(match)[:1].isalpha() and not match["roman"]
    if written == "no" and _ANSWER.search(before(match)) and (coded or counts_after(match)):
        return None
    return f"{_in_full(written)} "


def _in_full(written: str) -> str:
    word = _NUMBERED[written.lower()]
    return word.capitalize() if written[0].isupper() else word


def _is_numeral(letters: str, word: str) -> bool:
    """Whether letters after an abbreviation are its number: `vol. ii`, but `"No. I will not."`."""
    if not (letters.isupper() or letters.islower()) or roman_value(letters) is None:
        return False
    return len(letters) > 1 or (letters in "IVX" and word.lower() not in ("no", "p", "ed", "pt"))


_ANSWER = re.compile(r"\b(?:sa(?:id|ys?)|is|was|answer(?:ed)?|replied|cried|or|be|means?) [\"“‘]?$")


def _mark(match: re.Match[str]) -> str | None:
    """`Mk. II`, a machine's."""
    if not match["roman"]:
        return "Mark "
    value = roman_value(match["roman"])
    return None if value is None else f"Mark {cardinal(value)}"


def _title(match: re.Match[str]) -> str | None:
    """Before a name, a bracket or a quotation mark, where no sentence ends: `Dr. “Bones” McCoy`."""
    written = match["word"]
    if match["opened"] and written in _WORDS_TOO:
        return None
    said = _TITLES[written] if written in _TITLES else _TITLES[written.capitalize()].upper()
    return said + (stop_at(match) if match["opened"] else "")


_ALONE = {
    word: said for word, said in (_TITLES | _AFTER_NAME).items() if word not in ("Sr", "St", "Pl")
}
"""What a text of nothing else says"""
_WORDS_TOO = frozenset({"Rep", "Det", "Hon", "Supp"})
"""Titles that end sentences too, so that only a name tells them"""


def _anywhere(match: re.Match[str]) -> str:
    written = match["word"]
    said = _ANYWHERE[written.lower().replace(" ", "")]
    said = said[0].upper() + said[1:] if written[0].isupper() else said
    space = " " if match.string[match.end() : match.end() + 1].isalnum() else ""
    return f"{said}{stop_at(match)}{space}"


def _street(match: re.Match[str]) -> str | None:
    """`Wall St.`; between two names it is a street where a sentence ends."""
    after = following(match)
    if re.match(r"\s?[A-ZÀ-Þ]", after) and not ends_sentence(match.string, match.end()):
        return None
    return f"{match['name']} Street{stop_at(match)}"


def _state(match: re.Match[str]) -> str | None:
    state = match["state"]
    degree = state in _DEGREES and following(match).startswith(",")
    if (state in _STATES_LIKE_WORDS or degree) and not match["zip"] and not _is_town(match.string):
        return None
    return f", {STATES[match['state']]}"


def _is_town(text: str) -> bool:
    """A text of nothing else: `Salem, OR`."""
    return _TOWN.fullmatch(text) is not None


_SOME_STATE = re.compile(rf", (?:{'|'.join(STATES)})\b")

READING = in_turn(
    rewriting(
        rf"(?<![\w.])(?<!\d )(?P<word>{'|'.join(_NUMBERED)})\.\s?"
        r"(?=\d|(?-i:[A-Z]{1,4}-?\d)|(?<!no\. )(?<!no\.)[(\[]\d"
        r"|(?P<roman>[ivxlc]+)\b(?!['’]\w|\.\w))",
        _numbered,
        _has_abbreviation,
        flags=re.IGNORECASE,
    ),
    rewriting(
        r"(?<!\w)Mk\.? ?(?P<roman>[IVX]+)\b(?!['’]\w)|(?<!\w)Mk\.? ?(?=\d)",
        _mark,
        lambda text: "Mk" in text,
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
        rf"\b(?P<word>{'|'.join([*_TITLES, *_IN_CAPITALS])})\."
        r"(?=\s[A-ZÀ-Þ]|\s(?:de|von|van|la|le|du|d['’])\b"
        r"|(?<!\bMr\.)\sand\s(?:Mr|Mrs|Miss|Lady|Dr)\b|(?P<opened>\s[(\[\"“‘'][A-ZÀ-Þa-z]))",
        _title,
        _has_abbreviation,
    ),
    rewriting(rf"^(?P<word>{'|'.join(_ALONE)})\.$", lambda m: _ALONE[m["word"]], _has_abbreviation),
    rewriting(
        r"\b(?P<word>Mmes?|Mlles?)(?= [A-ZÀ-Þ])",
        lambda m: _TITLES[m["word"]],
        lambda text: "Mme" in text or "Mlle" in text,
    ),
    rewriting(
        r"(?<![\w.])(?<!\d\s)MM\.(?=\s(?:(?:de la|de|du|des|la|le|les)\s|d['’])?[A-ZÀ-Þ][a-zà-ÿ])"
        r"(?!\s(?:The|A|An|In|On|At|It|He|She|But|And|They|We|This|That)\b)",
        lambda m: "Messieurs",
        lambda text: "MM." in text,
    ),
    rewriting(
        r"\b(?P<name>(?!(?:The|A|An|In|Of|At|To|And|But|For|From|By|On|Old|Mount|Fort|Port|Lake)\b)"
        r"[A-Z][\w’']+|\d+(?:st|nd|rd|th)) St\.",
        _street,
        lambda text: " St." in text,
    ),
    rewriting(
        rf"(?<!\w)(?P<house>\d+ [A-Z]\w+ )?St\.{_NAME}",
        lambda m: "Street" if m["house"] else "Saint",
        lambda text: "St." in text,
    ),
    rewriting(rf"(?<!\w)ST\.{_NAME}", lambda m: "SAINT", lambda text: "ST." in text),
    rewriting(
        rf"(?<=[a-z], )(?P<word>{'|'.join(_OLD_STATES)})\.(?=,|\s|$)",
        lambda m: _OLD_STATES[m["word"]] + stop_at(m),
        _has_abbreviation,
    ),
    rewriting(
        rf"(?<=[\w.,&] )(?P<word>{'|'.join(word for word in _AFTER_NAME if word != 'St')})\.",
        lambda m: _AFTER_NAME[m["word"]] + stop_at(m),
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
        rf"(?<=[a-z]), (?P<state>{'|'.join(STATES)})(?=(?P<zip> \d{{5}}(?!\d))|[.,;)\"”]|$)",
        _state,
        lambda text: ", " in text and _SOME_STATE.search(text) is not None,
    ),
)
"""The rule `abbreviations`"""


_SIGNS: dict[str, str] = _DATA["symbols"]
_SOME_SIGN = re.compile(r"[&%‰§¶°©№@=+×÷±≠≤≥≈∞√#$£€¥¢~]")


@functools.lru_cache(maxsize=4)
def _has_sign(text: str) -> bool:
    return _SOME_SIGN.search(text) is not None


def _alone(match: re.Match[str]) -> str:
    """The sign's word, with a space wherever a letter or figure touches it."""
    return _spaced(match, _SIGNS[match.group()])


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
    # a text of two words: a choice, and no line of verse
    rewriting(
        r"^(?P<one>[^\W\d_]+) / (?=[^\W\d_]+$)",
        lambda m: f"{m['one']} slash ",
        lambda text: " / " in text,
    ),
    rewriting(r"(?<!\w)#(?=\w)", lambda m: "number ", _has_sign),
    rewriting(
        r"(?<!\w)~(?=\d|one|two|three|four|five|six|seven|eight|nine|ten|eleven|tw|thir|fif|zero)",
        lambda m: "about ",
        _has_sign,
    ),
)
"""The rule `symbols`"""
