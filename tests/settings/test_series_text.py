"""Characters put into the text of a series' file, and nothing else of it touched."""

from __future__ import annotations

import pytest
import yaml

from narrate.settings.document import read_document
from narrate.settings.series_text import (
    NoPlaceError,
    entry_texts,
    flow,
    new_text,
    with_entries,
)

ADDED = {"Zoë": ("{engine: pico, voice: fr-FR}", "heard in two.md")}

BLOCK = """\
# ours
series: W

characters:
    # the first
    Alice: linden   # as ever

    Hatter:
      voice: wren
      aliases:
      - the guest  # at tea
# below
lexicon:
  Cheshire: CHESH-er
"""


def test_a_character_stands_behind_the_last_one_and_all_else_stays_to_the_letter() -> None:
    line = "    Zoë: {engine: pico, voice: fr-FR}  # heard in two.md\n"
    assert with_entries(BLOCK, ADDED, {}) == BLOCK.replace("# below\n", line + "# below\n")


@pytest.mark.parametrize(
    ("text", "new"),
    [
        ("", "characters:\n  Zoë: {0}\n"),
        ("# mine\n", "# mine\ncharacters:\n  Zoë: {0}\n"),
        ("series: W", "series: W\ncharacters:\n  Zoë: {0}\n"),
        ("characters:\n# soon\nseries: W\n", "characters:\n  Zoë: {0}\n# soon\nseries: W\n"),
        ("characters: ~  # soon\n", "characters:  # soon\n  Zoë: {0}\n"),
        ("characters:\r\n  A: b\r\n", "characters:\r\n  A: b\r\n  Zoë: {0}\r\n"),
        ("characters:\n  A:", "characters:\n  A:\n  Zoë: {0}"),
        ("---\ncharacters:\n  A: b\n...\n", "---\ncharacters:\n  A: b\n  Zoë: {0}\n...\n"),
        ("characters:\n  A: |\n    b\n\nx: \n", "characters:\n  A: |\n    b\n\n  Zoë: {0}\nx: \n"),
    ],
)  # fmt: skip
def test_a_place_is_found_in_many_ways_to_write_the_file(text: str, new: str) -> None:
    value, remark = ADDED["Zoë"]
    assert with_entries(text, ADDED, {}) == new.replace("{0}", f"{value}  # {remark}")


@pytest.mark.parametrize(
    ("text", "new"),
    [
        ("characters: {}\n", "characters: {Zoë: {0}}\n"),
        ("characters: {A: b}  # we\n", "characters: {A: b, Zoë: {0}}  # we\n"),
        ("characters: {A: b,\n  # w\n  C: d,}", "characters: {A: b,\n  # w\n  C: d, Zoë: {0},}"),
        ("{series: W}\n", "{series: W, characters: {Zoë: {0}}}\n"),
    ],
)  # fmt: skip
def test_a_place_is_found_between_brackets(text: str, new: str) -> None:
    assert with_entries(text, ADDED, {}) == new.replace("{0}", ADDED["Zoë"][0])


@pytest.mark.parametrize(
    "text",
    ["x: &x\n  A: b\ncharacters: *x\n", "characters:\n  ? A\n  : b\n", "series: W\n...\n"],
)
def test_where_no_place_is_safe_nothing_is_written(text: str) -> None:
    with pytest.raises(NoPlaceError):
        with_entries(text, ADDED, {})


def test_only_the_value_of_a_changed_character_is_another() -> None:
    text = with_entries(BLOCK, ADDED, {})
    changed = with_entries(text, {}, {"Zoë": "{engine: pico, voice: it-IT}"})
    assert changed == text.replace("fr-FR", "it-IT")
    assert entry_texts(changed)["Zoë"] == "{engine: pico, voice: it-IT}"
    assert entry_texts(changed)["Alice"] == "linden"


def test_a_first_text_can_be_read_and_added_to() -> None:
    text = new_text("A: B #1", {"No": ("{voice: x}", "heard in a.md")})
    assert read_document(text).data == {
        "series": "A: B #1",
        "characters": {"No": {"voice": "x"}},
    }
    assert yaml.safe_load(with_entries(text, ADDED, {}))["characters"].keys() == {"No", "Zoë"}


@pytest.mark.parametrize(
    "value",
    [
        *("Mr. Hyde", "on", "1984", "a: b", "a, b", "#x", "D’Arcy", "'tis", "*", "மீரா"),
        {"a": [1, 0.5, True, "x y"]},
    ],
)
def test_what_is_written_on_one_line_is_read_as_it_was(value: object) -> None:
    assert yaml.safe_load(f"[{flow(value)}]") == [value]
