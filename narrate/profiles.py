"""How a finished book is mastered, by the place that it goes to, and what that place refuses.

Levels are of mono files as they are measured as mono: on two speakers the same file is 3 LU louder.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

ProfileName = Literal["acx", "podcast", "ebu-r128", "none"]
Measure = Literal["rms", "lufs"]

NO_TONE: Final = -96.0
"""dB RMS of room tone at and below which pauses are digital silence: less than the last bit"""


@dataclass(frozen=True, slots=True)
class Limits:
    """What `narrate check` lets pass of a file; ends included, None: anything."""

    loudness: tuple[float, float] | None = None
    """dB RMS or LUFS of the whole file, by the profile's measure"""
    peak: float | None = None
    """dB full scale, of the highest decoded sample"""
    true_peak: float | None = None
    """dBTP"""
    floor: float | None = None
    """dB RMS of the quietest half second"""
    digital_silence: bool = True
    """Whether half a second of zeros is allowed"""
    head: tuple[float, float] | None = None
    """Seconds of room tone before the first sound"""
    tail: tuple[float, float] | None = None
    """Seconds of room tone after the last sound"""
    sample_rate: int | None = None
    """Hertz, exactly"""
    mp3_bitrate: int | None = None
    """kbit/s at least, constant"""
    minutes: float | None = None
    """Longest file"""


@dataclass(frozen=True, slots=True)
class Profile:
    """The figures of one way to master; each may be set apart in the settings."""

    name: ProfileName
    measure: Measure | None
    """What loudness is measured by; None: takes keep the level that they were recorded with"""
    loudness: float
    """dB RMS or LUFS of the whole chapter"""
    peak: float
    """dBTP that the audio holds before it is encoded; lossy coding moves peaks by some tenths"""
    sample_rate: int
    mp3_bitrate: str
    room_tone: float
    """dB RMS of the noise in pauses; `NO_TONE`: none"""
    head: float
    """Seconds before the first sound"""
    tail: float
    """Seconds after the last sound"""
    minutes: float | None
    """Longer chapters are split at a paragraph; None: never"""
    limits: Limits


PROFILES: Final[Mapping[str, Profile]] = {
    "acx": Profile(
        # help.acx.com, "ACX audio submission requirements"; on the head its editions disagree
        # (0.5 to 1 s, 1 to 5 s), and one second fits both.
        name="acx",
        measure="rms",
        loudness=-20.0,
        peak=-3.5,
        sample_rate=44100,
        mp3_bitrate="192k",
        room_tone=-75.0,
        head=1.0,
        tail=2.5,
        minutes=120.0,
        limits=Limits(
            loudness=(-23.0, -18.0),
            peak=-3.0,
            floor=-60.0,
            digital_silence=False,
            head=(0.5, 5.0),
            tail=(1.0, 5.0),
            sample_rate=44100,
            mp3_bitrate=192,
            minutes=120.0,
        ),
    ),
    "podcast": Profile(
        # -16 LUFS as heard on two speakers (Apple Podcasts' authors' guide; AES TD1008).
        name="podcast",
        measure="lufs",
        loudness=-19.0,
        peak=-1.5,
        sample_rate=44100,
        mp3_bitrate="128k",
        room_tone=-75.0,
        head=0.5,
        tail=1.5,
        minutes=None,
        limits=Limits(loudness=(-20.0, -18.0), true_peak=-1.0, floor=-60.0),
    ),
    "ebu-r128": Profile(
        # EBU R 128: -23.0 LUFS +-0.5 LU, at most -1 dBTP.
        name="ebu-r128",
        measure="lufs",
        loudness=-23.0,
        peak=-1.5,
        sample_rate=48000,
        mp3_bitrate="192k",
        room_tone=-75.0,
        head=0.75,
        tail=2.0,
        minutes=None,
        limits=Limits(loudness=(-23.5, -22.5), true_peak=-1.0),
    ),
    "none": Profile(
        name="none",
        measure=None,
        loudness=0.0,
        peak=0.0,
        sample_rate=24000,
        mp3_bitrate="128k",
        room_tone=NO_TONE,
        head=0.75,
        tail=2.0,
        minutes=None,
        limits=Limits(),
    ),
}
