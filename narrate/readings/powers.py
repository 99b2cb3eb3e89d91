"""Powers, indices, isotopes and chemical formulas with raised and lowered characters.

Other rules know plain figures only, so this one is made before them: `10⁸` is `10 to the power
of 8`, `mc²` is `m c squared`, `x₁` is `x sub 1`, `H₂O` is `H2O` and `5¹/₂` is `5 1/2`. Figures
with a unit (`10 m²`) are left to the rule for measures where a language has one.
"""

import functools
import re
import unicodedata
from collections.abc import Callable, Mapping

import regex

from narrate.language import primary
from narrate.readings.formulas import index_of, power_of, word_of
from narrate.readings.languages import Reading, data_of

_RAISED = dict(
    zip(
        "0123456789+-−=()niabcdefgkmoptuvxyzhjlrsw",
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱᵃᵇᶜᵈᵉᶠᵍᵏᵐᵒᵖᵗᵘᵛˣʸᶻʰʲˡʳˢʷ",
        strict=True,
    )
)
_LOWERED = dict(
    zip("0123456789+-−=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", strict=True)
)
RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱᵃᵇᶜᵈᵉᶠᵍᵏᵐᵒᵖᵗᵘᵛˣʸᶻ"
"""Characters of exponents; those that phonetic writing raises (`pʰ`) are none"""
LOWERED = "".join(dict.fromkeys(_LOWERED.values()))

_SYMBOLS = (
    "H He Li Be B C N O F Ne Na Mg Al Si P S Cl Ar K Ca Sc Ti V Cr Mn Fe Co Ni Cu Zn Ga Ge As Se "
    "Br Kr Rb Sr Y Zr Nb Mo Tc Ru Rh Pd Ag Cd In Sn Sb Te I Xe Cs Ba La Ce Pr Nd Pm Sm Eu Gd Tb "
    "Dy Ho Er Tm Yb Lu Hf Ta W Re Os Ir Pt Au Hg Tl Pb Bi Po At Rn Fr Ra Ac Th Pa U Np Pu Am Cm "
    "Bk Cf Es Fm Md No Lr"
)
_NUMBER_OF = {symbol: number for number, symbol in enumerate(_SYMBOLS.split(), 1)}
_MOLECULE_NAMES = "H₂ N₂ O₂ O₃ F₂ Cl₂ Br₂ I₂ S₈ P₄ C₆₀"
_MOLECULES = frozenset(_MOLECULE_NAMES.split())
"""Of one element; `A₁` and `B₁₂` are none"""
_MEASURED = frozenset({"en", "de", "es", "fr", "hi"})
"""Languages whose rule for measures says `10 m²`"""
_LETTER = rf"(?:(?![{RAISED}{LOWERED}])[\p{{Latin}}\p{{Greek}}\p{{Cyrillic}}])"

_ANY = re.compile(f"[{RAISED}{LOWERED}]")  # ten times as fast as regex on such a set
_ORDINAL = regex.compile(r"(?<=\d)(?:ˢᵗ|ⁿᵈ|ʳᵈ|ᵗʰ)(?!\w)")
_FRACTION = regex.compile(r"(?P<whole>\d ?)?(?P<over>[⁰¹²³⁴-⁹]+)[/⁄](?P<under>[₀-₉]+|[⁰¹²³⁴-⁹]+)")
_DEGREE = regex.compile(r"(?<=\d ?)⁰(?= ?[CF]\b)")
_ISOTOPE = regex.compile(
    r"(?<![\w\p{M}])(?P<mass>[⁰¹²³⁴-⁹]{1,3})(?:[₀-₉]{1,3})?(?P<symbol>[A-Z][a-z]?)(?!\p{L})"
)
_PART = r"(?:[A-Z][a-z]?[₀-₉]*)"
_MOLECULE = regex.compile(
    rf"(?<![\p{{L}}\p{{M}}_(])(?P<parts>(?:{_PART}|\({_PART}+\)[₀-₉]*)++)(?P<charge>[⁰¹²³⁴-⁹]*[⁺⁻])?(?![\w{RAISED}])"
)
_CARET = regex.compile(
    r"(?<=[\w)])\^(?:\{(?P<exponent>[^{}\s]{1,20})\}|\((?P<exponent>[^()]{1,20})\)"
    r"|(?P<exponent>[-−+]?(?:\d{1,4}|[a-z](?!\p{L}))))"
)
_UNDERLINE = regex.compile(
    r"(?<![\w\\])(?P<base>\p{L})_(?:\{(?P<index>[^{}\s]{1,12})\}"
    r"|(?P<index>\d{1,3}|[ijkmnpqrtxy0]|max|min))(?![\w_])"
)
_UNIT = r"(?:[KkCcDdMmµμhn]?[mM]|ft|in|mi|yd|[кс]?м|мм)"
_AREA = regex.compile(
    rf"(?P<number>(?<=\d)[ \u00a0]?)?(?<![\p{{L}}\p{{M}}])(?P<unit>{_UNIT})(?P<power>[²³])(?!\w)"
)
_RATE = regex.compile(
    r"(?P<number>\d ?)(?P<over>(?i:[kcm]?m|[km]?g|hab|n|j|w))/(?P<under>(?i:s|h|[kcm]?m))"
    r"(?P<power>[²³])(?!\w)"
)
_POWER = regex.compile(
    rf"(?:(?<![\w.,])(?P<number>\d+(?:[.,]\d+)*)|(?<![\p{{L}}\p{{M}}])(?=\p{{L}})|(?<=[\w)][{RAISED}{LOWERED}])|(?<=[\d½⅓¼¾⅔])(?=\p{{L}}))"
    rf"(?P<name>{_LETTER}+)?(?P<index>[{LOWERED}]+)?(?P<exponent>[{RAISED}]+)?(?<=[{RAISED}{LOWERED}])(?!\p{{Lm}})"
)
_BRACKET = regex.compile(rf"\((?P<inner>[^()]{{1,60}})\)(?P<exponent>[{RAISED}]+)")
_BEGIN, _END, _MARKED = "\ufdd0", "\ufdd1", "\ufdef"
"""Around what has been put into words, while its rule is made; no text has these characters"""
_RATED = {"N": "newton", "J": "joule", "W": "watt", "s": "second"}
_PARTED = frozenset(f"{RAISED}{LOWERED}{_END}½⅓¼¾⅔")
"""Behind these a power begins a word of its own"""
_MOST_HELD = 28
"""There are as many characters without a meaning behind these"""
_SIGNS = r"[=+\-−–<>≤≥≈≠×·*/±]"
_OPERAND = rf"(?:\d+(?:[.,]\d+)*|{_LETTER})"
_BEHIND = regex.compile(
    rf"{_END}\s?(?P<sign>{_SIGNS})\s?(?={_BEGIN}|(?P<operand>{_OPERAND})(?![\w.]\w))"
)
_AHEAD = regex.compile(rf"(?<![\w.])(?P<operand>{_OPERAND})\s?(?P<sign>{_SIGNS})\s?(?={_BEGIN})")
_INNER = regex.compile(rf"(?<=[\w)])\s?(?P<sign>{_SIGNS})\s?(?=[\w(])")
_LETTER_AHEAD = regex.compile(_LETTER)
_SIGN_BEFORE = regex.compile(r"[=+×·*/]\s?$")
_WORDY = regex.compile(r"\p{L}{4,}")


def raise_letters(text: str) -> str | None:
    """`-3` as `⁻³`; None where a character has no raised form."""
    raised = [_RAISED.get(letter) for letter in text if not letter.isspace()]
    return None if None in raised else "".join(filter(None, raised))


def lower_letters(text: str) -> str | None:
    """`2` as `₂`; None where a character has no lowered form."""
    lowered = [_LOWERED.get(letter) for letter in text if not letter.isspace()]
    return None if None in lowered else "".join(filter(None, lowered))


def plain_letters(text: str) -> str:
    """`⁻³` as `-3`."""
    return unicodedata.normalize("NFKC", text).replace("−", "-")


def is_isotope(mass: str, symbol: str) -> bool:
    """Whether an atom of an element can have that mass: `14` `C`, and not `1` `I`."""
    number = _NUMBER_OF.get(symbol)
    return number is not None and mass.isdecimal() and number <= int(mass) <= 3 * number


def powers(language: str) -> Callable[[str], str]:
    """The rule for a language."""
    return functools.partial(_apply, language=primary(language))


def _apply(text: str, language: str) -> str:
    if "^" in text:
        text = _CARET.sub(_from_caret, text)
    if "_" in text:
        text = _UNDERLINE.sub(_from_underline, text)
    if not _ANY.search(text):
        return text
    if language == "en":
        text = _ORDINAL.sub(lambda m: plain_letters(m[0]), text)
    text = _DEGREE.sub("°", text)
    text = _FRACTION.sub(_fraction, text)
    text = _ISOTOPE.sub(functools.partial(_isotope, language=language), text)
    text = _MOLECULE.sub(functools.partial(_molecule, language=language), text)
    text = _RATE.sub(functools.partial(_rate, language=language), text)
    areas = _Areas(language)
    text = areas.hold(text)
    text = _POWER.sub(functools.partial(_power, language=language), text)
    text = _BRACKET.sub(functools.partial(_bracket, language=language), text)
    text = _with_signs(text, language).replace(_BEGIN, "").replace(_END, "")
    return areas.give_back(text)


def _from_caret(match: regex.Match[str]) -> str:
    return raise_letters(match["exponent"]) or match[0]


def _from_underline(match: regex.Match[str]) -> str:
    index = lower_letters(match["index"])
    return f"{match['base']}{index}" if index else match[0]


def _fraction(match: regex.Match[str]) -> str:
    whole = f"{match['whole'].strip()} " if match["whole"] else ""
    return f"{whole}{plain_letters(match['over'])}/{plain_letters(match['under'])}"


def _isotope(match: regex.Match[str], language: str) -> str:
    mass, symbol = plain_letters(match["mass"]), match["symbol"]
    if not is_isotope(mass, symbol):
        return match[0]
    names = data_of("formulas").get(language, {}).get("elements", {})
    return f"{names.get(symbol, symbol)} {mass}"


def _molecule(match: regex.Match[str], language: str) -> str:
    parts, charge = match["parts"], match["charge"]
    symbols = regex.findall(r"[A-Z][a-z]?", parts)
    lowered = any(letter in LOWERED for letter in parts)
    if not all(symbol in _NUMBER_OF for symbol in symbols) or not (lowered or charge):
        return match[0]
    vitamin = (
        match.string[: match.start()].casefold().rstrip(" -").endswith(("vitamin", "vitamins"))
    )
    if len(symbols) == 1 and not charge and parts not in _MOLECULES and not vitamin:
        return match[0]
    said = plain_letters(parts)
    if charge:
        sign = word_of("signs", plain_letters(charge[-1]), language)
        said = " ".join(filter(None, [said, plain_letters(charge[:-1]), sign]))
    return said


def _rate(match: regex.Match[str], language: str) -> str:
    """`9.8 m/s²`, `5 kg/m³` in English; other languages have it among their measures."""
    units: Mapping[str, str] = data_of("en")["units"] | _RATED
    over, under, power = match["over"], match["under"], match["power"]
    if language != "en" or over not in units:
        return match[0]
    counted = f"{match['number'].strip()} {units[over]}s"
    if under in ("s", "h"):
        return f"{counted} per {units[under]} {power_of('', plain_letters(power), 'en').strip()}"
    area: str | None = data_of("en")["area_units"].get(under)
    return f"{counted} per {'square' if power == '²' else 'cubic'} {area}" if area else match[0]


class _Areas:
    """Areas, volumes and rates of a text, each with a character that keeps its place."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._units: Mapping[str, str] = data_of("formulas").get(language, {}).get("units", {})
        self._held: dict[str, str] = {}

    def hold(self, text: str) -> str:
        """The text with the characters; of a line with more of them, the rest stays as it is."""
        if self._language in _MEASURED:
            text = _RATE.sub(lambda m: self._kept(m, m[0]), text)
        return _AREA.sub(self._area, text)

    def give_back(self, text: str) -> str:
        """The text with their words, or as they are written where other rules say them."""
        for mark, area in self._held.items():
            text = text.replace(mark, area)
        return text

    def _kept(self, match: regex.Match[str], words: str) -> str:
        if len(self._held) == _MOST_HELD:
            return match[0]
        mark = chr(0xFDD2 + len(self._held))
        self._held[mark] = words
        return mark

    def _area(self, match: regex.Match[str]) -> str:
        measured = match["number"] is not None and self._language in _MEASURED
        if measured or match.string[: match.start()].endswith("/"):
            return self._kept(match, match[0])
        if (forms := self._units.get(match["unit"])) is None:
            return match[0]
        words = forms.split("|")[match["power"] == "³"]
        return self._kept(match, f" {words}" if match["number"] is not None else words)


def _exponent(written: str, language: str) -> str:
    """`⁻³` as `minus 3`, `ⁿ⁺¹` as `n plus 1`."""
    plain = plain_letters(written)
    parts = regex.findall(r"\d+|\p{L}{3,}|.", plain)
    words = [word_of("signs", part, language) or part for part in parts if part not in "()"]
    return " ".join(words)


def _power(match: regex.Match[str], language: str) -> str:
    index, exponent = match["index"], match["exponent"]
    name, number = match["name"], match["number"]
    if (name is None and number is None) or _is_ending(exponent or "", name or ""):
        return match[0]
    spelled = number is not None or _in_formula(match)
    said = _named(name, language, spelled=spelled) if name else number
    if index:
        said = index_of(said, _exponent(index, language), language, log=name == "log")
    if exponent:
        said = _to_the(said, exponent, language)
    return _parted(match, f"{number} {said}" if name and number is not None else said)


def _to_the(base: str, exponent: str, language: str) -> str:
    """`x squared`; `Na plus` of a charge, which is no power."""
    words = _exponent(exponent, language)
    charge = plain_letters(exponent)[-1] in "+-"
    return f"{base} {words}" if charge else power_of(base, words, language)


def _parted(match: regex.Match[str], said: str) -> str:
    """Words in place of a match, apart from what stands right beside it."""
    gap = " " if match.string[: match.start()][-1:] in _PARTED else ""
    after = " " if _LETTER_AHEAD.match(match.string, match.end()) else ""
    return f"{gap}{_BEGIN}{said}{_END}{after}"


def _is_ending(exponent: str, name: str) -> bool:
    """Whether raised letters end an ordinal or an abbreviation: `2ᵉ`, `Mᵐᵉ`."""
    letters = plain_letters(exponent)
    if not letters.isalpha():
        return False
    single = len(name) < 2 and (not name or name.islower())
    return len(letters) > 1 or letters in "eoasrd" or not (single or letters in "nkmtxyi")


def _in_formula(match: regex.Match[str]) -> bool:
    """Whether a figure or a sign stands right beside it: `½at²`, `ax² + b`."""
    if match.string[: match.start()][-1:] in "½⅓¼¾⅔0123456789" and match.start():
        return True
    ahead = regex.match(rf"\s?{_SIGNS}\s?[\w(]", match.string[match.end() : match.end() + 4])
    return (
        ahead is not None
        or _SIGN_BEFORE.search(match.string, max(0, match.start() - 3), match.start()) is not None
    )


def _named(name: str, language: str, *, spelled: bool) -> str:
    """`mc` letter by letter, `π` by its name, `sin` as it is said, a word as it is."""
    if function := word_of("functions", name, language):
        return function
    greek = any("Ͱ" <= letter <= "Ͽ" for letter in name)
    bare = not regex.search(r"[aeiouyаеёиоуыэюя]", name.casefold()) or set(name) <= set("xyz")
    if len(name) > 1 and not (greek or (len(name) < 4 and (bare or spelled or name.isupper()))):
        return name
    return " ".join(word_of("letters", letter, language) or letter for letter in name)


def _bracket(match: regex.Match[str], language: str) -> str:
    inner = match["inner"]
    words = _exponent(match["exponent"], language)
    if _WORDY.search(inner.replace(_BEGIN, " ").split(_BEGIN)[0]) and _BEGIN not in inner:
        return f"({inner}){_BEGIN} {power_of('', words, language).strip()}{_END}"
    said = _INNER.sub(lambda m: f" {word_of('signs', m['sign'], language) or m['sign']} ", inner)
    power = power_of("", words, language).strip()
    return f"{_BEGIN}({said}) {power}{_END}"


def _with_signs(text: str, language: str) -> str:
    """Signs between what has been put into words and its neighbours, as words too."""

    def word(match: regex.Match[str]) -> str:
        sign = "-" if match["sign"] in "-−–" else match["sign"]
        return word_of("signs", sign, language) or sign

    def behind(match: regex.Match[str]) -> str:
        if match["sign"] in "-–" and " " not in match[0]:
            return match[0]
        if match["operand"]:
            return f"{_END} {word(match)} {_MARKED}"
        return f"{_END} {word(match)} "

    def ahead(match: regex.Match[str]) -> str:
        return f"{_BEGIN}{match['operand']}{_END} {word(match)} "

    for _ in range(20):
        read = _BEHIND.sub(behind, text)
        read = regex.sub(rf"{_MARKED}({_OPERAND})", rf"{_BEGIN}\1{_END}", read)
        read = _AHEAD.sub(ahead, read)
        if read == text:
            break
        text = read
    return text


READINGS: Mapping[str, tuple[Reading, ...]] = {
    tag: (Reading("math", powers(tag)),) for tag in ("it", "pt", "ru", "zh", "ja")
}
"""Languages that have no other rules"""
