"""Web and e-mail addresses, paths and file names in Hindi: known words whole, others by letter."""

from __future__ import annotations

import regex

from narrate.readings import indian
from narrate.readings.hindi.numbers import DIGITS
from narrate.readings.languages import data_of

_DATA = data_of("hi")
LETTERS = dict(zip("abcdefghijklmnopqrstuvwxyz", _DATA["letters"].split(), strict=True))
"""How Hindi calls the Latin letters"""
_SIGNS: dict[str, str] = _DATA["marks"]
_KNOWN: dict[str, str] = _DATA["known_words"]
"""Words of addresses that are said as words"""
_WORD = r"[A-Za-z0-9०-९]+(?:[_-][A-Za-z0-9०-९]+)*"
_HOST = rf"(?:{_WORD}\.){{1,12}}[A-Za-z]{{2,6}}"
_ADDRESS = regex.compile(
    r"(?<![\p{L}\p{M}\p{N}@./\\])(?:"
    rf"https?://{_HOST}(?::\d+)?(?:/[\w.~%?&=#/+-]*+)?(?<![.,?])"
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
    return indian.replaced(_ADDRESS, lambda found: spelled_out(found.group()))(text)


def spelled_out(address: str) -> str:
    """Every letter, digit and sign of an address, known words whole."""
    return " ".join(_said(token) for token in _TOKEN.findall(address))


def _said(token: str) -> str:
    if token.isdecimal():
        return DIGITS[int(token)]
    word = token.lower()
    if word in _KNOWN:
        return _KNOWN[word]
    if word.isascii() and word.isalpha():
        return " ".join(LETTERS[letter] for letter in word)
    return _SIGNS.get(token, token)
