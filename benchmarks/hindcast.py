"""The hindcast of Russia's trade of 2023, scored against the record and against simpler predictions.

Writes results/hindcast.csv (every flow, central assumptions) and results/hindcast_scores.csv (every set and nest, and the
baselines: no change, the trend of 2016 to 2021, and one nest), with the date and the version of the code.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from realpolitik import __version__
from realpolitik.scenarios import load, play
from realpolitik.scenarios.assumptions import Case, about, central
from realpolitik.scenarios.hindcast import Flow, fit, flows, growth, predicted, record, scores, split
from realpolitik.scenarios.leverage import GIVEN
from realpolitik.scenarios.stage import stage
from realpolitik.store import Store

RESULTS = Path(__file__).parent / "results"


def fitted(store: Store, case: Case) -> tuple[Flow, ...]:
    """Predictions of a case, its two cuts fitted to the coalition's totals."""
    shares = fit(store, case)
    given = load(GIVEN)
    cuts = [
        entry.model_copy(update={"share": share}) for entry, share in zip(given.shocks, shares, strict=True)
    ]
    outcome = play(given.model_copy(update={"shocks": tuple(cuts)}), cases=[case])
    return flows(store, predicted(outcome))


def replaced(of: Iterable[Flow], value: Callable[[Flow], float]) -> list[Flow]:
    """The same flows with another prediction."""
    return [
        Flow(
            exporter=f.exporter, importer=f.importer, predicted=value(f), recorded=f.recorded, before=f.before
        )
        for f in of
    ]


def trend(store: Store) -> Callable[[Flow], float]:
    """Growth of each flow from 2016 to 2021, going on for two years, less that of the world's income."""
    where = stage("world-2021")
    first, last = record(store, where, 2016), record(store, where, 2021)

    def ahead(flow: Flow) -> float:
        pair = (flow.exporter, flow.importer)
        return (last[pair] / first[pair]) ** (2 / 5) / growth()

    return ahead


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
    rows.append(row("no change", replaced(best, lambda _: 1.0)))
    rows.append(row("trend of 2016 to 2021", replaced(best, trend(store))))
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
