"""Leverage by sector asks each sector that the two trade in, whatever stands before it."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np

from realpolitik.scenarios.leverage import severing


def test_a_sector_without_trade_is_passed_over_and_the_next_asked(monkeypatch):
    shares = np.zeros((2, 2, 3))
    shares[1, 0, 1] = 0.1  # one way alone
    shares[0, 1, 2] = 0.2
    where = SimpleNamespace(
        label_of=lambda code: code, world=SimpleNamespace(states=("CHN", "RUS"), sectors=("rice", "oil", "cars"), shares=shares)
    )  # fmt: skip
    asked = []

    def severed(where, pair, situation, cases, sectors):
        asked.append((pair, sectors))
        return [(sectors, number) for number, _ in enumerate(cases)]

    def solved(tasks, _):
        """Of oil a and b lose 1 and 3 per cent, of cars 2 and 6, under every further case a tenth of a point more."""
        losses = {"oil": np.array([0.01, 0.03]), "cars": np.array([0.02, 0.06])}
        return [1 - losses[sectors[0]] - 0.001 * number for sectors, number in tasks]

    monkeypatch.setattr(severing, "stage", lambda world: where)
    monkeypatch.setattr(severing, "_severed", severed)
    monkeypatch.setattr(severing, "answered", solved)
    found = severing.by_sector("CHN", "RUS", severing.Situation(name="2021", world="merged-2021"))
    assert asked == [(("CHN", "RUS"), ("oil",)), (("CHN", "RUS"), ("cars",))]
    assert list(found) == ["oil", "cars"]
    assert [loss[:2].round(9).tolist() for loss in found["cars"]] == [[0.02, 0.021], [0.06, 0.061]]
    assert [loss[:2].round(9).tolist() for loss in found["oil"]] == [[0.01, 0.011], [0.03, 0.031]]
