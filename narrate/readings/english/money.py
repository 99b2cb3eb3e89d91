"""Sums of money with a sign or a code, large sums, sums for each of something; old coins."""

import re
from dataclasses import dataclass

from narrate.readings.english.rewriting import (
    NUMBER,
    before,
    cardinal,
    following,
    has_figure,
    in_turn,
    number,
    rewriting,
    stop_at,
    without_and,
)
from narrate.readings.languages import data_of

_COINS = (
    r"(?<![\w.,])(?:(?:(?:£\s?(?P<pounds>\d[\d,]*)[.,]?|(?P<old>\d[\d,]*)\s?l\.,?)\s+)?"
    r"(?P<shillings>\d{1,3})\s?s\b\.?"
    r"(?:,?\s?(?P<pence>\d{1,2}[½¼¾]?|[½¼¾])\s?d\b\.?)?"
    r"|(?P<pence_only>\d{1,2}[½¼¾]?|[½¼¾])\s?d\.)(?!\w)"
)
_DECADE = re.compile(
    r"(?:\b(?:the|his|her|their|its|my|our|your|early|late|mid)[ -]['’]?)$", re.IGNORECASE
)
_COIN = re.compile(r"\s+(?:pieces?|notes?|coins?|bits?|tickets?)\b")
_PRICE_GOES_ON = re.compile(r"\s+(?:an?|per|each|and|or|the|for|in)\b")
_SOME_COINS = re.compile(r"[\d½¼¾]\s?[sd]\b|\d/-|\d\s?l\.")


def _has_coins(text: str) -> bool:
    return has_figure(text) and _SOME_COINS.search(text) is not None


def _coins(match: re.Match[str]) -> str | None:
    """`£5 10s. 6d.`: five pounds ten shillings sixpence, the coins of old novels."""
    pounds = match["pounds"] or match["old"]
    shillings, pence = match["shillings"], match["pence"]
    alone = shillings and not (pounds or pence)
    if alone and (not match.group().endswith(".") or _is_decade(match)):
        return None
    if alone and _COIN.match(match.string, match.end()):
        return f"{number(shillings)}-shilling"
    said = [
        _coins_of(pounds, "pound", "pounds"),
        _coins_of(shillings, "shilling", "shillings"),
        _pence(pence or match["pence_only"]),
    ]
    return " ".join(filter(None, said)) + stop_at(match)


def _is_decade(match: re.Match[str]) -> bool:
    """`in the '60s.` is no money; a round number is, where a price goes on: `20s. a week`."""
    if _DECADE.search(before(match)):
        return True
    if _COIN.match(match.string, match.end()):
        return False
    round_number = match["shillings"][-1] == "0" and len(match["shillings"]) == 2
    return round_number and not _PRICE_GOES_ON.match(match.string, match.end())


def _coins_of(written: str | None, one: str, many: str) -> str:
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


_OLD_COINS = in_turn(
    rewriting(_COINS, _coins, _has_coins),
    # `500l. a year`: pounds, as Jane Austen's printers set them
    rewriting(
        r"(?<![\w.,])(?P<pounds>\d{1,3}(?:,\d{3})+(?= ?l\.)|\d[\d,]*\d(?=l\.)) ?l\.",
        lambda m: f"{number(m['pounds'])} pounds{stop_at(m)}",
        _has_coins,
    ),
    rewriting(
        r"(?<![\w.,/])(?P<shillings>\d{1,3})/-",
        lambda m: _coins_of(m["shillings"], "shilling", "shillings"),
        _has_coins,
    ),
)
"""Pounds, shillings and pence, as old novels write them"""


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
_COUNTRY = (
    rf"(?:{'|'.join(sorted(_COUNTRIES, key=len, reverse=True))})"
    r"(?:(?<=[A-Za-z]{2}) |(?<=\bR) )?(?=[-−]?[$¥])"
)
"""Of one letter without a space: `A$5`, but `plan A $5`"""
_LARGE: dict[str, str] = _DATA["large"]
_PER: dict[str, str] = _DATA["per"]
_MAGNITUDE = (
    r"(?:(?:\s|-(?=[a-z]{6}))?(?P<large>(?i:hundred|thousand|lakh|crore|million|billion|trillion|quadrillion)"
    r"|(?:[kKMBTbmt]|bn|mn|mm|mil|mio|bil|tn|tr|trn|Bn|Mn|BN|MN)(?=[\s.,;:!?)\-–/]|$)))?"
)
_PER_UNIT = rf"(?:\s?/\s?(?P<per>{'|'.join(sorted(_PER, key=len, reverse=True))}|[a-z]{{3,}})\b)?"
_SIGN = rf"[{''.join(SIGNS)}]"
_GOES_TO = r"(?:\s?(?P<to>[-–—])\s?(?=(?:[A-Z]{1,3}(?=[$¥]))?[$£€¥₩₹]?\s?\d))?"
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
    lead = ""
    if country in CODES:
        currency = CODES[country]
    elif country:
        written = match["country"]
        lead = f"{country} " if written.endswith(" ") else ""
        if not lead:
            currency = CurrencyNames(f"{country} {currency.one}", f"{country} {currency.many}")
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
        said = f"{without_and(number(amount))} {name}"
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
    _OLD_COINS,
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
        rf"(?<![\w{''.join(SIGNS)}])(?P<country>{_COUNTRY})?"
        rf"(?P<minus>[-−])?(?P<sign>{_SIGN})\s?"
        rf"{_AMOUNT}{_MAGNITUDE}{_PER_UNIT}{_GOES_TO}(?:s\b)?(?![\w@](?![A-Z]{{0,2}}\$)|[.,]\d)",
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
