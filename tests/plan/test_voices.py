"""Which voice speaks which language, and what the plan says of what no voice speaks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import narrate
from narrate.book import LanguageSpan
from narrate.plan.listings import transcribe
from narrate.settings import Settings, load_settings

GERMAN = "# Das Haus\n\nEs war einmal ein alter Fischer, der lebte am Ufer des Sees.\n"
ENGLISH = "# The House\n\nThere was an old man who lived by the water, and he fished in it.\n"
LETTER = (
    "---\nlanguage: en\n---\n\n# The Letter\n\nShe opened it and she read what he had written.\n\n"
    "[Je vous écris de Paris, où il pleut depuis le 3 mai.]{lang=fr}\n\n"
    "It was his *savoir faire*, she said. “[Il ne revint jamais,]{lang=fr}” she read, and wept.\n"
)


def settings_of(folder: Path, yaml: str = "", **options: object) -> Settings:
    (folder / "pipeline.yaml").write_text(yaml, encoding="utf-8")
    return load_settings(folder / "pipeline.yaml", options)


def chunks_of(folder: Path, text: str, yaml: str = "", **options: object) -> list[dict[str, Any]]:
    manuscript = folder / "book.md"
    manuscript.write_text(text, encoding="utf-8")
    (chapter,) = transcribe(settings_of(folder, yaml, **options), manuscript).as_json()["chapters"]
    found: list[dict[str, Any]] = chapter["chunks"]
    return found


def voices_of(chunks: list[dict[str, Any]]) -> set[tuple[str, str, str]]:
    return {(chunk["engine"], chunk["voice"], chunk["language"]) for chunk in chunks}


def preview_of(folder: Path, text: str, yaml: str = "") -> narrate.Preview:
    manuscript = folder / "book.md"
    manuscript.write_text(text, encoding="utf-8")
    return narrate.preview(settings_of(folder, yaml), [manuscript])


@pytest.mark.parametrize(
    ("text", "yaml", "voice"),
    [
        (ENGLISH, "", ("hibari", "heart", "en")),
        (GERMAN, "", ("pico", "de-DE", "de")),
        (GERMAN, "speed: 0.9", ("pico", "de-DE", "de")),
        (GERMAN, "voice: null\nengine: null", ("pico", "de-DE", "de")),
        (GERMAN, "engine: hibari", ("hibari", "heart", "de")),
        (GERMAN, "voice: linden", ("hibari", "linden", "de")),
        (GERMAN, "engine: waves", ("waves", "meher", "de")),
        (GERMAN, "language: fr", ("pico", "fr-FR", "fr")),
        (GERMAN, "languages: {de: waves/magnus}", ("waves", "magnus", "de")),
        (GERMAN, "engine: hibari\nlanguages: {de: pico/de-DE}", ("pico", "de-DE", "de")),
        (GERMAN, "engine: waves\nlanguages: {de: pico/de-DE}", ("waves", "meher", "de")),
        (ENGLISH, "languages: {en: hibari/wren}", ("hibari", "wren", "en")),
        (ENGLISH, "languages: {en-GB: pico/en-GB}", ("pico", "en-GB", "en")),
        (ENGLISH, "chapters: {1: {language: it}}", ("pico", "it-IT", "it")),
        (ENGLISH, "books: {book.md: {language: en-GB}}", ("hibari", "heart", "en-GB")),
    ],
)
def test_the_voice_follows_the_language_unless_one_is_named(
    tmp_path: Path, text: str, yaml: str, voice: tuple[str, str, str]
) -> None:
    assert voices_of(chunks_of(tmp_path, text, yaml)) == {voice}


def test_the_command_line_counts_before_the_voice_of_a_language(tmp_path: Path) -> None:
    yaml = "languages: {de: waves/magnus}"
    spoken = chunks_of(tmp_path, GERMAN, yaml, engine="pico")
    assert voices_of(spoken) == {("pico", "de-DE", "de")}
    around = chunks_of(tmp_path, LETTER, "languages: {fr: pico/fr-FR}", voice="wren")
    assert voices_of(around) == {("hibari", "wren", "en")}


@pytest.mark.parametrize(
    ("yaml", "french"),
    [
        ("languages: {fr: pico/fr-FR}", ("pico", "fr-FR", "fr")),
        ("languages: {FR-ca: pico/fr-FR}", ("pico", "fr-FR", "fr")),
        ("languages: {fr: {engine: pico, speed: 0.8}}", ("pico", "fr-FR", "fr")),
        ("engine: waves", ("waves", "meher", "fr")),
        ("engine: waves\nlanguages: {fr: magnus}", ("waves", "magnus", "fr")),
    ],
)
def test_whole_sentences_in_another_language_are_read_by_a_voice_that_speaks_it(
    tmp_path: Path, yaml: str, french: tuple[str, str, str]
) -> None:
    chunks = chunks_of(tmp_path, LETTER, yaml)
    read = [chunk["text"] for chunk in chunks if voices_of([chunk]) == {french}]
    assert read == [
        "Je vous écris de Paris, où il pleut depuis le 3 mai.",
        "“Il ne revint jamais,”",
    ]
    assert "".join(
        "".join(chunk["text"].split()) for chunk in chunks if chunk["source"]
    ) == "".join(
        "SheopeneditandshereadwhathehadwrittenJevousécrisdeParis,oùilpleutdepuisle3mai."
        "Itwashissavoirfaire,shesaid.“Ilnerevintjamais,”sheread,andwept.".replace(
            "written", "written."
        )
    )


def test_figures_of_a_passage_are_read_in_its_language(tmp_path: Path) -> None:
    french = chunks_of(tmp_path, LETTER, "languages: {fr: pico/fr-FR}")
    assert next(c["spoken"] for c in french if c["language"] == "fr").endswith("le trois mai.")


def test_without_a_voice_for_it_a_passage_stays_as_it_was_and_the_plan_says_so_once(
    tmp_path: Path,
) -> None:
    plain = LETTER.replace("{lang=fr}", "").replace("[", "").replace("]", "")
    marked = chunks_of(tmp_path, LETTER)
    assert marked == chunks_of(tmp_path, plain)
    (book,) = preview_of(tmp_path, LETTER).books
    assert [w for w in book.warnings if "French" in w] == [
        "2 passages in French (fr) are read by heart, as if in the language around; for a voice"
        " that speaks it, set languages: {fr: {engine: pico}}"
    ]
    assert not preview_of(tmp_path, LETTER, "languages: {fr: pico/fr-FR}").books[0].warnings


def test_a_voice_that_does_not_speak_the_language_it_is_named_for_is_refused(
    tmp_path: Path,
) -> None:
    plan = preview_of(tmp_path, LETTER, "languages: {fr: pico/de-DE}")
    assert plan.exit_code == 5
    assert "pico's voice de-DE speaks German, not French (fr); use fr-FR" in plan.problems[0]


def test_the_speaker_of_a_speech_with_a_foreign_sentence_is_kept(tmp_path: Path) -> None:
    speech = "“I wait. [Il ne revint jamais.]{lang=fr} No!” said Ann."
    text = f"---\nlanguage: en\n---\n\n# One\n\n{speech}\n"
    chunks = chunks_of(tmp_path, text, "characters: {Ann: wren}\nlanguages: {fr: pico/fr-FR}")
    said = [(c["voice"], c["speaker"]) for c in chunks if c["source"]]
    assert said == [("wren", "Ann"), ("fr-FR", "Ann"), ("wren", "Ann"), ("heart", None)]
    alone = chunks_of(tmp_path, text, "characters: {Ann: wren}")
    assert [c["speaker"] for c in alone if c["source"]] == ["Ann", None]


def test_a_script_file_keeps_the_languages_of_its_passages(tmp_path: Path) -> None:
    manuscript = tmp_path / "book.md"
    manuscript.write_text(LETTER, encoding="utf-8")
    settings = settings_of(tmp_path, "languages: {fr: pico/fr-FR}")
    transcript = transcribe(settings, manuscript)
    script = tmp_path / "script.md"
    script.write_text(transcript.as_file(), encoding="utf-8")
    assert "[Il ne revint jamais,]{lang fr}" in script.read_text("utf-8")
    again = transcribe(settings, script).script.chapters[0]
    assert again.chunks == transcript.script.chapters[0].chunks
    assert LanguageSpan in map(type, again.passages)


def test_what_a_voice_does_not_say_is_counted_and_marked(tmp_path: Path) -> None:
    written = "She wrote 你好 and 你好 in it, then 😀. He said no ™ word."
    text = f"---\nlanguage: en\n---\n\n# One\n\n{written}\n"
    (marked,) = (chunk for chunk in chunks_of(tmp_path, text) if "unsaid" in chunk)
    assert marked["unsaid"] == ["你好", "你好", "😀"]
    (book,) = preview_of(tmp_path, text).books
    assert [(sign.sign, sign.count, sign.engine) for sign in book.unsaid] == [
        ("你好", 2, "hibari"),
        ("😀", 1, "hibari"),
    ]
    assert any(
        "does not say 3 signs or words" in w and "你好 (2 times)" in w for w in book.warnings
    )
    assert preview_of(tmp_path, text).as_json()["books"][0]["unsaid"][0]["chapter"] == 1


@pytest.mark.parametrize(
    ("engine", "text", "unsaid"),
    [
        ("hibari", "α is said, λόγος is spelled", ["λόγος"]),
        ("hibari", "Привет to you, naïve Zoë and Dvořák", ["Привет"]),
        ("hibari", "5 × 3 + 2 → ✓ © 10 €", ["✓"]),
        ("hibari", "She slept. ❦ She woke. ☎", ["☎"]),
        ("pico", "§ 5 ± 2 → נשר ok", ["→", "נשר"]),
        ("waves", "你好 😀", []),
    ],
)
def test_what_each_voice_does_not_say(engine: str, text: str, unsaid: list[str]) -> None:
    from narrate.engines import text_of

    assert list(text_of(engine).unsaid(text)) == unsaid


def test_a_language_that_no_embedded_voice_speaks_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "input").mkdir()
    (tmp_path / "input" / "hindi.md").write_text("# एक\n\nवह घर गया। फिर वह सो गया।\n", "utf-8")
    (tmp_path / "input" / "deutsch.md").write_text(GERMAN, "utf-8")
    plan = narrate.preview(settings_of(tmp_path))
    assert plan.exit_code == 5
    assert plan.problems == (
        "hindi.md: a run would leave it out: hibari speaks only English, not Hindi (hi); nor does"
        " any other embedded voice; set engine: waves (many languages, needs a key) or openai (a"
        " server of your own that speaks it)",
    )


@pytest.mark.parametrize(
    ("yaml", "message"),
    [
        ("languages: {french: pico/fr-FR}", "did you mean fr?"),
        ("languages: {auto: pico/fr-FR}", "must be a language tag"),
        ("languages: {fr: picco/fr-FR}", 'unknown engine "picco", did you mean pico?'),
        ("languages: pico/fr-FR", "a group such as {fr: pico/fr-FR}"),
        ("languages: {fr: {voise: x}}", "unknown key, did you mean voice?"),
        ("langauges: {fr: x}", "did you mean languages?"),
    ],
)
def test_a_wrong_entry_of_languages_is_named_with_its_line(
    tmp_path: Path, yaml: str, message: str
) -> None:
    with pytest.raises(narrate.SettingsError) as refused:
        settings_of(tmp_path, f"speed: 1.0\n{yaml}\n")
    assert message in str(refused.value) and "pipeline.yaml:2" in str(refused.value)
