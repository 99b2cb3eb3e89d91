"""Is all of the manuscript's file accounted for: read, named as not read, or known as no text?"""

from collections.abc import Iterator, Sequence

from narrate.book import MOST_NOT_UNDERSTOOD
from narrate.check.measures.result import CheckResult, verdict
from narrate.plan.plan import BookPlan
from narrate.report import LeftOutTotal, answers, passage_name


def account_checks(plan: BookPlan, left_out: Sequence[LeftOutTotal]) -> Iterator[CheckResult]:
    """What the manuscript as it is now holds that nobody hears, and that nobody answered for."""
    yield from _left_out(left_out)
    yield from map(_lost, plan.book.lost)
    if plan.book.letters is not None:
        yield _letters(plan)


def _left_out(left_out: Sequence[LeftOutTotal]) -> Iterator[CheckResult]:
    """One fault for each passage of running prose that no setting names, else one measure."""
    limit = "no running prose but what matter: names"
    prose = [total for total in left_out if total.prose]
    for total in prose:
        fault = f"running prose is not read: {passage_name(total)}; to read it, {answers(total)}"
        yield verdict(
            "left out", False, total.characters, unit="characters", limit=limit, fault=fault
        )
    if not prose:
        characters = sum(total.characters for total in left_out)
        yield verdict("left out", True, characters, unit="characters", limit=limit)


def _lost(warning: str) -> CheckResult:
    """Text that the file should have and that could not be read: it may be a chapter."""
    fault = (
        f"{warning}; get or save the manuscript again, or write its script with `narrate script"
        " FILE -o SCRIPT.md` and put the text in"
    )
    return verdict("manuscript", False, limit="all of it can be read", fault=fault)


def _letters(plan: BookPlan) -> CheckResult:
    """The share of the file's letters that the reader did not understand."""
    letters = plan.book.letters
    assert letters is not None
    share = 100.0 * letters.not_understood / letters.file if letters.file else 0.0
    shown = "; ".join(f"“{text}…”" for text in letters.examples)
    fault = (
        f"{letters.not_understood:,} letters of {plan.manuscript.name} were not understood and"
        f" are not read{': ' + shown if shown else ''}; write its script with `narrate script"
        " FILE -o SCRIPT.md` and put them in, or save the manuscript in another format"
    )
    limit = f"at most {MOST_NOT_UNDERSTOOD:.0%}"
    passed = not letters.are_missed
    return verdict("not understood", passed, round(share, 3), unit="%", limit=limit, fault=fault)
