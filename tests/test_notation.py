from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrate.notation import NotationError, Span, parse, render
from tests.effort import assert_linear


@pytest.mark.parametrize(
    ("marked", "text", "spans"),
    [
        ("plain [sic] {set} a\\b", "plain [sic] {set} ab", []),
        ("[Hermione]{say her-MY-oh-nee}!", "Hermione!", [Span(0, 8, "say", "her-MY-oh-nee")]),
        (
            "[“Ask [Goethe]{say GER-tuh}.”]{as Tom} he said",
            "“Ask Goethe.” he said",
            [Span(0, 13, "as", "Tom"), Span(5, 11, "say", "GER-tuh")],
        ),
        ("[a] [b]{skip page number} [c]", "[a] b [c]", [Span(4, 5, "skip", "page number")]),
        ("No.{pause 1.5} Yes.", "No. Yes.", [Span(3, 3, "pause", "1.5")]),
        (r"\[x]\{say y}", "[x]{say y}", []),
        (r"[x]{say a\}b}", "x", [Span(0, 1, "say", "a}b")]),
        ("[(laughs)]{say}", "(laughs)", [Span(0, 8, "say", "")]),
        ("[w](/wɜɹd/)", "[w](/wɜɹd/)", []),
    ],
)
def test_marks_of_the_script_notation_are_parsed(marked: str, text: str, spans: list[Span]) -> None:
    assert parse(marked) == (text, tuple(spans))


@pytest.mark.parametrize(
    ("marked", "complaint"),
    [
        ("[x]{sing y}", "{sing …} is none of say, as, voice, lang, skip"),
        ("x]{say y}", "{say y} has no [ before it"),
        ("[x]{as}", "{as} needs a word more"),
        ("a{pause long}", "{pause long} must give seconds"),
        ("a{pause 61}", "{pause 61} must give seconds from 0 to 60"),
    ],
)
def test_marks_of_the_script_notation_that_mean_nothing_are_named(
    marked: str, complaint: str
) -> None:
    with pytest.raises(NotationError) as error:
        parse(marked)
    assert complaint in str(error.value)


_VALUES = st.text("aé }\\{][\"'/", min_size=1).map(lambda v: " ".join(v.split())).filter(bool)


@st.composite
def marked_texts(draw: st.DrawFn) -> tuple[str, tuple[Span, ...]]:
    text = draw(st.text("ab [](){}\\#>|“”.\n", max_size=40))

    def within(start: int, end: int, depth: int) -> list[Span]:
        spans: list[Span] = []
        at = start
        while at < end and draw(st.booleans()):
            a = draw(st.integers(at, end - 1))
            b = draw(st.integers(a + 1, end))
            verb = draw(st.sampled_from(["say", "as", "voice", "skip"]))
            spans.append(Span(a, b, verb, draw(_VALUES)))  # type: ignore[arg-type]
            if depth and b - a > 1:
                spans += within(a + 1, b, depth - 1)
            at = b
        return spans

    spans = within(0, len(text), 2)
    return text, tuple(sorted(spans, key=lambda s: (s.start, -s.end)))


@given(marked_texts())
def test_script_notation_that_was_written_is_read_back(made: tuple[str, tuple[Span, ...]]) -> None:
    text, spans = made
    assert parse(render(text, spans)) == (text, spans)


def test_a_million_brackets_of_script_notation_are_parsed_in_linear_time() -> None:
    assert parse("[" * 1_000_000)[0] == "[" * 1_000_000
    assert_linear(lambda size: parse("[" * size), 1_000_000)
    assert_linear(lambda size: parse("[" * size + "]{say x}" * size), 100_000)
    assert parse("[" * 100_000 + "]{say x}" * 100_000)[0] == ""


def test_the_language_of_a_passage_is_written_and_read_back() -> None:
    text, spans = parse("He read: [Il ne revint [jamais]{say zha-MAY}.]{lang fr}")
    assert text == "He read: Il ne revint jamais."
    assert [(text[s.start : s.end], s.verb, s.value) for s in spans] == [
        ("Il ne revint jamais.", "lang", "fr"),
        ("jamais", "say", "zha-MAY"),
    ]
    assert parse(render(text, spans)) == (text, spans)
    with pytest.raises(
        NotationError, match=r"\{lang french language\} must name a language by its"
    ):
        parse("[x]{lang french language}")
