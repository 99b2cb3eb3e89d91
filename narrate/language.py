"""Languages by their tags (BCP 47: `en`, `en-GB`, `pa-Arab`), however a manuscript writes them.

`auto` is the settings' word for a language that an engine is to find out; it is nobody's tag.
"""

import re
from collections.abc import Mapping
from typing import Final

_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")

_RIGHT_TO_LEFT: Final = frozenset(
    ["ar", "arc", "ckb", "dv", "fa", "he", "ks", "nqo", "ps", "sd", "syr", "ug", "ur", "yi"]
)
"""Languages whose usual script runs from right to left (Unicode CLDR, likely subtags)"""
_SCRIPTS_RIGHT_TO_LEFT: Final = frozenset(
    ["adlm", "arab", "aran", "hebr", "mand", "nkoo", "rohg", "samr", "syrc", "thaa"]
)

_CODES = (
    "ar=ara bg=bul bn=ben ca=cat cs=ces cy=cym da=dan de=deu el=ell en=eng es=spa et=est eu=eus"
    " fa=fas fi=fin fr=fra ga=gle gl=glg gu=guj he=heb hi=hin hr=hrv hu=hun hy=hye id=ind is=isl"
    " it=ita ja=jpn ka=kat kk=kaz kn=kan ko=kor la=lat lt=lit lv=lav ml=mal mr=mar ms=msa nb=nob"
    " ne=nep nl=nld nn=nno no=nor or=ori pa=pan pl=pol pt=por ro=ron ru=rus sk=slk sl=slv sq=sqi"
    " sr=srp sv=swe sw=swa ta=tam te=tel th=tha tr=tur uk=ukr ur=urd vi=vie zh=zho"
)
_THREE_LETTERS: Final[Mapping[str, str]] = dict(pair.split("=") for pair in _CODES.split())
"""ISO 639-1 to 639-2/T: ID3's TLAN and MP4 want three letters"""

_NAMES = (
    "af=Afrikaans ar=Arabic bg=Bulgarian bn=Bengali ca=Catalan cs=Czech cy=Welsh da=Danish"
    " de=German el=Greek en=English eo=Esperanto es=Spanish et=Estonian fa=Persian"
    " fi=Finnish fr=French gu=Gujarati he=Hebrew hi=Hindi hr=Croatian hu=Hungarian"
    " hy=Armenian id=Indonesian it=Italian ja=Japanese ka=Georgian kn=Kannada ko=Korean"
    " la=Latin lt=Lithuanian lv=Latvian ml=Malayalam mr=Marathi nl=Dutch no=Norwegian"
    " pa=Punjabi pl=Polish pt=Portuguese ro=Romanian ru=Russian sa=Sanskrit sk=Slovak"
    " sl=Slovenian sr=Serbian sv=Swedish sw=Swahili ta=Tamil te=Telugu th=Thai tr=Turkish"
    " uk=Ukrainian ur=Urdu vi=Vietnamese zh=Chinese"
)
NAMES: Final[Mapping[str, str]] = dict(pair.split("=") for pair in _NAMES.split())
"""Their English names by primary tag"""


def named(language: str) -> str:
    """A language for people: `French (fr)`; the tag alone where its name is not known."""
    name = NAMES.get(primary(language))
    return f"{name} ({language})" if name else language


def tag_of(language: str) -> str:
    """The tag with hyphens (`en_GB` is `en-GB`); empty for `auto` and what is no tag."""
    tag = language.strip().replace("_", "-")
    return tag if _TAG.fullmatch(tag) else ""


def primary(language: str) -> str:
    """`en` of `en-GB`, in lower case; `auto` stays."""
    return language.strip().replace("_", "-").partition("-")[0].lower()


def is_right_to_left(language: str) -> bool:
    """Whether it is written from right to left: by its script where the tag names one.

    Kashmiri is (`ks`), in Devanagari it is not (`ks-Deva`); Punjabi is not, `pa-Arab` is.
    """
    name, *more = language.strip().replace("_", "-").lower().split("-")
    scripts = [part for part in more if len(part) == 4 and part.isalpha()]
    if scripts:
        return scripts[0] in _SCRIPTS_RIGHT_TO_LEFT
    return name in _RIGHT_TO_LEFT


def three_letters(language: str) -> str:
    """ISO 639-2/T for a tag (`eng` for `en-GB`), as ID3 and MP4 want it; empty for `auto`."""
    name = primary(language)
    return "" if name == "auto" else _THREE_LETTERS.get(name, name)
