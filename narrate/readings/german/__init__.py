"""What German reads differently from how it is written."""

import re

from narrate.readings.continental import plain
from narrate.readings.continental.addresses import addresses, phones
from narrate.readings.continental.codes import codes, lettered
from narrate.readings.continental.measures import fractions, measures, positions
from narrate.readings.continental.money import money
from narrate.readings.continental.pairs import (
    clocks,
    laps,
    numbered_years,
    ratios,
    scores,
    seasons,
    sizes,
    spans,
)
from narrate.readings.continental.plain import where_figures
from narrate.readings.continental.shorthand import shorthand
from narrate.readings.german import numbering
from narrate.readings.german.calendar import dates, times, weeks
from narrate.readings.german.grammar import DATA, GERMAN, cardinal, form_at
from narrate.readings.languages import Reading, rules_for
from narrate.readings.powers import powers

_STARTERS = rules_for("de").starters
_WORD_AHEAD = re.compile(r" ([A-ZÄÖÜ][a-zäöüß]+)")
_GLUED = {"str": "straße", "pl": "platz", "nr": "nummer"}
_STREET = re.compile(
    r"(?<![\w.-])(?P<of>(?!(?:Exem|Kom|Di|Dis|Sim|Ex)pl)[A-ZÄÖÜ][\w-]{2,40}?|[a-zäöüß]{3,40}?(?=str))"
    r"(?P<hyphen>-?)(?P<end>(?<=[a-zäöüß])(?:str|pl|nr)|(?<=-)(?:Str|Pl|Nr))\.(?=\W|$)"
)
_MAYBE_COMPOUND = re.compile(r"(?:[Ss]tr|[Pp]l|[Nn]r)\.|Nr\b")
_NUMBERS_OF: dict[str, str] = DATA["numbers_of"]
_NUMBER_OF = re.compile(
    rf"(?<![\w.])(?P<of>{'|'.join(_NUMBERS_OF)})(?:\.?-|\. ?)?[Nn]r\b\.?(?=\W|$)"
)
_shorthand = shorthand(GERMAN)


def abbreviations(text: str) -> str:
    """`z. B.`, `Dr.`, `Nr. 5`, `Kto.-Nr.`, and streets (`Hauptstr.`, `Goethepl.`)."""
    if "." not in text:
        return text
    if _MAYBE_COMPOUND.search(text):
        text = _STREET.sub(_compound, _NUMBER_OF.sub(_number_of, text))
    return _shorthand(_FACULTY.sub(_doctor, text))


def _compound(match: re.Match[str]) -> str:
    """`Hauptstr.`: Hauptstraße; `Goethe-Pl.`: Goethe-Platz; a stop stays where the text ends."""
    word = _GLUED[match["end"].lower()]
    ahead = _WORD_AHEAD.match(match.string, match.end())
    last = match.start() > 0 and not match.string[match.end() :].strip('"”“’»«)')
    ends = "." if last or (ahead and ahead[1].lower() in _STARTERS) else ""
    return f"{match['of']}{match['hyphen']}{word.capitalize() if match['hyphen'] else word}{ends}"


def _number_of(match: re.Match[str]) -> str:
    """`Kto.-Nr.`: Kontonummer."""
    word = _NUMBERS_OF[match["of"]]
    return word if word.endswith("zeichen") else f"{word}nummer"


_FACULTIES: dict[str, str] = DATA["faculties"]
_FACULTY = re.compile(
    r"\bDr\. ?(?P<of>"
    + "|".join(r"\. ?".join(key.split()) for key in sorted(_FACULTIES, key=len, reverse=True))
    + r")\.(?P<gap>,? ?)"
)


def _doctor(match: re.Match[str]) -> str:
    """`Dr. med.`: Doktor der Medizin; a stop stays where the text ends."""
    key = " ".join(match["of"].replace(".", " ").split())
    ends = "" if match.string[match.end() :] else "."
    return f"Doktor {_FACULTIES[key]}{ends}{match['gap']}"


READINGS = (
    Reading("math", powers("de")),
    Reading("addresses", addresses(GERMAN)),
    Reading("abbreviations", abbreviations),
    Reading("serials", where_figures(codes(GERMAN))),
    Reading("roman", numbering.romans),
    Reading("ordinals", where_figures(numbering.suffixed)),
    Reading("dates", weeks),
    Reading("dates", where_figures(dates)),
    Reading("years", where_figures(seasons(GERMAN))),
    Reading("years", where_figures(numbered_years(GERMAN))),
    Reading("times", where_figures(laps(GERMAN))),
    Reading("times", where_figures(clocks(GERMAN))),
    Reading("times", where_figures(times)),
    Reading("phones", where_figures(phones(GERMAN))),
    Reading("ranges", where_figures(scores(GERMAN))),
    Reading("ranges", where_figures(ratios(GERMAN))),
    Reading("measures", where_figures(sizes(GERMAN))),
    Reading("ranges", where_figures(spans(GERMAN))),
    Reading("money", where_figures(money(GERMAN))),
    Reading("measures", where_figures(positions(GERMAN))),
    Reading("measures", where_figures(measures(GERMAN))),
    Reading("ordinals", where_figures(numbering.ordinals)),
    Reading("ordinals", where_figures(numbering.last_days)),
    Reading("serials", where_figures(numbering.serials)),
    Reading("numbers", where_figures(numbering.compounds)),
    Reading("serials", where_figures(lettered(GERMAN))),
    Reading("math", where_figures(plain.sums(GERMAN))),
    Reading("fractions", where_figures(numbering.halves)),
    Reading("fractions", where_figures(fractions(GERMAN))),
    Reading("years", where_figures(numbering.year_numbers)),
    Reading("ranges", where_figures(plain.ranges(GERMAN))),
    Reading("decimals", where_figures(plain.decimals(GERMAN))),
    Reading("numbers", where_figures(plain.numbers(GERMAN, form_at))),
    Reading("symbols", plain.symbols(GERMAN)),
)
"""In the order in which they must be made: what is read first is no figure for the next"""


def heading_number(value: int) -> str:
    """As a chapter's."""
    return cardinal(value)
