"""Powers, fractions, indices and note markers as every format writes them, up to what is said."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from narrate.book import Book
from narrate.manuscript.open import open_manuscript
from narrate.script import to_spoken
from tests.manuscript.documents.making import Docx, Odt, fiction_book, par
from tests.manuscript.making import Epub, prose

_TAIL = prose(80)


def _docx(markup: str) -> str:
    """`<sup>`, `<sub>` and plain text as runs of a Word document."""
    align = {"sup": "superscript", "sub": "subscript", "": ""}
    runs = []
    for name, raised, plain in re.findall(r"<(su[pb])>(.*?)</su[pb]>|([^<]+)", markup):
        given = f'<w:vertAlign w:val="{align[name]}"/>' if name else ""
        runs.append(
            f'<w:r><w:rPr>{given}</w:rPr><w:t xml:space="preserve">{raised or plain}</w:t></w:r>'
        )
    return "".join(runs)


def _write(folder: Path, kind: str, markup: str, lang: str) -> Path:
    path = folder / f"book.{kind}"
    match kind:
        case "epub":
            body = f"<h1>One</h1><p>{markup}</p><p>{_TAIL}</p>"
            return Epub({"a.xhtml": body}, metadata=f"<dc:language>{lang}</dc:language>").write(
                path
            )
        case "html":
            path.write_text(
                f'<html lang="{lang}"><body><h1>One</h1><p>{markup}</p><p>{_TAIL}</p></body></html>'
            )
        case "txt":
            path.write_text(f"CHAPTER 1\n\n{prose(40, 3)}\n\n{markup}\n\n{_TAIL}\n")
        case "md":
            path.write_text(f"---\nlang: {lang}\n---\n\n# One\n\n{markup}\n\n{_TAIL}\n")
        case "docx":
            body = par("One", "Heading1") + par("", runs=_docx(markup)) + par(_TAIL)
            return Docx(body, core=f"<dc:language>{lang}</dc:language>").write(path)
        case "odt":
            spans = re.sub(
                r"<(su[pb])>(.*?)</su[pb]>",
                r'<text:span text:style-name="\1">\2</text:span>',
                markup,
            )
            automatic = "".join(
                f'<style:style style:family="text" style:name="{name}"><style:text-properties '
                f'style:text-position="{name}er 58%"/></style:style>'.replace("suber", "sub")
                for name in ("sup", "sub")
            )
            body = f'<text:h text:outline-level="1">One</text:h><text:p>{spans}</text:p>'
            meta = f"<dc:language>{lang}</dc:language>"
            return Odt(f"{body}<text:p>{_TAIL}</text:p>", automatic, meta=meta).write(path)
        case "rtf":
            raised = re.sub(r"<sup>(.*?)</sup>", r"{\\super \1}", markup)
            raised = re.sub(r"<sub>(.*?)</sub>", r"{\\sub \1}", raised)
            ascii_only = "".join(c if ord(c) < 128 else f"\\u{ord(c)}?" for c in raised)
            path.write_text(
                f"{{\\rtf1\\ansi {{\\b Chapter 1}}\\par {ascii_only}\\par {_TAIL}\\par}}"
            )
        case "fb2":
            info = f"<book-title>T</book-title><lang>{lang}</lang>"
            body = f"<title><p>One</p></title><p>{markup}</p><p>{_TAIL}</p>"
            path.write_text(fiction_book(f"<body><section>{body}</section></body>", info))
    return path


def spoken(book: Book, lang: str) -> str:
    """All that would be said."""
    texts = []
    for chapter in book.chapters:
        kept, at = [], 0
        for span in chapter.left_out:
            kept.append(chapter.text[at : span.start])
            at = span.end
        kept.append(chapter.text[at:])
        texts += [to_spoken(line, lang) for line in "".join(kept).split("\n")]
    return " ".join(texts)


_ALL = "epub html docx odt rtf fb2"
_TYPED = "txt md epub docx"

# Formats, language, what is written, what is said, what is not.
POWERS = [
    (_ALL, "en", "He had 10<sup>8</sup> stars.", "ten to the power of eight stars", "hundred"),
    (_ALL, "en", "Then E = mc<sup>2</sup> is famous.", "E equals m c squared is", "mc "),
    (_ALL, "en", "About 7 km<sup>2</sup>, she said.", "seven square kilometers, she", "km,"),
    (_ALL, "en", "A <sup>14</sup>C date is old.", "A carbon fourteen date", "fourteenC"),
    (_ALL, "en", "So a<sup>2</sup> + b<sup>2</sup> = c<sup>2</sup>.",
     "a squared plus b squared equals c squared", "a plus"),
    (_ALL, "en", "Walk 5<sup>1</sup>/<sub>2</sub> miles.", "five and a half miles", "fifty"),
    (_ALL, "en", "The 2<sup>nd</sup> time he came.", "second time", "two"),
    (_ALL, "en", "It weighs 10<sup>-3</sup> grams.",
     "ten to the power of minus three grams", "103"),
    (_ALL, "en", "Water is H<sub>2</sub>O and CO<sub>2</sub> is gas.",
     "H two O and CO two is gas", "sub"),
    (_ALL, "en", "Let x<sub>1</sub> be it.", "x sub one be", "x one"),
    (_ALL, "en", "There are 2<sup>n</sup> sets.", "two to the n sets", "two n"),
    (_ALL, "en", "Of 5 cm<sup>3</sup> it was.", "five cubic centimeters", ""),
    (_ALL, "en", "The old king.<sup>3</sup> He died.", "The old king. He died", "three"),
    (_ALL, "en", "The old king<sup>3</sup> died.", "The old king died", "three"),
    (_TYPED, "en", "He had 10⁸ stars.", "ten to the power of eight stars", "hundred"),
    (_TYPED, "en", "E = mc² is so. In mc² the c is light.", "In m c squared the c", "E equals mc"),
    (_TYPED, "en", "E=mc² is famous.", "E equals m c squared is famous", ""),
    (_TYPED, "en", "Since x² + y² = z². True.", "x squared plus y squared equals z squared", ""),
    (_TYPED, "en", "See the note.² It was so.³ Yes.", "See the note. It was so. Yes", "two"),
    (_TYPED, "en", "The word² is no power.", "The word is no", "squared"),
    (_TYPED, "en", "The 2ⁿᵈ time.", "second time", "n d"),
    (_TYPED, "en", "It took 5½ days and ⅔ cup.", "five and a half days and two thirds", ""),
    (_TYPED, "en", "It took 5 1/2 days.", "five and a half days", ""),
    (_TYPED, "en", "Water is H₂O.", "Water is H two O", ""),
    (_TYPED, "en", "At 9.8 m/s² it falls.", "nine point eight meters per second squared", ""),
    (_TYPED, "en", "The area was 10 m².", "ten square meters", ""),
    (_TYPED, "en", "A ¹⁴C date and ²³⁵U.", "carbon fourteen date and uranium two hundred", ""),
    (_TYPED, "en", "He died in 1944³ at home.", "forty-four at home", "power"),
    (_TYPED, "en", "The value (x + 1)² is big.", "squared is big", ""),
    (_TYPED, "en", "He wrote (so they said)² about it.", "so they said) about", "squared"),
    (_TYPED, "en", "We have sin²x + cos²x = 1.", "sine squared x plus cosine squared x", ""),
    (_TYPED, "en", "Then NATO² grew.", "Then NATO grew", "squared"),
    (_TYPED, "en", "A mass of 10⁻²⁷ kg.", "ten to the power of minus twenty-seven k", ""),
    (_TYPED, "en", "The radius gives πr² of it.", "pi r squared", ""),
    (_TYPED, "en", "Use x_1 and x_i now.", "Use x sub one and x sub i now", ""),
    (_TYPED, "en", "It was 3 × 10⁸ m/s then.", "three times ten to the power of eight", ""),
    (_TYPED, "en", "The ion Ca²⁺ is here.", "Ca two plus is", "squared"),
    ("md", "en", "He had 10^8^ stars and H~2~O.",
     "ten to the power of eight stars and H two O", ""),
    ("md", "en", "The king^2^ died.", "The king died", "squared"),
    ("md", "en", "We get $x^2$ here.", "We get x squared here", "dollar"),
    ("md", "en", "So $$\\frac{a}{b} = \\sqrt{2}$$", "a over b equals the square root of two", ""),
    ("md", "en", "It cost $5 and $6 then.", "five dollars and six dollars", ""),
    ("md", "en", "Note \\(\\alpha_1 \\leq n\\) too.",
     "alpha sub one is less than or equal to n", ""),
    ("txt", "en", "A 2^10 and x^2 too.", "two to the power of ten and x squared too", ""),
    (_TYPED, "de", "Eine Zahl wie 10⁸ ist groß und x² auch.", "zehn hoch acht", ""),
    (_TYPED, "de", "Es gilt x² + y³ = 1.", "x Quadrat plus y hoch drei gleich eins", ""),
    (_TYPED, "de", "Der König³ starb.", "Der König starb", "hoch"),
    (_TYPED, "fr", "Un nombre comme 10⁸ et x² aussi.", "dix puissance huit et x au carré", ""),
    (_TYPED, "fr", "Le roi.³ Il est mort.", "Le roi. Il est", "cube"),
    (_TYPED, "es", "Un número como 10⁸ y x² también.", "diez elevado a ocho y x al cuadrado", ""),
    (_TYPED, "es", "Era de 10 m² la casa.", "diez metros cuadrados", ""),
    (_TYPED, "it", "Un numero come 10⁸ e x² pure.", "10 alla 8 e x al quadrato", ""),
    (_TYPED, "pt", "Um número como 10⁸ e x² também.", "10 elevado a 8 e x ao quadrado", ""),
    (_TYPED, "ru", "Число 10⁸ и x² тоже.", "10 в степени 8 и x в квадрате", ""),
    (_TYPED, "ru", "Старый король³ умер.", "Старый король умер", ""),
    (_TYPED, "hi", "संख्या x² और 10⁸ है।", "x का वर्ग", ""),
    (_TYPED, "ta", "எண் x² மற்றும் 10⁸ உண்டு.", "x வர்க்கம்", ""),
    (_TYPED, "zh", "他说了很多话。这个数 x² 和 10⁸ 很大。", "x的平方 和 10的8次方", ""),
    (_TYPED, "ja", "彼はたくさん話した。この数 x² と 10⁸ です。", "xの2乗 と 10の8乗", ""),
    (_TYPED, "zh", "他说了很多话。老国王³死了。", "老国王死了", "方"),
]  # fmt: skip

CASES = [
    pytest.param(kind, *row, id=f"{kind}-{row[0]}-{i}")
    for i, (kinds, *row) in enumerate(POWERS)
    for kind in kinds.split()
]


@pytest.mark.parametrize(("kind", "lang", "written", "said", "unsaid"), CASES)
def test_a_raised_figure_is_said_as_what_it_is(
    tmp_path: Path, kind: str, lang: str, written: str, said: str, unsaid: str
) -> None:
    heard = spoken(open_manuscript(_write(tmp_path, kind, written, lang)), lang)
    opening = heard[: heard.find(_TAIL[:20])] if _TAIL[:20] in heard else heard
    assert said.casefold() in opening.casefold()
    assert not unsaid or unsaid.casefold() not in opening.casefold()
