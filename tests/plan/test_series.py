"""Which series a book is in, and how its characters and words come from there."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest

from narrate.cli.tables import preview_lines
from narrate.engines.opened import Engines
from narrate.errors import EngineUnusable, SettingsError
from narrate.plan.listings import speakers_of
from narrate.plan.plan import BookPlan, everything, survey
from narrate.plan.preview import preview
from narrate.plan.series import series_path
from narrate.run.readiness import lexicons_of
from tests.conftest import Project

TEA = """\
---
title: {title}
{more}---
# Tea

“Who are you?” said Alice. The gate was closed, and the rain came down on it.

“Nobody in particular,” said the Hatter. He put his cup on the table at Cheshire.

“That is no answer,” said Alice.

“It is all that you will have,” said the man.
"""


def tea(project: Project, name: str, more: str = "") -> None:
    project.write(TEA.format(title=name, more=more and more + "\n"), name)


def series_file(project: Project, text: str, name: str = "Wonderland") -> None:
    path = project.folder / "series" / f"{name}.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")


def planned(project: Project, **overrides: object) -> dict[str, BookPlan]:
    settings = project.settings(**overrides)
    found = survey(settings, [], everything, Engines(settings), read_all=True)
    assert found.problems == ()
    return {plan.manuscript.name: plan for plan in found.plans}


def voices(plan: BookPlan) -> Mapping[str, str]:
    chunks = [chunk for chapter in plan.chapters for _, chunk in chapter.lines()]
    return {c.speaker or "": f"{c.voicing.engine}/{c.voicing.voice}" for c in chunks}


CAST = "characters:\n  Alice: {engine: waves, voice: aarush}\n"


def test_a_book_in_a_series_has_its_characters_by_name_and_alias(project: Project) -> None:
    tea(project, "one.md")
    series_file(project, "characters:\n  Mad Hatter: {voice: aarush, aliases: [the Hatter]}\n")
    project.configure("series: Wonderland\n")
    spoken = voices(planned(project)["one.md"])
    assert spoken == {"": "waves/meher", "Mad Hatter": "waves/aarush"}


def test_a_book_in_no_series_is_said_as_ever(project: Project) -> None:
    tea(project, "one.md")
    tea(project, "other.md")
    before = planned(project)["other.md"]
    series_file(project, CAST + "lexicon: {Cheshire: CHESH-er}\n")
    project.configure("books: {one.md: {series: Wonderland}}\n")
    after = planned(project)
    assert after["other.md"].chapters[0].keys == before.chapters[0].keys
    assert after["one.md"].chapters[0].keys != before.chapters[0].keys
    assert after["other.md"].inputs != after["one.md"].inputs
    assert after["other.md"].in_series.cast is None


def test_auto_is_the_series_that_the_manuscript_names(project: Project) -> None:
    tea(project, "one.md", "series: Wonderland")
    tea(project, "two.md", "series: Another")
    tea(project, "three.md")
    series_file(project, CAST)
    project.configure()
    assert {*map(str, map(voices, planned(project).values()))} == {"{'': 'waves/meher'}"}
    project.configure("series: auto\n")
    found = planned(project)
    assert voices(found["one.md"])["Alice"] == "waves/aarush"
    assert [found[n].in_series.cast is None for n in ("two.md", "three.md")] == [False, True]
    assert "Alice" not in voices(found["two.md"])


def test_who_one_book_gives_a_voice_has_it_in_all_before_any_run(project: Project) -> None:
    for name in ("one.md", "two.md"):
        tea(project, name, "series: Wonderland")
    for series in ("Wonderland", "auto"):
        project.configure(
            f"series: {series}\n"
            "books: {two.md: {characters: {Alice: aarush, the man: aarush}}}\n"
        )
        one = voices(planned(project)["one.md"])
        assert one["Alice"] == "waves/aarush"
        assert "the man" not in one, "a man of one book is not that of another"
    assert not (project.folder / "series").exists()


def test_a_book_that_is_planned_alone_is_cast_as_among_the_others(project: Project) -> None:
    for name in ("One.md", "two.md"):
        tea(project, name, "series: Wonderland")
    project.configure("series: auto\nbooks: {one.MD: {characters: {Alice: aarush}}}\n")
    assert voices(planned(project)["One.md"])["Alice"] == "waves/aarush"
    settings = project.settings()
    (plan,) = survey(
        settings, [project.folder / "input" / "two.md"], everything, Engines(settings)
    ).plans
    assert "Alice" not in voices(plan), "a name in other letters is found among what was asked for"
    project.configure("series: auto\nbooks: {One.md: {characters: {Alice: aarush}}}\n")
    settings = project.settings()
    (plan,) = survey(
        settings, [project.folder / "input" / "two.md"], everything, Engines(settings)
    ).plans
    assert voices(plan)["Alice"] == "waves/aarush"


def test_the_file_counts_before_all_books_and_a_book_before_the_file(project: Project) -> None:
    for name in ("one.md", "two.md"):
        tea(project, name)
    series_file(project, CAST)
    project.configure(
        "series: Wonderland\ncharacters: {Alice: olivia}\n"
        "books: {two.md: {characters: {Alice: magnus}}}\n"
    )
    found = planned(project)
    assert voices(found["one.md"])["Alice"] == "waves/aarush"
    assert voices(found["two.md"])["Alice"] == "waves/magnus"
    assert (
        "Alice: waves/aarush of series/Wonderland.yaml counts, not olivia, which pipeline.yaml has"
        " for all books" in found["one.md"].notes
    )
    assert (
        "Alice: magnus is this book's own; series/Wonderland.yaml has waves/aarush"
        in found["two.md"].notes
    )


def test_words_of_the_series_come_between_those_of_all_books_and_the_books(
    project: Project,
) -> None:
    for name in ("one.md", "two.md"):
        tea(project, name)
    series_file(project, "lexicon: {Cheshire: CHESH-er, rain: RAYN}\n")
    project.configure(
        "series: Wonderland\nlexicon: {Cheshire: never, gate: GAYT}\n"
        "books: {two.md: {lexicon: {rain: never}}}\n"
    )
    said = {
        name: " ".join(chunk.spoken for chunk in plan.script.chapters[0].chunks)
        for name, plan in planned(project).items()
    }
    for words, one, two in (("CHESH-er", 1, 1), ("GAYT", 1, 1), ("RAYN", 1, 0), ("never", 0, 1)):
        assert (said["one.md"].count(words), said["two.md"].count(words)) == (one, two), words


def test_an_engine_that_keeps_words_itself_keeps_those_of_a_series_apart(
    project: Project,
) -> None:
    for name in ("one.md", "two.md", "other.md"):
        tea(project, name)
    series_file(project, "lexicon: {Cheshire: CHESH-er}\n")
    more = "books: {other.md: {series: null}, two.md: {lexicon: {rain: RAYN}}}\n"
    project.configure(f"series: Wonderland\nlexicon: {{gate: GAYT}}\n{more}")
    path = project.folder / "pipeline.yaml"
    text = path.read_text(encoding="utf-8").replace("waves: {", "waves: {lexicon: dictionary, ")
    path.write_text(text, encoding="utf-8")
    kept = lexicons_of(planned(project).values())
    words = {name: {*map(str.lower, wording.items)} for name, wording in kept.items()}
    assert words == {
        "series Wonderland": {"cheshire", "gate"},
        "two.md": {"cheshire", "gate", "rain"},
        "project": {"gate"},
    }


def test_a_change_of_the_file_changes_the_keys_of_what_it_concerns_alone(project: Project) -> None:
    tea(project, "one.md")
    project.configure("series: Wonderland\n")
    series_file(project, CAST)
    before = planned(project)["one.md"]
    series_file(project, CAST + "  the Hatter: {engine: waves, voice: magnus}\n")
    after = planned(project)["one.md"]
    old = {chunk.text: key for key, chunk in before.chapters[0].lines()}
    new = {chunk.text: key for key, chunk in after.chapters[0].lines()}
    assert {text for text in new if old.get(text) != new[text]} == {
        "“Nobody in particular,”",
        "said the Hatter. He put his cup on the table at Cheshire.",
    }
    assert before.inputs != after.inputs


def test_a_voice_that_does_not_speak_the_books_language_is_told_and_not_used(
    project: Project,
) -> None:
    tea(project, "one.md")
    series_file(project, "characters:\n  Alice: {engine: pico, voice: de-DE}\n")
    project.configure("series: Wonderland\n")
    plan = planned(project)["one.md"]
    assert voices(plan) == {"": "waves/meher"}
    (note,) = [note for note in plan.notes if "Alice" in note]
    told = "Alice cannot keep the voice of series/Wonderland.yaml in this book: pico's voice de-DE"
    assert note.startswith(told)
    project.configure("series: Wonderland\ncharacters: {Alice: aarush}\n")
    assert voices(planned(project)["one.md"])["Alice"] == "waves/aarush"


def test_a_voice_that_no_engine_has_is_not_passed_over(project: Project) -> None:
    tea(project, "one.md")
    series_file(project, "characters:\n  Alice: {engine: hibari, voice: lindne}\n")
    project.configure("series: Wonderland\n")
    with pytest.raises(EngineUnusable) as caught:
        preview(project.settings())
    told = "series/Wonderland.yaml: characters.Alice: hibari has no voice 'lindne'; did you mean"
    assert str(caught.value).startswith(told)


def test_a_voice_of_another_engine_is_kept_and_told(project: Project) -> None:
    tea(project, "one.md")
    series_file(project, "characters:\n  Alice: {engine: hibari, voice: linden}\n  Bill: wren\n")
    project.configure("series: Wonderland\n")
    plan = planned(project)["one.md"]
    assert voices(plan)["Alice"] == "hibari/linden"
    assert (
        "Alice keeps hibari/linden of series/Wonderland.yaml; the book around is read by waves"
        in plan.notes
    )
    assert not [note for note in plan.notes if "Bill" in note], "he is not in this book"


def test_the_command_line_goes_over_every_voice(project: Project) -> None:
    tea(project, "one.md")
    series_file(project, CAST)
    project.configure("series: Wonderland\n")
    assert set(voices(planned(project, voice="olivia")["one.md"]).values()) == {"waves/olivia"}


def test_the_plan_says_what_comes_from_the_series(project: Project) -> None:
    tea(project, "one.md")
    series_file(project, CAST)
    project.configure(
        "series: Wonderland\ncharacters: {the Hatter: magnus}\n"
        "books: {one.md: {characters: {the man: olivia}}}\n"
    )
    found = preview(project.settings())
    (book,) = json.loads(json.dumps(found.as_json()))["books"]
    assert book["series_file"] == str(project.folder / "series" / "Wonderland.yaml")
    assert [(each["character"], each["voice"], each["source"]) for each in book["cast"]] == [
        ("Alice", "aarush", "series"),
        ("the Hatter", "magnus", "settings"),
        ("the man", "olivia", "book"),
    ]
    lines = preview_lines(found)
    at = lines.index("  series Wonderland: series/Wonderland.yaml")
    assert lines[at + 1 : at + 4] == [
        "    Alice: waves/aarush, 2 chunks",
        "    the Hatter: waves/magnus, 1 chunk, from pipeline.yaml; a run adds it to the file",
        "    the man: waves/olivia, 1 chunk, this book's own",
    ]
    assert not [note for note in found.notes if "Alice" in note]


def test_the_speakers_of_a_book_are_listed_with_the_voices_of_its_series(project: Project) -> None:
    tea(project, "one.md")
    series_file(project, CAST)
    project.configure("series: Wonderland\n")
    found = speakers_of(project.settings(), project.folder / "input" / "one.md").as_json()
    assert {each["name"]: each["voice"] for each in found["speakers"]}["Alice"] == "aarush"


def test_a_broken_file_stops_the_books_of_its_series_alone(project: Project) -> None:
    tea(project, "one.md")
    tea(project, "other.md")
    series_file(project, "characters:\n  Alice: {voise: x}\n")
    project.configure("books: {one.md: {series: Wonderland}}\n")
    settings = project.settings()
    found = survey(settings, [], everything, Engines(settings))
    assert [plan.manuscript.name for plan in found.plans] == ["other.md"]
    (problem,) = found.problems
    assert isinstance(problem, SettingsError) and problem.exit_code == 2
    assert "series/Wonderland.yaml:2: characters.Alice.voise: unknown key" in str(problem)


@pytest.mark.parametrize("name", ["../../etc/passwd", "a/b\\c", "CON", "é" * 300, ".hidden"])
def test_the_file_of_any_name_is_in_its_folder(project: Project, name: str) -> None:
    folder = project.folder / "series"
    path = series_path(folder, name)
    assert path.parent == folder and path.suffix == ".yaml" and len(path.name.encode()) < 256


def test_a_file_is_found_whatever_its_case_and_ending(project: Project) -> None:
    folder = project.folder / "series"
    folder.mkdir()
    (folder / "wonderland.yml").write_text(CAST, encoding="utf-8")
    assert series_path(folder, "Wonderland").name == "wonderland.yml"
    (folder / "Wonderland.yaml").write_text(CAST, encoding="utf-8")
    assert series_path(folder, "Wonderland").name == "Wonderland.yaml"
