"""What was measured, what is allowed, and whether that is well."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from narrate.check.measures.sound import SoundFigures
from narrate.report import LeftOutTotal

AGAIN = "delete it and run narrate"
"""What to do about a file that is not what was delivered"""


@dataclass(frozen=True, slots=True)
class CheckResult:
    """One thing that was looked at."""

    name: str
    """Such as `RMS`, `head`, `text`; the same in every book"""
    passed: bool
    value: float | str | None
    """The figure found; None where there is none"""
    unit: str = ""
    """Of a value that is a number"""
    limit: str = ""
    """What is allowed, in words or figures"""
    message: str = ""
    """Where it failed: what, where, and what to do"""
    file: str = ""
    """Name of the file it was found in; empty where it is of several"""

    def as_json(self) -> dict[str, Any]:
        """As `check --json` prints it."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Picture:
    """What a picture of one file shows."""

    sound: SoundFigures
    spans: tuple[tuple[int, int], ...]
    """Where the chunks lie, in samples of the file"""
    levels: tuple[float, ...]
    """dB RMS of each span"""
    faults: tuple[tuple[float, float, str], ...]
    """From and to in seconds, and what is wrong there"""


@dataclass(frozen=True, slots=True)
class TrackResult:
    """One delivered piece of audio: a chapter, a part of one, or credits."""

    number: int
    title: str
    file: str
    """Name of the first of its files; empty where none was delivered"""
    checks: tuple[CheckResult, ...]
    picture: Picture | None = field(default=None, repr=False)

    @property
    def passed(self) -> bool:
        """Whether nothing is wrong with it."""
        return all(check.passed for check in self.checks)

    def figure(self, name: str) -> CheckResult | None:
        """The first measure of that name."""
        return next((check for check in self.checks if check.name == name), None)


@dataclass(frozen=True, slots=True)
class BookResult:
    """All that was delivered of a book."""

    title: str
    folder: str
    tracks: tuple[TrackResult, ...]
    checks: tuple[CheckResult, ...]
    """Of the book as a whole"""
    notes: tuple[str, ...] = ()
    """What could not be looked at, and why"""
    left_out: tuple[LeftOutTotal, ...] = ()
    """What of the manuscript is not read"""

    @property
    def passed(self) -> bool:
        """Whether nothing is wrong with it."""
        return all(check.passed for check in self.checks) and all(t.passed for t in self.tracks)

    def failures(self) -> Iterator[tuple[TrackResult | None, CheckResult]]:
        """Everything that is wrong, with the track that it is wrong with, if it is one's."""
        yield from ((None, check) for check in self.checks if not check.passed)
        for track in self.tracks:
            yield from ((track, check) for check in track.checks if not check.passed)

    def as_json(self) -> dict[str, Any]:
        """As `check --json` prints it."""
        return {
            "title": self.title,
            "folder": self.folder,
            "passed": self.passed,
            "chapters": [
                {
                    "number": track.number,
                    "title": track.title,
                    "file": track.file,
                    "passed": track.passed,
                    "checks": [check.as_json() for check in track.checks],
                }
                for track in self.tracks
            ],
            "checks": [check.as_json() for check in self.checks],
            "notes": list(self.notes),
            "left_out": [asdict(total) for total in self.left_out],
        }


def verdict(
    name: str,
    passed: bool,
    value: float | str | None = None,
    *,
    unit: str = "",
    limit: str = "",
    fault: str = "",
) -> CheckResult:
    """A measure that says `fault` only where it did not pass."""
    return CheckResult(name, passed, value, unit, limit, "" if passed else fault)


def faultless(
    name: str, faults: Sequence[str], limit: str, advice: str = f"; {AGAIN}"
) -> CheckResult:
    """A measure that counts faults and passes where there are none.

    It says the first and how many more there are: `a.mp3 is no audio (and 2 more); delete it …`.
    """
    return verdict(
        name, not faults, len(faults), unit="faults", limit=limit, fault=first_of(faults) + advice
    )


def first_of(faults: Sequence[str]) -> str:
    """The first of several faults, and how many more there are; empty where there are none."""
    more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
    return f"{faults[0]}{more}" if faults else ""


def within(
    name: str, value: float, allowed: tuple[float | None, float | None], unit: str, advice: str
) -> CheckResult:
    """A figure that has to lie between two limits, ends included; None: no limit on that side.

    `advice` says what to do where it does not.
    """
    least, most = allowed
    low = least is not None and value < least
    high = most is not None and value > most
    return verdict(
        name,
        not (low or high),
        round(value, 3),
        unit=unit,
        limit=limit_text(allowed, unit),
        fault=f"{value:.2f} {unit} is too {'low' if low else 'high'}; {advice}",
    )


def limit_text(allowed: tuple[float | None, float | None], unit: str) -> str:
    """`-23 to -18 dB`, `at most -3 dB`, `at least 0.5 s`; empty where anything goes."""
    least, most = allowed
    if least is not None and most is not None:
        return f"{least:g} {unit}" if least == most else f"{least:g} to {most:g} {unit}"
    if most is not None:
        return f"at most {most:g} {unit}"
    return f"at least {least:g} {unit}" if least is not None else ""


_UNPRINTABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What neither XML 1.0 nor UTF-8 has a way to write"""


def printable(text: str) -> str:
    """Text that any file can hold."""
    return _UNPRINTABLE.sub("\ufffd", text)
