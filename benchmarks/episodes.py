"""Try the model on the episodes: predict, compare with the record, write.

    .venv/bin/python benchmarks/episodes.py

Writes `flows.csv` and `chosen.yaml` into the folder of each episode (package data, from which `realpolitik episodes` reads), and
`results/episodes.csv`: scores of the model and of simpler predictions, and coverage of ranges, with the date and the version.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import yaml

from realpolitik import __version__
from realpolitik.scenarios.episodes import score
from realpolitik.scenarios.episodes.predict import (
    Changes,
    Choice,
    cases,
    changes,
    choose,
    simpler,
)
from realpolitik.scenarios.episodes.record import left, partners
from realpolitik.scenarios.episodes.schema import Episode
from realpolitik.scenarios.episodes.shelf import CHOSEN, FLOWS, LIBRARY, episode, names

RESULTS = Path(__file__).parent / "results"


def solve(name: str, stamp: dict[str, str]) -> None:
    """Predict an episode, and write its flows and what was assumed."""
    one = episode(name)
    choice = choose(name)
    said = changes(name, choice)
    every = [changes(name, Choice(case=case, left=choice.left)) for case in cases()]
    _write(LIBRARY / name / FLOWS, _rows(one, said, every))
    kept = {
        **stamp,
        "world": one.world,
        "elasticities": choice.case.set,
        "nest": choice.case.nest,
        "run": choice.case.run,
        "left": {kind: round(share, 4) for kind, share in choice.left.items()},
        "record": [
            {"from": m.sellers, "to": m.buyers, "left": _left(one, place, one.before, one.after), "placebo": _left(one, place, *_earlier(one))}
            for place, m in enumerate(one.measures)
        ],
    }  # fmt: skip
    (LIBRARY / name / CHOSEN).write_text(
        yaml.safe_dump(kept, sort_keys=False, allow_unicode=True), encoding="utf-8"
    )


def _earlier(one: Episode) -> tuple[int, int]:
    """As long a time before the shock."""
    return max(one.before - min(one.after - one.before, 2), 2000), one.before


def _left(one: Episode, place: int, first: int, last: int) -> float | None:
    found = left(one, one.measures[place], first, last)
    return None if found is None else round(found, 4)


def _rows(one: Episode, said: Changes, every: Sequence[Changes]) -> list[dict[str, object]]:
    flows = partners(one)
    other = simpler(one, flows, said)
    rows = []
    for place, flow in enumerate(flows):
        key = (flow.state, flow.side, flow.partner)
        spread = [found[key] for found in every]
        rows.append(
            {
                "state": flow.state,
                "side": flow.side,
                "partner": flow.partner,
                "party": "yes" if flow.party else "no",
                "doubtful": "yes" if flow.doubtful else "no",
                "before": round(flow.before),
                "recorded": f"{flow.recorded:.4f}",
                "predicted": f"{said[key]:.4f}",
                "low": f"{min(spread):.4f}",
                "high": f"{max(spread):.4f}",
                **{label: f"{values[place]:.4f}" for label, values in other.items()},
            }
        )
    return rows


def scored(stamp: dict[str, str]) -> list[dict[str, object]]:
    """A row an episode, whose flows and which prediction."""
    rows = []
    for name in names():
        every = score.reliable(name)
        parts = {"all": every, "no party": [flow for flow in every if not flow.party]}
        parts["parties"] = [flow for flow in every if flow.party]
        parts["doubtful"] = [flow for flow in score.flows(name) if flow.doubtful]
        for part, chosen in parts.items():
            if not chosen:
                continue
            held = score.coverage((name, flow) for flow in chosen)
            for by in ("", *score.SIMPLER):
                found = score.score(chosen, by)
                rows.append(
                    {
                        "episode": name,
                        "placebo": episode(name).placebo,
                        "flows": part,
                        "prediction": by or "model",
                        "count": found.flows,
                        "log_error": f"{found.error:.4f}",
                        "log_error_unweighted": f"{found.error_alike:.4f}",
                        "rank": f"{found.rank:.3f}",
                        "direction": f"{found.direction:.3f}",
                        "held_by_assumptions": "" if by else f"{held.before:.3f}",
                        "held_by_calibrated": "" if by else f"{held.after:.3f}",
                        **stamp,
                    }
                )
    return rows


def main() -> None:
    """Solve every episode, then score."""
    stamp = {"date": datetime.now(UTC).date().isoformat(), "version": __version__}
    for name in names():
        solve(name, stamp)
        print(name, flush=True)
    _write(RESULTS / "episodes.csv", scored(stamp))


def _write(path: Path, rows: Sequence[dict[str, object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        table.writeheader()
        table.writerows(rows)


if __name__ == "__main__":
    main()
