"""Spanish, German and French: what the golden folders do not hold, and what must never happen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrate.chunk import EngineText
from narrate.readings import RULE_NAMES, french, readings_of
from narrate.readings.continental.measures import units_of
from narrate.readings.german import grammar as german
from narrate.readings.languages import data_of
from narrate.readings.spanish import grammar as spanish
from narrate.script import to_spoken
from tests.effort import assert_linear

LANGUAGES = ("es", "de", "fr")
PIECES = [
    *"0123456789.,:;/-–−+×=%°º½€$£&§()«»“”'’IVXLCMDSaehmsº@#| ", "12", "1.000", "10 000", "1898",
    "1/2", "15:30", " de ", " el ", "siglo ", "Sr. ", "D. ", "M. ", "Nr. ", "z. B. ", "etc. ",
    "Louis ", "Carlos ", "Wilhelm ", "km/h", " mayo", "Mai ", "1er", "XIXe ", "www.", ".com",
    "capítulo ", "Kapitel ", "chapitre ", "tel. ", "p. m.", "Uhr", " h ", "millones", "MDCCC",
    " noventa ", "ñ", "ß", "é", "\u00a0", "—",
]  # fmt: skip
WORDS = st.text(alphabet="abcdefghijklmnopqrstuvwxyzñáéíóúäöüßçèàù ,;", max_size=80)


@pytest.mark.parametrize(
    ("language", "written", "said"),
    [
        # a word behind a figure decides its gender, where it is sure
        ("es", "El 1 de mayo llegó 1 carta", "El primero de mayo llegó una carta"),
        ("es", "los 21 y el 1 llegaba", "los veintiuno y el uno llegaba"),
        ("es", "200.021 leguas, 21 mil días", "Doscientas mil veintiuna leguas, veintiún mil días"),
        ("es", "31 problemas y 31 ciudades", "Treinta y un problemas y treinta y una ciudades"),
        ("fr", "21 pages, 21 jours, 1 fois", "Vingt et une pages, vingt et un jours, une fois"),
        ("de", "1 Woche, 1 Million, 1", "Eine Woche, eine Million, eins"),
        # a state behind a town and before a ZIP code, which Germany's codes are not
        (
            "es",
            "Calle Ocho, Miami, FL 33133-0012.",
            "Calle Ocho, Miami, Florida tres tres uno tres tres, cero cero uno dos.",
        ),
        ("fr", "Elm St, Ames, IA 02115", "Elm Street, Ames, Iowa zéro deux un un cinq"),
        ("de", "Elm Rd., Ames, CA 93650", "Elm Road, Ames, Kalifornien neun drei sechs fünf null"),
        ("es", "En Ávila, CA 5 y DE 3", "En Ávila, CA cinco y DE tres"),
        # a stop is both an abbreviation's and the sentence's
        ("es", "Vino el Sr. No dijo nada.", "Vino el Señor. No dijo nada."),
        ("es", "pan, vino, etc. Luego", "pan, vino, etcétera. Luego"),
        ("es", "pan, etc., y luego", "pan, etcétera, y luego"),
        ("de", "Äpfel usw. Dann ging er.", "Äpfel und so weiter. Dann ging er."),
        ("de", "Er kam am 3. Dann ging er.", "Er kam am dritten. Dann ging er."),
        ("fr", "du vin, etc. Puis", "du vin, et cetera. Puis"),
        ("es", "la Avda. Mayor, p. ej. Juan", "la Avenida Mayor, por ejemplo Juan"),
        ("es", "Es de S. M. Luego vino.", "Es de Su Majestad. Luego vino."),
        ("de", "3 Mio. Mark bzw. Taler", "Drei Millionen Mark beziehungsweise Taler"),
        # telephones are spelled, in French by twos
        ("es", "tel. 91 123 45 67", "teléfono nueve uno, uno dos tres, cuatro cinco, seis siete"),
        ("de", "0171/123456", "Null eins sieben eins, eins zwei drei vier fünf sechs"),
        ("fr", "01 23 45 06 90", "Zéro un, vingt-trois, quarante-cinq, zéro six, quatre-vingt-dix"),
        ("es", "+34 91 123 45 67", "Más treinta y cuatro, nueve uno, uno dos tres, cuatro cinco,"
         " seis siete"),
        ("es", "+351 91 123 45 67", "Más tres cinco uno, nueve uno, uno dos tres, cuatro cinco,"
         " seis siete"),
        ("es", "tel. 555 123 4567 12", "teléfono cinco cinco cinco, uno dos tres, cuatro cinco"
         " seis siete, extensión uno dos"),
        ("es", "5551-2345", "Cinco cinco cinco uno, dos tres cuatro cinco"),
        ("es", "1914-1918", "Mil novecientos catorce a mil novecientos dieciocho"),
        ("es", "1-800-FLORES", "Uno ochocientos FLORES"),
        # machines on a network; thousands look alike
        ("es", "la IP 10.0.0.1", "la I P uno cero punto cero punto cero punto uno"),
        ("de", "192.168.0.1", "Eins neun zwei Punkt eins sechs acht Punkt null Punkt eins"),
        ("es", "100.000.000.000", "Cien mil millones"),
        # years that a novel does not tell
        ("es", "en mayo de 186... y en 18..", "en mayo de mil ochocientos sesenta y tantos y en"
         " mil ochocientos y tantos."),
        ("es", "Quedan en 18... no, en 20.", "Quedan en dieciocho... no, en veinte."),
        # initials are nobody's title
        ("es", "hermano de Carlos D. Ruiz", "hermano de Carlos D. Ruiz"),
        ("es", "V. S. Naipaul y A. C. Doyle", "V. S. Naipaul y A. C. Doyle"),
        ("fr", "le peintre Jean M. Dupont", "le peintre Jean M. Dupont"),
        ("fr", "Me Jean a vu Me Petit", "Me Jean a vu Maître Petit"),
        ("de", "E. T. A. Hoffmann an P. Heyse", "E. T. A. Hoffmann an P. Heyse"),
        # words that look like units, numerals, months, coins
        ("es", "la vi y el 5 ha venido", "la vi y el cinco ha venido"),
        ("es", "de mi parte vi que este siglo vi mal", "de mi parte vi que este siglo vi mal"),
        ("es", "3 de mar adentro", "Tres de mar adentro"),
        ("fr", "le 5 ma mère, le 6 l’autre", "le cinq ma mère, le six l’autre"),
        ("fr", "Ce fut Le Havre. Les Ides.", "Ce fut Le Havre. Les Ides."),
        ("de", "Ich schreibe Dir. Dein Max. Gut.", "Ich schreibe Dir. Dein Max. Gut."),
        ("de", "der 3. Jan, der 3. Jan. 2000", "der dritte Jan, der dritte Januar zweitausend"),
        # too uncertain to be touched
        ("es", "Juan 3:16, 3-2, $1,000, 24/7", "Juan 3:16, 3-2, $1,000, 24/7"),
        ("es", "Tipo II, Rocky IV, MIX", "Tipo II, Rocky IV, MIX"),
        ("de", "401-ks, B2A23C, Joh 3:2", "401-ks, B2A23C, Joh 3:2"),
        ("fr", "Matthieu 5:3", "Matthieu 5:3"),
        ("de", "1970-2010", "1970-2010"),
        # German cases
        ("de", "in der 2. Klasse", "in der zweiten Klasse"),
        ("de", "der 2. Mann", "der zweite Mann"),
        ("de", "am Ende der 2. Woche", "am Ende der zweiten Woche"),
        ("de", "mein 2. Kind, ein 3. Versuch", "mein zweites Kind, ein dritter Versuch"),
        ("de", "im 16. und 17. Jahrhundert", "im sechzehnten und siebzehnten Jahrhundert"),
        ("de", "im XIX. Jahrhundert", "im neunzehnten Jahrhundert"),
        ("de", "bei Karl V. und für Karl V.", "bei Karl dem Fünften und für Karl den Fünften."),
        ("de", "nach einer 1/2 Stunde", "nach einer halben Stunde"),
    ],
)  # fmt: skip
def test_spanish_german_and_french_figures_are_read_in_context(
    language: str, written: str, said: str
) -> None:
    assert to_spoken(written, language, EngineText()) == said


@pytest.mark.parametrize("language", LANGUAGES)
def test_dates_of_every_month_are_read_in_spanish_german_and_french(language: str) -> None:
    day = {"es": "2 de {}", "de": "2. {}", "fr": "2 {}"}[language]
    said = {"es": "Dos de {}", "de": "Zweiter {}", "fr": "Deux {}"}[language]
    for number, month in enumerate(data_of(language)["months"].split(), 1):
        assert to_spoken(day.format(month), language) == said.format(month)
        mark = "." if language == "de" else "/"
        assert month in to_spoken(f"2{mark}{number}{mark}1898", language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_unit_and_coin_is_read_in_spanish_german_and_french(language: str) -> None:
    data = data_of(language)
    for sign, unit in units_of(data).items():
        if sign not in data["currencies"]:
            assert to_spoken(f"3 {sign}", language).endswith(unit.many), sign
    for code, entry in data["currencies"].items():
        if code.isupper() and code not in data["weak_signs"].split():
            assert to_spoken(f"{code} 3", language).endswith(entry["unit"][2]), code


def test_spanish_ordinals_of_all_sizes_are_read() -> None:
    assert [spanish.ordinal(n, "a") for n in (1, 11, 18, 28, 31, 248)] == [
        "primera", "decimoprimera", "decimoctava", "vigesimoctava", "trigésima primera",
        "ducentésima cuadragésima octava",
    ]  # fmt: skip
    assert [german.ordinal(n, "e") for n in (1, 3, 7, 8, 20, 101)] == [
        "erste", "dritte", "siebte", "achte", "zwanzigste", "ein\u00adhundert\u00aderste",
    ]  # fmt: skip
    assert [french.grammar.ordinal(n) for n in (1, 5, 9, 21, 80, 200)] == [
        "premier", "cinquième", "neuvième", "vingt et unième", "quatre-vingtième", "deux centième",
    ]  # fmt: skip


def test_a_german_year_counts_hundreds_in_a_sentence_only() -> None:
    assert to_spoken("im Sommer 1914", "de", EngineText()) == "im Sommer neunzehnhundertvierzehn"
    assert to_spoken("1914", "de", EngineText()) == "Eintausendneunhundertvierzehn"


def test_a_continental_rule_that_is_off_leaves_its_figures() -> None:
    rules = frozenset(RULE_NAMES)
    assert to_spoken("el 5 de 3,5 kg", "es", rules=rules - {"numbers"}) == (
        "el 5 de tres coma cinco kilogramos"
    )
    assert to_spoken("Sr. Luis XIV, 5 €", "es", rules=()) == "Sr. Luis XIV, 5 €"


@pytest.mark.parametrize("language", LANGUAGES)
@given(text=st.lists(st.sampled_from(PIECES), max_size=40).map("".join) | st.text(max_size=40))
def test_any_continental_text_is_read_as_one_clean_line(language: str, text: str) -> None:
    said = to_spoken(text, language)
    assert said == to_spoken(text, language)
    assert "\n" not in said
    assert bool(said.strip()) >= any(map(str.isalnum, text))


@pytest.mark.parametrize("language", LANGUAGES)
@given(text=WORDS)
def test_continental_words_alone_are_left_alone(language: str, text: str) -> None:
    for reading in readings_of(language):
        assert reading.apply(text) == text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("text", ["www.²", "a@b.①", "1² ³", "& &", "② km"])
def test_odd_digits_and_repeated_signs_are_read_as_clean_text(language: str, text: str) -> None:
    said = to_spoken(text, language)
    assert said == " ".join(said.split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_reading_a_long_continental_run_takes_linear_time(language: str) -> None:
    for unit in (
        "1",
        "1.",
        "1 ",
        "000.",
        "I",
        "IV ",
        "X. ",
        ". ",
        "a.",
        "@a",
        "+1 ",
        "½",
        "1½ ",
        "$1",
        "1 h ",
        "12:",
        "1/2 ",
        "MD",
        "S. ",
        "12-",
        "www.",
        "de 1 ",
        "1er",
        "p. 5-6 ",
    ):
        assert_linear(lambda size, unit=unit: to_spoken(unit * (size // len(unit)), language), 6000)  # type: ignore[misc]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("61 chansons, 1 sœur", "Soixante et une chansons, une sœur"),
        ("21 musées, 1 camarade", "Vingt et un musées, un camarade"),
        ("-1 signifie rien", "Moins un signifie rien"),
        ("le 1 figure en tête", "le un figure en tête"),
        ("les années 1990s", "les années mille neuf cent quatre-vingt-dix"),
        ("l'an XII", "l'an douze"),
        ("1 000 000 €", "Un million d'euros"),
        ("2,5 M€", "Deux virgule cinq millions d'euros"),
        ("A$12", "Douze dollars australiens"),
        ("Dr. « Bob » Martin", "Docteur « Bob » Martin"),
        ("M. (Jean) Dupont", "Monsieur (Jean) Dupont"),
        ("le Mⁱˢ de Sade", "le Marquis de Sade"),
        ("Mgr", "Monseigneur"),
        # francs, and what only has a letter
        ("1 500 F par mois", "Mille cinq cents francs par mois"),
        ("3 F 50, 10 f. 50", "Trois francs cinquante, dix francs cinquante"),
        ("la porte 12 F, une Renault 4 F", "la porte douze F, une Renault quatre F"),
        # streets, and the words and plates that look like them
        ("5, av. Foch", "Cinq, avenue Foch"),
        ("14 bis, r. du Bac", "Quatorze bis, rue du Bac"),
        ("Bd. Voltaire, 8 pl. des Vosges", "Boulevard Voltaire, huit place des Vosges"),
        ("av. J.-C., pl. IV", "avant Jésus-Christ, planche quatre"),
        ("St Paul, Ste Anne et la rue St Denis", "Saint Paul, Sainte Anne et la rue Saint Denis"),
        ("1914-1918", "Mille neuf cent quatorze à mille neuf cent dix-huit"),
        ("au siècle XVIII", "au siècle dix-huit"),
        ("p. « 12 », chap. (3)", "page « douze », chapitre (trois)"),
        # words of an address, letters of what cannot be said
        ("contact@exemple.fr", "contact arobase exemple point f r"),
        ("www.cnrs.fr", "w w w point c n r s point f r"),
    ],
)
def test_french_is_read_by_its_kind(written: str, said: str) -> None:
    assert to_spoken(written, "fr") == said
