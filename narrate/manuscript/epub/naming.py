"""The title of a chapter from its entry in the contents and from the headings on its page."""

from collections.abc import Sequence
from functools import reduce

from narrate.manuscript.structure.headings import join_label, key, read_heading
from narrate.manuscript.structure.passages import Passage
from narrate.manuscript.structure.section import Section, is_numeral, title_of


def named_section(title: str, passages: Sequence[Passage], *, holds: bool) -> Section:
    """The passages of an entry without the headings that its title repeats."""
    run, rest = _leading_headings(title, passages)
    best = _best_title(title, run)
    if run and best == title and not _repeats(title, run):
        run, rest = [], list(passages)
    return Section(best, 1, run, rest, holds=holds)


def _leading_headings(
    title: str, passages: Sequence[Passage]
) -> tuple[list[Passage], list[Passage]]:
    """Headings at the start, and paragraphs there that say the title again; then the rest."""
    run: list[Passage] = []
    kept: list[Passage] = []
    for i, passage in enumerate(passages):
        if not passage.is_read:
            kept.append(passage)
        elif len(run) < 4 and (
            _says(title, passage, run) or _is_heading(passage, run, passages[i + 1 :])
        ):
            run.append(passage)
        else:
            return run, [*kept, *passages[i:]]
    return run, kept


def _is_heading(passage: Passage, run: Sequence[Passage], following: Sequence[Passage]) -> bool:
    """A heading of the chapter itself: not the `I` of its first section."""
    if passage.kind != "heading":
        return False
    heading = read_heading(passage.spoken)
    if not run:
        return True
    if heading is not None and heading.word:
        return False  # a part's title has been taken: this is its first chapter
    if not is_numeral(passage.spoken):
        return True
    return not any(
        p.kind == "heading" and p.level == passage.level and read_heading(p.spoken)
        for p in following
    )


def _says(title: str, passage: Passage, run: Sequence[Passage]) -> bool:
    """Whether a paragraph is the title, or its label, or what follows the label."""
    said, wanted = key(passage.spoken), key(title)
    if not said or not wanted or len(said) > 150:
        return False
    label = read_heading(passage.spoken)
    starts = label is not None and not label.title and f"{wanted} ".startswith(f"{said} ")
    ends = wanted.endswith(f" {said}") and (bool(run) or 2 * len(said) > len(wanted))
    return said == wanted or starts or ends


def _repeats(title: str, run: Sequence[Passage]) -> bool:
    wanted = set(key(title).split())
    return any(
        wanted >= set(key(p.spoken).split()) or wanted <= set(key(p.spoken).split()) for p in run
    )


def _best_title(title: str, run: Sequence[Passage]) -> str:
    """The entry's title; the page's headings where they say more, or where it says nothing."""
    joined = reduce(join_label, map(title_of, run)) if run else ""
    if not title or not run:
        return title or joined
    said, wanted = key(joined).split(), key(title).split()
    if len(said) > len(wanted) and set(wanted) <= set(said):
        return joined
    unlike = not set(said) & set(wanted)
    return joined if unlike and read_heading(joined) and not read_heading(title) else title
