"""Save a world as Parquet tables and a YAML file, and read it back bit for bit."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import numpy as np

from realpolitik.errors import FileFormatError, WorldError
from realpolitik.models.equilibrium.layout import Array
from realpolitik.models.equilibrium.world import World

if TYPE_CHECKING:
    import polars as pl

FORMAT = 1
TRADE = ("shares", "tariff", "export_tax")


def save(world: World, folder: Path) -> Path:
    """Write `world.yaml`, `trade.parquet`, `inputs.parquet`, `sectors.parquet`, `states.parquet` into a folder.

    Cells of trade and inputs that are zero in every column are left out. All files are written under other names
    first, so that a full disk leaves a world saved there before as it was.
    """
    import polars as pl
    import yaml

    states, sectors = world.states, world.sectors
    trade = {name: getattr(world, name) for name in TRADE if getattr(world, name) is not None}
    tables = {name: getattr(world, name) for name in ("value_added_share", "final_share", "expenditure")}
    frames = {
        "trade": _long(trade, ("importer", "exporter", "sector"), (states, states, sectors)),
        "inputs": _long({"share": world.input_share}, ("state", "input", "user"), (states, sectors, sectors)),
        "sectors": _long(tables, ("state", "sector"), (states, sectors), keep_zeros=True),
        "states": pl.DataFrame({"state": states, "value_added": world.value_added, "deficit": world.deficit}),
    }
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
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=folder, prefix=".saving-") as place:
        made = Path(place)
        for name, frame in frames.items():
            frame.write_parquet(made / f"{name}.parquet")
        (made / "world.yaml").write_text(
            yaml.safe_dump(head, sort_keys=False, allow_unicode=True), encoding="utf-8"
        )
        for file in (*(f"{name}.parquet" for name in frames), "world.yaml"):
            (made / file).replace(folder / file)
    return folder


def load(folder: Path) -> World:
    """Read a saved world.

    Raises
    ------
    FileFormatError
        A file is missing, has another format, lacks a part, or names labels that `world.yaml` does not list.
    """
    import polars as pl
    import yaml

    try:
        head = yaml.safe_load((folder / "world.yaml").read_text(encoding="utf-8"))
        frames = {
            name: pl.read_parquet(folder / f"{name}.parquet")
            for name in ("trade", "inputs", "sectors", "states")
        }
    except (OSError, ValueError, RecursionError, yaml.YAMLError, pl.exceptions.PolarsError) as error:
        raise FileFormatError(str(folder), f"not a saved world: {error}") from error
    if not isinstance(head, dict) or head.get("format") != FORMAT:
        raise FileFormatError(
            str(folder / "world.yaml"), f"only format {FORMAT} can be read; save the world again"
        )
    try:
        return _world(head, frames, folder)
    except (KeyError, TypeError, WorldError, pl.exceptions.PolarsError) as error:
        raise FileFormatError(
            str(folder), f"is not whole ({type(error).__name__}: {error}); save the world again"
        ) from error


def _world(head: dict[str, Any], frames: dict[str, pl.DataFrame], folder: Path) -> World:
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
    import polars as pl

    where = []
    for name, axis in zip(names, axes, strict=True):
        if unknown := sorted(set(frame[name].unique().to_list()) - set(axis)):
            raise FileFormatError(
                str(folder), f"column {name!r} holds {unknown[0]!r}, which world.yaml does not list"
            )
        where.append(frame[name].cast(pl.Enum(axis)).to_physical().to_numpy().astype(np.intp))
    size = [len(axis) for axis in axes]
    if np.bincount(np.ravel_multi_index(where, size), minlength=1).max() > 1:
        raise FileFormatError(str(folder), f"holds the same {' '.join(names)} twice")
    found = {}
    for name in frame.columns:
        if name not in names:
            found[name] = np.zeros(size)
            found[name][tuple(where)] = frame[name].to_numpy()
    return found
