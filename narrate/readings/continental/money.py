"""Sums of money: `€ 2,50`, `10 ptas.`, `£3 millones`."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from narrate.readings.continental.plain import INTEGER, digits_of, sentence_ends
from narrate.readings.continental.tongue import Currency, Noun, Tongue

_FIGURE = rf"(?P<whole>{INTEGER})(?:[,.](?P<part>\d{{1,12}}+))?"


def money(tongue: Tongue) -> Callable[[str], str]:
    """The rule for a language: a sign or a code before or behind the figure."""
    sides = {"before": _signs(tongue.data, "before"), "after": _signs(tongue.data, "after")}
    weak = frozenset(tongue.data["weak_signs"].split())
    big = rf"(?: (?P<big>{tongue.data['bigs']})\b)?"
    before = re.compile(
        rf"(?<![\w.,/$€£])(?P<sign>{_any(sides['before'])})\.? ?{_FIGURE}"
        rf"(?![\w/:]|[.,]\d|[-–]\d){big}"
    )
    after = re.compile(
        rf"(?<![\w.,/:$€£-]){_FIGURE}{big}(?P<gap> ?)"
        rf"(?P<sign>{_any(sides['after'])})(?P<stop>\.)?(?![\w'’/])"
    )

    def said(match: re.Match[str]) -> str:
        # `Q50`, `5 L`: with a sign that is also a letter only what is clearly a sum
        if match["sign"] in weak and len(match["part"] or "") != 2:
            return match.group()
        signs = sides["after" if "gap" in match.groupdict() else "before"]
        words = _sum(match, signs[match["sign"]], tongue)
        if words is None:
            return match.group()
        stopped = match.groupdict().get("stop") and sentence_ends(match.string, match.end())
        return words + ("." if stopped else "")

    return lambda text: after.sub(said, before.sub(said, text))


def _any(signs: Iterable[str]) -> str:
    return "|".join(re.escape(sign) for sign in sorted(signs, key=len, reverse=True))


def _signs(data: Mapping[str, Any], side: str) -> dict[str, Currency]:
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
    if match["big"]:
        number = tongue.number(whole, match["part"], tongue.data["big_form"])
        return f"{number} {match['big']} {tongue.word('of_big')}{unit.many}"
    if len(part) == 3 and "," in match.group() and tongue.data["comma_thousands"]:
        return None  # `$1,000`: a thousand overseas, one in Spain
    part = part[:2] + part[2:].rstrip("0")
    if len(part) != 2 and not part.strip("0"):
        return _counted(int(digits_of(whole)), unit, tongue)
    if len(part) == 2 and cent is not None:
        return _with_cents(int(digits_of(whole)), int(part), currency, tongue)
    return f"{tongue.number(whole, part, unit.gender)} {unit.many}"


def _with_cents(whole: int, cents: int, currency: Currency, tongue: Tongue) -> str:
    said = []
    if whole or not cents or currency.cent is None:
        said.append(_counted(whole, currency.unit, tongue))
    if cents and currency.cent is not None:
        said.append(_counted(cents, currency.cent, tongue))
    return " ".join(said)


def _counted(count: int, noun: Noun, tongue: Tongue) -> str:
    of = tongue.word("of_big") if count and count % 1_000_000 == 0 else ""
    return f"{tongue.cardinal(count, noun.gender)} {of}{noun.after(count)}"
