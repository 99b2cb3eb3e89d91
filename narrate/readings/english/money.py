"""Sums of money with a sign or a code, large sums, sums for each of something; currencies."""

from __future__ import annotations

import re
from dataclasses import dataclass

from narrate.readings.english import coins
from narrate.readings.english.rewriting import following, in_turn, rewriting
from narrate.readings.english.words import NUMBER, cardinal, number
from narrate.readings.languages import data_of


@dataclass(frozen=True, slots=True)
class CurrencyNames:
    """How one unit, several, and their hundredth part are called."""

    one: str
    many: str
    small: str = "cent"
    smalls: str = "cents"


_DATA = data_of("en")
SIGNS = {sign: CurrencyNames(*names) for sign, names in _DATA["currency_signs"].items()}
"""By the sign that stands before or after the amount"""
CODES = {code: CurrencyNames(*names) for code, names in _DATA["currency_codes"].items()}
"""By the three letters of ISO 4217, and RMB"""
_COUNTRIES: dict[str, str] = _DATA["currency_countries"]
_LARGE: dict[str, str] = _DATA["large"]
_PER: dict[str, str] = _DATA["per"]
_MAGNITUDE = (
    r"(?:\s?(?P<large>(?i:hundred|thousand|lakh|crore|million|billion|trillion|quadrillion)"
    r"|(?:[kKMBTbmt]|bn|mn|mm|mil|mio|bil|tn|tr|trn|Bn|Mn|BN|MN)(?=[\s.,;:!?)\-–/]|$)))?"
)
_PER_UNIT = rf"(?:\s?/\s?(?P<per>{'|'.join(sorted(_PER, key=len, reverse=True))}|[a-z]{{3,}})\b)?"
_SIGN = rf"[{''.join(SIGNS)}]"
_GOES_TO = r"(?:\s?(?P<to>[-–—])\s?(?=[$£€¥₩₹]?\s?\d))?"
_AMOUNT = rf"(?P<amount>{NUMBER}(?!\d))"
_ADJECTIVE = re.compile(
    r"\b(?:an?|one|every|each|another|this|that|his|her|my|your|our|the) $", re.I
)
_THING = re.compile(
    r" (?!(?:a|an|per|each|and|or|for|in|to|of|on|at|by|from|with|as|but|if|is|was|a-|apiece|more"
    r"|less|extra|that|which|who|when|than|he|she|it|they|we|you|were|are|had|has|have|would"
    r"|will|could|can|might|may|into|out|up|down|back|off|down|over|under|about|between|his|her"
    r"|my|your|the|this|their|our|its)\b)[a-z]{2,}"
)
_BILL = re.compile(
    r" (?:bill|note|bank-?note|piece|coin|gold-piece|cheque|check|fine|fee|reward|ticket|prize"
    r"|deposit|question|flat|house|bond|share|chip|bet|raise|loan|debt|mortgage|watch|suit|hat"
    r"|bribe|tip|limit)\b"
)


def _signed(match: re.Match[str]) -> str:
    """`$2.5 million`, `US$5`, `£10/wk`, and the first of `$250-$300`."""
    currency = SIGNS[match["sign"]]
    country = _COUNTRIES.get((match["country"] or "").strip(), "")
    if country:
        written = match["country"]
        lead = f"{country} " if written.endswith(" ") else ""
        if not lead:
            currency = CurrencyNames(f"{country} {currency.one}", f"{country} {currency.many}")
    else:
        lead = match["country"] or ""
    minus = "minus " if match["minus"] else ""
    said = _sum(match["amount"], match["large"], currency, adjective=_is_adjective(match))
    return f"{lead}{minus}{said}{_per(match)}{' to ' if match['to'] else ''}"


def _per(match: re.Match[str]) -> str:
    """`/wk` as per week."""
    unit = match["per"]
    if not unit:
        return ""
    return " each" if unit == "ea" else f" per {_PER.get(unit, unit)}"


def _is_adjective(match: re.Match[str]) -> bool:
    """`an $8 flat`, `the £5 note`: an eight-dollar flat."""
    if re.match(r"-[a-z]", following(match)):
        return True
    lead = _ADJECTIVE.search(match.string, max(0, match.start() - 9), match.start())
    if not lead:
        return False
    thing = _THING if lead.group().lower() in ("a ", "an ", "every ", "another ") else _BILL
    return thing.match(match.string, match.end()) is not None


def _sum(
    amount: str, large: str | None, currency: CurrencyNames, *, adjective: bool = False
) -> str:
    if large:
        name = _LARGE.get(large.lower(), large.lower())
        said = f"{number(amount).replace(' and ', ' ')} {name}"
    elif "." not in amount:
        said = number(amount)
    else:
        return _with_small(amount, currency)
    if adjective:
        return f"{said} {currency.one}".replace(" ", "-")
    return f"{said} {currency.one if said == 'one' else currency.many}"


def _with_small(amount: str, currency: CurrencyNames) -> str:
    """`twenty dollars fifty cents`; more than two figures after the point are read as they are."""
    whole, _, part = amount.replace(",", "").partition(".")
    part = part.rstrip("0") if len(part) > 2 else part
    if len(part) > 2:
        return f"{number(f'{whole}.{part}')} {currency.many}"
    hundredths = int(part.ljust(2, "0"))
    small = f"{cardinal(hundredths)} {currency.small if hundredths == 1 else currency.smalls}"
    if not int(whole or 0):
        return small if hundredths else f"zero {currency.many}"
    big = f"{cardinal(int(whole))} {currency.one if int(whole) == 1 else currency.many}"
    return f"{big} {small}" if hundredths else big


def _coded(match: re.Match[str]) -> str:
    currency = CODES[match["code"]]
    return _sum(match["amount"], match["large"], currency) + _per(match)


READING = in_turn(
    coins.READING,
    rewriting(
        rf"(?<!\w)(?P<sign>{_SIGN})\s?(?P<first>{NUMBER})\s?[-–]\s?{_AMOUNT}{_MAGNITUDE}(?![\w/]|[.,]\d)",
        lambda m: f"{number(m['first'])} to {_sum(m['amount'], m['large'], SIGNS[m['sign']])}",
    ),
    rewriting(
        rf"\b(?:Rs\.?|rs\.) ?{_AMOUNT}{_MAGNITUDE}(?:/-)?(?![\w/]|[.,]\d)",
        lambda m: _sum(m["amount"], m["large"], SIGNS["₹"]),
        lambda text: "Rs" in text or "rs." in text,
    ),
    rewriting(
        rf"(?<![\w{''.join(SIGNS)}])(?P<country>(?:US|AU?|CA?|NZ|HK|S|R) ?)?"
        rf"(?P<minus>[-−])?(?P<sign>{_SIGN})\s?"
        rf"{_AMOUNT}{_MAGNITUDE}{_PER_UNIT}{_GOES_TO}(?:s\b)?(?![\w@]|[.,]\d)",
        _signed,
    ),
    rewriting(
        rf"(?<![\w.,/-])(?P<code>{'|'.join(CODES)})\s?{_AMOUNT}{_MAGNITUDE}{_PER_UNIT}(?!\w)",
        _coded,
    ),
    rewriting(
        rf"(?<![\w.,/-]){_AMOUNT}{_MAGNITUDE}\s?(?P<code>{'|'.join(CODES)}){_PER_UNIT}(?!\w)",
        _coded,
    ),
    rewriting(
        rf"(?<![\w.,/$£-]){_AMOUNT}\s?(?P<sign>[€₹₽₺₪₫₱₴฿₩¥£]|\$(?!\s?\d)){_PER_UNIT}(?!\w)",
        lambda m: _sum(m["amount"], None, SIGNS[m["sign"]]) + _per(m),
    ),
    rewriting(
        rf"(?<![\w.,/$£-]){_AMOUNT}\s?[¢￠]",
        lambda m: f"{number(m['amount'])} cent{'' if m['amount'] == '1' else 's'}",
    ),
)
"""The rule `money`"""
