"""Save a world as Parquet tables and a YAML file, and read it back bit for bit."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from realpolitik.errors import FileFormatError
from realpolitik.models.equilibrium.layout import Array
from realpolitik.models.equilibrium.world import World

if TYPE_CHECKING:
    import polars as pl

FORMAT = 1
TRADE = ("shares", "tariff", "export_tax")


def save(world: World, folder: Path) -> Path:
    """Write `world.yaml`, `trade.parquet`, `inputs.parquet`, `sectors.parquet`, `states.parquet` into a folder.

    Cells of trade and inputs that are zero in every column are left out.
    """
    import polars as pl
    import yaml

    folder.mkdir(parents=True, exist_ok=True)
    states, sectors = world.states, world.sectors
    trade = {name: getattr(world, name) for name in TRADE if getattr(world, name) is not None}
    _long(trade, ("importer", "exporter", "sector"), (states, states, sectors)).write_parquet(
        folder / "trade.parquet"
    )
    _long({"share": world.input_share}, ("state", "input", "user"), (states, sectors, sectors)).write_parquet(
        folder / "inputs.parquet"
    )
    tables = {name: getattr(world, name) for name in ("value_added_share", "final_share", "expenditure")}
    _long(tables, ("state", "sector"), (states, sectors), keep_zeros=True).write_parquet(
        folder / "sectors.parquet"
    )
    pl.DataFrame({"state": states, "value_added": world.value_added, "deficit": world.deficit}).write_parquet(
        folder / "states.parquet"
    )
    head = {
        "format": FORMAT,
        "name": world.name,
        "period": world.period,
        "unit": world.unit,
        "notes": list(world.notes),
        "states": list(states),
        "sectors": list(sectors),
        "taxes": [name for name in TRADE[1:] if name in trade],
    }
    (folder / "world.yaml").write_text(
        yaml.safe_dump(head, sort_keys=False, allow_unicode=True), encoding="utf-8"
    )
    return folder


def load(folder: Path) -> World:
    """Read a saved world.

    Raises
    ------
    FileFormatError
        A file is missing, has another format, or names labels that `world.yaml` does not list.
    """
    import polars as pl
    import yaml

    try:
        head = yaml.safe_load((folder / "world.yaml").read_text(encoding="utf-8"))
        frames = {
            name: pl.read_parquet(folder / f"{name}.parquet")
            for name in ("trade", "inputs", "sectors", "states")
        }
    except (OSError, yaml.YAMLError, pl.exceptions.PolarsError) as error:
        raise FileFormatError(str(folder), f"not a saved world: {error}") from error
    if not isinstance(head, dict) or head.get("format") != FORMAT:
        raise FileFormatError(
            str(folder / "world.yaml"), f"only format {FORMAT} can be read; save the world again"
        )
    states, sectors = tuple(head["states"]), tuple(head["sectors"])
    trade = _dense(frames["trade"], ("importer", "exporter", "sector"), (states, states, sectors), folder)
    inputs = _dense(frames["inputs"], ("state", "input", "user"), (states, sectors, sectors), folder)
    tables = _dense(frames["sectors"], ("state", "sector"), (states, sectors), folder)
    totals = _dense(frames["states"], ("state",), (states,), folder)
    return World(
        states=states,
        sectors=sectors,
        input_share=inputs["share"],
        **{name: trade[name] for name in ("shares", *head["taxes"])},
        **tables,
        **totals,
        name=head["name"],
        period=head["period"],
        unit=head["unit"],
        notes=tuple(head["notes"]),
    )


def _long(
    arrays: dict[str, Array], names: Sequence[str], axes: Sequence[Sequence[str]], *, keep_zeros: bool = False
) -> pl.DataFrame:
    import polars as pl

    keep = np.zeros([len(axis) for axis in axes], dtype=bool)
    for array in arrays.values():
        keep |= (array != 0) | keep_zeros
    where = np.nonzero(keep)
    columns = {
        name: [axis[int(place)] for place in at] for name, axis, at in zip(names, axes, where, strict=True)
    }
    return pl.DataFrame(columns | {name: array[where] for name, array in arrays.items()})


def _dense(
    frame: pl.DataFrame, names: Sequence[str], axes: Sequence[Sequence[str]], folder: Path
) -> dict[str, Array]:
    where = []
    for name, axis in zip(names, axes, strict=True):
        at = {label: place for place, label in enumerate(axis)}
        labels = frame[name].to_list()
        if unknown := sorted(set(labels) - set(at)):
            raise FileFormatError(
                str(folder), f"column {name!r} holds {unknown[0]!r}, which world.yaml does not list"
            )
        where.append(np.array([at[label] for label in labels], dtype=np.intp))
    found = {}
    for name in frame.columns:
        if name not in names:
            found[name] = np.zeros([len(axis) for axis in axes])
            found[name][tuple(where)] = frame[name].to_numpy()
    return found
