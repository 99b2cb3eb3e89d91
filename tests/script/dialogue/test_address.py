"""How somebody is addressed without a name, and who comes in without one."""

from __future__ import annotations

import pytest

from narrate.script.dialogue.address import addressed_gender, forms_of_address, newcomers
from narrate.script.dialogue.quotations import Quotation


@pytest.mark.parametrize(
    ("said", "gender"),
    [
        ("“No, ma’am. It came from town.”", "f"),
        ("“Dirty, sir! Look.”", "m"),
        ("“He called him sir at once.”", None),
        ("“Come here, child.”", None),
    ],
)
def test_the_word_of_address_tells_the_gender(said: str, gender: str | None) -> None:
    assert addressed_gender(forms_of_address(said, Quotation(0, len(said), 0))) == gender


def test_who_comes_in_unknown_is_told_from_what_is_only_compared() -> None:
    told = "The door opened and a man stepped in."
    assert newcomers(told, 0, len(told)) == {"m"}
    compared = "He stared like a bewildered man."
    assert newcomers(compared, 0, len(compared)) == set()
