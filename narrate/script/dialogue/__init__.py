"""Who speaks in a chapter's quotations: tags and turns by rule, the rest by weighed evidence."""

from narrate.script.dialogue.attribution import attribute as attribute
from narrate.script.dialogue.attribution import attributed as attributed
