"""Files of Aozora Bunko, with their marks and their frame."""

from __future__ import annotations

from pathlib import Path

from narrate.book import Book
from narrate.manuscript import open_manuscript

EDGE = "-" * 55
SIGNS = "《》：ルビ\n（例）渡守《わたしもり》\n"
KEY = f"{EDGE}\n【テキスト中に現れる記号について】\n\n{SIGNS}{EDGE}\n"
EDITION = "底本：「短篇集」北溟書房\n　　　1951（昭和26）年4月10日初版第1刷発行\n"
FOOT = f"\n\n{EDITION}入力：丸山たつ\n校正：野口みさ\n"
FIRST = "　渡守《わたしもり》は古い｜硝子窓《ガラスまど》に額を押しつけて、舟の音を待っていた。"
SECOND = "　翌朝、舟は岸から三間ばかり離れて、ひとりで浮いていた。"
TEXT = (
    f"［＃３字下げ］一［＃「一」は中見出し］\n\n{FIRST}\n\n"
    f"［＃３字下げ］渡し［＃「渡し」は中見出し］\n\n{SECOND}\n"
)


def read(tmp_path: Path, text: str) -> Book:
    path = tmp_path / "fune.txt"
    path.write_bytes(text.encode("cp932"))
    return open_manuscript(path)


def test_marks_readings_key_and_colophon_are_not_read(tmp_path: Path) -> None:
    book = read(tmp_path, f"渡し船\n久世雪太郎\n\n{KEY}\n{TEXT}{FOOT}")
    assert (book.title, book.author) == ("渡し船", "久世雪太郎")
    assert [chapter.title for chapter in book.chapters] == ["一", "渡し"]
    first = book.chapters[0].text
    assert first.strip() == "渡守は古い硝子窓に額を押しつけて、舟の音を待っていた。"
    reasons = {part.reason for part in book.left_out}
    assert {"transcriber's note", "reading aid", "production credits"} <= reasons


def test_a_remark_in_place_of_a_character_is_read_as_the_character(tmp_path: Path) -> None:
    remark = "※［＃「木＋吶のつくり」、第3水準1-85-54］の下で、誰かが長いあいだ待っていた。"
    book = read(tmp_path, f"渡し船\n久世雪太郎\n\n{KEY}\n{remark}\n{SECOND}\n{FOOT}")
    assert "枘の下で" in book.chapters[0].text


def test_chinese_titles_in_double_angles_are_no_readings(tmp_path: Path) -> None:
    path = tmp_path / "book.txt"
    path.write_text("他读完了《红楼梦》，把书放回桌上。\n\n窗外下着雨，没有人来。\n", "utf-8")
    assert "《红楼梦》" in open_manuscript(path).chapters[0].text
