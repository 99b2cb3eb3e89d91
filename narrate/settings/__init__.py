"""pipeline.yaml as frozen settings: unknown keys and wrong values are named by their path.

models         the whole file, with what it says for one book
casts          who reads and how, by chapter (which ones a key such as `3-5` or `"Epilogue*"`
               means) and character; how one set of values goes over another
groups         the other groups of keys, each value with its range and meaning
engines        the table of engines, and the options that each brings from its own folder
rules          kinds of values: numbers, choices; names: languages, files, hosts; mappings, lexicon:
               those with free keys
document       YAML text to plain data that knows its lines
load           file and command line to Settings; explain: pydantic's findings in our words
schema         the JSON Schema for editors
"""

from narrate.settings.casts import Reading as Reading
from narrate.settings.engines import BUILT_IN_ENGINES as BUILT_IN_ENGINES
from narrate.settings.engines import known_engines as known_engines
from narrate.settings.groups import Budget as Budget
from narrate.settings.groups import Chunking as Chunking
from narrate.settings.groups import Deliver as Deliver
from narrate.settings.groups import Level as Level
from narrate.settings.groups import Pauses as Pauses
from narrate.settings.groups import Retry as Retry
from narrate.settings.load import load_settings as load_settings
from narrate.settings.models import ABOUT as ABOUT
from narrate.settings.models import Settings as Settings
