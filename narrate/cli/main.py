"""The command line: arguments to settings to pipeline to exit code."""

from __future__ import annotations

import argparse
import contextlib
import difflib
import gc
import io
import json
import os
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from narrate import __version__
from narrate.cli.arguments import (
    chapter_selection,
    check_arguments,
    init_arguments,
    listen_arguments,
    plan_arguments,
    run_arguments,
    say_arguments,
    script_arguments,
    voices_arguments,
)
from narrate.errors import BookFault, ManuscriptError, NarrateError, SettingsError, book_fault
from narrate.report import worst

if TYPE_CHECKING:
    from narrate.plan.sources import Source
    from narrate.settings import Settings

INTERRUPTED = 130
"""Exit code after Ctrl-C, as shells have it: 128 + SIGINT"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; every fault becomes one line on stderr and an exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    debug = "--debug" in arguments
    _print_any_name()
    if debug:
        _show_log()
    _stop_as_ctrl_c_does()
    try:
        args = build_parser().parse_args(with_command(arguments))
        command: Callable[[argparse.Namespace], int] = args.command
        return command(args)
    except NarrateError as error:
        if not isinstance(error, BookFault) and (debug or error.exit_code == 1):
            traceback.print_exc()
        _complain(str(error))
        return error.exit_code
    except KeyboardInterrupt:
        _complain("interrupted; what was recorded is kept. Run the same command again to continue")
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of our output went away (`narrate script … | head`): nothing is wrong.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 128 + getattr(signal, "SIGPIPE", 13)


def _stop_as_ctrl_c_does() -> None:
    """Have what stops a service stop a run as Ctrl-C does: cleanly, keeping what is finished."""
    if hasattr(signal, "SIGTERM") and threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, lambda *_: signal.raise_signal(signal.SIGINT))


def _print_any_name() -> None:
    """Show file names that are no text with escapes, where printing them would be a fault."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and stream.errors == "strict":
            stream.reconfigure(errors="backslashreplace")


def _show_log() -> None:
    """Show what is logged, such as the traceback of a fault that one book met."""
    import logging

    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(message)s"))
    logger = logging.getLogger("narrate")
    logger.addHandler(handler)
    logger.setLevel(logging.DEBUG)


def with_command(arguments: list[str]) -> list[str]:
    """The arguments with `run` put in where no command is named; `help run` is `run --help`.

    Raises ManuscriptError for a first word that is no file but looks like a mistyped command.
    """
    if arguments[:1] == ["help"] and not Path("help").exists():
        return [*(name for name in arguments[1:2] if name in COMMANDS), "--help"]
    if _names_command(arguments):
        return arguments
    if arguments and not arguments[0].startswith("-"):
        _refuse_mistyped(arguments[0])
    return ["run", *arguments]


def _names_command(arguments: Iterable[str]) -> bool:
    """Whether a command, or a question about narrate, comes before anything else but options."""
    waiting = iter(arguments)
    for argument in waiting:
        if argument in COMMANDS or argument in ("-h", "--help", "--version"):
            return True
        if argument == "--config":
            next(waiting, None)
        elif not argument.startswith("-"):
            return False
    return False


def _refuse_mistyped(word: str) -> None:
    near = difflib.get_close_matches(word, COMMANDS, n=1)
    if near and not Path(word).exists():
        raise ManuscriptError(f"no such file: {word} (did you mean `narrate {near[0]}`?)")


class _Parser(argparse.ArgumentParser):
    """An ArgumentParser that complains in one line."""

    def error(self, message: str) -> NoReturn:
        raise SettingsError(f"{message}; see {self.prog} --help")


def build_parser() -> argparse.ArgumentParser:
    """Every command with its options."""
    parser = _Parser(
        prog="narrate",
        description="Drop a manuscript in input/ and run: chapter files come out in output/.",
        epilog="`narrate` alone is `narrate run`. `narrate COMMAND --help` lists the options.",
    )
    parser.add_argument("--version", action="version", version=f"narrate {__version__}")
    _add_common(parser, {"default": None})
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for name, (summary, add_arguments, command) in COMMANDS.items():
        sub = commands.add_parser(name, help=summary, description=summary)
        _add_common(sub, {"default": argparse.SUPPRESS})
        add_arguments(sub)
        sub.set_defaults(command=command)
    return parser


def _add_common(parser: argparse.ArgumentParser, default: dict[str, Any]) -> None:
    parser.add_argument(
        "--config", metavar="FILE", help="settings file (default: pipeline.yaml)", **default
    )
    parser.add_argument(
        "--debug", action="store_true", default=argparse.SUPPRESS, help="show tracebacks"
    )


def _settings(args: argparse.Namespace) -> Settings:
    """The settings of the file, with what the command line says put over them."""
    from narrate.settings.load import OPTIONS, load_settings

    overrides = {name: getattr(args, name, None) for name in OPTIONS}
    return load_settings(Path(args.config) if args.config else None, overrides)


def _run(args: argparse.Namespace) -> int:
    from narrate.cli.progress import choose_reporter, show_closing
    from narrate.run.pipeline import run

    reporter = choose_reporter()
    settings = _settings(args)
    manuscripts = _paths(args.manuscripts)
    wanted = chapter_selection(args.chapters)
    with _rare_collections():
        report = run(settings, manuscripts, wanted=wanted, reporter=reporter)
    if args.json:
        _print_json(report.as_json())
    show_closing(report)
    for problem in report.problems:
        _complain(problem)
    return report.exit_code


@contextlib.contextmanager
def _rare_collections() -> Iterator[None]:
    """Have Python look for garbage in cycles seldom: the book is none, and a request makes little.

    With hundreds of requests a second the search would take a seventh of the time. It is set for
    the whole process, so that only the command line may do it.
    """
    usual = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
    try:
        yield
    finally:
        gc.set_threshold(*usual)
        gc.unfreeze()


def _plan(args: argparse.Namespace) -> int:
    from narrate.cli.tables import preview_lines
    from narrate.plan.preview import preview

    result = preview(
        _settings(args),
        _paths(args.manuscripts),
        wanted=chapter_selection(args.chapters),
        why=args.why,
    )
    if args.json:
        _print_json(result.as_json())
    else:
        for line in preview_lines(result):
            _print(line)
    for problem in result.problems:
        _complain(problem)
    return result.exit_code


def _script(args: argparse.Namespace) -> int:
    from narrate.plan.finding import find_sources

    settings = _settings(args)
    found = find_sources(settings, _paths(args.manuscripts))
    if args.output and len(found.sources) > 1:
        raise SettingsError(f"--output takes one manuscript, not {len(found.sources)}")
    for note in found.notes:
        _complain(note)
    problems = [*found.problems, *_scripts_of(args, settings, found.sources)]
    if len(problems) == 1 and len(found.sources) < 2:
        raise problems[0]
    for problem in problems:
        _complain(str(problem))
    return worst(problem.exit_code for problem in problems)


def _scripts_of(
    args: argparse.Namespace, settings: Settings, sources: Iterable[Source]
) -> Iterator[NarrateError]:
    """Print or write what is asked for of each manuscript; what went wrong with one."""
    for source in sources:
        try:
            _script_of(args, settings, source)
        except BrokenPipeError:
            raise
        except Exception as error:
            yield book_fault(source.name, error)


def _script_of(args: argparse.Namespace, settings: Settings, source: Source) -> None:
    """What `narrate script` shows of one book."""
    from narrate.plan import listings

    if args.speakers and not args.names:
        if args.output:
            raise SettingsError(
                "--speakers takes no --output; paste what it prints into pipeline.yaml"
            )
        speakers = listings.speakers_of(settings, source)
        if args.json:
            _print_json(speakers.as_json())
        else:
            _print(speakers.as_text())
        return
    listed = (listings.names_of if args.names else listings.transcribe)(settings, source)
    for note in listed.notes:
        _complain(note)
    if args.json:
        _print_json(listed.as_json())
    elif args.output:
        _save(listed.as_file(), Path(args.output))
        _print(f"wrote {args.output}. {listed.next}")
    else:
        _print(listed.as_text())


def _paths(names: Sequence[str]) -> list[Path]:
    """Manuscripts as they were typed. Raises ManuscriptError for a web address."""
    for name in names:
        if "://" in name and not Path(name).exists():
            raise ManuscriptError(
                f"{name}: narrate reads files and fetches nothing from the web; save the book or"
                " page (such as .epub or .html) and name the file"
            )
    return list(map(Path, names))


def _save(text: str, target: Path) -> None:
    """Write a file to be edited; one that is there with other contents is never written over."""
    from narrate.files import disk

    data = text.encode()
    try:
        if target.exists() and target.read_bytes() != data:
            raise SettingsError(
                f"{target}: already exists and may hold your edits, so nothing was changed;"
                " name another file, or delete this one first"
            )
        disk.write_bytes(target, data)
    except OSError as error:
        raise SettingsError(f"{target}: cannot be written: {error.strerror or error}") from error


def _check(args: argparse.Namespace) -> int:
    from narrate.check.books import check_books, save_junit, save_reports
    from narrate.cli.tables import check_lines

    checked = check_books(_settings(args), args.books)
    if args.junit:
        save_junit(checked, Path(args.junit))
    pages = save_reports(checked, Path(args.report) if args.report else None)
    if args.json:
        _print_json(checked.as_json())
    else:
        _print("\n".join([*check_lines(checked), *(f"report: {page}" for page in pages)]))
    for told in (*checked.notes, *checked.problems):
        _complain(told)
    return checked.exit_code


def _listen(args: argparse.Namespace) -> int:
    from narrate.cli.progress import choose_reporter
    from narrate.cli.tables import listen_lines
    from narrate.run.listen import listen

    heard = listen(
        _settings(args),
        args.books,
        wanted=chapter_selection(args.chapters),
        again=args.again,
        reporter=choose_reporter(),
    )
    if args.json:
        _print_json(heard.as_json())
    else:
        _print("\n".join(listen_lines(heard)))
    for told in (*heard.notes, *heard.problems):
        _complain(told)
    return heard.exit_code


def _voices(args: argparse.Namespace) -> int:
    from narrate.cli.tables import (
        FILTERS,
        chosen,
        engine_listed,
        list_voices,
        nothing_chosen,
        voices_as_json,
        voices_table,
    )

    settings = _settings(args)
    engine = engine_listed(settings, args.only_language)
    everyone = list_voices(settings, engine)
    given = {name: getattr(args, f"only_{name}") for name in FILTERS}
    wanted = {name: value for name, value in given.items() if value is not None}
    voices = chosen(everyone, wanted)
    if everyone and not voices:
        _complain(nothing_chosen(everyone, wanted))
    if args.json:
        _print_json(voices_as_json(engine, voices))
    elif voices:
        _print("\n".join(voices_table(voices)))
    return 0


def _say(args: argparse.Namespace) -> int:
    from narrate.run.say import say

    seconds = say(_settings(args), args.text, Path(args.output), _complain)
    _print(f"{args.output}: {seconds:.1f} s")
    return 0


def _init(args: argparse.Namespace) -> int:
    from narrate.cli.init import start_project

    made = start_project(Path(args.folder))
    _print("\n".join(f"created {path}" for path in made))
    _print(f"next: put a manuscript in {args.folder}/input, then: cd {args.folder} && narrate")
    return 0


COMMANDS: dict[
    str,
    tuple[str, Callable[[argparse.ArgumentParser], None], Callable[[argparse.Namespace], int]],
] = {
    "run": ("Record what is missing and deliver the chapters.", run_arguments, _run),
    "plan": ("Show what a run would do and cost; nothing is sent.", plan_arguments, _plan),
    "script": ("Show what will be spoken, as text or JSON.", script_arguments, _script),
    "check": (
        "Measure the delivered files; each chapter passes or fails (exit code 6).",
        check_arguments,
        _check,
    ),
    "listen": (
        "Proof-listen to what is recorded; doubtful takes are named (exit code 6).",
        listen_arguments,
        _listen,
    ),
    "voices": ("List the voices of an engine.", voices_arguments, _voices),
    "say": ("Speak one sentence to try a voice.", say_arguments, _say),
    "init": ("Create a new project folder.", init_arguments, _init),
}


def _print(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def _print_json(value: object) -> None:
    _print(json.dumps(value, ensure_ascii=False))


def _complain(message: str) -> None:
    for line in message.splitlines():
        sys.stderr.write(f"narrate: {line}\n")


if __name__ == "__main__":
    sys.exit(main())
