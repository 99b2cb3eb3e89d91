"""What Hindi shortens: titles before names, eras, units without a figure, roman numerals."""

from __future__ import annotations

import regex

from narrate.numerals import roman_value
from narrate.readings import indian
from narrate.readings.hindi.numbers import cardinal, english_ordinal, ordinal

_BEFORE_NAME = {
    "डॉ": "डॉक्टर",
    "डा": "डॉक्टर",
    "प्रो": "प्रोफ़ेसर",
    "पं": "पंडित",
    "कु": "कुमारी",
    "इं": "इंजीनियर",
    "इंजी": "इंजीनियर",
    "स्व": "स्वर्गीय",
    "मो": "मोहम्मद",
    "मि": "मिस्टर",
    "ले": "लेफ्टिनेंट",
}
"""Only with their stop and before a name"""
_ANYWHERE = {
    "ई.पू.": "ईसा पूर्व",
    "वि.सं.": "विक्रम संवत",
    "कि.मी.": "किलोमीटर",
    "कि.ग्रा.": "किलोग्राम",
    "से.मी.": "सेंटीमीटर",
    "मि.मी.": "मिलीमीटर",
    "मि.ग्रा.": "मिलीग्राम",
    "मि.ली.": "मिलीलीटर",
}
"""Also with a space inside, and with the sign ॰ for the stop"""
_BEFORE_FIGURE = {"पृ": "पृष्ठ", "क्र": "क्रमांक", "नं": "नंबर"}
_TITLE = regex.compile(
    rf"(?<![\p{{L}}\p{{M}}.])(?P<short>{'|'.join(sorted(_BEFORE_NAME, key=len, reverse=True))})"
    r"[.॰]\s?(?=\p{Lo})(?:(?<=(?:डॉ|डा|प्रो|पं|इंजी)[.॰]\s?)|(?!\p{Lo}\p{M}*[.॰]))"
    r"(?:(?<!ले[.॰]\s?)|(?<=(?:^|[।“\"(,]\s?)ले[.॰]\s?)(?!(?:वह|वे|यह|ये|मैं|तू|अब|और)(?![\p{L}\p{M}]))|(?=कर्नल|जनरल))"
)
"""Before initials the shortest may be one too: मो. क. गांधी; ले is a verb as well"""
_SHORT = regex.compile(
    rf"(?<![\p{{L}}\p{{M}}.])(?:{'|'.join(w.replace('.', '[.॰] ?')[:-2] for w in _ANYWHERE)})"
    r"(?=(?P<more>\s*[^\s.])|)"
)
_NUMBERED = regex.compile(
    rf"(?<![\p{{L}}\p{{M}}.])(?P<short>{'|'.join(_BEFORE_FIGURE)})(?:\.|॰)\s?(?=\d)"
)
_CE = regex.compile(r"(?<=\d\s?)ई(?:\.|॰)(?!\s?पू)")

_DIVISIONS = "अध्याय|भाग|खंड|खण्ड|अंक|सर्ग|पर्व|कांड|काण्ड|परिच्छेद|प्रकरण|दृश्य|चरण|कक्षा|टाइप|हेनरी|चैप्टर|पार्ट"
_ROMAN = regex.compile(
    rf"(?<![\p{{L}}\p{{M}}])(?P<word>{_DIVISIONS})\s(?P<roman>[IVXL]+){indian.LAST}"
)
_KINGS = (
    "लुई|जॉर्ज|हेनरी|एलिज़ाबेथ|एलिजाबेथ|चार्ल्स|विलियम|एडवर्ड|फिलिप|फ़िलिप|पीटर|निकोलस|रामसेस|नेपोलियन|"
    "जेम्स|कैथरीन|फ्रेडरिक|फ़्रेडरिक|अलेक्ज़ेंडर|अलेक्जेंडर|पॉल|बेनेडिक्ट"
)
_KING = regex.compile(rf"(?<![\p{{L}}\p{{M}}])(?P<word>{_KINGS})\s(?P<roman>[IVX]+){indian.LAST}")
_REGNAL = "प्रथम द्वितीय तृतीय चतुर्थ पंचम षष्ठ सप्तम अष्टम नवम दशम"

_SUFFIXES = "ला|ली|ले|रा|री|रे|था|थी|थे|ठा|ठी|ठे|वाँ|वां|वीं|वें|वा|वी|वे"
_ORDINAL = regex.compile(
    rf"{indian.BEGIN}(?P<value>{indian.WHOLE})(?:-?(?P<ending>{_SUFFIXES})|\s(?P<ending>वाँ|वां|वीं|वें))"
    + indian.LAST
)
"""Behind a space the others are words of their own: 4 थे, there were four"""
_ENGLISH = regex.compile(rf"{indian.BEGIN}(?P<value>\d{{1,2}})(?:st|nd|rd|th){indian.LAST}")


def read_abbreviations(text: str) -> str:
    """`डॉ. वर्मा` as डॉक्टर वर्मा, `पृ. 25` as पृष्ठ 25; other short forms stay."""
    if "." not in text and "॰" not in text:
        return text
    text = indian.replaced(_SHORT, _in_full)(text)
    text = indian.replaced(_NUMBERED, lambda found: f"{_BEFORE_FIGURE[found['short']]} ")(text)
    text = _CE.sub("ईसवी", text)
    return indian.replaced(_TITLE, lambda found: f"{_BEFORE_NAME[found['short']]} ")(text)


def _in_full(found: regex.Match[str]) -> str:
    words = _ANYWHERE[found.group().replace("॰", ".").replace(" ", "")]
    return words if found["more"] else f"{words}."


def read_ordinals(text: str) -> str:
    """`2रा`, `5वीं`, `1st`; an ending that does not belong to its number stays."""
    text = indian.replaced(
        _ORDINAL, lambda found: ordinal(indian.value_of(found["value"]), found["ending"])
    )(text)
    return indian.replaced(_ENGLISH, lambda found: english_ordinal(int(found["value"])))(text)


def read_roman(text: str) -> str:
    """`अध्याय IV` as अध्याय चार, `हेनरी VIII` as हेनरी अष्टम; no other capitals."""
    return indian.replaced(_ROMAN, _division)(indian.replaced(_KING, _king)(text))


def _division(found: regex.Match[str]) -> str | None:
    value = roman_value(found["roman"])
    return f"{found['word']} {cardinal(value)}" if value else None


def _king(found: regex.Match[str]) -> str | None:
    value = roman_value(found["roman"])
    if not value:
        return None
    said = _REGNAL.split()[value - 1] if value <= 10 else ordinal(value, "वें")
    return f"{found['word']} {said}"
