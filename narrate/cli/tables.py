"""The plan of a run, the result of a check and the voices of engines as tables for people."""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from itertools import chain
from pathlib import Path
from typing import Any

from narrate.check.books import CheckReport
from narrate.check.measures.result import BookResult, CheckResult, TrackResult
from narrate.engines import embedded_engine
from narrate.engines.base import Voice
from narrate.engines.opened import Engines
from narrate.plan.left_out import left_out_lines
from narrate.plan.notes_to_self import notes_lines
from narrate.plan.preview import BookOutlook, Preview
from narrate.report import clock_time, lines_on_doubt, not_read_line, plural
from narrate.run.listen import HeardBook, ListenReport
from narrate.settings import Settings
from narrate.settings.casts import DEFAULT_ENGINE


def preview_lines(preview: Preview) -> list[str]:
    """The plan as a table for people."""
    lines: list[str] = []
    for book in preview.books:
        lines += _book_lines(book)
    if len(preview.books) > 1:
        sums = [book.totals for book in preview.books]
        every = {name: sum(each[name] for each in sums) for name in sums[0]}
        lines.append(_row(f"{len(preview.books)} books{'':39}", every))
    lines += [f"price of {source}" for source in preview.prices]
    lines += preview.notes
    return lines


def listen_lines(report: ListenReport) -> list[str]:
    """What was heard of each book, and its doubtful takes with where they are."""
    return [line for book in report.books for line in _heard_lines(book)] or ["no book was heard"]


def _heard_lines(book: HeardBook) -> Iterator[str]:
    """A book's count, such as `Emma: 1,204 of 1,210 takes heard, 6 not recorded yet, 2 doubtful`,
    and two lines for each doubtful take.
    """
    rows = [(c.takes, c.heard, c.unrecorded, c.unsupported, len(c.doubtful)) for c in book.chapters]
    takes, heard, unrecorded, unsupported, doubtful = (
        sum(each) for each in zip(*rows, strict=True)
    )
    counts = {
        "not recorded yet": unrecorded,
        "in a language that is not heard": unsupported,
        "doubtful": doubtful,
    }
    left = "".join(f", {count:,} {what}" for what, count in counts.items() if count)
    yield f"{book.title}: {heard:,} of {plural(takes, 'take')} heard{left or ', none doubtful'}"
    for doubt in chain.from_iterable(chapter.doubtful for chapter in book.chapters):
        yield from (f"  {line}" for line in lines_on_doubt(doubt))
    if book.advice:
        yield f"  {book.advice}"


def _book_lines(book: BookOutlook) -> Iterator[str]:
    """A book's table, from `Emma by Jane Austen (en) - emma.txt` to what it costs and what to note.

    The line of costs: `cost: 90 characters, about $0.0014 · recorded already, or the same words
    as another: 5 of 20 chunks`.
    """
    yield _heading(book)
    head = f"{'chapter':40} {'words':>7} {'chunks':>7} {'to do':>7} {'length':>8} {'cost':>9}"
    yield f"  {'':>4} {head}"
    for chapter in book.chapters:
        yield "  " + _row(f"{chapter.number:>4} {_fit(chapter.title, 40)}", asdict(chapter))
    yield "  " + _row(f"{'':>4} {'total':40}", book.totals)
    yield f"  {_cost_line(book.totals)}"
    if book.pace:
        yield f"  pace: about {book.pace:.0f} words a minute"
    yield from _cast_lines(book)
    for line in left_out_lines(book.left_out):
        yield f"  {line}"
    for line in notes_lines(book.notes_to_self):
        yield f"  {line}"
    for warning in book.warnings:
        yield f"  note: {warning}"
    yield from _unknown_words(book)
    for reason in book.why or ():
        yield f"  {reason.id} {_fit(' '.join(reason.text.split()), 40).strip()}: {reason.why}"
    for entry in book.lexicon or ():
        cost = f", ${entry.cost:.2f}" if entry.cost else ""
        yield (
            f"  lexicon {entry.word}: {plural(entry.chunks, 'chunk')} to speak again,"
            f" {plural(entry.characters, 'character')}{cost}"
        )


_FROM: Mapping[str, str] = {
    "series": "",
    "settings": ", from pipeline.yaml; a run adds it to the file",
    "book": ", this book's own",
}


def _cast_lines(book: BookOutlook) -> Iterator[str]:
    """Who of a book's series speaks in which voice, and who says so."""
    if not book.series_file:
        return
    yield f"  series {book.series}: {_series_shown(book)}"
    for each in book.cast:
        voice, chunks = f"{each.engine}/{each.voice}", plural(each.chunks, "chunk")
        yield f"    {each.character}: {voice}, {chunks}{_FROM[each.source]}"


def _series_shown(book: BookOutlook) -> str:
    path = Path(book.series_file)
    return f"{path.parent.name}/{path.name}"


_UNKNOWN_SHOWN = 10


def _unknown_words(book: BookOutlook) -> Iterator[str]:
    """Lines of YAML for pipeline.yaml, a word each: `    Enfield: Enfield  # 9 times, guessed`."""
    words = book.unknown_words
    if not words:
        return
    count = plural(len(words), "word")
    more = f" (the first {_UNKNOWN_SHOWN}; --json has all)" if words[_UNKNOWN_SHOWN:] else ""
    common = f", in {_series_shown(book)} for the whole series" if book.series_file else ""
    yield f"  {count} the voice guesses or spells; write how they are said{common}:{more}"
    yield "  lexicon:"
    for found in words[:_UNKNOWN_SHOWN]:
        yield f"    {found.word}: {found.word}  # {plural(found.count, 'time')}, {found.said}"


def _heading(book: BookOutlook) -> str:
    """`Emma [Novels 4] by Jane Austen (en) - emma.txt`."""
    by = f" by {book.author}" if book.author else ""
    number = f" {book.series_position}" if book.series_position else ""
    series = f" [{book.series}{number}]" if book.series else ""
    return f"{book.title}{series}{by} ({book.language}) - {Path(book.manuscript).name}"


def _cost_line(totals: Mapping[str, Any]) -> str:
    recorded, billable = int(totals["recorded"]), int(totals["billable_characters"])
    paid = f"{plural(billable, 'character')}, about ${totals['cost']:.4f}"
    return (
        f"cost: {paid if billable else 'none'} · recorded already, or the same words as"
        f" another: {recorded:,} of"
        f" {plural(int(totals['chunks']), 'chunk')}"
    )


def _row(name: str, figures: dict[str, Any]) -> str:
    cost = f"${figures['cost']:.4f}" if figures["cost"] else "-"
    return (
        f"{name} {figures['words']:>7,} {figures['chunks']:>7,} {figures['to_record']:>7,}"
        f" {clock_time(figures['seconds']):>8} {cost:>9}"
    )


def _fit(text: str, width: int) -> str:
    return f"{text if len(text) <= width else text[: width - 1] + '…':{width}}"


FIGURES = (
    ("RMS", "RMS"),
    ("loudness", "LUFS"),
    ("peak", "peak"),
    ("noise floor", "floor"),
    ("head", "head"),
    ("tail", "tail"),
)
"""Measures that have a column, and what is above it"""
WIDTH = 36


def check_lines(checked: CheckReport) -> list[str]:
    """A line a chapter with its main figures, and below them everything that is wrong."""
    lines = [line for book in checked.books for line in _check_table_book_lines(book)]
    chapters = sum(len(book.tracks) for book in checked.books)
    faults = sum(len(list(book.failures())) for book in checked.books)
    told = f"{plural(faults, 'fault')}" if faults else "no faults"
    looked = f"{plural(len(checked.books), 'book')}, {plural(chapters, 'chapter')}"
    return [*lines, f"{looked}: {told}"]


def _check_table_book_lines(book: BookResult) -> Iterator[str]:
    yield f"{book.title} - {book.folder}: {'pass' if book.passed else 'FAIL'}"
    if book.tracks:
        heads = " ".join(f"{name:>6}" for _, name in FIGURES)
        yield f"  {'':>4} {'chapter':{WIDTH}} {heads} {'length':>8}"
    yield from map(_track_line, book.tracks)
    for track, check in book.failures():
        yield f"  fail: {_fault(track, check)}"
    for note in book.notes:
        yield f"  note: {note}"
    if line := not_read_line(book.left_out):
        yield f"  {line}"


def _track_line(track: TrackResult) -> str:
    figures = " ".join(_figure(track.figure(name)) for name, _ in FIGURES)
    seconds = track.picture.sound.seconds if track.picture else 0.0
    length = clock_time(seconds) if seconds else "-"
    title = track.title if len(track.title) <= WIDTH else f"{track.title[: WIDTH - 1]}…"
    told = "pass" if track.passed else "FAIL"
    return f"  {track.number:>4} {title:{WIDTH}} {figures} {length:>8} {told}"


def _figure(check: CheckResult | None) -> str:
    if check is None or not isinstance(check.value, int | float):
        return f"{'-':>6}"
    return f"{check.value:>6.1f}"


def _fault(track: TrackResult | None, check: CheckResult) -> str:
    """What, where, the figure, the limit, and what to do.

    `3 The Storm: RMS -26.1 dB (allowed: -23 to -18 dB): ...`, with the check's message at the end.
    """
    chapter = f"{track.number} {track.title}".rstrip() if track else ""
    where = ", ".join(part for part in (chapter, check.file) if part)
    if check.limit == "delivered":  # it is missing: there is no figure
        return f"{where or check.name}: {check.message}"
    limit = f" (allowed: {check.limit})" if check.limit else ""
    return f"{where + ': ' if where else ''}{check.name}{_found(check)}{limit}: {check.message}"


def _found(check: CheckResult) -> str:
    """` -26.1 dB`, or nothing."""
    if check.value in (None, ""):
        return ""
    found = f"{check.value:g}" if _is_number(check) else check.value
    return f" {found} {check.unit}".rstrip()


def _is_number(check: CheckResult) -> bool:
    return isinstance(check.value, int | float)


def engine_listed(settings: Settings, language: str | None) -> str:
    """Whose voices are listed: the settings' engine, else the embedded one for a language."""
    spoken = embedded_engine(language) if language else None
    return settings.engine or spoken or DEFAULT_ENGINE


def list_voices(settings: Settings, engine: str) -> Sequence[Voice]:
    """The voices of an engine; raises EngineError where it has to be asked and fails."""
    return asyncio.run(_voices(settings, engine))


async def _voices(settings: Settings, engine: str) -> Sequence[Voice]:
    async with Engines(settings) as engines:
        return await engines[engine].voices()


def voices_as_json(engine: str, voices: Sequence[Voice]) -> dict[str, Any]:
    """The object that `voices --json` prints."""
    return {"engine": engine, "voices": [asdict(voice) for voice in voices]}


FILTERS = ("language", "gender", "accent", "age", "use", "model")
"""What voices can be chosen by"""


def chosen(voices: Sequence[Voice], wanted: Mapping[str, str]) -> list[Voice]:
    """The voices that have all that is wanted (by names from FILTERS); capitals don't matter.

    A language is met by its primary tag, a model by its whole name, a use by one of several, and
    these, a gender, an accent and an age by what they begin with.
    """
    return [v for v in voices if all(_has(v, name, value) for name, value in wanted.items())]


def _has(voice: Voice, name: str, value: str) -> bool:
    sought = value.strip().casefold()
    if name == "language":
        tags = [language.casefold() for language in voice.languages]
        return any(sought in (tag, tag.partition("-")[0]) for tag in tags)
    if name == "model":  # one model's name begins with another's
        return sought == voice.model.casefold()
    return any(told.casefold().startswith(sought) for told in _values(voice, name))


def _values(voice: Voice, name: str) -> Sequence[str]:
    match name:
        case "language":
            return voice.languages
        case "use":
            return voice.uses
    return [told.strip() for told in str(getattr(voice, name)).split(",") if told.strip()]


def nothing_chosen(voices: Sequence[Voice], wanted: Mapping[str, str]) -> str:
    """Why no voice was left: what there is to choose from, for each thing wanted."""
    told = []
    for name, value in wanted.items():
        there = sorted({each for voice in voices for each in _values(voice, name)})
        told.append(f"--{name} {value} (available: {', '.join(there) or 'none known'})")
    return f"no voice has {' and '.join(told)}"


def voices_table(voices: Sequence[Voice]) -> list[str]:
    """The voices for people, in columns; those that say nothing of any voice are left out.

    Of two voices with nothing but names, languages and genders the lines are
    `voice   languages  gender`, `heart   en-US      female` and `george  en-GB      male`.
    """
    some_missing = not all(voice.installed for voice in voices)
    rows = [_voice_cells(voice, some_missing=some_missing) for voice in voices]
    filled = [i for i, column in enumerate(zip(*rows, strict=True)) if any(column)]
    table = [[row[i] for i in filled] for row in (_VOICE_HEAD, *rows)]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    return ["  ".join(map(str.ljust, row, widths)).rstrip() for row in table]


_VOICE_HEAD = (
    "voice", "languages", "gender", "accent", "age", "use", "model", "here", "what it is like",
)  # fmt: skip


def _voice_cells(voice: Voice, *, some_missing: bool) -> tuple[str, ...]:
    """What is told of a voice, under `_VOICE_HEAD`."""
    here = "yes" if voice.installed else "needs a download"
    about = (voice.name, " ".join(voice.languages), voice.gender, voice.accent, voice.age)
    told = (", ".join(voice.uses), voice.model, here if some_missing else "")
    return (*about, *told, voice.description)
