"""Plays of many layouts and languages as files, and what only looks like one (`plays/`)."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from narrate.book import Book
from narrate.manuscript import Choice, open_manuscript
from tests.manuscript.documents.making import Docx, fiction_book, par, run
from tests.manuscript.making import Epub, Toc, titles

PLAYS = Path(__file__).parent / "plays"


def play(name: str, **choice: tuple[str, ...]) -> Book:
    """One of the plays as it is read."""
    return open_manuscript(PLAYS / name, Choice(**choice))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "chapters"),
    [
        ("tea_table.txt", ["FIRST ACT. SCENE", "SECOND ACT. SCENE"]),
        (
            "wall.txt",
            [
                "ACT I. SCENE I. Elsinore. A platform before the Castle.",
                "SCENE II. Elsinore. A room of state in the Castle.",
                "ACT II. SCENE I. A room in Polonius's house.",
            ],
        ),
        ("long_table.md", ["Act One. Scene One", "Scene Two", "Act Two. Scene One"]),
        (
            "brunnen.txt",
            [
                "ERSTER AUFZUG. Erster Auftritt",
                "Zweiter Auftritt",
                "ZWEITER AUFZUG. Erster Auftritt",
            ],
        ),
        (
            "mariage.txt",
            [
                "ACTE PREMIER. SCÈNE PREMIÈRE. — VALÈRE, ÉLISE",
                "SCÈNE II. — CLÉANTE, ÉLISE",
                "ACTE II. SCÈNE PREMIÈRE. — HARPAGON, CLÉANTE",
            ],
        ),
        ("casa.txt", ["ACTO PRIMERO", "ACTO SEGUNDO"]),
        ("ivan.txt", ["ДЕЙСТВИЕ ПЕРВОЕ", "ДЕЙСТВИЕ ВТОРОЕ"]),
        ("locanda.txt", ["ATTO PRIMO. SCENA PRIMA", "SCENA SECONDA", "ATTO SECONDO. SCENA PRIMA"]),
        ("well.html", ["ACT I. SCENE 1", "SCENE 2", "ACT II. SCENE 1"]),
        ("sea_room.html", ["ACT I"]),
        ("doctor.html", ["ACT I. SCENE I.", "ACT I. SCENE II.", "ACT II. SCENE I."]),
        ("bridge.fb2", ["Действие первое", "Действие второе"]),
        ("ring.txt", ["ACT I. SCENE I.", "ACT I. SCENE II.", "ACT II. SCENE I."]),
        ("last_bus.txt", ["Scene 1", "Scene 2"]),
        ("long_night.txt", ["ACT I", "ACT II"]),
    ],
)
def test_acts_and_scenes_are_chapters_and_the_bill_is_left_out(
    name: str, chapters: list[str]
) -> None:
    book = play(name)
    assert titles(book) == chapters
    assert "cast list" in {part.reason for part in book.left_out}


def test_the_bill_is_read_if_the_settings_say_so() -> None:
    book = play("well.html", read=("cast_list",))
    assert titles(book)[0] == "Cast"
    assert book.chapters[0].text.startswith("MARY, a widow")


def test_the_bill_of_an_epub_is_left_out(tmp_path: Path) -> None:
    pages = {
        "cast.xhtml": '<section epub:type="z3998:dramatis-personae"><h2>Dramatis Personae</h2><ul>'
        "<li><p>Henry Higgins, a professor</p></li><li><p>Eliza</p></li></ul></section>",
        "act-1.xhtml": "<h2>Act I</h2><p><b>ELIZA.</b> Who is it?</p><p><b>HIGGINS.</b> I am.</p>",
        "act-2.xhtml": "<h2>Act II</h2><p><b>ELIZA.</b> Who is it?</p><p><b>HIGGINS.</b> I am.</p>",
    }
    toc = [Toc("Dramatis Personae", "cast.xhtml"), Toc("Act I", "act-1.xhtml")]
    book = open_manuscript(Epub(pages, toc).write(tmp_path / "x.epub"))
    assert titles(book) == ["Act I", "Act II"]
    assert [part.reason for part in book.left_out] == ["cast list"]


def named(book: Book) -> dict[str, int]:
    """How many speeches of each person have a name before them."""
    marks = (mark for chapter in book.chapters for mark in chapter.marks)
    return dict(Counter(mark.value for mark in marks if mark.kind == "name"))


def spoken(book: Book, at: int = 0) -> list[tuple[str, str]]:
    """Who says what in a chapter, as its marks have it."""
    chapter = book.chapters[at]
    marks = (mark for mark in chapter.marks if mark.kind == "speaker")
    return [(mark.value, chapter.text[mark.start : mark.end]) for mark in marks]


def unsaid(book: Book, at: int = 0) -> list[str]:
    """What of a chapter is left out."""
    chapter = book.chapters[at]
    return [chapter.text[span.start : span.end] for span in chapter.left_out]


@pytest.mark.parametrize(
    ("name", "speeches"),
    [
        ("andher.txt", {"राजा": 3, "मंत्री": 3}),
        ("barca.txt", {"Diabo": 2, "Fidalgo": 3, "Anjo": 2}),
        ("bridge.fb2", {"Барон": 2, "Сатин": 4, "Актёр": 2}),
        ("brunnen.txt", {"Faust": 5, "Wagner": 2, "Margarete": 3, "Marthe": 1}),
        ("casa.txt", {"Criada": 3, "Poncia": 3, "Bernarda": 3}),
        ("chaguan.txt", {"王利发": 4, "松二爷": 3}),
        ("courage.txt", {"Socrates": 3, "Laches": 2, "Nicias": 1}),
        ("doctor.html", {"Clara": 3, "Peter": 4, "Dr. Lowe": 3}),
        ("doll.txt", {"Nora": 6, "Porter": 1, "Helmer": 3}),
        ("hall.txt", {"King": 2, "Hamlet": 2}),
        ("hill.txt", {"Horatio": 2, "Hamlet": 3, "King": 2}),
        ("ivan.txt", {"Марина": 3, "Астров": 5, "Елена Андреевна": 2}),
        ("kiln.md", {"Anna": 3, "Ben": 3}),
        ("last_bus.txt", {"Dora": 4, "Max": 4}),
        ("long_night.txt", {"Anna": 3, "Ben": 3, "Ghost": 1}),
        ("locanda.txt", {"Marchese": 3, "Conte": 2, "Fabrizio": 3, "Mirandolina": 2}),
        ("loft.html", {"Anna": 3, "Ben": 3}),
        ("long_table.md", {"Anna": 4, "Ben": 4, "Mrs. Cole": 3}),
        ("mariage.txt", {"Valère": 2, "Élise": 4, "Cléante": 3, "Harpagon": 2}),
        ("markt.txt", {"1. Bürger": 3, "2. Bürger": 2, "Egon": 3}),
        ("mill.html", {"Anna": 3, "Ben": 3}),
        ("pier.html", {"Anna": 3, "Ben": 3}),
        ("ring.txt", {"Orsino": 5, "Viola": 4, "Malvolio": 3}),
        ("sea_room.html", {"Nora": 3, "Maurya": 2, "Bartley": 1}),
        ("tea_table.txt", {"Algernon": 4, "Lane": 4, "Miss Prism": 3, "Cecily": 2}),
        ("wall.txt", {"Barnardo": 4, "Francisco": 4, "King": 4, "Hamlet": 3}),
        ("well.html", {"Mary": 4, "John": 3, "The Priest": 1}),
    ],
)
def test_names_before_speeches_are_speakers(name: str, speeches: dict[str, int]) -> None:
    assert named(play(name)) == speeches


@pytest.mark.parametrize("name", ["novel.txt", "interview.txt", "interview.html", "letters.txt"])
def test_what_is_no_play_has_no_speakers(name: str) -> None:
    assert not any(chapter.marks for chapter in play(name).chapters)


def test_directions_are_the_narrators() -> None:
    assert spoken(play("tea_table.txt"))[5:7] == [
        ("Lane", "Yes, sir."),
        (
            "Algernon",
            "Oh! . . . by the way, Lane, I see from your book that on Thursday night eight bottles"
            " of champagne are entered as having been consumed.",
        ),
    ]
    assert spoken(play("mariage.txt"), 1)[-1] == ("Élise", "Vous aimez ?")
    assert spoken(play("casa.txt"))[-1] == ("Criada", "¡Bernarda!")
    assert spoken(play("well.html"))[-1] == ("John", "I will go again tomorrow.")


def test_names_and_directions_are_left_out_if_the_settings_say_so() -> None:
    book = play("tea_table.txt", skip=("speaker_names", "stage directions"))
    assert unsaid(book)[:4] == [
        "[Lane is arranging afternoon tea on the table, and after the music has ceased, Algernon"
        " enters.]",
        "ALGERNON.",
        "LANE.",
        "ALGERNON.",
    ]
    assert "[Hands them on a salver.]" in unsaid(book)
    assert not named(book)
    assert unsaid(play("tea_table.txt", read=("speaker_names",))) == []
    assert not named(play("tea_table.txt", read=("speaker_names",)))


def test_speakers_of_a_drama_table_and_its_directions(tmp_path: Path) -> None:
    def row(name: str, speech: str) -> str:
        return f'<tr><td epub:type="z3998:persona">{name}</td><td><p>{speech}</p></td></tr>'

    rain = '<i epub:type="z3998:stage-direction">Torrents of rain.</i>'
    shivers = '<i epub:type="z3998:stage-direction">She shivers.</i>'
    pages = {
        "act-1.xhtml": f"<h2>Act I</h2><table><tr><td></td><td>{rain}</td></tr>"
        + row("The Daughter", f"I’m chilled to the bone. {shivers}")
        + row("The Mother", "He won’t get no cab.")
        + row("The Daughter", "But we must have a cab.")
        + row("Higgins", "It aint my fault, missus.")
        + "</table>",
    }
    book = open_manuscript(Epub(pages, [Toc("Act I", "act-1.xhtml")]).write(tmp_path / "x.epub"))
    assert spoken(book) == [
        ("The Daughter", "I’m chilled to the bone."),
        ("The Mother", "He won’t get no cab."),
        ("The Daughter", "But we must have a cab."),
        ("Higgins", "It aint my fault, missus."),
    ]


def test_centred_bold_names_of_a_word_document_are_no_headings(tmp_path: Path) -> None:
    def centred(text: str) -> str:
        return par("", properties='<w:jc w:val="center"/>', runs=run(text, "<w:b/>"))

    body = [centred("THE LONG NIGHT"), centred("CHARACTERS"), par("ANNA, a widow"), par("BEN")]
    for act in ("ACT ONE", "ACT TWO"):
        body += [centred(act), centred("ANNA"), par("Who is at the door at this hour?")]
        body += [centred("BEN"), par("Nobody that I know of."), centred("ANNA"), par("Then go.")]
    path = tmp_path / "night.docx"
    Docx("".join(body)).write(path)
    book = open_manuscript(path)
    assert titles(book) == ["ACT ONE", "ACT TWO"]
    assert named(book) == {"Anna": 4, "Ben": 2}


def test_directions_without_brackets_are_the_narrators_where_names_open_nearly_all() -> None:
    book = play("glass_door.txt")
    said = [words for at in (0, 1) for _, words in spoken(book, at)]
    assert not {"A long silence. A clock strikes.", "She weeps.", "CURTAIN"} & set(said)
    assert "You must be tired (as you always are) and hungry." in said
    assert named(book) == {"Joan": 5, "Mark": 2, "Neighbour": 3, "Both": 1}


LINES = [
    ("Anna", "You came late again, and the soup is cold."),
    ("Boris", "The bridge was closed, and the river is high."),
    ("Anna", "The bridge is always closed when the soup is hot."),
    ("Boris", "I brought you the letter from the harbour master."),
    ("Anna", "Read it to me while I find the lamp."),
    ("Boris", "He says that the boat will leave on Friday."),
]
SPEAKERS = {"Anna": 3, "Boris": 3}


def acts(book: Book) -> dict[str, Counter[str]]:
    """The speakers of each chapter with the number of their speeches."""
    return {
        chapter.title: Counter(mark.value for mark in chapter.marks if mark.kind == "speaker")
        for chapter in book.chapters
    }


def bill_of(book: Book) -> list[str]:
    return [part.title for part in book.left_out if part.reason == "cast list"]


TWO = {
    "title.txt": "PERSONS\n\nANNA, a widow.\nBORIS, a ferryman.",
    "names.txt": "PERSONS\n\nANNA\nBORIS",
    "apart.txt": "Persons:\n\nAnna, a widow\n\nBoris, a ferryman",
    "line.txt": "Persons: ANNA and BORIS.",
    "speakers.txt": "THE SPEAKERS\n\nANNA\nBORIS\nA VOICE",
}


@pytest.mark.parametrize("name", TWO)
def test_a_bill_of_two_persons_is_left_out(tmp_path: Path, name: str) -> None:
    speeches = "\n\n".join(f"{who.upper()}. {said}" for who, said in LINES)
    play = f"THE SOUP\n\nby Mara Quill\n\n{TWO[name]}\n\n\nACT I\n\n{speeches}\n"
    (tmp_path / name).write_text(play, encoding="utf-8")
    book = open_manuscript(tmp_path / name)
    assert acts(book) == {"ACT I": SPEAKERS}
    assert len(bill_of(book)) == 1


def tabbed(who: str, said: str) -> str:
    return f"<w:p><w:r><w:t>{who}</w:t><w:tab/><w:t>{said}</w:t></w:r></w:p>"


def bold(who: str, said: str) -> str:
    return par("", runs=run(who, "<w:b/>") + run(f" {said}"))


@pytest.mark.parametrize("speech", [tabbed, bold])
def test_names_set_apart_by_a_tab_or_bold_type_are_speakers(tmp_path: Path, speech: object) -> None:
    assert callable(speech)
    lines = "".join(speech(who, said) for who, said in LINES)
    heads = [par(f"Act {n}", "Heading1") for n in ("One", "Two")]
    bill = par("Persons", "Heading1") + par("Anna, a widow") + par("Boris, a ferryman")
    body = par("The Soup", "Title") + bill + heads[0] + lines + heads[1] + lines
    book = open_manuscript(Docx(body).write(tmp_path / "soup.docx"))
    assert acts(book) == {"Act One": SPEAKERS, "Act Two": SPEAKERS}
    assert bill_of(book) == ["Persons"]


@pytest.mark.parametrize(
    "speech",
    [
        "<p><b>{0}</b> {1}</p>",
        '<p><span class="speaker">{0}</span> {1}</p>',
        "<dl><dt>{0}</dt><dd>{1}</dd></dl>",
        "<table><tr><td>{0}</td><td>{1}</td></tr></table>",
        "<p>{0}.<br/>{1}</p>",
        "<h4>{0}</h4><p>{1}</p>",
    ],
)
def test_names_on_pages_are_speakers_however_they_are_set(tmp_path: Path, speech: str) -> None:
    lines = "".join(speech.format(who, said) for who, said in LINES)
    bill = "<h2>Persons</h2><p>Anna, a widow</p><p>Boris, a ferryman</p>"
    page = f"<h1>The Soup</h1>{bill}<h2>Act One</h2>{lines}<h2>Act Two</h2>{lines}"
    (tmp_path / "soup.html").write_text(f"<html><body>{page}</body></html>", encoding="utf-8")
    book = open_manuscript(tmp_path / "soup.html")
    assert acts(book) == {"Act One": SPEAKERS, "Act Two": SPEAKERS}
    assert bill_of(book) == ["Persons"]


def test_names_in_subtitles_of_a_fictionbook_are_speakers(tmp_path: Path) -> None:
    lines = "".join(f"<subtitle>{who}</subtitle><p>{said}</p>" for who, said in LINES)
    bill = "<title><p>Persons</p></title><poem><stanza><v>Anna, a widow</v><v>Boris</v></stanza>"
    body = f"<section>{bill}</poem></section><section><title><p>Act I</p></title>{lines}</section>"
    path = tmp_path / "soup.fb2"
    path.write_text(fiction_book(f"<body>{body}</body>"), encoding="utf-8")
    assert acts(open_manuscript(path)) == {"Act I": SPEAKERS}


@pytest.mark.parametrize("line", ["{0}: {1}", "**{0}:** {1}", "**{0}** {1}"])
def test_a_novel_with_messages_and_an_interview_are_no_plays(tmp_path: Path, line: str) -> None:
    chat = "\n\n".join(line.format(who, said) for who, said in LINES)
    told = "She opened the phone, and nobody entered or left the street for an hour."
    text = f"# The Chat\n\n## One\n\n{told}\n\n{chat}\n\n{told}\n\n## Two\n\n{told}\n"
    (tmp_path / "chat.md").write_text(text, encoding="utf-8")
    book = open_manuscript(tmp_path / "chat.md")
    assert acts(book) == {"One": Counter(), "Two": Counter()}
    assert all(said in book.chapters[0].text for _, said in LINES)


PERSONS = (
    "PERSONS REPRESENTED.\n\nClaudius, King of Denmark.\nHamlet, Son to the former, and Nephew to\n"
    "the present King.\nHoratio, Friend to Hamlet.\nDuke of Albany.\n\nGertrude, Queen of Denmark, "
    "and Mother of Hamlet.\nOphelia, Daughter to Polonius.\n\nLords, Ladies, Officers, and other\n"
    "Attendants.\n\nThe Ghost of Banquo and several other Apparitions.\n\nSCENE. Elsinore.\n\n\n\n"
)
SCENE = (
    "ACT I.\n\nScene I. A platform.\n\n[Enter Hamlet and Horatio.]\n\nHam.\nThe air bites shrewdly."
    "\n\nHor.\nIt is a nipping air.\n\nHam.\nWhat hour now?\n\nOph.\nMy lord!\n\nAlb.\nWelcome.\n\n"
    "Hor.\nI think it lacks of twelve.\n\nOph.\nNo, my lord.\n\nAlb.\nWell met.\n\n[Exeunt.]\n"
)


def speakers(book: Book) -> set[str]:
    marks = (mark for chapter in book.chapters for mark in chapter.marks)
    return {mark.value for mark in marks if mark.kind == "speaker"}


def test_the_persons_are_left_out_in_all_their_blocks_and_short_names_are_theirs(
    tmp_path: Path,
) -> None:
    path = tmp_path / "hamlet.txt"
    path.write_text(f"HAMLET\n\nby William Shakespeare\n\n\n\n{PERSONS}{SCENE}", "utf-8")
    book = open_manuscript(path)
    assert titles(book) == ["ACT I. Scene I. A platform."]
    assert book.chapters[0].text.startswith("[Enter Hamlet")
    assert speakers(book) == {"Hamlet", "Horatio", "Ophelia", "Duke of Albany"}


def test_short_names_of_a_play_without_a_list_are_those_of_its_stage_directions(
    tmp_path: Path,
) -> None:
    path = tmp_path / "folio.txt"
    more = "\n[Enter Ophelia and Hamlet, with Horatio.]\n\n[Exeunt Ophelia, Hamlet, Horatio.]\n"
    path.write_text(f"HAMLET\n\n{SCENE}{more}", "utf-8")
    assert {"Hamlet", "Horatio"} <= speakers(open_manuscript(path))
