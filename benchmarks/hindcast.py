"""The hindcast of Russia's trade of 2023, scored against the record and against simpler predictions.

Writes results/hindcast.csv (every flow, central assumptions) and results/hindcast_scores.csv (every set and nest, every
closure, the short run, and the baselines: no change, the trend of 2016 to 2021, and one nest), with the date and the version
of the code.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from realpolitik import __version__
from realpolitik.scenarios import play
from realpolitik.scenarios.assumptions import Case, about, central
from realpolitik.scenarios.episode import TARGET
from realpolitik.scenarios.hindcast.replay import (
    GOODS,
    WORLD,
    Flow,
    Sectors,
    cut,
    fit,
    flows,
    predicted,
    replaced,
    scores,
    split,
    trend,
)
from realpolitik.store import Store

RESULTS = Path(__file__).parent / "results"
WHOLE_WORLD = "oecd-2021"


LISTED = (
    (
        "textiles",
        "wood-paper",
        "chemicals",
        "metals",
        "electronics",
        "electrical",
        "machinery",
        "vehicles",
        "other-goods",
        "petroleum",
    ),
    ("oil-gas-mining", "petroleum", "metals", "wood-paper", "other-goods"),
)
"""Sectors with goods on the coalition's lists: what may not be sold to Russia, and what may not be bought of it."""


FAR_LEFT = (0.85, 0.7, 0.5)
"""Shares of what suppliers overseas sold that are left: what Iran 2011 to 2013 leaves open (.55 to 1.28, median .70, by sixteen readings)."""


def fitted(
    store: Store,
    case: Case,
    sectors: Sectors = GOODS,
    far: float = 1.0,
    oil: bool = False,
    world: str = WORLD,
) -> tuple[Flow, ...]:
    """Predictions of a case, its two cuts fitted to the coalition's totals."""
    shares = fit(store, case, sectors=sectors, far=far, oil=oil, world=world)
    told = cut(*shares, sectors=sectors, far=far, oil=oil, world=world)
    return flows(store, predicted(play(told, cases=[case])), world=world)


def alike(found: Sequence[Flow]) -> tuple[Flow, ...]:
    """All flows of a direction at the mean of the model's, weighted by trade before."""
    mean = {}
    for sold in (True, False):
        of = [flow for flow in found if (flow.exporter == TARGET) == sold]
        mean[sold] = sum(flow.predicted * flow.before for flow in of) / sum(flow.before for flow in of)
    return replaced(found, lambda flow: mean[flow.exporter == TARGET])


def on_the_whole(store: Store) -> list[dict[str, object]]:
    """The same on the world of 80 economies out of which the other is merged, whose flows are more: the central case alone."""
    best = fitted(store, central(), world=WHOLE_WORLD)
    return [
        row(f"{WHOLE_WORLD}, {len(best)} flows, central: {central().label}", best),
        row(f"{WHOLE_WORLD}, all alike, each direction", alike(best)),
        row(f"{WHOLE_WORLD}, no change", replaced(best, lambda _: 1.0)),
        row(f"{WHOLE_WORLD}, trend of 2016 to 2021", replaced(best, trend(store, world=WHOLE_WORLD))),
    ]


def row(name: str, found: Sequence[Flow]) -> dict[str, object]:
    """Scores over all flows, and over those that test the nest."""
    every, test = scores(found), scores(split(found, calibration=False))
    chosen = scores(split(found, calibration=True))
    china = [flow.log_error for flow in found if "CHN" in (flow.exporter, flow.importer)]
    return {
        "prediction": name,
        "log_error": f"{every.error:.4f}",
        "log_error_test": f"{test.error:.4f}",
        "log_error_calibration": f"{chosen.error:.4f}",
        "rank": f"{every.rank:.3f}",
        "direction": f"{every.direction:.4f}",
        "china_log_errors": " ".join(f"{error:+.4f}" for error in china),
        "sold_to_india": next(f"{flow.predicted:.3f}" for flow in found if flow.importer == "IND"),
    }


def main() -> None:
    """Predict, score, write."""
    store = Store()
    stamp = {"date": datetime.now(UTC).date().isoformat(), "version": __version__}
    best = fitted(store, central())
    rows = [row("central: " + central().label, best)]
    for name in about()["sets"]:
        for nest in (*about()["nests"], 1.2):
            case = Case(set=name, nest=nest, deficits="multiplicative")
            rows.append(row(case.label, fitted(store, case)))
    for closure in about()["closures"]:
        rows.append(row((case := replace(central(), deficits=closure)).label, fitted(store, case)))
    rows.append(row(central("short").label, fitted(store, central("short"))))
    rows.append(row("central, only sectors with listed goods cut", fitted(store, central(), LISTED)))
    for far in FAR_LEFT:
        rows.append(row(f"central, suppliers overseas left {far:g}", fitted(store, central(), far=far)))
    for far in (1.0, 0.7):
        name = "central, crude where the oil market sends it" + (
            f", suppliers overseas left {far:g}" * (far < 1)
        )
        rows.append(row(name, fitted(store, central(), far=far, oil=True)))
    rows.append(row("all alike, each direction", alike(best)))
    rows.append(row("no change", replaced(best, lambda _: 1.0)))
    rows.append(row("trend of 2016 to 2021", replaced(best, trend(store))))
    rows += on_the_whole(store)
    _write(RESULTS / "hindcast_scores.csv", [{**one, **stamp} for one in rows])
    table = [
        {
            "exporter": flow.exporter,
            "importer": flow.importer,
            "trade_2021_usd": round(flow.before),
            "predicted": f"{flow.predicted:.4f}",
            "recorded": f"{flow.recorded:.4f}",
            "log_error": f"{flow.log_error:+.4f}",
            **stamp,
        }
        for flow in best
    ]
    _write(RESULTS / "hindcast.csv", table)


def _write(path: Path, rows: Sequence[dict[str, object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        table.writeheader()
        table.writerows(rows)


if __name__ == "__main__":
    main()
