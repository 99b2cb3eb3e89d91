"""What is said right beside a quotation about who speaks: `said Alice`, `she asked`, a beat."""

from typing import Final

import regex

from narrate.script.dialogue.clauses import (
    WORD,
    main_subject,
    past_gap,
    past_space,
    sentence_start,
    subject_of_clause,
    unless_several,
    unless_thing,
)
from narrate.script.dialogue.mentions import Mention, is_person, subject_at
from narrate.script.dialogue.words import ENGLISH, Gender

_REACH: Final = 220
"""Characters beside a quotation in which a tag is looked for"""
_STOP: Final = regex.compile(r"[.!?;:]")
_OPENS_SPEECH: Final = regex.compile(r"(?:[,:]?[—–-]+|[,:]|\bthat)[\s\u2060_*]*$")
_TO_SAY: Final = regex.compile(
    r"\bto[\s\u2060]+(?:say|ask|cry|add|reply|answer|remark|inquire|exclaim|shout|call|whisper"
    r"|observe|speak)\b[^.!?;“”\"]{0,40}$"
)
"""`Molly roused herself to say,`"""
_INDIRECT: Final = regex.compile(r"[\s\u2060]+(?:that|if|whether|nothing|not)\b")
"""`Tom replied that it was`: no tag of what is quoted before"""
_ENDS_TAG: Final = regex.compile(
    r"[\s\u2060]*(?:$|[.,;:!?“\"‘—–-]|\p{L}+ly\b|(?:again|after|to|in|with|at|as|from)\b)"
)
_BEFORE_VERB: Final = regex.compile(r"(?:[\s\u2060]+|^)([\p{L}’'-]+)[\s\u2060]*$")
_ING: Final = regex.compile(r"(\p{L}{2,})ing")
_ANSWER: Final = regex.compile(
    r"(?:was|came)\s(his|her|my|[^.!?,;]{2,40}?(?:[’']s|s[’']))\s(?:\w+\s){0,2}"
    r"(?:answer|reply|response|rejoinder|retort|comment|remark|question|verdict|greeting)\b"
)
_OWNERS: Final[dict[str, tuple[str, Gender | None]]] = {
    "his": ("he", "m"),
    "her": ("she", "f"),
    "my": ("I", None),
}
_NO_TAG: Final = regex.compile(
    r"(?:and|but|so|as|for|while|when|or|then)\b|(?:was|came)\sthe\s(?:\w+\s){0,2}\w+"
)
_ADVERBS: Final = frozenset({"had", "has", "have", "then", "at", "last", "once", "only", "also"})
"""Words between a subject and its verb (`Tom at last had said`)"""
_ENDS_IN_NAME: Final = 90
"""Characters before a verb in which its subject is looked for"""


def tag_after(text: str, at: int, end: int) -> Mention | None:
    """The speaker that a tag behind a quotation names; `at` is where the quotation ends."""
    end = min(end, at + _REACH)
    runs_on = text[at - 2 : at - 1] in (",", "—", "-", "–", "!", "?") or text[at - 1] == ","
    comma = text[at - 2 : at - 1] == "," or text[at : at + 1] == ","
    start = past_gap(text, at, end)
    return (
        _verb_first(text, start, end, runs_on)
        or _subject_first(text, start, end, comma)
        or _answer_of(text, start, end)
    )


def _answer_of(text: str, at: int, end: int) -> Mention | None:
    """`was Mary’s careful answer`, `came his reply`."""
    found = _ANSWER.match(text, at, end)
    if found is None:
        return None
    start, stop = found.span(1)
    if pronoun := _OWNERS.get(found[1]):
        kind, gender = pronoun
        return Mention(start, stop, "pronoun", kind, gender)
    who = subject_at(text, start, found.end())
    return who if who and who.end >= stop - 2 else None


def may_tag(text: str, at: int, end: int) -> bool:
    """Whether the words behind a speech that ends in a comma must tell of its speaker.

    They need not where another clause begins (`“Go,” and he went`) or only an answer is named.
    """
    word = WORD.match(text, past_gap(text, at, end), end)
    return word is not None and not _NO_TAG.match(text, word.start(), end)


def _verb_first(text: str, at: int, end: int, runs_on: bool) -> Mention | None:
    """`said Alice`, `quietly replied the Hatter`."""
    for _ in range(3):
        word = WORD.match(text, at, end)
        if word is None or not word.group()[0].islower():
            return None
        small, at = word.group(), past_space(text, word.end(), end)
        if small in ENGLISH.said:
            return _behind_verb(text, at, end)
        if runs_on and _is_past(small):
            return _if_person(_behind_verb(text, at, end))
        if not _may_be_between(small) and small not in ENGLISH.leads:
            return None
    return None


def _if_person(found: Mention | None) -> Mention | None:
    return found if found and (found.kind == "pronoun" or is_person(found)) else None


def _is_past(word: str) -> bool:
    """`laughed`: perhaps the past of a verb."""
    return word.endswith("ed") and len(word) > 4


def _may_be_between(word: str) -> bool:
    """Whether a word may be between subject and verb (`at last`, `quietly`)."""
    return _is_adverb(word) or word in ENGLISH.between


def _is_adverb(word: str) -> bool:
    """`quietly`; Molly and Emily are none."""
    return word.endswith("ly") and word.lower() not in ENGLISH.given and word[0].islower()


def _behind_verb(text: str, at: int, end: int) -> Mention | None:
    word = WORD.match(text, at, end)
    if word and (word.group() in ("out", "in", "on", "up", "almost") or _is_adverb(word.group())):
        at = past_space(text, word.end(), end)
    found = subject_at(text, at, end) or _behind_adjectives(text, at, end)
    if found is None or found.text in ("it", "you", "all"):
        return None
    return unless_several(text, found, end)


def _behind_adjectives(text: str, at: int, end: int) -> Mention | None:
    """The name in `said poor old Tom`."""
    for _ in range(2):
        word = WORD.match(text, at, end)
        if word is None or word.group() in ENGLISH.prepositions or word.group().endswith("ing"):
            return None
        at = past_space(text, word.end(), end)
        found = subject_at(text, at, end)
        if found:
            return found if found.kind == "name" else None
    return None


def _subject_first(text: str, at: int, end: int, comma: bool) -> Mention | None:
    """`Alice said`, `the Hatter at last replied`, `he went on`."""
    lead = WORD.match(text, at, end)
    if lead and lead.group().lower() in ("then", "here", "presently"):
        at = past_space(text, lead.end(), end)
    found = subject_at(text, at, end)
    if found is None and lead and lead.group() in ENGLISH.titles:  # young Tom said
        found = _behind_adjectives(text, at, end)
    return found if found and _verb_tells(text, found.end, end, comma=comma) else None


def _verb_tells(text: str, at: int, end: int, *, comma: bool) -> bool:
    """Whether the verb that follows a subject, adverbs between them, says that it spoke."""
    for _ in range(4):
        word = WORD.match(text, past_space(text, at, end), end)
        if word is None:
            return False
        at = word.end()
        if _tells(text, word.group(), at, end, comma=comma):
            return True
        if not _may_be_between(word.group()):
            return False
    return False


def _tells(text: str, verb: str, at: int, end: int, *, comma: bool) -> bool:
    """Whether a verb behind its subject says that this one spoke."""
    if not comma and _INDIRECT.match(text, at, end):
        return False
    if verb in ENGLISH.needs:
        follows = WORD.match(text, past_space(text, at, end), end)
        return follows is not None and follows.group() in ENGLISH.needs[verb]
    if verb in ENGLISH.loose and not comma:
        return _ENDS_TAG.match(text, at, end) is not None
    if verb in ENGLISH.said and (comma or verb not in ENGLISH.weak):
        return True
    return comma and _is_past(verb)


def tag_before(text: str, start: int, at: int) -> Mention | None:
    """The speaker that the words in front of a quotation name (`Alice said: “…”`)."""
    start = max(start, at - _REACH)
    opens = _OPENS_SPEECH.search(text, max(start, at - 8), at)
    begin = sentence_start(text, start, at)
    verb = _last_verb(text, begin, at)
    if verb is None:
        return _before_colon(text, begin, at) if opens else None
    if opens is None and text[verb.end() : at].strip(" \n.\u00a0\u2060"):
        return None
    found = _subject_of(text, verb, begin, at)
    if found is None and opens:  # somebody says it, no matter who
        return Mention(verb.start(), verb.end(), "nobody", verb.group())
    return found


_THOUGHT: Final = r"(?:thought|thinks|wondered|reflected|mused)"
_THOUGHT_BEFORE: Final = regex.compile(rf"\b{_THOUGHT}[\s\u2060]+(?:\p{{L}}+[\s\u2060]+){{0,2}}$")
_THOUGHT_BEHIND: Final = regex.compile(
    rf"(?:[\s\u2060]+(?:\p{{L}}+ly|had|then|now|only|just|again))*[\s\u2060]+{_THOUGHT}\b"
)


def is_silent(text: str, tag: Mention, start: int, end: int) -> bool:
    """Whether the verb beside a tag's subject tells of a thought (`thought the boy`)."""
    before = _THOUGHT_BEFORE.search(text, max(start, tag.start - 40), tag.start)
    return before is not None or _THOUGHT_BEHIND.match(text, tag.end, end) is not None


def _last_verb(text: str, begin: int, at: int) -> regex.Match[str] | None:
    found = None
    for word in WORD.finditer(text, begin, at):
        small = word.group().lower()
        said = small in ENGLISH.said and small not in ENGLISH.weak
        if small in ENGLISH.needs:
            said = _tells(text, small, word.end(), at, comma=False)
        if (said or is_saying(small)) and not _infinitive(text, begin, word.start()):
            found = word
    if found is None or at - found.end() > 100:
        return None
    return found


def is_saying(word: str) -> bool:
    """Whether it is the participle of a verb of saying (`crying`)."""
    stem = _ING.fullmatch(word)
    return (
        stem is not None
        and any(
            verb in ENGLISH.said
            for verb in (stem[1] + "ed", stem[1] + "d", stem[1][:-1] + "ied", stem[1] + "s")
        )
    ) or word == "saying"


def _infinitive(text: str, begin: int, at: int) -> bool:
    before = text[max(begin, at - 12) : at].lower().split()
    return bool(before) and before[-1] in ("to", "not", "was", "were", "be", "been", "the", "a")


def _subject_of(text: str, verb: regex.Match[str], begin: int, end: int) -> Mention | None:
    """Who does what a verb in front of a quotation says."""
    if verb.group().endswith("ing"):
        return _subject_of_participle(text, begin, verb.start())
    behind = subject_at(text, past_space(text, verb.end(), end), end)
    before = text[begin : verb.start()].rstrip()
    opens = not before or before[-1] in '"”’—–-' or _only_leads(before)
    if opens and behind:
        return unless_several(text, behind, end)
    direct = _ends_with_subject(text, begin, verb.start())
    if direct:
        return direct
    clause = max(text.rfind(mark, begin, verb.start()) for mark in ";:")
    return unless_thing(main_subject(text, max(begin, clause + 1), verb.start()))


def _subject_of_participle(text: str, begin: int, at: int) -> Mention | None:
    """`Tom looked up, crying` is Tom; `Tom saw a boy who stood there crying` is nobody sure.

    `Tom went on, till Ann stopped him by saying` is Ann.
    """
    if subject := subject_of_clause(text, begin, at):
        return subject
    subject = main_subject(text, begin, at)
    other = regex.search(r"\b(?:who|which|that|as)\b", text, pos=begin, endpos=at)
    return subject._replace(kind="nobody") if subject and other else subject


_WRITTEN: Final = regex.compile(
    r"\b(?:read|ran|reads|runs|inscription|inscribed|legend|label|labelled|placard|signboard"
    r"|headline|headed|entitled|motto|(?:written|printed|painted|engraved|carved|stamped"
    r"|embroidered|scrawled)(?:[\s\u2060]+\p{L}+){0,6}|these[\s\u2060]+lines|as[\s\u2060]follows"
    r"|ran[\s\u2060]thus)[\s\u2060]*[,:][—–-]*[\s\u2060]*$"
)
"""`Where she stopped the sign read:` and what else can be read and is not said"""
_WRITTEN_REACH: Final = 80


def _before_colon(text: str, begin: int, at: int) -> Mention | None:
    """Who acts before a speech that no verb of saying leads in (`Tom rose: “…”`)."""
    written = _WRITTEN.search(text, max(begin, at - _WRITTEN_REACH), at)
    if written:
        reader = _ends_with_subject(text, begin, written.start())
        if reader is None or not (reader.kind == "pronoun" or is_person(reader)):
            return Mention(*written.span(), "nobody", "the writing")
    to_say = _TO_SAY.search(text, begin, at)
    if to_say:
        return subject_of_clause(text, begin, to_say.start()) or main_subject(text, begin, at)
    colon = ":" in text[max(begin, at - 4) : at]
    return main_subject(text, begin, at) if colon else None


def _only_leads(words: str) -> bool:
    return all(
        word.lower().strip(",;—") in ENGLISH.leads or word.lower().endswith("ly,")
        for word in words.split()
    )


def _ends_with_subject(text: str, begin: int, at: int) -> Mention | None:
    """A subject that comes directly before a verb, adverbs between them skipped."""
    at = _before_adverbs(text, begin, at)
    for place in WORD.finditer(text, max(begin, at - _ENDS_IN_NAME), at):
        found = subject_at(text, place.start(), at)
        if found and not text[found.end : at].strip():
            before = text[max(begin, place.start() - 14) : place.start()].lower().split()
            if before and before[-1] in ENGLISH.prepositions:
                return None
            if before and before[-1] == "and" and found.kind in ("name", "noun"):
                return _after_and(text, begin, place.start(), found)
            return found
    return None


def _before_adverbs(text: str, begin: int, at: int) -> int:
    """Where `at last quietly` begins that comes before a verb."""
    while word := _BEFORE_VERB.search(text, max(begin, at - 30), at):
        small = word[1].lower()
        if small not in _ADVERBS and not small.endswith("ly"):
            break
        at = word.start()
    return at


def _after_and(text: str, begin: int, at: int, found: Mention) -> Mention:
    """`Tom and Mary said` is nobody; `Tom went, and Mary said` is Mary."""
    words = text[max(begin, at - 40) : at].rstrip()
    words = words[: -len("and")].rstrip()
    if (
        words
        and words[-1] not in ",;"
        and WORD.findall(words)[-1:]
        and (WORD.findall(words)[-1][0].isupper())
    ):
        return found._replace(kind="nobody")
    return found
