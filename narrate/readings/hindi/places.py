"""Postal addresses in Hindi: the figures of a house, a flat or a PIN code, digit by digit."""

from __future__ import annotations

import regex

from narrate.readings import indian
from narrate.readings.hindi.numbers import english_ordinal, spelled

_WORDS = (
    "स्ट्रीट|रोड|पार्कवे|एवेन्यू|अपार्टमेंट|अपार्टमेंट्स|फ्लैट|फ़्लैट|फ्लोर|फ़्लोर|सेक्टर|मकान|प्लॉट|ब्लॉक|बूथ|कॉलोनी|कालोनी|"
    "मार्ग|गली|नगर|विहार|एन्क्लेव|एनक्लेव|कॉम्प्लेक्स|लेन|ड्राइव|बुलेवार्ड|मोहल्ला|मुहल्ला|टावर|टॉवर|हाईवे|हाउस|भवन|"
    "चौक|बाज़ार|बाजार|क्रॉस|फेज़|फेज|इंडस्ट्रियल एरिया|पोस्ट ऑफिस|डाकघर"
)
_STATES = (
    "आंध्र प्रदेश|अरुणाचल प्रदेश|असम|बिहार|छत्तीसगढ़|गोवा|गुजरात|हरियाणा|हिमाचल प्रदेश|झारखंड|झारखण्ड|कर्नाटक|केरल|"
    "मध्य प्रदेश|महाराष्ट्र|मणिपुर|मेघालय|मिज़ोरम|मिजोरम|नागालैंड|ओडिशा|उड़ीसा|पंजाब|"
    "राजस्थान|सिक्किम|तमिलनाडु|तेलंगाना|त्रिपुरा|उत्तर प्रदेश|उत्तराखंड|उत्तराखण्ड|पश्चिम बंगाल|"
    "जम्मू और कश्मीर|जम्मू|लद्दाख|दिल्ली|नई दिल्ली|चंडीगढ़|पुडुचेरी|अंडमान और निकोबार द्वीपसमूह|लक्षद्वीप"
)
_CITIES = (
    "मुंबई|मुम्बई|कोलकाता|चेन्नई|बेंगलुरु|बैंगलोर|बेंगलूर|हैदराबाद|अहमदाबाद|पुणे|सूरत|जयपुर|लखनऊ|कानपुर|नागपुर|इंदौर|भोपाल|पटना|"
    "वडोदरा|गाज़ियाबाद|गाजियाबाद|लुधियाना|आगरा|नासिक|फरीदाबाद|फ़रीदाबाद|मेरठ|राजकोट|वाराणसी|श्रीनगर|औरंगाबाद|धनबाद|अमृतसर|"
    "इलाहाबाद|प्रयागराज|रांची|राँची|हावड़ा|जबलपुर|ग्वालियर|कोयंबटूर|विजयवाड़ा|जोधपुर|मदुरै|रायपुर|कोटा|गुवाहाटी|सोलापुर|"
    "बरेली|मैसूर|मैसूरु|गुरुग्राम|गुड़गांव|नोएडा|अलीगढ़|जालंधर|भुवनेश्वर|देहरादून|गोरखपुर|अमरावती|बीकानेर|उदयपुर|अजमेर|"
    "शिमला|जमशेदपुर|कोच्चि|तिरुवनंतपुरम|विशाखापत्तनम|ईटानगर|इंफाल|शिलांग|आइजोल|कोहिमा|गंगटोक|अगरतला|पणजी|गांधीनगर|दिसपुर|कटक|उज्जैन"
)
_HAS_WORD = regex.compile(rf"(?<![\p{{L}}\p{{M}}])(?:{_WORDS}){indian.LAST}")
_SENTENCE = regex.compile(
    r"[।?!“”\"]|^\d+[.):]\s|(?<![\p{L}\p{M}])"
    r"(?:है|हैं|हूँ|हूं|हो|था|थी|थे|थीं|गया|गई|गयी|गए|गये|"
    r"रहा|रही|रहे|होगा|होगी|होंगे|करता|करती|करते|"
    r"किया|दिया|लिया|आया|चला|चली|चले|जाना|मिला|मिली|मिले|ने|को|से|में|पर|वह|वे|यह|मैं|हम|तुम|उस|इस|तो|कि|और|एक|के|की|का|भी|ही|या|कुछ|सब|"
    r"अध्याय|भाग|खंड|खण्ड|परिच्छेद|प्रकरण|सर्ग|दृश्य|अंक)"
    r"(?![\p{L}\p{M}])"
)
_COUNTED = regex.compile(rf"\d\s(?:मकान|फ्लैट|फ़्लैट|गली|भवन|टावर|टॉवर|प्लॉट|ब्लॉक|बूथ|बाज़ार){indian.LAST}")
"""In an address these come before their number: मकान 25, but 25 मकान"""
_PIN = regex.compile(
    rf"(?P<place>(?<![\p{{L}}\p{{M}}])(?:{_STATES}|{_CITIES})\s?[-–,]?\s?)"
    rf"(?P<code>[1-9१-९]\d{{2}}\s?\d{{3}}){indian.END}"
)
_ENGLISH = regex.compile(rf"{indian.BEGIN}(?P<value>\d{{1,3}})(?:st|nd|rd|th){indian.LAST}")
_YEARS = regex.compile(r"(?<!\d)(?:1[5-9]\d\d|20\d\d|१[५-९]\d\d|२०\d\d)(?!\d)")
_PAIR = regex.compile(rf"{indian.BEGIN}\d+(?:[/-]\d+)+{indian.END}")
_FIGURES = regex.compile(rf"{indian.BEGIN}\d+{indian.END}")
_JOINT = regex.compile(r"(?<=[\p{M}\p{L}])-(?=\p{L})|(?<=[\p{M}\p{L}])\s[-–]\s(?=\p{L})")
_SIGNS = {"/": "बटा", "-": "हाइफ़न"}
_LONGEST = 120
"""Characters of the longest line that can be an address"""


def read_places(text: str) -> str:
    """PIN codes behind a town; a line that is an address and no sentence, digit by digit."""
    is_address = _is_address(text)
    text = indian.replaced(_PIN, lambda found: found["place"] + spelled(found["code"]))(text)
    if not is_address:
        return text
    text = indian.replaced(_ENGLISH, lambda found: english_ordinal(int(found["value"])))(text)
    text = indian.replaced(_PAIR, lambda found: _with_signs(found.group()))(text)
    text = indian.replaced(_FIGURES, lambda found: spelled(found.group()))(text)
    return _JOINT.sub(" हाइफ़न ", text)


def _is_address(text: str) -> bool:
    """Whether a line has the words of an address, none of a sentence, and a figure.

    A year is no figure of a house (`चाँदनी चौक, 1857`), and what is counted none either.
    """
    if len(text) > _LONGEST or not _HAS_WORD.search(text):
        return False
    if _SENTENCE.search(text) or _COUNTED.search(text):
        return False
    return indian.FIGURE.search(_YEARS.sub("", text)) is not None


def _with_signs(figures: str) -> str:
    parts = regex.split(r"([/-])", figures)
    return " ".join(_SIGNS.get(part) or spelled(part) for part in parts)
