from narrate.delivery.tags import chapter_tags


def tags(**changes: object) -> dict[str, str]:
    usual: dict[str, object] = {
        "book": "Moby-Dick",
        "title": "Loomings",
        "author": "Herman Melville",
        "narrator": "heart",
        "language": "en",
        "number": 3,
        "total": 135,
    }
    return chapter_tags(**{**usual, **changes})  # type: ignore[arg-type]


def test_book_is_the_album_and_narrator_the_composer() -> None:
    assert tags(date="1851") == {
        "title": "Loomings",
        "album": "Moby-Dick",
        "artist": "Herman Melville",
        "album_artist": "Herman Melville",
        "composer": "heart",
        "narrator": "heart",
        "track": "3/135",
        "genre": "Audiobook",
        "language": "eng",
        "date": "1851",
    }


def test_what_is_not_known_is_left_out() -> None:
    found = tags(author="", narrator=None, language="auto")
    assert list(found) == ["title", "album", "track", "genre"]


def test_a_chapter_without_a_title_has_its_number() -> None:
    assert tags(title=" ")["title"] == "Chapter 3"


def test_languages_have_three_letters_where_they_are_known() -> None:
    assert tags(language="en-GB")["language"] == "eng"
    assert tags(language="pt_BR")["language"] == "por"
    assert tags(language="HI")["language"] == "hin"
    assert tags(language="xx")["language"] == "xx"
