"""What a chapter file says about itself, by ffmpeg's generic names for tags.

Audiobookshelf takes `album` for the book, `artist` for its authors and `composer` for its
narrators (advplyr/audiobookshelf 2.36.0, `server/scanner/AudioFileScanner.js`); Plex and Apple
Books do the same.
"""

from __future__ import annotations

from collections.abc import Mapping

_CODES = (
    "ar=ara bg=bul bn=ben ca=cat cs=ces cy=cym da=dan de=deu el=ell en=eng es=spa et=est eu=eus"
    " fa=fas fi=fin fr=fra ga=gle gl=glg gu=guj he=heb hi=hin hr=hrv hu=hun hy=hye id=ind is=isl"
    " it=ita ja=jpn ka=kat kk=kaz kn=kan ko=kor la=lat lt=lit lv=lav ml=mal mr=mar ms=msa nb=nob"
    " ne=nep nl=nld nn=nno no=nor or=ori pa=pan pl=pol pt=por ro=ron ru=rus sk=slk sl=slv sq=sqi"
    " sr=srp sv=swe sw=swa ta=tam te=tel th=tha tr=tur uk=ukr ur=urd vi=vie zh=zho"
)
THREE_LETTERS: Mapping[str, str] = dict(pair.split("=") for pair in _CODES.split())
"""ISO 639-1 to 639-2/T: ID3's TLAN and MP4 want three letters"""


def chapter_tags(
    *,
    book: str,
    title: str,
    author: str,
    narrator: str | None,
    language: str,
    number: int,
    total: int,
    date: str | None = None,
) -> dict[str, str]:
    """The tags of one chapter; those without a value are left out.

    `language` is a primary tag (`en`), with or without a region; `date` a year or a day.
    """
    primary = language.replace("_", "-").split("-")[0].lower()
    tags = {
        "title": title.strip() or f"Chapter {number}",
        "album": book,
        "artist": author,
        "album_artist": author,
        "composer": narrator or "",
        "narrator": narrator or "",
        "track": f"{number}/{total}",
        "genre": "Audiobook",
        "language": "" if primary == "auto" else THREE_LETTERS.get(primary, primary),
        "date": date or "",
    }
    return {name: value for name, value in tags.items() if value.strip()}
