"""An unchanged rerun of a large book beside the assembly of the same book, in one run.

    python -m benchmarks.rerun [--chunks 10000]

The takes come from the stand-in of Waves at once and are short, so that it is the number of chunks
that counts. `record` is the first run; `assemble` a run after the chapter files were deleted;
`unchanged` a run with everything in place; `edited` one after a sentence was changed.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.recording import serving


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--chunks", type=int, default=10_000)
    args = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as name,
        serving(Path(name), latency=0.0, per_character=0.03) as (url, _),
    ):
        compare(Path(name), url, args.chunks)


def compare(folder: Path, url: str, chunks: int) -> None:
    text = "\n\n".join(
        (f"\n\nCHAPTER {number // 100 + 1}\n\n\n" if number % 100 == 0 else "")
        + f"Item {number}: rain came over the harbour."
        for number in range(chunks)
    )
    book = folder / "input" / "book.txt"
    book.parent.mkdir()
    book.write_text(text)
    (folder / "pipeline.yaml").write_text(
        f"engine: waves\nvoice: meher\nworkers: 32\nannounce_titles: false\n"
        f"waves: {{base_url: '{url}'}}\n"
    )
    rows = [("record", *run(folder))]
    shutil.rmtree(folder / "output")
    rows.append(("assemble", *run(folder)))
    rows += [("unchanged", *run(folder)) for _ in range(3)]
    book.write_text(text.replace("Item 77:", "Item 77 again:"))
    rows.append(("edited", *run(folder)))
    assembly = rows[1][1]
    print(f"{'run':12}{'seconds':>9}{'requests':>10}{'assembly/run':>14}")
    for name, seconds, requests in rows:
        print(f"{name:12}{seconds:9.2f}{requests:10}{assembly / seconds:14.1f}")


def run(folder: Path) -> tuple[float, int]:
    """Seconds of the whole command, and how many requests it sent."""
    command = [sys.executable, "-m", "narrate", "--config", str(folder / "pipeline.yaml")]
    started = time.perf_counter()
    done = subprocess.run([*command, "run", "--json"], check=True, capture_output=True, text=True)
    seconds = time.perf_counter() - started
    return seconds, json.loads(done.stdout)["books"][0]["counts"]["requests"]


if __name__ == "__main__":
    main()
