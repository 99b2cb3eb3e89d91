"""Processes that hang, die or are closed, asked and read through the one framing."""

from __future__ import annotations

import asyncio
import gc
import os
import sys
import time

import pytest

from narrate.files import processes
from narrate.files.processes import Child, ProcessDiedError, output, packed

MODULE = "tests.files.test_processes"


def main() -> None:
    """The inside of a child: does what each head says."""
    out = processes.answers()
    while message := processes.read(sys.stdin.buffer) if len(sys.argv) < 2 else (b"", b""):
        os.write(1, b"a library's chatter")
        match message[0]:
            case b"die":
                os._exit(3)
            case b"sleep":
                time.sleep(60)
        out.write(packed(b"pid", str(os.getpid()).encode()))
        if sys.argv[1:] == ["torn"]:
            out.write(packed(b"x" * 100)[:50])
        out.flush()
        if sys.argv[1:]:
            time.sleep(60 * (sys.argv[1] == "hang"))
            return


async def test_a_child_answers_in_order_and_ends_with_its_input() -> None:
    child = Child(MODULE, background=True)
    answers = [await child.ask(packed(b"go")) for _ in range(3)]
    assert len(set(answers)) == 1
    await child.finish(10.0)
    assert child.ended and child.task.done()
    with pytest.raises(ProcessDiedError) as caught:
        await child.ask(packed(b"go"))
    assert not caught.value.begun


@pytest.mark.parametrize(
    ("head", "patience", "why", "code"),
    [(b"die", None, "exit code 3", 3), (b"sleep", 0.3, "no answer in 0 s", 0)],
)
async def test_only_the_call_at_which_a_child_ends_is_blamed(
    head: bytes, patience: float | None, why: str, code: int
) -> None:
    child = Child(MODULE)
    await child.ask(packed(b"go"))
    blamed, other = child.ask(packed(head), patience), child.ask(packed(b"go"))
    with pytest.raises(ProcessDiedError, match=why) as caught:
        await blamed
    assert (caught.value.code, caught.value.begun) == (code, True)
    with pytest.raises(ProcessDiedError) as caught:
        await other
    assert not caught.value.begun


async def test_a_child_that_does_not_end_with_its_input_is_killed() -> None:
    child = Child(MODULE)
    call = child.ask(packed(b"sleep"))
    await asyncio.sleep(0.5)
    await child.finish(0.1)
    with pytest.raises(ProcessDiedError, match="closed"):
        await call


@pytest.mark.parametrize("how", ["once", "torn"])
def test_output_ends_with_the_last_whole_message(how: str) -> None:
    assert [head for head, _ in output(MODULE, how, seconds=60.0)] == [b"pid"]


def test_output_ends_when_the_time_is_up() -> None:
    assert not list(output(MODULE, "hang", seconds=0.0))


if __name__ == "__main__":
    main()


@pytest.mark.filterwarnings("error")
def test_a_loop_that_ends_in_the_middle_of_a_call_leaves_no_process_and_no_pipe_open() -> None:
    children = []

    async def interrupted() -> None:
        children.append(child := Child(MODULE))
        await child.ask(packed(b"go"))
        child.ask(packed(b"sleep"))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        asyncio.run(interrupted())
    (child,) = children
    assert child.ended and child._process is not None and child._process.returncode is not None
    children.clear()
    del child
    gc.collect()  # an open transport warns when it is collected
