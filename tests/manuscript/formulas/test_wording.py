"""Formulas of every kind, put into words."""

from __future__ import annotations

import pytest
from lxml import etree

from narrate.manuscript.formulas.latex import read_latex
from narrate.manuscript.formulas.mathml import read_mathml
from narrate.manuscript.formulas.omml import read_omml
from narrate.readings.formulas import say_formula

X2 = "<msup><mi>x</mi><mn>2</mn></msup>"

MATHML = [
    ("en", X2, "x squared"),
    ("en", "<msup><mi>x</mi><mi>n</mi></msup>", "x to the n"),
    ("en", "<msup><mi>x</mi><mn>3</mn></msup>", "x cubed"),
    ("en", "<msup><mn>10</mn><mrow><mo>-</mo><mn>3</mn></mrow></msup>",
     "10 to the power of minus 3"),
    ("en", "<msub><mi>x</mi><mn>1</mn></msub>", "x sub 1"),
    ("en", "<msubsup><mi>x</mi><mi>i</mi><mn>2</mn></msubsup>", "x sub i squared"),
    ("en", "<mfrac><mi>a</mi><mi>b</mi></mfrac>", "a over b"),
    ("en", "<mfrac><mn>1</mn><mn>2</mn></mfrac>", "1/2"),
    ("en", "<mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mi>c</mi></mfrac>",
     "a plus b, over c"),
    ("en", "<msqrt><mi>x</mi></msqrt>", "the square root of x"),
    ("en", "<mroot><mi>x</mi><mn>3</mn></mroot>", "the cube root of x"),
    ("en", "<mroot><mi>x</mi><mi>n</mi></mroot>", "the nth root of x"),
    ("en", "<mi>E</mi><mo>=</mo><mi>m</mi><mo>&#x2062;</mo><msup><mi>c</mi><mn>2</mn></msup>",
     "E equals m c squared"),
    ("en", "<munderover><mo>∑</mo><mrow><mi>i</mi><mo>=</mo><mn>1</mn></mrow><mi>n</mi>"
     "</munderover><msub><mi>a</mi><mi>i</mi></msub>",
     "the sum from i equals 1 to n of a sub i"),
    ("en", "<msubsup><mo>∫</mo><mn>0</mn><mn>1</mn></msubsup><mi>x</mi><mi>d</mi><mi>x</mi>",
     "the integral from 0 to 1 of x d x"),
    ("en", "<munder><mo>lim</mo><mrow><mi>x</mi><mo>→</mo><mn>0</mn></mrow></munder>"
     "<mi>x</mi>", "the limit as x goes to 0 of x"),
    ("en", "<mi>α</mi><mo>≤</mo><mi>π</mi>", "alpha is less than or equal to pi"),
    ("en", "<mi>f</mi><mo>(</mo><mi>x</mi><mo>)</mo>", "f of x"),
    ("en", "<mo>(</mo><mi>a</mi><mo>+</mo><mi>b</mi><mo>)</mo><mi>c</mi>",
     "open parenthesis a plus b close parenthesis c"),
    ("en", "<mfenced><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow></mfenced>",
     "open parenthesis a plus b close parenthesis"),
    ("en", "<mo>|</mo><mi>x</mi><mo>|</mo>", "the absolute value of x"),
    ("en", "<mover><mi>x</mi><mo>¯</mo></mover>", "x bar"),
    ("en", "<mtable><mtr><mtd><mn>1</mn></mtd><mtd><mn>2</mn></mtd></mtr><mtr><mtd><mn>3</mn>"
     "</mtd><mtd><mn>4</mn></mtd></mtr></mtable>", "matrix: 1, 2; 3, 4"),
    ("en", "<mi>sin</mi><mo>&#x2061;</mo><mi>θ</mi>", "sine of theta"),
    ("en", "<mmultiscripts><mi>C</mi><mprescripts/><mn>6</mn><mn>14</mn></mmultiscripts>",
     "14 6 C"),
    ("en", "<mtext>if</mtext><mi>x</mi><mo>≠</mo><mn>0</mn>", "if x is not equal to 0"),
    ("en", "<semantics><mi>x</mi><annotation encoding='application/x-tex'>x</annotation>"
     "</semantics>", "x"),
    ("es", X2, "x al cuadrado"),
    ("fr", X2, "x au carré"),
    ("de", "<msup><mi>x</mi><mi>n</mi></msup>", "x hoch n"),
    ("it", "<mfrac><mi>a</mi><mi>b</mi></mfrac>", "a fratto b"),
    ("pt", "<msqrt><mi>x</mi></msqrt>", "a raiz quadrada de x"),
    ("ru", "<mi>a</mi><mo>+</mo><mi>b</mi><mo>=</mo><mi>c</mi>", "a плюс b равно c"),
    ("hi", "<mfrac><mi>a</mi><mi>b</mi></mfrac>", "a बटा b"),
    ("ta", X2, "x வர்க்கம்"),
    ("zh", "<mfrac><mi>a</mi><mi>b</mi></mfrac>", "b分之a"),
    ("ja", "<mfrac><mi>a</mi><mi>b</mi></mfrac>", "b分のa"),
    ("sv", X2, "x squared"),
    ("en", "<mglyph/>", None),
    ("en", "<mi>x</mi><mo>⫸</mo><mi>y</mi>", None),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "inner", "said"), MATHML)
def test_mathml_is_put_into_words(lang: str, inner: str, said: str | None) -> None:
    root = etree.fromstring(f'<math xmlns="http://www.w3.org/1998/Math/MathML">{inner}</math>')
    assert say_formula(read_mathml(root), lang) == said


LATEX = [
    ("x^2", "x squared"),
    ("x^{n+1}", "x to the n plus 1"),
    (r"\frac{1}{2} m v^2", "1/2 m v squared"),
    (r"\sqrt[3]{x}", "the cube root of x"),
    (r"\sum_{i=1}^{n} a_i", "the sum from i equals 1 to n of a sub i"),
    (r"\int_0^\infty e^{-x}\,dx", "the integral from 0 to infinity of e to the minus x d x"),
    (r"\left( a + b \right)^2", "open parenthesis a plus b close parenthesis squared"),
    (r"a \times b \neq \beta", "a times b is not equal to beta"),
    (r"\text{area} = \pi r^2", "area equals pi r squared"),
    (r"\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}", "matrix: 1, 2; 3, 4"),
    (r"\mathrm{CO}_2", "C O sub 2"),
    (r"\sin x", "sine x"),
    (r"\weird{x}", None),
]  # fmt: skip


@pytest.mark.parametrize(("written", "said"), LATEX)
def test_latex_is_put_into_words(written: str, said: str | None) -> None:
    assert say_formula(read_latex(written), "en") == said


def _r(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


OMML = [
    (f"<m:sSup><m:e>{_r('x')}</m:e><m:sup>{_r('2')}</m:sup></m:sSup>", "x squared"),
    (f"<m:sSub><m:e>{_r('x')}</m:e><m:sub>{_r('1')}</m:sub></m:sSub>", "x sub 1"),
    (f"<m:f><m:num>{_r('a')}</m:num><m:den>{_r('b')}</m:den></m:f>", "a over b"),
    (f"<m:rad><m:radPr><m:degHide m:val='1'/></m:radPr><m:deg/><m:e>{_r('x')}</m:e></m:rad>",
     "the square root of x"),
    (_r("E=m") + f"<m:sSup><m:e>{_r('c')}</m:e><m:sup>{_r('2')}</m:sup></m:sSup>",
     "E equals m c squared"),
    (f"<m:nary><m:naryPr><m:chr m:val='∑'/></m:naryPr><m:sub>{_r('i=1')}</m:sub>"
     f"<m:sup>{_r('n')}</m:sup><m:e>{_r('i')}</m:e></m:nary>",
     "the sum from i equals 1 to n of i"),
    (f"<m:d><m:e>{_r('a+b')}</m:e></m:d>", "open parenthesis a plus b close parenthesis"),
    (f"<m:func><m:fName>{_r('sin')}</m:fName><m:e>{_r('x')}</m:e></m:func>", "sine x"),
    (f"<m:m><m:mr><m:e>{_r('1')}</m:e><m:e>{_r('2')}</m:e></m:mr></m:m>", "matrix: 1, 2"),
]  # fmt: skip


@pytest.mark.parametrize(("inner", "said"), OMML)
def test_office_formulas_are_put_into_words(inner: str, said: str) -> None:
    root = etree.fromstring(f'<m:oMath xmlns:m="urn:math">{inner}</m:oMath>')
    assert say_formula(read_omml(root), "en") == said
