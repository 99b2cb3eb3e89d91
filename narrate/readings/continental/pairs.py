"""Two figures with a mark between: sizes, spans, scores, ratios, seasons, times of day.

Only the first figure and the mark are put into words; what comes behind is left to later rules.
"""

import re
from collections.abc import Callable

from narrate.readings.continental import Tongue
from narrate.readings.continental.measures import NO_UNIT_AHEAD, signs_of, units_of
from narrate.readings.continental.money import signs_of_money
from narrate.readings.continental.plain import BEFORE, INTEGER, TAIL, digits_of, sentence_ends

_LENGTH = r"(?:[kdcm]?m|px|in|ft|\"|″)"
_SIZE = re.compile(
    rf"(?:{BEFORE}|(?<=\d[x×]))(?<!\b0x)(?P<n>{INTEGER}(?:,\d{{1,4}})?)(?P<unit> ?{_LENGTH})?"
    rf" ?[x×] ?(?=\d[\d.,]{{0,9}}(?: ?[x×] ?\d[\d.,]{{0,9}}){{0,2}}(?P<long> ?{_LENGTH}(?!\w))?)"
)


def sizes(tongue: Tongue) -> Callable[[str], str]:
    """`10 x 15 cm`, `2 m × 3 m`: the word between; figures alone are a sum (`3 x 4`)."""
    word, times = tongue.data["words"]["by"], tongue.data["operators"]["x"]

    def said(match: re.Match[str]) -> str:
        relay = len(match["n"]) == 1 and re.match(r"\d00 ?m\b", match.string[match.end() :])
        if not (match["unit"] or match["long"]):
            return match.group()
        return f"{match['n']}{match['unit'] or ''} {times if relay else word} "

    return lambda text: _SIZE.sub(said, text) if "x" in text or "×" in text else text


def spans(tongue: Tongue) -> Callable[[str], str]:
    """`5-10 km`, `10–15 €`, `$5-10`: the first figure as what is counted asks, and the word."""
    nouns = units_of(tongue.data) | {
        sign: currency.unit for sign, currency in signs_of_money(tongue.data, "after").items()
    }
    shy = frozenset(tongue.data["shy_units"].split())
    weak = frozenset(tongue.data["weak_signs"].split())
    second = rf"(?P<b>{INTEGER})(?:[,.](?P<bpart>\d{{1,2}}(?!\d)|\d{{4,6}}))?"
    pattern = re.compile(
        rf"{BEFORE}(?P<whole>{INTEGER})(?:,(?P<part>\d{{1,6}}))?{TAIL}(?: ?– ?|-| - )"
        rf"(?={second} ?(?P<unit>{signs_of(nouns)})(?![\w'’]))"
    )
    signs = re.compile(
        rf"(?<![\w$€£])(?P<sign>[€$£]) ?(?P<a>{INTEGER}(?:,\d\d)?)(?: ?– ?|-)"
        rf"(?P<again>(?P=sign) ?)?(?=\d)"
    )
    to = tongue.word("to")

    def said(match: re.Match[str]) -> str:
        low, high = (
            float(f"{digits_of(match[whole])}.{part or 0}")
            for whole, part in (("whole", match["part"] or match["tail"]), ("b", match["bpart"]))
        )
        sign = match["unit"]
        if low >= high or sign in weak:
            return match.group()
        if sign in shy and NO_UNIT_AHEAD.match(match.string, match.end("unit")):
            return match.group()
        gender = nouns[match["unit"].replace("° ", "°")].gender
        return f"{tongue.number(match['whole'], match['part'], gender, match['tail'])} {to} "

    def coins(match: re.Match[str]) -> str:
        first = f"{match['sign']}{match['a']}" if match["again"] else match["a"]
        return f"{first} {to} {match['sign']}"

    def rule(text: str) -> str:
        if "-" not in text and "–" not in text:
            return text
        return pattern.sub(said, signs.sub(coins, text))

    return rule


_SEASON = re.compile(
    rf"{BEFORE}(?P<year>(?:1[89]|20)\d\d)/(?P<next>\d\d)(?![\w/:%°€£$]|[.,]\d|-\d)"
)


_YEARS = re.compile(rf"{BEFORE}(?P<a>(?:1[5-9]|20)\d\d)/(?P<b>(?:1[5-9]|20)\d\d)(?![\w/:%]|[.,]\d)")


def seasons(tongue: Tongue) -> Callable[[str], str]:
    """`2023/24`, `2005/2006`: a year and the one after it, which are no fraction."""

    def said(match: re.Match[str]) -> str:
        if int(match["next"]) != (int(match["year"]) + 1) % 100:
            return match.group()
        noughts = match["next"][0] == "0"
        second = (
            tongue.spelled(match["next"]) if noughts else tongue.cardinal(int(match["next"]), "")
        )
        return f"{match['year']} {second}"

    def both(match: re.Match[str]) -> str:
        return f"{match['a']} {match['b']}" if match["a"] < match["b"] else match.group()

    return lambda text: _SEASON.sub(said, _YEARS.sub(both, text)) if "/" in text else text


_SCORE = re.compile(
    rf"{BEFORE}(?P<a>\d{{1,3}})(?: ?– ?|-)(?P<b>\d{{1,3}})(?![\w/:%°€£$]|[.,]\d|[-–]\w)"
)
_RATIO = re.compile(rf"{BEFORE}(?P<a>\d{{1,3}}):(?P<b>{INTEGER})(?![\w/:%°€£$]|[.,:]\d)(?!-\d)")


def scores(tongue: Tongue) -> Callable[[str], str]:
    """`ganó 3-1`, `siegte 24:20`: where the sentence tells of a match."""
    played = re.compile(rf"\b(?:{tongue.data['played']})\b")
    pattern = _RATIO if tongue.data["scores_by_colon"] else _SCORE
    to = tongue.data["words"]["to_score"]

    def said(match: re.Match[str]) -> str:
        a, b = (tongue.cardinal(int(figure), "") for figure in match.group("a", "b"))
        return f"{a} {to} {b}"

    return lambda text: pattern.sub(said, text) if played.search(text) else text


def ratios(tongue: Tongue) -> Callable[[str], str]:
    """`3:1`, `Maßstab 1:50.000`: two figures that can be no time, and no chapter and verse."""
    named = re.compile(rf"\b(?:{tongue.data['ratios']})\b")
    scripture = re.compile(rf"\b(?:{tongue.data['scripture']})\.? ?$")
    to = tongue.data["words"]["to_score"]

    def said(match: re.Match[str]) -> str:
        is_verse = scripture.search(match.string, max(0, match.start() - 20), match.start())
        scale = match["a"] == "1" and len(digits_of(match["b"])) > 2
        if is_verse or not (len(match["b"]) == 1 or scale or named.search(match.string)):
            return match.group()
        a, b = (tongue.cardinal(int(digits_of(figure)), "") for figure in match.group("a", "b"))
        return f"{a} {to} {b}"

    return lambda text: _RATIO.sub(said, text) if ":" in text else text


_OF_DAY = r"(?:[01]?\d|2[0-4])"
_LAP = re.compile(
    rf"{BEFORE}(?P<m>\d{{1,3}}):(?P<s>[0-5]\d)"
    r"(?P<unit> ?[Mm]in(?:ut(?:o|e|en|os|es))?\b| (?:Stunden|Std)\b)(?P<stop>\.?)"
)


def laps(tongue: Tongue) -> Callable[[str], str]:
    """`2:30 min`, `3:20 Stunden`: a time that was measured, and no time of day."""
    table = units_of(tongue.data)
    hours = tongue.data["lap_hours"].split()

    def said(match: re.Match[str]) -> str:
        long = match["unit"].strip() in hours
        minute, second = (table["h"], table["min"]) if long else (table["min"], table["s"])
        minutes, seconds = int(match["m"]), int(match["s"])
        words = f"{tongue.cardinal(minutes, minute.gender)} {minute.after(minutes)}"
        if seconds:
            words += f" {tongue.cardinal(seconds, second.gender)} {second.after(seconds)}"
        return words + (match["stop"] if sentence_ends(match.string, match.end()) else "")

    return lambda text: _LAP.sub(said, text) if ":" in text else text


_NUMBERED_YEAR = re.compile(
    rf"(?<=[^\W\d_] ){BEFORE}(?P<n>[1-9]\d{{0,3}})/(?P<year>(?:19|20)\d\d)(?![\w/:%]|[.,]\d)"
)


def numbered_years(tongue: Tongue) -> Callable[[str], str]:
    """`Ley 3/2018`, `Nr. 5/2020`: a number and its year; `3/2018` by itself is a fraction."""
    of = tongue.data["words"]["of_year"]
    named = re.compile(rf"(?:{tongue.data['numbered_texts']}) (?:[^\W\d_]+ )?$", re.IGNORECASE)

    def said(match: re.Match[str]) -> str:
        before = match.string[max(0, match.start() - 40) : match.start()]
        if not named.search(before):
            return match.group()
        return f"{tongue.cardinal(int(match['n']), '')}{of} {match['year']}"

    return lambda text: _NUMBERED_YEAR.sub(said, text) if "/" in text else text


_CLOCKS = re.compile(
    r"(?<![\w.,/:+-])(?P<a>(?:[01]?\d|2[0-4]):[0-5]\d) ?[–—-] ?"
    r"(?=(?:[01]?\d|2[0-4]):[0-5]\d(?![\d:]))"
)


def clocks(tongue: Tongue) -> Callable[[str], str]:
    """`9:00-11:30`, `9–17 Uhr`: from one time to another."""
    hour, said = tongue.data["hour_word"], tongue.data["words"]["o_clock"]
    hours = re.compile(
        rf"(?<![\w.,/:+-])(?P<a>{_OF_DAY}(?:\.[0-5]\d)?)(?: ?{hour}(?: ?[0-5]\d)?)? ?[–—-] ?"
        rf"(?={_OF_DAY}(?:\.[0-5]\d)? ?{hour}\b)"
    )
    to = tongue.word("to")

    # `6.30 bis 21 Uhr`
    pointed = re.compile(
        rf"(?<![\w.,/:+-])(?P<a>{_OF_DAY}\.[0-5]\d) {to} (?={_OF_DAY}(?:[.:][0-5]\d)? ?{hour}\b)"
    )

    def first(match: re.Match[str]) -> str:
        # `17.30–19 Uhr`: siebzehn Uhr dreißig, but `9–17 Uhr` neun
        written = match.group().rstrip(" –—-")
        return f"{written}{said if written == match['a'] and '.' in written else ''} {to} "

    def rule(text: str) -> str:
        text = pointed.sub(lambda match: f"{match['a']}{said} {to} ", text) if "." in text else text
        text = _CLOCKS.sub(lambda match: f"{match['a']}{said} {to} ", text)
        return hours.sub(first, text)

    return rule
