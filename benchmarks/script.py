"""How fast a text becomes a script, beside plain nltk on the same text.

    python -m benchmarks.script FILE [FILE ...]

Reads plain text; every paragraph is a block of one chapter. Prints CPU time and megabytes a
second: nltk's Punkt alone with narrate's abbreviations, narrate's sentences, and the whole
script (sentences, chunks, spoken text, coverage) for each engine that has cures.
"""

from __future__ import annotations

import argparse
import re
import resource
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from nltk.tokenize import punkt

from narrate.about import About
from narrate.book import Block, Book, Chapter
from narrate.chunk import Voicing
from narrate.engines import text_of
from narrate.readings.languages import rules_for
from narrate.script import Lexicon, ScriptOptions, split_sentences, write_script
from narrate.settings import Pauses


def book_of(file: Path) -> Book:
    text = file.read_text("utf-8")
    found = re.finditer(r"\S(?:.|\n(?!\s*\n))*", text)
    blocks = (Block("paragraph", m.start(), m.start() + len(m.group().rstrip())) for m in found)
    return Book(About(file.stem, "", language="en"), (Chapter(1, file.stem, text, tuple(blocks)),))


def plain_punkt(paragraphs: list[str]) -> None:
    parameters = punkt.PunktParameters()
    parameters.abbrev_types = set(rules_for("en").titles | rules_for("en").abbreviations)
    tokenizer = punkt.PunktSentenceTokenizer(parameters)
    for paragraph in paragraphs:
        tokenizer.tokenize(paragraph)


def sentences(paragraphs: list[str]) -> None:
    for paragraph in paragraphs:
        split_sentences(paragraph, "en")


def script(book: Book, engine: str) -> None:
    options = ScriptOptions(250, Pauses(), Lexicon(), True, engines=text_of)
    write_script(book, lambda *_: Voicing(engine, "", "en", 1.0), options)


def measure(name: str, size: int, job: Callable[[], None]) -> None:
    best = min(_seconds(job) for _ in range(3))
    print(f"{name:28} {best:8.2f} s {size / 1e6 / best:8.2f} MB/s")


def _seconds(job: Callable[[], None]) -> float:
    start = time.process_time()
    job()
    return time.process_time() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    for file in parser.parse_args().files:
        book = book_of(file)
        text = book.chapters[0].text
        paragraphs = [text[block.start : block.end] for block in book.chapters[0].blocks]
        print(f"{file.name}: {len(text):,} characters, {len(paragraphs):,} paragraphs")
        measure("nltk's Punkt alone", len(text), partial(plain_punkt, paragraphs))
        measure("sentences", len(text), partial(sentences, paragraphs))
        for engine in ("waves", "hibari", "pico"):
            measure(f"script for {engine}", len(text), partial(script, book, engine))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory {peak:.0f} MB")


if __name__ == "__main__":
    main()
