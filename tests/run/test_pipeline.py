"""The whole run, from manuscript to chapter files and back again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import narrate
from narrate.errors import BudgetReached, EngineUnusable, SettingsError
from narrate.recording.store import StoreLock
from tests.conftest import Project, RecordingReporter, story


def test_a_first_run_delivers_every_chapter(project: Project) -> None:
    project.write(story(chapters=3, paragraphs=4))
    report = project.run()
    assert report.exit_code == 0
    (book,) = report.books
    assert [chapter.status for chapter in book.chapters] == ["delivered"] * 3
    assert book.counts.chunks == book.counts.recorded == project.asked() == 15  # 3 titles, 12 more
    assert book.counts.billed_characters == project.server.billed
    assert sorted(project.delivered()) == [f"0{n} - CHAPTER {n}.wav" for n in (1, 2, 3)]


def test_a_second_run_sends_no_request_and_touches_no_file(project: Project) -> None:
    project.write(story(chapters=2, paragraphs=3))
    project.run()
    asked, before = project.asked(), _stamps(project.folder / "output")
    report = project.run()
    assert report.exit_code == 0
    assert {c.status for c in report.books[0].chapters} == {"unchanged"}
    assert project.asked() == asked
    assert _stamps(project.folder / "output") == before


def test_one_edited_sentence_costs_one_request_and_one_chapter(project: Project) -> None:
    text = story(chapters=3, paragraphs=5)
    project.write(text)
    project.run()
    asked = project.asked()
    project.write(text.replace("Paragraph 2003 begins.", "Paragraph 2003 begins anew."))
    report = project.run()
    assert project.asked() == asked + 1
    assert "2003 begins anew" in project.server.texts[-1]
    statuses = [chapter.status for chapter in report.books[0].chapters]
    assert statuses == ["unchanged", "delivered", "unchanged"]


def test_an_inserted_paragraph_costs_only_its_own_request(project: Project) -> None:
    text = story(chapters=1, paragraphs=6)
    project.write(text)
    project.run()
    asked = project.asked()
    project.write(text.replace("Paragraph 1002", "Quite new words stand here.\n\n\nParagraph 1002"))
    project.run()
    assert project.server.texts[asked:] == ["Quite new words stand here."]


def test_a_lexicon_entry_costs_only_the_chunks_with_the_word(project: Project) -> None:
    project.write(story(chapters=2, paragraphs=5))
    project.run()
    asked = project.asked()
    project.configure("lexicon: {harbour: HAR-ber}\n")
    project.run()
    assert project.asked() > asked
    assert all("HAR-ber" in text for text in project.server.texts[asked:])


@pytest.mark.parametrize(
    "change",
    ["pauses: {paragraph: 0.9}\n", "books: {book.txt: {author: Somebody Else}}\n"],
    ids=["pause", "tag"],
)
def test_a_setting_that_is_not_heard_in_a_take_costs_no_request(
    project: Project, change: str
) -> None:
    project.write(story(chapters=2, paragraphs=3))
    project.run()
    asked = project.asked()
    project.configure(change)
    report = project.run()
    assert project.asked() == asked
    assert {c.status for c in report.books[0].chapters} == {"delivered"}


def test_a_new_format_costs_no_request_and_replaces_the_old_files(project: Project) -> None:
    project.write(story(chapters=2, paragraphs=2))
    project.run()
    asked = project.asked()
    project.configure(formats="flac, mp3")
    project.run()
    assert project.asked() == asked
    names = {p.name for p in (project.folder / "output/book").glob("0*") if p.suffix != ".vtt"}
    assert names == {f"0{n} - CHAPTER {n}.{end}" for n in (1, 2) for end in ("flac", "mp3")}


def test_a_file_that_was_taken_away_or_changed_is_assembled_again(project: Project) -> None:
    project.write(story(chapters=2, paragraphs=2))
    project.run()
    before, asked = project.delivered(), project.asked()
    first, second = sorted((project.folder / "output/book").glob("*.wav"))
    first.unlink()
    second.write_bytes(b"not what was delivered")
    project.run()
    assert project.delivered() == before
    assert project.asked() == asked


def test_a_damaged_take_is_recorded_again_and_kept_aside(project: Project) -> None:
    project.write(story(chapters=1, paragraphs=4))
    project.run()
    before, asked = project.delivered(), project.asked()
    takes = sorted((project.folder / ".narrate/takes").rglob("*.wav"))
    flipped = bytearray(takes[0].read_bytes())
    flipped[-1000] ^= 0xFF
    takes[0].write_bytes(flipped)
    takes[1].write_bytes(takes[1].read_bytes()[:-5000])
    for file in (project.folder / "output/book").glob("*.wav"):
        file.unlink()
    reporter = RecordingReporter()
    assert project.run(reporter).exit_code == 0
    assert project.asked() == asked + 2
    assert project.delivered() == before
    assert len(list((project.folder / ".narrate/damaged").iterdir())) == 2
    assert any("damaged" in warning for warning in reporter.warnings)


def test_nothing_is_spoken_again_without_the_ledger(project: Project) -> None:
    project.write(story(chapters=1, paragraphs=3))
    project.run()
    asked = project.asked()
    for file in (project.folder / ".narrate").glob("ledger*"):
        file.unlink()
    for file in (project.folder / "output/book").glob("*.wav"):
        file.unlink()
    assert project.run().exit_code == 0
    assert project.asked() == asked


def test_nothing_is_spoken_again_without_the_records_of_deliveries(project: Project) -> None:
    project.write(story(chapters=1, paragraphs=3))
    project.run()
    before, asked = project.delivered(), project.asked()
    for file in (project.folder / ".narrate/books").iterdir():
        file.write_text("{ not what was written")
    assert project.run().exit_code == 0
    assert project.asked() == asked
    assert project.delivered() == before


def test_a_refused_chunk_costs_its_chapter_and_a_rerun_makes_only_that(project: Project) -> None:
    project.write(story(chapters=6, paragraphs=3))
    project.server.faults = {"400": 0.1}
    report = project.run()
    assert report.exit_code == 4
    (book,) = report.books
    refused = {a.text for a in project.server.journal if a.status == 400}
    failed = [chunk for chapter in book.chapters for chunk in chapter.failed]
    assert {chunk.text for chunk in failed} == refused
    incomplete = [c.number for c in book.chapters if c.status == "incomplete"]
    assert 0 < len(incomplete) < 6
    assert len(project.delivered()) == 6 - len(incomplete)
    asked = project.asked()
    project.server.faults = {}
    assert project.run().exit_code == 0
    assert len(project.delivered()) == 6
    assert set(project.server.texts[asked:]) == refused


def test_faults_that_pass_change_nothing_in_the_audio(project: Project) -> None:
    project.write(story(chapters=2, paragraphs=10))
    project.run()
    clean = project.delivered()
    for file in [
        *(project.folder / ".narrate").rglob("*"),
        *(project.folder / "output").rglob("*"),
    ]:
        if file.is_file():
            file.unlink()
    project.server.faults = {"500": 0.15, "cut": 0.1, "json": 0.1}
    project.configure()
    report = project.run()
    assert report.exit_code == 0
    assert report.books[0].counts.retries > 0
    assert project.delivered() == clean


def test_a_lack_of_credit_stops_the_run_and_a_rerun_goes_on(project: Project) -> None:
    project.write(story(chapters=2, paragraphs=6))
    project.server.credit = 500
    report = project.run()
    assert report.exit_code == 5
    assert any("402" in problem for problem in report.problems)
    paid = project.server.billed
    project.server.credit = None
    assert project.run().exit_code == 0
    texts = [asked.text for asked in project.server.journal if asked.status == 200]
    assert len(texts) == len(set(texts)), "nothing was paid twice"
    assert project.server.billed > paid


def test_the_cap_on_characters_stops_a_run_before_it_is_passed(project: Project) -> None:
    project.write(story(chapters=2, paragraphs=6))
    report = project.run(max_characters=400)
    assert report.exit_code == 5
    assert any("limit of 400 characters" in problem for problem in report.problems)
    assert 0 < project.server.billed <= 400


def test_the_cap_on_cost_stops_a_run_before_it_is_passed(project: Project) -> None:
    project.write(story(chapters=2, paragraphs=6))
    report = project.run(max_cost=0.005)
    assert report.exit_code == 5
    assert 0 < report.books[0].counts.cost <= 0.005


def test_an_unknown_voice_is_refused_before_anything_is_sent(project: Project) -> None:
    project.configure("chapters: {2: {engine: hibari, voice: nobody}}\n")
    project.write(story(chapters=2, paragraphs=2))
    with pytest.raises(EngineUnusable, match="nobody"):
        project.run()
    assert project.asked() == 0


def test_a_run_never_sends_more_requests_than_workers_and_never_leaves_one_idle(
    project: Project,
) -> None:
    chunks = 4 * (1 + 9)  # 4 chapters, each a title and 9 paragraphs: no multiple of 4
    project.server.answers = lambda number, come: come >= min(number + 4, chunks)
    project.configure(workers=4)
    project.write(story(chapters=4, paragraphs=9))
    assert project.run().exit_code == 0, "four were always under way, else none is answered"
    assert project.server.most_at_once == 4


def test_a_chapter_is_delivered_while_others_are_recorded(project: Project) -> None:
    project.server.latency = 0.2
    project.configure(workers=2)
    project.write(story(chapters=12, paragraphs=8))
    reporter = _FirstDeliveryReporter(project)
    project.run(reporter)
    assert reporter.asked_at_first_delivery < project.asked()


class _FirstDeliveryReporter(RecordingReporter):
    def __init__(self, project: Project) -> None:
        super().__init__()
        self.project = project
        self.asked_at_first_delivery = 10**9

    def delivered(self, book: str, chapter: narrate.report.ChapterReport) -> None:
        self.asked_at_first_delivery = min(self.asked_at_first_delivery, self.project.asked())
        self.project.server.latency = 0.0  # what was to be seen was seen


def test_one_bad_manuscript_does_not_stop_the_others(project: Project) -> None:
    project.write(story(chapters=1, paragraphs=2))
    project.write("", name="empty.txt")
    report = project.run()
    assert report.exit_code == 3
    assert len(project.delivered()) == 1
    assert any("empty.txt" in problem for problem in report.problems)


def test_two_manuscripts_of_one_name_get_two_folders(project: Project) -> None:
    project.write(story(chapters=1, paragraphs=2), name="same.txt")
    project.write("# One\n\nQuite another text.\n", name="same.md")
    first = project.run()
    folders = {book.manuscript: book.folder for book in first.books}
    assert len(set(folders.values())) == 2
    assert {book.manuscript: book.folder for book in project.run().books} == folders


def test_a_run_makes_only_the_chapters_asked_for_and_a_rerun_the_rest(project: Project) -> None:
    project.write(story(chapters=3, paragraphs=2))
    settings = project.settings()
    narrate.run(settings, wanted=lambda number: number == 2)
    assert list(project.delivered()) == ["02 - CHAPTER 2.wav"]
    asked = project.asked()
    report = project.run()
    assert len(project.delivered()) == 3
    assert project.asked() == asked + 6
    timeline = json.loads((project.folder / "output/book/timeline.json").read_text("utf-8"))
    assert [chapter["number"] for chapter in timeline["chapters"]] == [1, 2, 3]
    assert [c.status for c in report.books[0].chapters] == ["delivered", "unchanged", "delivered"]


def test_a_chapter_changed_while_another_was_asked_for_is_made_by_the_next_run(
    project: Project,
) -> None:
    text = story(chapters=2, paragraphs=2)
    project.write(text)
    project.run()
    project.write(text.replace("Paragraph 2001", "Altered 2001"))
    narrate.run(project.settings(), wanted=lambda number: number == 1)
    report = project.run()
    assert [c.status for c in report.books[0].chapters] == ["unchanged", "delivered"]


def test_a_chapter_that_left_the_manuscript_takes_its_file_along(project: Project) -> None:
    project.write(story(chapters=3, paragraphs=2))
    project.run()
    note = project.folder / "output/book/my notes.txt"
    note.write_text("not narrate's")
    project.write(story(chapters=2, paragraphs=2))
    project.run()
    assert sorted(project.delivered()) == ["01 - CHAPTER 1.wav", "02 - CHAPTER 2.wav"]
    assert note.exists()


def test_a_second_run_on_the_same_store_is_turned_away(project: Project) -> None:
    project.write(story(chapters=1, paragraphs=2))
    settings = project.settings()
    with StoreLock(settings.store), pytest.raises(SettingsError, match="another narrate run"):
        project.run()


def test_a_run_without_any_manuscript_says_what_to_do(project: Project) -> None:
    (project.folder / "input").mkdir()
    with pytest.raises(SettingsError, match="put one in it"):
        project.run()


def test_the_key_of_the_engine_appears_in_no_file_and_no_line(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = "sk_" + "0123456789abcdef" * 2
    monkeypatch.setenv("SMALLEST_API_KEY", secret)
    project.server.key = secret
    project.write(story(chapters=1, paragraphs=3))
    project.server.faults = {"500": 0.3}
    reporter = RecordingReporter()
    assert project.run(reporter).exit_code == 0
    told = repr(reporter)
    for file in project.folder.rglob("*"):
        if file.is_file():
            assert secret.encode() not in file.read_bytes(), file
    assert secret not in told


def test_a_wrong_key_stops_the_run_in_one_line_after_few_requests(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SMALLEST_API_KEY", "sk_wrong")
    project.server.key = "sk_right"
    project.write(story(chapters=3, paragraphs=9))
    report = project.run()
    assert report.exit_code == EngineUnusable.exit_code
    assert len(report.problems) == 1
    assert project.asked() <= 16


def test_errors_of_budget_and_credit_have_the_same_exit_code() -> None:
    assert BudgetReached.exit_code == EngineUnusable.exit_code == 5


def _stamps(folder: Path) -> dict[str, int]:
    return {str(path): path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}


def test_a_passage_in_another_language_is_recorded_by_a_voice_that_speaks_it(
    tmp_path: Path,
) -> None:
    (tmp_path / "pipeline.yaml").write_text(
        "languages: {fr: pico/fr-FR}\nworkers: 1\ndeliver: {formats: [wav], read_along: []}\n"
    )
    (tmp_path / "input").mkdir()
    page = (
        "<html lang='en'><body><h1>The Letter</h1><p>She read it in the hall.</p>"
        "<p lang='fr'>Je vous écris de Paris.</p></body></html>"
    )
    (tmp_path / "input" / "letter.html").write_text(page, "utf-8")
    german = "# Das Haus\n\nEs war leer, und niemand öffnete die Tür.\n"
    (tmp_path / "input" / "haus.md").write_text(german, "utf-8")
    report = narrate.run(narrate.load_settings(tmp_path / "pipeline.yaml"))
    assert report.exit_code == 0
    spoken = {}
    for book in report.books:
        timeline = json.loads((Path(book.folder) / "timeline.json").read_text("utf-8"))
        chunks = timeline["chapters"][0]["chunks"]
        assert all(chunk["end"] - chunk["start"] > 4000 for chunk in chunks)
        spoken[book.title] = [(chunk["engine"], chunk["voice"]) for chunk in chunks]
    hibari, french, german_voice = ("hibari", "heart"), ("pico", "fr-FR"), ("pico", "de-DE")
    assert spoken == {"The Letter": [hibari, hibari, french], "Das Haus": [german_voice] * 2}
