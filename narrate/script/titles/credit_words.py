"""The usual words of opening and closing credits, by language.

Stores want title, author and narrator before the book, and closing words that say that it is over
(ACX audio submission requirements). That a voice is synthetic is said where no narrator is named.
Each sentence is complete in itself, so that one about something unknown can be left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from narrate.language import primary


@dataclass(frozen=True, slots=True)
class CreditWords:
    """Titles and templates in one language."""

    opening_title: str
    closing_title: str
    opening: str
    closing: str
    voice: str
    """A synthetic voice that has a name, `{}`, in the place of {narrator}"""
    some_voice: str
    """One that has none"""


ENGLISH: Final = CreditWords(
    "Opening Credits",
    "Closing Credits",
    "{title}. {subtitle}. Written by {author}. Narrated by {narrator}.",
    "This has been {title}. Written by {author}. Narrated by {narrator}. The End.",
    "the synthetic voice {}",
    "a synthetic voice",
)
WORDS: Final[Mapping[str, CreditWords]] = {
    "en": ENGLISH,
    "es": CreditWords(
        "Créditos iniciales",
        "Créditos finales",
        "{title}. {subtitle}. Escrito por {author}. Narrado por {narrator}.",
        "Ha escuchado {title}. Escrito por {author}. Narrado por {narrator}. Fin.",
        "la voz sintética {}",
        "una voz sintética",
    ),
    "de": CreditWords(
        "Vorspann",
        "Abspann",
        "{title}. {subtitle}. Von {author}. Gelesen von {narrator}.",
        "Sie hörten {title}. Von {author}. Gelesen von {narrator}. Ende.",
        "der synthetischen Stimme {}",
        "einer synthetischen Stimme",
    ),
    "fr": CreditWords(
        "Générique de début",
        "Générique de fin",
        "{title}. {subtitle}. Écrit par {author}. Lu par {narrator}.",
        "Vous venez d’écouter {title}. Écrit par {author}. Lu par {narrator}. Fin.",
        "la voix de synthèse {}",
        "une voix de synthèse",
    ),
    "it": CreditWords(
        "Titoli di testa",
        "Titoli di coda",
        "{title}. {subtitle}. Scritto da {author}. Letto da {narrator}.",
        "Avete ascoltato {title}. Scritto da {author}. Letto da {narrator}. Fine.",
        "{}, voce sintetica",
        "una voce sintetica",
    ),
    "pt": CreditWords(
        "Créditos iniciais",
        "Créditos finais",
        "{title}. {subtitle}. Escrito por {author}. Narrado por {narrator}.",
        "Acabou de ouvir {title}. Escrito por {author}. Narrado por {narrator}. Fim.",
        "{}, voz sintética",
        "uma voz sintética",
    ),
    "nl": CreditWords(
        "Aankondiging",
        "Afkondiging",
        "{title}. {subtitle}. Geschreven door {author}. Voorgelezen door {narrator}.",
        "U luisterde naar {title}. Geschreven door {author}. Voorgelezen door {narrator}. Einde.",
        "de synthetische stem {}",
        "een synthetische stem",
    ),
    "hi": CreditWords(
        "आरंभिक परिचय",
        "समापन परिचय",
        "{title}। {subtitle}। {author} की रचना। वाचन: {narrator}।",
        "आपने सुना: {title}। {author} की रचना। वाचन: {narrator}। समाप्त।",
        "कृत्रिम आवाज़ {}",
        "एक कृत्रिम आवाज़",
    ),
    "ta": CreditWords(
        "தொடக்க அறிவிப்பு",
        "நிறைவு அறிவிப்பு",
        "{title}. {subtitle}. எழுதியவர்: {author}. வாசிப்பு: {narrator}.",
        "நீங்கள் கேட்டது: {title}. எழுதியவர்: {author}. வாசிப்பு: {narrator}. முற்றும்.",
        "செயற்கைக் குரல் {}",
        "ஒரு செயற்கைக் குரல்",
    ),
}


def credit_words(language: str) -> CreditWords:
    """Those of a tag, with or without a region; English ones for any other language."""
    return WORDS.get(primary(language), ENGLISH)
