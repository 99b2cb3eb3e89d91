"""Codes after the word that names them, and figures that only look like one."""

from __future__ import annotations

import pytest

from narrate.chunk import EngineText
from narrate.script import to_spoken
from tests.effort import assert_linear


@pytest.mark.parametrize(
    ("language", "written", "said"),
    [
        ("es", "n.º de serie: 82930164",
         "número de serie: ocho dos nueve tres cero uno seis cuatro"),
        ("es", "el vuelo IB 3021 a Lima", "el vuelo I B tres cero dos uno a Lima"),
        ("es", "expediente n.º 44718", "expediente número cuatro cuatro siete uno ocho"),
        ("es", "El tren 12951 llega.", "El tren uno dos nueve cinco uno llega."),
        ("es", "El número de serie del reloj es 4027.",
         "El número de serie del reloj es cuatro cero dos siete."),
        ("es", "expediente 4471/2023",
         "expediente cuatro cuatro siete uno barra dos mil veintitrés"),
        ("fr", "vol AF447", "vol A F quatre quatre sept"),
        ("fr", "le vol Iberia IB302", "le vol Iberia I B trois zéro deux"),
        ("fr", "N° de dossier 44718", "Numéro de dossier quatre quatre sept un huit"),
        ("fr", "la plaque AB-482-KX", "la plaque A B quatre huit deux K X"),
        ("fr", "le compte 5582 017", "le compte cinq cinq huit deux, zéro un sept"),
        ("de", "Die Seriennummer lautet 4027.", "Die Seriennummer lautet vier null zwei sieben."),
        ("de", "Kontonr. 7730, Kto.-Nr. 7730",
         "Kontonummer sieben sieben drei null, Kontonummer sieben sieben drei null"),
        ("de", "Flug LH400, Akte 44718",
         "Flug L H vier null null, Akte vier vier sieben eins acht"),
        ("de", "das Kennzeichen B-KX 4821", "das Kennzeichen B K X vier acht zwei eins"),
        ("de", "Art. Nr. 4471-B", "Artikelnummer vier vier sieben eins B"),
        ("hi", "उड़ान AI302, खाता सं. 7730", "उड़ान ए आई तीन शून्य दो, खाता संख्या सात सात तीन शून्य"),
        ("hi", "गाड़ी का नंबर DL 3C 4821 है", "गाड़ी का नंबर डी एल तीन सी चार आठ दो एक है"),
        ("en", "VIN 1HGCM82633A004352",
         "VIN one H G C M eight two six three three A zero zero four three five two"),
        ("en", "policy number 90021734", "policy number nine zero zero two one seven three four"),
    ],
)  # fmt: skip
def test_a_code_is_said_sign_by_sign_behind_what_names_it(
    language: str, written: str, said: str
) -> None:
    assert to_spoken(written, language, EngineText()) == said


@pytest.mark.parametrize(
    ("language", "written", "said"),
    [
        ("es", "una serie de 82930 libros",
         "una serie de ochenta y dos mil novecientos treinta libros"),
        ("es", "Cuenta 15000 soldados.", "Cuenta quince mil soldados."),
        ("es", "contrato 25000 obreros", "contrato veinticinco mil obreros"),
        ("es", "vuelo 447, número de socio 12",
         "vuelo cuatrocientos cuarenta y siete, número de socio doce"),
        ("es", "expediente 12/05/2003", "expediente doce de mayo de dos mil tres"),
        ("fr", "Il compte 15000 soldats.", "Il compte quinze mille soldats."),
        ("fr", "un vol de 15000 francs", "un vol de quinze mille francs"),
        ("fr", "son numéro est le 01 42 68 53 10",
         "son numéro est le zéro un, quarante-deux, soixante-huit, cinquante-trois, dix"),
        ("fr", "la facture est 25000 euros", "la facture est vingt-cinq mille euros"),
        ("es", "La matrícula es 3000 pesetas", "La matrícula es tres mil pesetas"),
        ("fr", "la série 2000-2001", "la série deux mille à deux mille un"),
        ("de", "Hausnummer 2245", "Hausnummer zweitausendzweihundertfünfundvierzig"),
        ("de", "im Auftrag 25000 Mann", "im Auftrag fünfundzwanzigtausend Mann"),
        ("hi", "उड़ान 5 घंटे, ग्राहक संख्या 8000", "उड़ान पाँच घंटे, ग्राहक संख्या आठ हज़ार"),
    ],
)  # fmt: skip
def test_what_is_counted_stays_a_number(language: str, written: str, said: str) -> None:
    assert to_spoken(written, language, EngineText()) == said


@pytest.mark.parametrize(
    "piece", ["PIN ", "vol A1-", "vuelo de A ", "Flug AB 1", "Aa-", "Nummer 1 "]
)
@pytest.mark.parametrize("language", ["es", "de", "fr"])
def test_looking_for_codes_takes_linear_time(language: str, piece: str) -> None:
    assert_linear(lambda size: to_spoken(piece * (size // len(piece)), language), 6000)
