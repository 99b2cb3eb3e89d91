"""Numbers as chapter headings write them: 12, XII, twelve, twelfth, doce, बारह."""

from __future__ import annotations

import re

ROMAN = r"[ivxlcdm]+"

_ROMAN = re.compile(r"m{0,3}(cm|cd|d?c{0,4})(xc|xl|l?x{0,4})(ix|iv|v?i{0,4})", re.IGNORECASE)
_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}

_ONES = {
    "en": "one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen twenty",
    "en-th": "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
    "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth",
    "es": "uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince "
    "dieciséis diecisiete dieciocho diecinueve veinte veintiuno veintidós veintitrés "
    "veinticuatro veinticinco veintiséis veintisiete veintiocho veintinueve treinta",
    "es-o": "primero segundo tercero cuarto quinto sexto séptimo octavo noveno décimo undécimo "
    "duodécimo decimotercero decimocuarto decimoquinto decimosexto decimoséptimo "
    "decimoctavo decimonoveno vigésimo",
    "es-a": "primera segunda tercera cuarta quinta sexta séptima octava novena décima undécima "
    "duodécima decimotercera decimocuarta decimoquinta decimosexta decimoséptima "
    "decimoctava decimonovena vigésima",
    "fr": "un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze "
    "seize dix-sept dix-huit dix-neuf vingt",
    "fr-e": "premier deuxième troisième quatrième cinquième sixième septième huitième neuvième "
    "dixième",
    "fr-f": "première seconde",
    "de": "eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn "
    "fünfzehn sechzehn siebzehn achtzehn neunzehn zwanzig",
    "de-s": "erstes zweites drittes viertes fünftes sechstes siebtes achtes neuntes zehntes "
    "elftes zwölftes",
    "de-r": "erster zweiter dritter vierter fünfter sechster siebter achter neunter zehnter "
    "elfter zwölfter",
    "hi": "एक दो तीन चार पाँच छह सात आठ नौ दस ग्यारह बारह तेरह चौदह पंद्रह सोलह सत्रह अठारह उन्नीस बीस",
    "hi-m": "पहला दूसरा तीसरा चौथा पाँचवाँ छठा सातवाँ आठवाँ नौवाँ दसवाँ ग्यारहवाँ बारहवाँ",
    "hi-s": "प्रथम द्वितीय तृतीय चतुर्थ पंचम षष्ठ सप्तम अष्टम नवम दशम",
    "ta": "ஒன்று இரண்டு மூன்று நான்கு ஐந்து ஆறு ஏழு எட்டு ஒன்பது பத்து",
    "ta-m": "முதல் இரண்டாம் மூன்றாம் நான்காம் ஐந்தாம் ஆறாம் ஏழாம் எட்டாம் ஒன்பதாம் பத்தாம்",
}
_TENS = "thirty forty fifty sixty seventy eighty ninety"
_TENTHS = "thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth hundredth"

WORDS: dict[str, int] = {
    word: value for row in _ONES.values() for value, word in enumerate(row.split(), 1)
}
WORDS |= {word: 30 + 10 * i for i, word in enumerate(_TENS.split())}
WORDS |= {word: 30 + 10 * i for i, word in enumerate(_TENTHS.split())}
WORDS |= {
    "hundred": 100,
    "पांच": 5,
    "छः": 6,
    "छ": 6,
    "पहली": 1,
    "दूसरी": 2,
    "முதலாம்": 1,
    "primer": 1,
    "tercer": 3,
}

_TENS_VALUES = {"twenty": 20} | {w: WORDS[w] for w in _TENS.split()}


def read_roman(text: str) -> int | None:
    """The value of a roman numeral, `iiii` allowed as printers do; None if it is none."""
    if not text or not _ROMAN.fullmatch(text):
        return None
    values = [_VALUES[letter] for letter in text.lower()]
    following = [*values[1:], 0]
    return sum(-a if a < b else a for a, b in zip(values, following, strict=True))


def read_number(text: str) -> int | None:
    """The value of a number in digits of any script, roman letters or words; else None."""
    text = text.strip().casefold()
    if text.isdecimal() and len(text) <= 4:
        return int(text)
    if (roman := read_roman(text)) is not None:
        return roman
    if text in WORDS:
        return WORDS[text]
    tens, _, ones = text.replace(" ", "-").partition("-")
    if tens in _TENS_VALUES and 1 <= WORDS.get(ones, 0) <= 9:
        return _TENS_VALUES[tens] + WORDS[ones]
    return None
