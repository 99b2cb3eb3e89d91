"""Counts the words that are never capitalised inside a sentence, for narrate's Punkt data.

    python benchmarks/train_punkt.py LANGUAGE FILE [FILE ...]

Reads plain text in the public domain, trains nltk's PunktTrainer on it and writes the words
into narrate/readings/data/trained.json under the language's tag. The shipped data is from
Moby-Dick, A Christmas Carol, The Gift of the Magi, Frankenstein, Jekyll and Hyde, Flatland,
The Happy Prince (en) and Marianela (es), all in the public domain.
"""

from __future__ import annotations

import argparse
import collections
import json
import re
from pathlib import Path

from nltk.tokenize import punkt

DATA = Path(__file__).parent.parent / "narrate" / "readings" / "data" / "trained.json"
SELDOM = 8
"""Words seen in small letters fewer times than this are left out: too little evidence"""


def common_words(text: str) -> list[str]:
    """Words seen often in small letters, never with a capital but at the head of a sentence."""
    trainer = punkt.PunktTrainer()
    trainer.INCLUDE_ALL_COLLOCS = False
    trainer.train(text)
    context = trainer.get_params().ortho_context
    counts = collections.Counter(re.findall(r"[^\W\d_]+", text))
    return sorted(
        word
        for word, flags in context.items()
        if word.isalpha()
        and counts[word] >= SELDOM
        and flags & punkt._ORTHO_LC
        and not flags & punkt._ORTHO_MID_UC
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("language")
    parser.add_argument("files", nargs="+", type=Path)
    arguments = parser.parse_args()
    text = "\n\n".join(file.read_text("utf-8") for file in arguments.files)
    data = json.loads(DATA.read_text("utf-8")) if DATA.exists() else {}
    data[arguments.language] = {"common": " ".join(common_words(text))}
    DATA.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", "utf-8")
    print(arguments.language, len(data[arguments.language]["common"].split()), "words")


if __name__ == "__main__":
    main()
