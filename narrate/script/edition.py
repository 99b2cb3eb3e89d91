"""A script as a file that people read and edit: `narrate.manuscript.script_file` reads it back.

How a word is read is given beside it where it differs (`[1894]{say eighteen ninety-four}`), so
that a reader of the file sees every word that will be heard. Read back without an edit it
gives the same chunks, and no take is recorded again.
"""

import bisect
import difflib
import functools
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import yaml

from narrate.book import Block, Book, LeftOutPart, Mark, MarkKind
from narrate.chunk import ChapterScript, Chunk, Script, Voicing
from narrate.language import primary
from narrate.notation import RUNNING_PROSE, Span, Verb, escape_value, render
from narrate.readings.languages import rules_for
from narrate.script.dialogue.attribution import MOST_DOUBTFUL, doubtful_speeches, told
from narrate.script.said import said_of
from narrate.script.speech import (
    DICTIONARY,
    BookEvidence,
    Says,
    ScriptOptions,
    Speech,
    evidence_of,
    with_slots,
)
from narrate.script.spoken.spoken import normalise, slot

_WORD = re.compile(r"\S+")
_MARKS = "“”‘’\"'«»„()[],.;:!?…—–-"

_DOUBTFUL = frozenset({"d", "dr", "m", "st"})
"""Titles that may be something else: Drive, Street, an initial"""


@dataclass(frozen=True, slots=True)
class _WrittenWord:
    start: int
    end: int
    key: str
    """As it is said when nothing but cleaning happens to it"""


def say_marks(text: str, speech: Speech, says: Sequence[Mark]) -> list[Mark]:
    """Marks that show what a text is read as, and keep it so.

    `says` are the marks that it has already; they are among the result. `Mr.` and its like can be
    read in one way only: marked, they would hide what is worth a look.
    """
    wanted = speech.read(text, says)
    marks = list(_marks(text, speech, says))
    told = [mark for mark in marks if mark in says or not _is_plain(text, mark, speech.language)]
    for shown in (told, marks):
        if speech.read(text, shown) == wanted:
            return shown
    return [Mark(0, len(text), "say", wanted)]


def _is_plain(text: str, mark: Mark, language: str) -> bool:
    title = text[mark.start : mark.end].removesuffix(".").lower()
    return title in rules_for(language).titles and title not in _DOUBTFUL


def _marks(text: str, speech: Speech, says: Sequence[Mark]) -> Iterator[Mark]:
    slotted = with_slots(text, says)
    said = speech.read(slotted).split()
    if len(says) == len(text) or said == normalise(slotted).split():
        yield from says
        return
    found = []
    for start, end, words in _replaced(slotted, said):
        a, b = (_position(at, says) for at in (start, end))
        for i, mark in enumerate(says):
            words = words.replace(slot(i), mark.value)
        found.append(Mark(a, b, "say", words))
    kept = [m for m in says if not any(f.start <= m.start and m.end <= f.end for f in found)]
    yield from sorted([*found, *kept], key=lambda mark: mark.start)


def _position(at: int, says: Sequence[Mark]) -> int:
    """A position in the text with slots, counted in the text itself."""
    for mark in says:
        if mark.start >= at:
            break
        at += mark.end - mark.start - 1
    return at


def _replaced(text: str, said: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Runs of words that are others when they are read, with those.

    `Dr. Jekyll, 5.` read as `Doctor Jekyll, five.` gives (0, 3, `Doctor`), (12, 13, `five`).
    """
    words = list(_written_words(text))
    if not words:
        return
    matcher = difflib.SequenceMatcher(None, [word.key for word in words], said, autojunk=False)
    for what, a, b, c, d in matcher.get_opcodes():
        if what == "equal":
            continue
        if what == "insert":  # said beside a word that is there: with it
            a, c = (a - 1, c - 1) if a else (a, c)
            b, d = (b, d) if a < b else (b + 1, d + 1)
        yield _bare(text, words[a].start, words[b - 1].end, " ".join(said[c:d]))


def _written_words(text: str) -> Iterator[_WrittenWord]:
    """The words of which something is said."""
    for match in _WORD.finditer(text):
        if key := normalise(match.group()):
            yield _WrittenWord(match.start(), match.end(), key)


def _bare(text: str, start: int, end: int, said: str) -> tuple[int, int, str]:
    """A span without the marks at its ends that are the same when it is read."""
    while len(said) > 1 and end - start > 1 and text[end - 1] == said[-1] in _MARKS:
        if said[-2].isspace():
            break
        end, said = end - 1, said[:-1]
    while len(said) > 1 and end - start > 1 and text[start] == said[0] in _MARKS:
        if said[1].isspace():
            break
        start, said = start + 1, said[1:]
    return start, end, said


_HELP = """\
<!--
What will be said. Edit it: narrate then reads this file in place of the manuscript named above.

    # Title                     begins a chapter; {voice NAME} behind it: who reads all of it
    ## Words                    a heading inside a chapter
    > Words                     a quotation or letter
    | Words                     a line of verse
    ***                         a break between scenes
    {voice NAME}                on a line of its own: who reads from there on; {voice}: as before
    {pause 1.5}                 seconds of silence, in place of the usual pause
    [Words]{say other words}    how something is said; [Words]{say}: not at all
    [“Words”]{as Alice}         who speaks; {as narrator}: nobody
    [Words]{voice NAME}         read in another voice
    [Words]{lang TAG}           in another language, such as fr
    [Words]{skip a reason}      not read

A backslash takes the meaning from the character behind it. This comment may go.
-->"""
_VERBS: dict[MarkKind, Verb] = {"say": "say", "speaker": "as", "voice": "voice", "pause": "pause"}
_SCENE = "scene break"
_PREFIXES = {"quote": "> ", "verse": "| "}
_MEANING = re.compile(r"#|>(?= |$)|\|(?= |$)|\*\*\*|[ \t\u00a0]|---")
_COMMENT = re.compile(r"<!--")


@dataclass(frozen=True, slots=True)
class EditionSource:
    """The manuscript that a script was written from."""

    name: str
    digest: str
    """By which a later run knows that it has changed since"""


def edition(script: Script, book: Book, options: ScriptOptions, source: EditionSource) -> str:
    """The whole file; `book` and `options` are those that the script was written with."""
    usual = _usual(script)
    parts = [_front(script, book, source), _HELP]
    evidence = evidence_of(book)
    if usual:
        parts.append(f"<!-- Read by {usual[1]} ({usual[0]}) where nothing else is said. -->")
    parts += _worth_a_look(script)
    for chapter in _of_the_book(script):
        parts += _Printer(chapter, book.language, options, usual, evidence).blocks()
    return "\n\n".join(parts) + "\n"


def _worth_a_look(script: Script) -> Iterator[str]:
    """The speeches whose speakers are not certain, so that they are looked at first."""
    found = doubtful_speeches(each.chapter for each in _of_the_book(script))
    if found:
        lines = [f"    {told(each)}" for each in found[:MOST_DOUBTFUL]]
        left = len(found) - MOST_DOUBTFUL
        lines += [f"    and {left:,} more: those marked {{as ?}} below"] * (left > 0)
        words = "\n".join(lines).replace("--", "—")
        yield f"<!-- Speakers worth a look, the least certain first:\n\n{words}\n-->"


_KNOWN = (
    *("title", "author", "language", "series", "series_position", "subtitle"),
    *("year", "description", "publisher", "isbn"),
)
"""What the front matter says of the book, in this order"""


def _front(script: Script, book: Book, source: EditionSource) -> str:
    about = replace(script.about, language=book.about.language)
    values = {
        "narrate": "script 1",
        "source": source.name,
        "source_digest": source.digest,
        **{name: getattr(about, name) for name in _KNOWN},
        "left_out": list(map(_part, script.left_out)),
    }
    given = {name: value for name, value in values.items() if value}
    return f"---\n{yaml.safe_dump(given, allow_unicode=True, sort_keys=False)}---"


def _part(part: LeftOutPart) -> dict[str, object]:
    """A part that is not read; marked where it is running prose that no setting names."""
    listed = {"title": part.title, "reason": part.reason, "characters": part.characters}
    return {**listed, "prose": True} if part.prose else listed


def _of_the_book(script: Script) -> list[ChapterScript]:
    """The chapters without credits, which the settings word."""
    return [chapter for chapter in script.chapters if chapter.kind == "chapter"]


def _usual(script: Script) -> tuple[str, str] | None:
    """Engine and voice that read most of the chapters."""
    narrators = Counter(filter(None, map(_narrator, _of_the_book(script))))
    return narrators.most_common(1)[0][0] if narrators else None


def _narrator(chapter: ChapterScript) -> tuple[str, str] | None:
    """Who reads a chapter; None where all of it is spoken by others, or in other languages."""
    foreign = {primary(passage.language) for passage in chapter.passages}
    voicings = (c.voicing for c in chapter.chunks if not c.speaker)
    voicing = next((v for v in voicings if primary(v.language) not in foreign), None)
    return (voicing.engine, voicing.voice) if voicing else None


class _Printer:
    """Writes one chapter."""

    def __init__(
        self,
        script: ChapterScript,
        language: str | None,
        options: ScriptOptions,
        usual: tuple[str, str] | None,
        evidence: BookEvidence,
    ) -> None:
        self._script = script
        self._chapter = script.chapter
        self._usual = usual
        self._numbers = evidence.numbers
        self._speech = functools.cache(
            lambda voicing: Speech(voicing, self._chapter, language, options, evidence)
        )
        self._starts = [block.start for block in self._chapter.blocks]
        whole = (0, len(self._chapter.text))
        self._voice = next(
            (m.value for m in self._marks("voice") if (m.start, m.end) == whole), self._unusual()
        )

    def blocks(self) -> Iterator[str]:
        """The chapter's heading, then its blocks."""
        marks = [Span(m.start, m.end, _VERBS[m.kind], m.value) for m in self._title_marks()]
        title = render(self._chapter.title, marks)
        voice = f" {{voice {escape_value(self._voice)}}}" if self._voice else ""
        yield f"# {title}{voice}".rstrip()
        spans = self._spans()
        for i, block in enumerate(self._chapter.blocks):
            text = self._chapter.text[block.start : block.end]
            yield _print(block, text, _nested(spans.get(i, ())))

    def _marks(self, *kinds: MarkKind) -> list[Mark]:
        return [mark for mark in self._chapter.marks if mark.kind in kinds]

    def _unusual(self) -> str | None:
        """The voice of a chapter that pipeline.yaml gives another one than most."""
        narrator = _narrator(self._script)
        if narrator is None or self._usual is None or narrator == self._usual:
            return None
        if self._marks("voice"):
            return None
        return narrator[1] if narrator[0] == self._usual[0] else "/".join(narrator)

    def _title_marks(self) -> Sequence[Mark]:
        said = [chunk for chunk in self._script.chunks if chunk.source is None]
        if len(said) != 1 or said[0].text != self._chapter.title:
            return self._chapter.title_marks
        speech: Speech = self._speech(_cast(said[0].voicing))
        numbered = self._chapter.number in self._numbers.titles
        return say_marks(said[0].text, speech.heading(numbered=numbered), self._chapter.title_marks)

    def _spans(self) -> dict[int, list[tuple[int, Span]]]:
        """By block: its spans, positions counted in it, each with how far inside it belongs."""
        spans: dict[int, list[tuple[int, Span]]] = defaultdict(list)
        blocks = self._chapter.blocks
        for pause in self._marks("pause"):
            i = max(0, bisect.bisect_left(self._starts, pause.end) - 1)
            at = min(max(pause.end, blocks[i].start), blocks[i].end) - blocks[i].start
            spans[i].append((0, Span(at, at, "pause", pause.value)))
        for depth, start, end, verb, value in self._everything():
            first = max(0, bisect.bisect_right(self._starts, start) - 1)
            for i in range(first, bisect.bisect_left(self._starts, end)):
                a, b = max(start, blocks[i].start), min(end, blocks[i].end)
                if a < b:
                    span = Span(a - blocks[i].start, b - blocks[i].start, verb, value)
                    spans[i].append((depth, span))
        return spans

    def _everything(self) -> Iterator[tuple[int, int, int, Verb, str]]:
        """Depth, start, end, verb and value of all that is marked but pauses, deepest first."""
        for left in self._chapter.left_out:
            yield 1, left.start, left.end, "skip", left.reason + RUNNING_PROSE * left.prose
        for mark in self._says():
            yield 2, mark.start, mark.end, "say", mark.value
        for mark in self._marks("speaker"):
            yield 3, mark.start, mark.end, "as", mark.value or "narrator"
        for mark in self._marks("voice"):
            if mark.value != self._voice or mark.end - mark.start < len(self._chapter.text):
                yield 4, mark.start, mark.end, "voice", mark.value
        for span in self._chapter.languages:
            yield 5, span.start, span.end, "lang", span.language

    def _says(self) -> Iterator[Mark]:
        """What is said differently from how it is written: by a mark, a reading or the lexicon."""
        said = said_of(self._chapter)
        says = Says(said.chapter.marks)
        found: list[Mark] = []
        for chunk in self._script.chunks:
            if chunk.source:
                start = said.position(chunk.source[0])
                found += self._read_otherwise(chunk, says.take(start, start + len(chunk.text)))
        yield from found
        for mark in self._marks("say"):  # whole, also where it is said by several chunks
            if not any(f.start < mark.end and f.end > mark.start for f in found):
                yield mark

    def _read_otherwise(self, chunk: Chunk, taken: Sequence[Mark]) -> Iterator[Mark]:
        """What a chunk's reading is, beside the marks that it has, at its places in the chapter."""
        speech: Speech = self._speech(_cast(chunk.voicing))
        if chunk.kind == "heading":
            numbers = self._numbers.texts.get(self._chapter.number, ())
            numbered = any(a <= at < b for at in numbers for a, b in chunk.pieces)
            speech = speech.heading(numbered=numbered)
        for mark in say_marks(chunk.text, speech, taken):
            if mark not in taken and (place := chunk.place(mark.start, mark.end)):
                yield replace(mark, start=place[0], end=place[1])


def _cast(voicing: Voicing) -> Voicing:
    """The voicing as it was cast, before a dictionary's own words were put to it."""
    options = dict(voicing.options)
    if options.pop("pronunciations", None) is not None:
        options["lexicon"] = DICTIONARY
    return replace(voicing, options=tuple(sorted(options.items())))


def _nested(spans: Iterable[tuple[int, Span]]) -> list[Span]:
    """The spans, outer before inner; an outer one that crosses an inner one ends before it."""
    kept: list[Span] = []
    for _, span in sorted(spans, key=lambda pair: pair[0]):
        start, end = span.start, span.end
        for inner in kept:
            if inner.start < start < inner.end < end:
                start = inner.end
            elif start < inner.start < end < inner.end:
                end = inner.start
        if start < end or span.verb == "pause":
            kept.append(replace(span, start=start, end=end))
    kept.reverse()  # of two that are alike the outer comes first
    return sorted(kept, key=lambda span: (span.start, -span.end))


def _print(block: Block, text: str, spans: Sequence[Span]) -> str:
    """One block in the file's own Markdown."""
    if block.kind == "scene":
        marked = "***" if text == "* * *" else render(text, [Span(0, len(text), "skip", _SCENE)])
        return marked.replace("\n", "\\\n")
    marked = _COMMENT.sub(r"\\<!--", render(text, spans))
    if block.kind == "heading":
        return "## " + marked.replace("\n", "\\\n")
    prefix = _PREFIXES.get(block.kind, "")
    ending = "" if block.kind == "verse" else "\\"
    return f"{ending}\n".join(prefix + _escaped(line) for line in marked.split("\n"))


def _escaped(line: str) -> str:
    """A line whose beginning and end mean nothing."""
    if _MEANING.match(line):
        line = f"\\{line}"
    if line[-1:].isspace():
        line = f"{line[:-1]}\\{line[-1]}"
    return line
