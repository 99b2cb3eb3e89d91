"""Lexicon files: what they are by name and content, and what is wrong with them, by line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from narrate.chunk import Voicing
from narrate.errors import SettingsError
from narrate.script import Lexicon
from narrate.script.lexicon.lexicon import MOST_BYTES, MOST_FAULTS, read_lexicon

PICO = Voicing("pico", "x", "en", 1.0)


def written(folder: Path, name: str, content: str | bytes) -> Path:
    file = folder / name
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return file


def faults(folder: Path, name: str, content: str | bytes) -> tuple[str, ...]:
    with pytest.raises(SettingsError) as refused:
        Lexicon.load(written(folder, name, content))
    assert refused.value.exit_code == 2
    return refused.value.faults


YAML = 'Ahab: AY-hab\num: ""\nlater:\n1851: then\non: {say: ahn, case: exact}\n'


def test_a_yaml_lexicon_holds_what_pipeline_yaml_does_and_words_to_be_filled_in(
    tmp_path: Path,
) -> None:
    lexicon = Lexicon.load(written(tmp_path, "a.yaml", YAML))
    assert (
        lexicon.for_voicing(PICO).apply("Ahab, um, later 1851 on On")
        == "AY-hab, , later then ahn On"
    )
    assert [entry.place for entry in lexicon.entries] == [f"a.yaml:{n}" for n in (1, 2, 4, 5)]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.yml", "Ahab: AY-hab"),
        ("a.json", '{"Ahab": "AY-hab"}'),
        ("a.csv", "Ahab,AY-hab"),
        ("a.tsv", "Ahab\tAY-hab"),
        ("a.txt", "Ahab;AY-hab"),
        ("a", "word\tsay\nAhab\tAY-hab"),
        ("a.txt", "Ahab: AY-hab"),
        ("a.yaml", '\ufeff"Ahab": AY-hab'),
        ("a.csv", "\ufeffAhab,AY-hab".encode("utf-16-le")),
        ("a.lexicon", "<lexicon><lexeme><grapheme>Ahab</grapheme><alias>AY-hab</alias></lexeme>"
         "</lexicon>"),
    ],
)  # fmt: skip
def test_forms_of_lexicon_files_are_told_apart(
    tmp_path: Path, name: str, content: str | bytes
) -> None:
    lexicon = Lexicon.load(written(tmp_path, name, content))
    assert lexicon.for_voicing(PICO).apply("Ahab!") == "AY-hab!"


@pytest.mark.parametrize(
    ("name", "content", "named"),
    [
        ("a.yaml", "- a\n- b\n", ["a.yaml:1: must hold lines of the form `word: how it is said`"]),
        ("a.yaml", "x: y\na: [[1]]\nb: {sy: c}\n", [
            "a.yaml:2: a: must be a respelling such as her-MY-oh-nee, not a list",
            "a.yaml:3: b.sy: unknown key, did you mean say?",
        ]),
        ("a.yaml", "a: 'x\n", ["a.yaml:1: column 4: a quote that is opened here is never closed"]),
        ("a.yaml", "a: b\na: c\n", ["a.yaml:2: a: is set twice (also on line 1)"]),
        ("a.csv", b"a,b\nc,\xe9\n", ["a.csv:2: not UTF-8 (byte 0xE9); save the file as UTF-8"]),
        ("a.csv", b"a,b\n\0", ["a.csv:2: this is a binary file, not text"]),
        ("a.csv", b"\xff\xfe\x00", ["a.csv:1: not UTF-8 (byte 0x00); save the file as UTF-8"]),
        ("a", bytes(range(256)), ["a:2: not UTF-8 (byte 0x80); save the file as UTF-8"]),
    ],
)  # fmt: skip
def test_faults_of_lexicon_files_have_their_line(
    tmp_path: Path, name: str, content: str | bytes, named: list[str]
) -> None:
    assert [*faults(tmp_path, name, content)] == named


def test_faults_of_all_lexicon_files_are_named_at_once(tmp_path: Path) -> None:
    files = [
        written(tmp_path, name, content) for name, content in (("a.csv", "x"), ("b.yaml", "[]"))
    ]
    with pytest.raises(SettingsError) as refused:
        Lexicon.load([*files, {"a": "b"}, tmp_path / "nowhere.yaml"])
    assert [fault.split(":")[0] for fault in refused.value.faults] == ["a.csv", "b.yaml", "lexicon"]


def test_a_file_that_is_no_lexicon_is_refused_at_once(tmp_path: Path) -> None:
    (fault,) = faults(tmp_path, "a.csv", b"a,b\n" * (MOST_BYTES // 4 + 1))
    assert f"a lexicon has at most {MOST_BYTES:,}" in fault
    found = faults(tmp_path, "a.csv", "x\n" * 5000)
    assert len(found) == MOST_FAULTS + 1
    assert found[-1].endswith("more faults like these")


def test_a_folder_is_no_lexicon_file(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be read"):
        read_lexicon(tmp_path)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.sampled_from(["a.csv", "a.tsv", "a.yaml", "a.pls", "a.txt"]),
    st.binary(max_size=200)
    | st.text("ab,;\t\n\"'<>&/: -[]{}éə", max_size=120).map(str.encode)
    | st.text(max_size=80).map(lambda text: text.encode("utf-8", "surrogatepass")),
)
def test_any_lexicon_file_gives_words_or_faults_of_one_line_each(
    tmp_path: Path, name: str, soup: bytes
) -> None:
    try:
        lexicon = Lexicon.load(written(tmp_path, name, soup))
    except SettingsError as error:
        assert all(fault.startswith(name) for fault in error.faults)
        assert not any("\n" in fault for fault in error.faults)
    else:
        lexicon.for_voicing(PICO).apply("ab a, b")
