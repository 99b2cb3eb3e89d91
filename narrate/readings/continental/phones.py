"""Telephone numbers and addresses of machines: figure by figure, a comma between the groups."""

from __future__ import annotations

import re
from collections.abc import Callable

from narrate.readings.continental.tongue import Tongue

_GROUPED = re.compile(
    r"(?<![\w.,/:#+–-])(?:"
    r"\+(?P<country>\d{1,3})(?P<rest>(?:[ .-]?\(?\d{1,4}\)?){2,6})"
    r"|(?P<local>\((?:0\d{1,4}|\d{2,3})\) ?\d{3,5}(?:[ .-]\d{2,5}){0,3}"
    r"|\d{3,4}-\d{3}-\d{4}(?:-\d{1,5})?"
    r"|0\d(?:[ .]\d{2}){4}|0\d{2,4}[ /-]\d{5,8})"
    r")(?![\w/:]|[.,]\d|-\w)"
)
_VANITY = re.compile(
    r"(?<![\w.,/:#+–-])(\d{1,2})-(\d{3})-(?=[\w-]*[a-zA-Z])(\w{1,12}(?:-\w{1,12}){0,4})\b"
)
_PAIR = re.compile(r"(?<![\w.,/:#+–-])(\d{4})-(\d{4})(?![\w/:-]|[.,]\d)")
_IP = re.compile(r"(?<![\w.,/:#+–-])\d{1,3}(?:\.\d{1,3}){3}(?![\w/:-]|[.,]\d)")
_IP_WORD = re.compile(r"\bip\b", re.IGNORECASE)
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+")
_GROUP = re.compile(r"\d+")


def phones(tongue: Tongue) -> Callable[[str], str]:
    """The rule for a language; figures in groups count after a word for the telephone only."""
    called = re.compile(
        rf"(?i)\b((?:{tongue.data['phone_words']})[.:]? (?:{tongue.data['phone_at']})?)"
        r"(\d{2,6}(?:[ ./-]\d{2,8}){1,5}|\d{6,12})(?![\w/:]|[.,]\d|-\w)"
    )

    pairs: bool = tongue.data["phone_pairs"]

    def group_in_words(group: str) -> str:
        if pairs and len(group) == 2 and group[0] != "0":
            return tongue.cardinal(int(group), "")
        return tongue.spelled(group)

    def spelled(written: str) -> str:
        groups = _GROUP.findall(written)
        said = [group_in_words(group) for group in groups]
        if len(groups) == 4 and list(map(len, groups[:3])) == [3, 3, 4]:
            said[3] = f"{tongue.word('extension')} {said[3]}"
        return ", ".join(said)

    def grouped(match: re.Match[str]) -> str:
        said = spelled(match["rest"] or match["local"])
        if match["country"] is None:
            return said
        code = match["country"]
        country = tongue.spelled(code) if len(code) > 2 else tongue.cardinal(int(code), "")
        return f"{tongue.word('plus')} {country}, {said}"

    def vanity(match: re.Match[str]) -> str:
        heads = (tongue.cardinal(int(group), "") for group in match.group(1, 2))
        return f"{' '.join(heads)} {match[3].replace('-', ' ')}"

    def pair(match: re.Match[str]) -> str:
        # `1914-1918` is a span of years
        years = all(1000 <= int(group) <= 2100 for group in match.group(1, 2))
        return match.group() if years else spelled(match.group())

    def host(match: re.Match[str]) -> str:
        if _THOUSANDS.fullmatch(match.group()):
            return match.group()
        stop = f" {tongue.word('stop')} "
        return stop.join(tongue.spelled(group) for group in _GROUP.findall(match.group()))

    def rule(text: str) -> str:
        text = called.sub(lambda m: m[1] + spelled(m[2]), text)
        text = _GROUPED.sub(grouped, text)
        if "-" in text:
            text = _PAIR.sub(pair, _VANITY.sub(vanity, text))
        said = _IP.sub(host, text)
        return said if said == text else _IP_WORD.sub(lambda m: " ".join(m.group()), said)

    return rule
