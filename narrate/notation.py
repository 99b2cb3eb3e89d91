r"""How a script file marks what a plain text cannot say; read and written by the same rules.

    [Hermione]{say her-MY-oh-nee}    said so
    [“Off with her head!”]{as Queen} spoken by
    [a line]{voice fable}            read in this voice
    [une phrase]{lang fr}            in another language than the text around it
    [12]{skip note marker}           not read, and why
    {pause 1.5}                      seconds of silence here

A backslash takes the meaning from the character behind it; one at the end of a line keeps the
line's end. Spans may lie within each other. A brace behind no bracket and brackets before no
brace are text.
"""

import bisect
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal, cast, get_args

from narrate.language import tag_of

Verb = Literal["say", "as", "voice", "lang", "skip", "pause"]
RUNNING_PROSE = ", running prose"
"""Ends the reason of a skip where what is not read is prose that nobody has answered for"""
VERBS: tuple[Verb, ...] = get_args(Verb)

VALUE = r"(?:\\.|[^\\}\n])*"
"""Pattern of a value as it is written: up to a brace without a backslash before it"""
_TOKEN = re.compile(
    r"\\(?P<literal>[\s\S])"
    r"|(?P<open>\[)"
    rf"|\](?:\{{(?P<verb>\w+)(?:[ \t]+(?P<value>{VALUE}))?\}})?"
    rf"|\{{pause(?:[ \t]+(?P<pause>{VALUE}))?\}}"
)
_ESCAPED = re.compile(r"\\(.)")
_MEANING = re.compile(r"[\\\[\]{]")
_SECONDS = re.compile(r"\d{1,3}(?:\.\d{1,3})?")
LONGEST_PAUSE = 60.0
"""Seconds, as in the settings"""


class NotationError(ValueError):
    """A mark that means nothing; says which, and what is allowed there."""


@dataclass(frozen=True, slots=True)
class Span:
    """A marked span of a text without marks; a pause has no length."""

    start: int
    end: int
    verb: Verb
    value: str


def parse(marked: str) -> tuple[str, tuple[Span, ...]]:
    """The text of a block without its marks, and the marks, outer before inner.

    Raises NotationError.
    """
    return _Parser(marked).result()


class _Parser:
    """One pass; a bracket's partner is known when it comes."""

    def __init__(self, marked: str) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._open: list[tuple[int, int]] = []
        """Index of the piece and position of each bracket that has no partner yet"""
        self._spans: list[Span] = []
        self._gone: list[int] = []
        """Positions of brackets that turned out to be marks"""
        at = 0
        for token in _TOKEN.finditer(marked):
            self._add(marked[at : token.start()])
            at = token.end()
            self._take(token)
        self._add(marked[at:])

    def result(self) -> tuple[str, tuple[Span, ...]]:
        text = "".join(self._pieces)
        gone = sorted(self._gone)

        def moved(at: int) -> int:
            return at - bisect.bisect_left(gone, at)

        spans = [replace(s, start=moved(s.start), end=moved(s.end)) for s in self._spans]
        return text, tuple(sorted(spans, key=lambda s: (s.start, -s.end)))

    def _add(self, text: str) -> None:
        if text:
            self._pieces.append(text)
            self._length += len(text)

    def _take(self, token: re.Match[str]) -> None:
        if token["literal"] is not None:
            self._add(token["literal"])
        elif token["open"]:
            self._open.append((len(self._pieces), self._length))
            self._add("[")
        elif token.group().startswith("{"):
            self._spans.append(Span(self._length, self._length, "pause", _pause(token["pause"])))
        else:
            self._close(token)

    def _close(self, token: re.Match[str]) -> None:
        opened = self._open.pop() if self._open else None
        verb = token["verb"]
        if verb is None:
            self._add(token.group())
            return
        if verb not in VERBS or verb == "pause":
            allowed = ", ".join(VERBS[:-1])
            raise NotationError(f"{{{verb} …}} is none of {allowed}; write \\{{ for a brace")
        value = _value(verb, token["value"])
        if opened is None:
            raise NotationError(f"{{{verb} {value}}} has no [ before it")
        piece, start = opened
        self._pieces[piece] = ""
        self._gone.append(start)
        self._spans.append(Span(start, self._length, cast(Verb, verb), value))


def read_value(value: str) -> str:
    """A value as it is meant."""
    return " ".join(_ESCAPED.sub(r"\1", value).split())


def _value(verb: str, value: str | None) -> str:
    words = read_value(value or "")
    if verb == "lang" and words and not tag_of(words):
        raise NotationError(f"{{lang {words}}} must name a language by its tag, as {{lang fr}}")
    if not words and verb != "say":
        raise NotationError(f"{{{verb}}} needs a word more, such as {{{verb} {_EXAMPLE[verb]}}}")
    return words


_EXAMPLE = {"as": "Alice", "voice": "fable", "lang": "fr", "skip": "note marker"}


def _pause(value: str | None) -> str:
    seconds = (value or "").strip()
    if not _SECONDS.fullmatch(seconds) or float(seconds) > LONGEST_PAUSE:
        raise NotationError(
            f"{{pause {seconds}}} must give seconds from 0 to {LONGEST_PAUSE:g}, as {{pause 1.5}}"
        )
    return seconds


def render(text: str, spans: Sequence[Span]) -> str:
    """The text with its marks; `parse` gives back just these. Spans may not cross each other."""
    ordered = sorted(spans, key=lambda s: (s.start, -s.end, s.verb != "pause"))
    return "".join(_render(text, 0, len(text), ordered))


def _render(text: str, start: int, end: int, spans: Sequence[Span]) -> Iterator[str]:
    at, i = start, 0
    while i < len(spans):
        span = spans[i]
        yield escape(text[at : span.start])
        i += 1
        if span.verb == "pause":
            yield f"{{pause {span.value}}}"
        else:
            inner = []
            while i < len(spans) and spans[i].end <= span.end and spans[i].start < span.end:
                inner.append(spans[i])
                i += 1
            yield "["
            yield from _render(text, span.start, span.end, inner)
            yield f"]{{{span.verb} {escape_value(span.value)}}}"
        at = span.end
    yield escape(text[at:end])


def escape(text: str) -> str:
    """Text in which nothing means anything."""
    return _MEANING.sub(lambda m: f"\\{m.group()}", text)


def escape_value(value: str) -> str:
    """A value that its mark's brace does not end."""
    return value.replace("\\", "\\\\").replace("}", "\\}")
