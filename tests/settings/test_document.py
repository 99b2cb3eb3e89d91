"""YAML's traps: understood where the meaning is plain, else named by their line."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from narrate.errors import SettingsError
from narrate.settings import load_settings
from narrate.settings.casts import fields_of
from narrate.settings.document import read_document
from narrate.settings.models import PipelineFile

from .conftest import Faults, Load


@pytest.mark.parametrize("text", ["", "# nothing\n", "---\n", "null", "{}", "\ufeff"])
def test_an_empty_settings_file_means_the_defaults(load: Load, text: str) -> None:
    assert load(text) == load("{}")


def test_yaml_scalars_mean_what_their_setting_needs(load: Load) -> None:
    settings = load(
        "language: no\n"
        "announce_titles: No\n"
        "workers: 010\n"
        "lexicon: {on: ahn, 1984: nineteen, y: why}\n"
        "books: {a.txt: {title: 1984, author: 2001-01-01}}\n"
        "chapters: {1:30: {voice: 1}, 3-5: , 2001-01-01: {voice: yes}}\n"
    )
    assert settings.language == "no"
    assert settings.announce_titles is False
    assert settings.workers == 10
    (words,) = settings.lexicon
    assert isinstance(words, Mapping)
    assert {word: how.say for word, (how,) in words.items()} == {
        "on": "ahn",
        "1984": "nineteen",
        "y": "why",
    }
    assert settings.for_book("a.txt").about.title == "1984"
    assert settings.for_book("a.txt").about.author == "2001-01-01"
    assert [key for key, _ in settings.chapters] == ["1:30", "3-5", "2001-01-01"]
    assert settings.reading(1, "2001-01-01").voice == "yes"


def test_settings_files_in_utf16_or_with_a_byte_order_mark_are_read(load: Load) -> None:
    assert load("voice: Zoë".encode("utf-16")).voice == "Zoë"
    assert load("voice: Zoë".encode("utf-8-sig")).voice == "Zoë"


def test_aliases_and_merge_keys_of_yaml_are_read(load: Load) -> None:
    settings = load("chapters:\n  1: &slow {speed: 0.9}\n  2: *slow\n  3: {<<: *slow, voice: x}\n")
    assert [settings.reading(n, "").speed for n in (1, 2, 3)] == [0.9, 0.9, 0.9]
    assert settings.reading(3, "").voice == "x"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("- a\n- b", "pipeline.yaml:1: must be keys with their values, such as engine: hibari,"),
        ("engine:hibari", "pipeline.yaml:1: must be keys with their values, such as engine: hib"),
        ("retry:\n\tattempts: 3", "pipeline.yaml:2: column 1: a tab here;"),
        ("voice: a: b", "pipeline.yaml:1: column 9: a second colon"),
        ("speed: 1\nvoice: 'x", "pipeline.yaml:2: column 8: a quote that is opened here is never"),
        ("deliver: {formats: [mp3, m4a", "pipeline.yaml:1: column 20: a comma or a closing"),
        ("speed: 1\n---\nspeed: 2", "pipeline.yaml:2: column 1: there is a second document"),
        ("voice: @x", "pipeline.yaml:1: column 8: text that begins with such a character"),
        ("voice: *x", "pipeline.yaml:1: column 8: *name refers to nothing"),
        (b"speed: 1\nvoice: Zo\xeb", "pipeline.yaml:2: not UTF-8 (byte 0xEB); save the file as"),
        (b"a\nb: \x00", "pipeline.yaml:2: the character U+0000 is not allowed"),
        ("? [a]\n: 3", "pipeline.yaml:1: a key must be a word"),
        ("a: &a {b: *a}", "pipeline.yaml:1: a.b: an alias refers to a group that it is part of"),
        ("voice: !!python/name:os.system", "pipeline.yaml:1: voice: the tag !python/name:os.s"),
        ("!!set {a}", "pipeline.yaml:1: the tag !set means nothing here"),
        ("voice: x\nspeed: 1\nvoice: y", "pipeline.yaml:3: voice: is set twice (also on line 1)"),
        ("lexicon: {a: b, a: c}", "pipeline.yaml:1: lexicon.a: is set twice (also on line 1)"),
        ("[" * 5000, "pipeline.yaml: groups and lists are nested too deeply"),
        ('a: "\\UFFFFFFFF"', "pipeline.yaml: this is not YAML"),
        ("voice: {<<: 3}", "pipeline.yaml:1: voice: << takes groups of keys only"),
    ],
)
def test_broken_settings_files_are_named_by_position(
    faults: Faults, text: str | bytes, fault: str
) -> None:
    assert faults(text)[0].startswith(fault)


def test_yaml_aliases_that_multiply_are_stopped() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    assert [fault.text for fault in read_document("\n".join(lines)).faults] == [
        "there are too many values here for settings"
    ]


KEYS = [*fields_of(PipelineFile), "api_key", "<<", "3-5", "0", "5-3", "title", "mp3", "rms", ""]
scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=8),
    st.dates().map(str),
    st.sampled_from([*KEYS, "no", "010", "1:30", "3-", "*", "[z-a]", "~", "!!int x", "&a", "*a"]),
)
soup = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(KEYS) | st.text(max_size=5), inner, max_size=5)
    ),
    max_leaves=15,
)


def as_yaml(value: object) -> str:
    """Flow style without any quoting, so that what comes out is soup for YAML too."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {as_yaml(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(as_yaml, value)) + "]"
    return str(value)


def never_fails_otherwise(text: bytes, folder: Path) -> None:
    file = folder / "pipeline.yaml"
    file.write_bytes(text)
    try:
        load_settings(file)
    except SettingsError as error:
        assert error.faults
        assert all(len(fault.splitlines()) == 1 for fault in error.faults)
        str(error).encode()


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=300
)
@given(st.dictionaries(st.sampled_from(KEYS), soup, max_size=5) | soup)
@example({"input": "~nobody/x", "store": "a" * 5000, "output": "\u2028"})
@example({"lexicon": "a" * 5000, "chapters": {"[z-a]": None, "9" * 5000: None, "1-٣": None}})
@example({"workers": 10**400, "hibari": {"seed": float("inf")}, "speed": "1" * 5000})
def test_a_mix_of_settings_fails_only_with_a_settings_error(tmp_path: Path, value: object) -> None:
    never_fails_otherwise(as_yaml(value).encode("utf-8", "surrogatepass"), tmp_path)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=200
)
@given(st.text() | st.text("abc:-?[]{}#&*!|>'\"%@`,\\ \n\t\r~<1.0"))
def test_a_mix_of_characters_fails_only_with_a_settings_error(tmp_path: Path, text: str) -> None:
    never_fails_otherwise(text.encode(), tmp_path)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.binary())
def test_any_bytes_as_settings_fail_only_with_a_settings_error(tmp_path: Path, data: bytes) -> None:
    never_fails_otherwise(data, tmp_path)
