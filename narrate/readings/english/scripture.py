"""Chapter and verse: `John 3:16`, `Gen. 1:1`, `Luke ii. 14`."""

from __future__ import annotations

import re

from narrate.readings.english.rewriting import has_figure, in_turn, rewriting
from narrate.readings.english.words import cardinal
from narrate.script import roman

_SHORT = {
    "Gen": "Genesis", "Ex": "Exodus", "Exod": "Exodus", "Lev": "Leviticus", "Num": "Numbers",
    "Deut": "Deuteronomy", "Josh": "Joshua", "Judg": "Judges", "Sam": "Samuel",
    "Chron": "Chronicles", "Neh": "Nehemiah", "Esth": "Esther", "Ps": "Psalm", "Prov": "Proverbs",
    "Eccl": "Ecclesiastes", "Isa": "Isaiah", "Jer": "Jeremiah", "Lam": "Lamentations",
    "Ezek": "Ezekiel", "Dan": "Daniel", "Hos": "Hosea", "Mic": "Micah", "Hab": "Habakkuk",
    "Zech": "Zechariah", "Mal": "Malachi", "Matt": "Matthew", "Mk": "Mark", "Lk": "Luke",
    "Jn": "John", "Rom": "Romans", "Cor": "Corinthians", "Gal": "Galatians", "Eph": "Ephesians",
    "Phil": "Philippians", "Col": "Colossians", "Thess": "Thessalonians", "Tim": "Timothy",
    "Tit": "Titus", "Heb": "Hebrews", "Jas": "James", "Pet": "Peter", "Rev": "Revelation",
}  # fmt: skip
_BOOKS = (
    *_SHORT.values(), "Kings", "Ruth", "Ezra", "Job", "Psalms", "Joel", "Amos", "Obadiah", "Jonah",
    "Micah", "Nahum", "Zephaniah", "Haggai", "Acts", "Philemon", "Jude", "Qur'an", "Qur’an",
    "Quran", "Koran", "Surah", "Sura", "Sirach", "Tobit", "Baruch",
)  # fmt: skip
_BOOK = rf"\b(?P<book>{'|'.join([*_BOOKS, *_SHORT])})\b"


def _verse(match: re.Match[str]) -> str | None:
    written = match["chapter"]
    chapter = int(written) if written.isdecimal() else roman.value_of(written)
    if chapter is None:
        return None
    book = _SHORT.get(match["book"], match["book"])
    last = f" to {cardinal(int(match['last']))}" if match["last"] else ""
    return f"{book} {cardinal(chapter)}, {cardinal(int(match['verse']))}{last}"


_VERSE = r"(?P<verse>\d{1,3})(?:[-–](?P<last>\d{1,3}))?(?![\w:]|[-–]\d)"
READING = in_turn(
    rewriting(
        rf"{_BOOK}\.? (?P<chapter>\d{{1,3}}):{_VERSE}",
        _verse,
        lambda text: ":" in text and has_figure(text),
    ),
    rewriting(
        rf"{_BOOK}\.?,? (?P<chapter>[ivxlc]+)[.:,] ?{_VERSE}",
        _verse,
    ),
)
"""Part of the rule `times`, which has the figures with a colon between them"""
