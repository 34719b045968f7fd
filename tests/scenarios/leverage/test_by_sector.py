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

    def severed(where, one, two, situation, cases, *, sectors):
        asked.append(sectors)
        return SimpleNamespace(welfare=np.array([[-0.01, -0.03]]))

    monkeypatch.setattr(severing, "stage", lambda world: where)
    monkeypatch.setattr(severing, "_severed", severed)
    found = severing.by_sector("CHN", "RUS", severing.Situation(name="2021", world="merged-2021"))
    assert asked == [("oil",), ("cars",)]
    assert list(found) == ["oil", "cars"]
    assert [float(loss[0]) for loss in found["cars"]] == [0.01, 0.03]
