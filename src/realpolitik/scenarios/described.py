"""What a scenario does, in words: a line a shock, for a page that shows its result."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from realpolitik.errors import UnknownStateError
from realpolitik.scenarios.schema import Scenario, ShockEntry
from realpolitik.states.groups import group_name, group_named
from realpolitik.states.wording import called
from realpolitik.wording.numbers import percent

_DONE = {
    "embargo": "Trade ends",
    "cost": "Trade costs change",
    "cut": "Trade is cut",
    "tariff": "A tariff is laid",
    "export-tax": "A tax is laid on exports",
    "productivity": "Productivity changes",
    "discount": "Goods are sold at a discount",
    "price-cap": "A price cap holds",
    "redirect": "Who stays takes what the oil market sends of what is shut out",
}


def described(scenario: Scenario, sectors: Mapping[str, str]) -> tuple[str, ...]:
    """A sentence a shock, those that have already happened first; `sectors` are names of their labels.

    Examples
    --------
    >>> entry = {"kind": "cut", "from": "G7", "to": "RUS", "sectors": "goods", "share": 0.2}
    >>> given = Scenario.model_validate({"id": "one", "asks": "What if?", "shocks": [entry]})
    >>> described(given, {})
    ('Trade is cut from the G7 to Russia, in all goods: 20.0 % of it left at given prices.',)
    """
    before = [f"Before: {_said(entry, sectors)}" for entry in scenario.after]
    return (*before, *(_said(entry, sectors) for entry in scenario.shocks))


def named(side: str) -> str:
    """A side of a shock, a sum of groups, states and economies of a world, by their names.

    Examples
    --------
    >>> named("G7 + EU"), named("RUS"), named("DEU + rest")
    ('the G7 and the European Union', 'Russia', 'Germany and rest')
    """
    *most, last = (_one(part.strip()) for part in side.split("+"))
    return f"{', '.join(most)} and {last}" if most else last


def _one(part: str) -> str:
    if group := group_named(part):
        return group_name(group)
    try:
        return called(part)
    except UnknownStateError:
        return part


def _said(entry: ShockEntry, sectors: Mapping[str, str]) -> str:
    sides = "".join(
        f" {word} {named(side)}"
        for word, side in (("from", entry.exporters), ("to", entry.importers))
        if side
    )
    if entry.both_ways:
        sides += ", both ways"
    if entry.kind == "productivity":
        sides = f" in {named(entry.exporters)}" if entry.exporters else " everywhere"
    size = "; ".join(_sizes(entry))
    if entry.range:
        size += f" (assumed, from {entry.range[0]:g} to {entry.range[1]:g})"
    because = f" ({entry.because})" if entry.because else ""
    return f"{_DONE[entry.kind]}{sides}, in {_goods(entry.sectors, sectors)}{f': {size}' if size else ''}{because}."


def _sizes(entry: ShockEntry) -> list[str]:
    return [
        said
        for value, said in (
            (entry.share, f"{percent(entry.share or 0.0)} of it left at given prices"),
            (entry.rate, f"{100 * (entry.rate or 0.0):g} points"),
            (entry.factor, f"{entry.factor} times"),
            (entry.discount, f"{percent(entry.discount or 0.0)} off"),
            (entry.cap, f"at {entry.cap}"),
            (entry.price, f"where the price is {entry.price}"),
            (entry.freight, f"freight {entry.freight}"),
        )
        if value is not None
    ]


def _goods(labels: Sequence[str], sectors: Mapping[str, str]) -> str:
    words = {"all": "goods and services", "goods": "all goods"}
    return ", ".join(words.get(label) or sectors.get(label, label) for label in labels)
