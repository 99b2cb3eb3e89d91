"""Times of day in Hindi: 7:21 as सात बजकर इक्कीस मिनट, 7:30 as साढ़े सात बजे."""

from __future__ import annotations

import regex

from narrate.readings import indian
from narrate.readings.hindi.numbers import SMALL, with_quarters

_REFERENCE = (
    "अध्याय|गीता|श्लोक|पद|सूरा|कुरान|क़ुरान|क़ुरआन|मत्ती|मरकुस|लूका|यूहन्ना|प्रेरितों के काम|रोमियों|"
    "कुरिन्थियों|गलातियों|"
    "इफिसियों|फिलिप्पियों|इब्रानियों|याकूब|पतरस|प्रकाशितवाक्य|उत्पत्ति|निर्गमन|लैव्यव्यवस्था|गिनती|व्यवस्थाविवरण|भजन|"
    "भजन संहिता|नीतिवचन|सभोपदेशक|यशायाह|यिर्मयाह|दानिय्येल|अनुपात"
)
"""What may stand before chapter and verse, or before a proportion, which are no times"""
_TIME = regex.compile(
    rf"(?<!(?:{_REFERENCE})\s){indian.BEGIN}(?P<hour>\d{{1,2}}):(?P<minute>[0-5०-५]\d)(?::(?P<second>[0-5०-५]\d))?{indian.END}"
    r"(?!\sके अनुपात)"
    rf"(?P<half>\s?(?:am|pm|a\.m\.|p\.m\.|AM|PM|A\.M\.|P\.M\.)(?![\p{{L}}\p{{M}}]))?"
    r"(?P<o_clock>\s?(?:बजकर|बजे)(?![\p{L}\p{M}]))?"
)
_POINT = regex.compile(
    rf"{indian.BEGIN}(?P<hour>\d{{1,2}})\.(?P<minute>[0-5०-५]\d)\s?(?=(?:बजकर|बजे)(?![\p{{L}}\p{{M}}]))"
)
_HALF = {"a": "ए एम", "p": "पी एम"}


def read_times(text: str) -> str:
    """`4:00` as चार बजे; a full hour, a quarter and a half have their own words."""
    return indian.replaced(_TIME, _said)(_POINT.sub(r"\g<hour>:\g<minute> ", text))


def _said(found: regex.Match[str]) -> str | None:
    hour, minute, second = (int(found[g] or 0) for g in ("hour", "minute", "second"))
    if hour > 24:
        return None
    said = _with_second(hour, minute, second) if found["second"] else _quarter(hour, minute)
    half = found["half"]
    return f"{said} {_HALF[half.strip()[0].lower()]}" if half else said


def _quarter(hour: int, minute: int) -> str:
    if minute == 0:
        return f"{SMALL[hour]} बजे"
    if minute in (15, 30, 45) and 1 <= hour <= 12:
        return f"{with_quarters(0 if (hour, minute) == (12, 45) else hour, minute // 15)} बजे"
    return f"{SMALL[hour]} बजकर {SMALL[minute]} मिनट"


def _with_second(hour: int, minute: int, second: int) -> str:
    said = f"{SMALL[hour]} बजकर"
    if minute:
        said += f" {SMALL[minute]} मिनट"
    return f"{said} {SMALL[second]} सेकंड" if second else said
