from __future__ import annotations

from narrate.cli.tables import preview_lines
from narrate.plan.preview import BookOutlook, Preview
from narrate.report import LeftOutTotal


def test_a_plan_names_the_series_and_what_is_left_out() -> None:
    names = ("words", "chunks", "to_record", "recorded", "billable_characters", "seconds", "cost")
    book = BookOutlook(
        "input/lamp.epub",
        "The Lamp",
        "Jane Doe",
        "en",
        (),
        (LeftOutTotal("Index", "index", 12, "index"),),
        dict.fromkeys(names, 0.0),
        series="Lights",
        series_position="2",
    )
    lines = preview_lines(Preview((book,)))
    assert lines[0] == "The Lamp [Lights 2] by Jane Doe (en) - lamp.epub"
    assert "  not read: 12 characters" in lines
    assert Preview((book,)).as_json()["books"][0]["left_out"][0]["role"] == "index"
