"""Spanish number words: gender and apocope, ordinals, fractions."""

import re

from narrate.readings.continental import Form, Noun, Tongue
from narrate.readings.languages import counted, data_of

DATA = data_of("es")

_ONES: list[str] = DATA["ordinals"]["ones"].split()
_TENS: list[str] = DATA["ordinals"]["tens"].split()
_HUNDREDS: list[str] = DATA["ordinals"]["hundreds"].split()
_MILLIONS = {10**6: "millonésimo", 10**7: "diezmillonésimo", 10**8: "cienmillonésimo"}
_PARTS = {2: "medio", 3: "tercio", 10: "décimo", 100: "centésimo"}
_PLAIN = str.maketrans("áéíóú", "aeiou")
_GREAT = re.compile(r"(?<=ill)(?:ón|ones)\b")


def cardinal(number: int, form: Form = "") -> str:
    """`veintiuno`, `veintiún años`, `doscientas veintiuna páginas`."""
    words = re.sub(r"uno(?= m)", "ún", counted(number, "es")).replace(" ún ", " un ")
    if form not in ("m", "f"):
        return words
    great = [match.end() for match in _GREAT.finditer(words)]
    fixed, free = (words[: great[-1]], words[great[-1] :]) if great else ("", words)
    return fixed + (_feminine(free) if form == "f" else _short(free))


def _short(words: str) -> str:
    if words.endswith("veintiuno"):
        return words[:-3] + "ún"
    return words[:-1] if re.search(r"\buno$", words) else words


def _feminine(words: str) -> str:
    words = re.sub(r"(cient|quinient)os\b", r"\1as", words)
    return words[:-1] + "a" if words.endswith("uno") else words


def ordinal(number: int, ending: str = "o") -> str:
    """`vigesimoprimero`; `ending` is o, a, os, as, or "" for `primer` and `tercer`."""
    words = _ordinal(number)
    if words is None:
        return cardinal(number, "f" if ending.startswith("a") else "")
    if ending.startswith("a"):
        words = words.replace("ientosmil", "ientasmil")
    if ending == "":
        return words[:-1] if words.endswith(("primero", "tercero")) else words
    parts = words.split()
    return " ".join(part[:-1] + ending for part in parts)


def _ordinal(number: int) -> str | None:
    if number >= 1000:
        thousands, rest = divmod(number, 1000)
        if number in _MILLIONS:
            return _MILLIONS[number]
        if thousands > 999:
            return None
        head = "" if thousands == 1 else cardinal(thousands).replace(" ", "").translate(_PLAIN)
        return " ".join(filter(None, (f"{head}milésimo", _below_thousand(rest))))
    return _below_thousand(number) or None


def _below_thousand(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    return " ".join(filter(None, (_HUNDREDS[hundreds - 1] if hundreds else "", _below_100(rest))))


def _below_100(number: int) -> str:
    tens, one = divmod(number, 10)
    if not tens or not one:
        return _TENS[tens - 1] if tens else (_ONES[one - 1] if one else "")
    if tens < 3:  # written as one word, and the first part without its accent
        head = _TENS[tens - 1].translate(_PLAIN)
        return (head[:-1] if one == 8 else head) + _ONES[one - 1]  # decimoctavo
    return f"{_TENS[tens - 1]} {_ONES[one - 1]}"


def place(number: int, gender: Form) -> str:
    """The number of a chapter, a century or a king: an ordinal up to ten, a cardinal beyond."""
    feminine = gender == "f"
    return ordinal(number, "a" if feminine else "o") if number <= 10 else cardinal(number)


def decimals(part: str, form: Form = "") -> str:
    """The figures behind the comma, two by two: `treinta y tres treinta dos`."""
    pairs = [part[i : i + 2] for i in range(0, len(part), 2)]
    if len(part) == 3:  # `3,141`: as a number, where no zero leads
        pairs = [part] if part[0] != "0" else list(part)
    said = " ".join(
        f"cero {cardinal(int(pair[1:]))}" if len(pair) == 2 and pair[0] == "0" else
        cardinal(int(pair)) for pair in pairs
    )  # fmt: skip
    if form in ("m", "f"):
        return _short(said) if form == "m" else said
    return said


def portion(over: int, under: int, unit: Noun | None) -> str | None:
    """`un cuarto`, `dos quintos de milla`, `medio milímetro`."""
    if under < 2:
        return None
    if (over, under) == (1, 2) and (unit is None or unit.gender):
        return "medio" if unit is None else f"{_half_of(unit)} {unit.one}"
    name = _part_name(under)
    if name is None:
        said = f"{cardinal(over)} sobre {cardinal(under)}"
    else:
        said = f"{cardinal(over, 'm')} {name}{'' if over == 1 else 's'}"
    if unit is None:
        return said
    # `1/2 %`: un medio por ciento
    return f"{said} {unit.one}" if not unit.gender else f"{said} de {unit.one}"


def _half_of(unit: Noun) -> str:
    return "media" if unit.gender == "f" else "medio"


def _part_name(under: int) -> str | None:
    if under in _PARTS:
        return _PARTS[under]
    if under < 10 or under in range(200, 1000, 100) or under in (1000, *_MILLIONS):
        return _ordinal(under)
    if under in range(2000, 10_000, 1000) or under in (10_000, 100_000):
        return _ordinal(under)
    if under > 99:
        return None
    name = cardinal(under).replace(" y ", "i").translate(_PLAIN)
    # `treintaiunavo`, `cuarentavo`, but `dieciochoavo`, `veinticincoavo`
    return f"{name[:-1] if name.endswith(('uno', 'a')) else name}avo"


def mixed(whole: int, over: int, under: int, unit: Noun | None) -> str | None:
    """`uno y medio`, `una y tres quintos de milla`."""
    said = portion(over, under, None)
    if said is None:
        return None
    if unit is None:
        return f"{cardinal(whole)} y {said}"
    if (over, under) == (1, 2) and unit.gender and " " not in unit.one:
        return f"{cardinal(whole, unit.gender)} {unit.after(whole)} y {_half_of(unit)}"
    count = cardinal(whole, "f" if unit.gender == "f" else "")
    if (over, under) == (1, 2):
        return f"{count} y {_half_of(unit)} {unit.one}"
    return f"{count} y {said} {'de ' if unit.gender else ''}{unit.one}"


_FEMININE = frozenset(DATA["feminine"].split())
_MASCULINE = frozenset(DATA["masculine"].split())
NO_NOUNS = frozenset(DATA["no_nouns"].split())
"""Words that no figure counts"""
_AHEAD = re.compile(r" ([^\W\d_]+)")
_DATED = re.compile(r"\b(?:el|del|al|día|número|capítulo|página) $", re.IGNORECASE)


def form_at(text: str, start: int, end: int) -> Form:
    """What gender the word behind a figure gives it; none where it counts nothing."""
    if text[start:end] == "1" and text.startswith(" de las ", end):
        return "f"  # `1 de las 501 páginas`
    ahead = _AHEAD.match(text, end)
    if ahead is None or not ahead[1].islower() or ahead[1] in NO_NOUNS:
        return ""
    if text[start:end] != "1":
        return gender_of(ahead[1])
    # a singular noun ends like many verbs: `el 1 llegaba`
    return "" if _DATED.search(text, 0, start) else gender_of(_plural(ahead[1]))


def _plural(noun: str) -> str:
    """`horas`, `mujeres`, `voces`."""
    if noun[-1] in "aeiouáéó":
        return f"{noun}s"
    return f"{noun[:-1]}ces" if noun[-1] == "z" else f"{noun.translate(_PLAIN)}es"


def gender_of(word: str) -> Form:
    """By the ending of a noun in the plural: `-as` is feminine but for the known exceptions."""
    if word in _FEMININE:
        return "f"
    if word in _MASCULINE or word == "mil":
        return "m"
    if word.endswith(("as", "iones", "dades", "tudes", "umbres", "eces", "ións", "dads", "tuds")):
        return "f"
    return "m" if word.endswith("s") else ""


SPANISH = Tongue("es", cardinal, decimals, portion, mixed, DATA)
