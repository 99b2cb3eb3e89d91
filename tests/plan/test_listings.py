"""Voices in dialogue from the settings to the script, the plan and the listing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from narrate.cli.main import main
from narrate.plan.listings import transcribe
from narrate.settings import Settings, load_settings
from tests.manuscript.documents import making as documents
from tests.manuscript.making import Epub, Toc

STORY = """# One

“Where were you?” asked Anna.

“Out,” said Peter. “Until four.”

“All night?” A door fell shut.

“Come,” said a voice.
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "input").mkdir()
    (tmp_path / "input" / "night.md").write_text(STORY, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def chunks(folder: Path, text: str, **overrides: str) -> list[tuple[str, str, str | None]]:
    (folder / "pipeline.yaml").write_text(text, "utf-8")
    settings = load_settings(folder / "pipeline.yaml", overrides)
    (chapter,) = transcribe(settings, folder / "input" / "night.md").as_json()["chapters"]
    return [(c["text"], c["voice"], c["speaker"]) for c in chapter["chunks"] if c["source"]]


def test_each_quotation_is_in_its_speakers_voice(here: Path) -> None:
    found = chunks(here, "voice: heart\ncharacters: {Anna: linden}\ndialogue: wren\n")
    assert found == [
        ("“Where were you?”", "linden", "Anna"),
        ("asked Anna.", "heart", None),
        ("“Out,”", "wren", "Peter"),
        ("said Peter.", "heart", None),
        ("“Until four.”", "wren", "Peter"),
        ("“All night?”", "linden", "Anna"),
        ("A door fell shut.", "heart", None),
        ("“Come,”", "wren", None),
        ("said a voice.", "heart", None),
    ]


def test_no_chunk_changes_without_characters_and_dialogue(here: Path) -> None:
    plain = chunks(here, "voice: heart\n")
    assert [text for text, _, _ in plain] == STORY.strip().split("\n\n")[1:]
    assert chunks(here, "voice: heart\ncharacters:\ndialogue:\n") == plain
    assert chunks(here, "voice: heart\ncharacters: {Nobody: linden}\n") == plain
    assert chunks(here, "characters: {Anna: linden}\ndialogue: wren\n", voice="heart") == plain


def test_the_script_for_reading_says_whose_voice_each_speech_is(here: Path) -> None:
    (here / "pipeline.yaml").write_text("voice: heart\ncharacters: {Anna: linden}\n", "utf-8")
    settings = load_settings(here / "pipeline.yaml")
    text = transcribe(settings, here / "input" / "night.md").as_text()
    assert "Anna (linden): “Where were you?”" in text
    assert "narrator (heart): asked Anna." in text


def test_the_listing_of_speakers_can_be_pasted_into_the_settings(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["script", "input/night.md", "--speakers"]) == 0
    listing = capsys.readouterr().out
    assert "5 quotations, speaker certain of 4 (80%)" in listing
    assert "Anna: {}" in listing
    assert "# 2: “Where were you?”" in listing
    (here / "pipeline.yaml").write_text(listing, "utf-8")
    assert set(load_settings(here / "pipeline.yaml").characters) == {"Anna", "Peter"}

    assert main(["script", "input/night.md", "--speakers", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["quotations"], found["attributed"], found["uncertain"]) == (5, 4, 1)
    assert found["doubtful"][0]["words"] == "“Come,”"
    assert found["doubtful"][0]["speaker"] is None
    assert listing.index("“Come,”") < listing.index("characters:")
    assert [each["name"] for each in found["speakers"]] == ["Anna", "Peter"]
    assert main(["script", "input/night.md", "--speakers", "-o", "x.yaml"]) == 2


def test_the_listing_of_speakers_shows_what_the_settings_have(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "characters: {'Anna: Smith': {voice: linden, speed: 0.95, aliases: [Anna]}}\n"
    (here / "pipeline.yaml").write_text(text, "utf-8")
    assert main(["script", "input/night.md", "--speakers"]) == 0
    listing = capsys.readouterr().out
    assert '"Anna: Smith": {voice: linden, speed: 0.95, aliases: [Anna]}' in listing


def test_a_plan_names_characters_that_never_speak(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "voice: heart\ncharacters: {Anna: linden, Paul: wren}\nchapters: {9: {speed: 1.1}}\n"
    (here / "pipeline.yaml").write_text(text, "utf-8")
    assert main(["plan"]) == 0
    told = capsys.readouterr()
    assert "characters.Paul: was not found speaking in night.md" in told.out + told.err
    assert "chapters.9: matches no chapter of night.md" in told.out + told.err
    assert "characters.Anna" not in told.out + told.err


SENTENCE = "The old king was dead, and an old mahogany desk stood there."
REST = "More is said here of the king and his brother, who knew nothing of it at all."
DOCX_NOTE = '<w:r><w:footnoteReference w:id="2"/></w:r>'
DOCX_MARK = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>1</w:t></w:r>'
ODT_NOTE = (
    '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation>'
    "<text:note-body><text:p>A note.</text:p></text:note-body></text:note>"
)


def docx(path: Path, mark: str) -> None:
    runs = mark.join(documents.run(part) for part in ("The old king", " was dead"))
    runs += mark + documents.run(", and an old mahogany desk stood there.")
    said = documents.par(" A note.", runs="<w:r><w:footnoteRef/></w:r>")
    body = documents.par("One", "Heading1") + documents.par("", runs=runs) + documents.par(REST)
    parts = {"footnotes": f'<w:footnote w:id="2">{said}</w:footnote>'}
    documents.Docx(body, parts=parts).write(path)


def manuscript(path: Path, body: str) -> None:
    if path.suffix == ".docx":
        docx(path, body)
    elif path.suffix == ".odt":
        one = '<text:h text:outline-level="1">One</text:h>'
        said = f"<text:p>{body}</text:p><text:p>{REST}</text:p>"
        documents.Odt(one + said).write(path)
    elif path.suffix == ".epub":
        Epub({"a.xhtml": body}, toc=[Toc("One", "a.xhtml")]).write(path)
    else:
        path.write_text(body, "utf-8")


@pytest.mark.parametrize(
    ("name", "body"),
    [
        (
            "raised.html",
            "<h1>One</h1><p>The old king<sup><a href='#n'>1</a></sup> was dead <sup>[<a href='#n'>2"
            "</a>, <a href='#n'>3</a>]</sup>, and an old ma<span class='pagenum'>[Pg 16]</span>"
            f"hogany<a id='ix'></a> desk stood there<a epub:type='noteref' href='#n'>4</a>.</p>"
            f"<p>{REST}</p><aside epub:type='footnote' id='n'>A note.</aside>",
        ),
        (
            "paged.epub",
            "<h1>One</h1><p>The <ruby>old<rt>OLD</rt></ruby> king was dead, and <span"
            " epub:type='pagebreak' title='16'>16</span> an old ma<span role='doc-pagebreak'>17"
            f"</span>hogany <span class='pagenum'>{{18}}</span>desk stood there.</p><p>{REST}</p>",
        ),
        (
            "noted.md",
            "# One\n\nThe old king[^1] was dead[^2], and an old ma[Pg 16]hogany desk stood"
            f" there[^1].\n\n{REST}\n\n[^1]: A note.\n\n[^2]: Another.\n",
        ),
        (
            "noted.txt",
            "CHAPTER I\n\nThe old king[1] was dead,[2] and an old ma[Pg 16]hogany desk\nstood"
            f" there.\n\n{REST}\n\n[1] A note.\n\n[2] Another.\n\n\nCHAPTER II\n\n{REST}\n",
        ),
        (
            "bracketed.html",
            "<h1>One</h1><p>An old ma<span class='page'>15</span><a id='Page_16'>[16]</a>re was"
            f" dead.</p><p>{SENTENCE.replace('hog', '[Pg 17]hog').replace('was', '{18}was')}</p>"
            f"<p>{REST} It was {{19}} late.</p>",
        ),
        (
            "html.md",
            "# One\n\nThe <ruby>old<rt>OLD</rt></ruby> king was dead, and an old"
            " ma<span class='pagenum'>16</span>hogany<a id='ix'></a> desk stood there."
            f"\n\n{REST}\n",
        ),
        (
            "cut.txt",
            f"CHAPTER I\n\nThe old king[1] was dead, and an old\n\n[Pg 16]\n\nmahogany desk stood"
            f" there.\n\n{REST}\n\n\nCHAPTER II\n\n{REST}\n",
        ),
        (
            "pictured.html",
            "<h1>One</h1><p>The old king was dead, and an old</p><figure><figcaption>Fig. 3. A"
            " king in his last days at sea.</figcaption></figure><p><span class='pagenum'>16</span>"
            f"</p><p>mahogany desk stood there.</p><p>{REST}</p>",
        ),
        ("noted.docx", DOCX_NOTE),
        ("raised.docx", DOCX_MARK),
        (
            "noted.odt",
            f"The old king{ODT_NOTE} was dead{ODT_NOTE}, and an old mahogany desk stood there.",
        ),
    ],
)
def test_a_sentence_is_whole_in_every_format(tmp_path: Path, name: str, body: str) -> None:
    manuscript(tmp_path / name, body)
    listed = transcribe(Settings(), tmp_path / name).as_json()["chapters"]
    said = [chunk["spoken"] for chapter in listed for chunk in chapter["chunks"]]
    assert SENTENCE in said
    for chapter in listed:
        for chunk in chapter["chunks"]:
            spans = chunk.get("spans") or [chunk["source"] or (0, 0)]
            text = "".join(chapter["text"][start:end] for start, end in spans)
            assert not chunk["source"] or chunk["text"] == text


def test_a_speech_goes_on_over_a_note_marker(here: Path) -> None:
    story = (
        "# One\n\n“Out,[^1] I say”[^1], said Peter. “Until[^1] four.”[^1] He left.\n\n[^1]: N.\n"
    )
    (here / "input" / "night.md").write_text(story, "utf-8")
    assert chunks(here, "voice: heart\ncharacters: {Peter: linden}\n") == [
        ("“Out, I say”,", "linden", "Peter"),
        ("said Peter.", "heart", None),
        ("“Until four.”", "linden", "Peter"),
        ("He left.", "heart", None),
    ]
