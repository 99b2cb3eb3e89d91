"""Words of two pronunciations: how many the voice hibari says right by itself, and with the cure.

    python -m benchmarks.heteronyms [--words] [--wrong]

`heteronyms.tsv` has sentences of public-domain novels with the word between asterisks and the
phonemes that are right there, labelled by hand before the outcome was seen. The rules were made
with those of the set `rules` at hand, not with those of `unseen`. Compared are the phonemes of that
word in the sentence; stress of the second degree and two spellings of one weak vowel count alike.
"""

import argparse
import csv
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from hibari.g2p import G2P
from hibari.g2p.normalize import normalize

from narrate.engines.hibari.heteronyms import pronounced

_FILE = Path(__file__).with_suffix(".tsv")
_MARKED = re.compile(r"\*([^*]+)\*")


@dataclass(frozen=True, slots=True)
class Labelled:
    """One sentence with one word and its phonemes."""

    group: str
    book: str
    right: str
    marked: str

    @property
    def word(self) -> str:
        """As it is written."""
        match = _MARKED.search(self.marked)
        return match[1] if match else ""

    @property
    def text(self) -> str:
        """The sentence without the marks."""
        return self.marked.replace("*", "")

    @property
    def nth(self) -> int:
        """How many times the word comes before, in any case."""
        before = self.marked.partition("*")[0]
        return len(re.findall(rf"\b{re.escape(self.word)}\b", before, re.I))


def labelled() -> Iterator[Labelled]:
    """All rows of the file."""
    with _FILE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            yield Labelled(row["set"], row["book"], row["right"], row["sentence"])


def phonemes(g2p: G2P, text: str, word: str, nth: int) -> str:
    """Those of the word's place in the text; empty where it is not found."""
    tokens = g2p.phonemize_tokens(g2p.tokenize(normalize(text)))
    said = [token.phonemes for token in tokens if token.text.lower() == word.lower()]
    return said[nth] or "" if nth < len(said) else ""


def _plain(said: str) -> str:
    return said.replace("ˌ", "").replace("ɪd", "ᵻd").replace("əd", "ᵻd").replace("ɾ", "T")


def main() -> None:
    """Print the shares, by set and by word."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--words", action="store_true", help="the shares of each word")
    parser.add_argument("--wrong", action="store_true", help="the sentences that are said wrong")
    arguments = parser.parse_args()
    g2p = G2P()
    total, alone, cured = Counter[str](), Counter[str](), Counter[str]()
    wrong = []
    for row in labelled():
        right = _plain(row.right)
        own = _plain(phonemes(g2p, row.text, row.word, row.nth)) == right
        now = _plain(phonemes(g2p, pronounced(row.text), row.word, row.nth)) == right
        for key in (row.group, "all", *([row.word.lower()] if arguments.words else ())):
            total[key] += 1
            alone[key] += own
            cured[key] += now
        if not now:
            wrong.append(row)
    print(f"{'':14} {'sentences':>9} {'voice alone':>14} {'with the cure':>14}")
    for key in sorted(total, key=lambda key: (key not in ("all", "rules", "unseen"), key)):
        shares = [f"{count[key]:>5} {count[key] / total[key]:>7.1%}" for count in (alone, cured)]
        print(f"{key:14} {total[key]:>9} {shares[0]:>14} {shares[1]:>14}")
    if arguments.wrong:
        print(*(f"{row.book}: {row.right}: {row.marked}" for row in wrong), sep="\n")


if __name__ == "__main__":
    main()
