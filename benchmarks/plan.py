"""How long a very long book takes to be planned, beside plain nltk on the same text.

    python -m benchmarks.plan FILE [FILE ...] [--words 560000] [--against CHECKOUT]

Makes one EPUB of the given plain texts, over again until it has that many words, in chapters of
some 5,000. Prints wall time, CPU time and peak memory of `narrate plan` and of
`narrate script --json` on it, each in a process of its own, beside those of nltk's Punkt alone
cutting the same paragraphs. With `--against`, another checkout of narrate is measured in the same
run, and each given file is made a script by both.
"""

from __future__ import annotations

import argparse
import itertools
import os
import re
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path

_ROUNDS = 2
CHAPTER = 5_000
"""Words of a chapter"""

_START = re.compile(r"\*\*\* ?START OF.*")
_END = re.compile(r"\*\*\* ?END OF|End of (?:the )?Project Gutenberg")

_NLTK = """
import sys
from pathlib import Path
from nltk.tokenize import punkt
tokenizer = punkt.PunktSentenceTokenizer(punkt.PunktParameters())
for paragraph in Path(sys.argv[1]).read_text("utf-8").split("\\n\\n"):
    tokenizer.tokenize(paragraph)
"""


def paragraphs(files: Sequence[Path], words: int) -> Iterator[str]:
    """Paragraphs of the files, over again, until they have that many words."""
    texts = [" ".join(p.split()) for f in files for p in _body(f).split("\n\n")]
    count = 0
    for text in itertools.cycle([text for text in texts if text]):
        yield text
        count += len(text.split())
        if count >= words:
            return


def _body(file: Path) -> str:
    """What is between Project Gutenberg's marks: twice in one book they would end it."""
    text = file.read_text("utf-8")
    start, end = _START.search(text), _END.search(text)
    return text[start.end() if start else 0 : end.start() if end else len(text)]


def write_epub(path: Path, texts: Sequence[str]) -> int:
    """An EPUB 3 of these paragraphs; gives how many chapters it has."""
    pages: list[list[str]] = [[]]
    count = 0
    for text in texts:
        if count >= CHAPTER:
            pages.append([])
            count = 0
        pages[-1].append(text)
        count += len(text.split())
    numbers = range(1, len(pages) + 1)
    items = "".join(
        f'<item id="c{i}" href="c{i}.xhtml" media-type="application/xhtml+xml"/>' for i in numbers
    )
    spine = "".join(f'<itemref idref="c{i}"/>' for i in numbers)
    nav = "".join(f'<li><a href="c{i}.xhtml">Chapter {i}</a></li>' for i in numbers)
    html = '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        book.writestr(
            "META-INF/container.xml",
            '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0">'
            '<rootfiles><rootfile full-path="book.opf" media-type="x"/></rootfiles></container>',
        )
        book.writestr(
            "book.opf",
            '<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata'
            ' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>A Long Book</dc:title>'
            "<dc:language>en</dc:language></metadata><manifest>"
            '<item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>'
            f"{items}</manifest><spine>{spine}</spine></package>",
        )
        book.writestr(
            "nav.xhtml", f'{html}<body><nav epub:type="toc"><ol>{nav}</ol></nav></body></html>'
        )
        for i, page in zip(numbers, pages, strict=True):
            body = "".join(f"<p>{escape(text)}</p>" for text in page)
            book.writestr(f"c{i}.xhtml", f"{html}<body><h1>Chapter {i}</h1>{body}</body></html>")
    return len(pages)


def measure(name: str, command: Sequence[str], folder: Path, tree: Path | None = None) -> float:
    """Run a program once, print what it took, and give the CPU seconds.

    `tree`: the checkout whose narrate runs; None: the one that is installed or stands here.
    """
    began = time.perf_counter()
    paths = {"PYTHONPATH": str(tree or Path.cwd())}
    process = subprocess.Popen(
        command, cwd=folder, stdout=subprocess.DEVNULL, env={**os.environ, **paths}
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - began
    cpu = usage.ru_utime + usage.ru_stime
    failed = f"  exit {process.returncode}" if process.returncode else ""
    print(f"{name:32} {wall:7.2f} s {cpu:7.2f} s CPU {usage.ru_maxrss / 1024:6.0f} MB{failed}")
    return cpu


def compare(name: str, command: Sequence[str], folder: Path, other: Path | None) -> None:
    """Measure a command of this narrate and, where there is one, of the other in turn."""
    if other is None:
        measure(name, command, folder)
        return
    here, there = [], []
    for _ in range(_ROUNDS):
        there.append(measure(f"{name}, the other", command, folder, other))
        here.append(measure(name, command, folder))
    print(f"{name:32} {min(here) / min(there):.2f} of the other's CPU time, best of {_ROUNDS}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--words", type=int, default=560_000)
    parser.add_argument("--against", type=Path, help="another checkout of narrate")
    args = parser.parse_args()
    texts = list(paragraphs(args.files, args.words))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "book.txt").write_text("\n\n".join(texts), "utf-8")
        chapters = write_epub(folder / "book.epub", texts)
        size = sum(map(len, texts)) / 1e6
        print(f"{args.words:,} words, {size:.1f} million characters, {chapters} chapters")
        measure("nltk's Punkt alone", [sys.executable, "-c", _NLTK, "book.txt"], folder)
        narrate = [sys.executable, "-m", "narrate"]
        compare("narrate plan", [*narrate, "plan", "book.epub"], folder, args.against)
        script = [*narrate, "script", "--json"]
        compare("narrate script --json", [*script, "book.epub"], folder, args.against)
        for file in args.files if args.against else ():
            compare(file.name, [*script, str(file.resolve())], folder, args.against)


if __name__ == "__main__":
    main()
