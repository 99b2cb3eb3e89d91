"""Chapter heads that no style marks, known by how they are set.

`1`, `ANNA`, `12 May 1944` or `The Mill` is one where several lines are set alike and unlike the
text, each stands alone and each has text below it.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import reduce
from itertools import pairwise
from statistics import median

from narrate.manuscript.documents.laying import Laid
from narrate.manuscript.documents.paragraph import Look
from narrate.manuscript.structure import matter
from narrate.manuscript.structure.content.front import is_byline
from narrate.manuscript.structure.passages import count_words
from narrate.manuscript.structure.titles.headings import (
    CHAPTER,
    counts_from_one,
    is_named,
    join_label,
    key,
    read_heading,
)
from narrate.manuscript.text.candidates import HeadingMark

_LONGEST = 100
"""Characters of a heading that is known by its looks alone"""
_STORY = 100
"""Words between two such headings, in the middle; signs and letterheads stand closer"""
_LINES = 3
"""Of one head"""
_WIDE, _MANY = 250, 4
"""Words between heads that are only centred, or only bold, and how many of them show a manner"""
_SHORT = 12
"""Words between two that count, or of which the first begins the book"""
_FRONT = 40
"""Words of a title page above the first head"""
_BARE = 6
"""Words of the longest head that is set as the text is"""
_TITLE_LINES = 3
"""Lines of a title page right above the first of such heads; list items stand all together"""
_NEVER = 10**9
"""Words apart that no heads are: only if nothing else speaks against them"""
_REPEATED = 40
"""Words between two heads that come again, as `ANNA` and `BEN` do, and speakers of a play"""
_STOPS = ".!?…।。！？"
_CLOSERS = "”’»«\"')"


def heads_by_look(laid: Sequence[Laid], barred: set[int]) -> list[HeadingMark]:
    """Short lines set alike: on new pages, larger or bold, centred, else by their form."""
    groups = _Groups(laid, barred)
    for places, least in groups.all():
        if marks := _marks(laid, places, least):
            return marks
    return []


def with_others(marks: Sequence[HeadingMark], alike: Sequence[HeadingMark]) -> list[HeadingMark]:
    """The marks with others that are set as all of them are.

    Between `Prologue` and `Epilogue`, or below `PART ONE` and `PART TWO`, stand `1`, `2`, `3`,
    and are chapters as well.
    """
    by_place = {mark.start: mark for mark in alike}
    if not all(mark.start in by_place for mark in marks) or len(alike) <= len(marks):
        return list(marks)
    own = {m.start: replace(by_place[m.start], level=m.level) for m in marks}
    return [own.get(mark.start, replace(mark, level=CHAPTER)) for mark in alike]


def with_first(
    laid: Sequence[Laid], barred: set[int], marks: Sequence[HeadingMark]
) -> list[HeadingMark]:
    """The marks with one for what is set as they are and heads text above the first of them.

    Of four chapters that a blank line sets off the first has none above it.
    """
    first = marks[0].start if marks else 0
    plain = [m for m in marks if not matter.by_title(m.title)]
    looks = {_unpaged(laid[m.start].look) for m in plain}
    if len(plain) < 2 or not first or len(looks) > 1:
        return list(marks)
    places = _set_as(laid, looks.pop(), [i for i in range(first) if i not in barred])
    counted = all(_counts(laid, [mark.start]) for mark in plain)
    head = next(_heads_above(laid, places, first, counted=counted), None)
    return [*([_mark(laid, head, plain[0].level)] if head is not None else []), *marks]


def _heads_above(
    laid: Sequence[Laid], places: Sequence[int], stop: int, *, counted: bool
) -> Iterator[int]:
    """The places that head text; `counted`: so do the other heads, and lines of a title page don't.

    Of lines right below each other it is the last one.
    """
    for run in _runs(places):
        on_title_page = counted and len(run) > 1 and not _counts(laid, run)
        if _is_headed(laid, run[-1], stop) and not on_title_page:
            yield run[-1]


def _set_as(laid: Sequence[Laid], look: Look, places: Sequence[int]) -> list[int]:
    """The short lines that are set so; as the text is, only with nothing else above them."""
    able = [i for i in places if _is_short(laid[i]) and _unpaged(laid[i].look) == look]
    return [i for n, i in enumerate(able) if n == i] if look == _body_look(laid) else able


def _is_headed(laid: Sequence[Laid], head: int, stop: int) -> bool:
    below = [item.passage.spoken.strip() for item in laid[head + 1 : stop]]
    return sum(map(count_words, below)) >= _FRONT and any(map(_is_sentence, below))


class _Groups:
    """Places of short lines that are set alike, the most telling look first."""

    def __init__(self, laid: Sequence[Laid], barred: set[int]) -> None:
        self._laid = laid
        self._body = _body_look(laid)
        self._able = [i for i, item in enumerate(laid) if i not in barred and _is_short(item)]

    def all(self) -> Iterator[tuple[list[int], int]]:
        """Each group, and the words that its heads lie apart at least."""
        body = self._body
        yield self._where(lambda i, look: look.new_page and _stands_out(look, body)), _STORY
        yield self._where(lambda i, look: self._is_loud(i)), _STORY
        if not body.centred:
            yield self._where(lambda i, look: look.centred), _WIDE
        if not body.bold:
            yield self._where(lambda i, look: look.bold), _WIDE
        for form in ("number", "capitals", "figures", "line"):
            formed = self._where(lambda i, look, form=form: _form(self._text(i)) == form)
            yield [i for i in formed if self._is_apart(i)], _WIDE
            if len(formed) - len(_runs(formed)) <= _TITLE_LINES:
                yield formed, _WIDE if form in ("number", "capitals") else _NEVER

    def _where(self, holds: Callable[..., bool]) -> list[int]:
        return [i for i in self._able if holds(i, self._laid[i].look)]

    def _text(self, i: int) -> str:
        return self._laid[i].passage.spoken.strip()

    def _is_apart(self, i: int) -> bool:
        item = self._laid[i]
        return not i or item.gap > 0 or item.look.new_page

    def _is_loud(self, i: int) -> bool:
        """Whether a line is larger than the text, or bold and set apart from it."""
        look = self._laid[i].look
        apart = look.centred or self._laid[i].gap > 0
        return look.size > self._body.size or (look.bold and not self._body.bold and apart)


def _form(text: str) -> str:
    """What a line of a few words could be as a head: `XII`, `ANNA`, `12 May 1944`, `The mill`."""
    heading = read_heading(text)
    stops = text[-1] in f"{_STOPS}{_CLOSERS},;:" and heading is None
    if stops or len(text.split()) > _BARE:
        return ""
    if is_named(text) or (heading is not None and not heading.title):
        return "number"
    if text.isupper():
        return "capitals"
    if any(map(str.isdecimal, text)):
        return "figures"
    return "line" if text[0].isupper() or not text[0].islower() else ""


def _stands_out(look: Look, body: Look) -> bool:
    return look.centred or look.bold or look.size > body.size


def _marks(laid: Sequence[Laid], places: Sequence[int], least: int) -> list[HeadingMark]:
    """Marks for places with stories between them; lines right below each other are one."""
    found = _without_front(laid, _with_stories(laid, _runs(places)))
    runs = [run for run, _ in found]
    if len(runs) < (_MANY if least > _STORY else 2):
        least = _NEVER
    if len(runs) < 2 or median(words for _, words in found) < min(least, _fewest(laid, runs)):
        return []
    return [mark for run in runs for mark in _run_marks(laid, run)]


def _with_stories(laid: Sequence[Laid], runs: Sequence[list[int]]) -> list[tuple[list[int], int]]:
    """The runs that have text below them, each with its words."""
    words = _words_below(laid, runs) if runs else []
    return [(run, count) for run, count in zip(runs, words, strict=True) if count]


def _without_front(
    laid: Sequence[Laid], found: Sequence[tuple[list[int], int]]
) -> list[tuple[list[int], int]]:
    """The runs without the title of a title page, and without its lines in the first one."""
    few = len(found) > 2 and found[0][1] <= _FRONT
    if few and not _tells(laid, found[0][0][-1] + 1, found[1][0][0]):
        found = found[1:]
    if len(found) < 2:
        return []
    first = _without_title_page(laid, [run for run, _ in found])
    return [(first, found[0][1]), *found[1:]] if first else list(found[1:])


def _run_marks(laid: Sequence[Laid], run: Sequence[int]) -> Iterator[HeadingMark]:
    """`ANNA` above `London, 1944` is one head, `PART ONE` above `1` and `The Mill` are two."""
    heads: list[list[int]] = []
    for i in run:
        numbered = read_heading(laid[i].passage.spoken) is not None
        if not heads or numbered:
            heads.append([i])
        else:
            heads[-1].append(i)
    for head in heads:
        if len(head) > _LINES:
            yield from (_mark(laid, i, 1) for i in head)
            continue
        title = reduce(join_label, (" ".join(laid[i].passage.text.split()) for i in head))
        yield HeadingMark(head[0], head[-1] + 1, title, 1)


def _without_title_page(laid: Sequence[Laid], runs: Sequence[Sequence[int]]) -> list[int]:
    """The first run without the lines of a title page that are set as it is.

    Of runs of one line each it is the last one, of `II` / `The Mill` the last two; what counts
    is on no title page: `PART ONE` above `1`.
    """
    first = list(runs[0])
    usual = Counter(len(run) for run in runs[1:]).most_common(1)[0][0]
    if first[0]:
        return first
    if is_byline(laid[first[-1]].passage.spoken.strip()):
        return []
    if all(_counts(laid, run) for run in runs[1:]) and not _counts(laid, first):
        return []
    numbered = (n for n, i in enumerate(first) if read_heading(laid[i].passage.spoken))
    return first[min(next(numbered, len(first)), max(0, len(first) - usual)) :]


def _counts(laid: Sequence[Laid], run: Sequence[int]) -> bool:
    """Whether one of the lines has a number, or the name of a preface or an epilogue."""
    texts = [laid[i].passage.spoken.strip() for i in run]
    return any(read_heading(text) is not None or is_named(text) for text in texts)


def _fewest(laid: Sequence[Laid], runs: Sequence[Sequence[int]]) -> int:
    """How many words such heads lie apart at least: few if they count, or begin the book."""
    texts = [laid[run[0]].passage.spoken.strip() for run in runs]
    if not all(_tells(laid, a[-1] + 1, b[0]) for a, b in pairwise(runs)):
        return _NEVER
    if counts_from_one(texts):
        return _SHORT
    above = [item.passage.spoken.strip() for item in laid[: runs[0][0]]]
    begins = sum(map(count_words, above)) <= _FRONT
    return _fewest_uncounted(texts) if begins else _NEVER


def _fewest_uncounted(texts: Sequence[str]) -> int:
    """The same of heads that begin the book and do not count: most of them differ."""
    different = len({key(text) for text in texts})
    if 2 * sum(text.endswith("?") for text in texts) >= len(texts):
        return _NEVER
    if 3 * different > 2 * len(texts):
        return _SHORT
    return _REPEATED if len(texts) == 2 or different > 1 else _NEVER


def _tells(laid: Sequence[Laid], start: int, stop: int) -> bool:
    """Whether there are sentences between two heads."""
    return any(_is_sentence(item.passage.spoken.strip()) for item in laid[start:stop])


def _is_sentence(text: str) -> bool:
    bare = text.rstrip(_CLOSERS)
    return bool(bare) and bare[-1] in _STOPS and count_words(text) > 5


def _mark(laid: Sequence[Laid], i: int, level: int) -> HeadingMark:
    return HeadingMark(i, i + 1, laid[i].passage.text, level)


def _runs(places: Sequence[int]) -> list[list[int]]:
    """Places right below each other together: 3, 4, 9 are [3, 4] and [9]."""
    runs: list[list[int]] = []
    for i in places:
        if runs and i == runs[-1][-1] + 1:
            runs[-1].append(i)
        else:
            runs.append([i])
    return runs


def _words_below(laid: Sequence[Laid], runs: Sequence[Sequence[int]]) -> list[int]:
    """Words from the end of each run to the start of the next."""
    stops = [*(run[0] for run in runs[1:]), len(laid)]
    return [
        sum(count_words(item.passage.spoken) for item in laid[run[-1] + 1 : stop])
        for run, stop in zip(runs, stops, strict=True)
    ]


def _is_short(item: Laid) -> bool:
    passage = item.passage
    text = passage.spoken.strip()
    return (
        passage.kind in ("paragraph", "verse")
        and len(text) <= _LONGEST
        and bool(key(text))
        and text[-1] not in ",;:"
        and not (text[-1] in ".…" and len(text.split()) > 6)
        and not matter.is_closing(text)
    )


def _body_look(laid: Sequence[Laid]) -> Look:
    """How most of the text is set."""
    sizes: Counter[float] = Counter()
    centred = bold = letters = 0
    for item in laid:
        length = len(item.passage.text)
        letters += length
        sizes[item.look.size] += length
        centred += length * item.look.centred
        bold += length * item.look.bold
    size = sizes.most_common(1)[0][0] if sizes else 0.0
    return Look(2 * centred > letters, 2 * bold > letters, size)


def _unpaged(look: Look) -> Look:
    """A look whatever page it is on."""
    return replace(look, new_page=False)
