"""Whether a patron can make its client do what it demands, under the judgements of a file and the measured losses."""

from __future__ import annotations

from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import NDArray

from realpolitik.endgame.schema import Endgame
from realpolitik.endgame.war import draw_range, quantiles
from realpolitik.models.endgame.patron import Stakes, bargained, believed, largest_demand, quantal_response
from realpolitik.scenarios.leverage.severing import AFTER, Situation, pace_cases, severing

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Dictate:
    """Whether the patron can extract its demand, under draws of stakes; all in per cent of income.

    Attributes
    ----------
    extracted
        Share of draws in which the demand is made and met.
    credible, affordable
        Share in which the threat is believed; in which complying costs the client less than being severed.
    largest
        5th, 50th and 95th percentile of the most that could be demanded.
    bargained
        Median of what bargaining over the surplus would give.
    loss_client, loss_patron
        Losses from severing over the assumptions of the trade model: central, lowest, highest.
    """

    extracted: float
    credible: float
    affordable: float
    largest: tuple[float, float, float]
    bargained: float
    loss_client: tuple[float, float, float]
    loss_patron: tuple[float, float, float]
    draws: int

    def record(self) -> dict[str, object]:
        """Plain values."""
        return asdict(self)


def dictate(given: Endgame, *, draws: int = 20_000, seed: int = 0, run: str = "long") -> Dictate:
    """Whether threatening to sever would make the client do what is demanded."""
    asked = given.demand
    situation = Situation(name=f"{run} run", world=AFTER, run=run)  # type: ignore[arg-type]
    cost = severing(asked.client, asked.patron, situation, cases=pace_cases(situation.run))
    rng = np.random.default_rng(seed)
    place = rng.integers(len(cost.cases), size=draws)
    client, patron = 100 * np.maximum(cost.loss_a[place], 0), 100 * np.maximum(cost.loss_b[place], 0)
    point = {
        name: draw_range(rng, getattr(asked, name), draws)
        for name in ("cost_of_complying", "worth", "backing_down", "discount")
    }
    threat = believed(
        patron, worth=point["worth"], backing_down=point["backing_down"], discount=point["discount"]
    )
    met = threat & (point["cost_of_complying"] <= client) & (point["worth"] > 0)
    over = [bargained(float(a), float(b)) for a, b in zip(client[:2000], patron[:2000], strict=True)]
    return Dictate(
        extracted=float(met.mean()),
        credible=float(threat.mean()),
        affordable=float((point["cost_of_complying"] <= client).mean()),
        largest=quantiles(largest_demand(client, threat)),
        bargained=float(np.median(over)),
        loss_client=_ends(100 * cost.loss_a),
        loss_patron=_ends(100 * cost.loss_b),
        draws=draws,
    )


def quantal(given: Endgame, found: Dictate, *, precision: float = 2.0) -> dict[str, float]:
    """Probabilities of each action where both err, at the modes of the file and the central losses; a game played once.

    Raises
    ------
    OptionError
        pygambit is not installed.
    """
    asked = given.demand
    stakes = Stakes(
        loss_client=max(found.loss_client[0], 0.0),
        loss_patron=max(found.loss_patron[0], 0.0),
        demand=asked.cost_of_complying[1],
        worth=asked.worth[1],
        backing_down=asked.backing_down[1],
    )
    return quantal_response(stakes, precision=precision)


def _ends(values: Array) -> tuple[float, float, float]:
    return float(values[0]), float(values.min()), float(values.max())
