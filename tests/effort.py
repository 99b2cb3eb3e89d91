"""How much work something is: counted, or beside other work of the same process; not in seconds.

A busy or slow machine changes seconds, but neither the number of calls nor what twice the text
costs beside once the text.
"""

from __future__ import annotations

import gc
import os
import sys
import time
from collections.abc import Callable

ATTEMPTS = 4
"""A single measurement may be disturbed; work that is truly quadratic fails every one of them"""

LINEAR = 8.0
"""Four times the size costs 4 times the work where it is linear, 16 times where quadratic"""


def cpu_seconds(work: Callable[[], object]) -> float:
    """Processor time of this process and its children; to be compared, never judged alone.

    Without the garbage collector, whose work grows with all that tests before this one left.
    """
    collects = gc.isenabled()
    gc.collect()
    gc.disable()
    try:
        started = _spent()
        work()
        return _spent() - started
    finally:
        if collects:
            gc.enable()


def calls(work: Callable[[], object]) -> int:
    """How many functions, Python's and built-in, are called while `work` runs."""
    count = 0

    def profile(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(profile)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


def assert_linear(work: Callable[[int], object], size: int) -> None:
    """Fail where `work(size)` costs far more than four times what `work(size // 4)` costs."""
    work(size // 4)  # what is loaded or cached the first time counts for neither
    ratios = []
    for _ in range(ATTEMPTS):
        quarter = cpu_seconds(lambda: work(size // 4)) + _RESOLUTION
        ratios.append(cpu_seconds(lambda: work(size)) / quarter)
        if ratios[-1] < LINEAR:
            return
    raise AssertionError(f"4 times the size costs {min(ratios):.1f} times the work")


def _spent() -> float:
    times = os.times()
    return time.process_time() + times.children_user + times.children_system


_RESOLUTION = time.get_clock_info("process_time").resolution
