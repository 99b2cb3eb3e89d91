from __future__ import annotations

import json
import os
import zipfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from lxml import html

from narrate.delivery.manifest import make_manifest
from narrate.errors import StoreError
from narrate.timeline import FinishedBook, Track
from tests.delivery.books import ABOUT, RATE, book, chunk, sentence, spec, track

PICTURE = b"\xff\xd8 a picture"


def delivered(folder: Path, *made: Track, formats: tuple[str, ...] = ("mp3",)) -> FinishedBook:
    """A book whose chapter files are there, with other bytes each."""
    tracks = []
    for place, one in enumerate(made):
        paths = {}
        for form in formats:
            paths[form] = folder / f"{one.name}.{form}"
            paths[form].write_bytes(f"{form} {place}".encode() * 50)
            os.utime(paths[form], (1_700_000_000 + place, 1_700_000_000 + place))
        tracks.append(replace(one, paths=paths))
    return book(*tracks, cover=PICTURE)


def chapters(count: int = 2) -> list[Track]:
    return [
        track(
            chunk(sentence(f"Chapter {n}.", 1, 2), kind="heading"),
            chunk(sentence("Call me Ishmael.", 3, 4)),
            chunk(sentence("A <Part>", 6, 7), kind="heading"),
            chunk(sentence("It went on.", 8, 9)),
            number=n,
            title=f"Löomings & {n}?",
            samples=1_000_003 * n,
        )
        for n in range(1, count + 1)
    ]


def manifest(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "publication.json").read_text("utf-8"))
    return found


def test_a_manifest_has_what_the_w3c_recommendation_asks_for(tmp_path: Path) -> None:
    made = delivered(tmp_path, *chapters(), formats=("flac", "mp3"))
    make_manifest(made, spec(tmp_path, url="https://example.org/moby/"))
    found = manifest(tmp_path)
    assert found["@context"][:2] == ["https://schema.org", "https://www.w3.org/ns/pub-context"]
    assert found["conformsTo"] == "https://www.w3.org/TR/audiobooks/"
    assert found["type"] == "Audiobook"
    assert found["name"] == "Moby-Dick"
    assert found["url"] == "https://example.org/moby/"
    assert found["id"].startswith("urn:uuid:")
    assert found["author"] == [{"type": "Person", "name": "Herman Melville"}]
    assert found["readBy"] == [{"type": "Person", "name": "heart"}]
    assert found["inLanguage"] == "en"
    assert (found["datePublished"], found["dateModified"]) == ("1851-01-01", "2023-11-14T22:13:21Z")
    assert found["abridged"] is False
    assert found["readingProgression"] == "ltr"
    assert {"accessMode", "accessModeSufficient", "accessibilityFeature"} < set(found)


def test_the_duration_of_a_manifest_is_the_sum_of_its_chapters(tmp_path: Path) -> None:
    make_manifest(delivered(tmp_path, *chapters(5)), spec(tmp_path))
    found = manifest(tmp_path)
    lengths = [Decimal(item["duration"][2:-1]) for item in found["readingOrder"]]
    assert Decimal(found["duration"][2:-1]) == sum(lengths)
    assert float(lengths[0]) == pytest.approx(1_000_003 / RATE, abs=0.001)


def test_a_manifest_lists_every_resource_once(tmp_path: Path) -> None:
    make_manifest(delivered(tmp_path, *chapters(), formats=("mp3", "opus")), spec(tmp_path))
    found = manifest(tmp_path)
    reading, other = found["readingOrder"], found["resources"]
    names = [unquote(item["url"]) for item in reading + other]
    assert len(set(names)) == len(names)
    assert all((tmp_path / name).is_file() for name in names)
    assert {item["encodingFormat"] for item in reading} == {"audio/mpeg"}
    assert [item["encodingFormat"] for item in reading[0]["alternate"]] == ["text/vtt", "audio/ogg"]
    assert [item["rel"] for item in other if "rel" in item] == ["cover", "contents"]
    assert other[0]["encodingFormat"] == "image/jpeg"


def test_contents_of_a_manifest_lead_to_chapters_and_inner_headings(tmp_path: Path) -> None:
    make_manifest(delivered(tmp_path, *chapters()), spec(tmp_path))
    page = html.fromstring((tmp_path / "contents.html").read_bytes())
    contents = page.find(".//nav[@role='doc-toc']")
    assert contents is not None
    links = [(link.text, unquote(link.get("href") or "")) for link in contents.iter("a")]
    assert links == [
        ("Löomings & 1?", "01 - Löomings & 1?.mp3"),
        ("A <Part>", "01 - Löomings & 1?.mp3#t=6.000"),
        ("Löomings & 2?", "02 - Löomings & 2?.mp3"),
        ("A <Part>", "02 - Löomings & 2?.mp3#t=6.000"),
    ]


def test_the_lpf_package_holds_all_files_uncompressed(tmp_path: Path) -> None:
    made = delivered(tmp_path, *chapters(), formats=("mp3", "flac"))
    files = make_manifest(made, spec(tmp_path))
    assert files[-1].name == "Moby-Dick.lpf"
    with zipfile.ZipFile(files[-1]) as package:
        assert package.testzip() is None
        assert {entry.compress_type for entry in package.infolist()} == {zipfile.ZIP_STORED}
        assert package.namelist()[0] == "publication.json"
        found = json.loads(package.read("publication.json"))
        for item in found["readingOrder"] + found["resources"]:
            name = unquote(item["url"])
            assert package.read(name) == (tmp_path / name).read_bytes()


def test_alternates_named_in_the_lpf_package_are_inside_it(tmp_path: Path) -> None:
    made = delivered(tmp_path, *chapters(1), formats=("mp3", "flac"))
    package = zipfile.ZipFile(make_manifest(made, spec(tmp_path))[-1])
    with package:
        (item,) = json.loads(package.read("publication.json"))["readingOrder"]
        assert {unquote(other["url"]) for other in item["alternate"]} <= set(package.namelist())


def test_the_same_files_give_the_same_lpf_package(tmp_path: Path) -> None:
    made = delivered(tmp_path, *chapters())
    first = {path: path.read_bytes() for path in make_manifest(made, spec(tmp_path))}
    os.utime(tmp_path / "cover.jpg", (1, 1))
    assert {path: path.read_bytes() for path in make_manifest(made, spec(tmp_path))} == first


def test_chapters_in_another_folder_are_in_the_lpf_package_only(tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    (tmp_path / "book").mkdir()
    made = delivered(tmp_path / "kept", *chapters(), formats=("m4a",))
    files = make_manifest(made, spec(tmp_path / "book"))
    assert not (tmp_path / "book" / "publication.json").exists()
    assert "01 - Löomings & 1?.m4a" in zipfile.ZipFile(files[-1]).namelist()


def test_a_manifest_leaves_out_what_is_not_known_of_the_book(tmp_path: Path) -> None:
    made = delivered(tmp_path, *chapters())
    about = replace(ABOUT, year="", publisher="", author="", language="ar", isbn="9781234567897")
    make_manifest(replace(made, about=about), spec(tmp_path))
    found = manifest(tmp_path)
    assert not {"url", "datePublished", "publisher", "author"} & set(found)
    assert found["id"] == "urn:isbn:9781234567897"
    assert found["readingProgression"] == "rtl"


def test_a_manifest_names_a_chapter_file_that_is_gone_in_one_line(tmp_path: Path) -> None:
    made = delivered(tmp_path, *chapters())
    (tmp_path / "02 - Löomings & 2?.mp3").unlink()
    with pytest.raises(StoreError, match="02 - Löomings"):
        make_manifest(made, spec(tmp_path))
    assert not list(tmp_path.glob("*.lpf*"))
