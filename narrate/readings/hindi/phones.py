"""Figures in Hindi that are said digit by digit: telephone numbers, PIN codes."""

from __future__ import annotations

import regex

from narrate.readings import indian
from narrate.readings.hindi.numbers import spelled

_CODE = r"[+＋]\s?\d{1,3}"
_GROUPS = r"\(?\d{2,}\)?(?:[\s.-]?\(?\d{2,}\)?){0,5}"
_ABROAD = regex.compile(
    rf"(?<![\p{{L}}\p{{M}}\p{{N}}])(?P<plus>{_CODE})(?P<rest>[\s.-]?{_GROUPS}){indian.END}"
)
_TRUNK = regex.compile(
    rf"{indian.BEGIN}(?P<rest>[0०]\d{{2,4}}[\s.-]?\d{{6,8}}(?:[\s.-]\d{{4}})?|[0०]\d{{6}}-\d{{4}}){indian.END}"
)
_BRACKETED = regex.compile(
    rf"(?<![\p{{L}}\p{{M}}\p{{N}}])(?P<rest>\([0०]\d{{1,5}}\)[\s-]?\d{{5,8}}){indian.END}"
)
_WORDS = (
    r"नंबर|नम्बर|फ़ोन|फोन|मोबाइल|मोबाईल|टेलीफ़ोन|टेलीफोन|दूरभाष|व्हाट्सएप|व्हाट्सऐप|हेल्पलाइन|कॉल|संपर्क|"
    r"सम्पर्क|फ़ैक्स|फैक्स|डायल|ओटीपी|OTP"
)
_BETWEEN = rf"(?:{_WORDS}|है|हैं|था|थे|पर|पे|करें|करो|कीजिए|करना|यह|ये|नंबर|नम्बर|सूत्र|संख्या)"
_NAMED = regex.compile(
    rf"(?<![\p{{L}}\p{{M}}])(?:{_WORDS})(?:\s{_BETWEEN}){{0,3}}\s?[\s:-]\s?"
    rf"(?P<rest>\d{{5,}}(?:[\s.-]\d{{2,}})*|\d{{2,8}}(?:[\s-]\d{{2,8}}){{1,4}}){indian.END}"
)
_THEN = regex.compile(
    rf"{indian.BEGIN}(?P<rest>\d{{10}}){indian.END}"
    rf"(?=(?:\s[^\s.।?!\d]+){{0,3}}\s(?:{_WORDS}){indian.LAST})"
)
_PIN = regex.compile(
    rf"(?<![\p{{L}}\p{{M}}])(?:पिन\s?कोड|पिनकोड|पिन|PIN|ज़िप कोड|जिप कोड)(?:\s?(?:कोड|code))?"
    rf"[^.।?!\d]{{0,12}}[\s:-](?P<rest>\d{{3}}\s?\d{{3}}|\d{{4,6}}){indian.END}"
)
_SECRET = regex.compile(
    r"(?<![\p{L}\p{M}])"
    r"(?:पिन|पिन नंबर|सीवीवी|कार्ड नंबर|(?:अंतिम|आखिरी|आख़िरी) (?:चार |तीन |\d )?अंक)"
    rf"(?:\s{_BETWEEN}){{0,2}}\s?[\s:-]\s?(?P<rest>\d{{3,}}(?:[\s-]\d{{4}}){{0,3}}){indian.END}"
)
_LEAST = 3
"""Digits in a number that a word before it calls one to dial or to key in"""


def read_phones(text: str) -> str:
    """`+91 7440431083` as प्लस नौ एक सात चार...; figures without any such mark stay."""
    text = indian.replaced(_ABROAD, _abroad)(text)
    for pattern in (_BRACKETED, _TRUNK, _PIN, _SECRET, _NAMED, _THEN):
        text = indian.replaced(pattern, _digits)(text)
    return text


def _abroad(found: regex.Match[str]) -> str | None:
    if sum(c.isdecimal() for c in found["rest"]) < _LEAST:
        return None
    return f"प्लस {spelled(found['plus'])} {spelled(found['rest'])}"


def _digits(found: regex.Match[str]) -> str | None:
    if sum(c.isdecimal() for c in found["rest"]) < _LEAST:
        return None
    start, end = (at - found.start() for at in found.span("rest"))
    whole = found.group()
    return whole[:start] + spelled(found["rest"]) + whole[end:]
