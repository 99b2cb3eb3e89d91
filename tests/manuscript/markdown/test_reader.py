from __future__ import annotations

import pytest

from narrate.about import About
from narrate.book import Book
from narrate.manuscript.markdown.reader import draft_of_markdown
from narrate.manuscript.structure.passages import bind
from tests.manuscript.making import blocks, narrated, paragraphs, prose, reasons, titles, unread


def read(text: str) -> Book:
    draft = draft_of_markdown(text.split("\n"))
    return bind(draft.about.filled(About("File name")), draft.parts)


def some(seed: int = 0) -> str:
    return paragraphs(3, seed, 0)


@pytest.mark.parametrize(
    ("text", "title", "chapters"),
    [
        ("# My Novel\n\n## One\n\n{}\n\n## Two\n\n{}", "My Novel", ["One", "Two"]),
        ("# One\n\n{}\n\n# Two\n\n{}", "File name", ["One", "Two"]),
        ("My Novel\n===\n\nOne\n---\n\n{}\n\nTwo\n---\n\n{}", "My Novel", ["One", "Two"]),
        (
            "# My Novel\n\n{}\n\n## One\n\n{}\n\n## Two\n\n{}",
            "My Novel",
            ["My Novel", "One", "Two"],
        ),
        ("# My Novel\n\n{}\n\n{}", "My Novel", ["My Novel"]),
        (
            "# N\n\n## Part One\n\n### Chapter 1\n\n{}\n\n### Chapter 2\n\n{}\n\n"
            "## Part Two\n\n### Chapter 3\n\n{}",
            "N",
            ["Part One. Chapter 1", "Chapter 2", "Part Two. Chapter 3"],
        ),
        (
            "# Part One\n\n*A motto.*\n\n## Chapter 1\n\n{}\n\n## Chapter 2\n\n{}\n\n"
            "# Part Two\n\n*Another.*\n\n## Chapter 3\n\n{}\n\n## Chapter 4\n\n{}",
            "File name",
            ["Part One", "Chapter 1", "Chapter 2", "Part Two", "Chapter 3", "Chapter 4"],
        ),
        (
            "# Title: The Lamp\n\n## Author: Jane\n\n---\n\n## One.\n\n{}\n\n## Two.\n\n{}",
            "The Lamp",
            ["One.", "Two."],
        ),
        (
            "## PART I - _Land_\n\n## CHAPTER 1 - RAIN\n\n{}\n\n## CHAPTER 2 - SNOW\n\n{}\n\n"
            "## PART II - _Sea_\n\n## CHAPTER 1 - WIND\n\n{}",
            "File name",
            [
                "PART I - Land. CHAPTER 1 - RAIN",
                "CHAPTER 2 - SNOW",
                "PART II - Sea. CHAPTER 1 - WIND",
            ],
        ),
        (  # also with a contents list above it, the title holds the chapters
            "# Contents\n\n- One\n- Two\n\n# My Novel\n\nBy A\n\n## My Novel\n\n"
            "## I\n\n{}\n\n## II\n\n{}",
            "File name",
            ["I", "II"],
        ),
        ("Chapter 1\n\n{}\n\nChapter 2\n\n{}", "File name", ["Chapter 1", "Chapter 2"]),
        (
            "**Chapter One**\n\n{}\n\n**Chapter Two**\n\n{}",
            "File name",
            ["Chapter One", "Chapter Two"],
        ),
        ("#Chapter One\n\n{}\n\n#Chapter Two\n\n{}", "File name", ["Chapter One", "Chapter Two"]),
        ("{}\n\n{}", "File name", [""]),
        (
            "## I\n\n### The Rain\n\n{}\n\n## II\n\n### The Snow\n\n{}",
            "File name",
            ["I. The Rain", "II. The Snow"],
        ),
    ],
)
def test_markdown_chapters_begin_at_headings(text: str, title: str, chapters: list[str]) -> None:
    book = read(text.replace("{}", some()))
    assert (book.title, titles(book)) == (title, chapters)


def test_empty_markdown_headings_are_page_breaks() -> None:
    book = read(f"# The Lamp\n\n##\n{prose(30)}\n\n##\n\n{prose(30, 1)}\n\n##\n")
    assert titles(book) == ["The Lamp"]
    assert book.chapters[0].text == f"{prose(30)}\n\n{prose(30, 1)}"


def test_markdown_sentences_torn_over_paragraphs_are_joined() -> None:
    text = '# कल्लू\n\n##\n"कल्लू उठ! स्कूल के लिये फिर देर हो जायेगी। अरे \n\nओ कल्लन!”\n\n##\n\nवह उठा।\n'
    assert [t for _, t in blocks(read(text).chapters[0])] == [
        '"कल्लू उठ! स्कूल के लिये फिर देर हो जायेगी। अरे ओ कल्लन!”',
        "वह उठा।",
    ]


def test_a_visarga_for_a_colon_ends_a_markdown_paragraph() -> None:
    text = "# चिट्ठी\n\n“हाँ बेटी, मैं तुम्हें चिट्ठी पढ़ के सुनाता हूँः \n\nप्रिय पूजा, आशा है।\n"
    assert len(read(text).chapters[0].blocks) == 2


def test_closing_credits_of_a_markdown_book_are_left_out_and_give_the_author() -> None:
    text = f"# Lamp\n\n{some()}\n\n##\n* License: [CC-BY]\n* Text: Jane Doe\n* Language: ta\n"
    book = read(text)
    assert (book.author, book.language, reasons(book)) == ("Jane Doe", "ta", {"credits": "imprint"})


def test_markdown_front_matter_says_title_author_and_language() -> None:
    fields = "title: A Tale\nauthor:\n  - Jane Doe\n  - name: J. Roe\nlang: es-ES"
    text = f"---\n{fields}\n---\n\n# Uno\n\n{{}}\n\n# Dos\n\n{{}}"
    book = read(text.replace("{}", some()))
    assert (book.title, book.author, book.language) == ("A Tale", "Jane Doe & J. Roe", "es")
    assert titles(book) == ["Uno", "Dos"]
    assert reasons(book) == {"front matter": "metadata"}


@pytest.mark.parametrize(
    "block",
    [
        "a: [b",
        "- a\n- b",
        "x",
        "title: !!python/object/apply:os.system ['true']",
        "a: " + "[" * 3000,
    ],
)
def test_markdown_front_matter_that_is_none_is_text(block: str) -> None:
    book = read(f"---\n{block}\n---\n\n{some()}")
    assert book.chapters[0].text.endswith(prose(60, 2))


def test_left_out_spans_of_markdown_are_listed_with_their_reasons() -> None:
    book = read(
        "# One\n\nA ![a cat](cat.png) word.[^1] And `code` and <!-- aside --> more.\n\n"
        "```python\nprint()\n```\n\n<!-- a remark -->\n\n"
        "End.\n\n[^1]: The note.\n    More.\n\nAfter."
    )
    chapter = book.chapters[0]
    assert unread(chapter) == [
        ("a cat", "picture caption"),
        ("[^1]", "note marker"),
        ("aside ", "comment"),
        ("print()", "code"),
        ("a remark", "comment"),
    ]
    assert "code and more." in " ".join(narrated(chapter).split())
    assert chapter.text.endswith("After.")
    assert reasons(book) == {"footnotes": "notes"}


def test_left_out_spans_of_markdown_never_overlap() -> None:
    book = read(f"{prose(40)}\n\nHe saw ![a map [1] of the [2] town](x.png) there.")
    (span,) = book.chapters[0].left_out
    assert book.chapters[0].text[span.start : span.end] == "a map [1] of the [2] town"


def test_markdown_blocks_keep_their_kinds() -> None:
    book = read(
        "# One\n\n> He said\n> so.\n\n- bread\n- wine\n\n* * *\n\n"
        "| a | b |\n|---|---|\n| c | d |\n\nLine one  \nLine two  \nLine three\n\n"
        "<div>Set in <i>HTML</i></div>\n\nA [link](x.html) *here*."
    )
    assert blocks(book.chapters[0]) == [
        ("quote", "He said so."),
        ("paragraph", "bread"),
        ("paragraph", "wine"),
        ("scene", "* * *"),
        ("verse", "a\nb"),
        ("verse", "c\nd"),
        ("verse", "Line one\nLine two\nLine three"),
        ("paragraph", "Set in HTML"),
        ("paragraph", "A link here."),
    ]


def test_rules_at_the_ends_of_a_markdown_chapter_are_no_scene_breaks() -> None:
    book = read(
        f"---\n\n# One\n\n---\n\n{prose(30)}\n\n---\n\n---\n\n{prose(30)}\n\n---\n\n"
        f"# Two\n\n{prose(30)}"
    )
    assert [kind for kind, _ in blocks(book.chapters[0])] == ["paragraph", "scene", "paragraph"]


def test_a_rule_right_below_a_markdown_paragraph_makes_no_heading_of_it() -> None:
    book = read(f"# One\n\n{prose(40)}\n---\n\n{prose(40)}")
    assert [kind for kind, _ in blocks(book.chapters[0])] == ["paragraph", "scene", "paragraph"]


def test_indented_markdown_paragraphs_are_no_code() -> None:
    assert read(f"    {prose(40)}\n\n    {prose(40, 1)}").chapters[0].left_out == ()


def test_a_markdown_contents_list_is_left_out_and_sub_headings_stay() -> None:
    text = "# N\n\n## Contents\n\n- [One](#one)\n- [Two](#two)\n\n"
    text += "## One\n\n{}\n\n### A bit\n\n{}\n\n## Two\n\n{}"
    book = read(text.replace("{}", some()))
    assert titles(book) == ["One", "Two"]
    assert reasons(book)["Contents"] == "contents list"
    assert ("heading", "A bit") in blocks(book.chapters[0])


@pytest.mark.parametrize(
    "deep", [">" * 5000, "- " * 1000, "\n".join("  " * i + "- a" for i in range(300)) + "\n\n"]
)
def test_text_too_deep_for_the_markdown_parser_is_not_lost(deep: str) -> None:
    assert "at last" in read(f"# One\n\n{deep} at last").chapters[0].text


@pytest.mark.parametrize("fences", [1, 2, 3, 4])
@pytest.mark.parametrize("mark", ["~~~", "~~~~"])
def test_tildes_between_scenes_of_markdown_are_no_fence(mark: str, fences: int) -> None:
    scenes = [prose(40, i) for i in range(fences + 1)]
    book = read("# One\n\n" + f"\n\n{mark}\n\n".join(scenes) + f"\n\n# Two\n\n{some()}")
    assert titles(book) == ["One", "Two"]
    kinds = [kind for kind, _ in blocks(book.chapters[0])]
    assert kinds == ["paragraph", *["scene", "paragraph"] * fences]


def test_prose_between_fences_of_markdown_is_read_and_code_is_not() -> None:
    code = "for i in range(10):\n    print(i, 'x')  # {i}"
    book = read(
        f"# One\n\n```\n{prose(40)}\n```\n\n```python\n{code}\n```\n\n{some()}\n\n"
        f"```\n{code}\n\n{prose(40, 7)}\n\n# Two\n\n{some(3)}\n\n```\n\n{some(4)}"
    )
    assert titles(book) == ["One", "Two"]
    assert [reason for _, reason in unread(book.chapters[0])] == ["code", "code"]
    said = "".join(narrated(book.chapters[0]))
    assert prose(40) in said and prose(40, 7) in said
    assert book.chapters[1].text == f"{some(3)}\n\n{some(4)}"


def test_angle_brackets_of_markdown_that_are_no_html_are_text() -> None:
    said = "<Quest failed> He read <Level up!> and <Map>, a List<String>, <Title earned>."
    book = read(f"# One\n\n{said}\n\n<System message>\n\n<em>Set</em> <span class=x>so</span>.")
    assert [text for _, text in blocks(book.chapters[0])] == [said, "<System message>", "Set so."]


def test_a_hash_in_an_indented_block_of_markdown_heads_no_chapter() -> None:
    book = read(f"# One\n\n{some()}\n\n    # An example\n\n{some(1)}\n\n# Two\n\n{some(2)}")
    assert titles(book) == ["One", "Two"]
    assert "An example" in book.chapters[0].text


def test_headings_of_a_markdown_file_that_is_indented_as_a_whole_are_headings() -> None:
    book = read(f"    # One\n\n    {prose(30)}\n\n    # Two\n\n    {prose(30, 1)}")
    assert titles(book) == ["One", "Two"]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("==Marked== and ==two\nlines==.", "Marked and two lines."),
        ("If a == b and b == c.", "If a == b and b == c."),
        ("The [[Mara Lane|captain]] and [[Mara]].", "The captain and Mara."),
        ("> [!note] A title\n> Its text.", "A title Its text."),
        ("> [!WARNING]\n> Its text.", "Its text."),
        ("- [ ] bread", "bread"),
        ("- [x] wine", "wine"),
        ("3. third\n4. fourth", "3. third\n\n4. fourth"),
        ("1) one\n1) two\n   - a", "1) one\n\n2) two\n\na"),
        ("1984. It was cold.", "1984. It was cold."),
        ("A paragraph. ^a-name", "A paragraph."),
        ("[Small]{.smallcaps} caps.", "Small caps."),
        ("::: {.note}\nIn a div.\n:::", "In a div."),
        ("{: .class}\nText.", "Text."),
        ("[TOC]\n\nText.", "Text."),
        ("H~2~O and 2^10^ on the 1^st^ of May, x^n^.", "H₂O and 2¹⁰ on the 1st of May, xⁿ."),
        ("It is ~approx 5~ so ^_^.", "It is ~approx 5~ so ^_^."),
        ("He~~llo~~ there.", "Hello there."),
        ("| One line\n| and another", "One line\nand another"),
    ],
)
def test_other_dialects_of_markdown_say_what_they_mean(written: str, said: str) -> None:
    book = read(f"# One\n\n{written}\n\n# Two\n\n{some()}")
    assert book.chapters[0].text == said


@pytest.mark.parametrize("remark", ["%%a remark%%", "%%\na remark\n%%", "<!-- a remark -->"])
def test_remarks_in_markdown_are_not_read(remark: str) -> None:
    book = read(f"# One\n\nBefore.\n\n{remark}\n\nBehind.")
    assert [reason for _, reason in unread(book.chapters[0])] == ["comment"]
    assert "remark" not in "".join(narrated(book.chapters[0]))


def test_many_fences_of_markdown_take_no_time() -> None:
    lines = ["~~~~ x", "~~~", "```", "a b"] * 10_000
    assert draft_of_markdown(lines).parts


def _said(text: str) -> str:
    return "\n\n".join(narrated(chapter) for chapter in read(text).chapters)


def test_markdown_attributes_of_pandoc_are_not_read_wherever_they_stand() -> None:
    text = (
        "## [1. ]{.number}One [](#one){.headerlink} {#one .unnumbered}\n\n"
        "He came from [Harwich, *by* `ls`{.code}]{.small .caps} to the [old\n"
        "ferry](https://x.example){.ref\n.internal width=50%}. []{#place}She `<b>`{=html}said so.\n"
    )
    book = read(text)
    assert titles(book) == ["1. One"]
    assert narrated(book.chapters[0]) == (
        "He came from Harwich, by ls to the old ferry. She said so."
    )


def test_markdown_braces_that_are_no_attributes_are_read() -> None:
    text = "# One\n\nHe wrote {not so} (aside){and more} and [sic]{a word} on the wall.\n"
    assert _said(text) == "He wrote {not so} (aside){and more} and [sic]{a word} on the wall."


def test_markdown_definitions_and_boxes_are_paragraphs() -> None:
    text = (
        '# One\n\n:::: {.box role="note"}\nApple\n: A fruit.\n\nPear\n\n:   Another\n    fruit.\n\n'
        ":::warning Mind the dog\nIt bites.\n:::\n::::\n"
    )
    assert _said(text).split("\n\n") == [
        *("Apple", "A fruit.", "Pear", "Another fruit.", "Mind the dog", "It bites."),
    ]


def test_a_markdown_table_drawn_as_a_grid_is_read_cell_by_cell() -> None:
    table = (
        "+------+-------+\n| Name | Says  |\n+======+=======+\n| Ann  | Hello |\n"
        "| Bell | you   |\n+------+-------+\n"
    )
    assert _said(f"# One\n\n{table}").split() == ["Name", "Says", "Ann", "Bell", "Hello", "you"]
    uneven = table.replace("Ann  |", "安娜 |")
    assert "安娜" in _said(f"# One\n\n{uneven}")


def test_a_heading_behind_a_markdown_fence_that_nothing_closes_is_one() -> None:
    text = f"# One\n\n{prose()}\n\n```\n\n# Two\n\n{prose(seed=2)}\n"
    assert titles(read(text)) == ["One", "Two"]


def test_a_message_of_one_word_is_no_definition_of_a_link() -> None:
    text = "[Ines]: Who took the [good][1] pan?\n\n[Bram]: Nobody.\n\n[1]: https://pan.example\n"
    book = read(f"# One\n\n{some()}\n\n{text}")
    assert "[Bram]: Nobody." in narrated(book.chapters[0])
    assert "pan.example" not in narrated(book.chapters[0])
