"""The result in JUnit's XML, as GitLab and Jenkins read it: a suite a book, a case a check."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lxml import etree

from narrate.check.measures.result import BookResult, CheckResult, printable


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
