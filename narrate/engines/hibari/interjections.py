"""Sounds of speech that no dictionary has: `W-w-what`, `Nooo`, `We-e-ell`, `Hmph`, `Brrr`.

The engine says their letters by name, or guesses. Here they are known by their kind:

    stutters       the head of a word before it, with a hyphen, a dash or dots (`Th-th-that`)
    drawn-out      a letter three times or more, or cut apart by hyphens (`No-o-o`): the plain word
    interjections  a word without vowels that is no initialism: its sounds, letter by letter
"""

import functools
import itertools
import json
import re
from collections.abc import Collection, Mapping
from importlib import resources
from typing import Any, Final

from narrate.chunk import PRONOUNCED
from narrate.readings.languages import rules_for

_VOWELS = "aeiouy"
_LETTERS = re.compile("[a-z]+")
_LETTER = "[A-Za-z]"

_PIECES = re.compile(
    rf"(?<![\w'’\-])(?:{_LETTER}{{1,3}}(?:-|[—–]|…|\.\.\.)\s?)+(?:{_LETTER}+(?:['’]{_LETTER}+)?)(?![\w'’]*-{_LETTER})"
)
_JOINT = re.compile(r"[-—–…]\s?|\.\.\.\s?")
_HYPHENED = re.compile(rf"(?<![\w'’\-–]){_LETTER}+(?:[-–]{_LETTER}+)+(?![\w\-–]|['’]\w)")
_DRAWN = re.compile(rf"(?<![\w'’\-]){_LETTER}*({_LETTER})\1\1{_LETTER}*(?![\w]|['’]\w)", re.I)
_VOWELLESS = re.compile(
    r"(?<![\w.'’/&])(?:[hH]['’]m+|[b-df-hj-np-tv-xzB-DF-HJ-NP-TV-XZ]{2,})(?![\w/&]|['’]\w|\.\w)"
)
_BEGUN = frozenset({"h", "st"})
"""Of `H'm` and `St!`"""
_HUSH = re.compile(r"(?<![\w'’.])([Ss]t)(?=!)")
_THRICE = re.compile(r"(.)\1\1", re.I)
_VOWEL = re.compile("[aeiouy]", re.I)
_ROMAN = re.compile("[IVXLCDM]+")
_LAUGHTER = re.compile(r"(?<![\w'’])(?:h([aeio])){4,}h?(?![\w'’])", re.I)
_RUN = re.compile(r"(.)\1+", re.I)

_COMPOUNDS = re.compile(
    r"(?:re|pre|co|de|ex|un|in|en|bi|tri|non|no|so|to|by|be|on|up|go|do|my|ha|he|ho|hi|hee|heh|tee|ta|la|da"
    r"|tut|bye|too|pom|rat|ding|x)-|(?:a-\w+in[g'’]?|d-day|h-hour|t-total\w*)$",
    re.I,
)
"""Not stutters, though their second part begins as the first"""
_SHORT: Final = {"a": "æ", "e": "ɛ", "i": "ɪ", "o": "ɑ", "u": "ʌ", "y": "ɪ"}
_SOFT = re.compile(r"c(?=[eiy])", re.I)
_SOFT_G = re.compile(r"g(?:ent|ener|eniu|eorg|ia|in(?!g)|ym|yp|em|er[mt]|est)", re.I)

_DATA: Final[dict[str, Any]] = json.loads(
    resources.files("narrate.engines.hibari")
    .joinpath("data", "interjections.json")
    .read_text("utf-8")
)
_ONSETS: Final[Mapping[str, str]] = _DATA["onsets"]
_KNOWN: Final[Mapping[str, str]] = _DATA["known"]
"""Interjections, with their letters as written or each once: how a narrator says them"""
_EXCLAIMED: Final[Mapping[str, str]] = _DATA["exclaimed"]
"""Those with one letter too many, or spelled in another way than the engine knows"""
_ALONE = frozenset(_DATA["alone"].split())
"""Those without vowels that need no doubled letter to be known by"""
_DOUBLED_OTHERWISE = frozenset(_DATA["doubled"].split())
"""Doubled letters of abbreviations and figures, as pages (pp.) and millilitres"""
_VOICED_TH = frozenset(_DATA["voiced th"].split())
_DRAWN_OUT = frozenset(_DATA["cried"].split())
"""Words that are cried, beside the common ones"""
_LONG = re.compile(rf"(?<![\w'’–-])(?:{'|'.join(_EXCLAIMED)})(?![\w'’–-])", re.I)
_PRONOUNCED = re.compile(f"({PRONOUNCED})")


def plainly_said(text: str) -> str:
    """The text with words that are stuttered or drawn out made plain, interjections in phonemes."""
    text = _unbroken(text)
    if _are_plain(_LETTERS.findall(text.lower())):
        return text
    parts = _PRONOUNCED.split(text) if "](/" in text else [text]
    return "".join(part if i % 2 else _sounds(part) for i, part in enumerate(parts))


def _unbroken(text: str) -> str:
    """The text with words plain that hyphens, dashes or dots cut apart."""
    if any(_may_be_broken(text, *joint.span()) for joint in _JOINT.finditer(text)):
        return _PIECES.sub(_stuttered, _HYPHENED.sub(_joined, text))
    return text


def _may_be_broken(text: str, start: int, end: int) -> bool:
    """Whether a letter near the joint comes again behind it, or only one letter does."""
    letter, after = text[end : end + 1], text[end + 1 : end + 2]
    again = letter.isalpha() and letter.lower() in text[max(0, start - 3) : start].lower()
    return again or (after != "" and after in "-–")


_plain_words: set[str] = set()
"""Of those that were asked for: a book has few words, over and over"""
_MOST_REMEMBERED = 1 << 17


def _are_plain(words: Collection[str]) -> bool:
    """Whether a text of these words, in small letters, is none that `_sounds` changes."""
    if _plain_words.issuperset(words):
        return True
    if len(_plain_words) > _MOST_REMEMBERED:
        _plain_words.clear()
    plain = {word for word in set(words) if word in _plain_words or _is_plain(word)}
    _plain_words.update(plain)
    return plain.issuperset(words)


def _is_plain(word: str) -> bool:
    if _VOWEL.search(word):
        return not (_THRICE.search(word) or word in _EXCLAIMED or _LAUGHTER.search(word))
    return word not in _BEGUN and _sounds(word) == word


def _sounds(text: str) -> str:
    """The text with words that are drawn out made plain, and interjections in phonemes."""
    text = _DRAWN.sub(lambda match: _short(match[0]), text)
    text = _LONG.sub(lambda match: _cased(_EXCLAIMED[match[0].lower()], match[0]), text)
    text = _LAUGHTER.sub(_laughter, text)
    return _VOWELLESS.sub(_interjection, _HUSH.sub(r"[\1](/st/)", text))


def _laughter(match: re.Match[str]) -> str:
    """`Hahahaha`: more than three are guessed."""
    vowel = {"a": "ɑ", "e": "ɛ", "i": "i", "o": "O"}[match[1].lower()]
    times = len(match[0]) // 2 - 1
    return f"[{match[0]}](/{('h' + vowel) * times}hˈ{vowel}/)"


def _joined(match: re.Match[str]) -> str:
    """`No-o-o`, `We-e-ell`: pieces that each begin as the one before ended are one word."""
    written, pieces = match[0], re.split("[-–]", match[0])
    if len({piece.lower() for piece in pieces}) == 1:
        return written
    if not _goes_on(pieces):
        return _vowel_last(written, pieces)
    word = "".join(pieces)
    plain = _plain(word, least=2)
    if _is_stutter(pieces) and not (plain and word[0].lower() in "aeiou"):
        return written
    if plain or _is_drawn_out(word, pieces):
        return _cased(plain or _short(word), word)
    return written


def _is_drawn_out(word: str, pieces: list[str]) -> bool:
    if _THRICE.search(word) or not _VOWEL.search(word):
        return True
    return len(pieces) > 2 and _has_single(pieces)


def _goes_on(pieces: list[str]) -> bool:
    """Whether each begins as the one before ended, and it is no mere `s-sorry`."""
    if not all(a[-1].lower() == b[0].lower() for a, b in itertools.pairwise(pieces)):
        return False
    return len(pieces[0]) > 1 or len(pieces[-1]) == 1 or _has_single(pieces)


def _has_single(pieces: list[str]) -> bool:
    return any(len(piece) == 1 for piece in pieces[1:])


def _vowel_last(written: str, pieces: list[str]) -> str:
    """`N-n-n-o`: single letters that only together are a word."""
    if len(pieces) > 2 and all(len(piece) == 1 for piece in pieces):
        plain = _plain("".join(pieces), least=2)
        if plain:
            return _cased(plain, written)
    return written


def _is_stutter(pieces: list[str]) -> bool:
    last = pieces[-1].lower()
    return all(last.startswith(piece.lower()) for piece in pieces[:-1]) and len(last) > 1


def _stuttered(match: re.Match[str]) -> str:
    *heads, word = (piece for piece in _JOINT.split(match[0]) if piece)
    bare = word.replace("’", "'").lower()
    stutters = heads and all(bare.startswith(head.lower()) for head in heads)
    if not stutters or _stays(match[0], heads, bare):
        return match[0]
    whole = word[0].upper() + word[1:] if heads[0][0].isupper() else word
    if not _VOWEL.search(bare):
        return whole  # `S-s-sh`
    return " ".join([*(f"[{head}](/{_head(head.lower(), bare)}/)" for head in heads), whole])


def _stays(written: str, heads: list[str], word: str) -> bool:
    """Whether it is no stutter but a word said again (`no-no`, `I—I`), or a compound."""
    if all(head.lower() == word or (head == "I" and word[:2] in ("i'", "i")) for head in heads):
        return True
    compound = "-" in written and _COMPOUNDS.match(written) is not None
    if len(heads) == 1 and (compound or _is_part(heads[0])):
        return True
    broken_off = re.search("[—–….]", written) is not None
    return broken_off and re.search("[aeiou]", "".join(heads), re.I) is not None


def _is_part(head: str) -> bool:
    """A syllable of three letters is rather the first word of a compound (`Sub-Subs`)."""
    return len(head) > 2 and re.match("[wstc]h[aeiou]|[^aeiouy]{3}", head, re.I) is None


def _head(head: str, word: str) -> str:
    """The sounds of a word's first letters, with the vowel that follows when they stand alone."""
    at = 0
    sounds = _digraph(word)
    if sounds and word.startswith(head[:2]):
        at = min(len(head), 2)
    else:
        sounds = ""
    while at < len(head):
        said, letters = _next(head, at, word)
        sounds, at = sounds + said, at + letters
    return sounds if re.search("[æɛɪɑʌ]", sounds) else sounds + "ə"


def _digraph(word: str) -> str:
    """What a word's first two letters say together, of which a stutter may have one."""
    if word.startswith("th"):
        return "ð" if word in _VOICED_TH else "θ"
    if word.startswith("who"):
        return "h"
    return next((said for pair, said in _DIGRAPHS.items() if word.startswith(pair)), "")


_DIGRAPHS: Final = {"wh": "w", "ch": "ʧ", "sh": "ʃ"}


def _next(head: str, at: int, word: str) -> tuple[str, int]:
    """The sound of the letters there, and how many these are."""
    pair, letter = head[at : at + 2], head[at]
    if len(pair) == 2 and pair in _ONSETS:
        return _ONSETS[pair], 2
    if letter == "q":
        return "kw", 1
    if letter in _SHORT and (letter, at) != ("y", 0):
        return "ʌ" if word.startswith("wha") else _SHORT[letter], 1
    if _SOFT.match(word, at):
        return "s", 1
    return "ʤ" if _SOFT_G.match(word, at) else _ONSETS.get(letter, ""), 1


def _short(word: str) -> str:
    """A drawn-out word without its length: `Noooo`, `Pleeease`; what is no such word as it is."""
    if not _VOWEL.search(word) or _ROMAN.fullmatch(word):
        return word
    return _cased(_plain(word, least=3) or _guessed(word.lower()), word)


def _plain(word: str, least: int) -> str | None:
    """The known word that it is with a letter said longer; `least` times somewhere."""
    small = word.lower()
    if not any(len(run[0]) >= least for run in _RUN.finditer(small)):
        return None
    candidates = _words().get(_RUN.sub(r"\1", small), ())
    fitting = [known for known in candidates if _stretches(known, small)]
    # `goood` is rather `good` than `god`: what is doubled and drawn out was doubled before
    return max(fitting, key=len, default=None)


def _stretches(known: str, word: str) -> bool:
    pattern = "".join(f"{re.escape(m[0][0])}{{{len(m[0])},}}" for m in _EACH.finditer(known))
    return re.fullmatch(pattern, word) is not None


_EACH = re.compile(r"(.)\1*")


@functools.cache
def _words() -> dict[str, tuple[str, ...]]:
    """Common words by their letters, each run of one letter once."""
    rules, found = rules_for("en"), dict[str, list[str]]()
    for word in sorted({*rules.common, *rules.small, *rules.starters, *_DRAWN_OUT}):
        if word.isalpha() and any(letter in _VOWELS for letter in word):
            found.setdefault(_RUN.sub(r"\1", word), []).append(word)
    return {key: tuple(words) for key, words in found.items()}


def _guessed(word: str) -> str:
    """A word that is not known: a long e or o is doubled before one last consonant."""

    def run(match: re.Match[str]) -> str:
        letter, after = match[1], word[match.end() :]
        if len(match[0]) < 3:
            return match[0]
        closed = len(after) == 1 and after not in _VOWELS + "w"
        return letter * 2 if letter in "eo" and closed else letter

    return _RUN.sub(run, word)


def _cased(plain: str, written: str) -> str:
    if written.isupper() and len(written) > 1:
        return plain[0].upper() + plain[1:]
    return plain[0].upper() + plain[1:] if written[0].isupper() else plain


def _interjection(match: re.Match[str]) -> str:
    word = match[0].replace("'", "").replace("’", "")
    small = word.lower()
    if small not in _ALONE and (small in _DOUBLED_OTHERWISE or not _RUN.search(small)):
        return match[0]
    letters = word.isupper() and len(word) < 4 and not _THRICE.search(small)
    if letters or _is_unit(match):
        return match[0]
    key = _RUN.sub(r"\1", small)
    said = _KNOWN.get(small) or _KNOWN.get(key) or _by_letters(key)
    return f"[{match[0]}](/{said}/)"


def _is_unit(match: re.Match[str]) -> bool:
    """`5 mm`, `pp. 3`."""
    text = match.string
    return bool(
        re.search(r"\d\s?$", text[: match.start()]) or re.match(r"\.?\s?\d", text[match.end() :])
    )


def _by_letters(word: str) -> str:
    """The sounds of one that is not in the table: `r`, `m`, `n` or a short i make its syllable.

    Without any the model says hardly anything (measured: a quarter of a word's peak).
    """
    sounds = "".join(_ONSETS.get(part, "") for part in re.findall("sh|ch|ph|th|wh|.", word))
    nucleus = re.search("[ɹmn]", sounds)
    if nucleus is None:
        return f"{sounds[:1]}ˈɪ{sounds[1:]}"
    at = nucleus.start()
    syllable = "ˈɜɹ" if sounds[at] == "ɹ" else "ˈʌ" + sounds[at]
    return sounds[:at] + syllable + sounds[at + 1 :]
