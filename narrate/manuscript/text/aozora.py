"""Files of Aozora Bunko, the Japanese library: the frame around a text, and the marks inside it.

`古い｜硝子窓《ガラスまど》` is `古い硝子窓`; a line with `［＃「一」は中見出し］` is a heading, and
`※［＃「木＋吶のつくり」、第3水準1-85-54］` the character that is meant. In front stands a key of
these marks between two lines, behind the text its edition and who typed it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import regex

from narrate.about import About
from narrate.manuscript.structure import matter
from narrate.manuscript.structure.passages import Dropped

_KEY = "テキスト中に現れる記号について"
_EDGE = regex.compile(r"\s*[-－―─]{10,}\s*")
_EDITION = regex.compile(r"\s*底本[:：]")
_REMARK = regex.compile(r"※?［＃[^］]*］")
_READING = regex.compile(r"《[^》]*》")
_HEADING = regex.compile(r"［＃[^］]*?(?P<size>大|中|小)?見出し(?:］|[^］]*］)")
_LEVELS = {"大": 1, "中": 2, "小": 3}
_UNICODE = regex.compile(r"U\+([0-9A-F]{4,5})", regex.I)
_JIS = regex.compile(r"第[34]水準([12])-(\d{1,2})-(\d{1,2})")
_SIGNS = regex.compile(r"［＃|｜")
_BREAK = regex.compile(r"［＃改(?:ページ|丁|段|見開き)］")
_FOOT = 80
"""Lines at the end among which the edition is named"""
_HEAD = 60
"""Lines among which the key of marks stands"""


@dataclass(frozen=True, slots=True)
class AozoraText:
    """Such a file taken apart."""

    body: list[str]
    head: list[str]
    """The key of the marks"""
    foot: list[str]
    """The edition, and who made the file"""
    headings: Mapping[str, int]
    """Lines that are marked as headings, with their levels"""
    dropped: list[Dropped]
    """Marks and readings, which are no words of the text"""
    about: About


def read_aozora(lines: Sequence[str]) -> AozoraText | None:
    """The parts of a file of that library; None for any other file."""
    key = next((i for i, line in enumerate(lines[:_HEAD]) if _KEY in line), None)
    least = max(0, len(lines) - _FOOT)
    foot = next((i for i in range(least, len(lines)) if _EDITION.match(lines[i])), None)
    if key is None and foot is None:
        return None
    signs = sum(bool(_SIGNS.search(line)) for line in lines)
    if key is None and not signs:
        return None
    start, stop = _bounds(lines, key) if key is not None else (0, 0)
    foot = len(lines) if foot is None else foot
    title, author, *_ = [*(x.strip() for x in lines[: start or _HEAD] if x.strip()), "", ""]
    dropped: list[Dropped] = []
    headings: dict[str, int] = {}
    body: list[str] = []
    for line in (*lines[:start], *lines[stop:foot]):
        body += _plain(line, headings, dropped)
    return AozoraText(
        body,
        list(lines[start:stop]),
        list(lines[foot:]),
        headings,
        dropped,
        About(title=title, author=author),
    )


def _bounds(lines: Sequence[str], key: int) -> tuple[int, int]:
    """The lines from the edge above the key of marks to the one below it."""
    above = next((i for i in range(key, -1, -1) if _EDGE.fullmatch(lines[i])), key)
    edges = (i + 1 for i in range(key + 1, len(lines)) if _EDGE.fullmatch(lines[i]))
    blank = (i for i in range(key + 1, len(lines)) if not lines[i].strip())
    return above, next(edges, next(blank, key + 1))


def _plain(line: str, headings: dict[str, int], dropped: list[Dropped]) -> list[str]:
    """A line without its marks; a heading stands apart, as does what begins a page."""
    if not any(sign in line for sign in "｜［《"):
        return [line]
    heading = _HEADING.search(line)
    begins = bool(_BREAK.search(line))
    dropped += [Dropped(matter.READING_AID, found) for found in _READING.findall(line)]
    text = _READING.sub("", line)
    dropped += [Dropped(matter.TRANSCRIBER, x) for x in _REMARK.findall(text) if not _meant(x)]
    text = _REMARK.sub(lambda found: _meant(found[0]), text).replace("｜", "")
    if heading and (title := text.strip()):
        headings[title] = _LEVELS.get(heading["size"] or "", 1)
        return ["", "", title, ""]
    return ["", "", text] if begins else [text]


def _meant(remark: str) -> str:
    """The character that a remark stands for; empty where it says something else."""
    if not remark.startswith("※"):
        return ""
    if code := _UNICODE.search(remark):
        return chr(int(code[1], 16))
    if place := _JIS.search(remark):
        plane, row, cell = map(int, place.groups())
        own = bytes([0xA0 + row, 0xA0 + cell])
        return (b"\x8f" + own if plane > 1 else own).decode("euc_jis_2004", "ignore")
    return ""
