"""Many states, many figures, many years: one tidy frame.

`rp.panel(["trade.turnover", "votes.kappa"], of="G20", start=2000, end=2023)`; see `realpolitik.panel.build`.
"""

import sys
from collections.abc import Callable, Mapping, Sequence
from types import ModuleType
from typing import Any

from realpolitik.findings import Day
from realpolitik.panel.build import panel
from realpolitik.panel.model import Panel
from realpolitik.store import Store

__all__ = ["Panel", "panel"]


class _Callable(ModuleType):
    """This package, which `import realpolitik as rp; rp.panel(…)` also calls: one name, whichever was used first."""

    def __call__(
        self,
        measures: str | Sequence[str],
        *,
        of: str | Sequence[str] | Sequence[tuple[str, str]],
        start: Day | None = None,
        end: Day | None = None,
        directed: bool | None = None,
        options: Mapping[str, Any] | None = None,
        detail: bool = True,
        store: Store | None = None,
        on_progress: Callable[[str], None] | None = None,
    ) -> Panel:
        return panel(
            measures,
            of=of,
            start=start,
            end=end,
            directed=directed,
            options=options,
            detail=detail,
            store=store,
            on_progress=on_progress,
        )


_Callable.__call__.__doc__ = panel.__doc__
sys.modules[__name__].__class__ = _Callable
