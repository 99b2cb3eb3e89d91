"""Addresses in Hindi: web, e-mail, paths, file names; streets and PIN codes.

On the web known words are said whole and others by letter; the figures of a house, a flat or a
PIN code digit by digit.
"""

import regex

from narrate.readings import indian
from narrate.readings.hindi.numbers import DIGITS, english_ordinal, spelled
from narrate.readings.languages import data_of

_DATA = data_of("hi")
LETTERS = dict(zip("abcdefghijklmnopqrstuvwxyz", _DATA["letters"].split(), strict=True))
"""How Hindi calls the Latin letters"""
_MARKS: dict[str, str] = _DATA["marks"]
_KNOWN: dict[str, str] = _DATA["known_words"]
"""Words of addresses that are said as words"""
_WORD = r"[A-Za-z0-9०-९]+(?:[_-][A-Za-z0-9०-९]+)*"
_HOST = rf"(?:{_WORD}\.){{1,12}}[A-Za-z]{{2,6}}"
_ADDRESS = regex.compile(
    r"(?<![\p{L}\p{M}\p{N}@./\\])(?:"
    rf"https?://(?:{_HOST}|\d{{1,3}}(?:\.\d{{1,3}}){{3}})(?::\d+)?(?:/[\w.~%?&=#/+-]*+)?(?<![.,?])"
    rf"|(?:[A-Za-z0-9]+[._+-]){{0,12}}[A-Za-z0-9]+@{_HOST}"
    rf"|(?:{_WORD}\.){{1,12}}(?:{_DATA['domains']})(?:/[\w.~%?&=#/+-]*+(?<![.,?])|(?![\p{{L}}\p{{M}}\p{{N}}@]))"
    r"|(?:(?i:ip)(?: address)? )?\d{1,3}(?:\.\d{1,3}){3}(?!\.?\d)"
    rf"|[A-Z]:\\(?:[\w .-]+\\)*[\w.-]*"
    r"|/[A-Za-z][\w.-]*(?:/[\w.-]+)*/?"
    rf"|{_WORD}\.(?:{_DATA['files']})(?![\p{{L}}\p{{M}}\p{{N}}@.-]\p{{L}}|\p{{L}})"
    r"|[#@][A-Za-z][A-Za-z0-9_]+)"
)
_TOKEN = regex.compile(r"[A-Za-z]+|\d|\S")
_LATIN = regex.compile(r"[A-Za-z0-9०-९]")


def read_addresses(text: str) -> str:
    """`sneha@live.com` as एस एन ई एच ए एट लाइव डॉट कॉम."""
    if not any(mark in text for mark in "./@#\\") or not _LATIN.search(text):
        return text
    return _ADDRESS.sub(lambda found: " ".join(map(_said, _TOKEN.findall(found.group()))), text)


def _said(token: str) -> str:
    if token.isdecimal():
        return DIGITS[int(token)]
    word = token.lower()
    if word in _KNOWN:
        return _KNOWN[word]
    if word.isascii() and word.isalpha():
        return " ".join(LETTERS[letter] for letter in word)
    return _MARKS.get(token, token)


_HAS_WORD = regex.compile(rf"(?<![\p{{L}}\p{{M}}])(?:{_DATA['place_words']}){indian.LAST}")
_SENTENCE = regex.compile(
    r"[।?!“”\"]|^\d+[.):]\s|(?<![\p{L}\p{M}])"
    r"(?:है|हैं|हूँ|हूं|हो|था|थी|थे|थीं|गया|गई|गयी|गए|गये|"
    r"रहा|रही|रहे|होगा|होगी|होंगे|करता|करती|करते|"
    r"किया|दिया|लिया|आया|चला|चली|चले|जाना|मिला|मिली|मिले|ने|को|से|में|पर|वह|वे|यह|मैं|हम|तुम|उस|इस|तो|कि|और|एक|के|की|का|भी|ही|या|कुछ|सब|"
    r"अध्याय|भाग|खंड|खण्ड|परिच्छेद|प्रकरण|सर्ग|दृश्य|अंक)"
    r"(?![\p{L}\p{M}])"
)
_COUNTED = regex.compile(
    r"(?<![\d])(?<!(?:मकान|फ्लैट|फ़्लैट|प्लॉट|गली|ब्लॉक|बूथ|टावर|टॉवर)\s)\d+"
    rf"\s(?:मकान|फ्लैट|फ़्लैट|गली|भवन|टावर|टॉवर|प्लॉट|ब्लॉक|बूथ|बाज़ार){indian.LAST}"
)
"""In an address these stand before their number: मकान 25, but 25 मकान"""
_PIN = regex.compile(
    rf"(?P<place>(?<![\p{{L}}\p{{M}}])(?:{_DATA['states']}|{_DATA['cities']})\s?[-–,]?\s?)"
    rf"(?P<code>[1-9१-९]\d{{2}}\s?\d{{3}}){indian.END}"
)
_ENGLISH = regex.compile(rf"{indian.BEGIN}(?P<value>\d{{1,3}})(?:st|nd|rd|th){indian.LAST}")
_YEARS = regex.compile(r"(?<!\d)(?:1[5-9]\d\d|20\d\d|१[५-९]\d\d|२०\d\d)(?!\d)")
_PAIR = regex.compile(rf"{indian.BEGIN}\d+(?:[/-]\d+)+{indian.END}")
_FIGURES = regex.compile(rf"{indian.BEGIN}\d+{indian.END}")
_LETTERED = regex.compile(rf"(?<=\d)/(?=[\p{{L}}\p{{M}}]{{1,3}}{indian.LAST})")
_JOINT = regex.compile(r"(?<=[\p{M}\p{L}])-(?=\p{L})|(?<=[\p{M}\p{L}])\s[-–]\s(?=\p{L})")
_SIGNS = {"/": "बटा", "-": "हाइफ़न"}
_LONGEST = 120
"""Characters of the longest line that can be an address"""


def read_places(text: str) -> str:
    """PIN codes behind a town; a line that is an address and no sentence, digit by digit."""
    is_address = _is_address(text)
    text = _PIN.sub(lambda found: found["place"] + spelled(found["code"]), text)
    return _in_address(text) if is_address else text


def _is_address(text: str) -> bool:
    """Whether a line has the words of an address, none of a sentence, and a figure.

    A year is no figure of a house (`चाँदनी चौक, 1857`), and what is counted none either.
    """
    if len(text) > _LONGEST or not _HAS_WORD.search(text):
        return False
    if _SENTENCE.search(text) or _COUNTED.search(text):
        return False
    return indian.FIGURE.search(_YEARS.sub("", text)) is not None


def _with_signs(found: regex.Match[str]) -> str:
    parts = regex.split(r"([/-])", found.group())
    return " ".join(_SIGNS.get(part) or spelled(part) for part in parts)


_in_address = indian.rule(
    (_ENGLISH, lambda found: english_ordinal(int(found["value"]))),
    (_PAIR, _with_signs),
    (_LETTERED, lambda found: f" {_SIGNS['/']} "),
    (_FIGURES, lambda found: spelled(found.group())),
    (_JOINT, lambda found: " हाइफ़न "),
)
