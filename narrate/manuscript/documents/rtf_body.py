"""An RTF document into paragraphs."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass

from narrate.errors import ManuscriptError
from narrate.manuscript import matter
from narrate.manuscript.documents.fields import Fields
from narrate.manuscript.documents.paragraph import Paragraph, Setting
from narrate.manuscript.documents.rtf_state import State, Where
from narrate.manuscript.documents.rtf_tables import (
    SYMBOLS,
    Font,
    RtfStyle,
    Tables,
    language_of,
    page_of_charset,
    page_of_number,
)
from narrate.manuscript.documents.rtf_tokens import Token, Tokens
from narrate.manuscript.documents.story import HIDDEN, Lettering, Story, is_raised_mark
from narrate.manuscript.documents.symbols import symbol

DEEPEST = 10_000
"""Groups within groups; Word writes some twenty"""
MOST_GROUPS = 2_000_000
"""Of one document: Word begins one wherever the lettering changes"""
MOST_TOKENS = 8_000_000
"""Of one document: Word writes some ten for each group"""
_INITIAL = 4
"""Characters of a drop cap: a letter, maybe with quotation marks"""

_SKIPPED_NAMES = (
    "colortbl header headerl headerr headerf footer footerl footerr footerf pict nonshppict "
    "shprslt xe tc tcn rxe txe filetbl ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn private sn "
    "sv sp datafield objdata objclass nonesttables doccomm mmath pntxta pntxtb generator buptim "
    "creatim revtim printim"
)
_SKIPPED = frozenset(_SKIPPED_NAMES.split())
"""Groups that hold no text of the book"""
_STARRED = frozenset({"footnote", "shpinst", "fldinst", "ud", "do"})
"""Groups that old programs may pass over, and that have text of the book or about it"""
_SIGNS = {
    "tab": " ", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“",
    "rdblquote": "”", "bullet": "•", "emspace": "\u2003", "enspace": "\u2002",
    "qmspace": "\u2005", "zwj": "\u200d", "zwnj": "\u200c", "ltrmark": "", "rtlmark": "",
}  # fmt: skip
_CONTROL_SIGNS = {"~": "\u00a0", "_": "-", "-": "", "{": "{", "}": "}", "\\": "\\"}
_INFORMATION = frozenset({"title", "author", "operator", "subject", "keywords", "category"})


@dataclass(slots=True)
class _Inside:
    """A story that is being read: the text, a note, a text box."""

    story: Story
    types: frozenset[str] = frozenset()
    """Of the paragraph that is being read"""
    label: str = ""
    in_row: bool = False


class Body:
    """Follows the tokens of a document."""

    def __init__(self, name: str, data: bytes) -> None:
        self.tables = Tables()
        self.information: dict[str, str] = {}
        self.notes: dict[str, list[Paragraph]] = {}
        self.whole = True
        """Every group ends"""
        self._name = name
        self._tokens = Tokens(data)
        self._utf8 = _is_utf8(data)
        self._state = State()
        self._states: list[State] = []
        self._inside = [_Inside(Story(name))]
        self._fields = Fields()
        self._bytes = bytearray()
        self._kind = ""
        self._surrogate = 0
        self._groups = 0
        self._skip = 0
        self._listed = 0
        """The font or style that is being listed"""
        self._words: dict[str, Callable[[int | None], None]] = self._table()

    def read(self) -> Story:
        """The paragraphs of the document; `notes` has those of its notes."""
        for count, token in enumerate(self._tokens):
            if count > MOST_TOKENS or self._groups > MOST_GROUPS:
                raise ManuscriptError(f"{self._name}: more marks than any book has; split it")
            self._take(token)
            if token.kind == "close" and not self._states:
                break
        else:
            self.whole = False
        self._flush()
        while len(self._inside) > 1:
            self._end_inside("note")
        self._par()
        self._here.story.finish()
        return self._here.story

    @property
    def _here(self) -> _Inside:
        return self._inside[-1]

    def _take(self, token: Token) -> None:
        kind = token.kind
        if kind in ("text", "byte"):
            self._collect(token)
            return
        if kind in ("open", "close"):
            self._flush()
            self._skip = 0
            self._open() if kind == "open" else self._close()
            return
        if self._skip and (kind == "sign" or token.word in _SIGNS):
            self._skip -= 1
            return
        self._flush()
        if kind == "word":
            self._word(token.word, token.value)
        else:
            self._sign(token.word)

    def _open(self) -> None:
        if len(self._states) >= DEEPEST:
            raise ManuscriptError(
                f"{self._name}: groups nested {DEEPEST} deep; save it anew in a word processor"
            )
        self._groups += 1
        self._states.append(self._state)
        self._state = copy(self._state)
        self._state.starred, self._state.opens = False, ""

    def _close(self) -> None:
        ended = self._state
        if ended.opens == "field":
            self._fields.mark("end")
        elif ended.opens:
            self._end_inside(ended.opens)
        if self._states:
            self._state = self._states.pop()

    def _end_inside(self, kind: str) -> None:
        if len(self._inside) < 2:
            return
        self._par()
        inside = self._inside.pop()
        inside.story.finish()
        if kind == "note":
            note = f"note {len(self.notes) + 1}"
            self.notes[note] = inside.story.paragraphs
            self._here.story.refer(note)
        else:
            self._here.story.box(inside.story.paragraphs)

    def _collect(self, token: Token) -> None:
        data = token.data
        if self._skip:
            skipped = min(self._skip, len(data))
            self._skip -= skipped
            data = data[skipped:]
        if self._kind != token.kind and self._utf8:
            self._flush()
        self._bytes += data
        self._kind = token.kind

    def _flush(self) -> None:
        """The bytes that have been collected become text."""
        if not self._bytes:
            return
        data, self._bytes = self._bytes, bytearray()
        page = self.tables.page_of(self._state.font)
        if self._state.goes_to not in ("text", "label", "code"):
            page = self.tables.page
        if page == SYMBOLS:
            name = self.tables.fonts[self._state.font].name
            self._text("".join(symbol(name or "wingdings", byte) for byte in data))
        else:
            raw = self._utf8 and self._kind == "text"
            self._text(data.decode("utf-8" if raw else page, "replace"))

    def _text(self, text: str) -> None:
        state = self._state
        match state.goes_to:
            case "text":
                self._add(text)
            case "label":
                self._here.label += text
            case "code":
                self._fields.code(text)
            case "info":
                said = self.information.get(state.field_name, "")
                self.information[state.field_name] = said + text[:1000]
            case "fonts":
                self.tables.fonts.setdefault(self._listed, Font()).name += text.rstrip(";")
            case "styles":
                self.tables.styles.setdefault(self._listed, RtfStyle()).name += text.rstrip(";")

    def _add(self, text: str) -> None:
        state = self._state
        if state.deleted or self._fields.hide:
            return
        here = self._here
        reason = HIDDEN if state.hidden else self._fields.reason
        if reason is None and state.raised and is_raised_mark(text, here.story.last):
            reason = matter.MARKER
        here.story.text(
            text,
            Lettering(reason, state.bold, state.size, self._fields.linked, state.language),
        )
        if text.strip():
            here.types |= self._fields.types

    def _sign(self, sign: str) -> None:
        if sign == "*":
            self._state.starred = True
        elif sign in "\r\n":
            self._par()
        elif sign in _CONTROL_SIGNS:
            self._text(_CONTROL_SIGNS[sign])

    def _word(self, word: str, value: int | None) -> None:
        state = self._state
        starred, state.starred = state.starred, False
        if word in _SKIPPED or (starred and word not in _STARRED):
            self._tokens.skip_group()
            self._close()
        elif word in self._words:
            self._words[word](value)
        elif word in _SIGNS:
            self._text(_SIGNS[word])
        elif word in _INFORMATION and state.goes_to == "info":
            state.field_name = word

    def _unicode(self, value: int | None) -> None:
        code = (value or 0) % 0x10000 if -0x8000 <= (value or 0) < 0x10000 else value or 0
        self._skip = self._state.unicode_skip
        if 0xD800 <= code < 0xDC00:
            self._surrogate = code
            return
        if 0xDC00 <= code < 0xE000:
            if not self._surrogate:
                return
            code = 0x10000 + ((self._surrogate - 0xD800) << 10) + (code - 0xDC00)
        self._surrogate = 0
        if 0xF000 <= code < 0xF100:
            font = self.tables.fonts.get(self._state.font, Font())
            self._text(symbol(font.name, code))
        elif 0x20 <= code < 0x110000:
            self._text(chr(code))

    def _par(self) -> None:
        """End the paragraph, which is set as its end mark is."""
        here, state = self._here, self._state
        if state.goes_to not in ("text", "label") or state.deleted:
            return
        role = self.tables.role(state.style)
        level = role.level if state.level is None else state.level
        initial = state.initial and 0 < here.story.length <= _INITIAL
        if not here.story.is_open:
            here.story.begin()
        here.story.end(
            Setting(
                role.name,
                level,
                state.centred,
                state.new_page,
                " ".join(here.label.split()),
                initial,
                here.types,
            )
        )
        here.types, here.label = frozenset(), ""

    def _begin_inside(self, kind: str) -> None:
        self._state.opens, self._state.goes_to = kind, "text"
        self._state.paragraph()
        self._inside.append(_Inside(Story(self._name)))

    def _goes(self, where: Where) -> None:
        self._state.goes_to = where

    def _begin_field(self) -> None:
        if self._state.goes_to == "text" and not self._state.opens:
            self._state.opens = "field"
            self._fields.mark("begin")

    def _result(self) -> None:
        self._fields.mark("separate")

    def _code(self) -> None:
        if self._state.goes_to == "text":
            self._state.goes_to = "code"

    def _listed_font(self, value: int | None) -> None:
        if self._state.goes_to == "fonts":
            self._listed = value or 0
        else:
            self._state.font = value or 0

    def _listed_style(self, value: int | None) -> None:
        if self._state.goes_to == "styles":
            self._listed = value or 0
            self.tables.styles[self._listed] = RtfStyle()
        else:
            self._state.style = value or 0

    def _level(self, value: int | None) -> None:
        level = 9 if value is None else value
        level = level + 1 if 0 <= level < 9 else 0
        if self._state.goes_to == "styles":
            self.tables.styles.setdefault(self._listed, RtfStyle()).level = level
        else:
            self._state.level = level

    def _based_on(self, value: int | None) -> None:
        if self._state.goes_to == "styles":
            self.tables.styles.setdefault(self._listed, RtfStyle()).based_on = value

    def _charset(self, page: str) -> None:
        if self._state.goes_to == "fonts" and page:
            self.tables.fonts.setdefault(self._listed, Font()).page = page

    def _row(self) -> None:
        if self._state.goes_to == "text" and not self._here.in_row:
            self._here.in_row = True
            self._here.story.begin_row()

    def _end_row(self) -> None:
        if self._here.in_row:
            self._here.in_row = False
            self._here.story.end_row()

    def _section(self) -> None:
        if self._here.story.is_open:
            self._par()
        self._here.story.page()

    def _table(self) -> dict[str, Callable[[int | None], None]]:
        """What each control word does that means anything for reading aloud."""

        def sets(name: str) -> Callable[[int | None], None]:
            return lambda value: setattr(self._state, name, value != 0)

        def does(act: Callable[[], None]) -> Callable[[int | None], None]:
            return lambda _: act()

        tables = self.tables
        return {
            "u": self._unicode,
            "uc": lambda v: setattr(self._state, "unicode_skip", min(v or 0, 100)),
            "par": does(self._par),
            "cell": does(self._par),
            "nestcell": does(self._par),
            "trowd": does(self._row),
            "row": does(self._end_row),
            "sect": does(self._section),
            "line": does(lambda: self._here.story.line()),
            "lbr": does(lambda: self._here.story.line()),
            "page": does(lambda: self._here.story.page()),
            "pard": does(lambda: self._state.paragraph()),
            "plain": does(lambda: self._state.plain(tables.font, tables.language)),
            "b": sets("bold"),
            "v": sets("hidden"),
            "deleted": sets("deleted"),
            "super": sets("raised"),
            "nosupersub": does(lambda: setattr(self._state, "raised", False)),
            "fs": lambda v: setattr(self._state, "size", (v or 24) / 2),
            "lang": lambda v: setattr(self._state, "language", language_of(v or 0)),
            "qc": does(lambda: setattr(self._state, "centred", True)),
            **{
                name: does(lambda: setattr(self._state, "centred", False))
                for name in ("ql", "qr", "qj", "qd")
            },
            "pagebb": sets("new_page"),
            "dropcapt": sets("initial"),
            "s": self._listed_style,
            "sbasedon": self._based_on,
            "outlinelevel": self._level,
            "f": self._listed_font,
            "fcharset": lambda v: self._charset(page_of_charset(v or 0)),
            "cpg": lambda v: self._charset(page_of_number(v or 0)),
            "ansicpg": lambda v: setattr(tables, "page", page_of_number(v or 1252)),
            "mac": does(lambda: setattr(tables, "page", "mac_roman")),
            "pc": does(lambda: setattr(tables, "page", "cp437")),
            "pca": does(lambda: setattr(tables, "page", "cp850")),
            "deff": self._default_font,
            "deflang": self._default_language,
            "fonttbl": does(lambda: self._goes("fonts")),
            "stylesheet": does(lambda: self._goes("styles")),
            "info": does(lambda: self._goes("info")),
            "listtext": does(lambda: self._goes("label")),
            "pntext": does(lambda: self._goes("label")),
            "upr": does(self._pass_over),
            "ud": does(lambda: self._goes(self._state.outer)),
            "field": does(self._begin_field),
            "fldinst": does(self._code),
            "fldrslt": does(self._result),
            "footnote": does(lambda: self._begin_inside("note")),
            "shptxt": does(lambda: self._begin_inside("box")),
            "dptxbxtext": does(lambda: self._begin_inside("box")),
        }

    def _pass_over(self) -> None:
        self._state.outer, self._state.goes_to = self._state.goes_to, "nowhere"

    def _default_font(self, value: int | None) -> None:
        self.tables.font = self._state.font = value or 0

    def _default_language(self, value: int | None) -> None:
        self.tables.language = self._state.language = language_of(value or 0)


def _is_utf8(data: bytes) -> bool:
    """Whether there is raw text in UTF-8, which RTF has no way to say."""
    if data.isascii():
        return False
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
