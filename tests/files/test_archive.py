from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from narrate.errors import ManuscriptError
from narrate.files import archive as module
from narrate.files.archive import Archive, resolve


def zipped(path: Path, **files: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


@pytest.mark.parametrize(
    ("base", "href", "name", "fragment"),
    [
        ("OEBPS/toc.ncx", "text/a.xhtml#c1", "OEBPS/text/a.xhtml", "c1"),
        ("OEBPS/text/a.xhtml", "../b.xhtml", "OEBPS/b.xhtml", ""),
        ("OEBPS/a.xhtml", "#here", "OEBPS/a.xhtml", "here"),
        ("OEBPS/a.xhtml", "../../../../etc/passwd", "etc/passwd", ""),
        ("a.opf", "/abs.xhtml", "abs.xhtml", ""),
        ("a.opf", "..\\..\\b.xhtml", "b.xhtml", ""),
        ("a.opf", "a%20b.xhtml#x%20y", "a%20b.xhtml", "x y"),
    ],
)
def test_links_in_an_archive_stay_inside_it(base: str, href: str, name: str, fragment: str) -> None:
    assert resolve(base, href) == (name, fragment)


def test_names_of_archive_members_are_found_whatever_their_case_and_escapes(tmp_path: Path) -> None:
    with Archive(zipped(tmp_path / "b.zip", **{"Text/A b.xhtml": b"x", "p%20q": b"y"})) as archive:
        assert archive.find("text/a%20B.xhtml") == "Text/A b.xhtml"
        assert archive.find("p%20q") == "p%20q"
        assert archive.find("gone") is None
        assert archive.read("Text/A b.xhtml") == b"x"


def test_members_of_an_archive_count_by_their_unpacked_size(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "LARGEST_TOTAL", 3000)
    path = zipped(tmp_path / "b.zip", big=b"\0" * 2000, small=b"\0" * 900, more=b"\0" * 900)
    with Archive(path) as archive:
        with pytest.raises(ManuscriptError, match=r"^b.zip: too large: big in it unpacks to more"):
            archive.read("big", 1000)
        archive.read("small", 1000)
        with pytest.raises(ManuscriptError, match=r"^b.zip: too large: it unpacks to more than"):
            archive.read("more", 1000)


def test_an_archive_with_too_many_members_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_MEMBERS", 3)
    with pytest.raises(ManuscriptError, match="4 files in one archive"):
        Archive(zipped(tmp_path / "b.zip", a=b"", b=b"", c=b"", d=b""))


def test_a_damaged_archive_is_refused_in_one_line(tmp_path: Path) -> None:
    path = zipped(tmp_path / "b.zip", a=bytes(range(256)) * 40)
    data = bytearray(path.read_bytes())
    data[60:80] = b"\xff" * 20
    path.write_bytes(data)
    with (
        Archive(path) as archive,
        pytest.raises(ManuscriptError, match=r"^b.zip: a in it is damaged"),
    ):
        archive.read("a")
    path.write_bytes(data[:100])
    with pytest.raises(ManuscriptError, match=r"^b.zip: a damaged zip archive"):
        Archive(path)


def test_an_archive_under_a_password_is_named_as_such(tmp_path: Path) -> None:
    path = zipped(tmp_path / "b.zip", a=b"text")
    data = bytearray(path.read_bytes())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + offset] |= 1
    path.write_bytes(data)
    with (
        Archive(path) as archive,
        pytest.raises(ManuscriptError, match="encrypted with a password"),
    ):
        archive.read("a")
