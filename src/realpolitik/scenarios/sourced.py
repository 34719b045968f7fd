"""Where the figures of a scenario's world come from: its notes, and of each flow whether it is reported, allocated or borrowed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from realpolitik.scenarios.basis import bases, by_kind, has_bases, in_words
from realpolitik.scenarios.outcome import Outcome
from realpolitik.scenarios.report import focus
from realpolitik.states.wording import the


def sourced(outcome: Outcome, flows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Notes of the world; shares of its trade in goods by basis; and the basis of some flows.

    Parameters
    ----------
    flows
        Rows with `label`, `exporter` and `importer`, as of `report.reallocation`.

    Returns
    -------
    `world`, `notes`; `shares`: rows of `of`, `reported`, `allocated` and `borrowed`, for the world and for the state that the scenario is
    about; `flows`: rows of `label` and `basis`. Both are empty for a world that does not say.
    """
    name, where = outcome.scenario.world, outcome.stage
    found: dict[str, Any] = {"world": name, "notes": list(where.world.notes), "shares": [], "flows": []}
    if not has_bases(name):
        return found
    about = focus(outcome)
    inside = where.members[about] or (about,)
    found["shares"] = [
        {"of": "all pairs", **by_kind(name)},
        {"of": f"pairs with {the(where.names[about])}", **by_kind(name, inside)},
    ]
    for row in flows:
        seller, buyer = row["exporter"], row["importer"]
        parts = [where.members[code] for code in (seller, buyer)]
        if any(len(one) > 1 for one in parts) or not all(parts):
            said = "several states together"
        else:
            said = in_words(bases(name, seller, buyer))
        found["flows"].append({"label": row["label"], "basis": said})
    return found
