"""Who speaks in a chapter's quotations, found by rule: tags, beats, pronouns and turns."""

from narrate.script.dialogue.attribution import attribute as attribute
from narrate.script.dialogue.attribution import attributed as attributed
