"""The script: what will be said, chunk by chunk, from a book and its cast."""

from narrate.script.lexicon.lexicon import Lexicon as Lexicon
from narrate.script.lexicon.wording import Wording as Wording
from narrate.script.sentences.clauses import spoken_lengths as spoken_lengths
from narrate.script.sentences.sentences import sentence_spans as sentence_spans
from narrate.script.sentences.sentences import split_sentences as split_sentences
from narrate.script.speech import ScriptOptions as ScriptOptions
from narrate.script.spoken.spoken import to_spoken as to_spoken
from narrate.script.turns import Who as Who
from narrate.script.write import write_script as write_script
