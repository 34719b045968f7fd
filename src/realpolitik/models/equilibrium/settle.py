"""Worlds that are equilibria: settle rough accounts, purge deficits, go on from a solution."""

from __future__ import annotations

from typing import TYPE_CHECKING

from realpolitik.models.equilibrium.change import Change
from realpolitik.models.equilibrium.elasticities import Elasticities
from realpolitik.models.equilibrium.layout import sectors_last
from realpolitik.models.equilibrium.system import new_rates
from realpolitik.models.equilibrium.world import World

if TYPE_CHECKING:
    from realpolitik.models.equilibrium.result import Equilibrium


def settle(world: World, elasticities: Elasticities, *, keep_deficits: bool = True) -> World:
    """The equilibrium of these shares, value added and deficits without any shock: a world that checks.

    Published tables seldom hold every identity (changes in stocks, negative final demand set to zero). Solving
    once without a shock moves wages, prices and spending until they do; the shares move with prices.

    Raises
    ------
    ConvergenceError
        There is no equilibrium near these figures, as where a deficit exceeds what a state can import.
    """
    from realpolitik.models.equilibrium.solve import Options, run

    solution = run(
        world,
        Change(),
        elasticities=elasticities,
        deficits="additive" if keep_deficits else "purged",
        options=Options(tolerance=1e-13, max_sweeps=3000),
    )
    note = "settled" if keep_deficits else "deficits purged"
    settled = world_after(solution)
    return settled.with_(name=world.name, notes=(*world.notes, note))


def purge_deficits(world: World, elasticities: Elasticities) -> World:
    """The equilibrium of this world if trade of every state were balanced: $D' = 0$, nothing else changed.

    References
    ----------
    Dekle, Eaton, Kortum (2007), American Economic Review 97, 351-355, doi:10.1257/aer.97.2.351.
    """
    return settle(world, elasticities, keep_deficits=False)


def world_after(solution: Equilibrium) -> World:
    """A solution as a baseline: its shares, taxes, incomes and deficits, with hats to be measured from here."""
    base = solution.world
    tariff, tax = new_rates(base, solution.change)
    return World(
        states=base.states,
        sectors=base.sectors,
        shares=solution.shares,
        value_added_share=solution.value_added_share,
        input_share=solution.input_share,
        final_share=solution.final_share,
        value_added=solution.factor_income,
        deficit=solution.deficit,
        expenditure=solution.expenditure,
        tariff=None if tariff is None else sectors_last(tariff),
        export_tax=None if tax is None else sectors_last(tax),
        name=base.name,
        period=base.period,
        unit=base.unit,
        notes=base.notes,
    )
