"""What can be set for pico; all of it may differ from call to call."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from narrate.settings.groups import Group
from narrate.settings.rules import Number


class Pico(Group):
    """The small embedded voices for English, German, Spanish, French and Italian."""

    pitch: Annotated[float, Number(0.5, 2.0)] = Field(
        default=1.0, description="1.0 is the voice's own"
    )
