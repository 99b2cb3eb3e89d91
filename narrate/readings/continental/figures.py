"""How figures are written on the continent: `1.000.000`, `10 000`, `1’000`, `3,14`."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable

INTEGER = (
    r"(?:\d{1,3}(?:\.\d{3}){1,7}+(?!\d)|\d{1,3}(?: \d{3}){1,7}+(?!\d)"
    r"|\d{1,3}(?:['’]\d{3}){1,7}+(?!\d)|\d{1,24}+(?!\d))"
)
"""A whole number with or without marks between its thousands"""
FIGURE = rf"(?P<whole>{INTEGER})(?:,(?P<part>\d{{1,24}}+))?"
BEFORE = r"(?<![\w.,/:#+–−\-])"
"""Nothing stands before the figure that would make it part of something longer"""
MINUS = r"(?P<minus>[-−](?=\d))?"
AFTER = r"(?![\w/:°%€£$]|[.,]\d|[-–−]\w)"
"""Nothing goes on behind it"""

_ANY = re.compile(r"[\d½⅓⅔¼¾⅕-⅞]")
_ENDS = re.compile(r"[\"”’»›)\]]*(?:\s*$|\s+[\"“„«‹¿¡(\[—–-]*[^\W\d_])")


def where_figures(rule: Callable[[str], str]) -> Callable[[str], str]:
    """The rule, asked only where there is a figure at all: most sentences of a novel have none."""
    return lambda text: rule(text) if _has_figures(text) else text


@functools.lru_cache(maxsize=16)
def _has_figures(text: str) -> bool:
    """Asked by a dozen rules of one text in turn."""
    return _ANY.search(text) is not None


def digits_of(written: str) -> str:
    """The digits of a figure without what stands between its thousands."""
    return "".join(filter(str.isdecimal, written))


def sentence_ends(text: str, at: int) -> bool:
    """True where a full stop before `at` ends the sentence too: a capital or nothing follows."""
    ahead = _ENDS.match(text, at)
    if ahead is None:
        return False
    last = ahead.group()[-1:]
    return not last.isalpha() or last.isupper()


def is_dash(match: re.Match[str]) -> bool:
    """True where a hyphen that opens a line of speech looks like a minus."""
    return match.start() == 0 and len(match.string.split()) > 3
