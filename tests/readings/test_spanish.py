"""Spanish times, dates, ordinals and fractions, as a narrator says them."""

from __future__ import annotations

import pytest

from narrate.readings.continental import Noun
from narrate.readings.spanish.grammar import gender_of, mixed, ordinal, portion
from narrate.script import to_spoken


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("a las 3:15", "a las tres y cuarto"),
        ("a las 3:45 de la tarde", "a las tres y cuarenta y cinco de la tarde"),
        ("las 15h30", "las quince y media"),
        ("a las 13:00 h", "a las trece horas"),
        ("a la 1:00 h", "a la una hora"),
        ("a las 24:00", "a las veinticuatro"),
        # with a point only where the words before it say so
        ("Todo acabó a las 8.20.", "Todo acabó a las ocho y veinte."),
        ("el 8.20 no es hora", "el ocho punto veinte no es hora"),
        # halves of the day; their stop may end the sentence
        ("Salió a las 1.00 p. m. y volvió", "Salió a las una de la tarde y volvió"),
        ("a las 5:15 a. m.", "a las cinco y cuarto de la mañana."),
        ("a las 12:00 a. m. en punto", "a las doce de la noche en punto"),
        ("a las 12:30 p. m. en punto", "a las doce y media del mediodía en punto"),
        ("a las 7 p. m. en punto", "a las siete de la tarde en punto"),
        ("a las 9 pm.", "a las nueve de la noche."),
        ("a las 9:30 h. Luego salió.", "a las nueve y media. Luego salió."),
        # seconds
        ("a las 10:15:20", "a las diez horas quince minutos y veinte segundos"),
        ("a las 10:15:00", "a las diez y cuarto"),
        # zones
        ("a las 14:00 GMT", "a las catorce g m t"),
        ("a las 14:00 UTC+2", "a las catorce u t c más dos"),
        ("a las 14:00 GMT-3:30", "a las catorce g m t menos tres treinta"),
        # what is no time of day
        ("a las 13 p. m.", "a las trece p. m."),
        ("Juan 3:16", "Juan 3:16"),
    ],
)
def test_a_spanish_time_of_day_is_read_as_it_is_said(written: str, said: str) -> None:
    assert to_spoken(written, "es") == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("3 h 15 min", "Tres horas y quince minutos"),
        ("1 h y 1 min", "Una hora y un minuto"),
        ("15 h 10 min 40 seg.", "Quince horas diez minutos y cuarenta segundos."),
        ("Duró 2 h 20 min. Luego salió.", "Duró dos horas y veinte minutos. Luego salió."),
        ("15 min", "Quince minutos"),
    ],
)
def test_a_spanish_length_of_time_is_read_in_full(written: str, said: str) -> None:
    assert to_spoken(written, "es") == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("el 5/4", "el cinco de abril"),
        ("el 1/2 de la casa", "el medio de la casa"),
        ("mayo 5, 1898", "cinco de mayo de mil ochocientos noventa y ocho"),
        ("12/25/1898", "Veinticinco de diciembre de mil ochocientos noventa y ocho"),
        ("el 25/12/05", "el veinticinco de diciembre de dos mil cinco"),
        ("el 25/12/00", "el veinticinco de diciembre de dos mil"),
        ("el 25/12/98", "el veinticinco de diciembre del noventa y ocho"),
        # a section's number, and what is no day
        ("25.12.98", "25.12.98"),
        ("40/40/1898", "40/40/1898"),
    ],
)
def test_a_spanish_date_in_figures_is_read_with_its_month(written: str, said: str) -> None:
    assert to_spoken(written, "es") == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("1ro, 2do, 4to, 7mo", "Primero, segundo, cuarto, séptimo"),
        ("3.er piso", "Tercer piso"),
        ("el 3.º piso", "el tercer piso"),
        ("la 3.ª vez", "la tercera vez"),
        ("11.os", "Decimoprimeros"),
        ("1000.º", "Milésimo"),
        ("2001.ª", "Dosmilésima primera"),
        ("1.000.000.º", "Millonésimo"),
        # letters that do not go with the figure
        ("3do", "3do"),
    ],
)
def test_a_spanish_ordinal_agrees_with_what_it_counts(written: str, said: str) -> None:
    assert to_spoken(written, "es") == said


def test_a_spanish_ordinal_too_large_for_a_word_is_a_cardinal() -> None:
    assert ordinal(2_000_000, "a") == "dos millones"
    assert ordinal(100_000_000) == "cienmillonésimo"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("1/2", "Medio"),
        ("½ kg", "Medio kilogramo"),
        ("1/2 h", "Media hora"),
        ("1/2 docena", "Media docena"),
        ("1/2 %", "Un medio por ciento"),
        ("1/4 %", "Un cuarto por ciento"),
        ("1/3 de milla", "Un tercio de milla"),
        ("2/5 km", "Dos quintos de kilómetro"),
        ("3/12", "Tres doceavos"),
        ("1/20", "Un veinteavo"),
        ("3/200", "Tres ducentésimos"),
        ("5/2000", "Cinco dosmilésimos"),
        ("3/150", "Tres sobre ciento cincuenta"),
        ("1½ tazas", "Una taza y media"),
        ("2½ horas", "Dos horas y media"),
        ("2 1/2", "Dos y medio"),
        ("1 1/2 km", "Un kilómetro y medio"),
        ("2 3/5 km", "Dos y tres quintos de kilómetro"),
        ("2 1/2 %", "Dos y medio por ciento"),
        ("2 3/4 %", "Dos y tres cuartos por ciento"),
        # figures behind the comma go two by two
        ("3,05 km", "Tres coma cero cinco kilómetros"),
        ("3,1415", "Tres coma catorce quince"),
        ("2,5 millones", "Dos coma cinco millones"),
        # the hundreds agree, also before a thousand
        ("200 leguas y 500 millas", "Doscientas leguas y quinientas millas"),
        ("501.000 personas", "Quinientas un mil personas"),
    ],
)
def test_a_spanish_fraction_agrees_with_its_unit(written: str, said: str) -> None:
    assert to_spoken(written, "es") == said


def test_no_spanish_fraction_has_a_part_of_one_or_nothing() -> None:
    mile = Noun("f", "milla", "millas")
    assert portion(3, 0, None) is None and portion(3, 1, mile) is None
    assert mixed(2, 3, 1, mile) is None
    square = Noun("f", "milla cuadrada", "millas cuadradas")
    assert mixed(2, 1, 2, square) == "dos y media milla cuadrada"


@pytest.mark.parametrize(
    ("word", "gender"),
    [("casas", "f"), ("ciudades", "f"), ("días", "m"), ("libros", "m"), ("mil", "m"), ("va", "")],
)
def test_the_gender_of_a_spanish_noun_is_told_by_its_plural(word: str, gender: str) -> None:
    assert gender_of(word) == gender


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("1 mujer, 21 horas", "Una mujer, veintiuna horas"),
        ("1 voz", "Una voz"),
        ("los 60s, los años 1990s", "los sesenta, los años mil novecientos noventa"),
        ("esperó 30 s", "esperó treinta segundos"),
        ("año XII", "año doce"),
        ("el XX aniversario", "el veinte aniversario"),
        ("la V edición", "la quinta edición"),
        ("II Congreso", "Segundo Congreso"),
        ("la X marca el lugar", "la X marca el lugar"),
        ("artículos II y III", "artículos dos y tres"),
        ("la 5a parte, el 2o piso", "la quinta parte, el segundo piso"),
        ("la calle 5a", "la calle 5a"),
        ("15-IX-1821", "Quince de septiembre de mil ochocientos veintiuno"),
        ("A$12", "Doce dólares australianos"),
        ("2 M€", "Dos millones de euros"),
        ("llame al 1-800-555-1212", "llame al uno ochocientos, cinco cinco cinco, uno dos uno dos"),
        ("Dr. «Pepe» Ruiz", "Doctor «Pepe» Ruiz"),
        (
            "3-sep-2021, ago. 2011",
            "Tres de septiembre de dos mil veintiuno, agosto de dos mil once",
        ),
        ("4 pta. y la pta. 4", "Cuatro peseta y la puerta cuatro"),
        ("la 2.ª ed., las pp. 12 y ss.", "la segunda edición, las páginas doce y siguientes."),
        ("S. Pedro y S. Gómez", "San Pedro y S. Gómez"),
        ("Carlos S. Martín", "Carlos S. Martín"),
        ("1/18, 1/25, 1/31", "Un dieciochoavo, un veinticincoavo, un treintaiunavo"),
        ("del siglo XIX y principios del XX", "del siglo diecinueve y principios del veinte"),
        ("Luis I. Pérez. Murió Carlos I. Después", "Luis I. Pérez. Murió Carlos primero. Después"),
        ("la N-VI, 1 de las casas", "la N seis, una de las casas"),
        ("a la 1 y a la 1,5", "a la una y a la uno coma cinco"),
        ("el 12vo, los 10ºs", "el decimosegundo, los décimos"),
        ("+5, Dto. 7-8-10", "Más cinco, Dto. 7-8-10"),
    ],
)
def test_spanish_is_read_by_its_kind(written: str, said: str) -> None:
    assert to_spoken(written, "es") == said
