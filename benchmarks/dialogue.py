"""How often the speaker of a quotation is right, beside the nearest name, on text read by people.

    python -m benchmarks.dialogue [--names] [--wrong] [FILE ...]

Reads the passages in `benchmarks/speakers` (or the files named): a paragraph a line, before each
quotation its speaker in braces, `{?}` where a careful reader would not name one and `{I}` for
the narrator. Lines with @ give the names of one person. Prints for each passage how many
quotations were attributed (recall) and how many of those rightly (precision), for narrate and for
a rival in the same run: the name of a person in the passage that is nearest to the quotation.
`--names` gives narrate the passage's persons as `characters`; `--wrong` lists what was wrong.

The rules have been mended on all these passages. When they first met the half that is marked as
seen later, 86 % of what they decided was right; on novels they had never met (PDNC and LitBank,
whose annotations are not kept here) 84 % of 105, and after mending 95 % of 115 in three more. A
second reader judged a chapter of each of eight further novels at first contact: 364 of 369 right
(98.6 %, 60 % decided); after mending, four more: 195 of 195 (73 %). Eight of these twelve chapters
had their long narration and speeches shortened, which makes them easier; the four that were whole,
all by one author, gave 129 of 132.
"""

from __future__ import annotations

import argparse
import re
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from narrate.book import UNKNOWN_SPEAKER, Block, Chapter, speaker_key
from narrate.script.dialogue import attribute

FOLDER = Path(__file__).parent / "speakers"
_SPEAKER = re.compile(r"\{([^}]*)\}")


@dataclass(frozen=True)
class Passage:
    name: str
    half: str
    chapter: Chapter
    people: Mapping[str, Sequence[str]]
    """Other names by the name that the passage uses"""
    speakers: Mapping[int, str]
    """By where the quotation begins"""

    def names(self, person: str) -> set[str]:
        return {speaker_key(name) for name in (person, *self.people.get(person, ()))}


def read_passage(file: Path) -> Passage:
    head, _, body = file.read_text("utf-8").partition("\n\n")
    people = {}
    for line in head.splitlines():
        if line.startswith("@"):
            name, *others = [part.strip() for part in line[1:].split("|")]
            people[name] = others
    text, blocks, speakers = "", [], {}
    for paragraph in body.split("\n\n"):
        start, at = len(text), 0
        for found in _SPEAKER.finditer(paragraph):
            text += paragraph[at : found.start()]
            speakers[len(text)] = found[1]
            at = found.end()
        text += paragraph[at:].rstrip("\n")
        blocks.append(Block("paragraph", start, len(text)))
        text += "\n\n"
    half = next((li[7:].strip() for li in head.splitlines() if li.startswith("# half:")), "")
    return Passage(file.stem, half, Chapter(1, "", text, tuple(blocks)), people, speakers)


def nearest_name(passage: Passage) -> dict[int, str]:
    """The rival: the name of one of the passage's persons that is nearest to each quotation."""
    text = passage.chapter.text
    persons = {*passage.people, *passage.speakers.values()} - {"?", "I"}
    names = {name: who for who in sorted(persons) for name in (who, *passage.people.get(who, ()))}
    spans = [(m.start, m.end) for m in attribute(passage.chapter, "en", {})]
    quoted = [False] * (len(text) + 1)
    for start, end in spans:
        quoted[start:end] = [True] * (end - start)
    places = [
        (found.start(), found.end(), who)
        for name, who in names.items()
        for found in re.finditer(rf"\b{re.escape(name)}\b", text)
        if not quoted[found.start()]
    ]
    return {
        start: min(places, key=lambda p: max(p[0] - end, start - p[1]))[2]
        for start, end in spans
        if places
    }


@dataclass
class Score:
    quotations: int = 0
    attributed: int = 0
    right: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(
            self.quotations + other.quotations,
            self.attributed + other.attributed,
            self.right + other.right,
        )

    def __str__(self) -> str:
        precision = self.right / self.attributed if self.attributed else 1.0
        recall = self.right / self.quotations if self.quotations else 1.0
        return f"{precision:7.1%} of {self.attributed:4} {recall:7.1%}"


def score(passage: Passage, found: Mapping[int, str], wrong: list[str] | None = None) -> Score:
    result = Score(sum(who != "?" for who in passage.speakers.values()))
    for start, who in found.items():
        if who == UNKNOWN_SPEAKER:
            continue
        meant = passage.speakers.get(start, "?")
        good = speaker_key(who or "I") in passage.names(meant) and meant != "?"
        result.attributed += 1
        result.right += good
        if wrong is not None and not good:
            words = " ".join(passage.chapter.text[start : start + 60].split())
            wrong.append(f"  {passage.name}: {who!r} for {meant!r}: {words}")
    return result


def found_by_narrate(passage: Passage, names: bool) -> dict[int, str]:
    characters: dict[str, tuple[str, ...]] = {}
    if names:
        persons = {*passage.people, *passage.speakers.values()} - {"?", "I"}
        characters = {who: tuple(passage.people.get(who, ())) for who in sorted(persons)}
    return {mark.start: mark.value for mark in attribute(passage.chapter, "en", characters)}


def table(passages: Iterable[Passage], names: bool, wrong: list[str]) -> None:
    print(f"{'passage':22}{'quotations':>11}  {'narrate: right':>15} {'recall':>8}   nearest name")
    totals: dict[str, tuple[Score, Score]] = {}
    for passage in passages:
        ours = score(passage, found_by_narrate(passage, names), wrong)
        rival = score(passage, nearest_name(passage))
        print(f"{passage.name:22}{ours.quotations:11}  {ours}   {rival}")
        one, two = totals.get(passage.half, (Score(), Score()))
        totals[passage.half] = (one + ours, two + rival)
    for half, (ours, rival) in totals.items():
        print(f"all, {half:17}{ours.quotations:11}  {ours}   {rival}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--names", action="store_true")
    parser.add_argument("--wrong", action="store_true")
    args = parser.parse_args()
    files = args.files or sorted(FOLDER.glob("*.txt"))
    passages = sorted((read_passage(file) for file in files), key=lambda p: (p.half, p.name))
    start = time.process_time()
    wrong: list[str] = []
    table(passages, args.names, wrong)
    characters = sum(len(passage.chapter.text) for passage in passages)
    print(f"{characters:,} characters in {time.process_time() - start:.2f} s, both")
    if args.wrong:
        print("\n".join(wrong))


if __name__ == "__main__":
    main()
