"""Where the sentences of a take lie."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from narrate.assembly.timeline import Heard

Samples = npt.NDArray[np.int16]


def find_sentences(samples: Samples, rate: int, lengths: Sequence[int]) -> tuple[Heard, ...]:
    """Start and end of each sentence in samples of the take, `lengths` being characters."""
    total, at, heard = sum(lengths) or 1, 0, []
    for length in lengths:
        start, at = at, at + length
        span = (len(samples) * start // total, len(samples) * at // total)
        heard.append(Heard(*span, exact=len(lengths) == 1))
    return tuple(heard)
