"""Which readings are made for an engine where the settings say nothing.

Chosen by the engine's name. Waves and the models behind OpenAI's protocol put figures and
abbreviations into words themselves, in the language that they speak; what they are sent stays as
it is written, and with it the keys of takes that were paid for. Every other engine gets the
words: hibari and pico read much of this wrongly or not at all (`cures.py` has what they do to
plain words), and of an engine that came by entry point nothing is known.
"""

from __future__ import annotations

from collections.abc import Mapping

from narrate.readings.rule import RULE_NAMES, RuleName

READ_BY_THEMSELVES: Mapping[str, frozenset[RuleName]] = {
    "openai": frozenset(RULE_NAMES),
    "waves": frozenset(RULE_NAMES),
}
"""What an engine reads well as it is written, by its name"""


def rules_for_engine(engine: str, switches: Mapping[str, bool | None]) -> frozenset[str]:
    """The readings that are made: those switched on, and by default what the engine cannot."""
    by_itself = READ_BY_THEMSELVES.get(engine, frozenset())
    return frozenset(
        name
        for name in RULE_NAMES
        if (name not in by_itself if (switch := switches.get(name)) is None else switch)
    )
