"""The kept schema is current, and it and the kept pipeline.yaml agree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from narrate.errors import SettingsError
from narrate.settings import Settings, load_settings
from narrate.settings.casts import DialogueCast, fields_of
from narrate.settings.groups import Group, is_group
from narrate.settings.models import BookCast, PipelineFile
from narrate.settings.schema import SCHEMA_FILE, pipeline_schema, schema_text

ROOT = Path(__file__).parents[2]
PIPELINE = ROOT / "pipeline.yaml"


def with_examples(text: str) -> str:
    """The file with every example turned on: # right before a key, or before its indentation."""
    return re.sub(r"^#(?=\S|  )(?!$)", "", text, flags=re.MULTILINE)


def errors(data: Any) -> list[str]:
    validator = jsonschema.Draft202012Validator(pipeline_schema())
    return [error.message for error in validator.iter_errors(data)]


def test_the_kept_schema_is_current() -> None:
    kept = SCHEMA_FILE.read_text(encoding="utf-8")
    assert kept == schema_text(), "run: python -m narrate.settings"


def test_the_schema_is_valid_and_refers_to_nothing_outside() -> None:
    schema = pipeline_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    references = re.findall(r'"\$(?:ref|id)": "([^"]*)"', schema_text())
    assert references
    assert all(reference.startswith("#/$defs/") for reference in references)


def test_every_key_of_the_schema_is_described() -> None:
    schema = pipeline_schema()
    for group in (schema, *schema["$defs"].values()):
        for name, key in group["properties"].items():
            assert key["description"], name


def test_the_kept_pipeline_yaml_is_valid_and_holds_exactly_the_defaults(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert errors(as_editors_read(PIPELINE.read_text(encoding="utf-8"))) == []
    monkeypatch.chdir(ROOT)
    assert load_settings(PIPELINE) == Settings()


def test_the_kept_pipeline_yaml_refers_to_the_kept_schema() -> None:
    first = PIPELINE.read_text(encoding="utf-8").partition("\n")[0]
    name = first.removeprefix("# yaml-language-server: $schema=")
    assert PIPELINE.parent / name == SCHEMA_FILE


def test_the_examples_in_pipeline_yaml_are_valid(tmp_path: Path) -> None:
    text = with_examples(PIPELINE.read_text(encoding="utf-8"))
    (tmp_path / "input").mkdir()
    (tmp_path / "input" / "dracula.jpg").write_bytes(b"")
    (tmp_path / "pipeline.yaml").write_text(text, encoding="utf-8")
    settings = load_settings(tmp_path / "pipeline.yaml")
    assert len(settings.chapters) == 4
    assert settings.for_book("dracula.epub").about.title == "Dracula"
    assert settings.lexicon
    assert errors(as_editors_read(text)) == []


def as_editors_read(text: str) -> Any:
    """Keys as text, as the schema and every editor see them."""

    def keyed(value: Any) -> Any:
        if isinstance(value, dict):
            return {str(key): keyed(item) for key, item in value.items()}
        return [keyed(item) for item in value] if isinstance(value, list) else value

    return keyed(yaml.safe_load(text))


def keys_of(group: type[Group], path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for name, field in fields_of(group).items():
        yield (*path, name)
        if is_group(field.annotation) and not issubclass(field.annotation, DialogueCast):
            yield from keys_of(field.annotation, (*path, name))


def commented_keys(text: str) -> set[tuple[str, ...]]:
    """The path of every key that has a line of its own and a comment after it."""
    found: set[tuple[str, ...]] = set()
    above: list[tuple[int, str]] = []
    for line in text.splitlines():
        match = re.fullmatch(r"( *)([\w.*\"-]+):( .*)?", line)
        if not match:
            continue
        above = [(indent, key) for indent, key in above if indent < len(match[1])]
        above.append((len(match[1]), match[2]))
        if re.search(r" # \S", match[3] or ""):
            found.add(tuple(key for _, key in above))
    return found


def test_every_key_is_in_pipeline_yaml_with_a_comment() -> None:
    commented = commented_keys(with_examples(PIPELINE.read_text(encoding="utf-8")))
    assert [key for key in keys_of(PipelineFile) if key not in commented] == []
    only_books = set(fields_of(BookCast)) - set(fields_of(PipelineFile))
    assert [
        key
        for key in only_books
        if not any(path[-1] == key and "books" in path for path in commented)
    ] == []


@pytest.mark.parametrize(
    "text",
    [
        "sped: 1",
        "speed: 3",
        "speed: '1'",
        "workers: 1.5",
        "engine: 3",
        "deliver: {formats: [mp4]}",
        "deliver: {formats: []}",
        "deliver: {formats: [mp3, mp3]}",
        "deliver: {bitrate: {flac: 64k}}",
        "chapters: {1: {sped: 1}}",
        "chapters: {0: {speed: 1}}",
        "characters: [Alice]",
        "characters: {Alice: {voise: linden}}",
        "characters: {Alice: {aliases: {a: b}}}",
        "characters: {'?': linden}",
        "dialogue: {voice: 1.5, aliases: [x]}",
        "chapters: {1: {waves: {base_url: 'https://a.b'}}}",
        "books: {input/a.txt: {}}",
        "books: {a.txt: {workers: 3}}",
        "waves: {route: waves}",
        "waves: {base_url: 'https://u:p@a.b'}",
        "waves: {api_key: x}",
        "[a]",
    ],
)
def test_editors_and_narrate_refuse_the_same_settings(tmp_path: Path, text: str) -> None:
    (tmp_path / "pipeline.yaml").write_text(text)
    with pytest.raises(SettingsError):
        load_settings(tmp_path / "pipeline.yaml")
    assert errors(as_editors_read(text))


@pytest.mark.parametrize(
    ("lexicon", "good"),
    [
        ("names.csv", True),
        ({"a": "b", "c": {"phonemes": "x"}, "d": ["e", {"say": "f", "voice": ["x", "y"]}]}, True),
        (["names.csv", {"a": "b"}], True),
        (None, True),
        ({"a": {"voice": "x"}}, False),
        ({"a": {"say": "x", "cas": "any"}}, False),
        ({"a": {"say": "x", "case": "some"}}, False),
        ({"a": []}, False),
        ([["a"]], False),
    ],
)
def test_editors_know_the_forms_of_a_lexicon(lexicon: object, good: bool) -> None:
    assert (errors({"lexicon": lexicon}) == []) == good
