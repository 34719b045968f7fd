"""Build the sets of elasticities, src/realpolitik/scenarios/elasticities.csv, out of the published ones.

A sector takes the mean over the source's sectors that sectors.yaml gives it, with its standard error over it; all goods as one kind the
harmonic mean over goods, weighted by what they trade across borders in the world of 2021.

Reads ../shared/data/trade. Run: python tools/build_elasticities.py
"""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pandas as pd
import yaml

from realpolitik.models.equilibrium import World
from realpolitik.scenarios.leverage.severing import BEFORE
from realpolitik.scenarios.stage import stage

ROOT = Path(__file__).parents[1]
TRADE = ROOT.parent / "shared/data/trade"
SCENARIOS = ROOT / "src/realpolitik/scenarios"
SECTORS: dict[str, dict] = yaml.safe_load((SCENARIOS / "sectors.yaml").read_text(encoding="utf-8"))["sectors"]
# WIOD's services are non-traded or hardly traded in the estimates; Costinot and Rodriguez-Clare (2014) use 5 for them.
SERVICES_THETA = 5.0
ONE_KIND = "harmonic mean over goods, weights: trade of the world of 2021; each at least 1, as in every solve (assumptions.yaml, least)"


def main() -> None:
    """Build and save."""
    write_elasticities(SCENARIOS / "elasticities.csv")


def write_elasticities(path: Path) -> None:
    """Trade elasticities of each sector by source: the mean over the source's sectors, and its standard error over it."""
    gtap = pd.read_stata(TRADE / "elasticities/final_tariff_GTAP_2020_10_08.dta")
    fgo = dict(zip(gtap["gtap_sector"], -gtap["epsilon_GTAP"], strict=True))
    crc = np.loadtxt(TRADE / "elasticities/CRC2014_sectoral_trade_elasticity.csv")[:, 1]
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["set", "sector", "theta", "log_error", "source_id", "note"])
        for name, about in SECTORS.items():
            values = [fgo[code] for code in about["gtap"] if np.isfinite(fgo.get(code, np.nan))]
            mean = np.mean(values) if values else SERVICES_THETA
            note = " ".join(about["gtap"]) if values else "services: by convention as in crc"
            error = np.std(values, ddof=1) / np.sqrt(len(values)) / mean if len(values) > 1 else 0.0
            table.writerow(["fgo", name, f"{mean:.4f}", f"{error:.4f}", "fontagne-2022", note])
            codes = about["crc"]
            values = [crc[code - 1] for code in codes] or [SERVICES_THETA]
            mean = np.mean(values)
            error = np.std(values, ddof=1) / np.sqrt(len(values)) / mean if len(values) > 1 else 0.0
            note = "sectors " + " ".join(map(str, codes)) if codes else "services: 5 by convention"
            table.writerow(["crc", name, f"{mean:.4f}", f"{error:.4f}", "costinot-2014", note])
    one = one_kind(stage(BEFORE).world, path)
    with path.open("a", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        for name, source in (("fgo", "fontagne-2022"), ("crc", "costinot-2014")):
            table.writerow([name, "goods", f"{one[name]:.4f}", "0.0000", source, ONE_KIND])


def one_kind(whole: World, path: Path) -> dict[str, float]:
    """By set, the elasticity of all goods as one kind: the mean of 1/theta over goods by their trade across borders, inverted."""
    least = float(yaml.safe_load((SCENARIOS / "assumptions.yaml").read_text("utf-8"))["least"])
    goods = [at for at, name in enumerate(whole.sectors) if SECTORS[name]["goods"]]
    traded = np.array([whole.flows[:, :, at].sum() - np.trace(whole.flows[:, :, at]) for at in goods])
    with path.open(encoding="utf-8", newline="") as file:
        theta = {(row["set"], row["sector"]): float(row["theta"]) for row in csv.DictReader(file)}
    return {
        name: float(
            traded.sum()
            / sum(x / max(theta[name, whole.sectors[at]], least) for x, at in zip(traded, goods, strict=True))
        )
        for name in ("fgo", "crc")
    }


if __name__ == "__main__":
    main()
