"""Manuscripts made to do harm: each is read as far as is safe, or refused in one line, in time."""

from __future__ import annotations

import io
import struct
import zipfile
from itertools import pairwise
from pathlib import Path

import pytest

from narrate.errors import ManuscriptError
from narrate.manuscript import Choice, open_manuscript
from tests.conftest import story
from tests.effort import cpu_seconds
from tests.manuscript.making import Epub, Toc, html_prose, narrated, titles

MOST = 20.0
"""What any may cost beside an ordinary manuscript of 1 MB; the dearest costs 3 times as much"""

ENTITIES = (
    '<!DOCTYPE html [<!ENTITY a "lollol">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in pairwise("abcdefghi"))
    + '<!ENTITY x SYSTEM "file:///etc/passwd">]>'
)
PAGES = {"a.xhtml": "<h1>One</h1>" + html_prose(2, 1), "b.xhtml": "<h1>Two</h1>" + html_prose(2, 2)}
TWO = (Toc("One", "a.xhtml"), Toc("Two", "b.xhtml"))


def zipped(**files: bytes) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return data.getvalue()


def overlapping() -> bytes:
    """Thousands of names for one member's bytes."""
    data = zipped(page=b"a" * 5_000_000)
    entry, end = data.index(b"PK\x01\x02"), data.rindex(b"PK\x05\x06")
    entries = b"".join(data[entry:end].replace(b"page", b"%04d" % i) for i in range(5000))
    tail = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, 5000, 5000, len(entries), entry, 0)
    return data[:entry] + entries + tail


def encrypted(path: Path) -> bytes:
    data = bytearray(Epub(PAGES, TWO).write(path).read_bytes())
    for magic, flags in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = -1
        while (at := data.find(magic, at + 1)) >= 0:
            data[at + flags] |= 1
    return bytes(data)


def protected(*, by: str = "", algorithm: str = "aes128-cbc", target: str = "a.xhtml") -> Epub:
    xml = (
        '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><EncryptedData '
        'xmlns="http://www.w3.org/2001/04/xmlenc#"><EncryptionMethod Algorithm='
        f'"http://www.w3.org/2001/04/xmlenc#{algorithm}"/><CipherData><CipherReference '
        f'URI="OEBPS/{target}"/></CipherData></EncryptedData></encryption>'
    )
    files = {"META-INF/encryption.xml": xml.encode()}
    return Epub(PAGES, TWO, files={**files, **({by: b"<x/>"} if by else {})})


@pytest.fixture(scope="module")
def ordinary(tmp_path_factory: pytest.TempPathFactory) -> float:
    """Processor time that an ordinary manuscript of 1 MB takes."""
    path = tmp_path_factory.mktemp("ordinary") / "book.txt"
    path.write_text(story(chapters=50, paragraphs=200))
    return cpu_seconds(lambda: open_manuscript(path))


def write(path: Path, data: bytes | str | Epub) -> Path:
    if isinstance(data, Epub):
        return data.write(path)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


DEEP = "<div>" * 100_000
REFUSED: list[tuple[str, bytes | str | Epub, str]] = [
    ("bomb.epub", Epub({**PAGES, "c.xhtml": "a " * 10_000_000}), "unpacks to more than 16 MB"),
    ("overlap.epub", overlapping(), "no package document"),
    ("nested.epub", zipped(a=zipped(b=zipped(c=b"x"))), "no package document"),
    ("deep.html", f"<body>{DEEP}Word", "no text in it"),
    ("missing.epub", Epub({}, spine=["x"], manifest='<item id="x" href="x.xhtml" '
                          'media-type="application/xhtml+xml"/>'), "none of the book's pages"),
    ("empty.epub", Epub({}), "no pages in this EPUB"),
    ("cut.epub", zipped(a=b"x" * 1000)[:-30], "damaged zip"),
    ("text.epub", b"hello", "not an EPUB"),
    ("adobe.epub", protected(by="META-INF/rights.xml"), r"DRM \(Adobe ADEPT\)"),
    ("apple.epub", protected(by="META-INF/sinf.xml"), r"DRM \(Apple FairPlay\)"),
    ("lcp.epub", protected(by="META-INF/license.lcpl", algorithm="aes256-cbc"),
     r"DRM \(Readium LCP\)"),
    ("kindle.epub", b"X" * 60 + b"BOOKMOBI" + b"\0" * 300, "Kindle"),
    ("nul.txt", b"Words.\0" * 50, "binary data"),
    ("heads.md", "# H\n\n" * 200_000, "too large: 400,001 paragraphs"),
    ("heads.txt", "CHAPTER I\n\n" * 200_000, "too large: 200,000 paragraphs"),
    ("heads.html", "<h1>H</h1>" * 151_000, "too large: more than 150,000 paragraphs"),
    ("doctypes.html", "<!DOCTYPE [" * 100_000, "nothing can be read in it"),
    ("cdata.html", "<![CDATA[" * 100_000, "nothing can be read in it"),
    ("brackets.txt", "[Illustration: " * 100_000, "no text in it"),
    ("notes.txt", "word[1] " * 160_000, "too large: 160,000 note markers"),
    ("quotes.md", ">" * 300_000, "no text in it"),
]  # fmt: skip


@pytest.mark.timeout(600)
@pytest.mark.parametrize(("name", "data", "why"), [pytest.param(*r, id=r[0]) for r in REFUSED])
def test_a_harmful_manuscript_is_refused_in_one_line(
    tmp_path: Path, ordinary: float, name: str, data: bytes | str | Epub, why: str
) -> None:
    path = write(tmp_path / name, data)

    def refuse() -> None:
        with pytest.raises(ManuscriptError, match=rf"^{name}: .*{why}") as refusal:
            open_manuscript(path)
        assert "\n" not in str(refusal.value)

    assert cpu_seconds(refuse) < MOST * ordinary


def test_an_epub_encrypted_with_a_password_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "x.epub", encrypted(tmp_path / "plain"))
    with pytest.raises(ManuscriptError, match="encrypted with a password"):
        open_manuscript(path)


READ: list[tuple[str, bytes | str | Epub]] = [
    ("entities.html", f"{ENTITIES}<html><body><p>Word &i; &x; here.</p></body></html>"),
    ("entities.epub", Epub({"a.xhtml": f"{ENTITIES}<html><body><p>Wo &i;&x;.</p></body></html>"})),
    ("deep.epub", Epub({"a.xhtml": f"{DEEP}Word", **PAGES})),
    ("outside.epub", Epub(PAGES, [Toc("Evil", "../../../etc/passwd"), *TWO],
                          files={"../../evil": b"x", "/etc/evil": b"x"})),
    ("circle.epub", Epub(PAGES, [Toc("One", "a.xhtml", [Toc("Nav", "nav.xhtml", TWO)])])),
    ("twice.epub", Epub(PAGES, TWO, spine=["nav", "p0", "p1", "p0", "p0"])),
    ("long-toc.epub", Epub(PAGES, [Toc(f"N{i}", f"a.xhtml#x{i}") for i in range(10_000)])),
    ("codec.html", b"<meta charset='zlib_codec'><p>Caf\xe9 words, and more words.</p>"),
    ("codec2.html", b"<meta charset='idna'><p>Caf\xe9 words, and more words.</p>"),
    ("line.txt", "word " * 400_000),
    ("solid.md", "x" * 2_000_000),
    ("stars.md", "*a " * 100_000),
    ("links.md", "[a](" * 100_000),
    ("notes.html", "".join(f"<p>W<a id='r{i}' href='#n{i}'>{i}</a></p>" for i in range(3000))
     + "".join(f"<p id='n{i}'><a href='#r{i}'>{i}</a> N.</p>" for i in range(3000))),
    ("notes.md", "x[^1] " * 20_000 + "\n\n[^1]: a\n"),
    ("notes.txt", "word[1] " * 20_000 + "\n\n" + "[1] note\n\n" * 10_000),
    ("ring.md", "One[^a].\n\n[^a]: Two[^b].\n\n[^b]: Three[^a].\n"),
    ("yaml.md", "---\na: &a [x,x]\n" + "".join(
        f"{b}: &{b} [*{a},*{a}]\n" for a, b in pairwise("abcdefghijklmnopqrstuvw"))
     + "title: *w\n---\n\nWord."),
    ("combining.txt", "a" + "\u0301" * 300_000 + " word"),
    ("unclosed.html", "<p>Word <b" * 100_000),
    ("comments.html", "<p>Word</p>" + "<!-- " * 100_000),
]  # fmt: skip


@pytest.mark.timeout(600)
@pytest.mark.parametrize(("name", "data"), [pytest.param(*r, id=r[0]) for r in READ])
def test_a_harmful_manuscript_is_read_as_far_as_is_safe(
    tmp_path: Path, ordinary: float, name: str, data: bytes | str | Epub
) -> None:
    path = write(tmp_path / name, data)

    def read() -> None:
        for where in ("skip", "chapter_end"):
            book = open_manuscript(path, Choice(notes=where))
            said = " ".join([*titles(book), *map(narrated, book.chapters)])
            assert "lollol" not in said
            assert "root:" not in said
            assert all("\n" not in warning for warning in book.warnings)

    assert cpu_seconds(read) < 2 * MOST * ordinary
    assert {p.name for p in tmp_path.iterdir()} == {name}


def test_files_that_removed_drm_leaves_behind_do_not_refuse_an_epub(tmp_path: Path) -> None:
    epub = Epub(PAGES, TWO, files={"META-INF/rights.xml": b"<rights/>"})
    assert titles(open_manuscript(epub.write(tmp_path / "x.epub"))) == ["One", "Two"]
