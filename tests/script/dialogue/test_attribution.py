"""Who speaks: each rule, what it leaves alone, and what holds for any text."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrate.about import About
from narrate.book import Book, Mark
from narrate.script.dialogue import attribute, attributed
from narrate.script.dialogue.attribution import find_speakers
from tests.effort import assert_linear
from tests.script.texts import any_text, chapter_of

Names = Mapping[str, Sequence[str]]


def said(*blocks: str, language: str = "en", characters: Names | None = None) -> list[str]:
    """`speaker: words` of each quotation, its marks stripped."""
    chapter = chapter_of(*blocks)
    return [
        f"{mark.value}: {chapter.text[mark.start : mark.end].strip('“”‘’«»—')}"
        for mark in attribute(chapter, language, characters or {})
    ]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“Yes,” said Alice.", "Alice"),
        ("“Yes,” Alice said.", "Alice"),
        ("“Yes!” quietly replied the Hatter, without moving.", "Hatter"),
        ("“Yes?” Mr. Utterson at last asked.", "Mr. Utterson"),
        ("“Yes,” grinned Tom.", "Tom"),
        ("“Yes,” said the old lawyer, rising.", "the old lawyer"),
        ("“Yes,” said Scrooge’s nephew.", "Scrooge’s nephew"),
        ("“Yes,” said the Queen of Hearts.", "Queen of Hearts"),
        ("Alice replied, “Yes.”", "Alice"),
        ("Alice looked round and then said: “Yes.”", "Alice"),
        ("When the door had closed, Alice asked, “Who?”", "Alice"),
        ("Then said the King, “Yes.”", "King"),
        ("“Yes.” The captain went on: “No.”", "the captain"),
        ("“Yes,” said I.", ""),
        ("“Yes,” I said to Tom.", ""),
        ("Alice looked up. “Who are you?”", "Alice"),
        ("“Come,” said a voice from within.", "?"),
        ("“Come,” they cried.", "?"),
        ("“Come,” said Tom and Mary.", "?"),
        ("“Come,” said his wife.", "his wife"),
        ("“Come,” said one of the others.", "?"),
        ("The sign over the door read: “Closed for the night.”", "?"),
        ("Her eyes said: “Come.”", "?"),
        ("“Tell me, Tom, what is it?”", "?"),
        ("“Come.” The door closed behind Tom.", "?"),
        ("“No,” he said.", "?"),
        ("“No,” was Mary’s careful answer.", "Mary"),
        ("“No,” young Thorley hazarded.", "Thorley"),
        ("The clerk came in. “Wait here, Tom,” the men would tell him.", "?"),
        ("“In the year six,” occurred in the course of the evening.", "?"),
        ("“Well,” spoke up Miss Baker, “you are queer.”", "Miss Baker"),
        ("“Oh! no,”—cried Emma, laughing as carelessly as she could—“Never!”", "Emma"),
        ("“Is it he?” thought the boy, standing still.", "?"),
        ("“She is late,” Tom thought. “She is always late.”", "?"),
        ("“I will never go,” she had thought to herself.", "?"),
        ("Where the path ends the board reads: “No way through.”", "?"),
        ("It had a brass plate with the inscription, “Lane and Sons.”", "?"),
        ("Under the bell was printed in red letters: “Ring twice.”", "?"),
        ("“Bring it here,” said one.", "?"),
        ("“Bring it here,” said another of them.", "?"),
        ("“Bring it here!” bellowed the hetman.", "?"),
        ("“So it is you,” said the wonder-worker.", "?"),
        ("“I know,” said this excellent person.", "?"),
        ("“I had a horse,” said Frank. “Peter says”—Peter was the groom—“that he bites.”", "Frank"),
        ("Mary suddenly screamed—“Come here!”", "Mary"),
        ("Tom would have gone on, when Ann stopped him by saying, “Enough.”", "Ann"),
        ("The thing looked so hurt that Jane hastened to say, “Of course.”", "Jane"),
    ],
)
def test_a_tag_names_the_speaker_or_nobody(text: str, speaker: str) -> None:
    assert {line.partition(": ")[0] for line in said(text)} == {speaker}


@pytest.mark.parametrize(
    "text",
    [
        "He had read “Moby Dick” and the ‘Times’ twice.",
        "She called it “progress” and left.",
        "The so-called “doctor” bowed.",
        "It’s the boys’ ball, ’tis true, and they’re runnin’ for ’em.",
        "",
        "“",
        "” he said “",
    ],
)
def test_words_in_quotation_marks_are_not_all_speech(text: str) -> None:
    assert said(text) == []


def test_the_halves_of_an_interrupted_speech_are_one_speakers() -> None:
    assert said("“I think,” said Tom, “that you are wrong.” He rose. “Good night.”") == [
        "Tom: I think,",
        "Tom: that you are wrong.",
        "Tom: Good night.",
    ]


def test_a_speech_that_interrupts_another_in_its_paragraph_is_not_the_same_speakers() -> None:
    assert said("“Wait,” said Tom. Mary shook her head. “Never.”")[1] != "Tom: Never."
    assert said("“Wait,” said Tom. Mary answered, “Never.”")[1] == "Mary: Never."


def test_speech_in_british_marks_may_hold_apostrophes_and_quotations() -> None:
    assert said(
        "‘It’s the boys’ own “secret”,’ said Tom, ‘an’ ’tis nobody else’s.’",
        "‘Don’t!’ cried Alice.",
    ) == [
        "Tom: It’s the boys’ own “secret”,",
        "Tom: an’ ’tis nobody else’s.",
        "Alice: Don’t!",
    ]


def test_speech_in_straight_marks_is_attributed() -> None:
    assert said('"Bah!" said Scrooge, "Humbug!"') == ['Scrooge: "Bah!"', 'Scrooge: "Humbug!"']


def test_a_speech_of_several_paragraphs_is_attributed_by_a_tag_at_either_end() -> None:
    long = "It was a very long story, and I shall tell it from the beginning to its end. " * 2
    for first, last in (("said Tom. ", ""), ("", " cried Tom.")):
        lines = said(f"“Hear me,” {first}“{long}", f"“{long}", f"“That is all!”{last}")
        assert {line.partition(": ")[0] for line in lines if "Hear me" not in line} == {"Tom"}


def test_a_forgotten_closing_mark_joins_no_speeches() -> None:
    lines = said("“Know nothing, I dare say, eh?", "“Nothing, sir,” said Tom.")
    assert lines[1] == "Tom: Nothing, sir,"
    assert not lines[0].startswith("Tom")


TALK = (
    "“Where were you?” asked Anna.",
    "“Out,” said Peter.",
    "“All night?”",
    "“Most of it.”",
    "“I see.”",
)


def test_two_speakers_in_conversation_speak_in_turn() -> None:
    assert [line.partition(":")[0] for line in said(*TALK)] == [
        "Anna", "Peter", "Anna", "Peter", "Anna",
    ]  # fmt: skip


def test_turns_that_contradict_each_other_from_both_ends_stay_undecided() -> None:
    lines = said(*TALK[:4], "“Enough!” said Anna.", "“Enough,” said Peter.")
    assert lines[2:4] == ["Anna: All night?", "Peter: Most of it."]
    lines = said(*TALK[:3], "“Enough!” said Anna.", "“Enough,” said Peter.")
    assert lines[2].startswith("?")


def test_no_speaker_is_thought_to_address_himself() -> None:
    assert said(*TALK[:2], "“All night, Anna?”")[2] == "?: All night, Anna?"


def test_a_scene_break_ends_a_conversation() -> None:
    chapter = chapter_of(*TALK[:2], ("scene", "* * *"), "“All night?”")
    assert attribute(chapter, "en", {})[2].value == "?"


def test_a_pronoun_means_the_only_speaker_whom_it_can_mean() -> None:
    lines = said("“Out,” said Peter to Anna.", "“All night?” she asked.", "“Yes,” he said.")
    assert lines[1:] == ["Anna: All night?", "Peter: Yes,"] or lines[1].startswith("?")
    alone = said("Anna shut the door. Then she sat down.", "“At last,” she said.")
    assert alone == ["Anna: At last,"]


def test_a_pronoun_that_can_mean_two_speakers_means_nobody() -> None:
    assert said("Peter struck Paul, and Paul him.", "“Well?” he asked.") == ["?: Well?"]
    assert said("She went up to Anna and Mary.", "“Well?” she asked.") == ["?: Well?"]


def test_a_pronoun_beside_another_of_the_same_kind_means_nobody() -> None:
    lines = said("The Admiral abused him for it.", "“Well,” said he, “it is no want of gallantry.”")
    assert {line.partition(": ")[0] for line in lines} == {"?"}
    lines = said("Tom sat.", "The Civil Surgeon came in. He looked at Harry and said, “H’m!”")
    assert lines == ["?: H’m!"]


def test_narration_that_names_another_leaves_the_first_turn_undecided() -> None:
    turns = ("“Is she sure?”", "“No,” cried Emma.", "“It is odd,” cried Jane.")
    assert said(*turns)[0] in ("Jane: Is she sure?", "?: Is she sure?")
    named = "Some laughed; the answer of Mr. Knightley was clear."
    assert said(named, *turns)[0] == "?: Is she sure?"


def test_a_tag_of_another_speaker_ends_a_speech_that_seems_to_go_on() -> None:
    words = "I cannot attempt anything of the sort, and " * 4
    lines = said(f"“Oh,” said Mrs. Elton; “{words}", "“Pass me,” added her husband.")
    assert lines[-1] == "her husband: Pass me,"


def test_forms_of_one_name_are_one_speaker_and_two_names_are_two() -> None:
    lines = said(
        "“One,” said Mr. Bennet.",
        "“Two,” said Mrs. Bennet.",
        "“Three,” said Elizabeth Bennet.",
        "“Four,” said Elizabeth.",
        "“Five,” said Dr. Jekyll.",
        "“Six,” said Jekyll.",
        "“Seven,” said Miss Bennet.",
    )
    speakers = [line.partition(":")[0] for line in lines]
    assert speakers[0] != speakers[1]
    assert speakers[2] == speakers[3]
    assert speakers[4] == speakers[5] == "Dr. Jekyll" or speakers[4] == speakers[5]
    assert speakers[6] not in speakers[:6]


def test_characters_are_named_as_in_the_settings() -> None:
    characters = {"Mr. Utterson": ("the lawyer",), "Alice": ("Miss Liddell", "the girl")}
    lines = said(
        "“One,” said Utterson.",
        "“Two,” said the lawyer.",
        "“Three,” said Gabriel Utterson.",
        "“Four,” said the girl.",
        "“Five,” said MISS LIDDELL.",
        characters=characters,
    )
    assert [line.partition(":")[0] for line in lines[:4]] == ["Mr. Utterson"] * 3 + ["Alice"]


def test_the_narrator_who_says_i_can_be_a_character() -> None:
    assert said("“Call me,” said I.", characters={"Ishmael": ("I",)}) == ["Ishmael: Call me,"]


def test_spanish_speech_after_dashes_is_attributed() -> None:
    assert said(
        "—¿Quién es? —le preguntó el ciego.",
        "—Nadie—repitió la Nela sin moverse—. Nadie, señor.",
        "—No lo creo.",
        language="es",
    ) == [
        "el ciego: ¿Quién es?",
        "Nela: Nadie",
        "Nela: Nadie, señor.",
        "el ciego: No lo creo.",
    ]


def test_french_and_russian_speech_after_dashes_is_attributed() -> None:
    assert said("— Oui, dit Pierre.", "— Non, répondit-il, jamais.", language="fr") == [
        "Pierre:  Oui,",
        "?:  Non,",
        "?: jamais.",
    ]
    assert said("— Да, — сказал он. — Иду.", language="ru") == ["?:  Да,", "?: Иду."]


OTHER_LANGUAGES = {
    "de": [
        ("„Ja“, sagte Anna leise.", "Anna"),
        ("„Nein!“, rief der alte Mann und lachte.", "der alte Mann"),
        ("„Komm“, sagt Peter.", "Peter"),
        ("Da sprach der König: „Es sei.“", "der König"),
        ("Anna dreht sich um und flüstert: „Still!“", "Anna"),
        ("„So“, sagte ich.", ""),
        ("„Warum?“, fragte sie.", "?"),
        ("„Halt!“, rief eine Stimme.", "?"),
    ],
    "fr": [
        ("« Oui », dit Pierre.", "Pierre"),
        ("« Jamais », s’écria le vieil homme.", "le vieil homme"),
        ("« Pourquoi ? » demande Marie à Paul.", "Marie"),
        ("Marie répondit : « Parce que. »", "Marie"),
        ("« Bien », fait monsieur Dupont.", "monsieur Dupont"),
        ("« Moi », dis-je.", ""),
        ("« Non », répondit-elle.", "?"),
        ("— Bon, dit M. Dupont.", "M. Dupont"),
        ("— Moi, dis-je.", ""),
    ],
    "es": [
        ("«Sí», dijo Ana.", "Ana"),
        ("«No», responde el viejo médico.", "el viejo médico"),
        ("Pedro contestó: «Porque sí».", "Pedro"),
        ("«¿Quién?», preguntó don Quijote de la Mancha.", "don Quijote de la Mancha"),
        ("«Ven», le dije.", ""),
        ("«Voy», dijo ella.", "?"),
        ("—Sí —dice Ana.", "Ana"),
    ],
    "hi": [
        ("“चलो,” कल्लू ने कहा।", "कल्लू"),
        ("“कब?” मुनिया ने धीरे से पूछा।", "मुनिया"),
        ("“बाप रे!” कल्लू चिल्लाया।", "कल्लू"),
        ("मास्टर जी बोले, “बैठो।”", "मास्टर जी"),
        ("“आओ,” माँ कहती है।", "माँ"),
        ("मैंने कहा, “ठीक है।”", ""),
        ("“नहीं,” उसने कहा।", "?"),
    ],
    "ta": [
        ("“வா” என்றாள் முனியா.", "முனியா"),
        ("“எங்கே?” என்று கேட்டான் கல்லு.", "கல்லு"),
        ("முனியா சொன்னாள்: “வா.”", "முனியா"),
        ("கல்லு கேட்கிறான், “ஏன்?”", "கல்லு"),
        ("“சரி” என்றேன்.", ""),
        ("“என்ன?” என்று அவன் கேட்டான்.", "?"),
    ],
}
TAGS = [(tag, *row) for tag, rows in OTHER_LANGUAGES.items() for row in rows]


@pytest.mark.parametrize(("language", "text", "speaker"), TAGS)
def test_tags_of_other_languages_name_the_speaker_or_nobody(
    language: str, text: str, speaker: str
) -> None:
    assert [line.partition(": ")[0] for line in said(text, language=language)] == [speaker]


def test_in_other_languages_characters_are_named_as_in_the_settings() -> None:
    lines = said("“चलो,” कल्लू ने कहा।", language="hi", characters={"कल्लन": ("कल्लू",)})
    assert lines == ["कल्लन: चलो,"]


def test_a_wife_is_the_one_of_the_couple_and_else_a_speaker_of_her_own() -> None:
    couple = ("“But it is,” said Mrs. Bennet.", "“Well,” said Mr. Bennet.", "“Go!” cried his wife.")
    assert said(*couple)[-1] == "Mrs. Bennet: Go!"
    lines = said("“You are late,” said his wife.", "“I am,” said Mr. Lane.", "“Again?” she asked.")
    assert lines[-1] == "his wife: Again?"


def test_the_father_and_papa_are_the_only_man_with_a_title() -> None:
    lines = said("“Oh,” said Mr. Lane.", "“And now?” asked Papa.", "“Yes,” said the father.")
    assert {line.partition(": ")[0] for line in lines} == {"Mr. Lane"}


def test_a_noun_is_not_somebody_whose_name_ends_in_it() -> None:
    lines = said("“Good day,” said the cook.", "“Good day,” said Captain Cook.")
    assert lines == ["the cook: Good day,", "Captain Cook: Good day,"]


def test_who_is_addressed_does_not_speak() -> None:
    for line in said("Tom met Ann.", "“Tom, where were you?”", "“Out, Ann,” he said."):
        assert not line.startswith(("Tom: Tom", "Ann: Out"))


def test_an_action_beside_a_speech_tells_who_speaks() -> None:
    assert said("Mary put her hand on Tom’s arm. “Come.”") == ["Mary: Come."]
    assert said("Tom rose as Mary came in. “Come.”") == ["?: Come."]


def test_who_spoke_before_a_stranger_came_in_does_not_answer() -> None:
    lines = said(
        "“Where have you been?” said Ben.",
        "“To the mill, Ben,” said Walter. “The door was shut.”",
        "“I told you so,” said Ben.",
        "Walter went out by the lane. A stranger stood before him, a boy in a cap that nobody wore"
        " on a weekday. Neither of them moved. At last Walter said:",
        "“I can beat you.”",
        "“You can’t.”",
        "“Can!”",
    )
    assert lines[4] == "Walter: I can beat you."
    assert not any(line.startswith("Ben") for line in lines[4:])


def test_the_narrator_never_answers_as_he() -> None:
    talk = ("“Who is there?” I asked.", "“Nobody,” he said.", "“Then I shall go,” I said.")
    assert [line.partition(":")[0] for line in said(*talk)] == ["", "?", ""]


def test_a_noun_that_means_another_in_each_chapter_is_not_one_speaker() -> None:
    chapters = (
        chapter_of("“Come,” said the man.", "“No,” said the king."),
        chapter_of("“Go,” said the man.", "“Yes,” said the king.", number=2),
    )
    book = attributed(Book(About("B", "A", language="en"), chapters), "en", {})
    assert [[mark.value for mark in chapter.marks] for chapter in book.chapters] == [
        ["the man (chapter 1)", "the king"],
        ["the man (chapter 2)", "the king"],
    ]
    cast = attributed(Book(About("B", "A", language="en"), chapters), "en", {"the man": ()})
    assert cast.chapters[1].marks[0].value == "the man"


def test_the_least_certain_speeches_come_first() -> None:
    talk = ("“Who is it?” asked Tom.", "“Nobody,” said Ann.", "“Come,” said a voice.", "“Well?”")
    book = Book(About("B", "A", language="en"), (chapter_of(*talk),))
    doubtful = find_speakers(attributed(book, "en", {}), {}).doubtful
    assert [each.confidence for each in doubtful] == sorted(each.confidence for each in doubtful)
    assert doubtful[0].words == "“Come,”"
    assert doubtful[0].speaker is None
    assert {each.words for each in doubtful}.isdisjoint({"“Who is it?”", "“Nobody,”"})


def test_a_chapter_that_names_its_speakers_keeps_them() -> None:
    marked = replace(chapter_of("“Yes,” said Tom."), marks=(Mark(0, 6, "speaker", "Alice"),))
    paused = replace(chapter_of("“Yes,” said Tom."), marks=(Mark(6, 6, "pause", "1"),))
    book = attributed(Book(About("B", "A", language="en"), (marked, paused)), "en", {})
    assert book.chapters[0] is marked
    assert [mark.kind for mark in book.chapters[1].marks] == ["speaker", "pause"]


PARTS = [*TALK, "“Well,” he said.", "Then Mr. Bennet rose. ", "“A", "”", "’", "—Sí —dijo Ana—. No."]


@given(
    st.lists(any_text(20) | st.sampled_from(PARTS), max_size=8),
    st.sampled_from(["en", "es", "fr", "hi", "xx-YY"]),
)
def test_speaker_marks_lie_in_the_text_in_order_for_any_text(
    parts: list[str], language: str
) -> None:
    chapter = chapter_of(*(part for part in parts if part.strip()))
    marks = attribute(chapter, language, {"Anna": ("the girl", "I")})
    assert marks == attribute(chapter, language, {"Anna": ("the girl", "I")})
    at = 0
    for mark in marks:
        assert at <= mark.start < mark.end <= len(chapter.text)
        assert mark.kind == "speaker"
        assert any(b.start <= mark.start and mark.end <= b.end for b in chapter.blocks)
        at = mark.end


@given(any_text(20))
def test_an_edit_in_one_chapter_changes_no_speaker_in_another(text: str) -> None:
    first, second = chapter_of(*TALK), chapter_of(text or "x")
    book = attributed(Book(About("B", "A", language="en"), (first, second)), "en", {})
    assert (
        book.chapters[0]
        == attributed(Book(About("B", "A", language="en"), (first,)), "en", {}).chapters[0]
    )


HOSTILE: dict[str, tuple[int, Callable[[int], Sequence[str]]]] = {
    "quotations in one paragraph": (10_000, lambda n: ["“Hi,” said Tom. “No.” " * n]),
    "pronouns in one paragraph": (10_000, lambda n: ["“Hi,” he said. " * n]),
    "opening marks": (50_000, lambda n: ["“" * n]),
    "apostrophes": (30_000, lambda n: ["‘a " * n]),
    "paragraphs": (8_000, lambda n: ["“Hi,” he said."] * n),
    "names": (
        4_000,
        lambda n: [f"“Hi,” said Tom{'abcdefghij'[i % 10]}{i} Lee." for i in range(n)],
    ),
    "dashes": (10_000, lambda n: ["—Sí —dijo Ana—. " * n]),
    "titles": (20_000, lambda n: ["“x,” said " + "Mr. " * n]),
    "addresses": (30_000, lambda n: ["“" + "Tom, " * n + "” he said."]),
}
"""Largest number of repetitions, and the blocks with so many"""


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("language", ["en", "es", "fr", "hi", "ru"])
def test_attributing_hostile_text_takes_linear_time(name: str, language: str) -> None:
    most, blocks = HOSTILE[name]
    assert_linear(
        lambda size: attribute(chapter_of(*blocks(size)), language, {"Tom": ("Tommy",)}), most
    )


def test_who_acts_between_the_halves_of_a_sentence_says_it() -> None:
    blocks = ("The road was long for Kim.", "“All this”—Kim waved his hands—“is new to me.”")
    assert said(*blocks) == ["Kim: All this", "Kim: is new to me."]


def test_the_words_that_lead_in_a_sentence_are_no_part_of_a_name() -> None:
    assert said("Ralph rose.", "Indeed Ralph could see it. “Yes,” said Ralph.") == ["Ralph: Yes,"]


def test_who_goes_by_a_given_name_is_not_mr_and_the_surname() -> None:
    blocks = (
        "Mr. Lane sat by the fire. Ralph Lane had come in. Ralph bowed to Mr. Lane.",
        "Then Ralph sat.",
        "“Sir,” said Ralph Lane.",
        "“My boy,” said Mr. Lane.",
    )
    assert said(*blocks) == ["Ralph: Sir,", "Mr. Lane: My boy,"]


def test_a_noun_of_rank_means_the_only_one_who_has_it_as_a_title() -> None:
    blocks = ("Dr. Lane came in, and the doctor sat down.", "“Well?” said the doctor.")
    assert said(*blocks) == ["Dr. Lane: Well?"]
    other = ("Dr. Lane and Dr. Moss came in.", "“Well?” said the doctor.")
    assert said(*other) == ["the doctor: Well?"]


def test_her_mother_is_not_named_where_several_may_be_meant() -> None:
    blocks = (
        "Mrs. Hill and Mrs. Moss came in. The mother was tired, and Mr. Moss bowed to Ann.",
        "“Lizzy,” cried her mother, “come here.”",
    )
    assert "the mother" not in {line.partition(": ")[0] for line in said(*blocks)}


def test_a_pronoun_and_a_name_behind_it_in_one_paragraph_are_two() -> None:
    blocks = (
        "Mrs. Hill bowed to Mrs. Moss.",
        "“She is plain,” she said. “She may improve,” Mrs. Moss said. “In time.”",
    )
    assert said(*blocks)[1:] == ["Mrs. Moss: She may improve,", "Mrs. Moss: In time."]
    assert said(*blocks)[0] != "Mrs. Moss: She is plain,"


def test_speech_that_narration_breaks_off_with_a_dash_is_found() -> None:
    text = "Ann laughed. “It is true. I cannot blame you”—speaking more gravely—“for it is easy.”"
    assert [line.partition(": ")[2] for line in said(text)] == [
        "It is true. I cannot blame you",
        "for it is easy.",
    ]


def test_the_forms_of_a_name_in_several_chapters_are_one_speaker() -> None:
    chapters = (
        chapter_of("“How do you do, my dear friend?” said Mr. Utterson.", "“Well,” said I."),
        chapter_of("“No,” said Utterson.", "“Who?”", "“Yes,” said the clerk.", number=2),
    )
    found = find_speakers(attributed(Book(About("B", "A", language="en"), chapters), "en", {}), {})
    assert (found.quotations, found.attributed, found.uncertain, found.narrator) == (5, 4, 1, 1)
    first, second = found.speakers
    assert (first.name, first.quotations, first.aliases) == ("Mr. Utterson", 2, ("Utterson",))
    assert first.examples == ("“How do you do, my dear friend?”",)
    assert (second.name, second.quotations) == ("the clerk", 1)


def test_a_book_without_speech_has_no_speakers() -> None:
    book = Book(About("B", "A", language="en"), (chapter_of("Nothing is said."),))
    assert find_speakers(attributed(book, "en", {}), {}).speakers == ()


def test_a_third_man_who_comes_in_is_not_taken_for_one_of_two_who_talk() -> None:
    lines = said(
        "Emma sat with Mr. Lane.", "“Are you tired, papa?” said Emma.", "“No,” said Mr. Lane.",
        "A visitor walked in. Mr. Knight had come from town.",
        "“It is a fine night, sir.”", "“But is it not damp?”", "“Dirty, sir! Not a speck.”",
    )  # fmt: skip
    assert not lines[2:5][-1].startswith("Mr. Lane")
    assert not lines[-1].startswith(("Emma", "Mr. Lane"))


def test_what_somebody_replied_in_other_words_is_no_tag() -> None:
    lines = said("“Come here,” said Mr. Lane. “Is it true?” Emma replied that it was.")
    assert lines[0] == "Mr. Lane: Come here,"
    assert not lines[1].startswith("Emma")
