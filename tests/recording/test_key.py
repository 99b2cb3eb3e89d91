from __future__ import annotations

import json
import subprocess
import sys

import pytest

from narrate.chunk import OptionValue
from narrate.recording.takefile import take_key

FINGERPRINT: dict[str, OptionValue] = {"engine": "waves", "speed": 1.0, "dicts": ("a", "b")}


def test_a_take_key_is_forty_hex_characters() -> None:
    key = take_key(FINGERPRINT, "Call me Ishmael.")
    assert len(key) == 40
    int(key, 16)


def test_a_take_key_never_changes_between_versions() -> None:
    # Changing this line makes every user pay for every take again.
    assert take_key({"engine": "hibari", "seed": 0}, "Yes.") == EXPECTED


EXPECTED = "6b83a3a8dc44c14c94249e3fd6102e82e6dc4a45"


def test_the_order_of_the_fingerprint_does_not_change_a_take_key() -> None:
    turned = dict(reversed(FINGERPRINT.items()))
    assert take_key(turned, "x") == take_key(FINGERPRINT, "x")


def test_equal_numbers_give_the_same_take_key() -> None:
    assert take_key({"speed": 1}, "x") == take_key({"speed": 1.0}, "x")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"a": 1}, {"a": 2}),
        ({"a": 1}, {"b": 1}),
        ({"a": 1}, {"a": "1"}),
        ({"a": None}, {}),
        ({"a": True}, {"a": 1}),
        ({"a": ("b", "c")}, {"a": ("c", "b")}),
        ({"a": ("bc",)}, {"a": ("b", "c")}),
    ],
)
def test_every_difference_in_fingerprint_or_words_changes_the_take_key(
    first: dict[str, OptionValue], second: dict[str, OptionValue]
) -> None:
    assert take_key(first, "x") != take_key(second, "x")


def test_every_difference_in_letters_or_white_space_changes_the_take_key() -> None:
    keys = {take_key({}, spoken) for spoken in ("a b", "a  b", "a b ", "é", "e\u0301", "\ud800")}
    assert len(keys) == 6


def test_a_take_key_is_the_same_in_another_process() -> None:
    code = (
        "import json; from narrate.recording.takefile import take_key;"
        f"print(take_key(json.loads({json.dumps(json.dumps(FINGERPRINT))!s}), 'x'))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == take_key(FINGERPRINT, "x")
