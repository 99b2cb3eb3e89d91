"""Addresses of machines, of the web and in America, telephone numbers.

Letter by letter and figure by figure.
"""

import re
from collections.abc import Callable

from narrate.readings.continental import Tongue
from narrate.readings.continental.plain import WORD_AHEAD
from narrate.readings.languages import data_of

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
_FILE = re.compile(
    r"(?<![\w@/.+\\-])(?P<name>[^\W\d_][\w-]{1,60})\.(?P<end>pdf|docx?|odt|txt|rtf|csv|xlsx?|pptx?|jpe?g|png"
    r"|gif|svg|mp[34]|wav|avi|zip|rar|exe|html?|xml|json|epub)(?![\w@/-])"
)
_HASHTAG = re.compile(r"(?<![\w&#/])#(?!include|define|if|end)(?=[^\W\d_]\w)")
_ENGLISH = data_of("en")
_STREETS: dict[str, str] = _ENGLISH["streets"]
_STATES: dict[str, str] = _ENGLISH["states"]
_AMERICAN = re.compile(
    rf"(?:(?<= )(?P<street>{'|'.join(_STREETS)})\.?)?(?P<town>, [^\W\d_][^,\d\n]{{1,40}}, )"
    rf"(?P<state>{'|'.join(_STATES)}),? (?P<zip>\d{{5}})(?:-(?P<more>\d{{4}}))?"
    r"(?![\w-]| [^\W\d_a-z])"
)
"""`100 Market St., San Francisco, CA 94105`; `Muster GmbH, Berlin, DE 10115 Berlin` is none"""
_TAIL = re.compile(r"[.,;:!?)\]'’…]{1,20}$")
_TOKEN = re.compile(r"[^\W\d_]+|\d|[\W_]")


def addresses(tongue: Tongue) -> Callable[[str], str]:
    """The rule for a language."""
    return _Addresses(tongue).read


class _Addresses:
    """How one language says `ana@gmail.com`, `www.rae.es` and `carta.pdf`."""

    def __init__(self, tongue: Tongue) -> None:
        data = tongue.data
        self._tongue = tongue
        self._marks: dict[str, str] = data["marks"]
        self._states: dict[str, str] = data["american_states"]
        words = data.get("said_words")  # where words of an address are said as words
        self._small = frozenset(words.split()) if words else None
        hosts = (entry.partition("=") for entry in data["known_hosts"].split())
        self._known = {host: said or host for host, _, said in hosts}

    def read(self, text: str) -> str:
        if "@" in text or "://" in text or "www." in text or _DOMAIN.search(text):
            text = _ADDRESS.sub(self._address, text)
        if "#" in text:
            text = _HASHTAG.sub("hashtag ", text)
        if ", " in text:
            text = _AMERICAN.sub(self._american, text)
        return _FILE.sub(self._file, text) if "." in text else text

    def _american(self, match: re.Match[str]) -> str:
        """The street's kind and the state in full, the ZIP code figure by figure."""
        street, state = match["street"], match["state"]
        kind = _STREETS[street] if street else ""
        code = ", ".join(map(self._tongue.spelled, filter(None, match.group("zip", "more"))))
        return f"{kind}{match['town']}{self._states.get(state, _STATES[state])} {code}"

    def _file(self, match: re.Match[str]) -> str:
        """`carta_final.pdf`: its name as words, its ending by letters."""
        pieces = re.split(r"([_-])", match["name"])
        name = " ".join(self._marks.get(piece, piece) for piece in pieces if piece)
        end = " ".join(
            self._tongue.cardinal(int(sign), "") if sign.isdecimal() else sign
            for sign in match["end"]
        )
        return f"{name} {self._marks['.']} {end}"

    def _address(self, match: re.Match[str]) -> str:
        written = match.group()
        tail = _TAIL.search(written)
        body = written[: tail.start()] if tail else written
        return _TOKEN.sub(self._token, body).strip() + (tail.group() if tail else "")

    def _token(self, match: re.Match[str]) -> str:
        piece = match.group()
        if piece.isdecimal():
            return self._tongue.cardinal(int(piece), "") + " "
        if piece in self._marks:
            return f"{self._marks[piece]} "
        if self._small is not None and _is_word(piece, match, self._small):
            return f"{piece} "
        return f"{self._known.get(piece.lower()) or ' '.join(piece)} "


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
    r"|\(0 ?\d{1,4}\) ?\d\d(?:[ .-]\d{2,5}){1,4}|00\d\d(?: \d{2,8}){2,5}"
    r"|\d{3,4}-\d{3}-\d{4}(?:-\d{1,5})?"
    r"|0\d(?:[ .-]\d{2}){4}|0\d{2,4}[ /-]\d{5,8}"
    r"|\d{4}(?P<gap>[ -])\d{4}(?:(?P=gap)\d{4}){1,5})"
    r")(?![\w/:]|[.,]\d|-\w)"
)
_VANITY = re.compile(
    r"(?<![\w.,/:#+–-])(\d{1,2})-(\d{3})-(?=[\w-]*[a-zA-Z])(\w{1,12}(?:-\w{1,12}){0,4})\b"
)
_FREE = re.compile(r"(?<![\w.,/:#+–-])(\d{1,2})-([1-9]00)-(\d{3}-\d{4})(?![\w/:-]|[.,]\d)")
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
            rf"(?i)\b((?:{tongue.data['phone_words']})[.:]{{0,2}} (?:{tongue.data['phone_at']})?)"
            r"(\(?\d{2,6}\)?(?: ?[ ./-] ?\d{2,8}){1,5}|\d{6,12})(?![\w/:]|[.,]\d|-\w)"
        )
        self._shaped = re.compile(
            rf"(?<![\w.,/:#+–-])(?:{tongue.data['phone_shapes']})(?! ?\d|[\w/:%°€£$]|[.,]\d|-\w)"
        )

    def read(self, text: str) -> str:
        text = self._called.sub(lambda match: match[1] + self._spelled(match[2]), text)
        text = _GROUPED.sub(self._grouped, text)
        text = self._shaped.sub(lambda match: self._spelled(match.group()), text)
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
        if match[2][0] == "0":
            return self._spelled(match.group())
        first, second = map(int, match.group(1, 2))
        if len(match[1]) == 4:
            is_span = all(1000 <= number <= 2100 for number in (first, second))
        else:
            counts = WORD_AHEAD.match(match.string, match.end()) is not None
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
        groups = _GROUP.findall(match.group())
        # `12.2.3.4`: rather a section
        section = all(0 < int(group) < 100 for group in groups) and not _IP_WORD.search(
            match.string
        )
        said = (self._tongue.cardinal(int(group), "") for group in groups)
        return stop.join(said if section else map(self._tongue.spelled, groups))
