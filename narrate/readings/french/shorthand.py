"""French abbreviations: titles without a stop, saints, streets of an address."""

import re

from narrate.readings.continental.plain import INTEGER
from narrate.readings.continental.shorthand import shorthand
from narrate.readings.french.grammar import DATA, FRENCH

_shorthand = shorthand(FRENCH)
_BARE = re.compile(
    rf"(?<![\w.@’'-])(?P<title>{'|'.join(sorted(DATA['bare_titles'], key=len, reverse=True))})\.?"
    r"(?=(?: [(\[«“\"„]? ?)(?:[A-ZÀ-ÖØ-Þ][\w’'-]|d[eu’']|l[’']|la |le |V(?:ve|euve)))"
)
_MAYBE_TITLE = re.compile(r"[MDPVCGL][mlgretdnoa][elrtnp. ]")
_PLAIN_BARE = re.compile(r"(?<![\w.@’'-])(?P<title>Mmes?|Mlles?)\b\.?(?![\w’'])")
_SAINT = re.compile(
    r"(?<![\w.])(?P<s>[Ss]te?s?)(?:(?:\.|(?=-))(?P<gap>-| )(?=[A-ZÀ-ÖØ-Þ])"
    r"|(?P<bare> )(?=[A-ZÀ-ÖØ-Þ][\w’'-]*[a-zà-ÿ]))"
)
_SAINTS = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}
_STREETS: dict[str, str] = DATA["streets"]
_WAY = "|".join(sorted(_STREETS, key=len, reverse=True))
_OF = r"(?:(?:de la|du|des|de|le|la|les|au|aux) |(?:de )?[ld]['’])"
_NAME = r"(?:[A-ZÀ-ÖØ-Þ][\w’'-]*[a-zà-ÿ]|\d{1,2}[ -][A-Z])"
_AT_HOUSE = re.compile(
    rf"(?P<lead>(?<![\w.,])\d{{1,4}}(?: ?(?:bis|ter|quater|[A-D]))?,? )(?P<way>(?i:{_WAY}))"
    rf"(?:\. ?|(?<!\b[rR])(?<!\b[cC]h)(?<!\b[aA]ll)(?<!\b[iI]mp)(?<!\b[pP]ass) )(?={_OF}?{_NAME})"
)
_STREET = re.compile(
    r"(?<![\w.'-])(?P<lead>)"
    r"(?P<way>[aA]ve?|(?<!la )(?<![nsm][ea] )b(?:d|ld|lvd|oul)|B(?:d|ld|lvd|oul)|pl(?=\.))"
    r"(?:\. ?| )"
    rf"(?=(?:(?:de la|du|des|de) |(?:de )?[ld]['’])?{_NAME})"
)
"""Without a house: `av. la guerre` is avant, so no article by itself"""
_MAYBE_STREET = re.compile(r"\d[^.]{0,12} [a-zA-Z]{1,5}\.? |(?:[aA]ve?|[bB](?:d|ld|lvd|oul)|pl)\b")
_MIDDLE = re.compile(r"[a-zà-ÿ,] $")


def abbreviations(text: str) -> str:
    """`Mme`, `M.`, `St-Pierre`, `5, av. Foch`, `av. J.-C.`, `n° 5`."""
    if _ALONE.fullmatch(text) and text not in ("Me", "M", "M.", "Pr"):
        said = str(DATA["bare_titles"][text.rstrip(".")])
        return said[0].upper() + said[1:]
    if _MAYBE_STREET.search(text):
        text = _STREET.sub(_street, _AT_HOUSE.sub(_street, text))
    text = _shorthand(text)
    if _MAYBE_TITLE.search(text):
        text = _PLAIN_BARE.sub(_title, _BARE.sub(_title, text))
    return _SAINT.sub(_saint, text) if "St" in text or "st" in text else text


_ALONE = re.compile(rf"(?:{'|'.join(DATA['bare_titles'])}|M)\.?")


def _title(match: re.Match[str]) -> str:
    title = match["title"]
    if title == "Me" and not _MIDDLE.search(match.string, 0, match.start()):
        return match.group()  # `Me Jean a dit`: a pronoun opens the sentence
    said = str(DATA["bare_titles"][title])
    return said[0].upper() + said[1:]


def _saint(match: re.Match[str]) -> str:
    said = _SAINTS[match["s"].lower()]
    return (said.capitalize() if match["s"][0] == "S" else said) + (match["gap"] or " ")


def _street(match: re.Match[str]) -> str:
    way = match["way"]
    said = _STREETS[way.lower()]
    return f"{match['lead']}{said.capitalize() if way[0].isupper() else said} "


_AMOUNT = rf"(?P<amount>{INTEGER}(?:,\d{{1,2}})?)"
_LETTERED = frozenset(DATA["lettered"].split())
"""What has a number and a letter: `porte 12 F`"""
_DEGREES = re.compile(r"Fahrenheit|température|thermomètre|°")
_FRANCS = re.compile(
    rf"(?P<before>(?:\b[^\W\d_]+['’.]? |^|(?<=[(«:,;] )|(?<=[(«-]))){_AMOUNT}"
    r"(?: ?F(?![\w'’°/+-]|\.\w| [A-Z](?!\w))|(?: [fF]\.?)(?= ?\d\d(?![\w,.]\d|\w)))"
)


def francs(text: str) -> str:
    """`500 F`, `3 F 50`; no door (`porte 12 F`), no degrees Fahrenheit."""
    if ("F" not in text and " f" not in text) or _DEGREES.search(text):
        return text
    return _FRANCS.sub(_francs, text)


def _francs(match: re.Match[str]) -> str:
    amount, word = match["amount"], match["before"].strip(" .'’")
    glued = len(amount) == 1 and match.group().endswith(f"{amount}F")
    named = word.istitle() and match.start() > 0 and len(amount) < 3  # `une Renault 4 F`
    if glued or named or word.lower() in _LETTERED:
        return match.group()
    return f"{match['before']}{amount} FF"
