"""From manuscript to script, beside plain nltk on the same text, in one run.

    python benchmarks/script.py MANUSCRIPT [MANUSCRIPT ...]

Each measured in a process of its own: seconds of wall clock from start to end, imports included,
and the most memory it held.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from pathlib import Path

PLAIN = """
import sys
from pathlib import Path
from nltk.tokenize.punkt import PunktSentenceTokenizer
text = Path(sys.argv[1]).read_text("utf-8", "replace")
print(sum(1 for part in text.split("\\n\\n") for _ in PunktSentenceTokenizer().span_tokenize(part)))
"""


def main() -> None:
    print(f"{'manuscript':28}{'MB':>7}{'narrate script':>16}{'plan':>8}{'nltk':>8}{'MB held':>9}")
    for name in sys.argv[1:]:
        path = Path(name)
        script = timed([sys.executable, "-m", "narrate", "script", name, "--json"])
        plan = timed([sys.executable, "-m", "narrate", "plan", name, "--json"])
        plain = timed([sys.executable, "-c", PLAIN, name])
        size = path.stat().st_size / 1e6
        held = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        print(f"{path.name:28}{size:7.2f}{script:14.2f} s{plan:6.2f} s{plain:6.2f} s{held:9.0f}")


def timed(command: list[str]) -> float:
    started = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
