"""Pounds, shillings and pence, as old novels write them."""

from __future__ import annotations

import re

from narrate.readings.english.rewriting import before, has_figure, in_turn, rewriting, stop_at
from narrate.readings.english.words import cardinal, number

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
        _count(pounds, "pound", "pounds"),
        _count(shillings, "shilling", "shillings"),
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


READING = in_turn(
    rewriting(_COINS, _coins, _has_coins),
    # `500l. a year`: pounds, as Jane Austen's printers set them
    rewriting(
        r"(?<![\w.,])(?P<pounds>\d{1,3}(?:,\d{3})+(?= ?l\.)|\d[\d,]*\d(?=l\.)) ?l\.",
        lambda m: f"{number(m['pounds'])} pounds{stop_at(m)}",
        _has_coins,
    ),
    rewriting(
        r"(?<![\w.,/])(?P<shillings>\d{1,3})/-",
        lambda m: _count(m["shillings"], "shilling", "shillings"),
        _has_coins,
    ),
)
"""Part of the rule `money`"""
