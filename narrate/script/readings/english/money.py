"""Sums of money: signs, codes, large sums, and the coins of old novels."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from narrate.script.readings.english.rewriting import ends_sentence, has_figure, in_turn, rewriting
from narrate.script.readings.english.words import NUMBER, cardinal, number


@dataclass(frozen=True, slots=True)
class Currency:
    """How one unit, several, and their hundredth part are called."""

    one: str
    many: str
    small: str = "cent"
    smalls: str = "cents"


_DOLLAR = Currency("dollar", "dollars")
_POUND = Currency("pound", "pounds", "penny", "pence")
_YEN = Currency("yen", "yen", "sen", "sen")
_RUPEE = Currency("rupee", "rupees", "paisa", "paise")
_SIGNS: Mapping[str, Currency] = {
    "$": _DOLLAR, "£": _POUND, "€": Currency("euro", "euros"), "¥": _YEN, "\uffe5": _YEN,
    "₩": Currency("won", "won", "jeon", "jeon"), "₹": _RUPEE, "₨": _RUPEE,
    "₽": Currency("ruble", "rubles", "kopek", "kopeks"),
    "₺": Currency("lira", "liras", "kurush", "kurush"),
    "₪": Currency("shekel", "shekels", "agora", "agorot"),
    "₫": Currency("dong", "dong", "xu", "xu"), "₱": Currency("peso", "pesos", "centavo", "centavos"),
    "₴": Currency("hryvnia", "hryvnias", "kopek", "kopeks"), "₦": Currency("naira", "naira", "kobo", "kobo"),
    "฿": Currency("baht", "baht", "satang", "satang"), "₿": Currency("bitcoin", "bitcoins"),
    "₡": Currency("colon", "colones", "centimo", "centimos"),
}  # fmt: skip
_CODES: Mapping[str, Currency] = {
    "USD": Currency("US dollar", "US dollars"), "GBP": _POUND, "EUR": _SIGNS["€"], "JPY": _YEN,
    "INR": _RUPEE, "KRW": _SIGNS["₩"], "RUB": _SIGNS["₽"],
    "CNY": Currency("yuan", "yuan", "fen", "fen"), "RMB": Currency("yuan", "yuan", "fen", "fen"),
    "CHF": Currency("Swiss franc", "Swiss francs", "centime", "centimes"),
    "CAD": Currency("Canadian dollar", "Canadian dollars"),
    "AUD": Currency("Australian dollar", "Australian dollars"),
    "NZD": Currency("New Zealand dollar", "New Zealand dollars"),
    "HKD": Currency("Hong Kong dollar", "Hong Kong dollars"),
    "SEK": Currency("Swedish krona", "Swedish kronor", "ore", "ore"),
    "NOK": Currency("Norwegian krone", "Norwegian kroner", "ore", "ore"),
    "DKK": Currency("Danish krone", "Danish kroner", "ore", "ore"),
    "MXN": Currency("Mexican peso", "Mexican pesos", "centavo", "centavos"),
    "BRL": Currency("real", "reais", "centavo", "centavos"),
    "ZAR": Currency("rand", "rand"), "PLN": Currency("zloty", "zloty", "grosz", "groszy"),
}  # fmt: skip
_COUNTRIES = {"US": "US", "A": "Australian", "AU": "Australian", "C": "Canadian", "CA": "Canadian",
              "NZ": "New Zealand", "HK": "Hong Kong", "S": "Singapore", "R": ""}  # fmt: skip
_LARGE = {
    "k": "thousand", "m": "million", "mn": "million", "mm": "million", "mil": "million",
    "mio": "million", "b": "billion", "bn": "billion", "bil": "billion", "t": "trillion",
    "tn": "trillion", "tr": "trillion", "trn": "trillion",
}  # fmt: skip
_PER = {
    "yr": "year", "wk": "week", "hr": "hour", "mo": "month", "mth": "month", "min": "minute",
    "sec": "second", "s": "second", "h": "hour", "d": "day", "kg": "kilogram", "lb": "pound",
    "oz": "ounce", "gal": "gallon", "l": "liter", "mi": "mile", "km": "kilometer", "ea": "each",
    "sq ft": "square foot", "ton": "ton",
}  # fmt: skip
_MAGNITUDE = (
    r"(?:\s?(?P<large>(?i:hundred|thousand|million|billion|trillion|quadrillion)"
    r"|(?:[kKMBTbmt]|bn|mn|mm|mil|mio|bil|tn|tr|trn|Bn|Mn|BN|MN)(?=[\s.,;:!?)\-–/]|$)))?"
)
_PER_UNIT = rf"(?:\s?/\s?(?P<per>{'|'.join(sorted(_PER, key=len, reverse=True))}|[a-z]{{3,}})\b)?"
_SIGN = rf"[{''.join(_SIGNS)}]"
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
    currency = _SIGNS[match["sign"]]
    country = _COUNTRIES.get((match["country"] or "").strip(), "")
    if country:
        written = match["country"]
        lead = f"{country} " if written.endswith(" ") else ""
        if not lead:
            currency = Currency(f"{country} {currency.one}", f"{country} {currency.many}")
    else:
        lead = match["country"] or ""
    minus = "minus " if match["minus"] else ""
    said = _sum(match["amount"], match["large"], currency, adjective=_is_adjective(match))
    per = f" {_per(match['per'])}" if match["per"] else ""
    return f"{lead}{minus}{said}{per}{' to ' if match['to'] else ''}"


def _per(unit: str) -> str:
    return "each" if unit == "ea" else f"per {_PER.get(unit, unit)}"


def _is_adjective(match: re.Match[str]) -> bool:
    """`an $8 flat`, `the £5 note`: an eight-dollar flat."""
    if re.match(r"-[a-z]", match.string[match.end() :]):
        return True
    lead = _ADJECTIVE.search(match.string, max(0, match.start() - 9), match.start())
    if not lead:
        return False
    thing = _THING if lead.group().lower() in ("a ", "an ", "every ", "another ") else _BILL
    return thing.match(match.string, match.end()) is not None


def _sum(amount: str, large: str | None, currency: Currency, *, adjective: bool = False) -> str:
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


def _with_small(amount: str, currency: Currency) -> str:
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
    currency = _CODES[match["code"]]
    per = f" {_per(match['per'])}" if match["per"] else ""
    return _sum(match["amount"], match["large"], currency) + per


def _cents(match: re.Match[str]) -> str:
    return f"{number(match['amount'])} cent{'' if match['amount'] == '1' else 's'}"


_COINS = (
    r"(?<![\w.,])(?:(?:£\s?(?P<pounds>\d[\d,]*)[.,]?\s+)?(?P<shillings>\d{1,3})\s?s\b\.?"
    r"(?:,?\s?(?P<pence>\d{1,2}[½¼¾]?|[½¼¾])\s?d\b\.?)?"
    r"|(?P<pence_only>\d{1,2}[½¼¾]?|[½¼¾])\s?d\.)(?!\w)"
)
_DECADE = re.compile(
    r"(?:\b(?:the|his|her|their|its|my|our|your|early|late|mid)[ -]['’]?)$", re.IGNORECASE
)
_PRICE_GOES_ON = re.compile(r"\s+(?:an?|per|each|and|or|the|for|in)\b")
_SOME_COINS = re.compile(r"[\d½¼¾]\s?[sd]\b|\d/-|\dl\.")


def _has_coins(text: str) -> bool:
    return has_figure(text) and _SOME_COINS.search(text) is not None


def _coins(match: re.Match[str]) -> str | None:
    """`£5 10s. 6d.`: five pounds ten shillings sixpence, the coins of old novels."""
    pounds, shillings, pence = match["pounds"], match["shillings"], match["pence"]
    stopped = match.group().endswith(".")
    if shillings and not (pounds or pence) and (not stopped or _is_decade(match)):
        return None
    said = [
        _count(pounds, "pound", "pounds"),
        _count(shillings, "shilling", "shillings"),
        _pence(pence or match["pence_only"]),
    ]
    ends = stopped and ends_sentence(match.string, match.end())
    return " ".join(filter(None, said)) + ("." if ends else "")


def _is_decade(match: re.Match[str]) -> bool:
    """`in the '60s.` is no money; a round number is, where a price goes on: `20s. a week`."""
    if _DECADE.search(match.string, 0, match.start()):
        return True
    round_number = match["shillings"][-1] == "0" and len(match["shillings"]) == 2
    return round_number and not _PRICE_GOES_ON.match(match.string, match.end())


def _count(written: str | None, one: str, many: str) -> str:
    return f"{number(written)} {one if written == '1' else many}" if written else ""


def _pence(written: str | None) -> str:
    """`sixpence`, `twopence halfpenny`, `a halfpenny`, `three farthings`."""
    if not written:
        return ""
    whole, part = written.rstrip("½¼¾"), written[-1]
    small = {"½": "halfpenny", "¼": "farthing", "¾": "three farthings"}.get(part, "")
    if not whole:
        return small if part == "¾" else f"a {small}"
    said = "one penny" if whole == "1" else f"{cardinal(int(whole))} pence"
    if 2 <= int(whole) <= 12:
        said = f"{cardinal(int(whole))}pence"
    if not small:
        return said
    return f"{said} {small}"


def _pounds(match: re.Match[str]) -> str:
    """`500l. a year`: pounds, as Jane Austen's printers set them."""
    stop = "." if ends_sentence(match.string, match.end()) else ""
    return f"{number(match['pounds'])} pounds{stop}"


READING = in_turn(
    rewriting(_COINS, _coins, _has_coins),
    rewriting(r"(?<![\w.,])(?P<pounds>\d[\d,]*\d)l\.", _pounds, _has_coins),
    rewriting(
        r"(?<![\w.,/])(?P<shillings>\d{1,3})/-",
        lambda m: _count(m["shillings"], "shilling", "shillings"),
        _has_coins,
    ),
    rewriting(
        rf"(?<![\w{''.join(_SIGNS)}])(?P<country>(?:US|AU?|CA?|NZ|HK|S|R) ?)?(?P<minus>[-−])?(?P<sign>{_SIGN})\s?"
        rf"{_AMOUNT}{_MAGNITUDE}{_PER_UNIT}{_GOES_TO}(?:s\b)?(?![\w@]|[.,]\d)",
        _signed,
    ),
    rewriting(
        rf"(?<![\w.,/-])(?P<code>{'|'.join(_CODES)})\s?{_AMOUNT}{_MAGNITUDE}{_PER_UNIT}(?!\w)",
        _coded,
    ),
    rewriting(
        rf"(?<![\w.,/-]){_AMOUNT}{_MAGNITUDE}\s?(?P<code>{'|'.join(_CODES)}){_PER_UNIT}(?!\w)",
        _coded,
    ),
    rewriting(
        rf"(?<![\w.,/$£-]){_AMOUNT}\s?(?P<sign>[€₹₽₺₪₫₱₴฿₩¥£]){_PER_UNIT}(?!\w)",
        lambda m: (
            _sum(m["amount"], None, _SIGNS[m["sign"]]) + (f" {_per(m['per'])}" if m["per"] else "")
        ),
    ),
    rewriting(rf"(?<![\w.,/$£-]){_AMOUNT}\s?[¢￠]", _cents),
)
"""The rule `money`"""
