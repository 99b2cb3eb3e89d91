"""What can be set for hibari; all of it may differ from call to call."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from narrate.settings.groups import Group
from narrate.settings.rules import Number


class Hibari(Group):
    """The embedded English voice."""

    seed: Annotated[int, Number(0, 2**32 - 1, whole=True)] = Field(
        default=0,
        description="Another seed gives a slightly different reading; the same, the same bytes",
    )
