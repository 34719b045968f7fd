"""Worlds from the tables of well-known data sets. Files are read elsewhere: these take frames and arrays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from realpolitik.errors import WorldError
from realpolitik.models.equilibrium.build import from_flows, one_sector
from realpolitik.models.equilibrium.elasticities import Elasticities
from realpolitik.models.equilibrium.layout import Array, sectors_last
from realpolitik.models.equilibrium.world import World


def from_pairs(
    origin: Sequence[str],
    destination: Sequence[str],
    value: ArrayLike,
    *,
    unit_usd: float = 1.0,
    name: str = "one sector",
    period: str = "",
) -> World:
    """A one-sector world from a long list of flows that holds domestic sales, as the 151 economies of 2019.

    Parameters
    ----------
    origin, destination, value
        Columns of the list; a value that is missing (NaN) is no trade. States come out in alphabetical order.
    unit_usd
        Dollars in one unit of `value` (1000 for thousands).

    Raises
    ------
    WorldError
        Columns differ in length, a pair is listed twice, or a state has no domestic sales.

    References
    ----------
    Campos, Estefania-Flores, Furceri, Timini (2023), Journal of Comparative Economics 51, 1289-1315,
    doi:10.1016/j.jce.2023.06.008.
    """
    if not len(origin) == len(destination) == len(values := np.asarray(value, dtype=np.float64)):
        raise WorldError(["the columns origin, destination and value differ in length"])
    states = tuple(sorted({*origin, *destination}))
    at = {state: place for place, state in enumerate(states)}
    rows = np.array([at[state] for state in origin])
    columns = np.array([at[state] for state in destination])
    if len(np.unique(rows * len(states) + columns)) < len(rows):
        raise WorldError(["a pair of states is listed more than once: sum its flows first"])
    matrix = np.zeros((len(states), len(states)))
    matrix[rows, columns] = np.where(np.isnan(values), 0.0, values) * unit_usd
    own = np.diag(matrix)
    if (own <= 0).any():
        raise WorldError(
            [f"{states[int(np.argmax(own <= 0))]} has no domestic sales: the list must hold them"]
        )
    return one_sector(matrix, states=states, name=name, period=period)


def from_goods_trade(
    flows: ArrayLike,
    gdp: ArrayLike,
    *,
    states: Sequence[str],
    tariff: ArrayLike | None = None,
    value_added_share: float = 0.5,
    least_domestic: float = 0.05,
    name: str = "goods trade",
    period: str = "",
) -> World:
    r"""A one-sector world from customs data without domestic sales, such as BACI.

    Output is built as $Y = GDP / \gamma$, domestic sales as $Y$ less exports. Re-exporters sell abroad more than
    they make: their domestic sales are raised to `least_domestic` of $Y$, or to what leaves them final demand.

    Parameters
    ----------
    flows
        (N, N) exporters in rows, importers in columns, US dollars; the diagonal is ignored.
    gdp
        (N,) US dollars.
    tariff
        (N,) rates that each importer applies to all, or (N, N) exporter, importer.
    value_added_share
        $\gamma$; the rest is roundabout inputs.

    Raises
    ------
    WorldError
        A state has no GDP.

    Notes
    -----
    The world notes how many states got the least domestic sales: their openness is an assumption.
    """
    trade = np.array(flows, dtype=np.float64)
    product = np.asarray(gdp, dtype=np.float64)
    if trade.shape != (len(states), len(states)) or product.shape != (len(states),):
        raise WorldError(
            [f"flows and GDP have shapes {trade.shape} and {product.shape}, for {len(states)} states"]
        )
    if not (product > 0).all():
        raise WorldError(
            [f"{states[int(np.argmax(~(product > 0)))]} has no GDP: leave it out or give a figure"]
        )
    np.fill_diagonal(trade, 0.0)
    trade[np.isnan(trade)] = 0.0
    output = product / value_added_share
    exports, imports = trade.sum(axis=1), trade.sum(axis=0)
    # Final demand is gamma times domestic sales, plus imports, less the inputs that exports take.
    needed = np.maximum(((1 - value_added_share) * exports - imports) / value_added_share, 0.0)
    least = needed + least_domestic * output
    domestic = np.maximum(output - exports, least)
    raised = int((output - exports < least).sum())
    np.fill_diagonal(trade, domestic)
    size = len(states)
    rates = None
    if tariff is not None:
        given = np.asarray(tariff, dtype=np.float64)
        rates = np.repeat(given[:, None], size, axis=1) if given.ndim == 1 else given.T.copy()
        np.fill_diagonal(rates, 0.0)
    notes = [f"domestic sales are GDP over {value_added_share:g} less exports"]
    notes += [f"{raised} states raised to the least domestic sales"] if raised else []
    return from_flows(
        trade.T[:, :, None],
        states=states,
        sectors=("goods",),
        value_added_share=np.full((size, 1), value_added_share),
        input_share=np.full((size, 1, 1), 1 - value_added_share),
        tariff=None if rates is None else rates[:, :, None],
        name=name,
        period=period,
        notes=notes,
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CaliendoParroTables:
    """The matrices that replication files of the model share, as they lie in the files.

    Attributes
    ----------
    shares, tariff
        (J*N, N) row sector * N + importer, column exporter: shares of spending; 1 + rate, or None.
    value_added_share, final_share, expenditure
        (J, N).
    input_share
        (N*J, J): N blocks of input by user, columns summing to 1, or to 0 where a sector uses no inputs; the cost
        share of an input is $(1 - \\gamma)$ times it.
    value_added, deficit
        (N,).
    """

    shares: ArrayLike
    tariff: ArrayLike | None
    value_added_share: ArrayLike
    final_share: ArrayLike
    expenditure: ArrayLike
    input_share: ArrayLike
    value_added: ArrayLike
    deficit: ArrayLike


def from_caliendo_parro(
    tables: CaliendoParroTables,
    elasticities: Elasticities,
    *,
    states: Sequence[str],
    keep_deficits: bool = True,
    unit_usd: float = 1.0,
    name: str = "Caliendo-Parro",
    period: str = "",
) -> World:
    """A world from Caliendo-Parro matrices (WIOD 2014 of Felbermayr et al.), settled so that it checks.

    Raises
    ------
    WorldError
        Matrices have other shapes than the labels ask for, or shares are off by more than 1e-5.

    References
    ----------
    Felbermayr, Groeschl, Heiland (2022), Journal of International Economics 137, 103583,
    doi:10.1016/j.jinteco.2022.103583.
    """
    size, count = len(states), len(elasticities.sectors)
    added = np.asarray(tables.value_added_share, dtype=np.float64).T
    parts = np.asarray(tables.input_share, dtype=np.float64).reshape(size, count, count)
    parts = parts * (1 - added)[:, None, :]
    # A sector without inputs makes everything itself, whatever the rounding of its value added share.
    added = np.where(parts.sum(axis=1) > 0, added, 1.0)
    rates = None
    if tables.tariff is not None:
        rates = sectors_last(np.asarray(tables.tariff, dtype=np.float64).reshape(count, size, size) - 1)
    deficit = np.asarray(tables.deficit, dtype=np.float64).ravel() * unit_usd
    rough = World(
        states=tuple(states),
        sectors=elasticities.sectors,
        shares=sectors_last(np.asarray(tables.shares, dtype=np.float64).reshape(count, size, size)),
        value_added_share=added,
        input_share=parts,
        final_share=np.asarray(tables.final_share, dtype=np.float64).T,
        value_added=np.asarray(tables.value_added, dtype=np.float64).ravel() * unit_usd,
        deficit=deficit - deficit.mean(),
        expenditure=np.asarray(tables.expenditure, dtype=np.float64).T * unit_usd,
        tariff=rates,
        name=name,
        period=period,
    )
    return rough.renormalise().settle(elasticities, keep_deficits=keep_deficits)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class NaftaTables:
    """The original files of Caliendo and Parro (2015), as matrices: 31 economies, 20 traded of 40 sectors.

    Attributes
    ----------
    flows
        (Jt*N, N) row sector * N + importer, column exporter, thousand dollars; traded sectors only, no domestic.
    tariff
        (Jt*N, N) percent.
    output, value_added_share
        (J, N) gross output in dollars; share.
    input_share
        (N*J, J) N blocks of input by user; columns sum to 1.
    """

    flows: ArrayLike
    tariff: ArrayLike
    output: ArrayLike
    value_added_share: ArrayLike
    input_share: ArrayLike


def from_nafta(
    tables: NaftaTables,
    elasticities: Elasticities,
    *,
    states: Sequence[str],
    keep_deficits: bool = True,
) -> World:
    """The 1993 world of Caliendo and Parro (2015), settled with its deficits or without.

    Domestic sales are output less exports; where exports exceed output, output is raised to them. Negative final
    demand is set to zero, as the authors do. Input shares in the files are rounded (4e-7): they are renormalised.

    References
    ----------
    Caliendo, Parro (2015), Review of Economic Studies 82, 1-44, doi:10.1093/restud/rdu035.
    """
    size, count = len(states), len(elasticities.sectors)
    trade = np.zeros((count, size, size))
    traded = np.asarray(tables.flows, dtype=np.float64).reshape(-1, size, size)
    trade[: len(traded)] = traded * 1000
    exports = trade.sum(axis=1)
    output = np.maximum(np.asarray(tables.output, dtype=np.float64), exports)
    own = np.arange(size)
    trade[:, own, own] = output - exports
    added = np.asarray(tables.value_added_share, dtype=np.float64).T
    # A few cells are -0.0008 in the file: no industry makes its inputs.
    parts = np.maximum(np.asarray(tables.input_share, dtype=np.float64).reshape(size, count, count), 0.0)
    parts = parts / np.where(parts.sum(axis=1) > 0, parts.sum(axis=1), 1.0)[:, None, :]
    parts = parts * (1 - added)[:, None, :]
    added = np.where(parts.sum(axis=1) > 0, added, 1.0)
    rough = from_flows(
        sectors_last(trade),
        states=states,
        sectors=elasticities.sectors,
        value_added_share=added,
        input_share=parts,
        tariff=nafta_tariffs(tables.tariff, sectors=count, states=size),
        negative_final="zero",
        name="NAFTA",
        period="1993",
    )
    return rough.settle(elasticities, keep_deficits=keep_deficits)


def nafta_tariffs(percent: ArrayLike, *, sectors: int, states: int) -> Array:
    """(N, N, J) rates from a (Jt*N, N) file of percent for traded sectors; services are free of tariffs."""
    rates = np.zeros((sectors, states, states))
    given = np.asarray(percent, dtype=np.float64).reshape(-1, states, states) / 100
    rates[: len(given)] = given
    return sectors_last(rates)
