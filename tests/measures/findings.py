"""What the measures find on the embedded tables, in full: the file `findings.txt`, and how it is written. `python tests/measures/findings.py` writes it anew.

A line that opens with `##` is a call, as `realpolitik measure` takes it; below it stand the sentence, the figure, its range, the notes, the
first, the middle and the last row, and the sums of the columns. Whoever changes a measure or a table reads the difference: each line of it
is a figure or a word that a user will see otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from realpolitik.errors import RealpolitikError
from realpolitik.findings import Finding
from realpolitik.measures import run
from realpolitik.measures.registry import get
from realpolitik.panel import panel
from realpolitik.store import Store

FILE = Path(__file__).with_name("findings.txt")


def findings(file: Path = FILE) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The calls of a file with what each gave, in its order."""
    for block in file.read_text(encoding="utf-8").split("\n## ")[1:]:
        call, *found = block.rstrip("\n").split("\n")
        yield call, tuple(found)


def found_by(call: str, store: Store) -> tuple[str, ...]:
    """What a call gives: `trade.growth CHN RUS from=2015 to=2020 product=total`, with `_` for a space in a value.

    `panel trade.exports CHN-RUS,USA-MEX from=2019 to=2023` is a column of a panel, `options trade.exports` what may be asked of it.
    """
    name, *words = call.split(" ")
    about = [word for word in words if "=" not in word]
    options: dict[str, Any] = {
        key: value.replace("_", " ")
        for key, _, value in (word.partition("=") for word in words if "=" in word)
    }
    start, end = options.pop("from", None), options.pop("to", None)
    try:
        if name == "options":
            return tuple(_options(*about))
        if name == "panel":
            return tuple(_column(*about, start=start, end=end, store=store, options=options))
        return tuple(_lines(run(name, *about, start=start, end=end, store=store, **options)))
    except RealpolitikError as error:
        return (f"{type(error).__name__}: {' '.join(str(error).split())}",)


def _lines(one: Finding) -> Iterator[str]:
    yield one.says
    interval = one.interval
    spread = (
        f" | {_plain(interval.low)} to {_plain(interval.high)}, {interval.kind} ({interval.basis}), grid {_plain(sum(interval.grid))}"
        if interval
        else ""
    )
    yield f"{_plain(one.value)} {one.unit} | {one.period.start} to {one.period.end} {one.period.freq}{spread} | {one.chart} | {_plain([(flag['table'], flag['test'], flag['state']) for flag in one.flags])}"
    yield from (f"- {' '.join(caveat.split())}" for caveat in one.caveats)
    rows = one.rows
    yield f"{len(rows)} rows; sources {' '.join(source.id for source in one.sources)}"
    for place in sorted({0, len(rows) // 2, len(rows) - 1}) if rows else ():
        yield f"  {place}: " + " | ".join(f"{key} {_plain(value)}" for key, value in rows[place].items())
    sums: dict[str, float] = {}
    for row in rows:
        for key, value in row.items():
            if isinstance(value, int | float) and not isinstance(value, bool):
                sums[key] = sums.get(key, 0.0) + float(value)
    if sums:
        yield "  sums: " + " | ".join(f"{key} {_plain(value)}" for key, value in sums.items())


def _options(measure: str) -> Iterator[str]:
    chosen = get(measure)
    yield f"{chosen.usage} | {chosen.unit} | {chosen.chart} | {chosen.room} | {' '.join(chosen.tables)}"
    for key, one in chosen.options.items():
        yield f"  {key}: {_plain(one.allowed)} | {_plain(one.default)} | {_plain(one.schema())} | {_plain(one.help)}"


def _column(measure: str, of: str, **asked: Any) -> Iterator[str]:
    made = panel(measure, of=of, **asked)
    yield made.says
    for row in made.to_polars().iter_rows(named=True):
        yield "  " + " | ".join(
            _plain(value) for key, value in row.items() if not key.endswith(("_name", "_cow", "_gw"))
        )


def _plain(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:.5g}"  # what another machine's rounding leaves as it is
    return " ".join(str(value).split())


def main() -> None:
    """Write the file."""
    store = Store()
    told = [FILE.read_text(encoding="utf-8").split("\n## ")[0].rstrip("\n")]
    told += ["\n".join([f"## {call}", *found_by(call, store)]) for call, _ in findings()]
    FILE.write_text("\n".join(told) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
