"""What can be set for OpenAI's protocol: what may differ by call, and what is one for a run."""

from typing import Annotated

from pydantic import Field

from narrate.settings.groups import Group
from narrate.settings.names import VariableName, WebAddress
from narrate.settings.rules import Choice, Number, Text


class OpenAICall(Group):
    """A server that speaks OpenAI's protocol: what may differ from call to call."""

    model: Annotated[str, Text("a model such as kokoro or tts-1", r"\S+")] = Field(
        default="kokoro", description="Model of the server", examples=["kokoro", "tts-1"]
    )
    output_format: Annotated[str, Choice(("wav", "pcm", "mp3", "flac", "opus", "aac"))] = Field(
        default="wav", description="What the engine sends; the delivered format is deliver.formats"
    )
    sample_rate: Annotated[int, Choice((8000, 16000, 22050, 24000, 32000, 44100, 48000))] = Field(
        default=24000, description="Samples a second of its pcm, which does not say so itself"
    )
    instructions: Annotated[str, Text("a line of text")] | None = Field(
        default=None, description="How to read, for models that take it; null: none"
    )


class OpenAI(OpenAICall):
    """A server that speaks OpenAI's protocol: the whole of its settings."""

    base_url: Annotated[str, WebAddress()] = Field(
        default="http://localhost:8880/v1",
        description="Server, to the part before /audio/speech",
        examples=["http://localhost:8880/v1", "https://api.openai.com/v1"],
    )
    api_key_env: Annotated[str, VariableName()] = Field(
        default="OPENAI_API_KEY",
        description="Environment variable that holds the key, if the server wants one",
    )
    price: Annotated[float, Number(0)] | None = Field(
        default=None,
        description="US dollars per 10,000 characters; null: OpenAI's own, other servers nothing",
    )
