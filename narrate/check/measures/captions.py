"""Captions, compared with the timeline; pages and lists that name other delivered files.

Of captions (WebVTT as of w3.org/TR/webvtt1, SubRip and LRC as players read them) every sentence is
there once, in order, at its time. Of named files each is there, and none is elsewhere.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from lxml import etree, html

from narrate.check.measures.result import AGAIN, CheckResult, faultless, verdict
from narrate.check.measures.wanted import TimelineChapter, TimelineSentence

NEAR = 0.02
"""Seconds that a caption may be early or late"""
ROUNDING = 1e-6
_TAG = re.compile(r"<[^>]*>")
_ARROW = re.compile(r"^\s*(\S+)\s+-->\s+(\S+)")
_LRC = re.compile(r"((?:\[\d+:\d+(?:[.:]\d+)?\])+)(.*)")
_STAMP = re.compile(r"\[([^\]]*)\]")


@dataclass(frozen=True, slots=True)
class Cue:
    """One caption."""

    start: float
    """Seconds"""
    end: float | None
    """Seconds; None where the format does not say"""
    text: str


def parse_vtt(text: str) -> list[Cue]:
    """The cues of a WebVTT file; raises ValueError."""
    if not re.match(r"\ufeff?WEBVTT([ \t\n]|$)", text):
        raise ValueError("it does not begin with WEBVTT")
    return [_cue(block, unescape) for block in _blocks(text) if "-->" in block]


def parse_srt(text: str) -> list[Cue]:
    """The cues of an SRT file; raises ValueError."""
    blocks = _blocks(text.removeprefix("\ufeff"))
    for number, block in enumerate(blocks, 1):
        if block.split("\n", 1)[0].strip() != str(number):
            raise ValueError(f"caption {number} has another number")
    return [_cue(block, lambda plain: plain) for block in blocks]


def parse_lrc(text: str) -> list[Cue]:
    """The lines of an LRC file; raises ValueError."""
    found = (_LRC.match(line) for line in text.removeprefix("\ufeff").splitlines())
    cues = [
        Cue(_seconds(stamp), None, line[2].strip())
        for line in found
        if line
        for stamp in _STAMP.findall(line[1])
    ]
    return [cue for cue in cues if cue.text]


PARSERS: Mapping[str, Callable[[str], list[Cue]]] = {
    ".vtt": parse_vtt,
    ".srt": parse_srt,
    ".lrc": parse_lrc,
}


def _blocks(text: str) -> list[str]:
    """What is between blank lines."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return [block for block in re.split(r"\n\s*\n", plain.strip("\n")) if block.strip()]


def _cue(block: str, plain: Callable[[str], str]) -> Cue:
    lines = block.split("\n")
    at = next((number for number, line in enumerate(lines) if "-->" in line), None)
    if at is None or not (times := _ARROW.match(lines[at])):
        raise ValueError(f"“{lines[0][:40]}” has no times")
    text = plain(_TAG.sub("", "\n".join(lines[at + 1 :])))
    return Cue(_seconds(times[1]), _seconds(times[2]), text)


def _seconds(clock: str) -> float:
    total = 0.0
    for field in clock.replace(",", ".").split(":"):
        total = total * 60 + float(field)
    return total


def caption_check(path: Path, track: TimelineChapter, shift: float = 0.0) -> CheckResult:
    """A caption file against the sentences of its track; `shift` is added to their times."""
    name = f"captions {path.suffix[1:]}"
    limit = f"each sentence once, within {NEAR * 1000:.0f} ms"
    try:
        cues = PARSERS[path.suffix](path.read_text("utf-8"))
    except OSError as error:
        fault = f"cannot be read: {error.strerror or error}; run narrate"
        return verdict(name, False, limit=limit, fault=fault)
    except ValueError as error:
        fault = f"not a valid {path.suffix[1:]} file: {error}; {AGAIN}"
        return verdict(name, False, limit=limit, fault=fault)
    fault, worst = cue_faults(cues, track.sentences, track.sample_rate, shift)
    message = f"{fault}; {AGAIN}"
    return verdict(name, not fault, round(worst, 3), unit="s off", limit=limit, fault=message)


def cue_faults(
    cues: Sequence[Cue], sentences: Sequence[TimelineSentence], rate: int, shift: float = 0.0
) -> tuple[str, float]:
    """What is wrong first, empty where nothing is; and how far the worst caption is off.

    A caption may hold several sentences, and a sentence be spread over several captions: their
    letters have to follow one another as in the timeline.
    """
    letters = [_letters(sentence.text) for sentence in sentences]
    said, shown = "".join(letters), "".join(_letters(cue.text) for cue in cues)
    if shown != said:
        return _text_fault(said, shown, cues), 0.0
    begins, at = {}, 0
    for sentence, text in zip(sentences, letters, strict=True):
        if text:
            begins[at] = sentence.start / rate + shift
        at += len(text)
    faults, worst, at, before = [], 0.0, 0, 0.0
    for cue in cues:
        off = cue.start - begins.get(at, cue.start)
        if abs(off) > NEAR + ROUNDING:
            faults.append(f"“{_opening(cue.text)}” is {off:+.2f} s off")
        if cue.start < before:
            faults.append(f"“{_opening(cue.text)}” is shown before the caption above it")
        worst, before = max(worst, abs(off)), cue.start
        at += len(_letters(cue.text))
    return next(iter(faults), ""), worst


def _text_fault(said: str, shown: str, cues: Sequence[Cue]) -> str:
    same = next(
        (at for at, (a, b) in enumerate(zip(said, shown, strict=False)) if a != b),
        min(len(said), len(shown)),
    )
    at = 0
    for cue in cues:
        at += len(_letters(cue.text))
        if at > same:
            return f"its text differs from what is spoken, from “{_opening(cue.text)}” on"
    return "its text ends before the speech does"


def _letters(text: str) -> str:
    """Without white space, and the marks that lines written from right to left may begin with."""
    return "".join(text.replace("\u200f", "").split())


def _opening(text: str) -> str:
    words = text.split()
    return " ".join(words[:6]) + ("…" if len(words) > 6 else "")


_LIMIT = "names only files that exist"
_LOADS = {"src", "poster", "data"}
_FETCHED = ("link", "image", "use")
"""Elements whose href is loaded, not followed"""
_STYLE_URL = re.compile(r"url\(\s*['\"]?([^'\")]+)|@import\s+['\"]([^'\"]+)")


def player_check(path: Path) -> CheckResult:
    """The player page exists, is a page, needs no network, and finds its sound."""
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        return faultless("player", [f"cannot be read: {error}"], _LIMIT)
    try:
        root = html.document_fromstring(text)
    except (etree.ParserError, ValueError):
        return faultless("player", ["it is empty"], _LIMIT)
    faults, links = [], sorted(set(_links(root, text)))
    for link in links:
        faults += _link_fault(link, path.parent)
    if not any(_local(link).endswith(_SOUND) for link in links):
        faults.append("it names no audio")
    return faultless("player", faults, _LIMIT)


_SOUND = (".mp3", ".m4a", ".m4b", ".flac", ".opus", ".wav")
_QUOTED = re.compile(r'"((?:[^"\\\n]|\\.){1,300}\.(?:mp3|m4a|m4b|flac|opus|wav))"')


def _links(root: Any, text: str) -> Iterator[str]:
    """Everything that the page loads: in its elements, its styles, and its script's lists.

    `<audio src="1.mp3">`, `@import "a.css"` and a script's `["2.mp3"]`: 1.mp3, a.css, 2.mp3.
    """
    for element in root.iter(etree.Element):
        links = _links_of(element)
        yield from (link for link in links if not link.startswith(("data:", "#", "blob:")))
    for found in _QUOTED.finditer(text):
        with suppress(ValueError):
            yield str(json.loads(f'"{found[1]}"'))


def _links_of(element: Any) -> Iterator[str]:
    loads = {*_LOADS, "href"} if element.tag in _FETCHED else _LOADS
    yield from (str(value) for name, value in element.attrib.items() if name in loads)
    if element.tag == "style":
        yield from (found[1] or found[2] for found in _STYLE_URL.finditer(element.text or ""))


def _link_fault(link: str, folder: Path) -> list[str]:
    if urlsplit(link).scheme or link.startswith("//"):
        return [f"it loads {link} from elsewhere"]
    local = _local(link)
    if ".." in Path(local).parts or Path(local).is_absolute():
        return [f"it names {local}, which is outside the book's folder"]
    if not ((folder / local).is_file() or (folder / link).is_file()):
        return [f"it names {local}, which does not exist"]
    return []


def _local(link: str) -> str:
    return unquote(link.split("#")[0].split("?")[0])


def manifest_check(path: Path) -> CheckResult:
    """A W3C audiobook manifest names files that are there, with durations that they have."""
    try:
        content = json.loads(path.read_text("utf-8"))
        resources = [*content["readingOrder"], *content.get("resources", [])]
        links = [item if isinstance(item, str) else item["url"] for item in resources]
    except (OSError, ValueError, KeyError, TypeError) as error:
        return faultless("manifest", [f"it cannot be read: {error}"], _LIMIT)
    local = [link for link in links if not urlsplit(link).scheme]
    missing = [link for link in local if not (path.parent / _local(link)).is_file()]
    return faultless(
        "manifest", [f"it names {link}, which does not exist" for link in missing], _LIMIT
    )
