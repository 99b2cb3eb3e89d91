"""Money in Hindi: ₹144, रु. 500, $2.50, £3 लाख."""

from __future__ import annotations

import regex

from narrate.readings import indian
from narrate.readings.hindi.numbers import AMOUNT, amount, cardinal
from narrate.readings.languages import data_of

_DATA = data_of("hi")
_CURRENCIES: dict[str, list[str]] = _DATA["currencies"]
"""What a hundredth of each is called too, if it has any"""
SCALE: str = _DATA["scale"]
_SCALES: dict[str, str] = _DATA["scales"]
_SIGN = rf"US\$|[{''.join(s for s in _CURRENCIES if len(s) == 1)}]"
_AFTERWARDS = rf"(?:\s?(?P<scale>{SCALE}){indian.LAST})?"
_BEFORE = regex.compile(
    rf"(?<![\p{{L}}\p{{M}}\p{{N}}])(?:(?P<sign>{_SIGN})|(?:रु|रू|Rs|INR)[.॰]?)\s?"
    rf"(?P<amount>{AMOUNT}){_AFTERWARDS}(?:/-|{indian.END})(?:\s?रु(?:पये|पए){indian.LAST})?"
)
_AFTER = regex.compile(
    rf"{indian.BEGIN}(?P<amount>{AMOUNT}){_AFTERWARDS}\s?"
    rf"(?:(?P<sign>{_SIGN})|(?:रु|रू|Rs)(?:[.॰]|{indian.LAST})|/-){indian.LAST}"
)


def read_money(text: str) -> str:
    """`₹1,250.50` as एक हज़ार दो सौ पचास रुपए पचास पैसे."""
    return indian.replaced(_AFTER, _said)(indian.replaced(_BEFORE, _said)(text))


def _said(found: regex.Match[str]) -> str | None:
    major, minor = _CURRENCIES[found["sign"] or "₹"]
    front, _, behind = found["amount"].partition(".")
    if found["scale"]:
        words = amount(found["amount"], quarters=True)
        return words and f"{words} {_SCALES.get(found['scale'], found['scale'])} {major}"
    if not (behind.isdecimal() and len(behind) == 2 and minor):
        words = amount(found["amount"])
        return words and f"{words} {'रुपया' if words == 'एक' and major == 'रुपए' else major}"
    return _to_the_hundredth(indian.value_of(front), int(behind), major, minor)


def _to_the_hundredth(whole: int, part: int, major: str, minor: str) -> str | None:
    words = cardinal(whole)
    if words is None or not part:
        return words and f"{words} {major}"
    small = f"{cardinal(part)} {minor}"
    return f"{words} {major} {small}" if whole else small
