"""From entries of a scenario file to shocks of the model, for one set of elasticities."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from realpolitik.errors import RealpolitikError, ShockError, UnknownNameError
from realpolitik.scenarios.stage import Stage, embedded_sector

if TYPE_CHECKING:
    from realpolitik.models.equilibrium import Elasticities
    from realpolitik.models.equilibrium.change import Shock
    from realpolitik.scenarios.schema import ShockEntry

Labels = tuple[str, ...] | None


def shocks(
    entries: Sequence[ShockEntry],
    stage: Stage,
    elasticities: Elasticities,
    *,
    on: date | None,
    place: str = "shocks",
) -> list[Shock]:
    """The shocks that entries mean on a stage, groups taken as of a day.

    A `cut` is a cost that would lower trade to `share` of what it was if nothing else moved:
    $d = \\text{share}^{-1/\\theta}$, by sector, so that it means the same under any elasticity; a share above 1 undoes one.

    Raises
    ------
    UnknownNameError, UnknownStateError, ShockError
        A group, state or sector does not exist, or is not in this world; the message begins with `place` and the
        number of the entry.
    """
    found: list[Shock] = []
    for number, entry in enumerate(entries, 1):
        try:
            found += _of(entry, stage, elasticities, on)
        except RealpolitikError as error:
            error.args = (f"{place}.{number}: {error}",)
            raise
    return found


def sectors_of(entry: ShockEntry, stage: Stage) -> tuple[str, ...]:
    """Labels of sectors that an entry names; one of the merged worlds means all its parts in a world that parts it.

    Raises
    ------
    UnknownNameError
        No such sector.
    """
    chosen: list[str] = []
    for name in entry.sectors:
        if name == "all":
            chosen += stage.world.sectors
        elif name == "goods":
            chosen += stage.goods
        elif name in stage.world.sectors:
            chosen.append(name)
        elif held := [label for label in stage.world.sectors if embedded_sector(label) == name]:
            chosen += held
        else:
            raise UnknownNameError("sector", name, ("all", "goods", *stage.world.sectors))
    return tuple(dict.fromkeys(chosen))


def _of(entry: ShockEntry, stage: Stage, elasticities: Elasticities, on: date | None) -> list[Shock]:
    from realpolitik.models import equilibrium

    def labels(expression: str | None) -> tuple[str, ...] | None:
        return None if expression is None else stage.parties(expression, on=on)

    sectors = sectors_of(entry, stage)
    sellers, buyers = labels(entry.exporters), labels(entry.importers)
    cells = {"exporters": sellers, "importers": buyers, "both_ways": entry.both_ways}
    if entry.kind == "productivity":
        return [equilibrium.ProductivityShock(states=sellers, sectors=sectors, factor=_given(entry.factor))]
    if entry.kind == "cut":
        theta = dict(zip(elasticities.sectors, elasticities.theta.tolist(), strict=True))
        share = _given(entry.share)
        factors = tuple(share ** (-1 / theta[name]) for name in sectors)
        return [equilibrium.CostShock(**cells, sectors=sectors, factor=factors)]
    if entry.kind == "redirect":
        return _redirected(stage, (sellers or (), buyers or ()), sectors, elasticities)
    if entry.kind in ("discount", "price-cap"):
        return [_price(entry, stage, (sellers, buyers, labels(entry.shadow)), sectors)]
    simple = {
        "embargo": lambda: equilibrium.Embargo(**cells, sectors=sectors),
        "cost": lambda: equilibrium.CostShock(**cells, sectors=sectors, factor=_given(entry.factor)),
        "tariff": lambda: equilibrium.TariffShock(**cells, sectors=sectors, rate=_given(entry.rate)),
        "export-tax": lambda: equilibrium.ExportTaxShock(**cells, sectors=sectors, rate=_given(entry.rate)),
    }
    return [simple[entry.kind]()]


def _redirected(
    stage: Stage,
    sides: tuple[tuple[str, ...], tuple[str, ...]],
    sectors: tuple[str, ...],
    elasticities: Elasticities,
) -> list[Shock]:
    """Costs that shape a seller's sales to those who stay as the oil market does; their level is the model's own."""
    from realpolitik.models import equilibrium
    from realpolitik.scenarios.oil import shapes

    if len(sides[0]) != 1:
        raise ShockError(f"`redirect` is about the oil of one state, not of {len(sides[0])}")
    theta = dict(zip(elasticities.sectors, elasticities.theta.tolist(), strict=True))
    factors = shapes(stage, sides[0][0], sides[1], sectors, base=int(stage.world.period))
    return [
        equilibrium.CostShock(exporters=sides[0], importers=(label,), sectors=(name,), factor=share ** (-1 / theta[name]))
        for label, share in factors.items()
        for name in sectors
        if _sells(stage, sides[0][0], label, name)
    ]  # fmt: skip


def _sells(stage: Stage, seller: str, buyer: str, sector: str) -> bool:
    world = stage.world
    return (
        world.shares[world.states.index(buyer), world.states.index(seller), world.sectors.index(sector)] > 0
    )


def _price(
    entry: ShockEntry, stage: Stage, sides: tuple[Labels, Labels, Labels], sectors: tuple[str, ...]
) -> Shock:
    from realpolitik.models import equilibrium

    sellers, buyers, shadow = sides
    everyone = stage.world.states
    if entry.kind == "discount":
        return equilibrium.Discount(
            exporters=sellers or everyone,
            importers=buyers or everyone,
            sectors=sectors,
            discount=_given(entry.discount),
        )
    return equilibrium.PriceCap(
        exporters=sellers or everyone,
        served=buyers or (),
        shadow=shadow or (),
        sectors=sectors,
        cap=_given(entry.cap),
        price=_given(entry.price),
        freight=entry.freight or 0.0,
    )


def _given(value: float | None) -> float:
    assert value is not None  # the schema has made sure
    return value
