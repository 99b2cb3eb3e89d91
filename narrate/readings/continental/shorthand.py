"""Abbreviations in full: titles, what comes before figures, and the rest."""

import re
from collections.abc import Callable, Mapping

from narrate.readings.continental import Tongue
from narrate.readings.continental.plain import sentence_ends
from narrate.readings.languages import rules_for

_UPPER = r"[A-ZÀ-ÖØ-Þ]"
_WORD_AHEAD = re.compile(r"[ \"“«„(,;:!?)—–»”’…-]*+([^\W\d_]+)")
_WORD_BEFORE = re.compile(r"([^\W\d_]+)[ \"“«„]*$")


def shorthand(tongue: Tongue) -> Callable[[str], str]:
    """The rule for a language.

    `titles` lose their stop where the sentence goes on, `named` are read before a name
    only, `figured` before a figure or a numeral only, `behind` after a figure only, `plain`
    anywhere.
    """
    data = tongue.data
    titles = data["titles"]
    if data["small_titles"]:
        titles = {key.lower(): said for key, said in titles.items()} | titles
    starters = rules_for(tongue.name).starters
    rules = [
        _behind_figures(data["behind"]),
        _anywhere(data["plain"], frozenset(data["joining"]), starters),
        _titles(titles, starters),
        _before_names(tongue),
        _before_figures(data["figured"], frozenset(data["units"])),
    ]

    groups = (data["plain"], titles, data["named"], data["figured"], data["behind"])
    ways = {way for entries in groups for key in entries for way in _ways(key)}
    firsts = {way.split()[0].split(".")[0].rstrip("?") for way in ways}
    odd = tuple(way.rstrip("?") for way in ways if not _is_plain(way))

    def rule(text: str) -> str:
        if not (_has_stopped(text, firsts) or any(way in text for way in odd)):
            return text
        for one in rules:
            text = one(text)
        return text

    return rule


def _has_stopped(text: str, firsts: set[str]) -> bool:
    """A quick look: does a full stop come after the first letters of an abbreviation?"""
    at = text.find(".")
    while at >= 0:
        word = _TAIL.search(text, max(0, at - _LONGEST), at)
        if word is not None and word.group() in firsts:
            return True
        at = text.find(".", at + 1)
    return False


_LONGEST = 10
"""Letters of the longest abbreviation"""
_TAIL = re.compile(r"[^\W\d_]+$")


def _choices(entries: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    """A pattern for all ways of writing, and what each is in full: `p ej` is `p. ej.`, `p.ej.`"""
    said = {_bare(way): full for key, full in entries.items() for way in _ways(key)}
    said |= {_bare(key): full for key, full in entries.items()}
    ways = {way for key in entries for way in _ways(key)}
    return "|".join(map(_pattern, sorted(ways, key=len, reverse=True))), said


def _ways(key: str) -> set[str]:
    """As written, and as it opens a sentence or a heading; initials only as written."""
    first, _, rest = key.partition(" ")
    ways = {key}
    if len(first) > 1 or any(c.islower() for c in rest):
        ways.add(key[0].upper() + key[1:])
    if len(key) > 2 and key.isalpha():
        ways.add(key.upper())
    return ways


def _pattern(way: str) -> str:
    # A key that ends in something else than a letter is written just so.
    if way[-1] == "?":  # with or without its stop
        return re.escape(way[:-1]) + r"(?:\.|(?!\d))"
    if any("." in part for part in way.split()[:-1]):  # `N.ª S.ª`
        return re.escape(way).replace(r"\ ", " ?")
    stopped = _is_plain(way[-1])
    return r"\. ?".join(map(re.escape, way.split())) + (r"\." if stopped else "")


def _is_plain(way: str) -> bool:
    """Only letters: what is raised (`Mᵐᵉ`, `n.º`) takes no stop."""
    return all(c.isalpha() and c not in "ᵉˢʳᵐˡᵃᵍᵒᵛᵗᵈⁱⁿᵖᶜºª" for c in way if c != " ")


def _bare(written: str) -> str:
    return "".join(c for c in written if c not in ". ?")


def _in_full(written: str, said: str) -> str:
    return said[0].upper() + said[1:] if written[0].isupper() else said


def _anywhere(
    entries: Mapping[str, str], joining: frozenset[str], starters: frozenset[str]
) -> Callable[[str], str]:
    """What `joining` names goes on to a capital too, as `Avda. Mayor` does."""
    pattern, said = _choices(entries)
    found = re.compile(rf"(?<![\w.@-])(?:{pattern})(?!\w)")
    joined = {_bare(way) for key in joining for way in _ways(key)}

    def full(match: re.Match[str]) -> str:
        written = _bare(match.group())
        if _INITIALS.fullmatch(written) and _NAME_AHEAD.match(match.string, match.end()):
            return match.group()  # `V. S. Naipaul`
        words = _in_full(written, said[written])
        stopped = match.group()[-1] == "." and sentence_ends(match.string, match.end())
        if stopped and written in joined:
            ahead = _WORD_AHEAD.match(match.string, match.end())
            stopped = ahead is None or ahead[1].lower() in starters
        return words + ("." if stopped else "")

    return lambda text: found.sub(full, text)


_INITIALS = re.compile(r"[A-Z]{2}(?<!SM)")
"""Two capitals may be somebody's; before a name only His Majesty is sure"""
_NAME_AHEAD = re.compile(rf" {_UPPER}[a-zß-öø-ÿ]")


def _titles(entries: Mapping[str, str], starters: frozenset[str]) -> Callable[[str], str]:
    pattern, said = _choices(entries)
    found = re.compile(rf"(?<![\w.@-])(?:{pattern})(?!-\w)(?P<gap> ?)")

    def full(match: re.Match[str]) -> str:
        written = match.group().strip()
        words = _in_full(written, said[_bare(written)])
        ahead = _WORD_AHEAD.match(match.string, match.end())
        # `Sí, Sr. No lo sé.`: such a word is no name
        named = ahead is not None and not (ahead[1][0].isupper() and ahead[1].lower() in starters)
        goes_on = named or match.string[match.end() : match.end() + 1] in tuple(".,;:!?…")
        stop = "." if written[-1] == "." and not goes_on else ""
        joined = match.string[match.end() : match.end() + 1].isalnum()
        return words + stop + (" " if joined else match["gap"])

    return lambda text: found.sub(full, text)


def _behind_figures(entries: Mapping[str, str]) -> Callable[[str], str]:
    """`4 ptas.`, `2.ª ed.`, `12 y ss.`, `300 Tsd.`: elsewhere they are something else."""
    pattern, said = _choices(entries)
    found = re.compile(rf"(?:(?<=[\dºªᵉ] )|(?<=[IVX]e )|(?<=\d y )|(?<=\d et ))(?:{pattern})(?!\w)")

    def full(match: re.Match[str]) -> str:
        if len(match.group()) == 2 and _follows_figure(match):
            return match.group()  # `40 s.`, but `XVIIIe s.`
        ends = sentence_ends(match.string, match.end())
        one, _, many = said[_bare(match.group())].partition("/")
        ordinal = match.string[match.start() - 2] in "ºªᵉe"  # `1.ª pers.`, but `3 pers.`
        return (one if ordinal or not many else many) + ("." if ends else "")

    return lambda text: found.sub(full, text)


def _before_names(tongue: Tongue) -> Callable[[str], str]:
    """One letter before a name; after another name it is the initial of a second one."""
    data = tongue.data
    pattern, said = _choices(data["named"])
    ranks = frozenset(data["ranks"].split())
    names = frozenset(" ".join(data["kings"].values()).split())
    only = {
        key: re.compile(rf"(?:{names})(?!\w| {_UPPER})")
        for key, names in data["only_before"].items()
    }
    found = re.compile(
        rf"(?<![\w.@-])(?:{pattern}) ?"
        rf"(?=(?:[(\[«„“\"] ?)?{_UPPER}[\w’'-]*[a-zß-öø-ÿ]|{data['particles']})"
    )

    def full(match: re.Match[str]) -> str:
        before = _WORD_BEFORE.search(match.string, max(0, match.start() - 40), match.start())
        if before and before[1][0].isupper() and before[1].lower() not in ranks:
            # A sentence may begin with any word: `Levantose D. Francisco`
            ahead = match.string[max(0, before.start() - 20) : before.start()]
            opens = ahead.rstrip(_OPENING)[-1:] in ("", *".!?…:")
            if before[1] in names or not opens:
                return match.group()  # `Franklin D. Roosevelt`
        written = match.group().strip()
        certain = only.get(_bare(written))
        if certain and not certain.match(match.string, match.end()):
            return match.group()  # `S. Gómez`, whose first name it is
        counted = len(_bare(written)) > 1 and _follows_figure(match)
        return match.group() if counted else _in_full(written, said[_bare(written)]) + " "

    return lambda text: found.sub(full, text)


_OPENING = " \"“«„—–-¡¿'’("


def _before_figures(entries: Mapping[str, str], units: frozenset[str]) -> Callable[[str], str]:
    """`pág. 5`, `km 12`; behind a figure a unit is one: `3 km 200 m`, `40 s. 3 minutos`."""
    pattern, said = _choices(entries)
    found = re.compile(
        rf"(?<![\w.@-])(?:{pattern}) ?(?=(?:[(\[«„“\"] ?)?\d|(?:[IVXLC]+|[ivxlc]{{2,}})\b)"
    )

    def full(match: re.Match[str]) -> str:
        written = match.group().strip()
        letter = len(_bare(written)) == 1 and written[0].islower()
        if (letter or _bare(written) in units) and _follows_figure(match):
            return match.group()
        return _in_full(written, said[_bare(written)]) + " "

    alone = re.compile(pattern)

    def rule(text: str) -> str:
        if alone.fullmatch(text) and text[-1] == "." and len(text) > 2:
            return _in_full(text, said[_bare(text)])
        return found.sub(full, text)

    return rule


_FIGURE_BEFORE = re.compile(r"\d $")


def _follows_figure(match: re.Match[str]) -> bool:
    at = match.start()
    return _FIGURE_BEFORE.search(match.string, max(0, at - 2), at) is not None
