"""A page's characters as PDFium gives them, gathered into runs. Runs in the reading process."""

import ctypes
import math
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as raw
import regex

from narrate.manuscript.pdf.extraction.objects import MOST_RUNS, Fonts, Objects
from narrate.manuscript.pdf.extraction.writing import EAST_ASIAN, Place, vertical_objects
from narrate.manuscript.structure.vocabulary import are_close

_OPEN: Final = 0.8
"""Font sizes from a Chinese or Japanese character to the next where no blank lies between"""
_JUMP: Final = 1.2
"""Font sizes between two characters of one run at most"""

_LIGATURES: Final = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl"} | {
    0xFB05: "ſt",
    0xFB06: "st",
}
_HYPHENS: Final = (0x02, 0xFFFE)
"""What PDFium puts for a hyphen at the end of a line"""
_CUT_WORD: Final = regex.compile(r"[\x02\ufffe](?:\r?\n)?|(?<=\p{L})[-\u2010\u00ad]\r?\n(?=\p{Ll})")
_NOT_SAID: Final = regex.compile(r"[\x00-\x08\x0e-\x1f\ufffe\ufeff]")
_PAGE_LETTERS: Final = 200
"""Letters on their head that are more than a label"""
_UPRIGHT: Final = 0.5
"""Letters upright for each that is on its head, at least, on a sheet with pages of both"""
VERTICAL: Final = 3
"""Quarter turns of a line that is read downwards"""
_AXIS: Final = 0.12
"""Font sizes from the left edge of upright letters in a vertical line to where the baseline of
letters lies that are turned to follow it"""
_LEVEL: Final = 0.38
"""Font sizes from that baseline to the axis of the line"""
_FORMS: Final = {
    code: unicodedata.normalize("NFKC", chr(code))
    for code in (*range(0xFE10, 0xFE1A), *range(0xFE30, 0xFE45), 0xFE47, 0xFE48)
}
"""Signs as they are drawn in vertical lines, and as they are written"""

# Opaque pointers as numbers, so that they can be compared without making an object each time.
_text_object = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)(
    ctypes.cast(raw.FPDFText_GetTextObject, ctypes.c_void_p).value or 0
)


@dataclass(slots=True)
class _Style:
    """What all characters of a text object share."""

    size: float
    font: int
    tag: str
    turn: int
    """Quarter turns against the page's own direction, 0 to 3; -1: aslant"""
    upright: bool
    """Its letters stand below each other, so that the line has a turn that they have not"""


@dataclass(slots=True)
class DrawnRun:
    """A run in the making, in the page's own directions."""

    text: list[str]
    x0: float
    x1: float
    y: float
    style: _Style
    last: float
    """Where its last character begins; the letters of a ligature share one place"""

    def is_followed(self, x0: float) -> bool:
        """Whether a character that begins there may be the next."""
        size = self.style.size
        return x0 >= self.last - 0.5 * size and x0 - self.x1 < _JUMP * size


class _Glyph(NamedTuple):
    """A character, where it begins and ends in its reading direction, and how it is set."""

    at: int
    """Index in the text of the page"""
    code: int
    object: int
    """Address of the text object that draws it; 0 for none"""
    style: _Style
    x0: float
    x1: float


class Glyphs:
    """The characters of one page."""

    def __init__(self, page: pdfium.PdfPage, fonts: Fonts, tags: dict[int, str]) -> None:
        self._text = page.get_textpage()
        self._address = ctypes.cast(self._text.raw, ctypes.c_void_p).value
        self._box = raw.FS_RECTF()
        self._fonts = fonts
        self._tags = tags
        self._page = page
        self._styles: dict[int, _Style] = {}
        self._drawn: Objects | None = None
        self._checked: dict[tuple[int, int], bool] = {}
        self._runs: list[DrawnRun] = []
        self._last = 0
        """Object of the character that stands before on the same line; 0 for none"""
        self._before = 0
        """The same, where PDFium sees a blank behind it"""
        self._previous = 0
        """Code of the character before"""
        self._blank = -math.inf
        """Where a blank ended that was drawn apart from what stands before it"""
        self.unmapped = 0
        self.all = self._text.get_text_range()
        """The page's text as PDFium gives it, line ends and blanks that it sees included"""
        self._vertical = self._vertical_objects() if EAST_ASIAN.search(self.all) else frozenset()

    def raw(self) -> str:
        """All of the page's letters in the file's order, words that line ends cut made whole."""
        text = _CUT_WORD.sub("", self.all)
        return _NOT_SAID.sub(" ", text.translate(_LIGATURES | _FORMS))

    def _vertical_objects(self) -> frozenset[int]:
        text = self._text.raw
        x, y = ctypes.c_double(), ctypes.c_double()
        places: list[Place] = []
        sizes: dict[int, float] = {}
        for i in range(self._text.count_chars()):
            code, at = raw.FPDFText_GetUnicode(text, i), _text_object(self._address, i) or 0
            if not at or code <= 0x20 or code > 0x10FFFF:
                continue
            raw.FPDFText_GetCharOrigin(text, i, x, y)
            if at not in sizes:
                sizes[at] = self._size(i)[0]
            places.append(Place(at, code, x.value, y.value, sizes[at]))
        return vertical_objects(places)

    def runs(self) -> list[DrawnRun]:
        """Runs in the order in which the file draws them; raises ValueError for too many."""
        text = self._text.raw
        for i in range(self._text.count_chars()):
            code = raw.FPDFText_GetUnicode(text, i)
            if code in (0x0D, 0x0A):
                self._last = self._last if self._last in self._vertical else 0
            elif code == 0x20 and raw.FPDFText_IsGenerated(text, i) == 1:
                if self._last:
                    self._runs[-1].text.append(" ")
                    self._before = self._last
            else:
                self._take(self._glyph(i, code))
        return self._runs

    def _glyph(self, i: int, code: int) -> _Glyph:
        raw.FPDFText_GetLooseCharBox(self._text.raw, i, self._box)
        at = _text_object(self._address, i) or 0
        style = self._styles.get(at) or self._style(at, i)
        return _Glyph(i, code, at, style, *_along(self._box, style.turn))

    def _take(self, glyph: _Glyph) -> None:
        """Put a drawn character to its run."""
        self._check_blank(glyph)
        self._before, self._previous = 0, glyph.code
        self._check(glyph.code, glyph.style.font, glyph.at)
        run = self._run_of(glyph)
        if run is not None:
            run.text.append(_character(glyph.code))
            run.x1, run.last, self._last = max(run.x1, glyph.x1), glyph.x0, glyph.object

    def _check_blank(self, glyph: _Glyph) -> None:
        """Take back a blank that PDFium saw before this character and that is none."""
        clustered = _is_clustered(glyph.code) or _is_clustered(self._previous)
        if self._before and _is_close(self._runs[-1], glyph):
            self._runs[-1].text.pop()
            return
        if not self._before or not clustered:
            return
        if not self._is_blank(self._before, glyph.object, glyph.style.size):
            run = self._runs[-1]
            run.text.pop()
            run.x1 = max(run.x1, glyph.x0)

    def _run_of(self, glyph: _Glyph) -> DrawnRun | None:
        """The run that a character goes on with or begins; None for a blank by itself."""
        run = self._runs[-1] if self._last else None
        if run is not None and glyph.object == self._last and run.is_followed(glyph.x0):
            return run
        y = self._baseline(glyph.at, glyph.style)
        if run is not None and _goes_on(run, glyph.style, glyph.x0, y):
            if _is_apart(run, glyph, self._blank):
                run.text.append(" ")
        elif glyph.code == 0x20:
            self._blank = glyph.x1
            return None
        else:
            run = self._begin(glyph, y)
        self._blank = -math.inf
        return run

    def _begin(self, glyph: _Glyph, y: float) -> DrawnRun:
        """A new run, behind a blank if one was drawn right before it."""
        space = [" "] if abs(glyph.x0 - self._blank) < 0.6 * glyph.style.size else []
        self._runs.append(DrawnRun(space, glyph.x0, glyph.x1, y, glyph.style, glyph.x0))
        if len(self._runs) > MOST_RUNS:
            raise ValueError("more runs of text than a page can hold")
        return self._runs[-1]

    def _is_blank(self, before: int, at: int, size: float) -> bool:
        """Whether a blank that PDFium saw between two objects is one.

        Letters of Indian scripts are often drawn as several objects, of which only the first
        has text: PDFium then takes the place of the others for a blank.
        """
        if before == at:
            return True
        if self._drawn is None:
            self._drawn = Objects(self._page)
        return self._drawn.is_blank(before, at, size)

    def _style(self, at: int, i: int) -> _Style:
        size, turn = self._size(i)
        upright = turn == 0 and at in self._vertical
        object_ = raw.FPDFText_GetTextObject(self._text.raw, i)
        style = _Style(
            size=size,
            font=self._fonts.place(object_) if object_ else 0,
            tag=self._tag(object_),
            turn=VERTICAL if upright else turn,
            upright=upright,
        )
        if at:
            self._styles[at] = style
        return style

    def _size(self, i: int) -> tuple[float, int]:
        """The font size of a character, and the quarter turns of its letters; -1: aslant."""
        matrix = raw.FS_MATRIX()
        raw.FPDFText_GetMatrix(self._text.raw, i, matrix)
        scale = math.hypot(matrix.c, matrix.d) or 1.0
        turn = math.degrees(math.atan2(matrix.b, matrix.a)) / 90
        size = abs(raw.FPDFText_GetFontSize(self._text.raw, i)) * scale
        whole = round(turn) % 4 if abs(turn - round(turn)) < 0.06 else -1
        return (size if 0.1 < size < 5000 else 1.0), whole

    def _tag(self, object_: Any) -> str:
        if not object_:
            return ""
        for n in range(min(raw.FPDFPageObj_CountMarks(object_), 8)):
            if _mark_name(raw.FPDFPageObj_GetMark(object_, n)) == "Artifact":
                return "Artifact"
        return self._tags.get(raw.FPDFPageObj_GetMarkedContentID(object_), "")

    def _baseline(self, i: int, style: _Style) -> float:
        x, y = ctypes.c_double(), ctypes.c_double()
        raw.FPDFText_GetCharOrigin(self._text.raw, i, x, y)
        if style.upright:
            return x.value + _AXIS * style.size
        return (y.value, -x.value, -y.value, x.value, y.value)[style.turn]

    def _check(self, code: int, font: int, i: int) -> None:
        """Count a character whose meaning the file does not tell."""
        if (code, font) not in self._checked:
            odd = (code < 0x20 and code not in (0x02, 0x09)) or code in (0x7F, 0xFFFD)
            private = 0xE000 <= code <= 0xF8FF or code >= 0xF0000
            unsaid = raw.FPDFText_HasUnicodeMapError(self._text.raw, i) == 1
            self._checked[code, font] = odd or private or unsaid
        self.unmapped += self._checked[code, font]


def _is_clustered(code: int) -> bool:
    """Whether a character is of a script whose letters combine: Devanagari to Myanmar."""
    return 0x0900 <= code < 0x10A0


def _goes_on(run: DrawnRun, style: _Style, x0: float, y: float) -> bool:
    """Whether a character belongs to the run before it, although its object is another."""
    own = run.style
    alike = (own.font, own.tag, own.turn) == (style.font, style.tag, style.turn)
    return (
        run.is_followed(x0) and alike and abs(own.size - style.size) < 0.1 and abs(y - run.y) < 0.3
    )


def _is_apart(run: DrawnRun, glyph: _Glyph, blank: float) -> bool:
    """Whether a blank lies before a character that goes on with a run, drawn or left open."""
    size = run.style.size
    drawn = abs(glyph.x0 - blank) < 0.6 * size
    left_open = glyph.x0 - run.x1 > 0.22 * size and not _is_close(run, glyph)
    return drawn or (left_open and run.text[-1] != " ")


def _is_close(run: DrawnRun, glyph: _Glyph) -> bool:
    """Whether a Chinese or Japanese character follows on another: no blank is written there."""
    before = "".join(run.text[-2:]).removesuffix(" ")
    return are_close(before, chr(glyph.code)) and glyph.x0 - run.x1 < _OPEN * run.style.size


def _along(box: Any, turn: int) -> tuple[float, float]:
    """Begin and end of a character in its reading direction."""
    if turn == 1:
        return box.bottom, box.top
    if turn == 2:
        return -box.right, -box.left
    if turn == 3:
        return -box.top, -box.bottom
    return box.left, box.right


def _character(code: int) -> str:
    if code in _HYPHENS:
        return "-"
    if code < 0x20 or 0xD800 <= code < 0xE000 or code > 0x10FFFF:
        return " " if code in (0x09, 0x0B, 0x0C) else "\ufffd"
    return _LIGATURES.get(code) or _FORMS.get(code) or chr(code)


def _mark_name(mark: Any) -> str:
    if not mark:
        return ""
    buffer = ctypes.create_string_buffer(64)
    length = ctypes.c_ulong()
    if not raw.FPDFPageObjMark_GetName(mark, ctypes.cast(buffer, _WIDE), 64, length):
        return ""
    return buffer.raw[: min(length.value, 64)].decode("utf-16-le", "replace").rstrip("\0")


_WIDE = ctypes.POINTER(raw.FPDF_WCHAR)


def direction(runs: list[DrawnRun]) -> int:
    """Quarter turns of most of a page's text; where much stands upright, it is not on its head."""
    turns: Counter[int] = Counter()
    for run in runs:
        turns[run.style.turn] += len(run.text)
    turns.pop(-1, None)
    most = turns.most_common(1)[0][0] if turns else 0
    return 0 if most == 2 and _UPRIGHT * turns[2] <= turns[0] else most


def set_upright(runs: Sequence[DrawnRun], turn: int, bottom: float, top: float) -> None:
    """Turn text that stands on its head to the page's own turn, where it is a page of a sheet.

    It is as high then as it was low between `bottom` and `top`. A few words on their head stay.
    """
    inverted = [run for run in runs if run.style.turn == (turn + 2) % 4]
    if sum(len(run.text) for run in inverted) < _PAGE_LETTERS:
        return
    # Between two such turns the signs of both coordinates change.
    across = min(run.x0 for run in inverted) + max(run.x1 for run in inverted)
    for run in inverted:
        run.x0, run.x1, run.last = run.x0 - across, run.x1 - across, run.last - across
        run.y += bottom + top
        run.style = replace(run.style, turn=turn)


def take_in(aside: Sequence[DrawnRun], shown: list[DrawnRun]) -> list[DrawnRun]:
    """Put figures and short words that stand level in a vertical line into it; gives the others."""
    left: list[DrawnRun] = []
    for run in aside:
        size = run.style.size
        middle = (run.x0 + run.x1) / 2 - _LEVEL * size
        x0, x1 = -run.y - 0.85 * size, -run.y + 0.15 * size
        line = next((other for other in shown if _holds(other, x0, x1, middle)), None)
        if line is None or run.style.turn or run.x1 - run.x0 > 1.4 * line.style.size:
            left.append(run)
        else:
            shown.append(DrawnRun(run.text, x0, x1, line.y, line.style, x0))
    return left


def _holds(line: DrawnRun, x0: float, x1: float, y: float) -> bool:
    """Whether a place lies on a line's axis, inside of it or next to one of its ends."""
    size = line.style.size
    near = line.x0 - 1.3 * size < x1 and x0 < line.x1 + 1.3 * size
    return line.style.turn == VERTICAL and near and abs(line.y - y) < 0.3 * size
