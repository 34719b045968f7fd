"""`realpolitik optimum TARGET --by GROUP`: the sanctions that hurt a target most for what they cost."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from realpolitik.cli.output import Format, console, line, table, write_json, write_rows
from realpolitik.wording.numbers import signed

if TYPE_CHECKING:
    from realpolitik.scenarios.optimum.frontier import Frontier
    from realpolitik.scenarios.optimum.question import Question


def optimum(
    target: str,
    *,
    by: str = "WEST",
    willingness: list[float] | None = None,
    at: float | None = None,
    sectors: list[str] | None = None,
    bound: float = 4.9,
    export_side: bool = False,
    world: str = "world-2021",
    taken: str = "west-2023",
    ranges: bool = True,
    coalition: bool = False,
    write: Path | None = None,
    format: Format = "table",
    chart: Path | None = None,
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
    from realpolitik.scenarios import load
    from realpolitik.scenarios.optimum import report
    from realpolitik.scenarios.optimum.frontier import ranges as over
    from realpolitik.scenarios.optimum.frontier import taken as measures
    from realpolitik.scenarios.optimum.members import joiners, members
    from realpolitik.scenarios.optimum.question import FARTHEST, WILLINGNESS, ask

    question = ask(
        target,
        by=by,
        world=world,
        willingness=willingness or (FARTHEST if taken else WILLINGNESS),
        sectors=sectors or (),
        highest=bound,
        export_side=export_side,
    )
    found = _solved(question)
    done = measures(question, load(taken)) if taken and _concerns(question, taken) else None
    answer = report.Answer(found=found, taken=done, ranges=over(found) if ranges else None)
    finding = report.curve(answer)
    wanted = 1.0 if at is None else at
    point = (
        min(found.points, key=lambda one: abs(one.willingness - 1.0))
        if at is None
        else report.point_at(found, wanted)
    )
    if write:
        _write(write, report.scenario_file(found, point))
    if chart:
        from realpolitik.charts import save

        save(finding, chart)
    parts = (*members(found, point), *joiners(found, point)) if coalition else ()
    if format in ("csv", "parquet"):
        write_rows(finding.rows, format)
        return
    rates, sides = report.rates(found, point), report.sides(found, point)
    if format == "json":
        write_json(
            {
                "finding": finding.record(),
                "at": point.willingness,
                "rates": rates,
                "states": sides,
                "transfers": report.transfers(found, point),
                "coalition": report.shares_table(found, parts),
            }
        )
        return
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
    line(f"Rates at a willingness of {point.willingness:g}.", style="bold")
    table(
        ("sector", "side", "rate", "trade left"),
        [
            (
                row["label"],
                row["side"],
                "embargo" if row["embargo"] else f"{100 * row['rate']:.0f} %",
                f"{100 * row['left']:.0f} %",
            )
            for row in rates
            if row["rate"] > 1e-4
        ],
        right=("rate", "trade left"),
    )
    line("Who pays, who gains.", style="bold")
    table(
        ("state", "side", "bn $", "% of real income"),
        [
            (row["label"], row["side"], signed(row["value_usd"] / 1e9, 2), signed(100 * row["share"], 2))
            for row in _most(sides)
        ],
        right=("bn $", "% of real income"),
    )
    line(report.transfers(found, point))
    if parts:
        _coalition(report.shares_table(found, parts))
    for caveat in finding.caveats:
        line(f"! {caveat}")
    line(f"{finding.method.definition} {finding.method.formula}")
    line(f"Method: {finding.method.reference}")
    for source in finding.sources:
        line(f"[{source.id}] {source}")


def _solved(question: Question) -> Frontier:
    """The frontier behind a progress bar."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    from realpolitik.scenarios.optimum.frontier import solve_frontier

    columns = (TextColumn("points of the frontier"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console(error=True), transient=True) as bar:
        task = bar.add_task("points", total=len(question.willingness))

        def on_progress(done: int, of: int) -> None:
            bar.update(task, completed=done, total=of)

        return solve_frontier(question, on_progress=on_progress)


def _concerns(question: Question, taken: str) -> bool:
    """Whether measures are about this target: others are not put on its picture."""
    from realpolitik.scenarios import load

    given = load(taken)
    sides = [side for shock in given.shocks for side in (shock.exporters, shock.importers) if side]
    return question.target in sides


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


def _write(path: Path, contents: dict[str, Any]) -> None:
    import yaml

    from realpolitik.files import write_text

    write_text(path, yaml.safe_dump(contents, sort_keys=False, allow_unicode=True, width=110))
