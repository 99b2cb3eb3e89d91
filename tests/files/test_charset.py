from __future__ import annotations

import pytest

from narrate.errors import ManuscriptError
from narrate.files.encoding import decode

TEXTS = {
    "ru": "Все счастливые семьи похожи друг на друга, каждая несчастливая семья несчастлива "
    "по-своему. Все смешалось в доме Облонских. — Ну, что же, — сказал он, — поедем завтра?\n",
    "ja": "吾輩は猫である。名前はまだ無い。\n\n「おい、その猫をどうする」と主人が言った。\n",
    "zh": "希望本是无所谓有，无所谓无的。这正如地上的路；其实地上本没有路，走的人多了。\n",
    "zh-Hant": "希望本是無所謂有，無所謂無的。這正如地上的路；其實地上本沒有路，走的人多了。\n",
    "ko": "나는 그때 아직 어렸고 세상을 잘 알지 못했다. 아버지는 아침마다 일찍 일어나셨다.\n",
    "fr": "Longtemps, je me suis couché de bonne heure. Parfois, à peine ma bougie éteinte, mes "
    "yeux se fermaient : « Je m'endors. » Où étais-je ? Là-bas, peut-être, près de la fenêtre.\n",
    "de": "Er lag auf seinem panzerartig harten Rücken und sah seinen gewölbten, braunen Bauch. "
    "Über dem Tisch hieß es: Größe. Die Wände waren schön, und die Tür öffnete sich.\n",
    "es": "En un lugar de la Mancha vivía un hidalgo. ¿Quién era? ¡Nadie lo sabía! La señora "
    "tenía cuarenta años y una niña pequeña. Mañana será otro día.\n",
    "en": "“That is where he lives,” said the boy. It wasn’t far — a mile, perhaps.\n\n“Don’t,” "
    "said Mara. The café was closed…\n",
    "pl": "Była już późna noc, gdy Zosia wyszła z domu. Żaden głos nie odpowiedział, tylko wiatr "
    "szumiał wśród gałęzi. Księżyc świecił nad wodą.\n",
    "cs": "Byl pozdní večer, první máj, byl lásky čas. Hrdliččin zval ku lásce hlas, o lásce "
    "šeptal tichý mech; květoucí strom lhal lásky žel.\n",
    "el": "Μια φορά κι έναν καιρό ζούσε στο νησί ένας γέρος ψαράς. Κάθε πρωί έβγαινε με τη βάρκα "
    "του στη θάλασσα και γύριζε το βράδυ.\n",
}


@pytest.mark.parametrize(
    ("language", "encoding", "told"),
    [
        ("ru", "cp1251", "Windows-1251"),
        ("ru", "koi8_r", "KOI8-R"),
        ("ru", "cp866", "DOS Cyrillic (CP866)"),
        ("ru", "mac_cyrillic", "Mac Cyrillic"),
        ("ja", "shift_jis", "Shift-JIS"),
        ("ja", "euc_jp", "EUC-JP"),
        ("ja", "iso2022_jp", "ISO-2022-JP"),
        ("zh", "gb18030", "GB18030"),
        ("zh-Hant", "big5", "Big5"),
        ("ko", "euc_kr", "EUC-KR"),
        ("fr", "mac_roman", "Mac Roman"),
        ("fr", "cp850", "DOS (CP850)"),
        ("de", "mac_roman", "Mac Roman"),
        ("es", "mac_roman", "Mac Roman"),
        ("en", "mac_roman", "Mac Roman"),
        ("pl", "cp1250", "Windows-1250"),
        ("pl", "iso8859_2", "ISO-8859-2"),
        ("cs", "iso8859_2", "ISO-8859-2"),
        ("el", "cp1253", "Windows-1253"),
    ],
)
def test_an_encoding_that_had_to_be_guessed_is_right_and_told(
    language: str, encoding: str, told: str
) -> None:
    text = TEXTS[language]
    text = text.encode(encoding, "ignore").decode(encoding)  # KOI8-R has no dashes
    read, warnings = decode(text.encode(encoding), "x")
    assert read == text
    assert warnings == [f"read as {told}; if letters are wrong, save it as UTF-8"]


@pytest.mark.parametrize("language", ["fr", "de", "es", "en"])
def test_western_texts_in_windows_1252_are_read_as_ever(language: str) -> None:
    text = TEXTS[language]
    assert decode(text.encode("cp1252"), "x") == (text, [])


@pytest.mark.parametrize("text", ["It cost £5 ½.", "Señor Müller, Mlle Lefèvre", "naïve", "“Oh!”"])
def test_a_few_bytes_do_not_make_a_text_another_than_western(text: str) -> None:
    assert decode(text.encode("cp1252"), "x") == (text, [])


def test_one_quotation_mark_of_a_macintosh_is_known() -> None:
    text = "The ferry left at six. “That is where he lives.”"
    assert decode(text.encode("mac_roman"), "x")[0] == text


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("language", ["zh", "ja", "ru"])
def test_utf_16_without_a_mark_and_almost_without_white_space_is_known(
    language: str, encoding: str
) -> None:
    text = TEXTS[language].replace("\n", "").replace(" ", "") * 5 + "\n"
    assert decode(text.encode(encoding), "x")[0] == text


def test_bytes_that_make_sense_in_no_encoding_are_refused() -> None:
    data = bytes(0x80 + (i * 37) % 128 for i in range(600))
    with pytest.raises(ManuscriptError, match="cannot be told from its bytes"):
        decode(data, "x")
