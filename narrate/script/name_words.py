"""Words with a capital that are no names anybody needs told how to say, and what joins names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

Words = frozenset[str]


def _words(text: str) -> Words:
    return frozenset(text.split())


@dataclass(frozen=True, slots=True)
class NameWords:
    """What is known of one language; all in small letters."""

    titles: Words = frozenset()
    """Stand before a name and are read well; without their stop"""
    no_names: Words = frozenset()
    """Months, days, peoples, faiths and the like: their capitals are a rule of spelling"""
    joining: Words = frozenset()
    """What may stand between the words of one name, beside `JOINING`"""
    counting: Words = frozenset()
    """What stands before things and seldom before names (the Rhine and my Elizabeth are names)"""


NAME_WORDS: Final[Mapping[str, NameWords]] = {
    "en": NameWords(
        titles=_words(
            "mr mrs ms miss mx m mme mlle messrs dr doctor prof professor rev reverend fr father"
            " mother brother sister sir madam madame monsieur mademoiselle ma'am lord lady master"
            " mistress esq squire captain capt colonel col general gen major maj lieutenant lt"
            " sergeant corporal private admiral commodore king queen prince princess duke duchess"
            " count countess earl baron baroness marquis emperor empress czar pope bishop"
            " archbishop cardinal president governor senator judge justice uncle aunt cousin papa"
            " mamma mama grandfather grandmother granny dame don doña señor señora herr frau signor"
            " signora jr sr hon deacon parson inspector"
        ),
        no_names=_words(
            "i i'm i'll i've i'd o oh ah january february march april may june july august"
            " september october november december monday tuesday wednesday thursday friday saturday"
            " sunday christmas easter lent michaelmas sabbath english englishman englishmen"
            " englishwoman french frenchman frenchmen german germans italian italians spanish"
            " spaniard spaniards dutch dutchman scotch scottish scotchman irish irishman welsh"
            " american americans british briton britons european europeans russian russians greek"
            " greeks roman romans latin portuguese danish danes swedish norwegian turkish turk"
            " turks arab arabs arabian indian indians chinese japanese african africans asian"
            " egyptian egyptians persian persians swiss austrian belgian hungarian polish norman"
            " saxon hebrew jew jews jewish christian christians christianity catholic protestant"
            " presbyterian quaker quakers mahometan muslim hindu hindoo buddhist pagan god gods"
            " lord heaven almighty providence bible scripture scriptures gospel north south east"
            " west northern southern eastern western northward southward eastward westward alas"
            " hallo hurrah begone hush pray hark amen however indeed lordship ladyship majesty"
            " highness honour excellency grace worship chapter volume book part letter footnote"
        ),
        joining=_words("of"),
        counting=_words(
            "a an another any both certain each either every few many neither no other some such"
            " these this those three two what which"
        ),
    ),
    "es": NameWords(
        titles=_words(
            "sr sra srta señor señora señorita señorito d don doña dña dr dra doctor doctora padre"
            " madre fray sor hermano hermana tío tía rey reina príncipe princesa duque duquesa"
            " conde condesa marqués marquesa capitán general coronel presidente ministro obispo"
            " papa usted ud uds vd vds v"
        ),
        no_names=_words(
            "yo enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre"
            " noviembre diciembre lunes martes miércoles jueves viernes sábado domingo navidad"
            " pascua español española españoles francés francesa franceses inglés inglesa ingleses"
            " alemán alemana alemanes italiano italiana americano americana latín griego romano"
            " árabe judío cristiano cristiana católico dios señor providencia cielo virgen biblia"
            " evangelio norte sur este oeste capítulo tomo parte libro estado iglesia"
        ),
        counting=_words(
            "algún alguna aquel aquella cada cierta cierto cualquier dos esa ese esta este ningún"
            " ninguna otra otro qué tal tres un una unas unos"
        ),
    ),
}

JOINING: Final = _words(
    "de la las los del di da das dos do du des van von der den ter te zu zur bin ibn"
)
"""What may stand between the words of one name in any language"""

SAINTS: Final = _words("st sts ste saint san santa santo são sankt")
"""Part of the name after them"""

THE: Final = _words("the el los las")
"""The article before things, and before ships and rivers; `la` is left out for `la Nela`"""


def name_words(language: str) -> NameWords:
    """Those of a primary tag; none for a language of which nothing is known."""
    return NAME_WORDS.get(language, NameWords())
