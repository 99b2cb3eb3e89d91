"""Web and e-mail addresses, file names, handles and hashtags, said as one would dictate them."""

from __future__ import annotations

import re

from narrate.readings.english.rewriting import in_turn, rewriting
from narrate.readings.english.words import cardinal, digits

_MARKS = {
    ".": "dot", "-": "dash", "_": "underscore", "&": "ampersand", "/": "slash", ":": "colon",
    "~": "tilde", "?": "question mark", "=": "equals", "+": "plus", "#": "hash",
    "%": "percent", "@": "at",
}  # fmt: skip
_DOMAINS = (
    "com|org|net|edu|gov|mil|int|info|biz|name|museum|aero|coop|app|dev|blog|shop|online|site|xyz"
    "|tv|uk|us|ca|au|nz|ie|de|fr|es|nl|be|ch|ru|cn|jp|kr|br|mx|ar|cl|se|dk|fi|pl|cz|hu|gr|tr|za"
    "|il|sg|hk|tw|th|vn|ph|my|eu|ai|io|co|fm|sm|lk|pk|ua|ro|pt"
)
"""Of domains that stand without `www.`; the two-letter ones that are English words are not here"""
_FILES = (
    "jpe?g|png|gif|bmp|svg|tiff?|pdf|docx?|xlsx?|pptx?|txt|rtf|odt|csv|json|xml|ya?ml|html?|css"
    "|php|exe|dll|zip|rar|tar|gz|mp3|mp4|avi|mov|wav|flac|epub|mobi|iso|py|js|java|cpp|bat|log"
)
_ADDRESS = (
    r"(?<![\w@])(?:"
    r"\w[\w.+&%-]{0,63}@[\w-]+(?:\.[\w-]+)*(?:/[\w./~-]*)?"
    r"|(?:https?|ftp|file)://[^\s<>\"“”]+"
    r"|www\.[\w-]+(?:\.[\w-]+)+(?:[/?#][^\s<>\"“”]*)?"
    rf"|(?<![.])(?:[A-Za-z0-9][\w-]*\.)+(?:{_DOMAINS})(?![\w-]|\.\w)(?:/[^\s<>\"“”]*)?"
    rf"|(?<![./])[\w-]*[A-Za-z0-9]\.(?:{_FILES})(?![\w-]|\.\w)"
    r"|(?<![.\w])\d{1,3}(?:\.\d{1,3}){3}(?![\w.]*\d)"
    r")"
)
_ALONE = r"^([a-z]{3,}\d*)\.([a-z]{3,})$"
_TRAILING = ".,;:!?)]}'’"
_PARTS = re.compile(r"[^\W\d_]+|\d+|.")
_SPELLED = re.compile(r"[bcdfghjklmnpqrstvwxz]{2,5}", re.IGNORECASE)
_HAS_ADDRESS = re.compile(rf"@|://|www\.|[\w-]\.(?:{_DOMAINS}|{_FILES})\b|\d\.\d+\.\d")
_NAMES = {"jpg": "jpeg", "htm": "html", "yml": "yaml"}


def _is_likely(text: str) -> bool:
    return "." in text[:-1] and bool(_HAS_ADDRESS.search(text))


def _address(match: re.Match[str]) -> str | None:
    written = match.group()
    address = written.rstrip(_TRAILING)
    if address.count("@") and not re.search(r"@\w", address):
        return None
    return dictated(address) + written[len(address) :]


def dictated(address: str) -> str:
    """Word by word and mark by mark: `a dot bc at gmail dot com`."""
    parts = _PARTS.findall(address)
    said = []
    for place, part in enumerate(parts):
        if part.isdecimal():
            said.append(_figures(part))
        elif part in _MARKS:
            said.append(_MARKS[part])
        else:
            last = place == len(parts) - 1 and place > 1 and parts[place - 1] == "."
            said.append(_word(part, country=last and len(part) == 2))
    return " ".join(said)


def _figures(part: str) -> str:
    return cardinal(int(part)) if re.fullmatch(r"[1-9]000", part) else digits(part)


def _word(part: str, *, country: bool) -> str:
    part = _NAMES.get(part, part)
    return part.upper() if country or _SPELLED.fullmatch(part) else part


def _handle(match: re.Match[str]) -> str:
    name = match["name"]
    said = cardinal(int(name)) if name.isdecimal() and len(name) < 4 else dictated(name)
    return f"{'at' if match['mark'] == '@' else 'hashtag'} {said}"


READING = in_turn(
    rewriting(_ADDRESS, _address, _is_likely),
    rewriting(_ALONE, lambda m: dictated(m.group()), lambda text: "." in text[:-1]),
    rewriting(
        r"(?<![\w&#@])(?:(?P<mark>@)(?=\w)|(?P<tag>#)(?=[A-Za-z]))(?P<name>\w+)",
        _handle,
        lambda text: "@" in text or "#" in text,
    ),
)
"""The rule `addresses`"""
