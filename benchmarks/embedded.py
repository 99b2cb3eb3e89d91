"""The embedded engine through narrate, beside its own Python call on one core, in one run.

    python -m benchmarks.embedded MANUSCRIPT [--chunks 300]

Both speak the same chunks. `recording` is from the first request to the last take on disk, worker
processes and their loading included; `whole run` also has the script and the MP3 files.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

from hibari import Hibari

import narrate
from narrate.engines.opened import Engines
from narrate.plan.scripting import ScriptSpec, write_chapters
from narrate.report import Outlook
from narrate.run.reporter import Reporter
from narrate.script import Lexicon
from narrate.settings import load_settings


class Stopwatch(Reporter):
    """When recording began and when the last take was on disk."""

    began = ended = 0.0

    def begin(self, outlook: Outlook) -> None:
        self.began = time.perf_counter()

    def kept(self, characters: int) -> None:
        self.ended = time.perf_counter()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("manuscript", type=Path)
    parser.add_argument("--chunks", type=int, default=300)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        compare(args.manuscript, args.chunks, Path(folder))


def compare(manuscript: Path, most: int, folder: Path) -> None:
    config = folder / "pipeline.yaml"
    config.write_text("announce_titles: false\n")
    settings = load_settings(config)
    spoken = chunks_of(manuscript, settings)[:most]
    # One paragraph a chunk: the very same chunks come out again.
    (folder / "input").mkdir()
    (folder / "input" / "book.txt").write_text("\n\n".join(spoken))
    spoken = chunks_of(folder / "input" / "book.txt", settings)
    characters = sum(map(len, spoken))

    engine = Hibari(voice="heart", threads=1)
    engine("Warm up.", seed=0)
    started = time.perf_counter()
    for text in spoken:
        engine(text, seed=0)
    alone = time.perf_counter() - started

    watch = Stopwatch()
    started = time.perf_counter()
    report = narrate.run(settings, reporter=watch)
    whole = time.perf_counter() - started
    assert report.exit_code == 0, report.problems
    seconds = sum(chapter.seconds for book in report.books for chapter in book.chapters)

    print(f"{len(spoken)} chunks, {characters:,} characters, {seconds:,.0f} s of audio")
    print(f"{'':34}{'seconds':>9}{'chars/s':>9}{'ratio':>7}")
    for name, took in (
        ("hibari's own call, one core", alone),
        ("narrate, recording", watch.ended - watch.began),
        ("narrate, whole run", whole),
    ):
        print(f"{name:34}{took:9.2f}{characters / took:9.0f}{alone / took:7.2f}")


def chunks_of(manuscript: Path, settings: narrate.Settings) -> list[str]:
    book = narrate.open_manuscript(manuscript)
    lexicon = Lexicon.load(settings.lexicon)
    script = write_chapters(ScriptSpec(book, settings, Engines(settings), lexicon))
    return [chunk.spoken for chapter in script.chapters for chunk in chapter.chunks]


if __name__ == "__main__":
    main()
