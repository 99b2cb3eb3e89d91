"""Powers, fractions, indices and note markers as every format writes them, up to what is said."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest

from narrate.book import Book
from narrate.chunk import EngineText
from narrate.manuscript.open import open_manuscript
from narrate.script import to_spoken
from tests.manuscript.documents.making import Docx, Odt, fiction_book, par, run
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
        texts += [to_spoken(line, lang, EngineText()) for line in "".join(kept).split("\n")]
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

M = '<math xmlns="http://www.w3.org/1998/Math/MathML">%s</math>'

MORE = [
    (
        "html",
        "en",
        "The <m:math xmlns:m='urn:math'><m:msup><m:mi>x</m:mi><m:mn>2</m:mn></m:msup></m:math>"
        " rises.",
        "The x squared rises",
        "",
    ),
    (
        "epub",
        "en",
        "So " + M % "<mi>a</mi><mo>≠</mo><mi>b</mi>" + ", he said.",
        "So a is not equal to b, he said",
        "",
    ),
    (
        "epub",
        "en",
        'Here <math xmlns="http://www.w3.org/1998/Math/MathML" '
        'alttext="E=mc^{2}"><mi>E</mi><mo>=</mo><mi>m</mi><msup><mi>c</mi><mn>2</mn></msup></math>'
        " is.",
        "Here E equals m c squared is",
        "",
    ),
    (
        "epub",
        "en",
        'Here <math xmlns="http://www.w3.org/1998/Math/MathML" '
        'aria-label="the golden ratio"><mi>φ</mi></math> is.',
        "Here the golden ratio is",
        "",
    ),
    (
        "epub",
        "en",
        'Here <img src="a.png" class="math inline" alt="x squared plus one"/> is.',
        "Here x squared plus one is",
        "",
    ),
    (
        "epub",
        "en",
        'Here <img src="a.png" role="math" alt="\\frac{a}{b}"/> is.',
        "Here a over b is",
        "",
    ),
    (
        "html",
        "en",
        'Here <span class="mwe-math-element">'
        '<span class="mwe-math-mathml-inline" style="display: none;">'
        + M
        % "<mi>x</mi>"
        + '</span><img class="mwe-math-fallback-image-inline" '
        'alt="{\\displaystyle x^{2}}"/></span> is.',
        "Here x squared is",
        "displaystyle",
    ),
    (
        "html",
        "en",
        'Here <span class="katex"><span class="katex-mathml">'
        + M
        % "<semantics><msup><mi>x</mi><mn>2</mn></msup>"
        "<annotation encoding='application/x-tex'>x^2</annotation></semantics>"
        + '</span><span class="katex-html" aria-hidden="true">'
        "<span>x</span><span>2</span></span></span> is.",
        "Here x squared is",
        "x 2",
    ),
    ("html", "en", 'Here <span class="math inline">\\(x^2\\)</span> is.', "Here x squared is", ""),
    ("html", "en", "Take <sup>3</sup>/<sub>4</sub> cup of it.", "Take three quarters cup", ""),
    ("html", "en", "Take <sup>1</sup>⁄<sub>2</sub> cup of it.", "one half cup", ""),
    ("html", "en", "Take 1<sup>1</sup>⁄<sub>2</sub> cups of it.", "one and a half cups", ""),
    ("html", "en", "Take 2<sup>1/2</sup> cups of it.", "two and a half cups", ""),
    (
        "html",
        "en",
        "In the beginning.<sup>2</sup>Now the earth was void.",
        "In the beginning.",
        "two",
    ),
    ("html", "en", "See <i>x</i><sup>2</sup> there.", "See x squared there", ""),
    (
        "html",
        "en",
        "See <i>E</i> = <i>mc</i><sup>2</sup> there.",
        "See E equals m c squared there",
        "",
    ),
    (
        "html",
        "en",
        'The area<span style="vertical-align: super">3</span> is.',
        "The area is",
        "three",
    ),
    (
        "html",
        "en",
        'Of 10<span style="vertical-align: super">6</span> stars.',
        "ten to the power of six stars",
        "",
    ),
    ("html", "en", "The word<sup>1,2</sup> is.", "The word is", "one"),
    (
        "html",
        "en",
        "The word<sup>12</sup>, and so<sup>13</sup> on.",
        "The word, and so on",
        "twelve",
    ),
    ("html", "en", "The 21<sup>st</sup> century, No. 5<sup>th</sup>.", "twenty-first century", ""),
    (
        "html",
        "fr",
        "Le XIX<sup>e</sup> siècle et M<sup>me</sup> X.",
        "Le dix-neuvième siècle et Madame",
        "",
    ),
    ("html", "fr", "La surface de 25 m<sup>2</sup> est.", "vingt-cinq mètres carrés", ""),
    (
        "html",
        "de",
        "Die Fläche von 25 m<sup>2</sup> ist. Der König<sup>4</sup> kam.",
        "Quadrat-Meter ist. Der König kam",
        "vier",
    ),
    (
        "html",
        "es",
        "La superficie de 25 km<sup>2</sup> es. El rey.<sup>4</sup> Vino.",
        "kilómetros cuadrados es. El rey. Vino",
        "cuatro",
    ),
    (
        "html",
        "es",
        "Vale 10<sup>6</sup> y " + M % "<mfrac><mi>a</mi><mi>b</mi></mfrac>" + " más.",
        "diez elevado a seis y a partido por b más",
        "",
    ),
    (
        "html",
        "it",
        "Vale " + M % "<msqrt><mi>x</mi></msqrt>" + " poi.",
        "la radice quadrata di x poi",
        "",
    ),
    ("html", "hi", "मान " + M % "<msup><mi>x</mi><mn>2</mn></msup>" + " है।", "x का वर्ग है", ""),
    (
        "html",
        "ru",
        "Это " + M % "<msup><mi>x</mi><mn>2</mn></msup>" + " так.",
        "x в квадрате так",
        "",
    ),
    ("html", "en", "Odd " + M % "<mi>x</mi><mo>⫸</mo><mi>y</mi>" + " here.", "Odd here", "⫸"),
    (
        "html",
        "en",
        "Log: log<sub>10</sub> of x, a<sub>n</sub> and x<sub>max</sub>.",
        "log base ten of x, a sub n and x sub max",
        "",
    ),
    (
        "html",
        "en",
        "The 3.5<sup>2</sup> and (a+b)<sup>2</sup> and x<sup>−1</sup>.",
        "three point five squared and (a plus b) squared and x to the power of minus one",
        "",
    ),
    (
        "html",
        "en",
        "Salt is NaCl, C<sub>6</sub>H<sub>12</sub>O<sub>6</sub> sugar, vitamin B<sub>12</sub>.",
        "vitamin B twelve",
        "sub",
    ),
    (
        "html",
        "en",
        "U-235 or <sup>235</sup>U and <sup>238</sup>Pu.",
        "uranium two hundred and thirty-five and plutonium",
        "",
    ),
    ("txt", "en", "He won in 1944² and left. She¹ ran.", "forty-four and left. She ran", "squared"),
    (
        "txt",
        "en",
        "The note is here¹ and there.² Then x² is and later³ so.",
        "here and there. Then x squared is and later so",
        "three",
    ),
    (
        "txt",
        "en",
        "First note.¹ Then 100 of them.² In 250³ cases. And last.⁴",
        "two hundred and fifty cases",
        "cubed",
    ),
    (
        "txt",
        "en",
        "The volume is 3 cm³, or 4 in³ or 5 ft².",
        "three cubic centimeters, or four cubic inches or five square feet",
        "",
    ),
    (
        "txt",
        "en",
        "Roughly 10² to 10³ people, 2¹⁶ bytes.",
        "ten squared to ten cubed people, two to the power of sixteen bytes",
        "",
    ),
    ("txt", "en", "An MP³ said so, and the USA⁴ too.", "An MP said so, and the USA too", "cubed"),
    ("txt", "en", "“Yes,”² he said (indeed)³.", "“Yes,” he said (indeed).", "squared"),
    ("txt", "en", "King Louis XIV³ reigned.", "fourteenth reigned", "cubed"),
    (
        "txt",
        "de",
        "Die Zahl 10⁸ und 5½ Tage. Der Satz.² So war es.",
        "zehn hoch acht und fünfeinhalb Tage. Der Satz. So",
        "zwei",
    ),
    (
        "md",
        "en",
        "Inline $E = mc^2$, and $\\frac{1}{2}$ and $a_1, \\dots, a_n$.",
        "E equals m c squared, and one half and a sub one",
        "",
    ),
    ("md", "en", "$$\nx^2 + y^2 = z^2\n$$", "x squared plus y squared equals z squared", ""),
    ("md", "en", "It cost $20 or $30, and he had $5.", "twenty dollars or thirty dollars", "times"),
    (
        "md",
        "en",
        "Water H<sub>2</sub>O and 10<sup>8</sup> and word<sup>3</sup>.",
        "H two O and ten to the power of eight and word",
        "three",
    ),
    ("md", "en", "Odd $\\weird{x}$ here.", "Odd here", "weird"),
    ("md", "en", "A x^2^y and 2^nd^ time.", "second time", ""),
    (
        "md",
        "de",
        "Es gilt $a^2 + b^2 = c^2$ immer.",
        "a Quadrat plus b Quadrat gleich c Quadrat immer",
        "",
    ),
    (
        "html",
        "en",
        "In 1999,<sup>5</sup> he left; by 2004<sup>6</sup> he was back.",
        "In nineteen ninety-nine, he left; by two thousand four he was back",
        "six",
    ),
    ("html", "en", "Energy (E = mc<sup>2</sup>) matters.", "(E equals m c squared) matters", ""),
    (
        "html",
        "en",
        "It grew at 9.8 m/s<sup>2</sup>.",
        "nine point eight meters per second squared",
        "",
    ),
    ("html", "en", "Density 5 kg/m<sup>3</sup> of it.", "five kilograms per cubic meter", ""),
    ("html", "en", "See <em>Nature</em><sup>7</sup> for it.", "See Nature for it", "seven"),
    ("html", "en", "He paid $500<sup>8</sup> for it.", "five hundred dollars for it", "eight"),
    ("html", "en", "About 50%<sup>9</sup> agreed.", "fifty percent agreed", "nine"),
    (
        "html",
        "en",
        "The x<sup>2</sup> term and y<sup>3</sup> term.",
        "The x squared term and y cubed term",
        "",
    ),
    (
        "html",
        "en",
        "Avogadro: 6.022 × 10<sup>23</sup> per mole.",
        "six point zero two two times ten to the power of twenty-three per mole",
        "",
    ),
    ("html", "en", "He&#8217;d read<sup>a</sup> it.", "He’d read", "squared"),
    ("html", "en", "On 4<sup>th</sup> July and 1<sup>st</sup> May.", "July", "squared"),
    ("html", "en", "Mr<sup>s</sup> Smith, M<sup>r</sup> Jones.", "Smith", ""),
    ("html", "en", "The word<sup>†</sup> here.", "The word here", "†"),
    (
        "html",
        "en",
        "f(x) = x<sup>3</sup> − 2x<sup>2</sup> + 1",
        "x cubed minus two x squared plus one",
        "",
    ),
    ("html", "en", "2<sup>10</sup> = 1024 bytes.", "Two to the power of ten equals", ""),
    (
        "html",
        "en",
        "Fe<sup>3+</sup> and SO<sub>4</sub><sup>2−</sup> ions.",
        "three plus and SO four two minus ions",
        "",
    ),
    (
        "html",
        "en",
        "Area is πr<sup>2</sup>; volume is (4/3)πr<sup>3</sup>.",
        "pi r squared; volume is",
        "note",
    ),
    ("html", "en", "An area of 100 square miles<sup>2</sup> was.", "miles was", "squared"),
    ("html", "en", "He ran 5 miles<sup>2</sup> wide.", "miles squared", ""),
    ("html", "fr", "L'énergie E = mc<sup>2</sup> est.", "E égale m c au carré est", ""),
    ("html", "fr", "Le roi<sup>2</sup>, dit-il.", "Le roi, dit-il", "carré"),
    ("html", "fr", "La 2<sup>e</sup> fois, au 1<sup>er</sup> mai.", "La deuxième fois", ""),
    ("html", "de", "Die Formel E = mc<sup>2</sup> ist.", "E gleich m c Quadrat ist", ""),
    ("html", "de", "Er kam 1944<sup>7</sup> an.", "vierundvierzig an", "sieben"),
    ("html", "es", "La fórmula E = mc<sup>2</sup> es.", "E igual a m c al cuadrado es", ""),
    ("html", "es", "El 2<sup>o</sup> piso y la 3<sup>a</sup> vez.", "piso", "cuadrado"),
    ("html", "pt", "A fórmula E = mc<sup>2</sup> é.", "E igual a m c ao quadrado é", ""),
    ("html", "it", "La formula E = mc<sup>2</sup> è.", "E uguale a m c al quadrato è", ""),
    (
        "html",
        "ru",
        "Формула E = mc<sup>2</sup> верна. Слово<sup>3</sup> тут.",
        "E равно m c в квадрате верна. Слово тут",
        "",
    ),
    ("html", "ru", "Площадь 25 м<sup>2</sup> была.", "25 квадратных метров была", ""),
    ("html", "zh", "他说了很多话。面积是 25 m<sup>2</sup> 左右。", "25 平方米 左右", ""),
    ("html", "ja", "彼はたくさん話した。公式 E = mc<sup>2</sup> です。", "E イコール m c", ""),
    (
        "html",
        "hi",
        "सूत्र E = mc<sup>2</sup> है। राजा<sup>3</sup> मर गया।",
        "E बराबर m c का वर्ग है। राजा मर गया",
        "",
    ),
    ("html", "ta", "சூத்திரம் E = mc<sup>2</sup> ஆகும்.", "E சமம் m c வர்க்கம்", ""),
    ("md", "en", "The cost is $5/month and $6/year now.", "five dollars", "over"),
    (
        "md",
        "en",
        "Let \\[a^2 + b^2 = c^2\\] hold.",
        "a squared plus b squared equals c squared hold",
        "",
    ),
    ("md", "fr", "On a $x \\leq y$ et $\\pi$.", "x inférieur ou égal à y et pi", ""),
    (
        "md",
        "en",
        "Let $f(x) = \\sin(x)$ be; $\\lim_{x \\to 0} f(x)$ too.",
        "f of x equals sine x be; the limit as x goes to zero of f of x",
        "",
    ),
    ("md", "en", "$\\begin{cases} x & y \\\\ z & w \\end{cases}$ and text.", "and text", ""),
    (
        "epub",
        "es",
        'Es <math xmlns="http://www.w3.org/1998/Math/MathML">'
        "<munderover><mo>∑</mo><mrow><mi>i</mi><mo>=</mo><mn>1</mn></mrow><mi>n</mi></munderover>"
        "<mi>i</mi></math> todo.",
        "la suma desde i igual a uno hasta n de i todo",
        "",
    ),
    ("txt", "en", "The reaction 2H₂ + O₂ → 2H₂O is known.", "H two", ""),
    (
        "txt",
        "en",
        "Use x^2 + y^2 = r^2 for circles, and 10^-3.",
        "x squared plus y squared equals r squared for circles, and ten to the power of minus",
        "",
    ),
    ("txt", "en", "A note.¹ B note.² In x² we see. C note.³", "In x squared we see", "note one"),
    ("txt", "en", "He has file_1 and my_var_2 there.", "file", "sub"),
    ("txt", "en", "It is ^_^ and o_O smiles.", "smiles", "to the"),
    ("txt", "en", "Bible: ¹In the beginning ²God made it.", "In the beginning God", "squared"),
    (
        "docx",
        "en",
        "It is 1<sup>1</sup>/<sub>2</sub> cups; word<sup>4</sup>.",
        "one and a half cups; word",
        "four",
    ),
    ("rtf", "en", "E = mc<sup>2</sup> and CO<sub>2</sub>.", "E equals m c squared and CO two", ""),
    (
        "odt",
        "fr",
        "Une surface de 10 m<sup>2</sup> et 10<sup>6</sup>.",
        "dix mètres carrés et dix puissance six",
        "",
    ),
    ("fb2", "ru", "Число 10<sup>6</sup> и слово<sup>2</sup>.", "10 в степени 6 и слово", ""),
]

CASES = [
    pytest.param(kind, *row, id=f"{kind}-{row[0]}-{i}")
    for i, (kinds, *row) in enumerate([*POWERS, *MORE])
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


SQUARED = (
    "<m:oMath><m:sSup><m:e><m:r><m:t>x</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup>"
    "</m:sSup></m:oMath>"
)
OVER = (
    '<math xmlns="http://www.w3.org/1998/Math/MathML"><semantics><mfrac><mi>a</mi><mi>b</mi>'
    '</mfrac><annotation encoding="StarMath 5.0">a over b</annotation></semantics></math>'
)


@pytest.mark.parametrize("around", ["%s", "<m:oMathPara>%s</m:oMathPara>"])
def test_a_formula_of_a_word_document_is_said(tmp_path: Path, around: str) -> None:
    body = par("One", "Heading1") + par("It is ", runs=around % SQUARED + run(" big."))
    book = open_manuscript(Docx(body + par(_TAIL)).write(tmp_path / "a.docx"))
    assert book.chapters[0].text.startswith("It is x squared big.")


def test_a_formula_is_said_in_the_language_of_the_text(tmp_path: Path) -> None:
    german = "Der Mann und die Frau gingen in das Haus, und es war nicht weit von dem See. " * 12
    body = par("Eins", "Heading1") + par("Es ist ", runs=SQUARED) + par(german)
    book = open_manuscript(Docx(body).write(tmp_path / "a.docx"))
    assert book.chapters[0].text.startswith("Es ist x Quadrat")


def test_a_formula_of_an_opendocument_text_is_said(tmp_path: Path) -> None:
    head = '<text:h text:outline-level="1">One</text:h>'
    held = f"<draw:frame><draw:object>{OVER}</draw:object></draw:frame>"
    tail = f"<text:p>{_TAIL}</text:p>"
    flat = Odt(f"{head}<text:p>It is {held} big.</text:p>{tail}").write(tmp_path / "a.fodt")
    assert open_manuscript(flat).chapters[0].text.startswith("It is a over b big.")
    linked = '<draw:frame><draw:object xlink:href="./Object 1"/></draw:frame>'
    packed = Odt(f"{head}<text:p>It is {linked} big.</text:p>{tail}").write(tmp_path / "a.odt")
    with zipfile.ZipFile(packed, "a") as archive:
        archive.writestr("Object 1/content.xml", OVER)
    assert open_manuscript(packed).chapters[0].text.startswith("It is a over b big.")


def test_formulas_without_words_are_left_out_with_one_warning(tmp_path: Path) -> None:
    odd = M % "<mi>x</mi><mo>⫸</mo><mi>y</mi>"
    path = _write(tmp_path, "html", f"Here {odd} and there {odd} they are.", "en")
    book = open_manuscript(path)
    chapter = book.chapters[0]
    shown = [(chapter.text[s.start : s.end], s.reason) for s in chapter.left_out]
    assert shown == [("x ⫸ y", "formula")] * 2
    assert [w for w in book.warnings if "formula" in w] == [
        "2 formulas are not read, having no words that narrate knows, such as: x ⫸ y"
    ]


def test_what_nests_too_deep_is_not_said(tmp_path: Path) -> None:
    deep = M % ("<mrow>" * 150 + "<mi>x</mi>" + "</mrow>" * 150)
    book = open_manuscript(_write(tmp_path, "html", f"Here {deep} it is.", "en"))
    assert [s.reason for s in book.chapters[0].left_out] == ["formula"]


def test_a_formula_that_is_said_is_accounted_for_and_not_listed(tmp_path: Path) -> None:
    square = M % "<msup><mi>x</mi><mn>2</mn></msup>"
    book = open_manuscript(_write(tmp_path, "html", f"The area {square} of it.", "en"))
    assert book.left_out == ()
    assert book.letters is not None and not book.letters.not_understood


def test_a_paragraph_that_ends_in_a_marker_is_no_title(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    first = "<p>Einstein showed.<sup>2</sup> So did others.<sup>1</sup></p>"
    rest = "".join(f"<p>{prose(40, n)}</p>" for n in range(3))
    path.write_text(f"<html><body><h1>Chapter One</h1>{first}{rest}</body></html>", "utf-8")
    (chapter,) = open_manuscript(path).chapters
    assert chapter.title == "Chapter One"
    assert [chapter.text[s.start : s.end] for s in chapter.left_out] == ["2", "1"]
