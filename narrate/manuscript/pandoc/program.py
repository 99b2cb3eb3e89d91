"""pandoc as a program beside us: what is left to it, how it is found and started under limits.

It is never imported (it is GPL), reads nothing but what it is given (`--sandbox`), and is bounded
in memory by its own runtime and in computing time and output by the system.
"""

import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from narrate.files.markup import declared_in

LANGUAGES: Final[Mapping[str, tuple[str, str]]] = {
    ".tex": ("latex", "LaTeX sources"),
    ".latex": ("latex", "LaTeX sources"),
    ".ltx": ("latex", "LaTeX sources"),
    ".rst": ("rst", "reStructuredText files"),
    ".rest": ("rst", "reStructuredText files"),
    ".org": ("org", "Org files"),
    ".typ": ("typst", "Typst sources"),
    ".docbook": ("docbook", "DocBook files"),
    ".dbk": ("docbook", "DocBook files"),
    ".jats": ("jats", "JATS articles"),
    ".textile": ("textile", "Textile files"),
    ".adoc": ("asciidoc", "AsciiDoc files"),
    ".asciidoc": ("asciidoc", "AsciiDoc files"),
    ".opml": ("opml", "OPML outlines"),
    ".mediawiki": ("mediawiki", "wiki pages"),
    ".wiki": ("mediawiki", "wiki pages"),
    ".dokuwiki": ("dokuwiki", "wiki pages"),
    ".vimwiki": ("vimwiki", "wiki pages"),
    ".twiki": ("twiki", "wiki pages"),
    ".creole": ("creole", "wiki pages"),
    ".jira": ("jira", "wiki pages"),
    ".t2t": ("t2t", "txt2tags files"),
    ".muse": ("muse", "Muse files"),
    ".dj": ("djot", "Djot files"),
    ".djot": ("djot", "Djot files"),
    ".man": ("man", "manual pages"),
    ".pod": ("pod", "POD files"),
    ".ipynb": ("ipynb", "notebooks"),
}
"""pandoc's name of the language, and what such files are called in messages"""

_MARKUP = (
    ("docbook", ("docbook", "DocBook files")),
    ("jats", ("jats", "JATS articles")),
    ("//nlm//dtd", ("jats", "JATS articles")),
)
"""What the document type or the root element of XML in one of these languages says"""
INSTALL: Final = "pip install '.[pandoc]'"
SECONDS: Final = 10
"""Of computing, for one file; a novel takes about 2"""
_SECONDS_A_MB: Final = 8
"""Of computing, on top of that; seven volumes (7 MB) take 16"""
_PATIENCE: Final = 20
"""Seconds of wall clock for each of these, on a machine that is busy with other things too"""
MEMORY: Final = "2g"
"""Of pandoc's heap"""
LARGEST: Final = 64 * 2**20
"""Bytes of HTML"""
_TEMPLATE: Final = Path(__file__).with_name("page.html")
_COMPLAINTS: Final = 2**20
"""Bytes of what it says that are looked at"""
_SKIPPED: Final = re.compile(
    r"^\[INFO\] Skipped '[^'{]*\{([^{}\n]*\w\s+\w[^{}\n]*)\}", re.MULTILINE
)
_MISSING: Final = re.compile(r"File (.+?) not found in resource path")
_SHOWN: Final = 160
"""Characters of a complaint"""
_NAMED: Final = 4
"""Files named"""
_HEAP: Final = 251
"""Exit code of a program whose heap is exhausted"""


class PandocFailed(Exception):
    """A file could not be converted; says why."""


@dataclass(frozen=True, slots=True)
class Converted:
    """What pandoc made of a file."""

    html: bytes
    warnings: tuple[str, ...]
    """What it says about it, a line each"""
    skipped: tuple[str, ...] = ()
    """What stood in commands that it does not know, as far as that may be text"""


def find_pandoc() -> Path | None:
    """The program: that of the extra `pandoc`, else one on the PATH."""
    name = "pandoc.exe" if sys.platform == "win32" else "pandoc"
    with suppress(ImportError, ValueError):  # only looked for: the package is not imported
        package = importlib.util.find_spec("pypandoc")
        if package and package.origin:
            brought = Path(package.origin).with_name("files") / name
            if brought.is_file():
                return brought
    found = shutil.which("pandoc")
    return Path(found) if found else None


def convert(program: Path, language: str, text: str, *, seconds: int = SECONDS) -> Converted:
    """A document put into one HTML page, its formulas into MathML. Raises PandocFailed."""
    seconds += _SECONDS_A_MB * (len(text) // 2**20)
    wanted = [
        *("+RTS", f"-M{MEMORY}", "-RTS", "--sandbox", "--standalone", "--mathml"),
        *(f"--from={language}", "--to=html5", f"--template={_TEMPLATE}", "--wrap=none"),
        *("--eol=lf", "--verbose", "-"),
    ]
    with tempfile.TemporaryFile() as page, tempfile.TemporaryFile() as complaints:
        code = _run(_limited(program, wanted, seconds), text, (page, complaints), seconds)
        told = _read(complaints, _COMPLAINTS).decode("utf-8", "replace")
        if os.fstat(page.fileno()).st_size > LARGEST:
            raise PandocFailed(f"it makes more than {LARGEST // 2**20} MB of text; split the file")
        if code != 0:
            raise PandocFailed(_why(code, told, seconds))
        html = _read(page, LARGEST)
    return Converted(html, tuple(_warnings(told)), tuple(_SKIPPED.findall(told)))


def _run(command: list[str], text: str, into: tuple[IO[bytes], IO[bytes]], seconds: int) -> int:
    page, complaints = into
    try:
        done = subprocess.run(  # noqa: S603  # a list of arguments, the document on its input
            command,
            input=text.encode("utf-8", "replace"),
            stdout=page,
            stderr=complaints,
            timeout=_PATIENCE * seconds,
            check=False,
            env={**os.environ, "LC_ALL": "C.UTF-8"},
        )
    except subprocess.TimeoutExpired as error:
        raise PandocFailed("reading it takes too long; split the file") from error
    except OSError as error:
        raise PandocFailed(f"pandoc cannot be started: {error.strerror or error}") from error
    return done.returncode


def _limited(program: Path, arguments: list[str], seconds: int) -> list[str]:
    """The command under the system's limits, by a small program that becomes pandoc."""
    if sys.platform == "win32":
        return [str(program), *arguments]
    limits = Path(__file__).with_name("limits.py")
    own = [sys.executable, "-I", str(limits), str(seconds), str(LARGEST)]
    return [*own, str(program), *arguments]


def _read(file: IO[bytes], most: int) -> bytes:
    file.seek(0)
    return file.read(most)


def _why(code: int, told: str, seconds: int) -> str:
    """Why it failed, in one line."""
    if code < 0:
        return f"reading it takes more than {seconds} s or too much memory; split the file"
    if code == _HEAP or "heap exhausted" in told.lower():
        return "reading it takes too much memory; split the file"
    if "unknown option" in told.lower() or "sandbox" in told.lower():
        return f"this pandoc is too old; {INSTALL} brings a newer one"
    if missing := _MISSING.search(told):
        return included([missing[1]])
    lines = [line for line in map(str.strip, told.splitlines()) if line and line[0] != "["]
    said = re.sub(r'^Error at "?(?:source|-|stdin)"? ?', "at ", " ".join(lines))
    return f"pandoc cannot read it: {said[:_SHOWN] or f'exit code {code}'}; correct it there"


def included(names: Sequence[str]) -> str:
    """What to say of files that a document asks for and is not given."""
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return (
        f"it includes {', '.join(names[:_NAMED])}{more}, which narrate does not read with it;"
        " name the files in their order under `files` of a book in the settings"
    )


def _warnings(told: str) -> Iterator[str]:
    """Its warnings; lines that go on belong to the one above."""
    for warning in re.findall(r"^\[WARNING\] (.*(?:\n(?!\[).+)*)", told, re.MULTILINE):
        yield " ".join(warning.split())[:_SHOWN]


def language_of_markup(start: str) -> tuple[str, str] | None:
    """The language of XML that is left to pandoc, by its document type and its root element.

    `start` is the beginning of the file.
    """
    declared = declared_in(start)
    if declared.root == "opml":
        return "opml", "OPML outlines"
    if declared.root == "html":
        return None
    return next((language for sign, language in _MARKUP if sign in declared.kind), None)
