"""Sums of money: `5,50 €`, `US$ 3`, `2 Mio. €`, `20 €/h`."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from narrate.readings.continental import Currency, Noun, Tongue
from narrate.readings.continental.measures import units_of
from narrate.readings.continental.plain import INTEGER, digits_of, sentence_ends

_FIGURE = rf"(?P<whole>{INTEGER})(?:[,.](?P<part>\d{{1,12}}+))?"


_COIN = r"[€$£]|\b(?:CHF|Fr\.?|DM|EUR|Euro)(?!\w)"
_DASH = r"[.,] ?(?:[–—]|--?)"
_ROUND = re.compile(
    rf"(?P<lead>(?:{_COIN}) ?)?(?P<n>{INTEGER}){_DASH}(?(lead)(?![\w–—-])|(?= ?(?:{_COIN})))"
)
"""`99,- €`, `Fr. 20.–`: no cents"""


def _round(match: re.Match[str]) -> str:
    # a sign that is also a word's beginning needs its hundredths to be sure
    cents = ",00" if (match["lead"] or "").startswith("Fr") else ""
    return f"{match['lead'] or ''}{match['n']}{cents}"


def money(tongue: Tongue) -> Callable[[str], str]:
    """The rule for a language: a sign or a code before or behind the figure."""
    sides = {
        "before": signs_of_money(tongue.data, "before"),
        "after": signs_of_money(tongue.data, "after"),
    }
    weak = frozenset(tongue.data["weak_signs"].split())
    letters = _any(tongue.data["short_bigs"])
    big = rf"(?: (?P<big>{tongue.data['bigs']})\b| ?(?P<short>{letters})(?= ?[€$£¥]))?"
    per = r"(?:/(?P<of>100 ?)?(?P<per>[^\W\d_]{1,15}[²³]?)(?!\w))?"
    table = units_of(tongue.data)
    before = re.compile(
        rf"(?<![\w.,/$€£])(?<!(?<!\d\d\d)\d )(?P<sign>{_any(sides['before'])})\.? ?{_FIGURE}"
        rf"(?![\w:]|/(?![^\W\d_])|[.,]\d|[-–]\d){big}{per}"
    )
    after = re.compile(
        rf"(?<![\w.,/:$€£-]){_FIGURE}{big}(?P<gap> ?)"
        rf"(?P<sign>{_any(sides['after'])})(?:{per}(?P<stop>\.)?)(?![\w'’/])"
    )

    def said(match: re.Match[str]) -> str:
        # `Q50`, `5 L`: with a sign that is also a letter only what is clearly a sum
        if match["sign"] in weak and len(match["part"] or "") != 2:
            return match.group()
        signs = sides["after" if "gap" in match.groupdict() else "before"]
        large = match["big"] or match["short"]
        words = (_millions if large else _sum)(match, signs[match["sign"]], tongue)
        if words is None:
            return match.group()
        if match["per"]:
            unit = table.get(match["per"])
            many = f"{tongue.cardinal(100, '')} " if match["of"] else ""  # `1,20 €/100 g`
            name = (unit.many if many else unit.one) if unit else match["per"]
            words += f" {tongue.word('per')} {many}{name}"
        stopped = match.groupdict().get("stop") and sentence_ends(match.string, match.end())
        return words + ("." if stopped else "")

    def rule(text: str) -> str:
        if "-" in text or "–" in text or "—" in text:  # `99,- €`
            text = _ROUND.sub(_round, text)
        return after.sub(said, before.sub(said, text))

    return rule


def _any(signs: Iterable[str]) -> str:
    return "|".join(re.escape(sign) for sign in sorted(signs, key=len, reverse=True))


def signs_of_money(data: Mapping[str, Any], side: str) -> dict[str, Currency]:
    """How every currency is written `before` or `after` a figure."""
    table: dict[str, Currency] = {}
    for code, entry in data["currencies"].items():
        cent = Noun(*entry["cent"]) if "cent" in entry else None
        currency = Currency(Noun(*entry["unit"]), cent)
        # `dm` is a length, `usd` can only be dollars
        codes = [code, code.lower()][: len(code) - 1] if code.isupper() else []
        for sign in (*codes, *entry.get("signs", "").split(), *entry.get(side, "").split()):
            if sign not in data["units"]:  # `3 sek` are seconds
                table.setdefault(sign, currency)
    return table


def _sum(match: re.Match[str], currency: Currency, tongue: Tongue) -> str | None:
    unit, cent = currency
    whole, part = match["whole"], match["part"] or ""
    if len(part) == 3 and "," in match.group() and tongue.data["comma_thousands"]:
        return None  # `$1,000`: a thousand overseas, one in Spain
    part = part[:2] + part[2:].rstrip("0")
    if len(part) != 2 and not part.strip("0"):
        return _counted(int(digits_of(whole)), unit, tongue)
    if len(part) == 2 and cent is not None:
        return _with_cents(int(digits_of(whole)), int(part), currency, tongue)
    return f"{tongue.number(whole, part, unit.gender)} {unit.many}"


def _millions(match: re.Match[str], currency: Currency, tongue: Tongue) -> str:
    """`2 Millionen €`, and `2 M€`, `5 k€`: a letter for millions or thousands."""
    unit = currency.unit
    if match["big"]:
        number = tongue.number(match["whole"], match["part"], tongue.data["big_form"])
        return f"{number} {match['big']} {tongue.of_many(unit)}"
    one, many = tongue.data["short_bigs"][match["short"]]
    if one == many:  # a thousand
        number = tongue.number(match["whole"], match["part"])
        return f"{number} {many} {unit.many}"
    number = tongue.number(match["whole"], match["part"], tongue.data["big_form"])
    single = match["whole"] == "1" and match["part"] is None
    return f"{number} {one if single else many} {tongue.of_many(unit)}"


def _with_cents(whole: int, cents: int, currency: Currency, tongue: Tongue) -> str:
    said = []
    if whole or not cents or currency.cent is None:
        said.append(_counted(whole, currency.unit, tongue))
    if cents and currency.cent is not None:
        said.append(_counted(cents, currency.cent, tongue))
    return " ".join(said)


def _counted(count: int, noun: Noun, tongue: Tongue) -> str:
    said = tongue.cardinal(count, noun.gender)
    if count and count % 1_000_000 == 0:
        return f"{said} {tongue.of_many(noun)}"
    return f"{said} {noun.after(count)}"
