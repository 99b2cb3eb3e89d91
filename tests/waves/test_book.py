"""Whole books through the stand-in of Waves: faults, settings, dictionaries, credit."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from narrate.cli.main import main
from narrate.errors import EngineUnusable
from tests.conftest import Project, RecordingReporter, story
from tests.waves.faults import BILLED, RIGHT, read_faults
from tests.waves.server import running

LEXICON = "lexicon: {harbour: HAR-ber, Paragraph: Para-graff, asked why: arst why}\n"


def counts(report: Any) -> dict[str, Any]:
    return dict(report.as_json()["books"][0]["counts"])


def test_a_book_survives_every_passing_fault_of_waves(project: Project, tmp_path: Path) -> None:
    """Three requests in ten go wrong, in all ways: the audio is that of a run without faults."""
    project.write(story(chapters=3, paragraphs=60))
    retry = "retry: {attempts: 5, wait_initial: 0.01, wait_max: 0.05}\n"
    project.configure(workers=16)
    text = (project.folder / "pipeline.yaml").read_text().splitlines(keepends=True)
    (project.folder / "pipeline.yaml").write_text(
        "".join(retry if line.startswith("retry") else line for line in text)
    )
    project.server.per_character = 0.04
    assert project.run().exit_code == 0
    clean, planned = project.delivered(), project.server.billed
    (project.folder / ".narrate").rename(tmp_path / "old-store")
    (project.folder / "output").rename(tmp_path / "old-output")

    faults = read_faults("mixed:0.3")
    waits = ("429", "429-date", "429-body", "slow")  # a second each: their time is not the point
    project.server.faults = {name: share for name, share in faults.items() if name not in waits}
    project.server.journal.clear()
    report = project.run()

    assert report.exit_code == 0
    assert project.delivered() == clean
    journal, kept = project.server.journal, counts(report)
    assert kept["planned_characters"] == planned
    assert kept["billed_characters"] == project.server.billed
    assert kept["lost_characters"] == project.server.billed - planned
    assert kept["lost_characters"] == sum(a.billed for a in journal if a.fault in BILLED - RIGHT)
    assert kept["open_characters"] == sum(len(a.text) for a in journal if a.fault == "drop")
    assert kept["refused_requests"] == sum(asked.status in (429, 503) for asked in journal)
    assert kept["requests"] == len(journal)


def test_the_ledger_the_report_and_the_waves_server_agree_on_the_money(project: Project) -> None:
    project.write(story(chapters=2, paragraphs=20))
    project.server.faults = {"tiny": 0.1, "cut": 0.05, "429-bare": 0.05, "drop": 0.1, "500": 0.05}
    report = project.run()
    kept = counts(report)
    base = sqlite3.connect(project.folder / ".narrate/ledger.sqlite")
    (billed, cost), (requests,) = (
        base.execute("SELECT SUM(characters), SUM(cost) FROM attempts WHERE billed").fetchone(),
        base.execute("SELECT COUNT(*) FROM attempts").fetchone(),
    )
    base.close()
    assert kept["billed_characters"] == billed == project.server.billed
    assert kept["cost"] == pytest.approx(cost)
    assert kept["requests"] == requests == project.asked()
    assert kept["billed_characters"] - kept["lost_characters"] == kept["planned_characters"]
    assert kept["lost_characters"] > 0


def test_settings_that_differ_by_chapter_arrive_in_the_waves_request(project: Project) -> None:
    project.server.dictionaries.held["abc"] = [{"word": "x", "pronunciation": "y"}]
    project.configure(
        "language: en\n"
        "chapters:\n"
        "  2: {voice: olivia, speed: 1.5, waves: {sample_rate: 44100, output_format: mulaw}}\n"
        "  3: {language: hi, waves: {pronunciation_dicts: [abc], math_notation: true,"
        " number_pronunciation_language: en, session_id: s3, request_id: r3}}\n"
    )
    project.write(story(chapters=3, paragraphs=1))
    assert project.run().exit_code == 0
    one, two, three = [
        next(a.body for a in project.server.journal if f"{chapter}001" in a.text)
        for chapter in (1, 2, 3)
    ]
    assert (one["voice_id"], one["model"], one["language"]) == ("meher", "lightning_v3.1_pro", "en")
    assert (two["voice_id"], two["model"], two["speed"]) == ("olivia", "lightning_v3.1", 1.5)
    assert (two["sample_rate"], two["output_format"]) == (44100, "ulaw")
    assert (three["language"], three["pronunciation_dicts"]) == ("hi", ["abc"])
    assert (three["math_notation"], three["number_pronunciation_language"]) == (True, "en")
    assert three["session_id"] == "s3"
    assert three["request_id"].startswith("r3.")
    ids = [a.body.get("request_id") for a in project.server.journal if "request_id" in a.body]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("voice", ["magnus", "olivia", "aarush"])
def test_a_voice_of_the_standard_waves_model_works_by_its_name_alone(
    project: Project, voice: str
) -> None:
    (project.folder / "pipeline.yaml").write_text(
        f"engine: waves\nvoice: {voice}\ndeliver: {{formats: [wav]}}\n"
        f"waves: {{base_url: '{project.server.url}', route: get_speech}}\n"
    )
    project.write(story(chapters=1, paragraphs=1))
    reporter = RecordingReporter()
    assert project.run(reporter).exit_code == 0
    assert {asked.body["model"] for asked in project.server.journal} == {"lightning_v3.1"}
    assert [warning for warning in reporter.warnings if "2026-11-30" in warning]


def test_a_waves_voice_of_unknown_model_is_asked_about_before_anything_is_sent(
    project: Project,
) -> None:
    project.configure("chapters: {1: {voice: avery}}\n")
    project.write(story(chapters=1, paragraphs=1))
    with pytest.raises(EngineUnusable, match=r"set waves\.model"):
        project.run()
    project.configure("chapters: {1: {voice: avery, waves: {model: lightning_v3.1_pro}}}\n")
    assert project.run().exit_code == 0


# ---- dictionaries


def methods(project: Project) -> list[str]:
    requests = project.server.other_requests
    asked = [r.method for r in requests if r.path.endswith("pronunciation-dicts")]
    requests.clear()
    return asked


def use_dictionary(project: Project, lexicon: str = LEXICON, more: str = "") -> None:
    project.configure(lexicon + more)
    path = project.folder / "pipeline.yaml"
    path.write_text(path.read_text().replace("waves: {", "waves: {lexicon: dictionary, "))


def test_the_lexicon_of_a_project_is_kept_in_one_waves_dictionary(project: Project) -> None:
    use_dictionary(project)
    project.write(story(chapters=1, paragraphs=6))
    assert project.run().exit_code == 0
    assert methods(project) == ["GET", "POST"]
    ((name, items),) = project.server.dictionaries.held.items()
    words = {item["word"]: item["pronunciation"] for item in items}
    assert words == {
        **dict.fromkeys(("harbour", "Harbour", "HARBOUR"), "HAR-ber"),
        "Paragraph": "Para-graff",
    }
    for asked in project.server.journal:
        assert "HAR-ber" not in asked.text
        assert "asked why" not in asked.text, "several words are respelled in the text"
        has_word = "harbour" in asked.text or "Paragraph" in asked.text
        assert asked.body.get("pronunciation_dicts") == ([name] if has_word else None)

    before = project.asked()
    project.write(story(chapters=1, paragraphs=7))
    assert project.run().exit_code == 0
    assert methods(project) == ["GET"]
    assert project.asked() == before + 1


def test_an_edited_lexicon_entry_costs_the_chunks_with_its_word(project: Project) -> None:
    use_dictionary(project)
    project.write(story(chapters=1, paragraphs=10))
    project.run()
    methods(project)
    project.server.journal.clear()
    use_dictionary(project, LEXICON.replace("HAR-ber", "HAH-buh"))
    assert project.run().exit_code == 0
    assert methods(project) == ["GET", "PUT"]
    assert project.server.texts
    assert all("harbour" in text for text in project.server.texts)
    assert len(project.server.dictionaries.held) == 1
    (items,) = project.server.dictionaries.held.values()
    assert {"word": "harbour", "pronunciation": "HAH-buh"} in items

    project.server.journal.clear()
    assert project.run().exit_code == 0
    assert (methods(project), project.server.texts) == ([], [])


def test_merged_updates_and_lost_stores_lead_to_no_second_waves_dictionary(
    project: Project,
) -> None:
    project.server.dictionaries.merges = True
    use_dictionary(project)
    project.write(story(chapters=1, paragraphs=3))
    project.run()
    use_dictionary(project, "lexicon: {Paragraph: Para-graf}\n")
    assert project.run().exit_code == 0
    assert methods(project) == ["GET", "POST", "GET", "PUT", "POST", "DELETE"]
    (items,) = project.server.dictionaries.held.values()
    assert [item["pronunciation"] for item in items] == ["Para-graf"]

    (project.folder / ".narrate/waves-dictionaries.json").unlink()
    project.write(story(chapters=1, paragraphs=4))
    assert project.run().exit_code == 0
    assert methods(project) == ["GET"]


def test_a_waves_dictionary_that_somebody_else_changed_is_left_alone(project: Project) -> None:
    use_dictionary(project)
    project.write(story(chapters=1, paragraphs=1))
    project.run()
    (name,) = project.server.dictionaries.held
    project.server.dictionaries.held[name] = [{"word": "a", "pronunciation": "b"}]
    methods(project)
    project.write(story(chapters=1, paragraphs=2))
    assert project.run().exit_code == 0
    assert methods(project) == ["GET", "POST"]
    assert project.server.dictionaries.held[name] == [{"word": "a", "pronunciation": "b"}]


def test_a_book_with_words_of_its_own_has_its_own_waves_dictionary(project: Project) -> None:
    use_dictionary(project, more="books: {b.txt: {lexicon: {table: TAY-bul}}}\n")
    project.write(story(chapters=1, paragraphs=6), "a.txt")
    project.write(story(chapters=1, paragraphs=6).replace("Paragraph", "Passage"), "b.txt")
    assert project.run().exit_code == 0
    held = project.server.dictionaries.held
    assert len(held) == 2
    for asked in project.server.journal:
        for name in asked.body.get("pronunciation_dicts", ()):
            words = {item["word"] for item in held[name]}
            assert ("table" in words) == ("Passage" in asked.text)


def test_a_waves_dictionary_that_cannot_be_made_at_first_is_asked_for_again(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_dictionary(project)
    project.write(story(chapters=1, paragraphs=2))
    honest, hiccups = project.server.dictionaries.answer, ["POST"]

    def answer(method: str, body: object) -> tuple[int, object]:
        if method in hiccups:
            hiccups.remove(method)
            honest(method, body)  # made, but nobody hears of it
            return 503, {"message": "later"}
        return honest(method, body)

    monkeypatch.setattr(project.server.dictionaries, "answer", answer)
    assert project.run().exit_code == 0
    assert methods(project) == ["GET", "POST", "GET"]
    assert len(project.server.dictionaries.held) == 1


# ---- before a run


def preflight(project: Project, command: str) -> int:
    return main(["--config", str(project.folder / "pipeline.yaml"), command, "--preflight"])


def test_credit_and_voices_of_waves_are_looked_up_before_a_run(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    project.write(story(chapters=1, paragraphs=3))
    assert preflight(project, "plan") == 0
    assert "waves: $10.00 of credit, this run about $0.01" in capsys.readouterr().out
    assert project.asked() == 0
    project.server.dollars = 0.001
    assert preflight(project, "run") == 5
    told = capsys.readouterr().err
    assert "has $0.00 of credit" in told
    assert "--max-cost" in told
    assert project.asked() == 0
    assert preflight(project, "plan") == 0
    assert "a run would stop: the Smallest AI account has" in capsys.readouterr().out


def test_a_waves_voice_that_is_not_listed_stops_the_run(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    project.configure("chapters: {1: {voice: avvery, waves: {model: lightning_v3.1_pro}}}\n")
    project.write(story(chapters=1, paragraphs=1))
    assert preflight(project, "run") == 5
    assert "lists no voice avvery; did you mean avery?" in capsys.readouterr().err
    project.configure("chapters: {1: {voice: liam, waves: {model: lightning_v3.1}}}\n")
    assert preflight(project, "run") == 5
    assert "under the model lightning_v3.1_pro" in capsys.readouterr().err
    assert project.asked() == 0


def test_a_failed_look_up_at_waves_stops_nothing_but_a_bad_key_does(
    project: Project, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    project.write(story(chapters=1, paragraphs=1))
    monkeypatch.setattr("narrate.engines.waves.engine.BALANCE", "/nowhere")
    monkeypatch.setattr("narrate.engines.waves.engine.VOICE_LIST", "/nowhere/either")
    assert preflight(project, "run") in (0, 5)
    monkeypatch.undo()
    with running(key="sk_right") as server:
        project.server = server
        project.configure()
        monkeypatch.setenv("SMALLEST_API_KEY", "sk_wrong")
        assert preflight(project, "run") == 5
        told = capsys.readouterr().err
    assert "does not accept the key in SMALLEST_API_KEY" in told
    assert "sk_wrong" not in told
    assert not server.journal


def test_the_waves_key_is_in_no_file_and_in_no_line(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Dictionaries, credit, faults: the key is in no file and in no line."""
    key = "sk_1234567890abcdef"
    monkeypatch.setenv("SMALLEST_API_KEY", key)
    use_dictionary(project, more="preflight: true\n")
    project.write(story(chapters=1, paragraphs=10))
    project.server.faults = {"500": 0.2, "json": 0.1}
    reporter = RecordingReporter()
    report = project.run(reporter)
    assert report.exit_code == 0
    told = json.dumps(report.as_json()) + repr(reporter)
    assert key not in told
    files = [path for path in project.folder.rglob("*") if path.is_file()]
    assert len(files) > 10
    assert not [path for path in files if key.encode() in path.read_bytes()]


def test_the_closing_lines_compare_what_was_planned_with_what_was_billed(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    project.write(story(chapters=1, paragraphs=30))
    project.server.faults = {"tiny": 0.2}
    project.server.limit, project.server.latency = 2, 0.02
    config = ["--config", str(project.folder / "pipeline.yaml")]
    assert main([*config, "run"]) == 0
    told = capsys.readouterr().err
    lost = sum(asked.billed for asked in project.server.journal if asked.fault == "tiny")
    planned = project.server.billed - lost
    cost = planned * 0.195 / 10_000
    assert f"planned {planned:,} characters (${cost:.4f})" in told
    assert f"billed {planned + lost:,} " in told
    assert f"of which {lost:,} for answers that were not speech" in told
    refused = sum(asked.status == 429 for asked in project.server.journal)
    assert (
        f"waves refused {refused} of {project.asked()} requests as too many;"
        " the run ended with 2 at once" in told
    )


def test_a_plan_says_what_is_to_be_paid_and_where_a_cap_would_stop_the_run(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    project.write(story(chapters=2, paragraphs=4), "a.txt")
    project.write(story(chapters=1, paragraphs=4), "b.txt")
    assert project.run(max_characters=None).exit_code == 0
    project.write(story(chapters=3, paragraphs=4), "a.txt")
    project.configure("budget: {max_cost: 0.005, max_characters: 100}\n")
    assert main(["--config", str(project.folder / "pipeline.yaml"), "plan"]) == 0
    told = capsys.readouterr().out
    assert "cost: 380 characters, about" in told
    assert "price of waves: $0.195 per 10,000 characters, Smallest AI's model card" in told
    assert "your limit of $0.01 would stop the run after about" in told
    assert "your limit of 100 characters would stop the run" in told
    assert "2 books" in told


def test_a_cap_is_never_passed_however_many_requests_are_under_way(project: Project) -> None:
    project.configure(workers=64)
    project.write(story(chapters=4, paragraphs=30))
    project.server.faults = {"tiny": 0.3}
    project.server.latency = 0.01
    report = project.run(max_characters=3000)
    assert report.exit_code == 5
    assert 2500 < project.server.billed <= 3000
