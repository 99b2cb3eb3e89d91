"""The result as one page to look at: a picture and a table of figures for each chapter.

Static, without script, and it asks the network for nothing. And the result as JUnit's XML.
"""

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from importlib.resources import files

from lxml import etree

from narrate.check.drawing import picture_svg
from narrate.check.measures.result import BookResult, CheckResult, TrackResult, printable
from narrate.check.measures.spans import clock
from narrate.check.measures.wanted import Standard

MAIN = (
    ("RMS", "RMS dB"),
    ("loudness", "LUFS"),
    ("peak", "peak dB"),
    ("true peak", "dBTP"),
    ("noise floor", "floor dB"),
    ("head", "head s"),
    ("tail", "tail s"),
)
"""Measures that the table of chapters shows, and what is above them"""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def report_html(books: Sequence[tuple[BookResult, Standard]]) -> str:
    """The whole page."""
    title = ", ".join(book.title for book, _ in books) or "no books"
    style = files(__package__).joinpath("page.css").read_text("utf-8")
    body = [line for book, standard in books for line in _book(book, standard)]
    lines = [
        "<!DOCTYPE html>",
        '<html lang="en"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        f"<title>Checked: {escape(title)}</title>",
        f"<style>\n{style}</style></head><body>",
        "<main>",
        *body,
        "</main>",
        "</body></html>",
    ]
    return printable("\n".join(lines) + "\n")


def _book(book: BookResult, standard: Standard) -> Iterator[str]:
    bad = sum(not track.passed for track in book.tracks)
    chapters = f"{len(book.tracks)} chapter{'' if len(book.tracks) == 1 else 's'}"
    told = f"{chapters}, {bad or 'none'} with faults"
    yield f"<h1>{escape(book.title)} {_badge(passed=book.passed)}</h1>"
    yield f'<p class="lead">{told}; measured in <code>{escape(book.folder)}</code></p>'
    yield from _faults(book)
    if book.tracks:
        yield from _overview(book)
    if book.checks:
        yield "<h2>The book as a whole</h2>"
        yield from _table("of the book", book.checks)
    for number, track in enumerate(book.tracks):
        yield from _track(number, track, standard)
    if book.notes:
        notes = "".join(f"<li>{escape(note)}</li>" for note in book.notes)
        yield f'<h2>Not checked</h2><ul class="notes">{notes}</ul>'


def _badge(*, passed: bool) -> str:
    return f'<span class="{"pass" if passed else "fail"}">{"pass" if passed else "fail"}</span>'


def _faults(book: BookResult) -> Iterator[str]:
    found = list(book.failures())
    if not found:
        return
    yield "<h2>What is wrong</h2><ul class=faults>"
    for track, check in found:
        where = f"{track.number} {track.title}".rstrip() if track else "The book"
        of = f" ({escape(check.file)})" if check.file else ""
        yield (
            f"<li><b>{escape(where)}</b>{of}: {escape(check.name)}: {escape(check.message)}"
            f" <small>found {_value(check)}, allowed {escape(check.limit or '-')}</small></li>"
        )
    yield "</ul>"


def _overview(book: BookResult) -> Iterator[str]:
    heads = "".join(f'<th scope="col" class="n">{name}</th>' for _, name in MAIN)
    yield "<h2>Chapters</h2>"
    yield '<div class="wide" tabindex="0" role="region" aria-label="Chapters"><table>'
    yield f'<thead><tr><th scope="col" class="n">#</th><th scope="col">chapter</th>{heads}'
    yield '<th scope="col" class="n">length</th><th scope="col">result</th></tr></thead><tbody>'
    for number, track in enumerate(book.tracks):
        cells = "".join(_figure(track.figure(name)) for name, _ in MAIN)
        title = escape(track.title or f"Chapter {track.number}")
        yield (
            f'<tr><td class="n">{track.number}</td>'
            f'<th scope="row"><a href="#t{number}">{title}</a></th>{cells}'
            f'<td class="n">{_length(track)}</td><td>{_badge(passed=track.passed)}</td></tr>'
        )
    yield "</tbody></table></div>"


def _figure(check: CheckResult | None) -> str:
    if check is None or not isinstance(check.value, int | float):
        return '<td class="n">-</td>'
    wrong = "" if check.passed else " bad"
    return f'<td class="n{wrong}">{check.value:.1f}</td>'


def _length(track: TrackResult) -> str:
    return clock(track.picture.sound.seconds) if track.picture else "-"


def _track(number: int, track: TrackResult, standard: Standard) -> Iterator[str]:
    title = escape(f"{track.number} {track.title}".rstrip())
    yield f'<section id="t{number}"><h2>{title} {_badge(passed=track.passed)}</h2>'
    if track.picture:
        label = (
            f"Waveform and level of {track.title or track.number}, {_length(track)} long,"
            f" with the borders of {len(track.picture.spans)} chunks"
            f" and {len(track.picture.faults)} marks for faults"
        )
        svg = picture_svg(
            track.picture, standard.limits, by_rms=standard.measure == "rms", label=label
        )
        yield f'<figure class="wide" tabindex="0">{svg}<figcaption>{_KEY}</figcaption></figure>'
    for name in dict.fromkeys(check.file for check in track.checks):
        of = [check for check in track.checks if check.file == name]
        yield from _details(name or "text and timeline", of)
    yield "</section>"


def _details(name: str, checks: Sequence[CheckResult]) -> Iterator[str]:
    """The measures of one file, shown at once if one of them fails."""
    bad = sum(not check.passed for check in checks)
    told = f"{bad} of {len(checks)} fail" if bad else f"all {len(checks)} pass"
    caption = escape(name)
    yield f"<details{' open' if bad else ''}><summary>{caption}: {told}</summary>"
    yield from _table(caption, checks)
    yield "</details>"


_KEY = (
    "Above: the waveform, with the highest peak allowed. Below: level in dB, a line over each"
    " chunk for its RMS, the loudness allowed as a band, the noise floor allowed as a line."
    " Red: faults."
)


def _table(caption: str, checks: Sequence[CheckResult]) -> Iterator[str]:
    """The measures; with the file of each where they are of several."""
    several = len({check.file for check in checks}) > 1
    yield '<div class="wide"><table>'
    yield f'<caption class="hidden">Measures {caption}</caption>'
    names = ("measure", *(["file"] if several else []), "found", "allowed", "result")
    heads = "".join(f'<th scope="col">{name}</th>' for name in names)
    yield f"<thead><tr>{heads}</tr></thead><tbody>"
    for check in checks:
        told = f'<div class="why">{escape(check.message)}</div>' if check.message else ""
        of = f"<td>{escape(check.file or '-')}</td>" if several else ""
        yield (
            f'<tr><th scope="row">{escape(check.name)}</th>{of}<td>{_value(check)}{told}</td>'
            f"<td>{escape(check.limit or '-')}</td><td>{_badge(passed=check.passed)}</td></tr>"
        )
    yield "</tbody></table></div>"


def _value(check: CheckResult) -> str:
    if check.value is None:
        return "-"
    shown = f"{check.value:g}" if isinstance(check.value, float) else str(check.value)
    return escape(f"{shown} {check.unit}".rstrip())


def junit_bytes(books: Sequence[BookResult]) -> bytes:
    """The file."""
    root = etree.Element("testsuites", name="narrate check")
    suites = [_suite(root, book) for book in books]
    for count in ("tests", "failures"):
        root.set(count, str(sum(int(suite.get(count, "0")) for suite in suites)))
    root.set("errors", "0")
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def _suite(root: etree._Element, book: BookResult) -> etree._Element:
    title = printable(book.title)
    suite = etree.SubElement(root, "testsuite", name=title)
    cases = list(_cases(suite, "book", title, book.checks))
    for track in book.tracks:
        name = printable(f"{track.number} {track.title}".rstrip())
        cases += _cases(suite, f"chapter {track.number}", name, track.checks)
    suite.set("tests", str(len(cases)))
    suite.set("failures", str(sum(len(case) for case in cases)))
    suite.set("errors", "0")
    suite.set("skipped", "0")
    suite.set("time", "0")
    return suite


def _cases(
    suite: etree._Element, kind: str, name: str, checks: Iterable[CheckResult]
) -> Iterable[etree._Element]:
    for check in checks:
        of = f" ({check.file})" if check.file else ""
        case = etree.SubElement(
            suite, "testcase", classname=name, name=printable(f"{check.name}{of}"), time="0"
        )
        if not check.passed:
            found = "" if check.value is None else f"{check.value} {check.unit}".rstrip()
            failure = etree.SubElement(case, "failure", type=kind, message=printable(check.message))
            failure.text = printable(f"found: {found or '-'}\nallowed: {check.limit or '-'}")
        yield case
