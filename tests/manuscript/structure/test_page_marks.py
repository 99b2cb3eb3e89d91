from __future__ import annotations

import pytest

from narrate.manuscript.structure.page_marks import with_line_numbers, with_page_marks
from narrate.manuscript.structure.passages import Part, Passage


def unread(*texts: str) -> list[str]:
    """What is left out of paragraphs."""
    (part,) = with_page_marks([Part("One", [Passage("paragraph", text) for text in texts])])
    return [p.text[span.start : span.end] for p in part.passages for span in p.left_out]


@pytest.mark.parametrize(
    ("texts", "marks"),
    [
        (["old ma[Pg 16]hogany", "the [Page xvi] king"], ["[Pg 16]", "[Page xvi]"]),
        (["the {p. 16} king", "der [S. 17] König"], ["{p. 16}", "[S. 17]"]),
        (["old ma{16}hogany", "old ma[17]hogany", "a king[1] slept"], ["{16}", "[17]"]),
        (["the {16} king", "{18}", "who {19}slept"], ["{16}", "{18}", "{19}"]),
        (["the {16} king"], []),  # alone it may be anything
        (["{0} and {1}", "and {0} and {1} and {0}"], []),
        (["he [paused] once [p. m.]", "[16]", "f(x[i]) {x}"], []),
        (["[Pg 16", "Pg 16]", "p. 16"], []),
    ],
)
def test_page_numbers_in_brackets_are_not_read(texts: list[str], marks: list[str]) -> None:
    assert unread(*texts) == marks


def test_what_is_left_out_already_keeps_its_reason() -> None:
    part = Part("One", [Passage("paragraph", "[Pg 16]").unread("code")])
    ((span,),) = (p.left_out for p in with_page_marks([part])[0].passages)
    assert span.reason == "code"


VERSE = [f"{word} the river went along the hill" for word in "abcdefghijklmnopqrstuvw"]


def numbered(every: int, first: int = 0, form: str = "{line} {n}") -> list[str]:
    """Lines of verse, one of so many with the number of its line."""
    return [
        form.format(line=line, n=n) if n % every == 0 else line
        for n, line in enumerate(VERSE, first + 1)
    ]


def lines_unread(*stanzas: list[str]) -> list[str]:
    """The numbers of lines that are left out of stanzas."""
    passages = [Passage("verse", "\n".join(lines)) for lines in stanzas]
    (part,) = with_line_numbers([Part("One", passages)])
    return [p.text[s.start : s.end].strip() for p in part.passages for s in p.left_out]


@pytest.mark.parametrize(
    ("lines", "numbers"),
    [
        (numbered(5), ["5", "10", "15", "20"]),
        (numbered(10), ["10", "20"]),
        (numbered(5, 1032), ["1035", "1040", "1045", "1050", "1055"]),
        (numbered(5, form="{line}{n}"), ["5", "10", "15", "20"]),
        (numbered(5, form="{line}\n[{n}]"), ["[5]", "[10]", "[15]", "[20]"]),
        (numbered(5, form="{n} {line}"), ["5", "10", "15", "20"]),
        (numbered(5)[:7], ["5"]),
        (numbered(5)[2:7], []),  # alone, and not in the fifth line
        (numbered(1), []),  # what counts each line may be a list
        (["It was 5 o'clock, not 10", "and then 15", "and never 20", "and at last 25"], []),
        (["she came in 1945", *VERSE[:4], "and left in 1950", *VERSE[:4]], []),
    ],
)
def test_numbers_that_count_lines_of_verse_are_not_read(
    lines: list[str], numbers: list[str]
) -> None:
    assert lines_unread(lines) == numbers


def test_lines_are_counted_over_stanzas_and_names_of_speakers() -> None:
    lines = numbered(5)
    assert lines_unread(lines[:4], lines[4:8], lines[8:]) == ["5", "10", "15", "20"]
    assert lines_unread(["KING."], lines[:6], ["QUEEN."], lines[6:]) == ["5", "10", "15", "20"]


TEXT = "The keeper walked along the weir and thought, as he often had"
REST = "that nobody would ever know what the river had been before it came."


@pytest.mark.parametrize(
    ("texts", "marks"),
    [
        ([f"{TEXT}.", "— 41 —", f"{TEXT}.", "— 42 —", f"{TEXT}."], ["— 41 —", "— 42 —"]),
        ([TEXT, "41", REST, "42", f"{TEXT}.", "44", f"{TEXT}."], ["41", "42", "44"]),
        (
            [TEXT, "THE WEIR 41", REST, f"{TEXT}.", "THE WEIR 43", f"{TEXT}."],
            ["THE WEIR 41", "THE WEIR 43"],
        ),
        (
            [TEXT, "12", "Ann Writer", REST, TEXT, "13", "Ann Writer", REST],
            ["12", "Ann Writer", "13", "Ann Writer"],
        ),
        (
            [TEXT, "Ann Writer", REST, TEXT, "Ann Writer", REST, f"{TEXT}.", "Ann Writer"],
            ["Ann Writer"] * 3,
        ),
        (["— 1 —", f"{TEXT}.", "— 2 —", f"{TEXT}.", "— 3 —", f"{TEXT}."], []),  # sections
        (["41", f"{TEXT}.", "42", f"{TEXT}.", "43"], []),
        (["It shall not in the weir", "be left open, and", "be locked"] * 3, []),
        (["Letter 4", f"{TEXT}.", "Letter 5", f"{TEXT}."], []),
        ([f"{TEXT}.", "Nevermore.", f"{TEXT}.", "Nevermore.", f"{TEXT}.", "Nevermore."], []),
    ],
)
def test_page_numbers_and_running_heads_between_paragraphs_are_known_by_count_and_place(
    texts: list[str], marks: list[str]
) -> None:
    assert unread(*texts) == marks


def test_numbers_above_headings_are_pages_whatever_their_steps() -> None:
    parts = [
        Part(str(i), [Passage("paragraph", TOLD), Passage("paragraph", f"— {page} —")])
        for i, page in enumerate((7, 19, 43))
    ]
    assert [p.is_read for part in with_page_marks(parts) for p in part.passages] == [
        True,
        False,
    ] * 3


def test_numbers_in_the_middle_of_a_text_are_read() -> None:
    assert unread(TOLD, "- 7 -", "- 19 -", "- 43 -", TOLD) == []


TOLD = "The ferry left at six, and nobody on the quay looked up."


@pytest.mark.parametrize(
    "text",
    ["Back to top", "[Return to the contents]", "Top | Contents", "Volver arriba", "Наверх",
     "Zurück zum Seitenanfang", "Retour en haut de la page", "Voltar ao topo", "返回顶部",
     "Torna all’inizio", "ページの先頭へ戻る", "वापस ऊपर जाएँ"],
)  # fmt: skip
def test_links_that_lead_back_are_not_read(text: str) -> None:
    part = Part("One", [Passage("paragraph", TOLD), Passage("paragraph", text, linked=True)])
    (found,) = with_page_marks([part])
    assert [p.is_read for p in found.passages] == [True, False]


def test_links_in_other_languages_are_known_by_their_places() -> None:
    link = Passage("paragraph", "Powrót na górę", linked=True)
    parts = [Part(str(i), [Passage("paragraph", TOLD), link]) for i in range(2)]
    assert [p.is_read for part in with_page_marks(parts) for p in part.passages] == [
        True,
        False,
    ] * 2


@pytest.mark.parametrize(
    "text", ["Back to the top.", "“Back to top”", "She went back to the top", "Back to the mill"]
)
def test_words_that_lead_nowhere_are_read(text: str) -> None:
    assert unread(TOLD, text) == []
