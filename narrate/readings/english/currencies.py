"""What currencies are called, by sign and by code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


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
SIGNS: Mapping[str, Currency] = {
    "$": _DOLLAR, "£": _POUND, "€": Currency("euro", "euros"), "¥": _YEN, "\uffe5": _YEN,
    "₩": Currency("won", "won", "jeon", "jeon"), "₹": _RUPEE, "₨": _RUPEE,
    "₽": Currency("ruble", "rubles", "kopek", "kopeks"),
    "₺": Currency("lira", "liras", "kurush", "kurush"),
    "₪": Currency("shekel", "shekels", "agora", "agorot"),
    "₫": Currency("dong", "dong", "xu", "xu"),
    "₱": Currency("peso", "pesos", "centavo", "centavos"),
    "₴": Currency("hryvnia", "hryvnias", "kopek", "kopeks"),
    "₦": Currency("naira", "naira", "kobo", "kobo"),
    "฿": Currency("baht", "baht", "satang", "satang"), "₿": Currency("bitcoin", "bitcoins"),
    "₡": Currency("colon", "colones", "centimo", "centimos"),
}  # fmt: skip
"""By the sign that stands before or after the amount"""
CODES: Mapping[str, Currency] = {
    "USD": Currency("US dollar", "US dollars"), "GBP": _POUND, "EUR": SIGNS["€"], "JPY": _YEN,
    "INR": _RUPEE, "KRW": SIGNS["₩"], "RUB": SIGNS["₽"],
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
"""By the three letters of ISO 4217, and RMB"""
