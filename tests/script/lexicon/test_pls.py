"""W3C Pronunciation Lexicon Specification 1.0."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrate.errors import SettingsError
from narrate.script.lexicon.entries import LexiconEntry, LexiconFile
from narrate.script.lexicon.lexicon import read_lexicon
from narrate.script.lexicon.pls import to_ipa

NS = 'xmlns="http://www.w3.org/2005/01/pronunciation-lexicon" version="1.0"'
EXAMPLE = f"""<?xml version="1.0" encoding="UTF-8"?>
<!-- names of a book -->
<lexicon {NS} alphabet="ipa" xml:lang="en-GB">
  <metadata><x xmlns="other:">y</x></metadata>
  <lexeme>
    <grapheme>Hermione</grapheme>
    <grapheme>Hermione
      Granger</grapheme>
    <phoneme>həˈmaɪəni</phoneme>
    <example>Hermione came in.</example>
  </lexeme>
  <lexeme><grapheme>W3C</grapheme><alias>World Wide Web Consortium</alias></lexeme>
  <lexeme role="noun">
    <grapheme>lead</grapheme>
    <phoneme alphabet="x-sampa">lEd</phoneme>
    <phoneme prefer="true" alphabet="X-SAMPA">li:d</phoneme>
    <alias>leed</alias>
  </lexeme>
  <lexeme><grapheme>lead</grapheme><alias>second</alias></lexeme>
  <lexeme xml:lang="es"><grapheme>lead</grapheme><alias>lid</alias></lexeme>
  <lexeme><grapheme>both</grapheme><phoneme>bəʊθ</phoneme><alias prefer="true">b</alias></lexeme>
  <lexeme><grapheme>empty</grapheme><alias/></lexeme>
</lexicon>
"""


def read(folder: Path, text: str | bytes, name: str = "names.pls") -> LexiconFile:
    file = folder / name
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return read_lexicon(file)


def shown(entry: LexiconEntry) -> tuple[str, str | None, str | None, tuple[str, ...]]:
    return entry.word, entry.how.say, entry.how.phonemes, entry.how.languages


def test_a_pls_lexicon_is_read(tmp_path: Path) -> None:
    found = read(tmp_path, EXAMPLE)
    assert [shown(entry) for entry in found.entries] == [
        ("Hermione", None, "həˈmaɪəni", ("en-GB",)),
        ("Hermione Granger", None, "həˈmaɪəni", ("en-GB",)),
        ("W3C", "World Wide Web Consortium", None, ("en-GB",)),
        ("lead", "leed", "liːd", ("en-GB",)),
        ("lead", "lid", None, ("es",)),
        ("both", "b", None, ("en-GB",)),
    ]
    assert found.entries[0].place == "names.pls:6"
    (note,) = found.notes
    assert note.startswith("names.pls: role is not looked at")


def test_a_pls_lexicon_without_namespace_language_and_alphabet_is_read(tmp_path: Path) -> None:
    text = "<lexicon><lexeme><grapheme>a</grapheme><phoneme>eɪ</phoneme></lexeme></lexicon>"
    (entry,) = read(tmp_path, text, "any.xml").entries
    assert shown(entry) == ("a", None, "eɪ", ())


def test_a_pls_lexicon_in_another_encoding_is_read(tmp_path: Path) -> None:
    text = EXAMPLE.replace("UTF-8", "UTF-16").encode("utf-16")
    assert len(read(tmp_path, text).entries) == 6


def lexicon(inside: str) -> str:
    return f'<lexicon {NS} alphabet="ipa" xml:lang="en">\n{inside}\n</lexicon>'


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (
            "<html><p>a</p></html>",
            ["names.pls:1: <html> is not a PLS lexicon, which begins with <lexicon>"],
        ),
        ("[playlist]\n", ["names.pls:1: this is not XML: "]),
        ("", ["names.pls:1: this is not XML: "]),
        (lexicon("<lexeme>"), ["names.pls:3: this is not XML: "]),
        (
            lexicon(
                '<lexeme><grapheme>a</grapheme><phoneme alphabet="x-arpa">a</phoneme></lexeme>\n'
                "<lexeme><alias>b</alias></lexeme>\n"
                '<lexeme><grapheme>c</grapheme><phoneme alphabet="x-sampa">$</phoneme></lexeme>\n'
                "<lexeme><grapheme>d</grapheme><phoneme>(a)</phoneme></lexeme>\n"
                '<lexeme xml:lang="x"><grapheme>e</grapheme><alias>f</alias></lexeme>'
            ),
            [
                "names.pls:2: the phonemes are in x-arpa; ipa and x-sampa can be read",
                "names.pls:3: a lexeme without a grapheme",
                "names.pls:4: $ is not a symbol of X-SAMPA ($)",
                "names.pls:5: d.phonemes: must be phonemes in IPA",
                "names.pls:6: e.language: must be a language tag",
            ],
        ),
    ],
)
def test_faults_of_a_pls_lexicon_are_named(tmp_path: Path, text: str, named: list[str]) -> None:
    with pytest.raises(SettingsError) as refused:
        read(tmp_path, text)
    assert len(refused.value.faults) == len(named)
    for fault, start in zip(refused.value.faults, named, strict=True):
        assert fault.startswith(start)


BOMB = "".join(
    ["<?xml version='1.0'?><!DOCTYPE lexicon [<!ENTITY a0 'ha'>"]
    + [f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12)]
    + ["]>", lexicon("<lexeme><grapheme>&a11;</grapheme><alias>b</alias></lexeme>")]
)


@pytest.mark.timeout(60)  # resolved, they would be 400 billion letters
def test_entities_of_a_pls_lexicon_are_neither_resolved_nor_fetched(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("told")
    outside = (
        f"<!DOCTYPE lexicon [<!ENTITY x SYSTEM '{secret.as_uri()}'>]>"
        f"{lexicon('<lexeme><grapheme>a</grapheme><alias>&x;</alias></lexeme>')}"
    )
    for text in (BOMB, outside):
        with pytest.raises(
            SettingsError, match=r"declares entities|not XML: Maximum entity"
        ) as refused:
            read(tmp_path, text)
        assert "told" not in str(refused.value)


def test_a_document_type_in_a_pls_lexicon_does_no_harm(tmp_path: Path) -> None:
    text = "<!DOCTYPE lexicon SYSTEM 'http://127.0.0.1:9/pls.dtd'>" + lexicon(
        "<lexeme><grapheme>a</grapheme><alias>b</alias></lexeme>"
    )
    assert [entry.word for entry in read(tmp_path, text).entries] == ["a"]


@pytest.mark.parametrize(
    ("xsampa", "ipa"),
    [
        ('"dZi:k@l', "ˈdʒiːkəl"),
        ('h3`"maI@ni', "hɝˈmaɪəni"),
        ('"g2:t@', "ˈɡøːtə"),
        ('"bVt=n', "ˈbʌt\u0329n"),
        ('bO~"ZuR', "bɔ\u0303ˈʒuʁ"),
        ("r\\Ed", "ɹɛd"),
        ("t_hA%lO", "tʰɑˌlɔ"),
        ("mA.j{", "mɑ.jæ"),
        ("I\\ t_d", "ᵻ t\u032a"),
    ],
)
def test_x_sampa_symbols_become_ipa(xsampa: str, ipa: str) -> None:
    assert to_ipa(xsampa) == ipa


@pytest.mark.parametrize("wrong", ["$a", "a#", "é", "a_<b"])
def test_letters_that_are_no_x_sampa_symbol_are_named(wrong: str) -> None:
    with pytest.raises(ValueError, match=r"^[$#é<]$"):
        to_ipa(wrong)


@given(st.text())
def test_any_text_is_x_sampa_or_refused(text: str) -> None:
    try:
        to_ipa(text)
    except ValueError as error:
        assert str(error) in text
