"""Spanish, German and French: two figures with a mark between, prices, codes, addresses."""

from __future__ import annotations

import pytest

from narrate.chunk import EngineText
from narrate.script import to_spoken
from tests.effort import assert_linear

LANGUAGES = ("es", "de", "fr")


@pytest.mark.parametrize(
    ("language", "written", "said"),
    [
        # the first figure as its unit asks
        ("es", "5-10 km", "Cinco a diez kilómetros"),
        ("es", "21-30 ha", "Veintiuna a treinta hectáreas"),
        ("es", "de 10–15 €", "de diez a quince euros"),
        ("de", "5 - 8 cm", "Fünf bis acht Zentimeter"),
        ("de", "7,5-8,5 kg", "Sieben Komma fünf bis acht Komma fünf Kilogramm"),
        ("fr", "20-25 °C", "Vingt à vingt-cinq degrés Celsius"),
        ("es", "$5-10, €5-€10", "Cinco a diez dólares, cinco euros a diez euros"),
        # sizes; a relay is so many times as far
        ("es", "40x30x20 cm", "Cuarenta por treinta por veinte centímetros"),
        ("fr", "10 cm × 15 cm", "Dix centimètres sur quinze centimètres"),
        ("fr", "le relais 4 × 100 m", "le relais quatre fois cent mètres"),
        ("de", "3 x 4 = 12", "Drei mal vier gleich zwölf"),
        ("es", "0x1F", "0x1F"),
        # scores where a match is told of, and only there
        ("es", "Ganó 3-1 y empató 0-0.", "Ganó tres a uno y empató cero a cero."),
        ("es", "la sección 3-1", "la sección 3-1"),
        ("de", "Sie gewannen 24:20.", "Sie gewannen vierundzwanzig zu zwanzig."),
        ("de", "um 24:20 Uhr", "um vierundzwanzig Uhr zwanzig"),
        ("de", "im Verhältnis 1:3, Röm 1:3", "im Verhältnis eins zu drei, Röm 1:3"),
        ("es", "escala 1:50.000", "escala uno a cincuenta mil"),
        # years
        ("es", "el curso 2023/24 y 2005/2006", "el curso dos mil veintitrés veinticuatro y dos mil"
         " cinco dos mil seis"),
        ("es", "la Ley 3/2018; 3/2000", "la Ley tres de dos mil dieciocho; tres dosmilésimos"),
        ("de", "384-322 v. Chr. lebte er", "Dreihundertvierundachtzig bis"
         " dreihundertzweiundzwanzig vor Christus lebte er"),
        # times of day, and times measured
        ("es", "7:00-9:30", "Siete a nueve y media"),
        ("es", "de 9.30 a 18.00, la 2.5", "de nueve y media a dieciocho, la dos punto cinco"),
        ("de", "17.30–19 Uhr", "Siebzehn Uhr dreißig bis neunzehn Uhr"),
        ("de", "9–12 Uhr, nach 2:30 Min. lang", "Neun bis zwölf Uhr, nach zwei Minuten dreißig"
         " Sekunden lang"),
        ("fr", "8h30-17h", "Huit heures trente à dix-sept heures"),
        # a hyphen is a minus in a sum only
        ("de", "3 - 1 = 2, aber 2 - 3 Leute", "Drei minus eins gleich zwei, aber zwei bis drei"
         " Leute"),
        ("de", "Es kamen 2 - 3 Leute.", "Es kamen zwei bis drei Leute."),
        ("fr", "(les deux) : 3 fois", "(les deux) : trois fois"),
        ("es", "(????-1173)", "(????-1173)"),
        ("es", "un Boeing 737-800", "un Boeing setecientos treinta y siete ochocientos"),
    ],
)  # fmt: skip
def test_two_figures_are_said_by_the_mark_between(language: str, written: str, said: str) -> None:
    assert to_spoken(written, language, EngineText()) == said


@pytest.mark.parametrize(
    ("language", "written", "said"),
    [
        ("es", "20 €/h, 1,20 €/100 g", "Veinte euros por hora, un euro veinte céntimos por cien"
         " gramos"),
        ("de", "499 €/Monat", "Vierhundertneunundneunzig Euro pro Monat"),
        ("de", "99,- €, Fr. 20.–", "Neunundneunzig Euro, zwanzig Franken"),
        ("es", "5 mil €, un millón de €", "Cinco mil euros, un millón de euros"),
        ("de", "195 DM 58 Pf. bar", "Einhundertfünfundneunzig Mark achtundfünfzig Pfennig bar"),
        ("es", "PHP 7.4 y PHP 8", "PHP siete punto cuatro y PHP ocho"),
        ("es", "un 97.6 % y 2.5 kg", "un noventa y siete punto seis por ciento y dos punto cinco"
         " kilogramos"),
        ("fr", "95 hab./km²", "Quatre-vingt-quinze habitants par kilomètre carré"),
        ("de", "90 mg/dl, 5 l/100 km", "Neunzig Milligramm pro Deziliter, fünf Liter pro einhundert"
         " Kilometer"),
        ("de", "bei 250°/Stufe 5", "bei zweihundertfünfzig Grad/Stufe fünf"),
        ("es", "a 40° 25′ N, 3,7° O", "a cuarenta grados veinticinco minutos norte, tres coma siete"
         " grados oeste"),
        ("es", 'una pantalla de 32"', "una pantalla de treinta y dos pulgadas"),
        ("es", 'Dijo: "Tengo 32"', 'Dijo: "Tengo treinta y dos"'),
        ("es", "3 km 200 m, km 12", "Tres kilómetros doscientos metros, kilómetro doce"),
    ],
)  # fmt: skip
def test_prices_and_measures_over_another_are_said(language: str, written: str, said: str) -> None:
    assert to_spoken(written, language, EngineText()) == said


@pytest.mark.parametrize(
    ("language", "written", "said"),
    [
        ("es", "un B-52, MP3, H2O, el 11-M", "un B cincuenta y dos, MP tres, H dos O, el once M"),
        ("es", "el Airbus A320-200", "el Airbus A trescientos veinte doscientos"),
        ("de", "Covid-19, die A7, 5G", "Covid neunzehn, die A sieben, fünf G"),
        ("de", "Gasse 12b, D-80331 München", "Gasse zwölf b, D acht null drei drei eins München"),
        ("fr", "(VT1-VT6)", "(VT un-VT six)"),
        ("es", "RAID-1+o, X11R7, la calle 5a", "RAID-1+o, X11R7, la calle 5a"),
        ("es", "ISBN 978-84-376-0494-7", "ISBN nueve siete ocho, ocho cuatro, tres siete seis, cero"
         " cuatro nueve cuatro, siete"),
        ("es", "91 555 12 34, 144 949", "Nueve uno, cinco cinco cinco, uno dos, tres cuatro, ciento"
         " cuarenta y cuatro mil novecientos cuarenta y nueve"),
        ("de", "(089) 55 66 77", "Null acht neun, fünf fünf, sechs sechs, sieben sieben"),
        ("es", "el apartado 12.2.3.4", "el apartado doce punto dos punto tres punto cuatro"),
        ("es", "carta_final.pdf", "carta guion bajo final punto p d f"),
        ("es", "#Navidad, #include", "hashtag Navidad, #include"),
    ],
)  # fmt: skip
def test_codes_and_addresses_are_said_in_part_as_words(
    language: str, written: str, said: str
) -> None:
    assert to_spoken(written, language, EngineText()).casefold() == said.casefold()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "piece",
    ['12" ', "ganó 3-1 ", "1:2 ", "2x2x", "5-6 km ", "A1-", "1/2001 ", "2:30 min ", "9.30 "],
)
def test_reading_endless_pairs_takes_linear_time(language: str, piece: str) -> None:
    assert_linear(lambda size: to_spoken(piece * (size // len(piece)), language), 4000)
