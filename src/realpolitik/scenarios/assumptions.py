"""What a solve assumes beyond the data: sets of elasticities, nests, closures; one case, the grid, or random draws."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from realpolitik.errors import OptionError, UnknownNameError
from realpolitik.scenarios.stage import embedded_sector
from realpolitik.store.safe import read_yaml

if TYPE_CHECKING:
    import numpy as np

    from realpolitik.models.equilibrium import Elasticities
    from realpolitik.scenarios.schema import End

HERE = Path(__file__).parent
Run = Literal["long", "short"]
Nest = float | str


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One set of assumptions.

    Attributes
    ----------
    set
        Name of a set of elasticities, or `given` for those of the scenario.
    nest
        `single`; `half`, in which home goods and imports substitute half as well as imports do among themselves; or
        the elasticity of substitution between home goods and imports.
    deficits
        A closure of `models.equilibrium.closures`.
    run
        `long` or `short`.
    scale
        Factor of each sector's trade elasticity, in the order of the sectors; empty is 1.
    gap
        Number of a baseline moved within the gaps of reported trade (`gaps.baseline`); None is the world as it is.
    end
        Where in its range each number of a shock is taken that has one.
    """

    set: str
    nest: Nest
    deficits: str
    run: Run = "long"
    scale: tuple[float, ...] = ()
    gap: int | None = None
    end: End = "stated"

    @property
    def label(self) -> str:
        """The case in words."""
        named = {"single": "one nest", "half": "home nest half"}
        nest = named.get(str(self.nest)) or f"home nest {float(self.nest):g}"
        end = "" if self.end == "stated" else f", shocks at the {self.end} end of their range"
        return f"{self.set}, {nest}, {self.deficits} deficits, {self.run} run{end}"

    def elasticities(self, sectors: Sequence[str], given: Mapping[str, float] | None = None) -> Elasticities:
        """The elasticities of this case for a world's sectors.

        Raises
        ------
        UnknownNameError, OptionError
            No such set, or the set has no value for a sector.
        """
        import numpy as np

        from realpolitik.models.equilibrium import elasticities

        theta = (
            np.array([given[name] for name in sectors]) if given else trade_elasticities(self.set, sectors)
        )
        short = about()["short"]
        pace = short["scale"] if self.run == "short" else 1.0
        theta = theta * pace * np.asarray(self.scale or 1.0)
        theta = np.maximum(theta, about()["least"])
        home = theta if self.nest == "single" else np.minimum(theta, pace * self._home(theta / pace))
        if self.run == "long":
            return elasticities(sectors, theta, domestic=home)
        kinds = {name: short[name] for name in ("value_added", "inputs", "final")}
        return elasticities(sectors, theta, domestic=home, labour="specific", **kinds)

    def _home(self, theta: np.ndarray) -> np.ndarray:
        """Long-run elasticity between home goods and imports less 1, by sector; never below that of `tightest`."""
        import numpy as np

        if self.nest == "half":
            return np.maximum((theta + 1) / 2, about()["tightest"]) - 1
        return np.full(theta.shape, float(self.nest) - 1)


@cache
def about() -> Mapping[str, Any]:
    """The file of assumptions, as plain values."""
    return read_yaml(HERE / "assumptions.yaml")


@cache
def _table(column: str) -> Mapping[str, Mapping[str, float]]:
    found: dict[str, dict[str, float]] = {}
    with (HERE / "elasticities.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["set"], {})[row["sector"]] = float(row[column])
    return found


def trade_elasticities(name: str, sectors: Sequence[str]) -> np.ndarray:
    """Trade elasticities (J,) of a set.

    Raises
    ------
    UnknownNameError
        No such set.
    OptionError
        It has no value for a sector of this world: the message names it. Sectors of WIOD have those of the embedded
        sector that holds them.

    Examples
    --------
    >>> trade_elasticities("fgo", ["vehicles", "petroleum"]).tolist()
    [8.9807, 3.6382]
    """
    import numpy as np

    sets = about()["sets"]
    if name not in sets:
        raise UnknownNameError("set of elasticities", name, sets)
    if "theta" in sets[name]:
        return np.full(len(sectors), float(sets[name]["theta"]))
    values = _table("theta")[name]
    known = [embedded_sector(sector) or "" for sector in sectors]
    for sector, held in zip(sectors, known, strict=True):
        if held not in values:
            raise OptionError(
                f"the set {name!r} has no elasticity for sector {sector!r} of this world: write elasticities: {{set: constant}} "
                f"in the scenario, or {{theta: ...}} with a number for each sector"
            )
    return np.array([values[held] for held in known])


def check_nest(nest: Nest) -> Nest:
    """A nest as written in a file: `single`, `half`, or a number above 1.

    Raises
    ------
    OptionError
        It is neither.
    """
    if nest in ("single", "half"):
        return nest
    try:
        value = float(nest)
    except ValueError:
        value = 0.0
    if not value > 1:
        raise OptionError(
            f"nest {nest!r}: write 'single', 'half', or the elasticity of substitution between home goods and "
            f"imports, above 1"
        )
    return value


def central(run: Run = "long") -> Case:
    """The case whose figures are quoted."""
    one = about()["central"]
    return Case(set=one["set"], nest=one["nest"], deficits=one["deficits"], run=run)


def grid(run: Run = "long") -> tuple[Case, ...]:
    """Sets crossed with nests under the central closure, and the other closures under the central set and nest.

    The central case comes first. Everything crossed, and more, is what random draws are for (`draw`).
    """
    first = central(run)
    crossed = [
        Case(set=name, nest=nest, deficits=first.deficits, run=run)
        for name, nest in product(about()["sets"], about()["nests"])
    ]
    closed = [Case(set=first.set, nest=first.nest, deficits=one, run=run) for one in about()["closures"]]
    return tuple(dict.fromkeys([first, *crossed, *closed]))


def star(run: Run = "long") -> tuple[Case, ...]:
    """The central case, and each set, nest and closure changed alone: half the grid, where very many solves are asked."""
    first = central(run)
    changed = [
        replace(first, **{key: value})
        for key, name in (("set", "sets"), ("nest", "nests"), ("deficits", "closures"))
        for value in about()[name]
    ]
    return tuple(dict.fromkeys([first, *changed]))


def draw(
    seed: int,
    number: int,
    sectors: Sequence[str],
    *,
    run: Run = "long",
    set: str | None = None,
    spread: float | None = None,
) -> Case:
    """A random case: the same for a seed and a number, whoever draws it and in whatever order.

    Parameters
    ----------
    set
        Name of the set of elasticities, instead of a random one.
    spread
        Standard deviation of the logarithm of each elasticity, instead of those of `assumptions.yaml`; 0 holds them.
    """
    import numpy as np

    rng = np.random.default_rng([seed, number])
    known = about()["draws"]
    chosen = {
        key: list(about()[name])[int(rng.integers(len(about()[name])))]
        for key, name in (("set", "sets"), ("nest", "nests"), ("deficits", "closures"))
    }
    if set is not None:
        chosen["set"] = set
    own = np.hypot(known["own"], log_errors(chosen["set"], sectors)) if spread is None else spread
    common = known["common"] if spread is None else 0.0
    shift = common * rng.normal() + own * rng.normal(size=len(sectors))
    gap = int(rng.integers(known["worlds"]))
    return Case(**chosen, run=run, scale=tuple(np.exp(shift).tolist()), gap=gap)


def log_errors(name: str, sectors: Sequence[str]) -> np.ndarray:
    """Standard error of a set's elasticities over their size (J,); 0 where the source has one product or none."""
    import numpy as np

    values = _table("log_error").get(name, {})
    return np.array([values.get(embedded_sector(sector) or "", 0.0) for sector in sectors])
