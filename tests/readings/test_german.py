"""German times, dates and fractions, as a narrator says them."""

from __future__ import annotations

import pytest

from narrate.chunk import EngineText
from narrate.readings.continental import Noun
from narrate.readings.german.grammar import form_at, mixed, portion
from narrate.script import to_spoken


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("um 14:15 Uhr", "um vierzehn Uhr fünfzehn"),
        ("um 14.15 Uhr", "um vierzehn Uhr fünfzehn"),
        ("14:15 h", "Vierzehn Uhr fünfzehn"),
        ("um 1 Uhr", "um ein Uhr"),
        ("7 Uhr 30", "Sieben Uhr dreißig"),
        ("gegen 8:00", "gegen acht Uhr"),
        ("um 10:15:20 Uhr", "um zehn Uhr fünfzehn Minuten zwanzig Sekunden"),
        ("um 10:01:01 Uhr", "um zehn Uhr eine Minute eine Sekunde"),
        # no word says that it is a time of day
        ("Kapitel 8:07", "Kapitel 8:07"),
        ("um 8.07", "um acht Punkt null sieben"),
    ],
)
def test_a_german_time_of_day_is_read_as_it_is_said(written: str, said: str) -> None:
    assert to_spoken(written, "de", EngineText()) == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("24.12.", "Vierundzwanzigster Dezember"),
        ("24.12", "Vierundzwanzigster Dezember"),
        ("Am 24.12. kam er.", "Am vierundzwanzigsten Dezember kam er."),
        ("Er kam am 24.12.", "Er kam am vierundzwanzigsten Dezember."),
        ("am 2.3.2003", "am zweiten März zweitausenddrei"),
        ("am 3. Jänner 1900", "am dritten Januar neunzehnhundert"),
        ("den 3. Mai", "den dritten Mai"),
        ("2003-03", "März zweitausenddrei"),
        ("2003-03-05", "Fünfter März zweitausenddrei"),
        # what is no day
        ("2003-03-32", "2003-03-32"),
    ],
)
def test_a_german_date_in_figures_is_read_with_its_month(written: str, said: str) -> None:
    assert to_spoken(written, "de", EngineText()) == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("1/2", "Ein halb"),
        ("3/2", "Drei halbe"),
        ("1/2 l", "Ein halber Liter"),
        ("1/3", "Ein Drittel"),
        ("3/4 kg", "Drei viertel Kilogramm"),
        ("2 1/2", "Zweieinhalb"),
        ("2 1/2 Liter", "Zweieinhalb Liter"),
        ("2 2/5", "Zwei zwei Fünftel"),
        ("2 2/5 km", "Zwei zwei Fünftel Kilometer"),
        ("3/0", "3/0"),
    ],
)
def test_a_german_fraction_agrees_with_its_unit(written: str, said: str) -> None:
    assert to_spoken(written, "de", EngineText()) == said


def test_no_german_fraction_has_a_part_of_one_or_nothing() -> None:
    litre = Noun("m", "Liter", "Liter")
    assert portion(3, 0, None) is None and portion(3, 2, litre) is None
    assert mixed(2, 3, 1, litre) is None


@pytest.mark.parametrize(
    ("counted", "form"),
    [
        (" Jahr", "m"), (" Woche", "f"), (" Zeitung", "f"), (" Freiheit", "f"), (" Million", "f"),
        (" Bäckerei", "f"), (" ging", ""), (", Jahr", ""), ("", ""),
    ],
)  # fmt: skip
def test_a_german_one_takes_its_gender_from_the_noun_it_counts(counted: str, form: str) -> None:
    assert form_at(f"1{counted}", 0, 1) == form


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("14:45", "Vierzehn Uhr fünfundvierzig"),
        ("14:00 Uhr MEZ", "Vierzehn Uhr M E Z"),
        ("um 10:25 h ging es los", "um zehn Uhr fünfundzwanzig ging es los"),
        ("Mi., 4. Mai", "Mittwoch, vierter Mai"),
        ("So, 3 Mann kamen.", "So, drei Mann kamen."),
        ("vom 18.–20. Mai", "vom achtzehnten bis zwanzigsten Mai"),
        ("Okt. 1950", "Oktober neunzehnhundertfünfzig"),
        ("15.8.", "Fünfzehnter August"),
        ("A$12, 3 M€", "Zwölf australische Dollar, drei Millionen Euro"),
        ("Dr. med. dent. Huber", "Doktor der Zahnmedizin Huber"),
        ("Prof. Dr. rer. nat. Huber", "Professor Doktor der Naturwissenschaften Huber"),
        ("Dipl.-Ing. Berg", "Diplomingenieur Berg"),
        ("Fr. „Lotte“ Müller", "Frau „Lotte“ Müller"),
        ("im Jahr XII", "im Jahr zwölf"),
        ("Goethepl. 5, Friedrich-Ebert-Str. 3", "Goetheplatz fünf, Friedrich-Ebert-Straße drei"),
        ("Er wohnt in der Bahnhofstr.", "Er wohnt in der Bahnhofstraße."),
        ("Ecke Hauptstr. Dort stand er.", "Ecke Hauptstraße. Dort stand er."),
        ("(gegr. 1200)", "(gegründet zwölfhundert)"),
        ("Mo–Fr, Sa. und So.", "Montag bis Freitag, Samstag und Sonntag."),
        ("Ludwig der 14.", "Ludwig der vierzehnte."),
        ("in 2. Ehe, aus 1. Hand", "in zweiter Ehe, aus erster Hand"),
        ("am 1. und 2. Mai", "am ersten und zweiten Mai"),
        ("50%ige, die 5-%-Hürde", "Fünfzigprozentige, die fünf-Prozent-Hürde"),
        ("der 100-m-Lauf, 5-Sterne-Hotel", "der einhundert-Meter-Lauf, fünf-Sterne-Hotel"),
        ("½ Liter, 1 Prise, 1 Junge", "Ein halber Liter, eine Prise, ein Junge"),
        ("200 Ew., Ew. Majestät", "Zweihundert Einwohner, Euer Majestät"),
        (
            "Nr. 1174, im Jahr 1174",
            "Nummer eintausendeinhundertvierundsiebzig, im Jahr elfhundertvierundsiebzig",
        ),
        ("max. 5, Max. 5 geht.", "maximal fünf, Maximal fünf geht."),
        ("Das ist Max. Er lacht.", "Das ist Max. Er lacht."),
    ],
)
def test_german_is_read_by_its_kind(written: str, said: str) -> None:
    assert to_spoken(written, "de", EngineText()) == said


def test_without_an_engine_the_joints_of_number_words_show() -> None:
    assert to_spoken("123 Tage", "de") == "Ein-hundert-drei-und-zwanzig Tage"
