"""Which encoding bytes are in that are no UTF-8 and say nothing of it: by what they would say.

A Latin one is right if the letters with accents are those of one language and stand where letters
stand, and quotation marks where those do: of the bytes of `caf` and 8E, Mac Roman makes `café`
and Windows-1252 `cafŽ`. Scripts of other kinds are told apart by charset-normalizer.
"""

import re
import unicodedata
from collections import Counter
from functools import cache

_HIGH = re.compile(rb"[\x80-\xff]")
_SAMPLE = 32 * 1024
"""Bytes of the lines that are looked at, of those with bytes beyond ASCII"""
_FOREIGN = 100
"""Bytes in which a script can be told from chance"""
_FITS = 0.1
"""Share of the characters beyond ASCII that may be odd: signs, foreign names"""
_BETTER = 0.5
"""Of the share in Windows-1252, that of an encoding which is believed in its place"""
_NEAR = 0.02
"""Of that share: encodings that fit about equally"""
_INNER_CAPITAL = re.compile(r"(?<=[а-яёіїєґα-ω])[А-ЯЁІЇЄҐΑ-Ω]")
_MESS = 0.15
"""Share of odd neighbours above which charset-normalizer's best is not believed"""

WINDOWS = "cp1252"
_LATIN = (WINDOWS, "mac_roman", "cp850", "cp1250", "iso8859_2", "cp1254", "mac_latin2", "cp852")
"""From the likeliest to the least, so that the first of equals is taken"""
_OTHERS = (
    "cp1251", "koi8_r", "koi8_u", "cp866", "iso8859_5", "mac_cyrillic", "cp932", "euc_jp",
    "gb18030", "big5", "cp949", "cp1253", "cp1255", "cp1256", "cp874",
)  # fmt: skip
_NAMES = {
    "cp932": "Shift-JIS", "euc_jp": "EUC-JP", "iso2022_jp": "ISO-2022-JP", "gb18030": "GB18030",
    "big5": "Big5", "cp949": "EUC-KR", "koi8_r": "KOI8-R", "koi8_u": "KOI8-U",
    "cp866": "DOS Cyrillic (CP866)", "iso8859_5": "ISO-8859-5", "mac_cyrillic": "Mac Cyrillic",
    "mac_roman": "Mac Roman", "mac_latin2": "Mac Central European", "cp850": "DOS (CP850)",
    "cp852": "DOS (CP852)", "iso8859_2": "ISO-8859-2", "cp874": "Windows-874 (Thai)",
    "utf-16-le": "UTF-16 without a mark", "utf-16-be": "UTF-16 without a mark",
}  # fmt: skip

_ALPHABETS = (
    "àâæçéèêëîïôœùûüÿ",  # French
    "äöüßéèàâ",  # German
    "áéíóúñüªº",  # Spanish
    "ãõáéíóúâêôçàüªº",  # Portuguese
    "àèéìíîòóùúâ",  # Italian
    "àçéèíïóòúü·",  # Catalan
    "éèëïöüáóíâêç",  # Dutch
    "åäöéüáà",  # Swedish, Finnish
    "åæøéèêòóâäöü",  # Danish, Norwegian
    "áéíóúýþæöð",  # Icelandic
    "ąćęłńóśźż",  # Polish
    "áčďéěíňóřšťúůýžäľĺŕô",  # Czech, Slovak
    "áéíóöőúüű",  # Hungarian
    "ăâîşţ",  # Romanian
    "čćđšž",  # Croatian, Slovene
    "çğıöşüâîû",  # Turkish
)
_OPENING = frozenset("“‘„‹¿¡‚")
_CLOSING = frozenset("”’›“‘")
_DASHES = frozenset("—–…•·«»")
"""French guillemets have blanks on both sides"""
_SIGNS = frozenset("£§©®°½¼¾×÷±²³¹€™†‡¢¥¶µ")
_BLANK = "\u00a0\u00ad"

_WIDE = ("cp932", "euc_jp", "gb18030", "big5", "cp949")
_USUAL = frozenset(
    "のにをはがでとしれさあいうえおかきくけこそたちつてなまもやよらりるろわんっアイウスットルン、。「」"
    "的一是了我不在人有他这這来來中大上个個国國说說们們为為和你地出道也时時年得就那要下以生会會自着著去之"
    "过過家学學对對可她里裡后後小么麼心多天而能好都然没沒起还還发發成事只作当當想看文无無开開手十用主行方"
    "，。！？：；“”…《》"
    "이가는은다의을를에고하지로도기서나그어아자사들해있한리시라대수게일니인만보여요것면었"
)
"""Of what Japanese, Chinese and Korean texts are made for a good part"""
_PLENTY = 0.2
"""Share of these from which on a text is in such a language"""


def name_of(encoding: str) -> str:
    """How people call an encoding."""
    return _NAMES.get(encoding) or encoding.replace("cp125", "Windows-125")


def guess(data: bytes) -> str | None:
    """The encoding of a text that is no UTF-8; None where nothing makes sense of it."""
    sample = _sample_of(data)
    foreign = is_foreign(sample)
    if not foreign and (latin := _latin(sample)):
        return latin
    return _wide(sample) or _other(sample) or (None if foreign else WINDOWS)


def is_foreign(data: bytes) -> bool:
    """Text of which more than a third is no ASCII is not written in Latin letters."""
    solid = sum(map(len, data.split()))
    return solid > _FOREIGN and len(_HIGH.findall(data)) > solid / 3


def utf16_without_mark(data: bytes) -> str | None:
    """UTF-16 that has no blanks to show it, as Chinese: its line ends, commas and letters do."""
    head = data[: _SAMPLE - _SAMPLE % 2]
    head = head[: len(head) - len(head) % 2]
    found: list[tuple[int, str]] = []
    for encoding in ("utf-16-le", "utf-16-be"):
        text = head.decode(encoding, "replace")
        kinds = Counter(unicodedata.category(char)[0] for char in text)
        usual = sum(map(text.count, "\n 。，、．,.的の다"))
        if usual and 50 * (kinds["C"] - text.count("\n") - text.count("\r")) <= len(text):
            found.append((usual, encoding))
    return max(found)[1] if found else None


def _sample_of(data: bytes) -> bytes:
    """Lines that have bytes beyond ASCII, whole."""
    lines: list[bytes] = []
    size = 0
    for line in data.splitlines():
        if size < _SAMPLE and _HIGH.search(line):
            lines.append(line[:_SAMPLE] if b" " in line else line)
            size += len(line)
    return b"\n".join(lines)


def _latin(sample: bytes) -> str | None:
    """The Latin encoding in which the sample makes most sense; None if it does in none."""
    odd = {encoding: _oddity(sample.decode(encoding, "replace")) for encoding in _LATIN}
    best = min(_LATIN, key=lambda encoding: odd[encoding])
    if odd[WINDOWS] <= _FITS or odd[best] > _BETTER * odd[WINDOWS]:
        best = WINDOWS
    return best if odd[best] <= _FITS or len(_HIGH.findall(sample)) < 3 else None


def _oddity(text: str) -> float:
    """Share of the characters beyond ASCII that no language has, or not at such a place."""
    odd = total = 0
    letters: Counter[str] = Counter()
    for match in re.finditer(r"[^\x00-\x7f]", text):
        char, at = match[0], match.start()
        if char in _BLANK:
            continue
        total += 1
        before, after = text[at - 1 : at] or " ", text[at + 1 : at + 2] or " "
        if char.isalpha():
            letters[char.lower()] += 1
            odd += _is_odd_capital(char, before, text[at + 1 : at + 3])
        else:
            odd += not _stands_well(char, before, after)
    known = max((sum(letters[c] for c in alphabet) for alphabet in _ALPHABETS), default=0)
    return (odd + letters.total() - known) / total if total else 0.0


def _is_odd_capital(char: str, before: str, after: str) -> bool:
    """Whether a capital stands in a word of small letters, or before the one that begins it."""
    return char.isupper() and (before.islower() or (after[:1].isupper() and after[1:].islower()))


def _stands_well(char: str, before: str, after: str) -> bool:
    """Whether a mark opens before a word, closes behind one, or is no quotation mark."""
    inside = before.isalpha() and after.isalpha()
    if char in _OPENING and not before.isalnum() and not after.isspace():
        return True
    if char in _CLOSING:
        return not before.isspace() and (char == "’" or not inside)
    return char in _DASHES or (char in _SIGNS and not inside)


@cache
def _isolated() -> list[str]:
    return [*_OTHERS, *_LATIN]


def _wide(sample: bytes) -> str | None:
    """The encoding of Chinese, Japanese or Korean in which the commonest characters are there."""
    shares: dict[str, float] = {}
    for encoding in _WIDE:
        try:
            text = sample.decode(encoding)
        except UnicodeDecodeError:
            continue
        high = [char for char in text if char > "\x7f"]
        shares[encoding] = sum(char in _USUAL for char in high) / len(high) if high else 0.0
    best = max(shares, key=lambda encoding: shares[encoding], default=None)
    return best if best and shares[best] >= _PLENTY else None


def _other(sample: bytes) -> str | None:
    """The encoding of another script, as charset-normalizer finds it."""
    from charset_normalizer import from_bytes  # only where it is needed: it takes a while to load

    matches = [m for m in from_bytes(sample, cp_isolation=_isolated()) if m.encoding in _OTHERS]
    good = [m for m in matches if m.chaos <= _MESS and (m.coherence or m.multi_byte_usage)]
    if not good:
        return None
    near = [m for m in good if m.chaos - good[0].chaos <= _NEAR]
    return min(near, key=lambda match: _odd_capitals(str(match))).encoding


def _odd_capitals(text: str) -> int:
    """Capitals inside words, of which a wrong encoding of Cyrillic makes many."""
    return len(_INNER_CAPITAL.findall(text))
