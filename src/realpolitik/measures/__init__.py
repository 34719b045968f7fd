"""What the record shows: one concept a module, pure functions over tables, registered by name."""

import sys
from types import ModuleType

from realpolitik.measures.registry import Measure, Result, get, measure, measures, run

__all__ = ["Measure", "Result", "get", "measure", "measures", "run"]


class _Callable(ModuleType):
    """This package, which `import realpolitik as rp; rp.measures()` also calls: one name, whichever was used first."""

    def __call__(self) -> dict[str, Measure]:
        """All registered measures, by name in order."""
        return measures()


sys.modules[__name__].__class__ = _Callable
