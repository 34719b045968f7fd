"""Two published synthetic controls that weigh predictors, made again from the published panels.

    .venv/bin/python benchmarks/synthetic.py basque.csv [germany.csv]

The panels are not in this repository. The first is that of the R package Synth (data set `basque`, Abadie and Gardeazabal 2003)
written as CSV with its own column names; the second is the replication file of Abadie, Diamond and Hainmueller (2015) with columns
country, year, gdp, trade, infrate, industry, schooling, invest70, invest80. Writes results/synthetic.csv: weights of the donors, the
fit before and the effect, beside what the package pysyncon prints in its tests for the same specification (Nelder-Mead, from equal
importance), and what the search finds from twenty starts.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from time import process_time

import numpy as np

from realpolitik.models.stats.predictors import predicted_control, window_means
from realpolitik.models.stats.synthetic import Control

HERE = Path(__file__).parent
MANY = 20
"""Starts of the wider search."""
PUBLISHED = {
    "basque": {
        "Cataluna": 0.850816306,
        "Madrid (Comunidad De)": 0.149183694,
        "mse": 0.008864545,
        "effect": -0.699565,
    },
    "germany": {
        "Austria": 0.414522077,
        "USA": 0.21624982,
        "Japan": 0.163161172,
        "Switzerland": 0.107654851,
        "Netherlands": 0.09841208,
        "effect": -1555.1346777620479,
    },
}
"""pysyncon 1.7.0, tests/test_synth_basque.py and test_synth_germany.py; mean square and effect of the first by running it."""
SCHOOLING = ("school.illit", "school.prim", "school.med", "school.high", "school.post.high", "invest")
SECTORS = ("agriculture", "energy", "industry", "construction", "services.venta", "services.nonventa")


@dataclass(frozen=True, slots=True)
class Panel:
    """Units by years of each column of a file, NaN where the file has nothing."""

    units: list[str]
    years: list[int]
    columns: dict[str, np.ndarray]

    def means(self, column: str, window: Iterable[int]) -> np.ndarray:
        return window_means(self.columns[column], self.years, list(window))

    def span(self, column: str, first: int, last: int) -> np.ndarray:
        return self.columns[column][:, self.years.index(first) : self.years.index(last) + 1]


def read(path: Path, unit: str) -> Panel:
    """A long file with a column of units, a column `year`, and figures."""
    with path.open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    units = list(dict.fromkeys(row[unit] for row in rows))
    years = sorted({int(float(row["year"])) for row in rows})
    names = [name for name in rows[0] if name not in (unit, "year", "regionno", "code", "")]
    columns = {name: np.full((len(units), len(years)), np.nan) for name in names}
    for row in rows:
        place = units.index(row[unit]), years.index(int(float(row["year"])))
        for name in names:
            if row[name] not in ("", "NA"):
                columns[name][place] = float(row[name])
    return Panel(units=units, years=years, columns=columns)


def whole(panel: Panel, outcomes: np.ndarray) -> np.ndarray:
    """Outcomes with 0 where nothing is on record after the shock: harmless for donors without weight, which `check` holds."""
    return np.nan_to_num(outcomes)


def basque(panel: Panel, *, starts: int = 1) -> tuple[Control, list[str], float]:
    """Terror and income in the Basque Country: fitted to 1960-1969, effect 1975-1997."""
    treated = panel.units.index("Basque Country (Pais Vasco)")
    traits = [panel.means(name, range(1964, 1970)) for name in SCHOOLING]
    traits.append(panel.means("gdpcap", range(1960, 1970)))
    traits += [panel.means(f"sec.{name}", range(1961, 1970, 2)) for name in SECTORS]
    traits.append(panel.means("popdens", [1969]))
    outcomes = panel.span("gdpcap", 1960, 1997)
    found = predicted_control(
        whole(panel, outcomes), np.array(traits).T, treated=treated, before=10, starts=starts
    )
    return check(found, outcomes, treated), donors(panel, treated), float(found.gaps[15:].mean())


def germany(panel: Panel, *, starts: int = 1) -> tuple[Control, list[str], float]:
    """Unification and income in West Germany: importance from traits of 1971-1980 and the fit of 1981-1990; effect 1990-2003."""
    treated = panel.units.index("West Germany")
    outcomes = panel.span("gdp", 1971, 2003)
    trained = predicted_control(
        whole(panel, outcomes),
        _german(panel, range(1971, 1981), [1970, 1975], "invest70"),
        treated=treated,
        before=20,
        fitted=range(10, 20),
        starts=starts,
    )
    found = predicted_control(
        whole(panel, outcomes),
        _german(panel, range(1981, 1991), [1980, 1985], "invest80"),
        treated=treated,
        before=20,
        importance=trained.importance,
    )
    return check(found, outcomes, treated), donors(panel, treated), float(found.gaps[19:].mean())


def _german(panel: Panel, window: range, schooling: list[int], invested: str) -> np.ndarray:
    traits = [panel.means(name, window) for name in ("gdp", "trade", "infrate", "industry")]
    return np.array([*traits, panel.means("schooling", schooling), panel.means(invested, [1980])]).T


def donors(panel: Panel, treated: int) -> list[str]:
    return [unit for row, unit in enumerate(panel.units) if row != treated]


def check(found: Control, outcomes: np.ndarray, treated: int) -> Control:
    """The same control, if no donor with weight has a hole."""
    holes = ~np.isfinite(np.delete(outcomes, treated, axis=0)).all(axis=1)
    if (found.weights[holes] > 1e-4).any():
        raise SystemExit("a donor with weight has no outcome in some year: the file is not whole")
    return found


STUDIES = {"basque": (basque, "regionname"), "germany": (germany, "country")}


def lines(
    study: str, way: str, made: tuple[Control, list[str], float], seconds: float
) -> list[dict[str, object]]:
    """Rows of the table: each weight above a thousandth, the fit, the effect."""
    found, names, effect = made
    known = PUBLISHED[study] if way == "equal start" else {}
    figures = {name: w for name, w in zip(names, found.weights, strict=True) if w > 1e-3}
    figures = dict(sorted(figures.items(), key=lambda item: -item[1]))
    figures |= {"mse": found.fit**2} if study == "basque" else {}
    figures |= {"effect": effect}
    return [
        {
            "study": study,
            "way": way,
            "figure": name,
            "ours": f"{value:.6g}",
            "published": f"{known[name]:.6g}" if name in known else "",
            "seconds": f"{seconds:.2f}",
        }
        for name, value in figures.items()
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description="Published synthetic controls made again.")
    parser.add_argument("basque", type=Path)
    parser.add_argument("germany", type=Path, nargs="?")
    given = parser.parse_args()
    table: list[dict[str, object]] = []
    for study, (make, unit) in STUDIES.items():
        if getattr(given, study) is None:
            continue
        panel = read(getattr(given, study), unit)
        for way, starts in (("equal start", 1), (f"best of {MANY} starts", MANY)):
            begun = process_time()
            made = make(panel, starts=starts)
            table += lines(study, way, made, process_time() - begun)
    with (HERE / "results/synthetic.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(table[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(table)
    for row in table:
        print(*row.values(), sep="\t")


if __name__ == "__main__":
    main()
