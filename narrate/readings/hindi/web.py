"""Web and e-mail addresses, paths and file names in Hindi: known words whole, others by letter."""

from __future__ import annotations

import regex

from narrate.readings import indian
from narrate.readings.hindi.numbers import DIGITS

_NAMES = "ए बी सी डी ई एफ जी एच आई जे के एल एम एन ओ पी क्यू आर एस टी यू वी डब्ल्यू एक्स वाई ज़ेड"
LETTERS = dict(zip("abcdefghijklmnopqrstuvwxyz", _NAMES.split(), strict=True))
"""How Hindi calls the Latin letters"""
_SIGNS = {
    ".": "डॉट",
    "@": "एट",
    "/": "फॉरवर्ड स्लैश",
    "\\": "बैकवर्ड स्लैश",
    ":": "कोलन",
    "-": "हाइफ़न",
    "_": "अंडरस्कोर",
    "#": "हैश",
    "?": "क्वेश्चन मार्क",
    "=": "इक्वल टू",
    "&": "एंड",
    "~": "टिल्ड",
    "+": "प्लस",
    "%": "परसेंट",
}
_LIST = (
    "about अबाउट, address एड्रेस, admin एडमिन, amazon अमेज़न, apache अपाची, apple एप्पल, "
    "bank बैंक, black ब्लैक, blog ब्लॉग, blue ब्लू, book बुक, books बुक्स, budget बजट, "
    "cloud क्लाउड, co को, college कॉलेज, com कॉम, config कॉन्फिग, contact कॉन्टैक्ट, "
    "data डेटा, desktop डेस्कटॉप, digital डिजिटल, documents डॉक्यूमेंट्स, downloads डाउनलोड्स, "
    "drive ड्राइव, express एक्सप्रेस, facebook फेसबुक, file फाइल, files फाइल्स, "
    "flipkart फ्लिपकार्ट, food फूड, games गेम्स, github गिटहब, gmail जीमेल, google गूगल, "
    "green ग्रीन, health हेल्थ, help हेल्प, home होम, hotmail हॉटमेल, image इमेज, "
    "images इमेजेज़, in इन, index इंडेक्स, india इंडिया, info इन्फो, instagram इंस्टाग्राम, "
    "job जॉब, jobs जॉब्स, library लाइब्रेरी, linkedin लिंक्डइन, live लाइव, local लोकल, "
    "log लॉग, login लॉगिन, mail मेल, main मेन, media मीडिया, microsoft माइक्रोसॉफ्ट, "
    "mobile मोबाइल, music म्यूज़िक, net नेट, netflix नेटफ्लिक्स, news न्यूज़, notes नोट्स, "
    "office ऑफिस, online ऑनलाइन, org ऑर्ग, outlook आउटलुक, page पेज, password पासवर्ड, "
    "photo फोटो, photos फोटोज़, pictures पिक्चर्स, post पोस्ट, program प्रोग्राम, "
    "public पब्लिक, red रेड, reddit रेडिट, rediffmail रेडिफमेल, report रिपोर्ट, "
    "resume रिज़्यूमे, sales सेल्स, school स्कूल, search सर्च, server सर्वर, service सर्विस, "
    "services सर्विसेज़, shop शॉप, software सॉफ्टवेयर, store स्टोर, support सपोर्ट, "
    "system सिस्टम, telegram टेलीग्राम, temp टेम्प, test टेस्ट, times टाइम्स, today टुडे, "
    "travel ट्रैवल, twitter ट्विटर, university यूनिवर्सिटी, user यूज़र, users यूज़र्स, "
    "video वीडियो, videos वीडियोज़, web वेब, whatsapp व्हाट्सएप, white व्हाइट, "
    "wikipedia विकिपीडिया, windows विंडोज़, world वर्ल्ड, yahoo याहू, youtube यूट्यूब, "
    "zoom ज़ूम"
)
_KNOWN = dict(pair.split() for pair in _LIST.split(", "))
"""Words of addresses that are said as words"""
_WORD = r"[A-Za-z0-9०-९]+(?:[_-][A-Za-z0-9०-९]+)*"
_HOST = rf"(?:{_WORD}\.){{1,12}}[A-Za-z]{{2,6}}"
_ENDINGS = "com|org|net|in|info|co|edu|gov|io|uk|us|au|ca|biz|tv|me|np|pk|bd|lk"
_FILES = "csv|pdf|docx?|txt|jpe?g|png|gif|mp[34]|html?|zip|exe|xlsx?|xml|json|py|wav|epub|pptx?"
_ADDRESS = regex.compile(
    r"(?<![\p{L}\p{M}\p{N}@./\\])(?:"
    rf"https?://{_HOST}(?::\d+)?(?:/[\w.~%?&=#/+-]*+)?(?<![.,?])"
    rf"|(?:[A-Za-z0-9]+[._+-]){{0,12}}[A-Za-z0-9]+@{_HOST}"
    rf"|(?:{_WORD}\.){{1,12}}(?:{_ENDINGS})(?:/[\w.~%?&=#/+-]*+(?<![.,?])|(?![\p{{L}}\p{{M}}\p{{N}}@]))"
    r"|(?:(?i:ip)(?: address)? )?\d{1,3}(?:\.\d{1,3}){3}(?!\.?\d)"
    rf"|[A-Z]:\\(?:[\w .-]+\\)*[\w.-]*"
    r"|/[A-Za-z][\w.-]*(?:/[\w.-]+)*/?"
    rf"|{_WORD}\.(?:{_FILES})(?![\p{{L}}\p{{M}}\p{{N}}@.-]\p{{L}}|\p{{L}})"
    r"|[#@][A-Za-z][A-Za-z0-9_]+)"
)
_TOKEN = regex.compile(r"[A-Za-z]+|\d|\S")
_LATIN = regex.compile(r"[A-Za-z0-9०-९]")


def read_addresses(text: str) -> str:
    """`sneha@live.com` as एस एन ई एच ए एट लाइव डॉट कॉम."""
    if not any(mark in text for mark in "./@#\\") or not _LATIN.search(text):
        return text
    return indian.replaced(_ADDRESS, lambda found: spelled_out(found.group()))(text)


def spelled_out(address: str) -> str:
    """Every letter, digit and sign of an address, known words whole."""
    return " ".join(_said(token) for token in _TOKEN.findall(address))


def _said(token: str) -> str:
    if token.isdecimal():
        return DIGITS[int(token)]
    word = token.lower()
    if word in _KNOWN:
        return _KNOWN[word]
    if word.isascii() and word.isalpha():
        return " ".join(LETTERS[letter] for letter in word)
    return _SIGNS.get(token, token)
