"""Documents in markup that is left to pandoc."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from narrate import open_manuscript
from narrate.book import Book
from narrate.errors import ManuscriptError
from narrate.manuscript.pandoc.program import LANGUAGES, find_pandoc
from tests.manuscript.making import titles
from tests.manuscript.pandoc.standin import put_stand_in

posix = pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a script")
real = pytest.mark.skipif(find_pandoc() is None, reason="needs pandoc: pip install '.[pandoc]'")

TEX = r"""\documentclass{book}
\title{The Long Water}
\author{Ann Moss}
\begin{document}

\chapter{The Landing}

The boat came in at dawn, and nobody was there to meet it.

\chapter{The Sea}

She waited by the wall until it was dark.

\end{document}
"""


@pytest.fixture
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for the stand-in, which is all that is on the PATH; the extra is not seen."""
    monkeypatch.setattr(
        "narrate.manuscript.pandoc.program.importlib.util.find_spec", lambda name: None
    )
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    return tmp_path / "bin"


def book(tmp_path: Path, text: str, name: str = "water.tex") -> Book:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return open_manuscript(path)


@posix
def test_a_document_is_read_as_the_page_that_pandoc_makes_of_it(
    tmp_path: Path, alone: Path
) -> None:
    put_stand_in(alone)
    read = book(tmp_path, TEX)
    assert (read.title, read.author, read.warnings) == ("The Long Water", "Ann Moss", ())
    assert titles(read) == ["The Landing", "The Sea"]
    assert read.chapters[0].text == "The boat came in at dawn, and nobody was there to meet it."


@posix
def test_files_that_it_includes_and_text_that_is_skipped_are_told(
    tmp_path: Path, alone: Path
) -> None:
    put_stand_in(alone)
    read = book(
        tmp_path, TEX.replace("\\end{doc", "\\input{ch3}\\mine{Gone are the boats}\\end{doc")
    )
    told = "\n".join(read.warnings)
    assert "it includes ch3.tex, which narrate does not read with it" in told
    assert "will not be read, such as “Gone are the boats”" in told


def test_without_pandoc_one_line_says_what_to_install(tmp_path: Path, alone: Path) -> None:
    for ending in LANGUAGES:
        with pytest.raises(
            ManuscriptError, match=r"are read by pandoc, which is not installed: pip"
        ):
            book(tmp_path, TEX, f"water{ending}")


@posix
def test_a_document_that_pandoc_cannot_read_is_named(tmp_path: Path, alone: Path) -> None:
    put_stand_in(alone)
    with pytest.raises(ManuscriptError, match=r"water\.tex: pandoc cannot read it: at \(line 3"):
        book(tmp_path, "MISBEHAVE error")


def test_what_is_in_a_file_counts_before_its_ending(tmp_path: Path, alone: Path) -> None:
    page = "<html><body><h1>One</h1><p>The boat came in at dawn.</p></body></html>"
    assert titles(book(tmp_path, page, "page.tex")) == ["One"]


PROSE = "The boat came in at dawn, and nobody was there to meet it."
MORE = "She waited by the wall until it was dark."
WRITTEN = {
    ".tex": TEX,
    ".rst": f"The Long Water\n##############\n\nThe Landing\n===========\n\n{PROSE}\n\n"
    f"The Sea\n=======\n\n{MORE}\n",
    ".org": f"#+TITLE: The Long Water\n\n* The Landing\n{PROSE}\n* The Sea\n{MORE}\n",
    ".typ": f'#set document(title: "The Long Water")\n= The Landing\n{PROSE}\n= The Sea\n{MORE}\n',
    ".adoc": f"= The Long Water\n\n== The Landing\n\n{PROSE}\n\n== The Sea\n\n{MORE}\n",
    ".textile": f"h1. The Landing\n\n{PROSE}\n\nh1. The Sea\n\n{MORE}\n",
    ".dbk": '<?xml version="1.0"?>\n<book xmlns="http://docbook.org/ns/docbook">'
    f"<title>The Long Water</title><chapter><title>The Landing</title><para>{PROSE}</para>"
    f"</chapter><chapter><title>The Sea</title><para>{MORE}</para></chapter></book>",
    ".opml": '<opml version="2.0"><head><title>The Long Water</title></head><body>'
    f'<outline text="The Landing" _note="{PROSE}"/><outline text="The Sea" _note="{MORE}"/>'
    "</body></opml>",
    ".mediawiki": f"= The Landing =\n\n{PROSE}\n\n= The Sea =\n\n{MORE}\n",
    ".creole": f"= The Landing\n\n{PROSE}\n\n= The Sea\n\n{MORE}\n",
    ".t2t": f"The Long Water\n\n\n= The Landing =\n\n{PROSE}\n\n= The Sea =\n\n{MORE}\n",
    ".muse": f"#title The Long Water\n\n* The Landing\n\n{PROSE}\n\n* The Sea\n\n{MORE}\n",
    ".dj": f"# The Landing\n\n{PROSE}\n\n# The Sea\n\n{MORE}\n",
    ".jira": f"h1. The Landing\n\n{PROSE}\n\nh1. The Sea\n\n{MORE}\n",
    ".ipynb": '{"cells": [{"cell_type": "markdown", "metadata": {}, "source": ["# The Landing\\n'
    f'\\n{PROSE}\\n\\n# The Sea\\n\\n{MORE}"]}}], "metadata": {{}}, "nbformat": 4,'
    ' "nbformat_minor": 5}',
}


@real
@pytest.mark.parametrize("ending", WRITTEN)
def test_each_markup_is_read_to_the_word(tmp_path: Path, ending: str) -> None:
    read = book(tmp_path, WRITTEN[ending], f"water{ending}")
    assert titles(read) == ["The Landing", "The Sea"]
    assert [" ".join(chapter.text.split()) for chapter in read.chapters] == [PROSE, MORE]
    assert read.warnings == ()


@real
def test_markup_that_names_itself_is_known_without_its_ending(tmp_path: Path) -> None:
    for name in ("water.xml", "water.txt"):
        assert titles(book(tmp_path, WRITTEN[".dbk"], name)) == ["The Landing", "The Sea"]
    assert titles(book(tmp_path, "<?xml version='1.0'?>\n" + WRITTEN[".opml"], "o.xml")) == [
        *("The Landing", "The Sea")
    ]


@real
def test_notes_of_latex_are_known(tmp_path: Path) -> None:
    text = TEX.replace("at dawn,", r"at dawn\footnote{A small boat.},")
    read = book(tmp_path, text)
    spans = [(s.reason, read.chapters[0].text[s.start : s.end]) for s in read.chapters[0].left_out]
    assert ("note marker", "1") in spans
    assert [part.reason for part in read.left_out] == ["notes"]


@real
def test_pandoc_is_given_nothing_but_the_document(tmp_path: Path) -> None:
    (tmp_path / "secret.tex").write_text("The secret.")
    read = book(tmp_path, TEX.replace("\\end{doc", "\\input{secret}\\end{doc"))
    assert "secret" not in " ".join(chapter.text for chapter in read.chapters)
    assert "it includes secret.tex" in read.warnings[0]
