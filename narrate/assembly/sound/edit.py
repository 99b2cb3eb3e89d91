"""One take made ready to be joined: cut to its sound (pydub), resampled, faded, with its gain.

The limiter holds peaks under a ceiling without a click and without touching the rest of a take.
What is held is the true peak: what a player's converter makes between two samples may be higher
than both. It is looked for as in ITU-R BS.1770-5, annex 2, at four times the rate, but only
around samples that come near the ceiling.
"""

import functools
import math
import warnings
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from narrate.assembly.sound.forecast import FULL_SCALE, amplitude, kept
from narrate.audio import SAMPLE_WIDTH, Take

TRANSITION = 0.06
"""Share of the narrower band in which the filter falls from 1 to 0: flat below, nothing above"""
RINGING = 16.0
"""Periods of the transition's width after which the filter's ringing is below the last bit; so
much of each block's ends is computed twice, and silence of that length lies round the audio"""
BLOCK = 4800
"""Samples that are transformed at a time: small enough for the processor's nearest memory, where
a transform takes a third of what one of a whole take does"""
AT_ONCE = 8
"""Blocks; more take half as long again, since their memory is then allocated each time"""
LARGEST_STEP = 1000
"""Rates that meet only after more samples than that (22,051 Hz) are done in one piece"""

Samples = npt.NDArray[np.int16]
Sound = npt.NDArray[np.float32]


def resampled(samples: Samples, rate: int, to_rate: int, gain: float = 1.0) -> Sound:
    """Speech at another rate, times the linear `gain`, not yet rounded nor held within 16 bits.

    Its length is `round(len(samples) * to_rate / rate)`. Done on the spectrum, of blocks that
    overlap: what lies above the narrower band is cut off (no alias is possible), what lies below
    is untouched, and no sample moves in time. pydub's own way (audioop.ratecv) draws straight
    lines between samples, which folds sibilants down as hiss.
    """
    length = round(len(samples) * to_rate / rate)
    if not length:
        return np.zeros(0, np.float32)
    common = math.gcd(rate, to_rate)
    step_in, step_out = rate // common, to_rate // common
    rings = math.ceil(RINGING * rate / (TRANSITION * min(rate, to_rate)) / step_in)  # in steps
    steps = math.ceil(len(samples) / step_in)
    usual = _easy_size(math.ceil(BLOCK / step_in))
    size = usual if steps > usual and step_in < LARGEST_STEP else _easy_size(steps + 2 * rings)
    blocks = _blocks(samples, size * step_in, rings * step_in)
    made = np.empty((len(blocks), (size - 2 * rings) * step_out), np.float32)
    slope = _slope(size * min(step_in, step_out) // 2 + 1) * np.float32(gain * step_out / step_in)
    for row in range(0, len(blocks), AT_ONCE):
        band = np.fft.rfft(blocks[row : row + AT_ONCE])[:, : len(slope)]
        kept = np.multiply(band, slope, dtype=np.complex64, casting="same_kind")
        audio = np.fft.irfft(kept, size * step_out)
        made[row : row + AT_ONCE] = audio[:, rings * step_out : (size - rings) * step_out]
    return made.reshape(-1)[:length]


def _blocks(samples: Samples, size: int, overlap: int) -> npt.NDArray[np.float64]:
    """Rows of `size` samples, `overlap` of them at each end shared with the neighbours."""
    hop = size - 2 * overlap
    rows = -(-len(samples) // hop)
    padded = np.zeros((rows - 1) * hop + size)
    padded[overlap : overlap + len(samples)] = samples
    return np.lib.stride_tricks.sliding_window_view(padded, size)[::hop]


@functools.lru_cache(8)
def _slope(bins: int) -> Sound:
    """1 up to the transition, then half a cosine down to 0 at the last bin."""
    position = np.arange(bins) / max(bins - 1, 1)
    fall = np.clip((position - (1 - TRANSITION)) / TRANSITION, 0, 1)
    return np.asarray(0.5 + 0.5 * np.cos(math.pi * fall), np.float32)


def _easy_size(least: int) -> int:
    """The next number made of 2, 3 and 5 only: transforms of such lengths are fast."""
    size = least
    while True:
        rest = size
        for prime in (2, 3, 5):
            while rest % prime == 0:
                rest //= prime
        if rest == 1:
            return size
        size += 1


with warnings.catch_warnings():
    # pydub warns when the PATH holds no ffmpeg; it is never asked to find one here.
    warnings.simplefilter("ignore")
    from pydub import AudioSegment

FADE = 5
"""Milliseconds of fade at both ends of a take"""
AUDIBLE = -50.0
"""dB full scale from which on a sample counts as sound where head and tail are measured"""


@dataclass(frozen=True, slots=True)
class Edited:
    """A take as it goes into the chapter."""

    sound: Sound
    """In steps of 16 bits, not yet rounded, at the delivered rate"""
    limited: bool
    """Whether its peaks had to be held down"""

    @property
    def samples(self) -> int:
        """Length at the delivered rate."""
        return len(self.sound)

    def silence(self) -> tuple[int, int]:
        """Samples before the first and behind the last that is heard; none where nothing is."""
        heard = np.abs(self.sound) > amplitude(AUDIBLE) * FULL_SCALE
        if not heard.any():
            return 0, 0
        return int(heard.argmax()), int(heard[::-1].argmax())


def edit(
    take: Take,
    gain: float,
    ceiling: float,
    rate: int,
    shaped: Callable[[Samples, int], Samples] | None = None,
) -> Edited:
    """The take with `gain` dB, its true peaks within ±`ceiling` (steps of 16 bits), at `rate`.

    `shaped` gives the samples to go on with in place of those between the take's silences.
    """
    samples: Samples = np.frombuffer(_trimmed(take).raw_data, "<i2")
    if shaped:
        samples = shaped(samples, take.audio.rate)
    if take.audio.rate == rate:
        sound = np.multiply(samples, amplitude(gain), dtype=np.float32)
    else:
        sound = resampled(samples, take.audio.rate, rate, amplitude(gain))
    _fade(sound, rate)
    return Edited(sound, limit(sound, rate, ceiling))


def _trimmed(take: Take) -> AudioSegment:
    audio = take.audio
    segment = AudioSegment(audio.pcm, sample_width=SAMPLE_WIDTH, frame_rate=audio.rate, channels=1)
    return segment.get_sample_slice(*kept(take.info))


def _fade(sound: Sound, rate: int) -> None:
    """Both ends of the sound, in place; pydub's own fade takes longer than all the rest of this."""
    ramp = min(FADE * rate // 1000, len(sound) // 2)
    if ramp:
        rise = np.arange(ramp, dtype=np.float32) / ramp
        sound[:ramp] *= rise
        sound[-ramp:] *= rise[::-1]


REACH = 20
"""Milliseconds before and after a peak in which the gain goes down and comes back: longer than
the period of a low voice, so that the gain does not follow single periods, which would buzz"""
NEAR = 0.65
"""Share of the ceiling from which on the sound between samples is looked at: a sine of 12 kHz at
44.1 kHz, the highest in a take of 24 kHz, shows at least 0.656 of its height"""
TAPS = 24
"""Samples that a value between two samples is made of"""
PARTS = 4
"""Times the sample rate"""


def limit(sound: Sound, rate: int, ceiling: float) -> bool:
    """Hold `sound` within ±`ceiling` in place, between its samples too; False: nothing was over.

    Around each peak the gain bends down in a smooth curve that is at its lowest where the peak is.
    """
    size = np.abs(sound)
    near = np.flatnonzero(size > NEAR * ceiling)
    if not len(near):
        return False
    last = len(sound) - 1
    tops = near[size[near] >= np.maximum(size[near - 1], size[np.minimum(near + 1, last)])]
    tops = np.concatenate([np.maximum(tops - 1, 0), tops])  # what lies before one, and behind
    heights = _between(sound, tops)
    places = np.concatenate([near, tops, np.minimum(tops + 1, last)])
    heights = np.concatenate([size[near], heights, heights])
    over = heights > ceiling
    if not over.any():
        return False
    step = max(rate // 1000, 1)
    allowed = np.ones(-(-len(sound) // step), np.float32)
    np.minimum.at(allowed, places[over] // step, ceiling / heights[over])
    _bend(sound, step, _bends(allowed))
    return True


def _bend(sound: Sound, step: int, bends: Sound) -> None:
    """Multiply in place, by a straight line from one border of the blocks to the next."""
    slide = np.arange(step, dtype=np.float32) / step
    whole = len(sound) // step
    bent = np.flatnonzero(np.minimum(bends[:whole], bends[1 : whole + 1]) < 1)
    curve = np.multiply.outer(np.diff(bends)[bent], slide)
    curve += bends[bent, None]
    sound[: whole * step].reshape(whole, step)[bent] *= curve
    rest = sound[whole * step :]
    if len(rest):
        rest *= bends[whole] + (bends[whole + 1] - bends[whole]) * slide[: len(rest)]


def _between(sound: Sound, places: npt.NDArray[np.intp]) -> Sound:
    """How high the sound is between each of these samples and the next."""
    half = TAPS // 2
    padded = np.zeros(len(sound) + TAPS, np.float32)
    padded[half - 1 : half - 1 + len(sound)] = sound
    around = np.lib.stride_tricks.sliding_window_view(padded, TAPS)[places]
    return np.asarray(np.abs(around @ _weights()).max(axis=1, initial=0), np.float32)


@functools.cache
def _weights() -> Sound:
    """What each of the samples around gives to the values between the middle two: (TAPS, 3)."""
    shift = np.arange(1, PARTS) / PARTS
    distance = np.arange(TAPS)[:, None] - (TAPS // 2 - 1) - shift
    window = np.cos(np.pi * distance / (TAPS + 1)) ** 2
    weights = np.sinc(distance) * window
    return np.asarray(weights / weights.sum(axis=0), np.float32)


def _bends(allowed: Sound) -> Sound:
    """The gain at the borders of the blocks, of which each block allows so much.

    A border takes the least that any block within reach allows, and a weighted mean of its
    neighbours' leasts: as the mean reaches one block less far than the least, it never goes above
    what a block allows.
    """
    free = np.ones(2 * REACH - 1, np.float32)
    padded = np.concatenate([free, allowed, free])
    least = np.lib.stride_tricks.sliding_window_view(padded, 2 * REACH).min(axis=1)
    weights = np.hanning(2 * REACH + 1)[1:-1]
    return np.convolve(least, weights / weights.sum(), "valid").astype(np.float32)
