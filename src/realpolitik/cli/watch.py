"""`realpolitik watch FILE`: which conditions hold now."""

from __future__ import annotations

from pathlib import Path

from realpolitik.cli.brief import CHANGED
from realpolitik.cli.output import ListFormat, line, table, write_json


def watch(file: Path, *, format: ListFormat = "table") -> int:
    """Say which conditions of a file hold now, such as a share above one half, or a month below the year before.

    Exit codes: 7 where one holds; else 3 where of one nothing can be said; else 0.

    Parameters
    ----------
    file
        A YAML file with `figures`, each a measure under a short name, and `watch`, a list of conditions on them.
    format
        A table for people, or JSON.
    """
    from realpolitik.calls import asking

    found = asking.watch(file)
    if format == "json":
        write_json([one.record() for one in found])
    else:
        table(
            ("condition", "now", "by"),
            [(one.condition.says, one.standing, one.why) for one in found],
            wide={"condition": 4, "now": 2, "by": 6},
        )
        holding = [one.condition.says for one in found if one.standing == "holds"]
        line(f"Holds: {'; '.join(holding)}." if holding else "None holds.")
    standings = {one.standing for one in found}
    return CHANGED if "holds" in standings else 3 if "cannot be said" in standings else 0
