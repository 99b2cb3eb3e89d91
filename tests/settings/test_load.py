"""Every fault at once, by line and path, in words that help."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from narrate.engines.waves.options import Waves
from narrate.errors import SettingsError
from narrate.settings import Settings, load_settings

from .conftest import Faults, Load


def test_all_faults_of_the_settings_are_named_at_once_with_line_and_path(faults: Faults) -> None:
    text = """\
engine: hibary
speed: 3
workers: "8"
retry: {attempts: yes, wait_intial: 4, wait_max: .inf}
budget: 5
deliver:
  formats:
    - mp4
    - mp3
    - mp3
  bitrate: {mp3: 64, flac: 64k}
  sample_rate: 44000
chapters:
  3-5: {sped: 0.95}
  5-3: {voice: a}
  0: {}
  1: olivia
books:
  dracula.epub: {titel: Dracula, chapters: {2: {voic: magnus}}}
  input/emma.txt:
lexicon: {a: , b: [[1]]}
speed: 2
"""
    assert faults(text, speed=9, max_cost="free", engin="x") == [
        "pipeline.yaml:1: engine: unknown engine hibary, did you mean hibari?"
        " there are hibari, openai, pico and waves",
        "pipeline.yaml:2: speed: must be a number from 0.5 to 2, not 3",
        'pipeline.yaml:3: workers: must be a whole number from 1 to 256, not "8";'
        " remove the quotes",
        "pipeline.yaml:4: retry.attempts: must be a whole number from 1 to 20, not yes",
        "pipeline.yaml:4: retry.wait_max: must be a number of seconds from 0 to 3600, not .inf",
        "pipeline.yaml:4: retry.wait_intial: unknown key, did you mean wait_initial?",
        "pipeline.yaml:5: budget: must be a group with max_cost and max_characters, not 5",
        "pipeline.yaml:8: deliver.formats: item 1 must be mp3, m4b, m4a, flac, opus, wav or"
        " mp3book, not mp4;"
        " did you mean mp3?",
        "pipeline.yaml:10: deliver.formats: item 3 repeats mp3",
        "pipeline.yaml:11: deliver.bitrate.mp3: must be a bit rate from 8k to 512k, such as 64k,"
        " not 64",
        "pipeline.yaml:11: deliver.bitrate.flac: only mp3, m4a and opus have a bit rate",
        "pipeline.yaml:12: deliver.sample_rate: must be 8000, 11025, 12000, 16000, 22050, 24000,"
        " 32000, 44100 or 48000, not 44000; did you mean 44100?",
        "pipeline.yaml:14: chapters.3-5.sped: unknown key, did you mean speed?",
        "pipeline.yaml:15: chapters.5-3: the range runs backwards; did you mean 3-5?",
        "pipeline.yaml:16: chapters.0: chapters are counted from 1, not 0",
        "pipeline.yaml:17: chapters.1: must be a group such as {voice: olivia}, not olivia",
        "pipeline.yaml:19: books.dracula.epub.chapters.2.voic: unknown key, did you mean voice?",
        "pipeline.yaml:19: books.dracula.epub.titel: unknown key, did you mean title?",
        "pipeline.yaml:20: books.input/emma.txt: must be a file name without its folder,"
        ' did you mean "emma.txt"?',
        "pipeline.yaml:21: lexicon.a: must be a respelling such as her-MY-oh-nee, not nothing",
        "pipeline.yaml:21: lexicon.b: item 1 must be a respelling such as her-MY-oh-nee,"
        " not a list",
        "pipeline.yaml:22: speed: is set twice (also on line 2)",
        "--engin: unknown, did you mean --engine?",
        "--speed: must be a number from 0.5 to 2, not 9",
        "--max-cost: must be a number, 0 or more, not free",
    ]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("title: Dracula", "title: unknown key, did you mean books.FILE.title?"),
        (
            "sample_rate: 8000",
            "sample_rate: unknown key, did you mean waves.sample_rate, openai.sample_rate or"
            " deliver.sample_rate?",
        ),
        ("max_cots: 3", "max_cots: unknown key, did you mean budget.max_cost?"),
        (
            "pico: {zzz: 1}",
            "pico.zzz: unknown key; there are pitch",
        ),
        (
            "chapters: {1: {workers: 3}}",
            "chapters.1.workers: is set once for the whole project; move it to the top level",
        ),
        (
            "chapters: {1: {pauses: {scene: 3}}}",
            "chapters.1.pauses: is set once for the whole project;"
            " move it to the top level or the book",
        ),
        (
            "books: {a.txt: {budget: {max_cost: 3}}}",
            "books.a.txt.budget: is set once for the whole project; move it to the top level",
        ),
        (
            "chapters: {1: {waves: {base_url: 'https://a.b'}}}",
            "chapters.1.waves.base_url: is set once for the whole project;"
            " move it to waves.base_url at the top level",
        ),
        ("voice: [a]", "voice: must be the name of a voice, not a list"),
        ("voice: {}", "voice: must be the name of a voice, not a group of keys"),
        ("speed:", "speed: must be a number from 0.5 to 2, not nothing"),
        ("speed: true", "speed: must be a number from 0.5 to 2, not true"),
        ("speed: .nan", "speed: must be a number from 0.5 to 2, not .nan"),
        ("speed: 1e400", "speed: must be a number from 0.5 to 2, not 1e400"),
        ("workers: 0", "workers: must be a whole number from 1 to 256, not 0"),
        ("workers: 2.5", "workers: must be a whole number from 1 to 256, not 2.5"),
        ("workers: 257", "workers: must be a whole number from 1 to 256, not 257"),
        ("retry: {timeout: 0}", "retry.timeout: must be a number of seconds above 0,"),
        ("pauses: {scene: 1600}", "pauses.scene: must be a number of seconds from 0 to 60,"),
        ("pauses: {scene: -1}", "pauses.scene: must be a number of seconds from 0 to 60,"),
        (
            "chunk: {max_characters: 39}",
            "chunk.max_characters: must be a whole number from 40 to 2000, not 39",
        ),
        ("waves: {sample_rate: 22050}", "waves.sample_rate: must be 8000, 16000, 24000 or 44100,"),
        (
            "waves: {output_format: ogg}",
            "waves.output_format: must be pcm, wav, mp3, ulaw or alaw,",
        ),
        (
            "waves: {route: waves/v1}",
            "waves.route: must be tts or get_speech, or a path that begins with /,",
        ),
        (
            "waves: {route: 'https://a.b/c'}",
            "waves.route: must be only the path; the server belongs in base_url",
        ),
        ("deliver: {formats: []}", "deliver.formats: must list at least 1"),
        ("deliver: {level: {rms: -3, peak: -20}}", "deliver.level: rms must be lower than peak"),
        (
            "books: {a.txt: {deliver: {level: {rms: -3}}}}",
            "books.a.txt.deliver.level: rms must be lower than peak",
        ),
        (
            "retry: {wait_initial: 40}",
            "retry.wait_initial: must not be longer than retry.wait_max",
        ),
        ("language: English", "language: must be a language tag such as en, es or en-GB,"),
        ("language: en_GB", "language: must be a language tag such as en, es or en-GB,"),
        ("announce_titles: 1", "announce_titles: must be true or false, not 1"),
        ('announce_titles: "true"', 'announce_titles: must be true or false, not "true"'),
        ("chapters: [1]", "chapters: must be a group such as {1: {voice: heart}}, not a list"),
        ("chapters: {-3: {speed: 1}}", "chapters.-3: chapters are counted from 1;"),
        ("lexicon: [[a]]", "lexicon: item 1 must be words with their respellings, or a file name,"),
        ("lexicon: 1", 'lexicon: there is no file "1" (looked for '),
        ("lexicon: words.yaml", 'lexicon: there is no file "words.yaml" (looked for '),
        ("deliver: {cover: a.jpg}", 'deliver.cover: there is no file "a.jpg" (looked for '),
        ("ffmpeg: no-such-program", 'ffmpeg: there is no file "no-such-program" (looked for '),
        ("store: ~", "store: must be the name of a file or folder, not nothing"),
        ('voice: "a\\nb"', 'voice: must be the name of a voice, not "a\\nb"'),
        ('voice: "\\ud800"', 'voice: must be the name of a voice, not "\\ud800"'),
    ],
)
def test_a_fault_of_the_settings_says_what_is_allowed(
    faults: Faults, text: str, fault: str
) -> None:
    (found,) = faults(text)
    assert found.startswith(f"pipeline.yaml:1: {fault}")


def test_faults_of_the_language_setting_give_hints(faults: Faults) -> None:
    assert faults("language: English")[0].endswith("; did you mean en?")
    assert faults("language: en_GB")[0].endswith("; did you mean en-GB?")


@pytest.mark.parametrize("key", ["api_key", "apikey", "API-KEY", "token", "smallest_api_key"])
@pytest.mark.parametrize("place", ["{}: {}", "waves: {{{}: {}}}", "chapters: {{1: {{{}: {}}}}}"])
def test_a_secret_in_the_settings_is_refused_and_never_shown(
    faults: Faults, key: str, place: str
) -> None:
    (fault,) = faults(place.format(key, "hush-hush"))
    assert "waves.api_key_env" in fault
    assert "hush" not in fault


SECRETS = [
    "sk_live_0123456789",
    "sk-0123",
    "my key",
    "0abc",
    "a.b.c",
    "eyJhbGciOiJIUzI1NiJ9",
    "3f9a8b7c6d5e4f3a2b1c0d9e8f7a6b5c",
]


@pytest.mark.parametrize("secret", SECRETS)
def test_api_key_env_takes_only_the_name_of_a_variable(faults: Faults, secret: str) -> None:
    (fault,) = faults(f"waves: {{api_key_env: {secret}}}")
    assert "the name of an environment variable" in fault
    assert secret not in fault


def test_a_key_in_the_wrong_place_of_the_settings_is_not_shown(faults: Faults) -> None:
    secret = "sk_live_0123456789"
    found = faults(f"engine: {secret}\n{secret}: 1\nwaves: {{route: {secret}}}", engine=secret)
    assert len(found) == 4
    assert not any("0123" in fault for fault in found)


@pytest.mark.parametrize(
    "address",
    [
        "https://user:pw@a.b",
        "ftp://a.b",
        "a.b",
        "https://",
        "https://a.b:x",
        "https://a.b?key=hush",
    ],
)
def test_base_url_is_a_bare_web_address(faults: Faults, address: str) -> None:
    (fault,) = faults(f'waves: {{base_url: "{address}"}}')
    assert fault.startswith("pipeline.yaml:1: waves.base_url: must ")
    assert "hush" not in fault
    assert "pw" not in fault


def test_values_of_the_settings_are_brought_into_one_form(load: Load) -> None:
    settings = load(
        "language: EN-GB\n"
        "deliver: {formats: MP3, bitrate: {mp3: 192K, opus: null}}\n"
        "waves:\n"
        "  output_format: mulaw\n"
        "  model: lightning-v3.1\n"
        "  route: get_speech\n"
        "  base_url: http://127.0.0.1:8000/\n"
        "  pronunciation_dicts: abc123\n"
    )
    assert settings.language == "en-GB"
    assert settings.deliver.formats == ("mp3",)
    assert settings.deliver.bitrate == {"mp3": "192k", "m4a": None, "opus": None}
    waves = settings.options("waves", Waves)
    assert waves.output_format == "ulaw"
    assert waves.model == "lightning_v3.1"
    assert waves.route == "/waves/v1/lightning-v3.1/get_speech"
    assert waves.base_url == "http://127.0.0.1:8000"
    assert waves.pronunciation_dicts == ("abc123",)


def test_the_price_follows_the_model_unless_it_is_set(load: Load) -> None:
    waves = load("").options("waves", Waves)
    assert waves.price_of("lightning_v3.1_pro") == 0.195
    assert waves.price_of("lightning_v3.1") == 0.175
    assert waves.price_of("lightning_v9") == 0.195
    assert load("waves: {price: 0.1}").options("waves", Waves).price_of("lightning_v3.1") == 0.1


def test_paths_of_the_settings_are_relative_to_the_folder_of_their_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    project = tmp_path / "project"
    project.mkdir()
    (project / "words.yaml").write_text("a: b")
    (project / "my.yaml").write_text(
        f"input: ../books/emma.txt\noutput: {tmp_path / 'out'}\nlexicon: words.yaml\n"
    )
    settings = load_settings(Path("project/my.yaml"))
    assert settings.input == tmp_path / "books" / "emma.txt"
    assert settings.output == tmp_path / "out"
    assert settings.store == project / ".narrate"
    assert settings.lexicon == (project / "words.yaml",)


def test_a_program_of_the_settings_may_be_named_by_its_bare_name(
    load: Load, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "bin" / ("ffmpeg.exe" if os.name == "nt" else "ffmpeg")
    program.parent.mkdir()
    program.write_text("")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent))
    assert load("ffmpeg: ffmpeg").ffmpeg == program


def test_the_defaults_hold_without_a_settings_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert load_settings() == Settings()
    assert load_settings().input == tmp_path / "input"


def test_a_settings_file_that_is_named_must_exist(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"no such file"):
        load_settings(tmp_path / "pipeline.yaml")


def test_a_folder_is_no_settings_file(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"can't be read") as caught:
        load_settings(tmp_path)
    assert caught.value.exit_code == 2


def test_settings_are_frozen(load: Load) -> None:
    with pytest.raises(ValueError, match="frozen"):
        load("").speed = 2.0


def test_the_command_line_sets_caps_and_leaves_other_settings(load: Load) -> None:
    settings = load("budget: {max_cost: 5, max_characters: 7}", max_cost=1, voice=None)
    assert settings.budget.max_cost == 1.0
    assert settings.budget.max_characters == 7
    assert load("", speed="1.5").speed == 1.5


def test_a_pace_counts_in_place_of_the_speed_and_a_nearer_speed_ends_it(load: Load) -> None:
    settings = load(
        "speed: 1.0\npace: 155\nchapters:\n  2: {speed: 0.9}\n  3: {pace: 140}\n"
        "characters: {Ann: {voice: wren, pace: 170}, Bob: wren}\n"
        "books: {a.md: {pace: 120}, b.md: {speed: 1.2}}\n"
    )
    paces = [settings.reading(number, "").pace for number in (1, 2, 3)]
    assert paces == [155, None, 140]
    assert settings.reading(2, "").speed == 0.9
    assert [settings.reading(1, "", who).pace for who in ("Ann", "Bob")] == [170, 155]
    assert settings.for_book("a.md").reading(1, "").pace == 120
    assert settings.for_book("b.md").reading(1, "").pace is None
    faster = load("pace: 155\n", speed=1.5)
    assert (faster.reading(1, "").pace, faster.reading(1, "").speed) == (None, 1.5)


def test_wrong_paces_and_variations_say_what_is_meant(faults: Faults) -> None:
    text = "pace: 1.2\nspede: 1\npauses: {variation: of, tern: 0.5}\n"
    assert faults(text) == [
        "pipeline.yaml:1: pace: must be a number of words a minute from 60 to 400, not 1.2;"
        " a factor is set as speed: 1.2",
        "pipeline.yaml:2: spede: unknown key, did you mean speed?",
        "pipeline.yaml:3: pauses.variation: must be off, on or a number from 0 to 0.5, not of",
        "pipeline.yaml:3: pauses.tern: unknown key, did you mean turn?",
    ]
    text = (
        "pace: 155\nchapters: {1: {pace: 140, speed: 0.9}}\nbooks: {a.md: {speed: 2, pace: 90}}\n"
    )
    both = "speed is set too; how fast a voice reads is set by one of them"
    assert faults(text) == [
        f"pipeline.yaml:2: chapters.1.pace: {both}",
        f"pipeline.yaml:3: books.a.md.pace: {both}",
    ]


@pytest.mark.parametrize(("word", "share"), [("off", 0.0), ("on", 0.25), ("0.1", 0.1), ("0", 0.0)])
def test_pauses_vary_by_a_share_or_not_at_all(load: Load, word: str, share: float) -> None:
    assert load(f"pauses: {{variation: {word}}}").pauses.variation == share
