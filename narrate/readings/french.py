"""What French reads differently from how it is written."""

import re

from narrate.numerals import roman_value
from narrate.readings.continental import Form, Noun, Tongue, plain
from narrate.readings.continental.codes import codes
from narrate.readings.continental.measures import (
    decades,
    fractions,
    measures,
    money,
    positions,
)
from narrate.readings.continental.plain import (
    BEFORE,
    INTEGER,
    digits_of,
    sentence_ends,
    where_figures,
)
from narrate.readings.continental.romans import kings_of, may_hold_numerals, numerals
from narrate.readings.continental.shorthand import shorthand
from narrate.readings.languages import Reading, counted, data_of
from narrate.readings.powers import powers

DATA = data_of("fr")

_FEMININE = frozenset(DATA["feminine"].split())
_FEMININE_ENDS = tuple(DATA["feminine_ends"].split())
_SURE_ENDS = ("tion", "sion", "aison", "trice", "ière", "née")
_MASCULINE = frozenset(DATA["masculine"].split())
_AHEAD = re.compile(r" ([^\W\d_]+)")
_DATED = re.compile(r"\b(?:le|du|au|n°|numéro|chapitre|page|jour) $", re.IGNORECASE)
"""Before a figure that counts nothing: `le 1 figure en tête`"""
_PARTS = {2: "demi", 3: "tiers", 4: "quart"}
_HALVES = {"heure": "demi-heure", "livre": "demi-livre", "lieue": "demi-lieue"}


def cardinal(number: int, form: Form = "") -> str:
    """`vingt et un`, `vingt et une pages`."""
    words = counted(number, "fr").replace("soixante et onze", "soixante-et-onze")
    if form == "f" and re.search(r"(?:^| |-)un$", words):
        return words + "e"
    return words


def ordinal(number: int, gender: Form = "m") -> str:
    """`premier`, `première`, `vingt et unième`, `quatre-vingtième`."""
    if number == 1:
        return "première" if gender == "f" else "premier"
    words = cardinal(number)
    words = re.sub(r"(vingt|cent|million|milliard)s$", r"\1", words)
    if number % 10**6 == 0 and words.startswith("un "):
        words = words[3:]
    last = {"cinq": "cinqu", "neuf": "neuv"}
    for word, stem in last.items():
        if words.endswith(word):
            return f"{words[: -len(word)]}{stem}ième"
    return f"{words[:-1] if words.endswith('e') else words}ième"


def place(number: int, gender: Form) -> str:
    """The number of a chapter or a king: only the first is an ordinal."""
    return ordinal(1, gender) if number == 1 else cardinal(number)


def decimals(part: str, form: Form = "") -> str:
    """The figures behind the comma as a number, its zeros first."""
    zeros = len(part) - len(part.lstrip("0"))
    rest = part[zeros:]
    said = ["zéro"] * zeros
    if len(rest) > 3:
        said += [cardinal(int(digit)) for digit in rest]
    elif rest:
        said.append(cardinal(int(rest)))
    return " ".join(said)


def portion(over: int, under: int, unit: Noun | None) -> str | None:
    """`un quart`, `deux neuvièmes`, `un demi-mètre`, `un quart de mètre`."""
    if under < 2:
        return None
    if unit is not None and (over, under) == (1, 2):
        return f"{cardinal(1, unit.gender)} demi-{unit.one}"
    name = _PARTS.get(under) or ordinal(under)
    plural = "s" if over > 1 and not name.endswith("s") else ""
    said = f"{cardinal(over)} {name}{plural}"
    if unit is None:
        return said
    of = "d'" if unit.one[0] in "aeiouhéèêâô" else "de "
    return f"{said} {of}{unit.one}"


def mixed(whole: int, over: int, under: int, unit: Noun | None) -> str | None:
    """`quatre et deux quarts`, `un mètre et demi`, `deux heures et quart`."""
    half = (over, under) == (1, 2)
    part = "demi" if half else portion(over, under, None)
    if part is None:
        return None
    if unit is None:
        return f"{cardinal(whole)} et {part}"
    if half and unit.gender == "f":
        part = "demie"
    return f"{cardinal(whole, unit.gender)} {unit.after(whole)} et {part}"


def form_at(text: str, start: int, end: int) -> Form:
    """`vingt et une pages`, `1 chanson`: a feminine noun by its ending, or one that is known."""
    ahead = _AHEAD.match(text, end)
    if ahead is None or _DATED.search(text, max(0, start - 12), start):
        return ""
    one = text[start:end] == "1"
    if one and text[:start].endswith(("-", "−")):
        return ""
    return "f" if _is_feminine(ahead[1], one=one) else ""


def _is_feminine(noun: str, *, one: bool) -> bool:
    """By its ending; after 1, where a verb may follow, only by those that no verb has."""
    single = noun.removesuffix("s")
    if noun in _FEMININE or single in _FEMININE:
        return True
    if single in _MASCULINE or noun.islower() is False:
        return False
    if one:
        return noun.endswith(_SURE_ENDS)
    return noun.endswith("s") and single.endswith(_FEMININE_ENDS)


FRENCH = Tongue("fr", cardinal, decimals, portion, mixed, DATA)


_shorthand = shorthand(FRENCH)
_BARE = re.compile(
    rf"(?<![\w.@’'-])(?P<title>{'|'.join(sorted(DATA['bare_titles'], key=len, reverse=True))})\.?"
    r"(?=(?: [(\[«“\"„]? ?)(?:[A-ZÀ-ÖØ-Þ][\w’'-]|d[eu’']|la |le |V(?:ve|euve)))"
)
_MAYBE_TITLE = re.compile(r"[MDPVCGL][mlgretdnoa][elrtnp. ]")
_PLAIN_BARE = re.compile(r"(?<![\w.@’'-])(?P<title>Mmes?|Mlles?)\b\.?(?![\w’'])")
_SAINT = re.compile(r"(?<![\w.])(?P<s>[Ss]te?s?)(?:\.|(?=-))(?P<gap>-| )(?=[A-ZÀ-ÖØ-Þ])")
_SAINTS = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}
_MIDDLE = re.compile(r"[a-zà-ÿ,] $")


def abbreviations(text: str) -> str:
    """`Mme`, `M.`, `St-Pierre`, `av. J.-C.`, `n° 5`."""
    if _ALONE.fullmatch(text) and text not in ("Me", "M", "M.", "Pr"):
        said = str(DATA["bare_titles"][text.rstrip(".")])
        return said[0].upper() + said[1:]
    text = _shorthand(text)
    if _MAYBE_TITLE.search(text):
        text = _PLAIN_BARE.sub(_title, _BARE.sub(_title, text))
    return _SAINT.sub(_saint, text) if "St" in text or "st" in text else text


_ALONE = re.compile(rf"(?:{'|'.join(DATA['bare_titles'])}|M)\.?")


def _title(match: re.Match[str]) -> str:
    title = match["title"]
    if title == "Me" and not _MIDDLE.search(match.string, 0, match.start()):
        return match.group()  # `Me Jean a dit`: a pronoun opens the sentence
    said = str(DATA["bare_titles"][title])
    return said[0].upper() + said[1:]


def _saint(match: re.Match[str]) -> str:
    said = _SAINTS[match["s"].lower()]
    return (said.capitalize() if match["s"][0] == "S" else said) + match["gap"]


_MONTHS = DATA["months"].split()
_BY_NAME: dict[str, int] = {name: i for i, name in enumerate(_MONTHS, 1)} | DATA["month_forms"]
_MONTH = (
    rf"(?P<month>(?:{'|'.join([*_MONTHS, 'aout'])})\b"
    rf"|(?:{'|'.join(name for name in DATA['month_forms'] if name != 'aout')})\b\.?)"
)
_BEFORE = r"(?<![\w.,/:-])"
_DAYS = r"(?:0?[1-9]|[12]\d|3[01])"
_NAMED = re.compile(
    rf"{_BEFORE}(?P<days>{_DAYS}(?:er|ᵉʳ)?(?:[/-]{_DAYS}(?:er)?){{0,3}}) {_MONTH}"
    rf"(?: (?P<year>\d{{4}})(?![\w/:]|[.,]\d))?",
    re.IGNORECASE,
)
_NUMERIC = re.compile(
    rf"{_BEFORE}(?P<day>{_DAYS})(?P<mark>[/.-])(?P<m>0?[1-9]|1[0-2])(?P=mark)(?P<year>\d{{4}}|\d{{2}})"
    r"(?![\w/:-]|[.,]\d)"
)
_DAY_AND_MONTH = re.compile(r"(?P<day>0[1-9]|[12]\d|3[01])\.(?P<m>0[1-9]|1[0-2])")
_ISO = re.compile(
    rf"{_BEFORE}(?P<year>[12]\d{{3}})-(?P<m>0[1-9]|1[0-2])-(?P<day>{_DAYS})(?![\w/:-])"
)


def dates(text: str) -> str:
    """`17 janvier 1898`, `1er mai`, `02-03-2003`, `les 17/18 juin`."""
    alone = _DAY_AND_MONTH.fullmatch(text)
    if alone:
        return f"{_day(alone['day'])} {_MONTHS[int(alone['m']) - 1]}"
    text = _NAMED.sub(_named, text)
    return _ISO.sub(_numeric, _NUMERIC.sub(_numeric, text))


def _day(written: str) -> str:
    number = int("".join(filter(str.isdecimal, written)))
    return "premier" if number == 1 else cardinal(number)


def _named(match: re.Match[str]) -> str:
    written = match["month"]
    if not match["year"] and written.lower() in DATA["month_forms"] and written.lower() != "aout":
        return match.group()  # `5 oct`: without its stop it is too short to be sure
    ends = written.endswith(".") and sentence_ends(match.string, match.end())
    month = _MONTHS[_BY_NAME[written.lower().rstrip(".")] - 1]
    days = " ".join(_day(day) for day in re.split(r"[/-]", match["days"]))
    said = f"{days} {month}"
    if match["year"]:
        return f"{said} {cardinal(int(match['year']))}"
    return said + ("." if ends else "")


def _numeric(match: re.Match[str]) -> str:
    year = match["year"]
    if len(year) == 2 and match.groupdict().get("mark") == ".":
        return match.group()
    said = f"{_day(match['day'])} {_MONTHS[int(match['m']) - 1]}"
    return f"{said} {cardinal(int(year))}"


_CLOCK = re.compile(
    r"(?<![\w.,/:+-])(?P<h>[01]?\d|2[0-4])(?: ?[hH]\.? ?| ?heures? )(?P<m>[0-5]\d)(?: ?min\b\.?)?"
    r"(?: ?(?P<s>[0-5]\d) ?s\b\.?)?(?![\w/:]|[.,]\d| ?(?:%|km|m|kg)\b)"
)
_COLON = re.compile(
    r"(?<![\w.,/:+-])(?P<h>[01]?\d|2[0-4]):(?P<m>[0-5]\d)(?::(?P<s>[0-5]\d))?(?![\w/:-]|[.,]\d)"
)
_AT = re.compile(r"\b(?:à|de|vers|dès|avant|après|jusqu['’]à|et|entre|pour) $", re.IGNORECASE)


def times(text: str) -> str:
    """`15h30`, `15 h 30`, `à 8:05`."""
    return _COLON.sub(_colon, _CLOCK.sub(_clock, text))


def _colon(match: re.Match[str]) -> str:
    before = match.string[max(0, match.start() - 12) : match.start()]
    alone = match.group() == match.string and len(match["m"]) == 2
    return _clock(match) if alone or _AT.search(before) else match.group()


def _clock(match: re.Match[str]) -> str:
    hour, minute, second = int(match["h"]), int(match["m"]), int(match["s"] or 0)
    said = f"{cardinal(hour, 'f')} heure{'s' * (hour > 1)}"
    if minute:
        said += f" {cardinal(minute, 'f')}"
    if second:
        minutes = f" minute{'s' * (minute > 1)}" if minute else ""
        said += f"{minutes} {cardinal(second, 'f')} seconde{'s' * (second > 1)}"
    return said


_ORDINAL = re.compile(
    rf"(?:{BEFORE}|(?<=[IVX][eᵉ]-))(?P<n>{INTEGER}|[IVXLC]+)"
    r"(?P<end>ers?|ères?|res?|i?[èe]mes?|es?|nde?s?|ds?|ᵉʳ|ᵉ|ʳᵉ|ᵉʳᵉ|ᵈᵉ?|ⁿᵈᵉ?)(?![\w’'])"
)
_MAYBE_ORDINAL = re.compile(r"[\dIVXLC][erèndiᵉʳⁿᵈ ]")
_DEGREE = re.compile(r"(\d{1,2})°")
_HALF = re.compile(
    r"(?<![\w.,/:–-])(?:(?P<whole>\d{1,6}) ?½|(?P<spaced>\d{1,6}) 1/2|½|1/2) "
    r"(?P<noun>[a-zà-ÿ]{3,})\b"
)


def ordinals(text: str) -> str:
    """`1er`, `2e`, `XIXe siècle`."""
    alone = _DEGREE.fullmatch(text)
    if alone:
        return ordinal(int(alone[1]))
    return _ORDINAL.sub(_ordinal, text) if _MAYBE_ORDINAL.search(text) else text


def _ordinal(match: re.Match[str]) -> str:
    """`XIXe`: dix-neuvième; `1re`: première; `2nde`: seconde; `Ie` stays as it is."""
    value, end = _value_before(match["n"], match["end"]), match["end"]
    if not 0 < value <= 10**15 or not _fits(value, end):
        return match.group()
    many = "s" if end.endswith("s") else ""
    if end.startswith(_OF_TWO):
        return f"second{'e' if 'e' in end or 'ᵉ' in end else ''}{many}"
    said = ordinal(value, "f" if end.startswith(("r", "ʳ", "èr", "ᵉʳᵉ")) else "m") + many
    return f"un {said}" if match.group() == match.string and _has_article(value) else said


_OF_TWO = ("n", "d", "ⁿ", "ᵈ")
_OF_ONE = ("er", "r", "ᵉʳ", "ʳ", "èr")


def _fits(value: int, end: str) -> bool:
    """Whether a number is written with that ending: `1er` and `1re`, `2nd`, all else `e`."""
    if end.startswith(_OF_TWO):
        return value == 2
    return end.startswith(_OF_ONE) == (value == 1) or (value == 1 and end.startswith("è"))


def _value_before(written: str, end: str) -> int:
    """The number that an ending comes after; 0 where it is none: `Le`, `Ce`, `Ie`.

    Of single letters only V and X are numbers, and I before `er`.
    """
    if written[0].isdecimal():
        return int(digits_of(written))
    if written == "I":
        return 1 if end.startswith(("er", "ᵉʳ", "re", "ʳᵉ")) else 0
    single = len(written) == 1 and written not in "VX"
    return 0 if single else roman_value(written) or 0


def _has_article(value: int) -> bool:
    """`le millionième`, but counting by itself `un millionième`."""
    return value % 10**6 == 0 and cardinal(value).startswith("un ")


def halves(text: str) -> str:
    """`1/2 heure`, `2½ heures`: the noun comes before `et demie`."""
    return _HALF.sub(_half, text) if "½" in text or "1/2" in text else text


def _half(match: re.Match[str]) -> str:
    noun, written = match["noun"], match["whole"] or match["spaced"]
    form = form_at(f" {noun}", 0, 0)
    if written is None:
        return f"{cardinal(1, form)} demi-{noun}"
    return f"{cardinal(int(written), form)} {noun} et demi{'e' if form == 'f' else ''}"


_numerals = numerals(FRENCH, place)
_KINGS = kings_of(DATA)
_KING = re.compile(
    r"\b(?P<name>[A-ZÀ-ÖØ-Þ][\wà-ÿ-]+) (?P<n>[IVX]+)(?P<er>er|ᵉʳ|ʳᵉ|re)?(?![\w]|['’-]\w)"
)


def romans(text: str) -> str:
    """`chapitre IV`, `Louis XIV`, `François Ier`."""
    if not may_hold_numerals(text):
        return text
    return _KING.sub(_king, _numerals(text))


def _gender_of(name: str) -> Form | None:
    """Of `LOUIS`, `Louis` and `Saint-Louis`; None for a name that no ruler bore."""
    gender = _KINGS.get(name.capitalize() if name.isupper() else name)
    return gender or _KINGS.get(name.rpartition("-")[2])


def _king(match: re.Match[str]) -> str:
    name, written = match["name"], match["n"]
    value, gender = roman_value(written), _gender_of(name)
    if value is None or value > 39:
        return match.group()
    if match["er"]:
        return f"{name} {place(1, gender or 'm')}" if value == 1 else match.group()
    if gender is None and (value == 1 or len(written) == 1):
        return match.group()
    return f"{name} {place(value, gender or 'm')}"


READINGS = (
    Reading("math", powers("fr")),
    Reading("addresses", plain.addresses(FRENCH)),
    Reading("abbreviations", abbreviations),
    Reading("serials", where_figures(codes(FRENCH))),
    Reading("roman", romans),
    Reading("dates", where_figures(dates)),
    Reading("times", where_figures(times)),
    Reading("ordinals", ordinals),
    Reading("years", where_figures(decades(FRENCH))),
    Reading("phones", where_figures(plain.phones(FRENCH))),
    Reading("money", where_figures(money(FRENCH))),
    Reading("measures", where_figures(positions(FRENCH))),
    Reading("measures", where_figures(measures(FRENCH))),
    Reading("fractions", where_figures(halves)),
    Reading("fractions", where_figures(fractions(FRENCH))),
    Reading("math", where_figures(plain.sums(FRENCH))),
    Reading("ranges", where_figures(plain.ranges(FRENCH))),
    Reading("decimals", where_figures(plain.decimals(FRENCH))),
    Reading("numbers", where_figures(plain.numbers(FRENCH, form_at))),
    Reading("symbols", plain.symbols(FRENCH)),
)
"""In the order in which they must be made: what is read first is no figure for the next"""


def heading_number(value: int) -> str:
    """As a chapter's."""
    return place(value, "m")
