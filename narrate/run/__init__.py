"""Does what was planned: records, assembles, delivers, reports.

The package is the public function too: `narrate.run(settings)` is `run.pipeline.run`, since Python
puts the package under that name as soon as one of its modules is loaded.
"""

from __future__ import annotations

import inspect
import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from narrate.report import RunReport


class _Room(ModuleType):
    """This package, callable."""

    @property
    def __signature__(self) -> inspect.Signature:
        from narrate.run.pipeline import run

        return inspect.signature(run)

    def __call__(self, *arguments: Any, **named: Any) -> RunReport:
        from narrate.run.pipeline import run

        return run(*arguments, **named)


sys.modules[__name__].__class__ = _Room
