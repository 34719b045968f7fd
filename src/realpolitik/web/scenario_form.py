"""From the parameters of an address to a scenario: what the sliders and boxes of the scenario page mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, Literal, get_args
from urllib.parse import urlencode

from realpolitik.errors import OptionError, UnknownNameError
from realpolitik.scenarios import Scenario
from realpolitik.scenarios.files import parse

Kind = Literal["cut", "embargo", "cost", "tariff"]
Way = Literal["both", "to", "from"]
MOST_SHOCKS = 40
RANGES: Mapping[str, tuple[float, float]] = {
    "size": (1, 300),
    "nest": (1.1, 8),
    "theta": (1, 15),
}
"""What the sliders reach; an address beyond is refused."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioForm:
    """The controls of the scenario page.

    Attributes
    ----------
    coalition, target
        Sums of groups, states and labels, such as `G7 + EU - HUN`.
    kind, size
        What is done: `cut` leaves `size` per cent of trade at given prices, `cost` adds `size` per cent to trade costs,
        `tariff` adds `size` points, `embargo` ends trade.
    way
        What the coalition sells `to` the target, buys `from` it, or both.
    sectors
        Labels, `goods` or `all`.
    set, theta, nest
        Elasticities: a set by name, `constant` with `theta`, or every set (empty); a home nest, or every one (0).
    run, world
        The long or the short run, on which world.
    """

    coalition: str = "sanctioning-russia"
    target: str = "RUS"
    kind: Kind = "cut"
    size: float = 17.0
    way: Way = "both"
    sectors: tuple[str, ...] = ("goods",)
    set: str = ""
    theta: float = 4.0
    nest: float = 0.0
    run: Literal["long", "short"] = "long"
    world: str = "merged-2023"

    @classmethod
    def read(cls, given: Sequence[tuple[str, str]]) -> ScenarioForm:
        """The controls from the parameters of an address; what is left out keeps its usual value.

        Raises
        ------
        OptionError
            A value is no number, beyond its range, or no choice.
        """
        known = {item.name for item in fields(cls)}
        values: dict[str, Any] = {}
        for name, value in given:
            if name not in known:
                continue
            if len(value) > 300:
                raise OptionError(f"{name} is longer than 300 characters")
            if name == "sectors":
                values["sectors"] = (*values.get("sectors", ()), value)[:20]
            elif name in RANGES:
                values[name] = _number(name, value)
            else:
                values[name] = value
        for name, choices in (("kind", Kind), ("way", Way), ("run", Literal["long", "short"])):
            if name in values and values[name] not in get_args(choices):
                raise OptionError(f"{name}={values[name]!r}: choose {', '.join(get_args(choices))}")
        return cls(**values)

    @property
    def query(self) -> str:
        """The parameters that differ from the usual: the address of this scenario."""
        usual = ScenarioForm()
        pairs: list[tuple[str, str]] = []
        for item in fields(self):
            value = getattr(self, item.name)
            if value == getattr(usual, item.name):
                continue
            if item.name == "sectors":
                pairs += [("sectors", one) for one in value]
            else:
                pairs.append((item.name, f"{value:g}" if isinstance(value, float) else value))
        return urlencode(pairs)

    def scenario(self) -> Scenario:
        """The scenario that the controls mean.

        Raises
        ------
        UnknownNameError
            There is no such world.
        FileFormatError
            The controls make no scenario.
        """
        return allowed(parse(self._values(), shown="this scenario"))

    def _values(self) -> dict[str, Any]:
        shock: dict[str, Any] = {"kind": self.kind, "sectors": list(self.sectors)}
        sides = (self.coalition, self.target) if self.way != "from" else (self.target, self.coalition)
        shock["from"], shock["to"] = sides
        shock["both_ways"] = self.way == "both"
        share = self.size / 100
        if self.kind == "cut":
            shock["share"] = min(share, 0.99)
        elif self.kind == "cost":
            shock["factor"] = 1 + share
        elif self.kind == "tariff":
            shock["rate"] = share
        elasticities: dict[str, Any] = {}
        if self.set == "constant":
            from realpolitik.scenarios.stage import embedded, stage, whole

            if self.world in (*embedded(), *whole()):
                elasticities["theta"] = dict.fromkeys(stage(self.world).world.sectors, self.theta)
        elif self.set:
            elasticities["set"] = self.set
        if self.nest:
            elasticities["nest"] = self.nest
        return {
            "id": "own",
            "asks": self.asks,
            "world": self.world,
            "run": self.run,
            "shocks": [shock],
            **({"elasticities": elasticities} if elasticities else {}),
        }

    @property
    def asks(self) -> str:
        """The question in words."""
        done = {
            "embargo": "an embargo",
            "cut": f"barriers that leave {self.size:g} per cent of trade at given prices",
            "cost": f"trade costs {self.size:g} per cent higher",
            "tariff": f"tariffs {self.size:g} points higher",
        }[self.kind]
        ways = {
            "both": f"between {self.coalition} and {self.target}",
            "to": f"on what {self.coalition} sells to {self.target}",
            "from": f"on what {self.coalition} buys from {self.target}",
        }
        return f"What would {done} {ways[self.way]} do, in {', '.join(self.sectors)}?"

    def yaml(self) -> str:
        """The scenario as a file for the command line."""
        import yaml

        return yaml.safe_dump(self._values(), sort_keys=False, allow_unicode=True)


def allowed(found: Scenario) -> Scenario:
    """A scenario that a stranger sends: on an embedded world, with few shocks; nothing is read from this machine.

    Raises
    ------
    UnknownNameError, OptionError
        It asks for another world, or for too many shocks.
    """
    from realpolitik.scenarios.stage import embedded, whole

    if found.world not in (known := (*embedded(), *whole())):
        raise UnknownNameError("world", found.world, known)
    if len(found.shocks) + len(found.after) > MOST_SHOCKS:
        raise OptionError(f"{len(found.shocks) + len(found.after)} shocks: at most {MOST_SHOCKS} here")
    return found


def _number(name: str, value: str) -> float:
    low, high = RANGES[name]
    try:
        number = float(value)
    except ValueError:
        raise OptionError(f"{name}={value[:40]!r} is no number") from None
    if name == "nest" and number == 0:
        return 0.0
    if not low <= number <= high:
        raise OptionError(f"{name}={value[:40]}: from {low:g} to {high:g}")
    return number
