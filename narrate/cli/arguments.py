"""The arguments and options of each command."""

import argparse
from collections.abc import Callable

from narrate.errors import SettingsError


def voice_arguments(parser: argparse.ArgumentParser) -> None:
    """Who reads."""
    parser.add_argument("--engine", help="engine to use")
    parser.add_argument("--voice", help="voice to use")
    parser.add_argument("--speed", type=float, help="speaking rate, 0.5 to 2.0")


def book_arguments(parser: argparse.ArgumentParser) -> None:
    """What `run` and `plan` have in common."""
    parser.add_argument(
        "manuscripts",
        nargs="*",
        metavar="MANUSCRIPT",
        help="a file, a folder of them, or a book of `books`; default: everything in input/",
    )
    parser.add_argument("--chapters", metavar="LIST", help="chapters to make, e.g. 1-3,7")
    voice_arguments(parser)
    parser.add_argument(
        "--preflight",
        action="store_true",
        default=None,
        help="first ask the engine about key, credit and voices; costs nothing",
    )
    parser.add_argument("--json", action="store_true", help="print the report as JSON on stdout")


def run_arguments(parser: argparse.ArgumentParser) -> None:
    """Those of `narrate run`."""
    book_arguments(parser)
    parser.add_argument(
        "--max-cost", type=float, metavar="USD", help="stop before spending more than this"
    )
    parser.add_argument(
        "--max-characters", type=int, metavar="N", help="stop before sending more than this"
    )


def plan_arguments(parser: argparse.ArgumentParser) -> None:
    """Those of `narrate plan`."""
    book_arguments(parser)
    parser.add_argument(
        "--why", action="store_true", help="show why chunks have to be spoken again"
    )


def script_arguments(parser: argparse.ArgumentParser) -> None:
    """Those of `narrate script`."""
    parser.add_argument(
        "manuscripts", nargs="+", metavar="MANUSCRIPT", help="a file, or a folder of them"
    )
    parser.add_argument("--json", action="store_true", help="every chunk, as JSON")
    parser.add_argument(
        "-o", "--output", metavar="FILE", help="write a script to edit, e.g. input/book.md"
    )
    parser.add_argument(
        "--names",
        action="store_true",
        help="list proper names by frequency instead: a lexicon file (CSV) to fill in",
    )
    parser.add_argument(
        "--speakers",
        action="store_true",
        help="list who speaks in quotations instead: a characters block for pipeline.yaml",
    )


def check_arguments(parser: argparse.ArgumentParser) -> None:
    """Those of `narrate check`."""
    _made_books(parser)
    parser.add_argument(
        "--junit", metavar="FILE", help="also write the result as JUnit XML, for CI"
    )
    parser.add_argument(
        "--report",
        metavar="FILE",
        help="write one page with charts here (default: check.html in each book's folder)",
    )


def listen_arguments(parser: argparse.ArgumentParser) -> None:
    """Those of `narrate listen`."""
    _made_books(parser)
    parser.add_argument("--chapters", metavar="LIST", help="chapters to hear, e.g. 1-3,7")
    parser.add_argument(
        "--again", action="store_true", help="hear those takes too that were heard before"
    )


def _made_books(parser: argparse.ArgumentParser) -> None:
    """Which of the books that were made, and the result as JSON."""
    parser.add_argument(
        "books",
        nargs="*",
        metavar="BOOK",
        help="manuscript, output folder or title; default: every book",
    )
    parser.add_argument("--json", action="store_true", help="print the result as JSON on stdout")


def voices_arguments(parser: argparse.ArgumentParser) -> None:
    """Those of `narrate voices`."""
    parser.add_argument("--engine", help="default: the engine of the settings")
    for name, example in (
        ("language", "en"),
        ("gender", "female"),
        ("accent", "british"),
        ("age", "young"),
        ("use", "narration"),
        ("model", "lightning_v3.1_pro"),
    ):
        # A name of its own: what is listed is no setting of who reads.
        parser.add_argument(
            f"--{name}",
            dest=f"only_{name}",
            metavar="X",
            help=f"only voices like this, e.g. {example}",
        )
    parser.add_argument("--json", action="store_true", help="as JSON")


def say_arguments(parser: argparse.ArgumentParser) -> None:
    """Those of `narrate say`."""
    parser.add_argument("text", metavar="TEXT")
    parser.add_argument("-o", "--output", metavar="FILE", required=True, help="e.g. hello.mp3")
    voice_arguments(parser)
    parser.add_argument("--language", help="e.g. en")


def init_arguments(parser: argparse.ArgumentParser) -> None:
    """Those of `narrate init`."""
    parser.add_argument("folder", metavar="DIR")


def chapter_selection(text: str | None) -> Callable[[int], bool]:
    """Which chapter numbers `1-3,7` stands for; all of them where nothing is given.

    Opening credits are number 0, closing ones come behind the last chapter. Raises SettingsError.
    Of 0 to 9, `0-2,5` takes 0, 1, 2, 5, and `1-3,7-` takes 1, 2, 3, 7, 8, 9.
    """
    if text is None:
        return lambda number: True
    spans = [_chapter_span(part, text) for part in text.split(",")]
    return lambda number: any(start <= number <= end for start, end in spans)


def _chapter_span(part: str, text: str) -> tuple[int, float]:
    """First and last number of a part of `--chapters`; `7-` has no last one."""
    first, dash, last = (piece.strip() for piece in part.partition("-"))
    if not first.isdecimal() or (last and not last.isdecimal()):
        raise SettingsError(f"--chapters {text}: expected numbers and ranges such as 1-3,7")
    end = int(last) if last else float("inf") if dash else int(first)
    if end < int(first):
        raise SettingsError(f"--chapters {text}: {part.strip()} is not a range of chapters")
    return int(first), end
