"""Each cure against the engine itself: its phonemes before and after."""

from __future__ import annotations

from typing import Any

import pytest
from hibari import Hibari

from narrate.engines.hibari.text import SPEAKABLE, TEXT
from narrate.script import to_spoken


@pytest.fixture(scope="module")
def hibari() -> Any:
    return Hibari(voice="heart")


FAULTS = [
    # text, what the engine says of it as it is, what it says of it cured
    ("He said no.", "nˈʌmbəɹ", "nˈO."),
    ("“He said no.” She left.", "nˈʌmbəɹ", "nˈO."),
    ("It was no.—So he left.", "nˈʌmbəɹ", "nˈO"),
    ("She ate a fig.", "fˈɪɡjəɹ", "fˈɪɡ."),
    ("Sat. Then he rose.", "sˈæTəɹdˌA", "sˈæt."),
    ("Scene ii begins.", "ˈOɪəˈI", "sˈin tˈu"),
    ("Chapter xiv begins.", "zˈɪv", "ʧˈæptəɹ fˌɔɹtˈin"),
    ("CHAPTER LXXXVIII. THE WHALE", "ˌɛlˌɛksˌɛks", "ˈATiˌAt"),
    ("XIV. The Return", "ˌɛksˌIvˈi", "fˌɔɹtˈin."),
    ("It cost 5s. 6d. in all.", "fˈIvz", "fˈIv ʃˈɪlɪŋz sˈɪkspˌɛns"),
    ("It cost £5 10s. in all.", "fˈIv tˈɛn pˈWndz", "fˈIv pˈWndz tˈɛn ʃˈɪlɪŋz"),
    ("’Twas night; 'tis day.", "“", "twˈɑz nˈIt; tˈiz dˈA"),
    ("o' th' morning", "tˌiˈAʧ", "ə ðə mˈɔɹnɪŋ"),
    ("nothin’ an' goin' home", "“", "nˈɑθɪn ən ɡˈOən hˈOm"),
    ("I said it to HIM and HER.", "ˌAʧˌIˈɛm", "hˌɪm ænd hˌɜɹ"),
    ("STUBB", "ˌɛstˌijˌubˌibˈi", "stˈʌb"),
    ("MARLEY'S GHOST", "ˌɛmˌAˌɑɹ", "mˈɑɹliz ɡˈOst"),
    ("wait--what", "wˈAtwˌʌt", "wˈAt—wˌʌt"),
    ("a lead pipe", "lˈid", "lˈɛd pˈIp"),
    ("pages 45-47.", "fˌIvfˈɔɹTi", "fˈIv tə fˌɔɹTi"),
    ("Ten AM they left.", "tˈɛn æm", "tˈɛn ˌAˈɛm"),
    ("ACT V", "ˌAsˌitˈi", "ˈækt fˈIv"),
    ("Wm. Blake came.", "dˌʌbᵊɛm", "wˈɪljəm blˈAk"),
    ("LANYON rose.", "ˌɛlˌAˌɛn", "lˈæniən"),
    ("September 2d.", "tˈu dˈi", "sˈɛkənd"),
]

SPLIT = [
    "It is no. 5 on the list.",
    "It is No. 5 on the list.",
    "See vol. 2 now.",
    "See p. 45 now.",
    "See ch. 12 now.",
    "On Mar. 5 he left.",
    "He was 6 ft. 2 in. tall.",
    "He was born c. 1820 in Rome.",
    "I saw the U.S. Army go.",
    "It was J.R. Smith.",
    "I met Messrs. Smith and Jones.",
    "It was in A.D. 1825.",
    "Well… I mean it.",
]


@pytest.mark.parametrize(("text", "wrong", "right"), FAULTS)
def test_faults_of_hibari_are_cured_in_the_spoken_text(
    hibari: Any, text: str, wrong: str, right: str
) -> None:
    assert wrong in " ".join(hibari.phonemize(text))
    assert right in " ".join(hibari.phonemize(to_spoken(text, "en", TEXT)))


@pytest.mark.parametrize("text", SPLIT)
def test_one_sentence_stays_one_for_hibari(hibari: Any, text: str) -> None:
    assert len(hibari.phonemize(text)) > 1
    assert len(hibari.phonemize(to_spoken(text, "en", TEXT))) == 1


ENDS = [
    "“You are late,” said I. He did not answer.",
    "It was he and I. The men left.",
    "So am I. What then?",
    "You and I. Mary laughed.",
    "He got a B. She was glad.",
    "It was Plan B. Nobody knew.",
    "Mr. X. He came.",
]


@pytest.mark.parametrize("text", ENDS)
def test_a_sentence_that_ends_in_a_letter_is_not_run_on(hibari: Any, text: str) -> None:
    assert len(hibari.phonemize(text)) == 1
    assert len(hibari.phonemize(to_spoken(text, "en", TEXT))) == 2


@pytest.mark.parametrize(
    "text", ["J. Smith came.", "By I. Newton.", "H. Ellis and I. Newton came."]
)
def test_initials_do_not_end_a_sentence(hibari: Any, text: str) -> None:
    assert len(hibari.phonemize(to_spoken(text, "en", TEXT))) == 1


def test_a_last_letter_has_its_stop(hibari: Any) -> None:
    assert "".join(hibari.phonemize(to_spoken("So said I.", "en", TEXT))).endswith("ˈI.")


def test_words_in_brackets_are_not_lost_as_links_by_hibari(hibari: Any) -> None:
    text = "[He said](softly) yes"
    assert "sˈɔftli" not in hibari.phonemize(text)[0]
    assert "sˈɔftli" in hibari.phonemize(to_spoken(text, "en", TEXT))[0]


@pytest.mark.parametrize(
    "text",
    [
        "Mrs. Smith wrote it; I said so. No! It is “it”, isn’t it? The NASA men came.",
        "The letter I wrote. They lead us on.",
    ],
)
def test_text_that_hibari_reads_well_is_left_alone(text: str) -> None:
    assert to_spoken(text, "en", TEXT) == text


@pytest.mark.parametrize("text", ["日本語", "हिन्दी", "தமிழ்", "😀", "עברית", "ไทย"])
def test_scripts_that_hibari_has_no_sound_for_are_known(hibari: Any, text: str) -> None:
    assert not SPEAKABLE.search(text)
    assert not "".join(hibari.phonemize(text)).strip()


@pytest.mark.parametrize("text", ["a", "7", "é", "Ω", "Привет", "½", "&"])
def test_text_that_hibari_has_sounds_for_is_speakable(hibari: Any, text: str) -> None:
    assert SPEAKABLE.search(text)
    assert "".join(hibari.phonemize(text)).strip()
