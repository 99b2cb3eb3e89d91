"""Figures by themselves: whole numbers, decimals, ranges, sums; and signs that are words.

Telephone numbers, addresses of machines and of the web, figure by figure and letter by letter.
"""

import functools
import re
from collections.abc import Callable

from narrate.readings.continental import Form, Tongue

INTEGER = (
    r"(?:\d{1,3}(?:\.\d{3}){1,7}+(?!\d)|\d{1,3}(?: \d{3}){1,7}+(?!\d)"
    r"|\d{1,3}(?:['’]\d{3}){1,7}+(?!\d)|\d{1,24}+(?!\d))"
)
"""A whole number with or without marks between its thousands"""
FIGURE = rf"(?P<whole>{INTEGER})(?:,(?P<part>\d{{1,24}}+))?"
BEFORE = r"(?<![\w.,/:#+–−\-])"
"""Nothing comes before the figure that would make it part of something longer"""
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
    """The digits of a figure without what is between its thousands."""
    return "".join(filter(str.isdecimal, written))


def sentence_ends(text: str, at: int) -> bool:
    """True where a full stop before `at` ends the sentence too: a capital or nothing follows."""
    ahead = _ENDS.match(text, at)
    if ahead is None:
        return False
    last = ahead.group()[-1:]
    return not last.isalpha() or last.isupper()


def signed(match: re.Match[str], words: str, tongue: Tongue) -> str:
    """The words of a figure that `MINUS` may come before; a hyphen may open a line of speech."""
    if not match["minus"]:
        return words
    opens_speech = match.start() == 0 and len(match.string.split()) > 3
    return ("-" if opens_speech else f"{tongue.word('minus')} ") + words


_RANGE = re.compile(
    rf"{BEFORE}(?P<a>{INTEGER})(?: ?– ?|-)(?P<b>{INTEGER})(?![\w/:]|[.,]\d| ?[-–]\d)"
)
_SUM = re.compile(r"(?<=[\d)]) ?([+×÷=*−]|(?<= )[-:/x](?= )|(?<=\d)x(?=\d)) ?(?=[(\d])")
_POINT = re.compile(
    rf"{BEFORE}{MINUS}(?P<whole>\d{{1,12}}+)\.(?P<part>\d{{1,2}})(?![\w/:]|[.,]\d|\.\.|[-–]\w)"
)
_DECIMAL = re.compile(rf"{BEFORE}{MINUS}{FIGURE}{AFTER}")


def numbers(tongue: Tongue, form_at: Callable[[str, int, int], Form]) -> Callable[[str], str]:
    """Whole numbers; `form_at` tells from the text around a figure how it must end."""
    pattern = re.compile(rf"{BEFORE}{MINUS}(?P<whole>{INTEGER}){tongue.data['after_number']}")

    def said(match: re.Match[str]) -> str:
        digits = digits_of(match["whole"])
        if len(digits) > 1 and digits[0] == "0":
            words = tongue.spelled(digits)
        else:
            words = tongue.cardinal(
                int(digits), form_at(match.string, match.start("whole"), match.end())
            )
        return signed(match, words, tongue)

    return lambda text: pattern.sub(said, text)


def decimals(tongue: Tongue) -> Callable[[str], str]:
    """`3,14`, and `3.5` with the mark that is written."""
    big = re.compile(rf" (?:{tongue.data['bigs']})\b")
    scripture = re.compile(rf"\b(?:{tongue.data['scripture']})\.? ?$")

    def comma(match: re.Match[str]) -> str:
        whole, part = match["whole"], match["part"]
        if part is None:
            return match.group()
        if scripture.search(match.string, max(0, match.start() - 20), match.start()):
            # `Mose 1,1`: chapter and verse
            return f"{tongue.number(whole, None)}, {tongue.cardinal(int(part), '')}"
        counts = big.match(match.string, match.end())
        thousands = len(part) == 3 and len(digits_of(whole)) < 4 and whole[0] != "0"
        if thousands and tongue.data["comma_thousands"] and not counts:
            return match.group()  # `1,000`: a thousand overseas, one in Spain
        said = tongue.number(whole, part, tongue.data["big_form"] if counts else "")
        return signed(match, said, tongue)

    def point(match: re.Match[str]) -> str:
        whole = tongue.cardinal(int(match["whole"]), "")
        part = tongue.decimals(match["part"], "")
        return signed(match, f"{whole} {tongue.word('stop')} {part}", tongue)

    return lambda text: _POINT.sub(point, _DECIMAL.sub(comma, text))


def ranges(tongue: Tongue) -> Callable[[str], str]:
    """`10–15 años`: from the smaller to the greater; a text that is nothing else may be a score."""

    spans = tongue.name != "de"  # German says two years as two numbers where there is no more

    def said(match: re.Match[str]) -> str:
        low, high = digits_of(match["a"]), digits_of(match["b"])
        rises = int(low) < int(high) or (len(low) == 4 and len(high) == 2 and low[2:] < high)
        counts = _WORD.match(match.string, match.end())
        if len(low) == 3 and len(high) == 4 and match["b"] == high and not counts:
            return match.group()  # `555-1234` is rather to be dialled
        years = "1000" <= low <= "2100" and (len(high) == 2 or high <= "2100")
        alone = match.group() == match.string.strip(" .") and not (years and spans)
        if not rises or "0" in (low[0], high[0]) or alone:
            return match.group()
        return f"{match['a']} {tongue.word('to')} {match['b']}"

    return lambda text: _RANGE.sub(said, text)


def sums(tongue: Tongue) -> Callable[[str], str]:
    """`3 + 4 = 7`: the signs between figures."""
    names = tongue.data["operators"]
    return lambda text: _SUM.sub(lambda m: f" {names[m[1]]} " if m[1] in names else m[0], text)


def symbols(tongue: Tongue) -> Callable[[str], str]:
    """`&`, `§` and other signs that are always read as words."""
    names = tongue.data["symbols"]
    signs = tuple(names)
    pattern = re.compile(rf" ?({'|'.join(map(re.escape, sorted(names, key=len, reverse=True)))}) ?")

    def said(match: re.Match[str]) -> str:
        before = match.string[max(0, match.start() - 1) : match.start()]
        after = match.string[match.end() : match.end() + 1]
        left = " " if before and before not in '(«“" ' else ""
        right = " " if after and (after.isalnum() or match.group().endswith(" ")) else ""
        return f"{left}{names[match[1]]}{right}"

    return lambda text: pattern.sub(said, text) if any(s in text for s in signs) else text


_COUNTRIES = "de|es|fr|it|uk|mx|ar|cl|co|pe|ch|at|eu|us|io"
"""Endings that a forgotten space after a full stop looks like (`casa.de piedra`)"""
_DOMAIN = re.compile(rf"\.(?:com|org|net|edu|gov|info|{_COUNTRIES})\b")
_ADDRESS = re.compile(
    r"(?<![\w@/.+-])(?:"
    r"(?:https?|ftp)://[^\s<>\"“”«»]{1,500}"
    r"|www\.[^\s<>\"“”«»]{1,500}"
    r"|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}"
    r"|@[^\W\d_][\w.]{1,60}"
    r"|[a-z\d][a-z\d-]{1,62}\.(?:com|org|net|edu|gov|info)(?:\.[a-z]{2})?(?:/[^\s<>\"“”«»]{0,300})?(?![\w@])"
    rf"|[a-z\d][a-z\d-]{{2,62}}\.(?:{_COUNTRIES})(?=[.,;:!?)\"”»]*$|[,;:!?)])"
    r")"
)
_TAIL = re.compile(r"[.,;:!?)\]'’…]{1,20}$")
_TOKEN = re.compile(r"[^\W\d_]+|\d|[\W_]")


def addresses(tongue: Tongue) -> Callable[[str], str]:
    """The rule for a language."""
    marks = tongue.data["marks"]
    small = frozenset(tongue.data["said_words"].split()) if "said_words" in tongue.data else None
    known = {
        host: said or host
        for host, _, said in (entry.partition("=") for entry in tongue.data["known_hosts"].split())
    }

    def token(match: re.Match[str]) -> str:
        piece = match.group()
        if piece.isdecimal():
            return tongue.cardinal(int(piece), "") + " "
        if piece in marks:
            return f"{marks[piece]} "
        if small is not None and _is_word(piece, match, small):
            return f"{piece} "
        return f"{known.get(piece.lower()) or ' '.join(piece)} "

    def said(match: re.Match[str]) -> str:
        written = match.group()
        tail = _TAIL.search(written)
        body = written[: tail.start()] if tail else written
        return _TOKEN.sub(token, body).strip() + (tail.group() if tail else "")

    def rule(text: str) -> str:
        if "@" in text or "://" in text or "www." in text or _DOMAIN.search(text):
            return _ADDRESS.sub(said, text)
        return text

    return rule


_VOWELS = "aeiouyàâäéèêëîïôöùûü"
_SYLLABLES = re.compile(
    r"(?:[bcdfghjklmnpqrstvwxz]|[bcdfgkptv][lr]|[cpstwgrk]h|[st]c?h?r|s[cklmnpqtvw]|s[cpt][lr]|gn|kn|ps|tw|tch)?"
    rf"(?:[{_VOWELS}]+[^\W\d_{_VOWELS}]{{1,3}}){{0,8}}[{_VOWELS}]*",
    re.IGNORECASE,
)


def _is_word(piece: str, match: re.Match[str], small: frozenset[str]) -> bool:
    """Whether letters of an address are said as a word: `lemonde`, but s n c f, and f r at its end.

    Of two letters only the language's own small words, and no country's ending.
    """
    if len(piece) < 3:
        return piece.lower() in small and match.string[match.start() - 1 : match.start()] != "."
    has_vowel = any(c in _VOWELS for c in piece.lower())
    return has_vowel and _SYLLABLES.fullmatch(piece) is not None


_GROUPED = re.compile(
    r"(?<![\w.,/:#+–-])(?:"
    r"\+(?P<country>\d{1,3})(?P<rest>(?:[ .-]?\(?\d{1,4}\)?){2,6})"
    r"|(?P<local>\((?:0\d{1,4}|\d{2,3})\) ?\d{3,8}(?:[ .-]\d{2,5}){0,3}"
    r"|\d{3,4}-\d{3}-\d{4}(?:-\d{1,5})?"
    r"|0\d(?:[ .]\d{2}){4}|0\d{2,4}[ /-]\d{5,8}"
    r"|\d{4}(?P<gap>[ -])\d{4}(?:(?P=gap)\d{4}){1,5})"
    r")(?![\w/:]|[.,]\d|-\w)"
)
_VANITY = re.compile(
    r"(?<![\w.,/:#+–-])(\d{1,2})-(\d{3})-(?=[\w-]*[a-zA-Z])(\w{1,12}(?:-\w{1,12}){0,4})\b"
)
_FREE = re.compile(r"(?<![\w.,/:#+–-])(\d{1,2})-([1-9]00)-(\d{3}-\d{4})(?![\w/:-]|[.,]\d)")
_WORD = re.compile(r" [^\W\d_]")
_PAIR = re.compile(r"(?<![\w.,/:#+–-])(\d{3,4})-(\d{4})(?![\w/:-]|[.,]\d)")
_IP = re.compile(r"(?<![\w.,/:#+–-])\d{1,3}(?:\.\d{1,3}){3}(?![\w/:-]|[.,]\d)")
_IP_WORD = re.compile(r"\bip\b", re.IGNORECASE)
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+")
_GROUP = re.compile(r"\d+")


def phones(tongue: Tongue) -> Callable[[str], str]:
    """The rule for a language; figures in groups count after a word for the telephone only."""
    return _Phones(tongue).read


class _Phones:
    """How one language says figures that are dialled."""

    def __init__(self, tongue: Tongue) -> None:
        self._tongue = tongue
        self._pairs: bool = tongue.data["phone_pairs"]
        self._called = re.compile(
            rf"(?i)\b((?:{tongue.data['phone_words']})[.:]? (?:{tongue.data['phone_at']})?)"
            r"(\d{2,6}(?:[ ./-]\d{2,8}){1,5}|\d{6,12})(?![\w/:]|[.,]\d|-\w)"
        )

    def read(self, text: str) -> str:
        text = self._called.sub(lambda match: match[1] + self._spelled(match[2]), text)
        text = _GROUPED.sub(self._grouped, text)
        if "-" in text:
            text = _FREE.sub(self._free, text)
            text = _PAIR.sub(self._pair, _VANITY.sub(self._vanity, text))
        said = _IP.sub(self._host, text)
        return said if said == text else _IP_WORD.sub(lambda match: " ".join(match.group()), said)

    def _spelled(self, written: str) -> str:
        groups = _GROUP.findall(written)
        said = list(map(self._group, groups))
        if list(map(len, groups[:3])) == [3, 3, 4] and len(groups) == 4:
            said[3] = f"{self._tongue.word('extension')} {said[3]}"
        return ", ".join(said)

    def _group(self, group: str) -> str:
        if self._pairs and len(group) == 2 and group[0] != "0":
            return self._tongue.cardinal(int(group), "")
        return self._tongue.spelled(group)

    def _grouped(self, match: re.Match[str]) -> str:
        tongue, code = self._tongue, match["country"]
        if match["gap"] and all(1000 <= int(group) <= 2100 for group in _GROUP.findall(match[0])):
            return match.group()  # three years
        said = self._spelled(match["rest"] or match["local"])
        if code is None:
            return said
        country = tongue.spelled(code) if len(code) > 2 else tongue.cardinal(int(code), "")
        return f"{tongue.word('plus')} {country}, {said}"

    def _vanity(self, match: re.Match[str]) -> str:
        """`1-800-FLOWERS`."""
        heads = (self._tongue.cardinal(int(group), "") for group in match.group(1, 2))
        return f"{' '.join(heads)} {match[3].replace('-', ' ')}"

    def _pair(self, match: re.Match[str]) -> str:
        """`5551-2345`, `555-1234`; `1914-1918` is a span of years, `500-1000` one of numbers."""
        first, second = map(int, match.group(1, 2))
        if len(match[1]) == 4:
            is_span = all(1000 <= number <= 2100 for number in (first, second))
        else:
            counts = _WORD.match(match.string, match.end()) is not None
            near = second <= first + 1000 or second % 100 == 0
            is_span = counts or (near and match.group() != match.string.strip(" ."))
        return match.group() if is_span else self._spelled(match.group())

    def _free(self, match: re.Match[str]) -> str:
        """`1-800-555-1212`."""
        heads = (self._tongue.cardinal(int(group), "") for group in match.group(1, 2))
        return f"{' '.join(heads)}, {self._spelled(match[3])}"

    def _host(self, match: re.Match[str]) -> str:
        """`192.168.0.1`; `1.000.000` is a number."""
        if _THOUSANDS.fullmatch(match.group()):
            return match.group()
        stop = f" {self._tongue.word('stop')} "
        return stop.join(map(self._tongue.spelled, _GROUP.findall(match.group())))
