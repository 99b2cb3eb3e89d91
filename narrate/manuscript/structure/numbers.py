"""Numbers as chapter headings write them: 12, XII, twelve, twelfth, doce, बारह, பன்னிரண்டாம்."""

import re
from collections.abc import Iterable

from narrate.numerals import HINDI, TAMIL

_ROMAN = re.compile(r"m{0,3}(cm|cd|d?c{0,4})(xc|xl|l?x{0,4})(ix|iv|v?i{0,4})", re.IGNORECASE)
_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}

_CARDINALS = {
    "en": "one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen twenty",
    "es": "uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince "
    "dieciséis diecisiete dieciocho diecinueve veinte veintiuno veintidós veintitrés "
    "veinticuatro veinticinco veintiséis veintisiete veintiocho veintinueve treinta",
    "fr": "un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze "
    "seize dix-sept dix-huit dix-neuf vingt",
    "de": "eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn "
    "fünfzehn sechzehn siebzehn achtzehn neunzehn zwanzig",
}
_ORDINALS = {
    "en": "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
    "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth",
    "es": "primero segundo tercero cuarto quinto sexto séptimo octavo noveno décimo undécimo "
    "duodécimo decimotercero decimocuarto decimoquinto decimosexto decimoséptimo "
    "decimoctavo decimonoveno vigésimo",
    "fr": "premier deuxième troisième quatrième cinquième sixième septième huitième neuvième "
    "dixième",
    "fr-f": "première seconde",
    "de": "erstes zweites drittes viertes fünftes sechstes siebtes achtes neuntes zehntes "
    "elftes zwölftes",
    "de-r": "erster zweiter dritter vierter fünfter sechster siebter achter neunter zehnter "
    "elfter zwölfter",
    "hi": "प्रथम द्वितीय तृतीय चतुर्थ पंचम षष्ठ सप्तम अष्टम नवम दशम एकादश द्वादश त्रयोदश चतुर्दश पंचदश "
    "षोडश सप्तदश अष्टादश एकोनविंश विंश",
}
_TENS = {
    "en": "thirty forty fifty sixty seventy eighty ninety",
    "es": "treinta cuarenta cincuenta sesenta setenta ochenta noventa",
    "fr": "trente quarante cinquante soixante",
}
"""Cardinals from thirty on"""
_TENTHS = {
    "en": "thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth hundredth",
    "es": "trigésimo cuadragésimo quincuagésimo sexagésimo septuagésimo octogésimo nonagésimo "
    "centésimo",
}


def _numbers_of(pairs: str) -> dict[str, int]:
    """`primer=1 tercer=3` as a table."""
    return {word: int(number) for word, _, number in (p.partition("=") for p in pairs.split())}


_VARIANTS = _numbers_of(
    "पांच=5 छः=6 छ=6 पन्द्रह=15 अट्ठारह=18 उन्तीस=29 चौंवालीस=44 तिरपन=53 तिरसठ=63 छासठ=66 "
    "सरसठ=67 उन्यासी=79 अठासी=88 इक्यानवे=91 बानवे=92 तिरानवे=93 चौरानवे=94 पंचानवे=95 "
    "पचानवे=95 छियानवे=96 सत्तानवे=97 अट्ठानवे=98 निन्यानवे=99 பன்னிரெண்டு=12 "
    "பதின்மூன்று=13"
)
_MORE_ORDINALS = _numbers_of(
    "primer=1 tercer=3 nono=9 decimoprimero=11 decimosegundo=12 முதல்=1 முதலாம்=1 முதலாவது=1"
)
_HINDI_STEMS = {1: "पहल", 2: "दूसर", 3: "तीसर", 4: "चौथ", 6: "छठ"}
"""Ordinals that are not the number with -वाँ; पहला, पहली, पहले"""
_TAMIL_TENS = "இருபத்து முப்பத்து நாற்பத்து ஐம்பத்து அறுபத்து எழுபத்து எண்பத்து தொண்ணூற்று"


def _counted(rows: Iterable[str], first: int, step: int) -> dict[str, int]:
    return {w: first + step * i for row in rows for i, w in enumerate(row.split())}


def _indian_cardinals() -> dict[str, int]:
    words = {w: n for table in (HINDI, TAMIL) for n, w in enumerate(table) if n}
    return words | _VARIANTS


def _indian_ordinals() -> dict[str, int]:
    found: dict[str, int] = {}
    for word, value in _indian_cardinals().items():
        if word.endswith("\u0bc1"):
            found |= {word[:-1] + ending: value for ending in ("ாம்", "ாவது")}
        elif value not in _HINDI_STEMS or value == 6:
            found |= {word + ending: value for ending in ("वाँ", "वां", "वीं", "वें", "वा", "वी")}
    for value, stem in _HINDI_STEMS.items():
        found |= {stem + vowel: value for vowel in "ाीे"}
    return found | {f"छठ{ending}": 6 for ending in ("वाँ", "वां", "वीं")}


def _feminine(words: dict[str, int]) -> dict[str, int]:
    """`primera` beside `primero`."""
    spanish = {*" ".join((_ORDINALS["es"], _TENTHS["es"])).split(), *_MORE_ORDINALS}
    return {w[:-1] + "a": n for w, n in words.items() if w in spanish and w.endswith("o")}


def _without_accents(words: dict[str, int]) -> dict[str, int]:
    """As printers set Spanish capitals: `CAPITULO VIGESIMO`."""
    marks = str.maketrans("áéíóú", "aeiou")
    return {word.translate(marks): value for word, value in words.items()} | words


_tens = _counted(_TENS.values(), 30, 10) | {"twenty": 20, "vingt": 20, "veinte": 20}
_tenths = _counted(_TENTHS.values(), 30, 10)
CARDINALS = _without_accents(
    _counted(_CARDINALS.values(), 1, 1) | _tens | {"hundred": 100} | _indian_cardinals()
)
"""Number words in small letters"""
_ordinals = _counted(_ORDINALS.values(), 1, 1) | _tenths | _MORE_ORDINALS
ORDINALS = _without_accents(_ordinals | _feminine(_ordinals) | _indian_ordinals())
"""Words such as `first`, in small letters"""
WORDS = CARDINALS | ORDINALS
_joining = _counted([_TAMIL_TENS, _TAMIL_TENS.replace("்து", "்தி").replace("்று", "்றி")], 20, 10)
_spanish_tenths = {
    w: n for w, n in ORDINALS.items() if w.startswith(("décim", "decim")) and n == 10
}
TENS = _without_accents(
    _tens
    | _joining
    | _spanish_tenths
    | {w: n for w, n in ORDINALS.items() if n % 10 == 0 and w.endswith(("ésimo", "ésima"))}
)
"""Words of tens that a word of ones may follow: `twenty one`, `treinta y uno`"""
_AND = frozenset({"y", "et", "and"})
_SUFFIX = re.compile(
    r"(?<=\d)(?:\.?(?:st|nd|rd|th|[ºª°]|ला|ली|रा|री|था|थी|ठा|ठी|वाँ|वां|वीं|-?(?:ஆம்|ம்|ஆவது|வது)))$"
)


def read_roman(text: str) -> int | None:
    """The value of a roman numeral, `iiii` allowed as printers do; None if it is none."""
    if not text or not _ROMAN.fullmatch(text):
        return None
    values = [_VALUES[letter] for letter in text.lower()]
    following = [*values[1:], 0]
    return sum(-a if a < b else a for a, b in zip(values, following, strict=True))


def read_number(text: str) -> int | None:
    """The value of a number in digits of any script, roman letters or words; else None."""
    text = _SUFFIX.sub("", text.strip().casefold())
    if text.isdecimal() and len(text) <= 4:
        return int(text)
    if (roman := read_roman(text)) is not None:
        return roman
    if text in WORDS:
        return WORDS[text]
    words = [w for w in text.replace("-", " ").split() if w not in _AND]
    if len(words) == 2 and words[0] in TENS and 1 <= WORDS.get(words[1], 0) <= 9:
        return TENS[words[0]] + WORDS[words[1]]
    return None
