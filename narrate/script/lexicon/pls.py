"""W3C Pronunciation Lexicon Specification 1.0: the parts of it that a book can use.

Of several pronunciations of a lexeme the preferred one counts, else the first, as the
recommendation has it; where that is phonemes, the first alias serves engines without them. Of
two lexemes with the same grapheme the first counts. Roles are not looked at: narrate does not
tell a noun from a verb. X-SAMPA, IPA in the characters of a keyboard, is read by the table of
J. C. Wells (1995).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from narrate.script.lexicon.entries import Fault, Faults, LexiconEntry, LexiconFile, entries_of
from narrate.settings.lexicon import read_words
from narrate.settings.rules import WrongError
from narrate.settings.words import one_line, path_shown

_TABLE: Mapping[str, str] = {
    "r\\`": "ɻ", "t`": "ʈ", "d`": "ɖ", "n`": "ɳ", "s`": "ʂ", "z`": "ʐ", "l`": "ɭ", "r`": "ɽ",
    "@`": "ɚ", "3`": "ɝ", "p\\": "ɸ", "j\\": "ʝ", "r\\": "ɹ", "R\\": "ʀ", "L\\": "ʟ", "K\\": "ɮ",
    "X\\": "ħ", "?\\": "ʕ", "M\\": "ɰ", "G\\": "ɢ", "N\\": "ɴ", "B\\": "ʙ", "J\\": "ɟ",
    "h\\": "ɦ", "s\\": "ɕ", "z\\": "ʑ", "x\\": "ɧ", "l\\": "ɺ", "v\\": "ʋ", "3\\": "ɞ",
    "@\\": "ɘ", "I\\": "ᵻ", "U\\": "ᵿ", ":\\": "ˑ", "B": "β", "T": "θ", "D": "ð", "S": "ʃ",
    "Z": "ʒ", "C": "ç", "N": "ŋ", "J": "ɲ", "F": "ɱ", "R": "ʁ", "4": "ɾ", "5": "ɫ", "L": "ʎ",
    "K": "ɬ", "G": "ɣ", "X": "χ", "?": "ʔ", "H": "ɥ", "W": "ʍ", "P": "ʋ", "g": "ɡ", "1": "ɨ",
    "2": "ø", "3": "ɜ", "6": "ɐ", "7": "ɤ", "8": "ɵ", "9": "œ", "&": "ɶ", "@": "ə", "{": "æ",
    "}": "ʉ", "A": "ɑ", "E": "ɛ", "I": "ɪ", "M": "ɯ", "O": "ɔ", "Q": "ɒ", "U": "ʊ", "V": "ʌ",
    "Y": "ʏ", '"': "ˈ", "%": "ˌ", ":": "ː", ".": ".", "-": "", "_~": "\u0303", "~": "\u0303",
    "_=": "\u0329", "=": "\u0329", "_h": "ʰ", "_j": "ʲ", "'": "ʲ", "_w": "ʷ", "_^": "\u032f",
    "_0": "\u0325", "_v": "\u032c", "_d": "\u032a", "_}": "\u031a", "_e": "\u0334", "_G": "ˠ",
    "_-": "\u0320", "_+": "\u031f", "_r": "\u031d", "_o": "\u031e", "_": "\u0361", "`": "˞",
    " ": " ",
}  # fmt: skip
_SAME = frozenset("abcdefhijklmnopqrstuvwxyz")
_SYMBOL = re.compile("|".join(sorted(map(re.escape, _TABLE), key=len, reverse=True)) + "|.", re.S)


def to_ipa(xsampa: str) -> str:
    """The same sounds in IPA; raises ValueError with the symbol that is none of X-SAMPA."""
    return "".join(map(_ipa, _SYMBOL.findall(" ".join(xsampa.split()))))


def _ipa(symbol: str) -> str:
    if symbol in _TABLE:
        return _TABLE[symbol]
    if symbol in _SAME:
        return symbol
    raise ValueError(symbol)


_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_ALPHABETS = ("ipa", "x-sampa")


def read_pls(data: bytes, name: str) -> LexiconFile:
    """The entries of a lexicon; raises Faults."""
    root = _parsed(data)
    if _tag(root) != "lexicon":
        raise Faults(
            [
                (
                    root.sourceline,
                    f"<{one_line(_tag(root))}> is not a PLS lexicon, which begins with <lexicon>",
                )
            ]
        )
    reader = _Reader(name)
    for lexeme in root.iterchildren("{*}lexeme"):
        reader.read(lexeme)
    if reader.faults:
        raise Faults(reader.faults)
    return LexiconFile(tuple(reader.entries.values()), tuple(reader.notes()))


def _parsed(data: bytes) -> Any:
    """The root element; entities are not resolved, nothing is fetched."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True,
        remove_pis=True, huge_tree=False,
    )  # fmt: skip
    try:
        root = etree.fromstring(data.lstrip(), parser)
    except etree.XMLSyntaxError as error:
        raise Faults(
            [(error.lineno or 1, f"this is not XML: {one_line(error.msg or '')}")]
        ) from None
    declared: Any = root.getroottree().docinfo.internalDTD
    if declared is not None and any(True for _ in declared.iterentities()):
        raise Faults([(1, "declares entities, which a lexicon has no need of; remove them")])
    return root


@dataclass(slots=True)
class _Reader:
    """Reads lexemes, noting faults as it goes."""

    name: str
    entries: dict[tuple[str, str], LexiconEntry] = field(default_factory=dict)
    """By grapheme and language"""
    faults: list[Fault] = field(default_factory=list)
    roles: int = 0

    def read(self, lexeme: Any) -> None:
        """Every grapheme of a lexeme with its pronunciation."""
        self.roles += lexeme.get("role") is not None
        how = self._how(lexeme)
        graphemes = [each for each in lexeme.iterchildren("{*}grapheme") if _text(each)]
        if not graphemes:
            self.faults.append((lexeme.sourceline, "a lexeme without a grapheme"))
        if not how:
            return
        for grapheme in graphemes:
            try:
                words = read_words({_text(grapheme): how})
            except WrongError as error:
                self._refuse(grapheme, error)
                continue
            for entry in entries_of(words, f"{self.name}:{grapheme.sourceline}"):
                self.entries.setdefault((entry.word, str(how.get("language"))), entry)

    def notes(self) -> Iterator[str]:
        """Ignored features of the file."""
        if self.roles:
            yield f"{self.name}: role is not looked at; the first lexeme of a grapheme counts"

    def _how(self, lexeme: Any) -> dict[str, object]:
        """The fields of an entry; none where the lexeme has no pronunciation."""
        ways = [way for way in lexeme.iterchildren("{*}phoneme", "{*}alias") if _text(way)]
        if not ways:
            return {}
        chosen = next((way for way in ways if way.get("prefer") == "true"), ways[0])
        how = self._said(chosen, [way for way in ways if _tag(way) == "alias"])
        language = _inherited(lexeme, _LANG)
        return how | ({"language": language} if how and language else {})

    def _said(self, chosen: Any, aliases: Sequence[Any]) -> dict[str, object]:
        if _tag(chosen) == "alias":
            return {"say": _text(chosen)}
        phonemes = self._ipa(chosen)
        if phonemes is None:
            return {}
        how: dict[str, object] = {"phonemes": phonemes}
        return how | ({"say": _text(aliases[0])} if aliases else {})

    def _ipa(self, phoneme: Any) -> str | None:
        alphabet = (_inherited(phoneme, "alphabet") or "ipa").lower()
        if alphabet not in _ALPHABETS:
            text = f"the phonemes are in {one_line(alphabet)}; ipa and x-sampa can be read"
            self.faults.append((phoneme.sourceline, text))
            return None
        if alphabet == "ipa":
            return _text(phoneme)
        try:
            return to_ipa(_text(phoneme))
        except ValueError as error:
            text = f"{one_line(str(error))} is not a symbol of X-SAMPA ({one_line(_text(phoneme))})"
            self.faults.append((phoneme.sourceline, text))
            return None

    def _refuse(self, grapheme: Any, error: WrongError) -> None:
        for path, why in error.faults:
            keys = path_shown(part for part in path if isinstance(part, str))
            self.faults.append((grapheme.sourceline, f"{keys}: {why}"))


def _inherited(element: Any, name: str) -> str | None:
    """An attribute of the element, or of the nearest one above that has it."""
    while element is not None:
        if element.get(name):
            return str(element.get(name))
        element = element.getparent()
    return None


def _tag(element: Any) -> str:
    return str(etree.QName(element).localname)


def _text(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())
