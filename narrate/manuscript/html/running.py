"""Running text as it is put together from the pieces that markup gives."""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from narrate.book import LanguageSpan, LeftOut, Mark
from narrate.manuscript.structure.matter import MARKER

_INDENT = " \u00a0\u2002\u2003"
_TAIL = 40
"""Characters of the end that are looked at"""
_BLANKS = re.compile(r"[ \t\n\r\f]+")
"""White space that HTML collapses; no-break and other typographic spaces stay as they are"""


class RunningText:
    """Collects pieces of a block, white space collapsed, with what of them is not read."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._spans: list[LeftOut] = []
        self._languages: list[LanguageSpan] = []
        self._highlights: list[Mark] = []
        self._open = False
        self.highlighted = False
        """Whether what is added is in colour"""
        self.length = 0
        self.lead = 0
        """Characters at the start that bold type or a tab sets apart from what follows"""
        self.begins_linked = False
        """The first characters lie in such a link"""
        self.linked = 0
        """Characters that lie in links into the book"""

    def add(
        self,
        text: str,
        reason: str | None = None,
        *,
        linked: bool = False,
        language: str = "",
        apart: bool = False,
    ) -> None:
        """Append text; with a reason, it is left out; with a language, it is in that one.

        `apart`: it is set as the text around it is not.
        """
        text = _BLANKS.sub(" ", text)
        if not self._open:
            text = text.lstrip(_INDENT)
        if not text:
            return
        self._open = text[-1] != " "
        if reason:
            self._leave_out(self.length, self.length + len(text), reason)
        if language:
            self._speak(self.length, self.length + len(text), language)
        if self.highlighted:
            self._highlight(self.length, self.length + len(text))
        if linked:
            self.linked += len(text.strip())
            self.begins_linked = self.begins_linked or not self.length
        self._pieces.append(text)
        apart = apart and self.lead == self.length
        self.length += len(text)
        self.lead = self.length if apart else self.lead

    @property
    def languages(self) -> tuple[LanguageSpan, ...]:
        """Spans in other languages."""
        return tuple(self._languages)

    @property
    def highlights(self) -> tuple[Mark, ...]:
        """Spans in colour."""
        return tuple(self._highlights)

    @property
    def is_note(self) -> bool:
        """Whether it begins with a marker that links back to the place the note belongs to."""
        first = self._spans[0] if self._spans else None
        marked = first is not None and first.start == 0 and first.reason == MARKER
        return marked and self.begins_linked and first is not None and self.length > first.end

    @property
    def tail(self) -> str:
        """The end of what has been collected."""
        return "".join(self._pieces[-_TAIL:])[-_TAIL:]

    def add_lines(self, text: str, reason: str | None = None) -> None:
        """Append text whose line ends count, as in `<pre>`."""
        first, *others = text.replace("\r\n", "\n").split("\n")
        self.add(first, reason)
        for line in others:
            self.end_line()
            self.add(line, reason)

    def end_line(self) -> None:
        """Break the line here; a break before any text is dropped."""
        if not self.length:
            return
        if not self._open and self._pieces and self._pieces[-1].endswith(" "):
            self._pieces[-1] = self._pieces[-1][:-1]
            self.length -= 1
        if self._pieces[-1] != "\n":
            self._pieces.append("\n")
            self.length += 1
        self._open = False

    @property
    def at_line_start(self) -> bool:
        """Whether the last thing was the end of a line."""
        return bool(self._pieces) and self._pieces[-1] == "\n"

    def take(self) -> tuple[str, tuple[LeftOut, ...]]:
        """The text and its unread spans; the collector is empty afterwards."""
        text = "".join(self._pieces).rstrip(" \n")
        spans = tuple(
            LeftOut(s.start, min(s.end, len(text)), s.reason)
            for s in self._spans
            if text[s.start : s.end].strip()
        )
        self.__init__()  # type: ignore[misc]
        return text, spans

    def _speak(self, start: int, end: int, language: str) -> None:
        last = self._languages[-1] if self._languages else None
        if last and last.end == start and last.language == language:
            self._languages[-1] = LanguageSpan(last.start, end, language)
        else:
            self._languages.append(LanguageSpan(start, end, language))

    def _highlight(self, start: int, end: int) -> None:
        last = self._highlights[-1] if self._highlights else None
        if last and last.end == start:
            start = self._highlights.pop().start
        self._highlights.append(Mark(start, end, "highlight", ""))

    def _leave_out(self, start: int, end: int, reason: str) -> None:
        last = self._spans[-1] if self._spans else None
        if last and last.end == start and last.reason == reason:
            self._spans[-1] = LeftOut(last.start, end, reason)
        else:
            self._spans.append(LeftOut(start, end, reason))


_Span = TypeVar("_Span", LanguageSpan, Mark)


def within(text: str, spans: Iterable[_Span]) -> tuple[_Span, ...]:
    """The spans as far as they lie in a text that was taken."""
    clipped = (replace(span, end=min(span.end, len(text))) for span in spans)
    return tuple(s for s in clipped if text[s.start : s.end].strip())
