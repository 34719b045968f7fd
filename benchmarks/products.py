"""How long an embargo by product takes to solve: 200 states, 5,000 products, 11 million flows.

Writes results/products.csv: seconds by the clock and of the processor, peak memory of the process, sweeps and the largest residual,
with spending that stays and with spending that moves between the 50 products of each sector. Flows are drawn at random.
"""

from __future__ import annotations

import csv
import multiprocessing
import platform
import sys
from pathlib import Path
from time import perf_counter, process_time

import numpy as np

from realpolitik.models.products import ProductFlows, solve_products
from realpolitik.models.products.flows import sorted_flows

HERE = Path(__file__).parent
STATES, PRODUCTS, EACH = 200, 5_000, 2_211
PER_SECTOR = 50


def synthetic(seed: int = 0) -> ProductFlows:
    """Some 11 million flows: sizes of states and of flows lognormal, 2,200 pairs a product."""
    rng = np.random.default_rng(seed)
    size = np.exp(rng.normal(0, 1.5, STATES))
    columns = []
    for product in range(PRODUCTS):
        pairs = rng.choice(STATES * STATES, EACH, replace=False)
        seller, buyer = pairs // STATES, pairs % STATES
        pairs = np.stack([np.full(EACH, product), seller, buyer])[:, seller != buyer]
        columns.append(pairs.astype(np.int32))
    product, seller, buyer = np.concatenate(columns, axis=1)
    return sorted_flows(
        states=tuple(f"s{at:03d}" for at in range(STATES)),
        products=tuple(f"{at:06d}" for at in range(PRODUCTS)),
        product=product,
        exporter=seller,
        importer=buyer,
        value=np.exp(rng.normal(0, 2, product.size)) * size[seller] * size[buyer],
    )


def peak_mb() -> float:
    """Peak of this process alone."""
    status = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) / 1024


def measure(among: float) -> dict[str, object]:
    """One solve: 60 states no longer buy from one."""
    flows = synthetic()
    theta = np.exp(np.random.default_rng(1).normal(np.log(5), 0.4, PRODUCTS))
    closed = np.where(flows.between([flows.states[0]], flows.states[1:61]), np.inf, 1.0)
    sectors = [str(at // PER_SECTOR) for at in range(PRODUCTS)]
    began, worked = perf_counter(), process_time()
    found = solve_products(flows, theta=theta, supply=0.5, cost_hat=closed, sectors=sectors, among=among)
    return {
        "states": STATES,
        "products": PRODUCTS,
        "flows": len(flows),
        "among_products": among,
        "seconds": perf_counter() - began,
        "cpu_seconds": process_time() - worked,
        "peak_mb": peak_mb(),
        "rounds": found.rounds,
        "residual": float(found.residual.max()),
        "machine": f"{platform.machine()}, {multiprocessing.cpu_count()} cores",
    }


def main() -> None:
    """Run both and write the table; each in a process of its own, so that its peak memory is its own."""
    rows = []
    for among in (1.0, 2.0):
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            rows.append(pool.apply(measure, (among,)))
        sys.stderr.write(f"substitution {among:g} among products: done\n")
    with (HERE / "results/products.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        table.writeheader()
        for row in rows:
            table.writerow({k: f"{v:.4g}" if isinstance(v, float) else v for k, v in row.items()})


if __name__ == "__main__":
    main()
