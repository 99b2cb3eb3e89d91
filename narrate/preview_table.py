"""The plan of a run as a table for people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from narrate.preview import BookOutlook, Preview
from narrate.report import clock_time, plural
from narrate.unread import unread_lines


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


def _book_lines(book: BookOutlook) -> Iterator[str]:
    by = f" by {book.author}" if book.author else ""
    number = f" {book.series_position}" if book.series_position else ""
    series = f" [{book.series}{number}]" if book.series else ""
    yield f"{book.title}{series}{by} ({book.language}) - {Path(book.manuscript).name}"
    head = f"{'chapter':40} {'words':>7} {'chunks':>7} {'to do':>7} {'length':>8} {'cost':>9}"
    yield f"  {'':>4} {head}"
    for chapter in book.chapters:
        yield "  " + _row(f"{chapter.number:>4} {_fit(chapter.title, 40)}", asdict(chapter))
    yield "  " + _row(f"{'':>4} {'total':40}", book.totals)
    recorded, billable = int(book.totals["recorded"]), int(book.totals["billable_characters"])
    paid = f"{plural(billable, 'character')}, about ${book.totals['cost']:.4f}"
    yield (
        f"  recorded before: {recorded:,} of {plural(int(book.totals['chunks']), 'chunk')};"
        f" to pay for: {paid if billable else 'nothing'}"
    )
    for line in unread_lines(book.left_out):
        yield f"  {line}"
    for warning in book.warnings:
        yield f"  note: {warning}"
    for reason in book.why or ():
        yield f"  {reason.id} {_fit(' '.join(reason.text.split()), 40).strip()}: {reason.why}"
    for entry in book.lexicon or ():
        cost = f", ${entry.cost:.2f}" if entry.cost else ""
        yield (
            f"  lexicon {entry.word}: {plural(entry.chunks, 'chunk')} to speak again,"
            f" {plural(entry.characters, 'character')}{cost}"
        )


def _row(name: str, figures: dict[str, Any]) -> str:
    cost = f"${figures['cost']:.4f}" if figures["cost"] else "-"
    return (
        f"{name} {figures['words']:>7,} {figures['chunks']:>7,} {figures['to_record']:>7,}"
        f" {clock_time(figures['seconds']):>8} {cost:>9}"
    )


def _fit(text: str, width: int) -> str:
    return f"{text if len(text) <= width else text[: width - 1] + '…':{width}}"
