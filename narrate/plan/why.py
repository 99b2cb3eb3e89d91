"""Why something is to be spoken again: what changed since it was recorded.

The chunks of the last run are kept beside the takes; a chunk to record is compared with the one
that it replaces.
"""

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from narrate.book import Chapter
from narrate.chunk import Chunk, OptionValue
from narrate.engines import text_of
from narrate.engines.base import EngineLookup
from narrate.plan.plan import BookPlan
from narrate.script import to_spoken
from narrate.script.spoken.spoken import rules_of

MOST_COMPARED = 300
"""Lost chunks of a chapter that an unknown one is compared with; more would take seconds"""

CHANGES_SHOWN = 3
"""Changed places of a chunk that are shown"""

WORDS_SHOWN = 8
"""Words shown of each"""


@dataclass(frozen=True, slots=True)
class SpokenLine:
    """A chunk as it was to be said in some run."""

    id: str
    key: str
    text: str
    spoken: str
    fingerprint: Mapping[str, OptionValue]
    """What its engine said changes the sound"""
    lexicon: Mapping[str, str] | None = None
    """The entries whose words it has, and how they are said; None where that was not kept"""
    says: tuple[str, ...] | None = None
    """What its `{say}` marks have said in place of its words; None where that was not kept"""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why one chunk is to be recorded."""

    id: str
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class EntryChange:
    """What became of an entry of the lexicon since the last run."""

    word: str
    said: str | None
    """None where the word is now said as it is written"""
    was: str | None
    """None where it was said as it is written"""

    def __str__(self) -> str:
        now = self.said or ("nothing" if self.said == "" else "as it is written")
        return f"{self.word} → {now}" + (f" (was {self.was})" if self.was else "")


_LINES = TypeAdapter(tuple[SpokenLine, ...])


def reasons(
    missing: Iterable[SpokenLine], now: Iterable[SpokenLine], before: Sequence[SpokenLine]
) -> Iterator[Reason]:
    """Why each take is missing: `now` is the whole script, `before` that of the last run."""
    keys = {line.key for line in before}
    by_text = {line.text: line for line in before}
    texts = {line.text for line in now}
    gone = [line for line in before if line.text not in texts]
    for line in missing:
        if line.key in keys:
            why = "not recorded yet, or its take is gone from the store"
        elif line.text in by_text:
            why = "; ".join(_differences(by_text[line.text], line))
        else:
            why = _edited(line, gone)
        yield Reason(line.id, line.text, why)


def _edited(line: SpokenLine, gone: Sequence[SpokenLine]) -> str:
    chapter = line.id.partition("-")[0]
    near = [old.text for old in gone if old.id.partition("-")[0] == chapter]
    if len(near) > MOST_COMPARED:  # a rewritten chapter: nothing to be learnt line by line
        return "new text"
    closest = difflib.get_close_matches(line.text, near, n=1, cutoff=0.5)
    return f"text edited: {_changed_words(closest[0], line.text)}" if closest else "new text"


def _differences(before: SpokenLine, now: SpokenLine) -> Iterator[str]:
    """What makes a line with the same text another take.

    `voice changed from heart to bella`; `lexicon: Tom → Thomas`; `reading rules: “5” → “five”`.
    """
    for name in sorted({*before.fingerprint, *now.fingerprint}):
        old, new = before.fingerprint.get(name), now.fingerprint.get(name)
        if old != new:
            yield f"{name} changed from {old} to {new}"
    if before.spoken == now.spoken:
        return
    entries = tuple(entry_changes(before, now))
    if entries:
        yield f"lexicon: {', '.join(map(str, entries))}"
    if not entries or not _explained(before, now, entries):
        cause = _cause(before, now, bool(entries))
        yield f"{cause}: {_changed_words(before.spoken, now.spoken)}"


def _cause(before: SpokenLine, now: SpokenLine, told: bool) -> str:
    """What else than entries of the lexicon that are `told` has words said otherwise."""
    if (before.says or ()) != (now.says or ()):
        return "{say} in the script"
    return "reading rules" if told or now.lexicon == {} else "lexicon or reading rules"


def entry_changes(before: SpokenLine, now: SpokenLine) -> Iterator[EntryChange]:
    """The entries that say a chunk's words in another way than in the last run.

    Where it was not kept which entries a chunk had, those count whose respelling it did not have.
    """
    old, new = before.lexicon, now.lexicon or {}
    if old is None:
        old = {word: said for word, said in new.items() if said in before.spoken}
    for word in dict.fromkeys((*old, *new)):
        if old.get(word) != new.get(word):
            yield EntryChange(word, new.get(word), old.get(word))


def _explained(before: SpokenLine, now: SpokenLine, entries: Iterable[EntryChange]) -> bool:
    """Whether the entries are all that tells the two spoken texts apart, casing aside."""
    old, new = before.spoken, now.spoken
    for entry in entries:
        old = _blanked(old, entry.word, entry.was)
        new = _blanked(new, entry.word, entry.said)
    return old.casefold() == new.casefold()


def _blanked(text: str, word: str, said: str | None) -> str:
    """The text with a mark in place of a word as it was said."""
    pattern = re.escape(word if said is None else said)
    if said and said[0] == said[-1] == "/":
        pattern = rf"\[{re.escape(word)}(?:['’]s)?\]\(/[^()]*/\)"
    return re.sub(rf"{pattern}(?:['’]s)?", "\0", text, flags=re.IGNORECASE)


def entries_at_work(
    missing: Iterable[SpokenLine], before: Sequence[SpokenLine]
) -> dict[EntryChange, list[SpokenLine]]:
    """The entries that changed, with the chunks that are to be spoken again for nothing else."""
    by_text = {line.text: line for line in before}
    keys = {line.key for line in before}
    found: dict[EntryChange, list[SpokenLine]] = {}
    for line in missing:
        old = by_text.get(line.text)
        if old and line.key not in keys and _same_voice(old, line):
            for change in entry_changes(old, line):
                found.setdefault(change, []).append(line)
    return found


def _same_voice(before: SpokenLine, now: SpokenLine) -> bool:
    words = {"pronunciations": None}
    return {**before.fingerprint, **words} == {**now.fingerprint, **words}


def _changed_words(before: str, now: str) -> str:
    """The words that differ, a few changes at most, each with what it was and what it is.

    "He paid 5 pounds." and "He paid five pounds." give "“5” → “five”".
    """
    old, new = before.split(), now.split()
    spans = difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    changes = [
        f"{_quoted(old[a:b])} → {_quoted(new[c:d])}"
        for kind, a, b, c, d in spans
        if kind != "equal"
    ]
    more = len(changes) - CHANGES_SHOWN
    shown = ", ".join(changes[:CHANGES_SHOWN]) or "only white space"
    return f"{shown} and {more} more" if more > 0 else shown


def _quoted(words: Sequence[str]) -> str:
    if not words:
        return "nothing"
    return f"“{' '.join(words[:WORDS_SHOWN])}{' …' if len(words) > WORDS_SHOWN else ''}”"


def spoken_lines(plan: BookPlan, engines: EngineLookup) -> list[SpokenLine]:
    """Every chunk of the planned chapters with what its sound depends on."""
    prints = {
        chunk.voicing: engines[chunk.voicing.engine].fingerprint(chunk.voicing)
        for chapter in plan.chapters
        for chunk in chapter.script.chunks
    }
    return [
        SpokenLine(
            chunk.id,
            key,
            chunk.text,
            chunk.spoken,
            prints[chunk.voicing],
            _entries_in(plan, chapter.script.chapter, chunk),
            _says_in(chapter.script.chapter, chunk),
        )
        for chapter in plan.chapters
        for key, chunk in chapter.lines()
    ]


def _says_in(chapter: Chapter, chunk: Chunk) -> tuple[str, ...]:
    marks = chapter.title_marks if chunk.source is None else chapter.marks
    start, end = chunk.source or (0, len(chapter.title))
    return tuple(m.value for m in marks if m.kind == "say" and m.start < end and m.end > start)


def _entries_in(plan: BookPlan, chapter: Chapter, chunk: Chunk) -> Mapping[str, str]:
    """The entries of the lexicon whose words a chunk has, as written or after the readings."""
    if not plan.lexicon.entries:
        return {}
    voicing = chunk.voicing
    engine = text_of(voicing.engine)
    wording = plan.lexicon.for_voicing(voicing, plan.book.language, engine)
    switches = plan.settings.switches(chapter.number, chapter.title)
    rules = rules_of(engine, switches)
    american = engine.american(voicing)
    read = to_spoken(
        chunk.text, voicing.language, engine, rules=rules, cured=False, american=american
    )
    return {**wording.heard_in(chunk.text), **wording.heard_in(read)}


def load_lines_of(plan: BookPlan) -> tuple[SpokenLine, ...]:
    """What the last run was to say of this book; nothing where that cannot be read."""
    try:
        return _LINES.validate_json(_path(plan).read_bytes())
    except (OSError, ValidationError):
        return ()


def lines_to_keep(plan: BookPlan, engines: EngineLookup) -> tuple[Path, bytes]:
    """What a run says, for the next one to read, and where; lines of other chapters stay."""
    lines = spoken_lines(plan, engines)
    chapters = {line.id.partition("-")[0] for line in lines}
    others = [old for old in load_lines_of(plan) if old.id.partition("-")[0] not in chapters]
    kept = tuple(sorted([*others, *lines], key=lambda line: line.id))
    return _path(plan), _LINES.dump_json(kept)


def _path(plan: BookPlan) -> Path:
    return plan.settings.store / "lines" / f"{plan.shelf.folder.name}.json"
