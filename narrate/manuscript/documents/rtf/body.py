"""An RTF document into paragraphs."""

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass

from narrate.errors import ManuscriptError
from narrate.manuscript.documents.content import Resolved
from narrate.manuscript.documents.fields import Fields
from narrate.manuscript.documents.paragraph import Paragraph, ParagraphStyle
from narrate.manuscript.documents.rtf.letters import CONTROL_SIGNS, SIGNS, Letters, Token, Tokens
from narrate.manuscript.documents.rtf.lists import OldNumbering
from narrate.manuscript.documents.rtf.tables import RtfFont, State, Tables
from narrate.manuscript.documents.rtf.words import SETTERS
from narrate.manuscript.documents.story import Lettering, Story
from narrate.manuscript.structure import matter

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
    "sv sp datafield objdata objclass nonesttables doccomm mmath generator buptim "
    "creatim revtim printim"
)
_SKIPPED = frozenset(_SKIPPED_NAMES.split())
"""Groups that hold no text of the book"""
_PICTURES = frozenset({"pict", "nonshppict", "shppict"})
_STARRED_NAMES = (
    "footnote shpinst fldinst ud do annotation bkmkstart listtable listoverridetable pn"
)
_STARRED = frozenset(_STARRED_NAMES.split())
"""Groups that old programs may pass over, and that have text of the book or about it"""
_NO_FONT = RtfFont()
_INFORMATION = frozenset({"title", "author", "operator", "subject", "keywords", "category"})


@dataclass(slots=True)
class _Inside:
    """A story that is being read: the text, a note, a text box."""

    story: Story
    types: frozenset[str] = frozenset()
    """Of the paragraph that is being read"""
    label: str = ""
    in_row: bool = False


class RtfBody:
    """Follows the tokens of a document."""

    def __init__(self, name: str, data: bytes) -> None:
        self.tables = Tables()
        self.notes: dict[str, list[Paragraph]] = {}
        self.raw: list[str] = []
        """The text of each paragraph, deleted text and comments too"""
        self.resolved = Resolved()
        self.whole = True
        """Every group ends"""
        self._name = name
        self._tokens = Tokens(data)
        self._letters = Letters(data)
        self._state = State()
        self._states: list[State] = []
        self._inside = [_Inside(Story(name))]
        self._fields = Fields()
        self._font_known = False
        self._bookmark = ""
        self._line: list[str] = []
        """What the paragraph that is open adds to `raw`"""
        self._change = ""
        """`inserted` or `deleted` if what was read last is"""
        self._groups = 0
        self._words = self._table()

    def read(self) -> Story:
        """The paragraphs of the document; `notes` has those of its notes."""
        for count, token in enumerate(self._tokens):
            if count > MOST_TOKENS or self._groups > MOST_GROUPS:
                raise ManuscriptError(
                    f"{self._name}: too large: more tags than any book has; split it"
                )
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
        match token.kind:
            case "text" | "byte":
                self._set_font()
                self._letters.add(token.data, raw=token.kind == "text")
            case "open":
                self._flush()
                self._open()
            case "close":
                self._flush()
                self._close()
            case "sign":
                self._take_sign(token.word)
            case _:
                self._take_word(token)

    def _take_sign(self, sign: str) -> None:
        if sign in CONTROL_SIGNS:
            self._letters.sign(CONTROL_SIGNS[sign])
            return
        self._flush()
        if sign == "*":
            self._state.starred = True
        elif sign in "\r\n":
            self._par()

    def _take_word(self, token: Token) -> None:
        if token.word in SIGNS:
            self._letters.sign(SIGNS[token.word])
            self._state.starred = False
        elif token.word == "u":
            self._set_font()
            self._letters.unicode(token.value or 0, self._state.unicode_skip)
        else:
            self._flush()
            self._word(token.word, token.value)

    def _open(self) -> None:
        if len(self._states) >= DEEPEST:
            raise ManuscriptError(
                f"{self._name}: groups nested {DEEPEST} deep; save it again in a word processor"
            )
        self._groups += 1
        self._states.append(self._state)
        self._state = copy(self._state)
        self._state.starred, self._state.opens = False, ""

    def _close(self) -> None:
        ended = self._state
        if ended.opens == "field":
            self._fields.mark("end")
        elif ended.opens == "bookmark":
            self._here.story.name(self._bookmark.strip())
            self._bookmark = ""
        elif ended.opens not in ("", "numbering"):
            self._end_inside(ended.opens)
        if self._states:
            self._state = self._states.pop()
        if ended.opens == "numbering":
            self._state.numbering = self.tables.numbering
        self._font_known = False

    def _end_inside(self, kind: str) -> None:
        if len(self._inside) < 2:
            return
        self._par()
        inside = self._inside.pop()
        inside.story.finish()
        if kind == "comment":
            self.resolved.comments += 1
            for paragraph in inside.story.paragraphs:
                self.resolved.drop(matter.COMMENT, paragraph.text)
        elif kind == "note":
            note = f"note {len(self.notes) + 1}"
            self.notes[note] = inside.story.paragraphs
            self._here.story.refer(note)
        else:
            self._here.story.box(inside.story.paragraphs)

    def _flush(self) -> None:
        """What has been gathered becomes text of its group."""
        text = self._letters.take()
        if not text:
            return
        state = self._state
        match state.goes_to:
            case "text":
                self._add(text)
            case "label":
                self._here.label += text
            case "bookmark":
                self._bookmark += text
            case "code":
                self._fields.code(text)
            case _:
                self.tables.take(state.goes_to, text, state.field_name)

    def _set_font(self) -> None:
        """The text that follows is in the font of its group."""
        if self._font_known:
            return
        tables, state = self.tables, self._state
        self._font_known = True
        if state.goes_to in ("text", "label", "code"):
            self._letters.page = tables.page_of(state.font)
            self._letters.font = tables.fonts.get(state.font, _NO_FONT).name
        else:
            self._letters.page = tables.page

    def _add(self, text: str) -> None:
        state = self._state
        self._line.append(text)
        self._count_change()
        if state.deleted or self._fields.hide:
            self.resolved.drop(matter.DELETED if state.deleted else matter.CODE, text)
            return
        here = self._here
        reason = matter.HIDDEN if state.hidden else self._fields.reason
        here.story.text(
            text,
            Lettering(
                reason,
                state.bold,
                state.size,
                self._fields.linked,
                state.language,
                state.struck,
                "up" if state.raised else "down" if state.lowered else "",
                highlighted=state.highlighted,
            ),
        )
        if text.strip():
            here.types |= self._fields.types

    def _count_change(self) -> None:
        """A run of inserted or deleted text is one change."""
        change = "deleted" if self._state.deleted else "inserted" if self._state.inserted else ""
        self.resolved.changes += bool(change) and change != self._change
        self._change = change

    def _word(self, word: str, value: int | None) -> None:
        state = self._state
        self._font_known = False
        starred, state.starred = state.starred, False
        if word in _SKIPPED or (starred and word not in _STARRED):
            if word in _PICTURES:
                self._here.story.picture()
            self._tokens.skip_group()
            self._close()
        elif word in SETTERS:
            SETTERS[word](state, self.tables, value)
        elif word in self._words:
            self._words[word]()
        elif word in _INFORMATION and state.goes_to == "info":
            state.field_name = word

    def _par(self) -> None:
        """End the paragraph, which is set as its end mark is."""
        here, state = self._here, self._state
        if state.goes_to not in ("text", "label") or state.deleted:
            self._line.append(" ")
            return
        role = self.tables.role(state.style)
        level = role.level if state.level is None else state.level
        counted = self.tables.lists.label(state.list_id, state.list_level, state.numbering)
        initial = state.initial and 0 < here.story.length <= _INITIAL
        self._end_raw()
        if not here.story.is_open:
            here.story.begin()
        here.story.end(
            ParagraphStyle(
                role.name,
                level,
                state.centred,
                state.new_page,
                " ".join((here.label or counted).split()),
                initial,
                here.types,
                state.indent,
            )
        )
        here.types, here.label = frozenset(), ""

    def _end_raw(self) -> None:
        if self._line:
            self.raw.append("".join(self._line))
            self._line = []

    def _end_line(self) -> None:
        self._line.append(" ")
        self._here.story.line()

    def _page(self) -> None:
        self._line.append(" ")
        self._here.story.page()

    def _begin_inside(self, kind: str) -> None:
        self._end_raw()
        self._state.opens, self._state.goes_to = kind, "text"
        self._state.paragraph()
        self._inside.append(_Inside(Story(self._name)))

    def _begin_field(self) -> None:
        if self._state.goes_to == "text" and not self._state.opens:
            self._state.opens = "field"
            self._fields.mark("begin")

    def _begin_result(self) -> None:
        self._fields.mark("separate")
        if target := self._fields.target:
            self._here.story.link(target)

    def _begin_bookmark(self) -> None:
        self._state.goes_to, self._state.opens = "bookmark", "bookmark"

    def _begin_numbering(self) -> None:
        if self._state.goes_to == "text":
            self._state.goes_to, self._state.opens = "numbering", "numbering"
            self.tables.numbering = OldNumbering()

    def _code(self) -> None:
        if self._state.goes_to == "text":
            self._state.goes_to = "code"

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

    def _table(self) -> dict[str, Callable[[], None]]:
        """What the words do that begin and end something."""
        return {
            "par": self._par,
            "cell": self._par,
            "nestcell": self._par,
            "trowd": self._row,
            "row": self._end_row,
            "sect": self._section,
            "line": self._end_line,
            "lbr": self._end_line,
            "page": self._page,
            "field": self._begin_field,
            "pn": self._begin_numbering,
            "fldinst": self._code,
            "fldrslt": self._begin_result,
            "annotation": lambda: self._begin_inside("comment"),
            "bkmkstart": self._begin_bookmark,
            "footnote": lambda: self._begin_inside("note"),
            "shptxt": lambda: self._begin_inside("box"),
            "dptxbxtext": lambda: self._begin_inside("box"),
        }
