"""Ranges of a scenario's trade that held the record of past episodes in 80 of 100 cases."""

from __future__ import annotations

from collections.abc import Mapping
from math import exp

import numpy as np

from realpolitik.scenarios.episodes.score import group, half_width
from realpolitik.scenarios.outcome import Outcome
from realpolitik.scenarios.shocks import sectors_of

Cell = tuple[str, str]


def shocked(outcome: Outcome) -> frozenset[Cell]:
    """Flows (exporter, importer) that a shock of the scenario is about."""
    where, day = outcome.stage, outcome.scenario.day
    found: set[Cell] = set()
    for entry in outcome.scenario.shocks:
        if not sectors_of(entry, where) or entry.kind == "productivity":
            continue
        sellers, buyers = (
            where.world.states if side is None else where.parties(side, on=day)
            for side in (entry.exporters, entry.importers)
        )
        cells = {(one, other) for one in sellers for other in buyers if one != other}
        found |= cells | ({(other, one) for one, other in cells} if entry.both_ways else set())
    return frozenset(found)


def widths(outcome: Outcome, target: str) -> Mapping[Cell, float]:
    """By what factor, up or down, the record has been off such flows of a target, in 80 of 100 cases.

    The group of a flow is that of the episodes: whether a shock is about it, what the target loses of its sales or purchases to
    those that a shock is about, and its size. Flows between others have no range: no episode has tried them.
    """
    world = outcome.central.world
    at, parties = world.states.index(target), shocked(outcome)
    old, ratio = world.flows.sum(axis=2), outcome.trade[0]
    found: dict[Cell, float] = {}
    for sells in (True, False):
        before, hat = (matrix[:, at] if sells else matrix[at, :] for matrix in (old, ratio))
        cells = [(target, code) if sells else (code, target) for code in world.states]
        party = np.array([cell in parties for cell in cells])
        abroad = np.arange(len(cells)) != at
        whole = float(before[abroad].sum())
        lost = float((before * (1 - hat))[abroad & party].sum()) / whole if whole else 0.0
        for place, cell in enumerate(cells):
            if place != at and before[place] > 0:
                of = group(party=bool(party[place]), lost=lost, before=float(before[place]))
                found[cell] = exp(half_width(of))
    return found
