"""What is one state to another, what did a shock do to that, and what would change it?

The public face: everything here is imported when first used, so that `import realpolitik` costs next to nothing.

Examples
--------
>>> import realpolitik as rp
>>> rp.resolve("PRC").code
'CHN'
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from realpolitik.calls.asking import brief, check, watch
    from realpolitik.calls.data import cite, fetch, sql
    from realpolitik.calls.goods import products
    from realpolitik.calls.measuring import events, rhetoric, sanctions
    from realpolitik.calls.modelling import leverage, optimum, scenario
    from realpolitik.calls.refreshing import refresh
    from realpolitik.calls.trying import episodes
    from realpolitik.charts import save as save_chart
    from realpolitik.claims import Claim, Verdict, judge
    from realpolitik.claims import judge_all as claims
    from realpolitik.errors import RealpolitikError
    from realpolitik.findings import Finding, Interval, Window
    from realpolitik.measures import measures
    from realpolitik.measures import run as measure
    from realpolitik.panel import panel
    from realpolitik.sources import Source
    from realpolitik.states import State, members, resolve
    from realpolitik.store import Store

_HOMES = {
    "Claim": "claims:Claim",
    "Finding": "findings:Finding",
    "Interval": "findings:Interval",
    "RealpolitikError": "errors:RealpolitikError",
    "Source": "sources:Source",
    "State": "states:State",
    "Store": "store:Store",
    "Verdict": "claims:Verdict",
    "Window": "findings:Window",
    "brief": "calls.asking:brief",
    "check": "calls.asking:check",
    "cite": "calls.data:cite",
    "claims": "claims",  # as `measures`
    "episodes": "calls.trying:episodes",
    "events": "calls.measuring:events",
    "fetch": "calls.data:fetch",
    "judge": "claims:judge",
    "leverage": "calls.modelling:leverage",
    "measure": "measures:run",
    "measures": "measures",  # the package itself, which can be called
    "members": "states:members",
    "optimum": "calls.modelling:optimum",
    "panel": "panel",  # as `measures`
    "products": "calls.goods:products",
    "refresh": "calls.refreshing:refresh",
    "resolve": "states:resolve",
    "rhetoric": "calls.measuring:rhetoric",
    "sanctions": "calls.measuring:sanctions",
    "save_chart": "charts:save",
    "scenario": "calls.modelling:scenario",
    "sql": "calls.data:sql",
    "watch": "calls.asking:watch",
}

__all__ = [
    "Claim",
    "Finding",
    "Interval",
    "RealpolitikError",
    "Source",
    "State",
    "Store",
    "Verdict",
    "Window",
    "brief",
    "check",
    "cite",
    "claims",
    "episodes",
    "events",
    "fetch",
    "judge",
    "leverage",
    "measure",
    "measures",
    "members",
    "optimum",
    "panel",
    "products",
    "refresh",
    "resolve",
    "rhetoric",
    "sanctions",
    "save_chart",
    "scenario",
    "sql",
    "watch",
]


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import version

        return version("realpolitik")
    if name not in _HOMES:
        raise AttributeError(f"module 'realpolitik' has no attribute {name!r}")
    module, _, attribute = _HOMES[name].partition(":")
    value: Any = import_module(f"realpolitik.{module}")
    if attribute:
        value = getattr(value, attribute)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
