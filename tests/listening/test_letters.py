"""Letters said for words. What was heard is Whisper's own of real takes of hibari and pico."""

from __future__ import annotations

import pytest

from narrate.listening.letters import is_named, spelled_words
from narrate.listening.recogniser import Heard
from narrate.listening.verdict import judge

SPELLED = [
    ("en", "“Hmph!” said the captain, and turned away.", "HMPH said the captain and turned away."),
    ("en", "“Shh!” she said. “They hear us.”", "S-A-T-H, she said. They hear us."),
    ("en", "“Shhh, be quiet now, children.”", "S-A-Ch-H, be quiet now, children."),
    ("en", "“Tsk, tsk,” said the doctor.", "Tisk, T.S.K. said the doctor."),
    ("en", "“Psst! Come here,” he whispered.", "PSS dead. Come here, he whispered."),
    ("en", "“Vrrr,” went the little engine.", "VRRier went the little engine."),
    ("en", "“Zzz,” he went. The old man slept.", "Zee, zee, zee, he went. The old man slept."),
    ("en", "“Mm-hm,” said the child. It rained.", "M-M-H-M said the child. It rained."),
    ("en", "“Th-th-that is the man I saw.”", "THTH that is the man I saw."),
    ("en", "“Wh-what was that noise outside?”", "Dub H. What was that noise outside?"),
    ("en", "“Wh-wh-where have you been?”", "Dubh, Dubh, where have you been?"),
    ("en", "“I w-w-wasn't there!” he cried.", "I-W-W wasn't there. He cried."),
    ("en", "“N-no,” she answered. “Never.”", "And no, she answered. Never."),
    ("en", "“S-sorry, sir, I did not know.”", "As sorry, sir, I did not know."),
    ("en", "“B-but I told you yesterday!”", "B, but I told you yesterday."),
    ("en", "“G-g-good evening, ladies!”", "Gee, gee, good evening, ladies."),
    ("de", "Beim Tanz waren wir das zweite Paar.", "Beim Tanz waren wir das ZWE-TEE-PAR."),
    ("de", "so geschäh' es niemals wieder im Haus.", "so geschäh es, S-N-E-E-M-A-L-S."),
    ("fr", "un parquet fait pour eux, et on entendait", "un parquet fait pour UX, et on entendait"),
]

NOT_SPELLED = [
    (
        "en",
        "“Hmph!” said the captain, and turned away.",
        "Humph, said the captain, and turned away.",
    ),
    ("en", "“Brrr, it is cold in here,” he said.", "Burr, it is cold in here, he said."),
    ("en", "“Th-th-that is the man I saw.”", "But that is the man I saw."),
    ("en", "“Wh-what was that noise outside?”", "Well, what was that noise outside?"),
    ("en", "“I d-d-don't know,” he stammered.", "I did it don't know, he stammered."),
    ("en", "“H-help! There is a f-fire!”", "H-help. There is a F-fire."),
    ("en", "He joined the B.B.C. and the F.B.I.", "He joined the BBC and the FBI."),
    ("en", "The letter was signed J. K. R. and X.", "The letter was signed JKR and X."),
    ("en", "Her brother T. S. wrote to the YMCA.", "Her brother T.S. wrote to the YMCA."),
    ("en", "Chapter Fourteen. Okay, said the boy.", "Chapter XIV. OK, said the boy."),
    ("en", "Men of Nato came, and no one else.", "Men of NATO came, and no one else."),
    ("en", "It was a T-shirt, I see, of A and B.", "It was a T-shirt, I see, of A and B."),
    ("en", "The Cholmondeley affair was over.", "The CH affair was over."),
    ("fr", "il y a de quoi rire, à ce qu'on dit", "Il y a de quoi rire. À ce qu'on dit."),
    ("it", "e i suoi amici, o quelli di lei", "E I suoi amici, o quelli di lei."),
]


def kinds(language: str, text: str, heard: str) -> list[str]:
    return [fault.kind for fault in judge([text], Heard(heard, 0.2), language).faults]


@pytest.mark.parametrize(("language", "text", "heard"), SPELLED)
def test_a_take_that_says_letters_for_a_word_is_marked(
    language: str, text: str, heard: str
) -> None:
    assert "letters for words" in kinds(language, text, heard)


@pytest.mark.parametrize(("language", "text", "heard"), NOT_SPELLED)
def test_letters_that_are_to_be_said_and_sounds_that_were_said_are_no_fault(
    language: str, text: str, heard: str
) -> None:
    assert kinds(language, text, heard) == []


def test_what_was_heard_of_spelled_words_is_told_as_the_recogniser_wrote_it() -> None:
    heard = "HMPH said she of the BBC, B-R-R-R."
    assert spelled_words("“Hmph!” said she, of the B.B.C., “Brrr.”", heard, "en") == (
        "B-R-R-R",
        "HMPH",
    )


def test_names_of_letters_are_known_in_the_languages_that_are_heard_by_words() -> None:
    assert is_named(["zzz"], ["zee", "zee", "zee"], "en")
    assert is_named(["nsd"], ["enne", "esse", "di"], "it")
    assert not is_named(["see"], ["sea"], "en")
    assert not is_named(["zzz"], ["zee", "zee", "zee"], "ru")
