"""Golden bytes: what is made today is what its number says, so that no change goes unnoticed.

A test that fails here means that files would come out different. Where that is meant,
raise the number in `narrate/versions.py` and run this file with `NARRATE_SAVE_GOLDEN=1`, which
writes down what the new number stands for and never changes what an old one stood for.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from pathlib import Path

import numpy as np
import pytest

from narrate.about import About
from narrate.assembly.chapter import assemble
from narrate.assembly.encoder.formats import Output, Sources, command
from narrate.assembly.encoder.picture import ffmetadata
from narrate.assembly.spec import AssembledChapter, ChapterSpec, Format, Level
from narrate.book import Block, Chapter
from narrate.chunk import ChapterScript
from narrate.engines.opened import Engines
from narrate.files.ffmpeg import ffmpeg_program
from narrate.plan import fingerprints
from narrate.plan.fingerprints import (
    chapter_fingerprint,
    chapter_fingerprint_of_0_1_0,
    package_fingerprint,
    package_fingerprint_of_0_1_0,
)
from narrate.plan.plan import survey
from narrate.run.packages import PACKAGES, Package
from narrate.settings import load_settings
from narrate.timeline import ChunkTiming, FinishedBook, PackageSpec, SentenceTiming, Track
from narrate.versions import MASTERING, SCRIPT
from narrate.versions import PACKAGES as PACKAGE_VERSIONS
from tests.assembly.takes import RATE, Takes, babble, chunk, take
from tests.conftest import Project, RecordingReporter, story

GOLDEN = Path(__file__).parent / "golden"
SAVING = "NARRATE_SAVE_GOLDEN" in os.environ

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="paths are those of POSIX")

MANUSCRIPTS = {
    "en": "# The Sea\n\nMr. Bell paid £5 10s. on 3 May 1851. “Come!” said Ann.[^1]\n\n* * *\n\n"
    "Henry VIII waited at 10:05; nobody came to No. 12, St. James St.\n\n[^1]: A note.\n",
    "es": "# El mar\n\n—¡Ven! —dijo Ana. El 3 de mayo de 1851 costaba 1.250 pesetas.\n",
    "de": "# Das Meer\n\nAm 3. Mai 1851 sah Dr. Bell 21 Boote, z. B. die „Anna“.\n",
    "fr": "# La mer\n\n« Viens ! » dit Anne. Le 1er mai 1851, M. Bell avait 80 ans.\n",
    "hi": "# समुद्र\n\nडॉ. शर्मा ने 25 रुपये दिए। वह 10:30 बजे आया।\n",
}


def hold(name: str, version: int, made: object) -> None:
    """Hold what was made to what is written down for that version of it."""
    path = GOLDEN / "digests.json"
    known = json.loads(path.read_text("utf-8")) if path.exists() else {}
    digest = hashlib.blake2b(json.dumps(made).encode(), digest_size=16).hexdigest()
    if SAVING:
        known.setdefault(name, {}).setdefault(str(version), digest)
        path.write_text(json.dumps(known, indent=1, sort_keys=True) + "\n", "utf-8")
    assert known.get(name, {}).get(str(version)) == digest, (
        f"{name} comes out differently from version {version}: raise its number in versions.py"
    )


@pytest.mark.parametrize("language", MANUSCRIPTS)
def test_a_script_is_what_its_version_says(tmp_path: Path, language: str) -> None:
    (tmp_path / "pipeline.yaml").write_text("engine: waves\nreadings: true\n")
    manuscript = tmp_path / f"{language}.md"
    manuscript.write_text(MANUSCRIPTS[language], "utf-8")
    settings = load_settings(tmp_path / "pipeline.yaml", {"language": language})
    (plan,) = survey(settings, [manuscript], lambda number: True, Engines(settings)).plans
    said = [
        [chunk.kind, chunk.text, chunk.spoken, chunk.cut, chunk.pause_after, chunk.source]
        for chapter in plan.script.chapters
        for chunk in chapter.chunks
    ]
    hold(f"script {language}", SCRIPT, said)


CHUNKS = [
    chunk("001-0000", "a", "one", 0.35, ((3, 5), (8,))),
    chunk("001-0001", "b", "two", 0.7),
    chunk("001-0002", "c", "one", 1.0),
]


def chapter_spec(folder: Path, *formats: Format, **more: object) -> ChapterSpec:
    fields: dict[str, object] = {
        "target": folder / "01 - The Sea",
        "formats": formats,
        "ffmpeg": ffmpeg_program(),
        "sample_rate": RATE,
        "level": Level("rms", -20.0, -3.0),
        "chapter_start": 0.2,
        "chapter_end": 0.3,
        "room_tone": -75.0,
        "frame": 1024,
        "tags": {"title": "The Sea", "track": "1/3", "album": "Book", "language": "eng"},
    }
    return ChapterSpec(**{**fields, **more})  # type: ignore[arg-type]


def assemble_chunks(spec: ChapterSpec) -> AssembledChapter:
    sounds = [babble(0.5, seed, level=0.02 + 0.05 * seed) for seed in range(3)]
    takes = Takes({p.key: take(s, p.key) for p, s in zip(CHUNKS, sounds, strict=True)})
    return assemble(CHUNKS, takes.info, takes.read, spec)


def test_the_sound_of_a_chapter_is_what_its_version_says(tmp_path: Path) -> None:
    timeline = assemble_chunks(chapter_spec(tmp_path, "wav"))
    made = np.frombuffer(timeline.files[0].read_bytes()[-2 * timeline.samples :], "<i2")
    path = GOLDEN / f"mastering-{MASTERING}.npz"
    if SAVING and not path.exists():
        np.savez_compressed(path, made=made)
    with np.load(path) as known:
        # Another processor may round a sample to its neighbour, which nobody hears.
        same = made.shape == known["made"].shape
        near = same and np.abs(made.astype(int) - known["made"].astype(int)).max() <= 1
    assert near, "chapters sound different: raise MASTERING in versions.py"


def test_encoding_is_what_its_version_says() -> None:
    formats: tuple[Format, ...] = ("mp3", "m4a", "flac", "opus", "wav")
    sources = Sources(Path("tags"), Path("cover"), "image2", Path("comments"))
    outputs = [Output(form, Path(f"part.{form}"), None) for form in formats]
    told = [
        command("ffmpeg", rate, "eng", sources, outputs, "A Subtitle") for rate in (24000, 44100)
    ]
    tags = ffmetadata({"title": "A = B; #C", "track": "1/3"}).decode()
    hold("encoding", MASTERING, [told, tags])


ABOUT = About(
    title="The Sea & Other Tales",
    author="Ann Author; Bo Writer",
    narrator="Heart",
    language="en-GB",
    subtitle="Or Not",
    series="The Series",
    series_position="1.5",
    year="1905",
    description="First paragraph.\n\nSecond <paragraph>.",
    publisher="The Publisher",
    isbn="9780306406157",
)


def track(number: int, files: dict[str, Path]) -> Track:
    text = "Come! said Ann. Nobody came."
    spans = [(0, 15), (16, 28)]
    sentences = tuple(
        SentenceTiming(text[start:end], (start, end), at, at + 20000, exact=True)
        for (start, end), at in zip(spans, (4800, 26000), strict=True)
    )
    said = ChunkTiming(
        id="001-0000",
        kind="paragraph",
        text=text,
        voice="heart",
        engine="hibari",
        speaker=None,
        source=(0, 28),
        start=4800,
        end=46000,
        level=-20.0,
        sentences=sentences,
    )
    chapter = Chapter(number, f"Chapter {number}", text, (Block("paragraph", 0, len(text)),))
    return Track(
        number=number,
        title=f"Chapter {number}",
        kind="chapter",
        part=1,
        parts=1,
        file=files["mp3"].name,
        files=tuple(path.name for path in files.values()),
        sample_rate=RATE,
        samples=75776,
        chunks=(said,),
        paths=files,
        chapter=chapter,
    )


def finished_book(folder: Path) -> FinishedBook:
    """Two chapters whose files are golden ones: no encoder runs, so bytes are the same anywhere."""
    folder.mkdir()
    tracks = []
    formats: tuple[Format, ...] = ("mp3", "m4a")
    for number in (1, 2):
        files: dict[str, Path] = {}
        for form in formats:
            path = files[form] = folder / f"{number:02} - Chapter {number}.{form}"
            golden = GOLDEN / f"chapter.{form}"
            if SAVING and not golden.exists():
                spec = chapter_spec(folder, form, bitrates={"mp3": "32k", "m4a": "24k"}, tags={})
                golden.write_bytes(assemble_chunks(spec).files[0].read_bytes())
            path.write_bytes(golden.read_bytes())
            os.utime(path, ns=(10**18, 10**18))
        tracks.append(track(number, files))
    return FinishedBook(ABOUT, tuple(tracks), Path("the-sea.txt"))


def package_spec(folder: Path) -> PackageSpec:
    return PackageSpec(
        folder,
        "The Sea",
        ffmpeg_program(),
        url="https://books.example.org/sea/",
        formats=("mp3", "m4b", "mp3book"),
        library=folder.parent / "library",
    )


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package.name)
def test_a_package_is_what_its_version_says(tmp_path: Path, package: Package) -> None:
    book, spec = finished_book(tmp_path / "book"), package_spec(tmp_path / "book")
    for other in PACKAGES:
        if other.name in package.takes:
            other.make(book, spec)
    package.make(book, spec)
    given = {path for track in book.tracks for path in track.paths.values()}
    made = {
        path.relative_to(tmp_path).as_posix(): hashlib.blake2b(path.read_bytes()).hexdigest()
        for path in sorted(tmp_path.rglob("*"))
        if path.is_file() and path not in given
    }
    assert made
    hold(f"package {package.name}", PACKAGE_VERSIONS[package.name], made)


# ── Fingerprints ────────────────────────────────────────────────────────────────────────────────


def plain_spec(track: str) -> ChapterSpec:
    return ChapterSpec(
        Path("output/sea/01 - The Sea"), ("mp3",), "bin/ffmpeg-7", tags={"track": track}
    )


SCRIPT_OF_NOTHING = ChapterScript(Chapter(1, "The Sea", "", ()), (), ())


def test_a_chapter_more_changes_no_other_chapters_fingerprint() -> None:
    prints = {
        chapter_fingerprint(SCRIPT_OF_NOTHING, (), plain_spec(track)) for track in ("1/3", "1/4")
    }
    assert len(prints) == 1
    assert chapter_fingerprint(SCRIPT_OF_NOTHING, (), plain_spec("2/4")) not in prints


def test_the_fingerprint_of_a_chapter_that_0_1_0_delivered_is_known() -> None:
    spec = plain_spec("1/4")
    known = chapter_fingerprint_of_0_1_0(SCRIPT_OF_NOTHING, (), spec, 7200.0, 3)
    assert known == "f5dc8d417aeeb8d5d793857a191f2c1186d7a90a"


def test_the_fingerprint_of_a_package_that_0_1_0_delivered_is_known(tmp_path: Path) -> None:
    spec = PackageSpec(Path("output/sea"), "The Sea", "bin/ffmpeg-7", url="https://x.org/")
    known = package_fingerprint_of_0_1_0("vtt", finished_book(tmp_path / "book"), spec)
    assert known == "vtt b56f2fd8d078d43a553898c231d2828b85dd7113"


def test_what_0_1_0_delivered_is_not_taken_for_what_a_higher_number_makes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fingerprints, "MASTERING", 2)
    monkeypatch.setattr(fingerprints, "PACKAGES", {**PACKAGE_VERSIONS, "vtt": 2})
    book, spec = finished_book(tmp_path / "book"), package_spec(tmp_path / "book")
    chapter = chapter_fingerprint_of_0_1_0(SCRIPT_OF_NOTHING, (), plain_spec("1/4"), None, 3)
    assert chapter == ""
    assert package_fingerprint_of_0_1_0("vtt", book, spec) == ""
    assert package_fingerprint_of_0_1_0("srt", book, spec) != ""


def test_a_library_is_made_again_when_what_it_takes_has_a_higher_number(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book, spec = finished_book(tmp_path / "book"), package_spec(tmp_path / "book")
    before = package_fingerprint("library", book, spec), package_fingerprint("vtt", book, spec)
    monkeypatch.setattr(fingerprints, "PACKAGES", {**PACKAGE_VERSIONS, "m4b": 2})
    after = package_fingerprint("library", book, spec), package_fingerprint("vtt", book, spec)
    assert before[0] != after[0]
    assert before[1] == after[1]


def test_a_project_that_is_moved_has_the_same_packages(tmp_path: Path) -> None:
    made = []
    for name in ("here", "there"):
        (tmp_path / name).mkdir()
        folder = tmp_path / name / "book"
        made.append(package_fingerprint("library", finished_book(folder), package_spec(folder)))
    assert made[0] == made[1]


# ── Keys ────────────────────────────────────────────────────────────────────────────────────────

KEYS = {
    "hibari": (
        "engine: hibari\n",
        ["ebda75f109362f5cc54f695d7c69dee14922c80e", "168e5dcc52b28a478fc083daddb7f9a5a1e7f4b8"],
    ),
    "hibari, a voice and a seed": (
        "engine: hibari\nvoice: linden\nspeed: 0.9\nhibari: {seed: 7}\n",
        ["de12f09aab92678cb4b25fb39dc51e8d770b8bcb", "cd0ef7640091ff75210044a5fb6e4e2014d76b2e"],
    ),
    "hibari, phonemes": (
        "lexicon: {Ishmael: {say: ISH-mail, phonemes: ˈɪʃmeɪl}}\n",
        ["ebda75f109362f5cc54f695d7c69dee14922c80e", "d9c298e6748e4f91727297042d94837af2589151"],
    ),
    "pico": (
        "engine: pico\n",
        ["61267b26caee81e48439b0a98014d7b827fad9ed", "6cc7f1dc2bbf394ee5b073a3fcbc87219ba00bc6"],
    ),
    "pico, Spanish and a pitch": (
        "engine: pico\nlanguage: es\nvoice: es-ES\npico: {pitch: 1.2}\n",
        ["6b70510dcfec98f27fc2b94284138e95d2ae1050", "c8b90c20735965d910d1ef95ad2a8b9cce9172c2"],
    ),
    "waves": (
        "engine: waves\n",
        ["64cf48a74dfd39ee2c5be9911019a32dbf441c15", "829e27a7ffec4b4ac04721e8a541652807b8d9bf"],
    ),
    "waves, its options": (
        "engine: waves\nvoice: magnus\nwaves: {model: lightning_v3.1, sample_rate: 44100,"
        " output_format: mp3, pronunciation_dicts: [a, b], number_pronunciation_language: en,"
        " math_notation: true}\n",
        ["0f9e6ef9a8fcfb1df778487ef000634e2293506c", "5fa85eba91dc6f856fa3f211a786131e72d5ceb7"],
    ),
    "waves, a lexicon in a dictionary": (
        "engine: waves\nwaves: {lexicon: dictionary}\nlexicon: {Ishmael: ISH-mail}\n",
        ["64cf48a74dfd39ee2c5be9911019a32dbf441c15", "c4210b5fc00455db933e9bf3ff7c9d23aba8463e"],
    ),
    "openai": (
        "engine: openai\n",
        ["2603d140d8d5b5c264e3d953ffa276afaa0a0b9b", "ebb5afcd842f73fbca598f8eb2072715abe2bae7"],
    ),
    "openai, its options": (
        "engine: openai\nvoice: nova\nspeed: 1.1\nopenai: {base_url: 'https://api.openai.com/v1', "
        "model: gpt-4o-mini-tts, output_format: flac, instructions: Softly.}\n",
        ["34bf06a68c5a7140ff0e71db8b0931cf0122e76c", "1941b2f89e14ce0620c776ebec9bb879812258c7"],
    ),
}
"""Settings, and the keys of a title and a line under them, as 0.1.0 had them"""


@pytest.mark.parametrize("name", KEYS)
def test_takes_that_0_1_0_recorded_keep_their_keys(tmp_path: Path, name: str) -> None:
    # Changing one of these makes every user of that engine pay for every take again.
    settings_text, keys = KEYS[name]
    (tmp_path / "pipeline.yaml").write_text(settings_text, "utf-8")
    manuscript = tmp_path / "book.md"  # with a title: a file's name is not said any more
    manuscript.write_text("# Book\n\nHe paid $20 to Dr. Jekyll. “Never!” cried Ishmael.\n", "utf-8")
    settings = load_settings(tmp_path / "pipeline.yaml")
    (plan,) = survey(settings, [manuscript], lambda number: True, Engines(settings)).plans
    assert [key for chapter in plan.chapters for key in chapter.keys] == keys


# ── A whole run ─────────────────────────────────────────────────────────────────────────────────


def test_a_serial_that_gets_another_chapter_has_one_file_made(project: Project) -> None:
    project.write(story(chapters=12, paragraphs=1))
    project.run()
    before = {path: path.stat().st_mtime_ns for path in project.folder.glob("output/*/*.wav")}
    project.write(story(chapters=13, paragraphs=1))
    reporter = RecordingReporter()
    project.run(reporter)
    assert [chapter.status for chapter in reporter.chapters].count("delivered") == 1
    assert {path: path.stat().st_mtime_ns for path in before} == before
    assert len(list(project.folder.glob("output/*/*.wav"))) == 13


def test_a_chapter_that_0_1_0_delivered_is_up_to_date_and_known_by_todays_name(
    project: Project,
) -> None:
    project.write(story(chapters=2, paragraphs=1))
    project.run()
    (path,) = project.folder.glob(".narrate/books/*.json")
    record, settings = json.loads(path.read_text()), project.settings()
    (plan,) = survey(settings, [], lambda n: True, Engines(settings), read_all=True).plans
    todays = {chapter["fingerprint"] for chapter in record["chapters"].values()}
    for chapter in plan.chapters:
        earlier = chapter_fingerprint_of_0_1_0(
            chapter.script, chapter.keys, chapter.spec, chapter.longest, 2
        )
        known = record["chapters"][str(chapter.script.chapter.number)]
        assert earlier != known["fingerprint"]
        known["fingerprint"], known["inputs"] = earlier, "of 0.1.0"
    path.write_text(json.dumps(record))
    (book,) = project.run().books
    assert [chapter.status for chapter in book.chapters] == ["unchanged", "unchanged"]
    record = json.loads(path.read_text())
    assert {chapter["fingerprint"] for chapter in record["chapters"].values()} == todays
