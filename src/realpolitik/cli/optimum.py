"""`realpolitik optimum TARGET --by GROUP`: the sanctions that hurt a target most for what they cost."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from realpolitik.cli.output import Format, console, footing, line, table, write_json, write_rows
from realpolitik.cli.targets import ChartFile
from realpolitik.wording.numbers import signed

if TYPE_CHECKING:
    from realpolitik.calls.modelling import Optimal
    from realpolitik.findings import Finding


def optimum(
    target: str,
    *,
    by: str = "WEST",
    willingness: list[float] | None = None,
    at: float | None = None,
    sectors: list[str] | None = None,
    bound: float = 4.9,
    export_side: bool = False,
    world: str = "merged-2021",
    taken: str = "west-2023",
    ranges: bool = True,
    coalition: bool = False,
    write: Path | None = None,
    format: Format = "table",
    chart: ChartFile = None,
) -> None:
    """Find the sanctions that inflict most for what they cost: the frontier, and where the measures taken lie.

    Parameters
    ----------
    target
        The state that is to lose.
    by
        Who acts: a sum of groups and states, such as "G7 + EU"; WEST is the group of states that sanction Russia.
    willingness
        Points of the frontier: dollars of own income given for a dollar of the target's loss.
    at
        The point that is shown in detail; by default the one nearest to 1.
    sectors
        Sectors that may be taxed; all goods by default.
    bound
        The highest rate: 4.9 is 490 per cent.
    export_side
        Also tax what the coalition sells to the target.
    world
        An embedded world, or the folder of a saved one.
    taken
        A scenario that is put on the same picture; an empty string for none.
    ranges
        Solve the same rates under other assumptions, too.
    coalition
        Also show what each member adds, and what one more state would.
    write
        Write the point in detail as a scenario file.
    format
        A table for people; rows as csv or parquet; everything as json.
    chart
        Also draw the frontier into this file.
    """
    from realpolitik.calls import modelling

    with _progress() as on_progress:
        found = modelling.optimum(
            target,
            by=by,
            willingness=willingness or (),
            at=at,
            sectors=sectors or (),
            bound=bound,
            export_side=export_side,
            world=world,
            taken=taken,
            ranges=ranges,
            coalition=coalition,
            on_progress=on_progress,
        )
    if write:
        _write(write, found.scenario)
    if chart:
        from realpolitik.charts import save

        save(found.findings[0], chart)
    if format == "json":
        write_json(found.record())
    elif format != "table":
        write_rows(found.findings[0].rows, format)
    else:
        _print(found)


def _print(found: Optimal) -> None:
    finding, data = found.findings[0], found.data
    _frontier(finding)
    line(f"Rates at a willingness of {data['at']:g}.", style="bold")
    table(
        ("sector", "side", "rate", "trade left"),
        [
            (
                row["label"],
                row["side"],
                "embargo" if row["embargo"] else f"{100 * row['rate']:.0f} %",
                f"{100 * row['left']:.0f} %",
            )
            for row in data["rates"]
            if row["rate"] > 1e-4
        ],
        right=("rate", "trade left"),
    )
    line("Who pays, who gains.", style="bold")
    table(
        ("state", "side", "bn $", "% of real income"),
        [
            (row["label"], row["side"], signed(row["value_usd"] / 1e9, 2), signed(100 * row["share"], 2))
            for row in _most(data["states"])
        ],
        right=("bn $", "% of real income"),
    )
    line(data["transfers"])
    if data["coalition"]:
        _coalition(data["coalition"])
    footing(finding)


def _frontier(finding: Finding) -> None:
    """What each willingness buys."""
    line(finding.says, style="bold")
    table(
        ("willing to pay", "own cost bn $", "range", "loss bn $", "range", "loss %"),
        [
            (
                f"{row['willingness']:g} for 1" if "willingness" in row else str(row["label"]),
                signed(row["x"] / 1e9, 2),
                _range(row, "x_low", "x_high"),
                signed(row["value"] / 1e9, 2),
                _range(row, "low", "high"),
                f"{100 * row['share']:.2f}",
            )
            for row in finding.rows
        ],
        right=("own cost bn $", "loss bn $", "loss %"),
    )


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None]]:
    """A bar of the points, from the first that is solved."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("points of the frontier"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console(error=True), transient=True) as bar:
        task = bar.add_task("points", visible=False)
        yield lambda done, of: bar.update(task, completed=done, total=of, visible=True)


def _range(row: Any, low: str, high: str) -> str:
    if row.get(low) is None:
        return ""
    return f"{signed(row[low] / 1e9, 1)} to {signed(row[high] / 1e9, 1)}"


def _most(sides: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The target, the members that lose or gain most, and the same outside."""
    found = [row for row in sides if row["side"] == "target"]
    for side in ("member", "outside"):
        rows = [row for row in sides if row["side"] == side]
        found += rows if len(rows) <= 7 else [*rows[:4], *rows[-3:]]
    return found


def _coalition(rows: Any) -> None:
    line("What each member adds, and what one more would.", style="bold")
    table(
        ("state", "adds to loss bn $", "own income bn $", "cost of the others bn $"),
        [
            (
                f"{row['label']}{' (would join)' if row['joins'] else ''}",
                signed(row["loss"] / 1e9, 2),
                signed(row["own"] / 1e9, 2),
                signed(row["cost"] / 1e9, 2),
            )
            for row in rows
        ],
        right=("adds to loss bn $", "own income bn $", "cost of the others bn $"),
    )


def _write(path: Path, contents: Mapping[str, Any]) -> None:
    import yaml

    from realpolitik.files import write_text

    write_text(path, yaml.safe_dump(dict(contents), sort_keys=False, allow_unicode=True, width=110))
