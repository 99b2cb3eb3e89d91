"""Which parts of a book are not read, known by what they are called, typed or made of."""

from collections.abc import Iterable

import regex

from narrate.manuscript.structure.headings import key

CONTENTS = "contents list"
TITLE_PAGE = "title page"
LICENCE = "licence"
IMPRINT = "imprint"
CREDITS = "production credits"
TRANSCRIBER = "transcriber's note"
NOTES = "notes"
FOOTNOTE = "footnote"
MARKER = "note marker"
PAGE = "page number"
CAPTION = "picture caption"
CLOSING = "closing words"
ENGRAVED = "list of illustrations"
INDEX = "index"
BIBLIOGRAPHY = "bibliography"
ERRATA = "errata"
PUBLISHER = "the publisher's own pages"
RUNNING = "running head"
SIDE_NOTE = "side note"
ALT = "alternative text"
READING_AID = "reading aid"
CODE = "code"
COMMENT = "comment"
METADATA = "metadata"
OUTSIDE = "outside the reading order"
HIDDEN = "hidden text"
FURNITURE = "furniture of a web page"
SILENT = "a heading with no text under it"
SKIPPED = "skipped by the settings"

# EPUB structural semantics (epub:type, https://idpf.github.io/epub-vocabs/structure/) and
# digital publishing roles (https://www.w3.org/TR/dpub-aria/), the latter without `doc-`.
_TYPES = {
    TITLE_PAGE: "titlepage halftitlepage halftitle cover frontispiece",
    IMPRINT: "copyright-page imprint imprimatur colophon other-credits credits publisher-logo",
    CONTENTS: "toc landmarks page-list pagelist toc-brief",
    ENGRAVED: "loi lot loa lov",
    INDEX: "index index-group index-entry-list",
    NOTES: "endnotes rearnotes footnotes rearnote endnote",
    FOOTNOTE: "footnote note",
    TRANSCRIBER: "x-transcriber",
    LICENCE: "x-gutenberg",
    BIBLIOGRAPHY: "bibliography",
    ERRATA: "errata",
}
_REASON_BY_TYPE = {t: reason for reason, types in _TYPES.items() for t in types.split()}

# Titles are compared as `headings.key` leaves them: lower case, letters and digits only.
# A line is a pattern for the whole title.
_TITLES = {
    CONTENTS: """
        (?:the |brief |table of )?contents(?: of .*)?
        [íi]ndice(?: general)?
        contenidos?|capítulos|tabla de (?:contenidos?|materias)
        table des matières|sommaire|inhalt(?:sverzeichnis)?
        (?:विषय|अध्याय|पाठ) ?सूची|(?:विषया)?अनुक्रम(?:णिका|णी)?|विषयानुक्रम(?:णिका|णी)?|सूची|विषय ?क्रम
        (?:பொருள் ?|உள்)அடக்கம்|பொருளடக்கம்|உள்ளடக்கம்|உள்ளே
    """,
    ENGRAVED: """
        (?:list of |the |full page )?(?:illustrations|plates|figures|maps|tables|engravings)
        (?:índice|lista) de (?:ilustraciones|láminas|grabados|figuras)
    """,
    INDEX: """
        (?:general |subject |analytical )?index(?: of .*)?
        índice (?:alfabético|onomástico|analítico)
        (?:शब्द|नाम) ?सूची|शब्दानुक्रम(?:णिका|णी)?|नामानुक्रम(?:णिका|णी)?|சொல்லடைவு|பெயரடைவு
    """,
    NOTES: """
        (?:end ?|foot ?|rear ?)?notes(?: and references)?
        notes to (?:the )?(?:text|chapter|volume|part).*
        notas(?: al pie| finales)?|anmerkungen
        (?:(?:पाद|अंत|अंतिम|संदर्भ) ?)?टिप्पणि(?:याँ|यां)|पाद ?टिप्पणी|संदर्भ
        அடிக்குறிப்பு(?:கள்)?|குறிப்புகள்|பின் ?குறிப்புகள்
    """,
    TITLE_PAGE: """
        (?:half )?title ?page|half ?title|frontispiece
        (?:front |back |book )?cover(?: page| image)?
        portada|portadilla|cubierta
        मुख ?पृष्ठ|आवरण(?: ?पृष्ठ)?|शीर्षक ?पृष्ठ|அட்டை(?:ப்? ?படம்)?|முகப்பு|தலைப்புப் பக்கம்
    """,
    IMPRINT: """
        (?:copyright|rights|legal)(?: (?:page|notice|information))?|all rights reserved
        uncopyright|colophon|imprint|impressum|licen[cs]e|publisher s note|about this e ?book
        créditos|derechos(?: de autor)?|página legal|colofón
        कॉपीराइट(?: सूचना)?|सर्वाधिकार(?: सुरक्षित)?|प्रकाशक|प्रकाशकीय|प्रकाशन (?:विवरण|तथ्य)|मुद्रक|लाइसेंस
        பதிப்புரிமை|காப்புரிமை|உரிமம்|பதிப்புரை|பதிப்பாளர்(?: உரை)?|பதிப்பக(?:ம்|த்தார் உரை)
        வெளியீட்டாளர்|(?:நூல்|பதிப்பு) விவரம்
    """,
    LICENCE: """
        (?:the )?(?:full )?(?:project )?gutenberg .*
        .*project gutenberg (?:tm )?(?:licen[cs]e|e ?book|e ?text).*
    """,
    TRANSCRIBER: """
        (?:original )?transcri(?:ber|bers|ption)(?: s)? (?:end ?)?notes?.*
        notes? (?:by|from|of) (?:the )?transcribers?|production notes?
        notas? (?:del|de la) transcript\\w+
    """,
    BIBLIOGRAPHY: """
        (?:select(?:ed)? )?bibliography|works cited|references|further reading|bibliografía
        (?:संदर्भ|सहायक|आधार) ?(?:ग्रंथ|ग्रन्थ|पुस्तकें)(?: ?सूची)?|(?:ग्रंथ|ग्रन्थ) ?सूची
        (?:துணை|மேற்கோள்) ?நூல்கள்|நூற்பட்டியல்|உசாத்துணை
    """,
    ERRATA: "errat(?:a|um)|corrigenda|fe de erratas|शुद्धि ?पत्र|பிழை ?திருத்தம்",
    PUBLISHER: """
        about the (?:author|publisher|translator)|by the same author
        also by .*|(?:other )?(?:books|works|titles) by .*|praise for .*
        newsletter(?: sign ?up)?|advertisements|sobre el autor|otras obras.*
        लेखक(?: |-)?परिचय|लेखक के बारे में|लेखक की अन्य (?:रचनाएँ|रचनाएं|पुस्तकें|कृतियाँ)|हमारे (?:अन्य )?प्रकाशन
        ஆசிரியர் (?:பற்றி|குறிப்பு)|ஆசிரியரின் (?:பிற|மற்ற|இதர) (?:நூல்கள்|படைப்புகள்)|எங்கள் வெளியீடுகள்
    """,
}


def any_of(lines: str) -> regex.Pattern[str]:
    """A pattern for each of the lines as a whole."""
    return regex.compile("|".join(line.strip() for line in lines.strip().splitlines()), regex.I)


_REASON_BY_TITLE = [(any_of(patterns), reason) for reason, patterns in _TITLES.items()]

_IMPRINT = regex.compile(
    r"©|\(c\)\s*\d{4}|\bcopyright\b|all rights reserved|\bISBN\b|first published|printed in|"
    r"\bpublished by\b|\bfirst edition\b|\btypeset (?:in|by)\b|licensed for your|"
    r"licen[cs]e notes|no part of this (?:book|publication|work)|"
    r"library of congress|this is a work of fiction|cover (?:design|art|image)|smashwords edition|"
    r"entered,? according to act|todos los derechos|impreso en|publishers?$|imprenta|"
    r"सर्वाधिकार|कॉपीराइट|(?:प्रकाशक|मुद्रक)\s*[:：]|காப்புரிமை|பதிப்புரிமை|முதற் ?பதிப்பு|"
    r"(?:வெளியீட்டாளர்|அச்சிட்டோர்)\s*[:：]",
    regex.I | regex.M,
)
_FILE = r"(?:e-?text|e-?book|html(?: version)?|file)"
_MADE = r"(?:produced|prepared|transcribed|scanned|digitized|created|proofread|made|converted)"
_CREDITS = regex.compile(
    rf"\W*(?:(?:this )?{_FILE}\s*(?:was |is )?(?:first )?{_MADE}(?: and \w+)?(?: by\b|:| from\b)|"
    rf"(?:{_FILE}|images?|credits?|updates?|scans?|corrections?)[\w ,/-]{{0,40}}(?: by\b|:)|"
    r"(?:produced|transcribed|digitized|proofread)(?: and \w+)?"
    r"(?:(?-i: by:? \p{Lu})|: | from the (?:\d{4}|\w+ edition))|"
    r"note: (?:(?:the )?project gutenberg|there is an?)\b)",
    regex.I,
)
_CLOSING = regex.compile(
    r"(?:(?:the )?end(?: of .{1,80})?|finis|fin(?: de .{1,80})?|(?:das )?ende|fine|the end .{0,40}|"
    r"(?:end|fin del?) (?:of )?(?:volume|book|part|tomo|libro|parte) \w+|"
    r"(?:(?:\S+ )?(?:भाग|खंड|खण्ड|अध्याय|पुस्तक|उपन्यास|नाटक|कथा) )?समाप्त|इति(?: समाप्त| शुभम्)?|"
    r"(?:(?:\S+ )?(?:பாகம்|பகுதி|அத்தியாயம்|நூல்|நாவல்|கதை) )?(?:முற்றும்|முற்றிற்று))"
)
_FIELDS = (
    "title subtitle author authors by year date published publication publisher language "
    "translator translation translated illustrator illustration illustrations illustrated "
    "license licence copyright source text story isbn genre tags edition editor editors "
    "series narrator rights "
    "título autor autora idioma año fecha traducción licencia ilustración texto fuente "
    "शीर्षक लेखक भाषा अनुवाद चित्र लाइसेंस தலைப்பு ஆசிரியர் மொழி மொழிபெயர்ப்பு படங்கள் உரிமம்"
)
_KNOWN = frozenset(_FIELDS.split())
_FIELD = regex.compile(r"\s*([\p{L}\p{M}]+(?: [\p{L}\p{M}]+)?)\s*[:：]\s*(\S.*)", regex.DOTALL)


def by_types(types: Iterable[str]) -> str | None:
    """Why a part with these `epub:type`s or roles is not read; None if it is."""
    return next((_REASON_BY_TYPE[t] for t in sorted(types) if t in _REASON_BY_TYPE), None)


def by_title(title: str) -> str | None:
    """Why a part with this title is not read; None if it is."""
    words = key(title)
    if not words or len(words) > 200:
        return None
    return next((why for pattern, why in _REASON_BY_TITLE if pattern.fullmatch(words)), None)


def is_credits(text: str) -> bool:
    """Whether a paragraph says who made the electronic text."""
    return len(text) < 1500 and bool(_CREDITS.match(text))


def is_imprint(text: str) -> bool:
    """Whether a short page speaks of copyright, edition and printer."""
    return len(text) < 4000 and len(_IMPRINT.findall(text)) >= (1 if len(text) < 600 else 2)


def is_closing(text: str) -> bool:
    """Whether a paragraph only says that the book is over."""
    return len(text) < 110 and bool(_CLOSING.fullmatch(key(text)))


def read_field(text: str) -> tuple[str, str] | None:
    """`Author: Oscar Wilde` as a pair, for the names that front matter uses; else None."""
    found = _FIELD.fullmatch(text)
    if found and found[1].casefold() in _KNOWN:
        return found[1].casefold(), found[2].strip()
    return None
