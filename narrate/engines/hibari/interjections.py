"""Sounds of speech that no dictionary has: `W-w-what`, `Nooo`, `We-e-ell`, `Hmph`, `Brrr`.

The engine says their letters by name, or guesses. Here they are known by their kind:

    stutters       the head of a word before it, with a hyphen, a dash or dots (`Th-th-that`)
    drawn-out      a letter three times or more, or cut apart by hyphens (`No-o-o`): the plain word
    interjections  a word without vowels that is no initialism: its sounds, letter by letter
"""

import functools
import re
from typing import Final

from narrate.readings.languages import rules_for

_VOWELS = "aeiouy"
_LETTER = "[A-Za-z]"

_PIECES = re.compile(
    rf"(?<![\w'’\-])(?:{_LETTER}{{1,3}}(?:-|[—–]|…|\.\.\.)\s?)+(?:{_LETTER}+(?:['’]{_LETTER}+)?)(?![\w'’]*-{_LETTER})"
)
_JOINT = re.compile(r"[-—–…]\s?|\.\.\.\s?")
_HYPHENED = re.compile(rf"(?<![\w'’\-]){_LETTER}+(?:-{_LETTER}+)+(?![\w\-]|['’]\w)")
_DRAWN = re.compile(rf"(?<![\w'’\-]){_LETTER}*({_LETTER})\1\1{_LETTER}*(?![\w]|['’]\w)", re.I)
_VOWELLESS = re.compile(
    r"(?<![\w.'’/&])(?:[hH]['’]m+|[b-df-hj-np-tv-xzB-DF-HJ-NP-TV-XZ]{2,})(?![\w/&]|['’]\w|\.\w)"
)
_BROKEN = re.compile(r"[A-Za-z](?:[-—–…]|\.\.\.)\s?[A-Za-z]")
_HUSH = re.compile(r"(?<![\w'’.])([Ss]t)(?=!)")
_LAUGHTER = re.compile(r"(?<![\w'’])(?:h([aeio])){4,}h?(?![\w'’])", re.I)
_RUN = re.compile(r"(.)\1+", re.I)

_COMPOUNDS = re.compile(
    r"(?:re|pre|co|de|ex|un|in|en|bi|tri|non|no|so|to|by|be|on|up|go|do|my|ha|he|ho|hi|hee|heh|tee|ta|la|da"
    r"|tut|bye|too|pom|rat|ding|x)-|(?:a-\w+in[g'’]?|d-day|h-hour|t-total\w*)$",
    re.I,
)
"""Not stutters, though their second part begins as the first"""
_VOICED_TH = frozenset(
    "than that that's the thee their them then there there's these they they're they've they'll"
    " they'd thine this those thou though thus thy".split()
)
_ONSETS: Final = {
    "wh": "w", "sh": "ʃ", "ch": "ʧ", "ph": "f", "qu": "kw", "kn": "n", "wr": "ɹ", "gn": "n",
    "b": "b", "c": "k", "d": "d", "f": "f", "g": "ɡ", "h": "h", "j": "ʤ", "k": "k", "l": "l",
    "m": "m", "n": "n", "p": "p", "q": "k", "r": "ɹ", "s": "s", "t": "t", "v": "v", "w": "w",
    "x": "z", "y": "j", "z": "z",
}  # fmt: skip
_SHORT: Final = {"a": "æ", "e": "ɛ", "i": "ɪ", "o": "ɑ", "u": "ʌ", "y": "ɪ"}
_SOFT = re.compile(r"c(?=[eiy])", re.I)
_SOFT_G = re.compile(r"g(?:ent|ener|eniu|eorg|ia|in(?!g)|ym|yp|em|er[mt]|est)", re.I)

_KNOWN: Final = {
    "sh": "ʃʃ", "ssh": "ʃʃ", "hsh": "hʃʃ", "pst": "pst", "psst": "psst", "pt": "pt", "pft": "pft",
    "pfft": "pft", "pff": "pff", "phht": "pft", "pht": "pft", "tsk": "tˈɪsk", "tch": "ʧ",
    "tchk": "ʧk", "hm": "hmm", "mhm": "mhˈm", "m": "mm", "mm": "mm", "hmph": "hˈʌmf", "hmpf": "hˈʌmf",
    "mph": "ˈʌmf", "hrm": "hˈɜɹm", "hrmph": "hˈɜɹmf", "hst": "hst", "hsst": "hsst", "br": "bˈɜɹ",
    "gr": "ɡˈɜɹ", "pr": "pˈɜɹ", "vr": "vˈɜɹ", "r": "ˈɜɹ", "z": "zzz", "bz": "bˈʌz", "bzt": "bˈʌzt",
    "s": "sss", "f": "fff", "n": "nnn", "ng": "ˈʌŋ", "nng": "ˈʌŋ", "hn": "hˈʌn", "ngh": "ˈʌŋ",
    "gh": "ɡˈʌ", "ks": "kss", "ksh": "kʃʃ", "kssh": "kʃʃ", "psh": "pʃʃ", "fsh": "fʃʃ", "whsh": "wʃʃ",
    "gng": "ɡˈʌŋ", "grmph": "ɡˈɜɹmf", "grm": "ɡˈɜɹm", "brm": "bɹˈʊm", "vrm": "vɹˈʊm", "wsht": "wʃt",
    "thbt": "θbt", "thpt": "θpt", "pbt": "pbt", "tss": "tss", "ts": "ts", "dr": "dˈɜɹ", "shk": "ʃk",
    "krk": "kˈɜɹk", "l": "lll", "kr": "kˈɜɹ", "tr": "tˈɜɹ", "whr": "wˈɜɹ", "sk": "sk", "cht": "ʧt",
    "zt": "zzt", "ft": "fft", "fz": "fˈɪz", "gl": "ɡl", "hw": "hw", "mrr": "mˈɜɹ", "mr": "mˈɜɹ",
    "prr": "pˈɜɹ", "shh": "ʃʃ", "tt": "ttt", "k": "k", "p": "p", "b": "b", "t": "t", "hng": "hˈʌŋ",
    "mf": "ˈʌmf", "mmf": "ˈʌmf", "nf": "ˈʌnf", "ml": "mˈʌl", "bl": "bl", "fl": "fl", "st": "st",
}  # fmt: skip
"""Interjections by their letters, each once: how a narrator says them"""
_ALONE = frozenset(
    "sh hm mm tsk tch pst pft hmph hmpf hst hrm hrmph mph mhm mf bz hng ngh pht".split()
)
"""Those that are interjections without a doubled letter, too"""
_DOUBLED_OTHERWISE = frozenset("cc ff ll pp ss tt bb dd gg mss lls vv ww xx rr jj kk nn qq".split())
"""Doubled letters of abbreviations and figures, as pages (pp.) and millilitres"""


_PRONOUNCED = re.compile(r"(\[[^\[\]\n]*\]\(/[^()\n]*/\))")


def plainly_said(text: str) -> str:
    """The text with words that are stuttered or drawn out made plain, interjections in phonemes."""
    if _BROKEN.search(text):
        text = _PIECES.sub(_stuttered, _HYPHENED.sub(_joined, text))
    parts = _PRONOUNCED.split(text) if "](/" in text else [text]
    return "".join(part if i % 2 else _whole(part) for i, part in enumerate(parts))


def _whole(text: str) -> str:
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
    pieces = match[0].split("-")
    if len({piece.lower() for piece in pieces}) == 1:
        return match[0]
    goes_on = all(a[-1].lower() == b[0].lower() for a, b in zip(pieces, pieces[1:], strict=False))
    single = sum(len(piece) == 1 for piece in pieces[1:])
    if not goes_on or (len(pieces[0]) == 1 and len(pieces[-1]) > 1 and not single):
        return _vowel_last(match[0], pieces)
    word = "".join(pieces)
    plain = _plain(word, least=2)
    if _is_stutter(pieces) and not (plain and pieces[0][0].lower() in "aeiou"):
        return match[0]
    if single or plain:
        return _cased(plain or _short(word), word)
    return match[0]


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
    pieces = [piece for piece in _JOINT.split(match[0]) if piece]
    heads, word = pieces[:-1], pieces[-1]
    bare = word.replace("’", "'").lower()
    if not all(bare.startswith(head.lower()) for head in heads) or not heads:
        return match[0]
    if _stays(match[0], heads, bare):
        return match[0]
    if not any(letter in _VOWELS for letter in bare):
        return word[0].upper() + word[1:] if heads[0][0].isupper() else word  # `S-s-sh`
    said = " ".join(f"[{head}](/{_head(head.lower(), bare)}/)" for head in heads)
    return f"{said} {word[0].upper() + word[1:] if heads[0][0].isupper() else word}"


def _stays(written: str, heads: list[str], word: str) -> bool:
    """Whether it is no stutter but a word said again (`no-no`, `I—I`), or a compound."""
    if all(head.lower() == word or (head == "I" and word[:2] in ("i'", "i")) for head in heads):
        return True
    if "-" in written and len(heads) == 1 and _COMPOUNDS.match(written):
        return True
    hyphens = re.search("[—–….]", written) is None
    return not hyphens and any(letter in "aeiou" for head in heads for letter in head.lower())


def _head(head: str, word: str) -> str:
    """The sounds of a word's first letters, with the vowel that follows when they stand alone."""
    sounds, at = "", 0
    if word.startswith("th") and head in ("t", "th"):
        sounds, at = ("ð" if word in _VOICED_TH else "θ"), 2
    elif word.startswith(("who", "wh'")) and head in ("w", "wh"):
        sounds, at = ("h" if word in ("who", "whom", "whose", "who's", "whole") else "w"), 2
    elif head[:1] == "c" and len(head) == 1 and word.startswith("ch"):
        sounds, at = "ʧ", 1
    elif head == "s" and word.startswith("sh"):
        sounds, at = "ʃ", 1
    while at < len(head):
        sounds, at = _next(sounds, head, at, word)
    return sounds if re.search("[æɛɪɑʌ]", sounds) else sounds + "ə"


def _next(sounds: str, head: str, at: int, word: str) -> tuple[str, int]:
    pair = head[at : at + 2]
    if pair in _ONSETS and len(pair) == 2:
        return sounds + _ONSETS[pair], at + 2
    letter = head[at]
    if letter == "q":
        return sounds + "kw", at + 1
    if letter in _SHORT and not (letter == "y" and at == 0):
        return sounds + ("ʌ" if word.startswith("wha") else _SHORT[letter]), at + 1
    if letter == "c" and _SOFT.match(word, at):
        return sounds + "s", at + 1
    if letter == "g" and _SOFT_G.match(word, at):
        return sounds + "ʤ", at + 1
    return sounds + _ONSETS.get(letter, ""), at + 1


def _short(word: str) -> str:
    """A drawn-out word without its length: `Noooo`, `Pleeease`; what is no such word as it is."""
    if not any(letter in _VOWELS for letter in word.lower()):
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
_DRAWN_OUT: Final = frozenset(
    "aah ah aha ahem ahoy argh ugh aw bah boo eek eh ew gah ha hah hee hello help hey hi hooray"
    " hurrah huh la loo mama moo nah nay no oh ooh oi ouch ow oy papa please pooh phew quiet shoo so"
    " stop sleep aye uh um wait waah wee well whee whew whoa whoo wow woo woohoo yay yeah yes yikes yum"
    " oops darling dad mom mum mommy mummy daddy god bye goodbye goodnight beep baa hiss vroom zoom"
    " boom whoosh swoosh crash slam bang snore yoohoo cool sweet creepy scary hot cold huge tiny good"
    " down long little like other time old see again two great way know first much even life thought"
    " through day back world far look water white poor right tell always full small quite give get high"
    " young dear home work near true love hope fine wild low happy mother father fast try ask want sure"
    " late leave talk boy man men girl mate sir nice sad mad bad hard mine dead kill run fire dinner away"
    " really funny silly sorry beautiful lovely awful three thanks thank goal boat land fun ready new red"
    " blue black green yellow dark night light sun moon rain snow wind sea ship horse dog cat".split()
)
"""Words that are cried, beside the common ones"""
_EXCLAIMED: Final = {
    "ahh": "ah", "ohh": "oh", "oww": "ow", "eww": "ew", "umm": "um", "uhh": "uh", "ughh": "ugh",
    "aww": "aw", "ehh": "eh", "heyy": "hey", "yess": "yes", "noo": "no", "soo": "so", "yeahh": "yeah",
    "woah": "whoa", "uhm": "um", "unnh": "unh", "arrgh": "argh", "tchah": "chah", "err": "er",
    "ooo": "ooh", "eeek": "eek", "yaay": "yay", "welll": "well", "whaat": "what",
}  # fmt: skip
_LONG = re.compile(rf"(?<![\w'’])(?:{'|'.join(_EXCLAIMED)})(?![\w'’])", re.I)
"""With one letter too many, or spelled in another way than the engine knows"""


@functools.cache
def _words() -> dict[str, tuple[str, ...]]:
    """Common words by their letters, each run of one letter once."""
    rules, found = rules_for("en"), dict[str, list[str]]()
    for word in sorted({*rules.common, *rules.small, *rules.starters, *_DRAWN_OUT}):
        if word.isalpha() and any(letter in _VOWELS for letter in word):
            found.setdefault(_RUN.sub(r"\1", word), []).append(word)
    return {key: tuple(words) for key, words in found.items()}


def _guessed(word: str) -> str:
    """A word that is not known: long e and o are doubled before a last consonant, others are not."""

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
    key = _RUN.sub(r"\1", small)
    doubled = any(small[i] == small[i + 1] for i in range(len(small) - 1))
    thrice = re.search(r"(.)\1\1", small)
    if small not in _ALONE and (not doubled or small in _DOUBLED_OTHERWISE):
        return match[0]
    if (word.isupper() and not thrice and len(word) < 4) or _is_unit(match):
        return match[0]
    said = _KNOWN.get(small) or _KNOWN.get(key) or _by_letters(key)
    return f"[{match[0]}](/{said}/)"


def _is_unit(match: re.Match[str]) -> bool:
    """`5 mm`, `pp. 3`."""
    text = match.string
    return bool(
        re.search(r"\d\s?$", text[: match.start()]) or re.match(r"\.?\s?\d", text[match.end() :])
    )


def _by_letters(word: str) -> str:
    """The sounds of an interjection that is not in the table: `r`, `m` and `n` make its syllable."""
    sounds = "".join(_ONSETS.get(part, "") for part in re.findall("sh|ch|ph|th|wh|.", word))
    nucleus = re.search("[ɹmn]", sounds)
    if nucleus is None:
        return sounds or "m"
    at = nucleus.start()
    syllable = "ˈɜɹ" if sounds[at] == "ɹ" else "ˈʌ" + sounds[at]
    return sounds[:at] + syllable + sounds[at + 1 :]
