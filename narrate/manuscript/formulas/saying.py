"""The words of a formula: its alternative text, else the formula put into words."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import regex
from lxml import etree

from narrate.files.markup import local_name, text_of
from narrate.manuscript.formulas.latex import read_latex, written_formula
from narrate.manuscript.formulas.mathml import read_mathml
from narrate.manuscript.formulas.omml import read_omml
from narrate.readings.formulas import say_formula, word_of

_SOURCE = regex.compile(r"[\\^_{}$]|<[^<>]+>")
"""In alternative texts that are no words but the source of the formula"""
_WORD = regex.compile(r"\p{L}[\p{L}\p{M}'’]+")
_DOLLARS = regex.compile(r"\A\s*(?:\$\$?|\\[(\[])(.*?)(?:\$\$?|\\[)\]])\s*\Z", regex.S)
_STYLE = regex.compile(r"\\(?:display|text|script)style\b")
_BEGINNING = regex.compile(r"(?<![\\\w$])\$|(?<!\\)\\[(\[]")
_PIECE = regex.compile(r"\w+")
_TEX = ("application/x-tex", "tex", "latex", "application/x-latex", "text/x-tex")


@dataclass(frozen=True, slots=True)
class SaidFormula:
    """What stands in the canonical text for a formula."""

    text: str
    """Its words; where it is not understood, its own letters as they stand"""
    understood: bool


def unsaid(shown: str, said: SaidFormula) -> str:
    """What a formula shows that is not in its words: of `E=mc2`, said in words, `mc2`."""
    words = Counter(_PIECE.findall(said.text.casefold()))
    kept = []
    for piece in _PIECE.findall(shown):
        words[piece.casefold()] -= 1
        if words[piece.casefold()] < 0:
            kept.append(piece)
    return " ".join(kept)


def said_mathml(math: etree._Element, language: str) -> SaidFormula:
    """A `<math>` by its alternative text, else in words, else by the TeX that it came from."""
    given = [math.get("alttext") or "", math.get("aria-label") or "", *_annotations(math, "text")]
    if words := next(filter(is_wording, given), ""):
        return SaidFormula(" ".join(words.split()), understood=True)
    said = say_formula(read_mathml(math), language)
    sources = [*_annotations(math, "tex"), *given]
    said = said or next(filter(None, (_said_source(s, language) for s in sources)), None)
    return _either(said, _shown(math) or " ".join(given).strip())


def said_omml(math: etree._Element, language: str) -> SaidFormula:
    """A formula of a Word document in words."""
    return _either(say_formula(read_omml(math), language), text_of(math))


def said_latex(written: str, language: str) -> SaidFormula:
    """A formula in LaTeX, without the dollars around it, in words."""
    return _either(say_formula(read_latex(written), language), written)


def with_formulas_said(text: str, language: str) -> tuple[str, list[str]]:
    """A plain text with its LaTeX in words, and what of that is not in them.

    Only where some of it can be nothing else; what is not understood stays as it stands.
    """
    begins = [found.start() for found in _BEGINNING.finditer(text)]
    found = [(at, formula) for at in begins if (formula := written_formula(text, at))]
    if not any(formula.is_certain for _, formula in found):
        return text, []
    pieces: list[str] = []
    rest: list[str] = []
    end = 0
    for at, formula in found:
        said = said_latex(formula.written, language)
        if at >= end and said.understood:
            pieces += [text[end:at], said.text]
            rest.append(unsaid(formula.written, said))
            end = formula.end
    return "".join([*pieces, text[end:]]), list(filter(None, rest))


def said_alternative(alt: str, language: str) -> SaidFormula:
    """The alternative text of a formula's picture: words, or LaTeX."""
    if is_wording(alt):
        return SaidFormula(" ".join(alt.split()), understood=True)
    return _either(_said_source(alt, language), alt)


def is_wording(text: str) -> bool:
    """Whether an alternative text is words: `x squared`, and not `x^{2}` or `x=2`."""
    if not text.strip() or _SOURCE.search(text):
        return False
    words = _WORD.findall(text)
    return any(word_of("functions", word, "en") is None for word in words)


def _said_source(written: str, language: str) -> str | None:
    if not written.strip():
        return None
    if found := _DOLLARS.match(written):
        written = found[1]
    return say_formula(read_latex(_STYLE.sub("", written)), language)


def _annotations(math: etree._Element, kind: str) -> Iterable[str]:
    """Texts that stand beside the formula inside its element: its source, or words for it."""
    for element in math.iter():
        if local_name(element) == "annotation":
            encoding = (element.get("encoding") or "").lower()
            if (encoding in _TEX) == (kind == "tex") and (kind == "tex" or encoding == "text"):
                yield text_of(element)


def _shown(math: etree._Element) -> str:
    """The letters of a formula, without what annotates it."""
    kept = [
        (element.text or "").strip()
        for element in math.iter()
        if local_name(element) not in ("", "annotation")
    ]
    return " ".join(filter(None, kept))


def _either(said: str | None, shown: str) -> SaidFormula:
    if said is not None:
        return SaidFormula(said, understood=True)
    return SaidFormula(" ".join(shown.split()), understood=False)
