"""Whole numbers, decimals and percentages in Marathi, Bengali and Gujarati, and no more.

The words to ninety-nine are those of the Unicode CLDR's spellout rules, looked through by hand.
From 1100 to 1999 all three count by hundreds, in years and elsewhere. A figure with an ending
joined to it is left to the engine.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import regex

from narrate.readings import indian
from narrate.readings.rule import Reading

_WHOLE = regex.compile(rf"{indian.BEGIN}{indian.WHOLE}{indian.END}(?!-?[\p{{L}}\p{{M}}])")
_DECIMAL = regex.compile(rf"{indian.BEGIN}{indian.WHOLE}\.\d+{indian.END}(?!-?[\p{{L}}\p{{M}}])")
_PERCENT = regex.compile(rf"{indian.BEGIN}(?P<number>{indian.NUMBER})\s?%{indian.LAST}")


@dataclass(frozen=True, slots=True)
class Counting:
    """The number words of one language."""

    small: tuple[str, ...]
    """0 to 99"""
    hundred: str
    """A hundred alone"""
    hundreds: Mapping[int, str]
    """Hundreds that are not the number with `joined` behind it"""
    joined: str
    scales: tuple[tuple[int, str], ...]
    point: str
    percent: str

    def cardinal(self, number: int) -> str | None:
        """A number in words; None where there are too many crores."""
        if 1100 <= number < 2000:
            return self._below_two_thousand(number)
        words: list[str] = []
        for size, name in self.scales:
            count, number = divmod(number, size)
            if count >= len(self.small):
                return None
            words += [self.small[count], name] if count else []
        if number or not words:
            words.append(self._below_two_thousand(number))
        return " ".join(words)

    def _below_two_thousand(self, number: int) -> str:
        hundreds, rest = divmod(number, 100)
        if not hundreds:
            return self.small[rest]
        name = self.hundreds.get(hundreds, self.small[hundreds] + self.joined)
        if not rest:
            return self.hundred if hundreds == 1 else name
        return f"{name} {self.small[rest]}"

    def number(self, figures: str) -> str | None:
        """A whole number or a decimal as written."""
        front, point, behind = figures.partition(".")
        noughts = len(front) > 1 and int(front[0]) == 0
        if noughts:
            return None if point else indian.one_by_one(front, self.small)
        words = self.cardinal(indian.value_of(front))
        if words is None or not point:
            return words
        return f"{words} {self.point} {indian.one_by_one(behind, self.small)}"

    @property
    def readings(self) -> tuple[Reading, ...]:
        """The rules of the language, in order."""
        whole = indian.replaced(_WHOLE, lambda found: self.number(found.group()))
        decimal = indian.replaced(_DECIMAL, lambda found: self.number(found.group()))
        percent = indian.replaced(_PERCENT, self._percentage)
        return (
            Reading("measures", indian.with_figures(percent)),
            Reading("decimals", indian.with_figures(decimal)),
            Reading("numbers", indian.with_figures(whole)),
        )

    def _percentage(self, found: regex.Match[str]) -> str | None:
        words = self.number(found["number"])
        return words and f"{words} {self.percent}"


_MARATHI = (
    "शून्य एक दोन तीन चार पाच सहा सात आठ नऊ "
    "दहा अकरा बारा तेरा चौदा पंधरा सोळा सतरा अठरा एकोणीस "
    "वीस एकवीस बावीस तेवीस चोवीस पंचवीस सव्वीस सत्तावीस अठ्ठावीस एकोणतीस "
    "तीस एकतीस बत्तीस तेहतीस चौतीस पस्तीस छत्तीस सदतीस अडतीस एकोणचाळीस "
    "चाळीस एक्केचाळीस बेचाळीस त्रेचाळीस चव्वेचाळीस पंचेचाळीस सेहेचाळीस सत्तेचाळीस अठ्ठेचाळीस एकोणपन्नास "
    "पन्नास एक्कावन्न बावन्न त्रेपन्न चौपन्न पंचावन्न छप्पन्न सत्तावन्न अठ्ठावन्न एकोणसाठ "
    "साठ एकसष्ट बासष्ट त्रेसष्ट चौसष्ट पासष्ट सहासष्ट सदुसष्ट अडुसष्ट एकोणसत्तर "
    "सत्तर एकाहत्तर बाहत्तर त्र्याहत्तर चौऱ्याहत्तर पंच्याहत्तर शहात्तर सत्त्याहत्तर अठ्ठ्याहत्तर एकोणऐंशी "
    "ऐंशी एक्क्याऐंशी ब्याऐंशी त्र्याऐंशी चौऱ्याऐंशी पंच्याऐंशी शहाऐंशी सत्त्याऐंशी अठ्ठ्याऐंशी एकोणनव्वद "
    "नव्वद एक्क्याण्णव ब्याण्णव त्र्याण्णव चौऱ्याण्णव पंच्याण्णव शहाण्णव सत्त्याण्णव अठ्ठ्याण्णव नव्व्याण्णव"
)


_BENGALI = (
    "শূন্য এক দুই তিন চার পাঁচ ছয় সাত আট নয় "
    "দশ এগারো বারো তেরো চৌদ্দ পনেরো ষোলো সতেরো আঠারো উনিশ "
    "কুড়ি একুশ বাইশ তেইশ চব্বিশ পঁচিশ ছাব্বিশ সাতাশ আঠাশ উনত্রিশ "
    "ত্রিশ একত্রিশ বত্রিশ তেত্রিশ চৌত্রিশ পঁয়ত্রিশ ছত্রিশ সাঁইত্রিশ আটত্রিশ উনচল্লিশ "
    "চল্লিশ একচল্লিশ বিয়াল্লিশ তেতাল্লিশ চুয়াল্লিশ পঁয়তাল্লিশ ছেচল্লিশ সাতচল্লিশ আটচল্লিশ উনপঞ্চাশ "
    "পঞ্চাশ একান্ন বাহান্ন তিপ্পান্ন চুয়ান্ন পঞ্চান্ন ছাপ্পান্ন সাতান্ন আটান্ন উনষাট "
    "ষাট একষট্টি বাষট্টি তেষট্টি চৌষট্টি পঁয়ষট্টি ছেষট্টি সাতষট্টি আটষট্টি উনসত্তর "
    "সত্তর একাত্তর বাহাত্তর তিয়াত্তর চুয়াত্তর পঁচাত্তর ছিয়াত্তর সাতাত্তর আটাত্তর উনআশি "
    "আশি একাশি বিরাশি তিরাশি চুরাশি পঁচাশি ছিয়াশি সাতাশি অষ্টআশি উননব্বই "
    "নব্বই একানব্বই বিরানব্বই তিরানব্বই চুরানব্বই পঁচানব্বই ছিয়ানব্বই সাতানব্বই আটানব্বই নিরানব্বই"
)


_GUJARATI = (
    "શૂન્ય એક બે ત્રણ ચાર પાંચ છ સાત આઠ નવ "
    "દસ અગિયાર બાર તેર ચૌદ પંદર સોળ સત્તર અઢાર ઓગણીસ "
    "વીસ એકવીસ બાવીસ ત્રેવીસ ચોવીસ પચ્ચીસ છવ્વીસ સત્તાવીસ અઠ્ઠાવીસ ઓગણત્રીસ "
    "ત્રીસ એકત્રીસ બત્રીસ તેત્રીસ ચોત્રીસ પાંત્રીસ છત્રીસ સાડત્રીસ આડત્રીસ ઓગણચાલીસ "
    "ચાલીસ એકતાલીસ બેતાલીસ તેતાલીસ ચુંમાલીસ પિસ્તાલીસ છેતાલીસ સુડતાલીસ અડતાલીસ ઓગણપચાસ "
    "પચાસ એકાવન બાવન ત્રેપન ચોપન પંચાવન છપ્પન સત્તાવન અઠ્ઠાવન ઓગણસાઠ "
    "સાઠ એકસઠ બાસઠ ત્રેસઠ ચોસઠ પાંસઠ છાસઠ સડસઠ અડસઠ ઓગણસિત્તેર "
    "સિત્તેર એકોતેર બોતેર તોતેર ચુમોતેર પંચોતેર છોતેર સિત્યોતેર ઇઠ્યોતેર ઓગણાએંસી "
    "એંસી એક્યાસી બ્યાસી ત્યાસી ચોર્યાસી પંચાસી છ્યાસી સિત્યાસી ઇઠ્યાસી નેવ્યાસી "
    "નેવું એકાણું બાણું ત્રાણું ચોરાણું પંચાણું છન્નું સત્તાણું અઠ્ઠાણું નવ્વાણું"
)
COUNTING: Mapping[str, Counting] = {
    "mr": Counting(
        small=tuple(_MARATHI.split()),
        hundred="शंभर",
        hundreds={},
        joined="शे",
        scales=((10**9, "अब्ज"), (10**7, "कोटी"), (10**5, "लाख"), (10**3, "हजार")),
        point="पूर्णांक",
        percent="टक्के",
    ),
    "bn": Counting(
        small=tuple(_BENGALI.split()),
        hundred="একশো",
        hundreds={2: "দুশো"},
        joined="শো",
        scales=((10**7, "কোটি"), (10**5, "লাখ"), (10**3, "হাজার")),
        point="দশমিক",
        percent="শতাংশ",
    ),
    "gu": Counting(
        small=tuple(_GUJARATI.split()),
        hundred="સો",
        hundreds={2: "બસો"},
        joined="સો",
        scales=((10**9, "અબજ"), (10**7, "કરોડ"), (10**5, "લાખ"), (10**3, "હજાર")),
        point="દશાંશ",
        percent="ટકા",
    ),
}
READINGS = {language: counting.readings for language, counting in COUNTING.items()}
