"""How long the equilibrium engine takes, against a plain nested fixed point, a peer, and the memory limit.

Writes results/equilibrium.csv (every case and algorithm: medians of several runs, peak memory) and
results/wiod2014_russia.csv (the WIOD case: every economy's welfare and real wage with residuals). Public data is
read from ../shared/data; cases whose data is absent are left out and said to be. The peer `gegravity` is timed
where it is installed: `uv run --with gegravity==0.3 python benchmarks/equilibrium.py`.
"""

from __future__ import annotations

import csv
import multiprocessing
import platform
import statistics
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from time import perf_counter, process_time
from typing import TYPE_CHECKING

import numpy as np

from realpolitik.models.equilibrium import (
    CaliendoParroTables,
    CostShock,
    Elasticities,
    Equilibrium,
    Options,
    World,
    elasticities,
    from_caliendo_parro,
    from_flows,
    from_pairs,
    from_substitution,
    solve,
    synthetic,
)
from realpolitik.models.equilibrium.change import Change, combine
from realpolitik.models.equilibrium.fixed_point import residual, start_vector
from realpolitik.models.equilibrium.solve import run
from realpolitik.models.equilibrium.system import System, prepare
from realpolitik.states import members

if TYPE_CHECKING:
    import polars as pl

HERE = Path(__file__).parent
TRADE = HERE.parent / "../shared/data/trade"
RUNS = 7
TARGETS = {
    "wiod 44x50": 0.1,
    "oecd 80x50": 0.3,
    "synthetic 77x45": 0.3,
    "synthetic 141x65": 0.6,
    "campos 151x1": 0.02,
}
PUBLIC = ("campos 151x1", "two nests 151x1", "wiod 44x50", "oecd 80x50")
"""Cases that stand on data beside the repository."""
PSI = 0.5 * (0.31 / 0.69 + 0.67 / 0.33)
NOT_SANCTIONING = frozenset({"BRA", "CHN", "IDN", "IND", "MEX", "RUS", "TUR", "ROW"})
Case = tuple[World, Change, Elasticities, str, Options]


# --- cases ---------------------------------------------------------------------------------------------------------
def campos() -> Case:
    """151 economies, one sector, fragmentation of the world into blocs (Campos et al. 2023, scenario 1)."""
    import polars as pl

    source = TRADE / "fragmentation2019/source_data"
    frame = pl.read_csv(source / "trade_2019.csv", separator=";")
    world = from_pairs(
        frame["iso_o"].to_list(), frame["iso_d"].to_list(), frame["trade"].to_numpy(), unit_usd=1000
    )
    costs = pl.read_csv(source / "tau_hat.csv").sort("iso_o", "iso_d")["tau_hat_1"].to_numpy()
    change = Change(cost_hat=np.ascontiguousarray(costs.reshape(151, 151).T[None]))
    return world, change, elasticities(world.sectors, 3.8, supply=PSI), "multiplicative", Options()


def wiod() -> Case:
    """44 economies, 50 sectors: costs between Russia and 36 economies doubled; theta 4, deficits purged."""
    import pandas as pd

    folder = TRADE / "wiod2014"
    names = ("Din2014", "tariffs2014", "B", "alphas", "X0", "G", "VA_n", "S_n")
    read = {name: np.loadtxt(folder / f"{name}.txt", delimiter=",") for name in names}
    tables = CaliendoParroTables(
        shares=read["Din2014"],
        tariff=read["tariffs2014"],
        value_added_share=read["B"],
        final_share=read["alphas"],
        expenditure=read["X0"],
        input_share=read["G"],
        value_added=read["VA_n"],
        deficit=-read["S_n"],
    )
    states = tuple(pd.read_stata(folder / "countrysample_wiod.dta")["iso"])
    four = elasticities([f"s{j + 1:02d}" for j in range(50)], 4.0)
    world = from_caliendo_parro(tables, four, states=states, keep_deficits=False, unit_usd=1e6, period="2014")
    others = tuple(state for state in states if state not in NOT_SANCTIONING)
    shock = CostShock(exporters=("RUS",), importers=others, factor=2.0, both_ways=True)
    return world, combine(world, [shock]), four, "purged", Options()


def oecd() -> Case:
    """80 economies, 50 industries of 2022, the whole table of uses: costs between Russia and all who sanction it doubled; theta 4, purged.

    Final demand by pair is published for 27 goods industries and all services together; services are parted as what the seller's industries
    sell beyond the uses of the 80. The rest of the world is left out; cells below zero, as of stocks, are nothing.
    """
    import polars as pl

    folder = TRADE / "oecd_icio"
    nodes = pl.read_parquet(folder / "oecd_icio2025_2022_nodes_80x50.parquet")
    states, sectors = (
        tuple(nodes[name].unique(maintain_order=True).to_list()) for name in ("country", "sector")
    )
    table = pl.read_parquet(folder / "oecd_icio2025_2022_Z_4000x4000_float32.parquet")
    order = [f"{state}_{sector}" for state in states for sector in sectors]
    place = {name: row for row, name in enumerate(table["row"])}
    uses = table.select(order).to_numpy().astype(np.float64)[[place[name] for name in order]]
    uses = uses.reshape(len(states), len(sectors), len(states), len(sectors))  # seller, good, buyer, user
    beyond = nodes[nodes.columns[-1]].to_numpy().reshape(len(states), len(sectors))
    rows = pl.read_parquet(folder / "oecd_icio2025_2022_final_and_intermediate_by_pair_80x28.parquet")
    flows = np.ascontiguousarray(uses.sum(axis=3).transpose(2, 0, 1)) + _final(rows, states, sectors, beyond)
    output = np.maximum(flows.sum(axis=0), 1e-6)
    share = uses.sum(axis=0).transpose(1, 0, 2) / output[:, None, :]
    share *= np.minimum(1.0, 0.98 / np.maximum(share.sum(axis=1), 1e-12))[:, None, :]
    four = elasticities(sectors, 4.0)
    rough = from_flows(
        np.maximum(flows, 1e-9 * np.eye(len(states))[:, :, None]),
        states=states,
        sectors=sectors,
        value_added_share=1 - share.sum(axis=1),
        input_share=share,
        negative_final="zero",
    )
    world = rough.settle(four, keep_deficits=False)
    coalition = tuple(one for one in members("sanctioning-russia", date(2023, 1, 1)) if one in states)
    shock = CostShock(exporters=("RUS",), importers=coalition, factor=2.0, both_ways=True)
    return world, combine(world, [shock]), four, "purged", Options()


def _final(
    rows: pl.DataFrame, states: Sequence[str], sectors: Sequence[str], beyond: np.ndarray
) -> np.ndarray:
    """Final demand (N, N, J) importer, exporter, industry; of services in the proportions of `beyond`."""
    at = {code: number for number, code in enumerate(states)}
    good = {code: number for number, code in enumerate(sectors)}
    listed = set(rows["sector"].unique().to_list())
    services = [number for code, number in good.items() if code not in listed]
    split = np.maximum(beyond[:, services], 1e-9)
    split /= split.sum(axis=1, keepdims=True)
    made = np.zeros((len(states), len(states), len(sectors)))
    for seller, buyer, code, value in rows.select("o", "d", "sector", "final_musd").iter_rows():
        if seller not in at or buyer not in at or value <= 0:
            continue
        if code in good:
            made[at[buyer], at[seller], good[code]] = value
        else:
            made[at[buyer], at[seller], services] = value * split[at[seller]]
    return made


def random_world(states: int, sectors: int) -> Case:
    """A world of a power law with tariffs and deficits; costs between the first and a third of states doubled."""
    theta = np.random.default_rng(5).uniform(2.5, 8.0, sectors)
    given = elasticities([f"s{j:02d}" for j in range(sectors)], theta)
    world = synthetic(states, given, seed=3)
    shock = CostShock(
        exporters=world.states[:1], importers=world.states[1 : states // 3], factor=2.0, both_ways=True
    )
    return world, combine(world, [shock]), given, "additive", Options()


def nested_campos() -> Case:
    """The 2019 flows with two nests: an embargo of one state by forty others."""
    world, _, _, closure, options = campos()
    given = from_substitution(world.sectors, 4.8, domestic=1.5)
    shock = CostShock(exporters=("RUS",), importers=world.states[:40], factor=5.0, both_ways=True)
    return world, combine(world, [shock]), given, closure, options


CASES: dict[str, Callable[[], Case]] = {
    "campos 151x1": campos,
    "two nests 151x1": nested_campos,
    "wiod 44x50": wiod,
    "oecd 80x50": oecd,
    "synthetic 77x45": lambda: random_world(77, 45),
    "synthetic 141x65": lambda: random_world(141, 65),
}


# --- the plain algorithm -------------------------------------------------------------------------------------------
def nested_fixed_point(case: Case, *, tolerance: float = 1e-10, most: int = 2000) -> np.ndarray:
    """What most tools do: guess wages, iterate prices, iterate spending, correct wages (Alvarez and Lucas 2007)."""
    world, change, given, closure, _ = case
    theta, share, parts = given.theta, world.value_added_share, world.input_share
    tariff = np.zeros_like(world.shares) if world.tariff is None else world.tariff
    cost_hat = np.ones(world.shares.shape)
    if change.cost_hat is not None:
        cost_hat = np.moveaxis(change.cost_hat, 0, 2)
    base = world.shares * cost_hat**-theta
    wage, price, spending = np.ones(len(world.states)), np.ones_like(share), world.expenditure.copy()
    deficit = world.deficit if closure == "additive" else np.zeros_like(world.deficit)
    supplied, earned = world.value_added, world.value_added
    lent = world.income / world.value_added
    for _ in range(most):
        for _ in range(most):
            cost = wage[:, None] ** share * np.exp(np.einsum("nkj,nk->nj", parts, np.log(price)))
            new = np.einsum("nij,ij->nj", base, cost**-theta) ** (-1 / theta)
            done = np.abs(new - price).max() < tolerance / 10
            price = new
            if done:
                break
        sources = base * (cost**-theta)[None] / (price**-theta)[:, None, :]
        at_border = sources / (1 + tariff)
        duty = (sources * tariff / (1 + tariff)).sum(axis=1)
        index = np.exp((world.final_share * np.log(price)).sum(axis=1))
        earned = supplied * wage * (wage / index) ** given.supply
        for _ in range(most):
            output = np.einsum("nij,nj->ij", at_border, spending)
            income = earned + (duty * spending).sum(axis=1) + deficit
            if closure == "multiplicative":
                # One sector without inputs and tariffs: spending stays in proportion to what is earned.
                income = earned * lent * (earned.sum() / (earned * lent).sum())
            new = np.einsum("nkj,nj->nk", parts, output) + world.final_share * income[:, None]
            done = np.abs(new - spending).max() < tolerance / 10 * supplied.max()
            spending = new
            if done:
                break
        excess = (share * np.einsum("nij,nj->ij", at_border, spending)).sum(axis=1) / earned - 1
        if np.abs(excess).max() < tolerance:
            return income / world.income / index
        wage = wage * (1 + 0.2 * excess)
        wage *= supplied.sum() / (wage * supplied).sum()
    raise RuntimeError(f"no solution after {most} rounds")


# --- limits and peers ----------------------------------------------------------------------------------------------
def bandwidth() -> float:
    """Bytes a second of a copy in memory, read and write counted, best of several."""
    source, target = np.ones(2**25), np.empty(2**25)
    best = min(_timed(lambda: np.copyto(target, source)) for _ in range(7))
    return 2 * source.nbytes / best


def bytes_of_a_sweep(system: System) -> int:
    """What a sweep must read at least: each distinct trade matrix once a product, the input matrix twice."""
    trade = 2 * system.imports.nbytes
    trade += system.border.nbytes if system.border is not system.imports else 0
    trade += system.border.nbytes if system.border is not system.net else 0
    return trade + 2 * system.input_share.nbytes


def sweep_time(case: Case) -> tuple[float, int]:
    """Median seconds of one evaluation of all equations, and the bytes that it must read."""
    world, change, given, closure, _ = case
    system = prepare(world, given, change, closure)  # type: ignore[arg-type]
    point = start_vector(system, world.expenditure)
    return statistics.median(_timed(lambda: residual(system, point)) for _ in range(21)), bytes_of_a_sweep(
        system
    )


def gegravity(size: int) -> tuple[float, float]:
    """Seconds to build the baseline and to simulate 30 percent lower trade of one pair with gegravity."""
    import gegravity as peer
    import pandas as pd

    world = synthetic(size, elasticities(("all",), 4.0), seed=3, tariffs=0.0, deficits=0.0, inputs=False)
    flows = world.flows[:, :, 0].T
    output, spending = flows.sum(axis=1), flows.sum(axis=0)
    rows = [
        (
            a,
            b,
            "1",
            flows[i, n],
            output[i],
            spending[n],
            np.log(flows[i, n] * output.sum() / output[i] / spending[n]),
            0,
        )
        for i, a in enumerate(world.states)
        for n, b in enumerate(world.states)
    ]
    table = pd.DataFrame(rows, columns=["exporter", "importer", "year", "trade", "Y", "E", "fit", "ban"])
    base = peer.BaselineData(table, trade_var_name="trade", expend_var_name="E", output_var_name="Y")
    coefficients = pd.DataFrame({"var": ["fit", "ban"], "coeff": [1.0, -0.3], "ste": [0.0, 0.0]})
    costs = peer.CostCoeffs(coefficients, identifier_col="var", coeff_col="coeff", stderr_col="ste")
    model = peer.OneSectorGE(
        base,
        year="1",
        reference_importer=world.states[0],
        expend_var_name="E",
        output_var_name="Y",
        sigma=5.0,
        cost_variables=["fit", "ban"],
        cost_coeff_values=costs,
        quiet=True,
    )
    build = _timed(lambda: model.build_baseline(omr_rescale=1, mr_method="hybr"))
    later = model.baseline_data.copy()
    pair = (later["exporter"] == world.states[1]) & (later["importer"] == world.states[2])
    later.loc[pair, "ban"] = 1
    model.define_experiment(later)
    return build, _timed(model.simulate)


# --- the run -------------------------------------------------------------------------------------------------------
def _timed(call: Callable[[], object]) -> float:
    began = perf_counter()
    call()
    return perf_counter() - began


def _median_times(call: Callable[[], object], runs: int) -> dict[str, float]:
    """Median seconds by the clock, and of both cores' work, which other programs disturb less."""
    wall, work = [], []
    for _ in range(runs):
        began = process_time()
        wall.append(_timed(call))
        work.append(process_time() - began)
    return {"seconds": statistics.median(wall), "cpu_seconds": statistics.median(work)}


def _solve(case: Case) -> Equilibrium:
    """What `solve` does: look through the accounts of the world, solve, judge the solution."""
    world, change, given, closure, options = case
    # A copy forgets that it was looked through before.
    world = world.with_(name=world.name).check()
    return run(world, change, elasticities=given, deficits=closure, options=options)  # type: ignore[arg-type]


def _peak_mb() -> float:
    """Peak of this process alone; getrusage would hand on that of the parent."""
    status = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) / 1024


def measure(name: str) -> list[dict[str, object]]:
    """All rows of one case; runs in a process of its own, so that its peak memory is its own."""
    case = CASES[name]()
    before = _peak_mb()
    found = _solve(case)
    times = _median_times(lambda: _solve(case), RUNS)
    peak = _peak_mb()
    sweep, moved = sweep_time(case)
    row = {
        "case": name,
        "algorithm": "joint sweeps with Anderson acceleration",
        **times,
        "runs": RUNS,
        "sweeps": found.stats.sweeps,
        "residual": max(found.stats.residuals.values()),
        "peak_mb": peak,
        "solve_mb": peak - before,
        "sweep_ms": 1e3 * sweep,
        "sweep_mb": moved / 1e6,
    }
    rows = [row]
    if case[2].single_nest:
        plain = nested_fixed_point(case)
        rows.append(
            {
                "case": name,
                "algorithm": "nested fixed point",
                **_median_times(lambda: nested_fixed_point(case), 3),
                "runs": 3,
                "difference": float(np.abs(plain - found.welfare_hat).max()),
            }
        )
    return rows


def measure_peer(size: int) -> list[dict[str, object]]:
    """The peer and this engine on the same one-sector world of a size."""
    world = synthetic(size, elasticities(("all",), 4.0), seed=3, tariffs=0.0, deficits=0.0, inputs=False)
    factor = float(np.exp(0.3 / 4.0))
    shock = CostShock(exporters=world.states[1:2], importers=world.states[2:3], factor=factor)
    given = elasticities(("all",), 4.0)
    ours = _median_times(lambda: solve(world, [shock], elasticities=given), RUNS)
    name = f"one sector N={size}"
    rows: list[dict[str, object]] = [
        {
            "case": name,
            "algorithm": "joint sweeps with Anderson acceleration",
            **ours,
            "runs": RUNS,
            "peak_mb": _peak_mb(),
        }
    ]
    try:
        import gegravity as _  # noqa: F401
    except ImportError:
        return rows
    runs = [gegravity(size) for _ in range(3)]
    for what, seconds in zip(("baseline", "simulate"), zip(*runs, strict=True), strict=True):
        rows.append(
            {
                "case": name,
                "algorithm": f"gegravity {what}",
                "seconds": statistics.median(seconds),
                "runs": len(runs),
            }
        )
    return rows


def write_wiod(path: Path) -> None:
    """Welfare and real wage of every economy in the WIOD case, with its own residual of each equation."""
    case = wiod()
    found = _solve((*case[:4], Options(tolerance=1e-12)))
    residuals = found.stats.residuals_by_state
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(
            ["state", "welfare_percent", "real_wage_percent", *(f"residual {name}" for name in residuals)]
        )
        for at, state in enumerate(found.states):
            values = (found.welfare_hat[at], found.real_wage_hat[at])
            percent = [f"{100 * (value - 1):.10f}" for value in values]
            table.writerow([state, *percent, *(f"{worst[at]:.1e}" for worst in residuals.values())])


def main() -> None:
    """Run every case, or those that are named, whose rows are then replaced, and write the tables."""
    fields = "case algorithm seconds cpu_seconds target runs sweeps residual difference peak_mb solve_mb sweep_ms sweep_mb"
    names = [*fields.split(), "limit_ms", "over_limit", "machine"]
    copy, chosen, path = bandwidth(), sys.argv[1:], HERE / "results/equilibrium.csv"
    machine = f"{platform.machine()}, {multiprocessing.cpu_count()} cores, copies at {copy / 1e9:.1f} GB/s"
    rows = _rows(chosen or list(CASES), [] if chosen else [30, 60, 100])
    for row in rows:
        if "sweep_mb" in row:
            row["limit_ms"] = 1e9 * float(row["sweep_mb"]) / copy  # type: ignore[arg-type]
            row["over_limit"] = float(row["sweep_ms"]) / float(row["limit_ms"])  # type: ignore[arg-type]
            row["target"] = TARGETS.get(str(row["case"]), "")
        row["machine"] = machine
    if chosen:
        with path.open(encoding="utf-8", newline="") as file:
            rows = [*(row for row in csv.DictReader(file) if row["case"] not in chosen), *rows]
    path.parent.mkdir(exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, names, lineterminator="\n")
        table.writeheader()
        for row in rows:
            table.writerow({k: f"{v:.4g}" if isinstance(v, float) else v for k, v in row.items()})
    if TRADE.exists() and not chosen:
        write_wiod(HERE / "results/wiod2014_russia.csv")


def _rows(cases: Sequence[str], sizes: Sequence[int]) -> list[dict[str, object]]:
    """Rows of cases and of sizes of the peer, each run in a process of its own."""
    spawn = multiprocessing.get_context("spawn")
    rows: list[dict[str, object]] = []
    for call, keys in ((measure, cases), (measure_peer, sizes)):
        for key in keys:
            if key in PUBLIC and not TRADE.exists():
                sys.stderr.write(f"{key}: left out, {TRADE} is absent\n")
                continue
            with spawn.Pool(1) as pool:
                rows += pool.apply(call, (key,))
            sys.stderr.write(f"{key}: done\n")
    return rows


if __name__ == "__main__":
    main()
