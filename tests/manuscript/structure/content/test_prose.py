"""Running prose and matter told apart by what they say, in the languages that narrate reads."""

from __future__ import annotations

import pytest

from narrate.manuscript.structure import matter
from narrate.manuscript.structure.content.kinds import judged, kind_of, list_kind
from narrate.manuscript.structure.content.prose import is_prose, is_running
from narrate.manuscript.structure.passages import Passage

PROSE = [
    "The kettle had boiled dry before anybody in the kitchen noticed the smell.",
    "“Not today,” said the porter.",
    "No. I could never have told him that, not even on the bridge.",
    "All that winter she had been waiting on the bridge for Ed.",
    "— Usted no sabe nada de barcos —dijo la vieja.",
    "El tren salió con tres horas de retraso y nadie se quejó.",
    "Quand la pluie cessa, les enfants étaient déjà sur le toit de la grange.",
    "Als die Glocke schlug, war der Garten leer und das Tor stand offen.",
    "Il gatto della vicina dormiva sul muro e non si accorse di nulla.",
    "Quando a luz voltou, ninguém se lembrava do que tinha dito.",
    "Поезд стоял в поле, и никто не знал, когда он пойдёт дальше.",
    "जब घंटी बजी तब आँगन में कोई नहीं था और दरवाज़ा खुला पड़ा था।",
    "மணி அடித்தபோது தோட்டத்தில் யாரும் இல்லை, வாசல் கதவு திறந்தே கிடந்தது.",
    "铃响的时候，院子里一个人也没有，大门还开着。",
    "鐘が鳴ったとき、庭にはもう誰もいなくて、門は開いたままだった。",
    "Kun kello soi, puutarhassa ei ollut enää ketään, portti jäi auki, ja koira makasi portaalla "
    "niin kuin mitään ei olisi tapahtunut, vaikka talo oli tyhjä ja lamput olivat sammuneet jo "
    "aamulla ja pihalla haisi savu.",
]
OTHER = [
    "THE SEVEN BRIDGES",
    "by Edith Marlow",
    "Marlow, E. The Seven Bridges. Leeds: Harrow & Sons, 1911.",
    "bridges, 12, 40–44; of rope, 61",
    "3. Ibid., p. 44.",
    "Moser, Karl: Die Brücken. Graz 1911.",
    "Lisboa, Editora do Cais, 1977",
    "Москва, издательство «Мост», 1961",
    "北京，人民出版社，1958",
    "Contents",
    "12 May 1944",
]


@pytest.mark.parametrize("text", PROSE)
def test_a_sentence_is_running_prose_in_every_language(text: str) -> None:
    assert is_running(text)


@pytest.mark.parametrize("text", OTHER)
def test_titles_names_and_entries_of_lists_are_no_prose(text: str) -> None:
    assert not is_running(text)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (matter.IMPRINT, "Copyright © 2011 by Edith Marlow. All rights reserved."),
        (matter.IMPRINT, "No part of this book may be reproduced without permission."),
        (matter.IMPRINT, "Todos los derechos reservados. Depósito legal: M-1234-1999."),
        (matter.IMPRINT, "Achevé d’imprimer en mai 1987. Dépôt légal : juin 1987."),
        (matter.IMPRINT, "Alle Rechte vorbehalten. Satz und Druck: Müller, Graz."),
        (matter.IMPRINT, "Tutti i diritti riservati. Finito di stampare nel 1999."),
        (matter.IMPRINT, "Подписано в печать 12.03.1981. Тираж 50 000 экз."),
        (matter.IMPRINT, "सर्वाधिकार सुरक्षित। प्रकाशक: सेतु प्रकाशन, दिल्ली।"),
        (matter.IMPRINT, "版权所有 翻印必究 书号 7-02-001234-5"),
        (matter.IMPRINT, "発行所　橋書店　印刷所　港印刷"),
        (matter.TRANSCRIBER, "Transcriber’s note: obvious printer’s errors were corrected."),
        (matter.TRANSCRIBER, "Offensichtliche Druckfehler wurden korrigiert."),
        (matter.CREDITS, "Produced by Ann Lee and the Online Distributed Proofreading Team"),
        (
            matter.PUBLISHER,
            "THE ROPE. By E. Marlow. 12mo, cloth, $1.25.\nTHE BELL. By the same. 8vo, $2.00.",
        ),
    ],
)
def test_matter_is_known_by_what_it_says(kind: str, text: str) -> None:
    assert kind_of(text.split("\n")) == kind


@pytest.mark.parametrize(
    "text",
    [
        "He had printed in the dust the one word that she knew.",
        "“Copyright!” he cried, and threw the letter in the fire.",
        "She paid £5 for the boat and £2 for the oars.",
        "I was born in Leeds and my mother sold books.",
    ],
)
def test_a_story_with_a_word_of_matter_is_a_story(text: str) -> None:
    assert kind_of([text]) is None


@pytest.mark.parametrize(
    ("reason", "texts", "kept"),
    [
        (matter.INDEX, ["anchor, 12", "bell, 7, 9"], True),
        (matter.INDEX, [PROSE[0], PROSE[1]], False),
        (matter.NOTES, ["1. The house stood in Mill Row.", "2. So it was told to me there."], True),
        (matter.NOTES, [PROSE[0] + " " + PROSE[8]], False),
        (matter.IMPRINT, ["This book was set in Bembo and printed in Leeds by Moss & Son."], True),
        (matter.PUBLISHER, ["Edith Marlow is the author of six novels. She lives in Leeds."], True),
        (matter.PUBLISHER, PROSE[:2], False),
        (matter.BIBLIOGRAPHY, ["Moser, Karl: Die Brücken. Graz 1911."], True),
    ],
)
def test_content_decides_over_what_a_name_proposes(
    reason: str, texts: list[str], kept: bool
) -> None:
    passages = [Passage("paragraph", text) for text in texts]
    assert judged(reason, passages) == (reason if kept else None)


def test_lists_are_known_by_their_form() -> None:
    assert list_kind(["1. County Office, MS 4, f. 3.", "2. Ibid., p. 7."]) == matter.NOTES
    assert list_kind(["abbey, 12", "bees, 3–5", "ferries, 101"]) == matter.INDEX
    assert list_kind(["2 eggs", "a cup of flour", "salt"]) is None


def test_a_list_in_no_order_is_no_index() -> None:
    assert list_kind(["Weight 61", "Cigarettes 12", "Calories 2100"]) is None
    assert list_kind(["Cork 3, Derry 1", "Galway 2, Sligo 2", "Dublin 0, Mayo 5"]) is None


def test_an_answer_is_no_number_of_a_journal() -> None:
    assert list_kind(["No. I will not."]) is None
    assert list_kind(["No. Ill as he was, he came."]) is None
    assert not is_prose(["2 eggs", "a cup of flour"])
