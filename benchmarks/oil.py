"""Whether the oil market makes predictions of episodes of oil exporters better, and how it fares on tonnes.

    .venv/bin/python benchmarks/oil.py

`results/oil.csv`: scores of the model of trade on what each exporter sells, with and without the oil market, on all flows and on those
of no party; and the share of tonnes that the oil market sends to another buyer than the record, beside two simpler rules.
`measures/energy/tried.yaml` (package data): what each buyer that stayed was predicted to take and took, of which the ranges of
`oil.redirected` are made.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from math import exp, log
from pathlib import Path

import yaml

from realpolitik import __version__
from realpolitik.measures.energy.redirected import answer, missed, recorded
from realpolitik.measures.energy.tried import LEAST
from realpolitik.scenarios.episodes import score
from realpolitik.scenarios.episodes.record import total
from realpolitik.scenarios.episodes.score import Flow
from realpolitik.scenarios.episodes.shelf import episode
from realpolitik.scenarios.oil import crude_dollars
from realpolitik.scenarios.stage import stage
from realpolitik.store import Store

RESULTS = Path(__file__).parent / "results"
EPISODES = {"iran-2012": "IRN", "iran-2018": "IRN", "russia-2022": "RUS"}
TONNES = (
    ("RUS", 2021, 2023, "sanctioning-russia"),
    ("IRN", 2011, 2013, "EU"),
    ("IRN", 2017, 2019, "USA EU JPN KOR CAN AUS"),
    ("VEN", 2018, 2020, "USA"),
)
"""Embargoes on crude: the seller, the year before, that after the year in which it came, who stopped."""
TRIED = Path(__file__).parents[1] / "src/realpolitik/measures/energy/tried.yaml"
HEAD = """\
# What buyers that stayed were predicted to take of a seller under embargo, and took (at the predicted sum): million tonnes.
# Written by benchmarks/oil.py; CEPII's BACI, HS 270900.
"""
MOST = 0.98
"""Largest share of a pair's trade that counts as crude: the two figures come from different releases."""


def with_oil(name: str, seller: str) -> list[Flow]:
    """Flows of what the seller sells, the crude of those of no party sent where the oil market sends it."""
    one = episode(name)
    sold = [flow for flow in score.reliable(name) if flow.state == seller and flow.side == "sells"]
    told = next(measure for measure in one.measures if measure.sellers == seller)
    barred = stage(one.world).parties(told.buyers, on=one.day)
    crude = crude_dollars(seller, tuple(barred), base=one.before)
    dollars = {}
    for flow in sold:
        if flow.party:
            dollars[flow.partner] = flow.before * exp(flow.predicted)
            continue
        held = min(crude.before.get(flow.partner, 0.0), MOST * flow.before)
        moved = held + crude.after.get(flow.partner, 0.0) - crude.before.get(flow.partner, 0.0)
        dollars[flow.partner] = (flow.before - held) * exp(flow.predicted) + max(moved, 0.0)
    known = sum(flow.before for flow in sold)
    level = log(sum(dollars.values()) / known)
    aim = log(sum(flow.before * exp(flow.predicted) for flow in sold) / known)
    return [
        replace(flow, predicted=log(max(dollars[flow.partner], 1.0) / flow.before) - level + aim)
        for flow in sold
    ]


def rows(stamp: dict[str, str]) -> list[dict[str, object]]:
    """Scores of dollars by episode, then of tonnes."""
    found: list[dict[str, object]] = []
    for name, seller in EPISODES.items():
        one = episode(name)
        without = [f for f in score.reliable(name) if f.state == seller and f.side == "sells"]
        share = sum(f.before for f in without) / total(one.before, seller, "sells")
        for part in ("all", "no party"):
            for label, flows in (("model", without), ("model with the oil market", with_oil(name, seller))):
                found.append(_row(name, part, label, _chosen(flows, part), share, stamp))
            for by in score.SIMPLER:
                found.append(_row(name, part, by, _chosen(without, part), share, stamp, by=by))
    return found


def _chosen(flows: Sequence[Flow], part: str) -> list[Flow]:
    return [flow for flow in flows if part == "all" or not flow.party]


def _row(name: str, part: str, label: str, flows: Sequence[Flow], share: float, stamp: dict[str, str], *, by: str = "") -> dict[str, object]:  # fmt: skip
    one = score.score(flows, by)
    return {
        "case": name,
        "flows": part,
        "prediction": label,
        "count": one.flows,
        "share_of_sales": f"{share:.3f}",
        "log_error": f"{one.error:.4f}",
        "log_error_unweighted": f"{one.error_alike:.4f}",
        "rank": f"{one.rank:.3f}",
        "direction": f"{one.direction:.3f}",
        "tonnes_missed": "",
        **stamp,
    }


def tonnes(stamp: dict[str, str]) -> list[dict[str, object]]:
    """Share of tonnes sent to another buyer than the record."""
    tables, found = Store.embedded(), []
    for seller, base, year, buyers in TONNES:
        one = answer(tables, seller, buyers=buyers, base=base, year=year)
        off = missed(one, seller, recorded(tables, seller, year, one.closed))
        for label, value in (
            ("oil market", off.model),
            ("all alike", off.alike),
            ("no change", off.no_change),
        ):
            found.append({"case": f"{seller} {base}-{year}", "flows": "crude, tonnes", "prediction": label, "tonnes_missed": f"{value:.4f}", **stamp})  # fmt: skip
    return found


def stayed(seller: str, base: int, year: int, closed: str) -> dict[str, object]:
    """Of an embargo: buyers that stayed and are on record, what they were predicted to take, and took at the same sum."""
    tables = Store.embedded()
    one = answer(tables, seller, buyers=closed, base=base, year=year, ranged=False)
    said, real = one.row(one.middle.after, seller), recorded(tables, seller, year, one.closed)
    open_ = [buyer for buyer in said if buyer in real and buyer not in one.closed]
    level = sum(said[buyer] for buyer in open_) / sum(real[buyer] for buyer in open_)
    large = sorted((buyer for buyer in open_ if said[buyer] >= LEAST), key=lambda buyer: -said[buyer])
    known = {buyer: [round(said[buyer], 3), round(real[buyer] * level, 3)] for buyer in large}
    return {"seller": seller, "base": base, "year": year, "closed": closed, "buyers": known}


def main() -> None:
    """Write the scores, and what ranges are made of."""
    stamp = {"date": datetime.now(UTC).date().isoformat(), "version": __version__}
    every = [*rows(stamp), *tonnes(stamp)]
    with (RESULTS / "oil.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, list(every[0]), restval="", lineterminator="\n")
        table.writeheader()
        table.writerows(every)
    tried = yaml.safe_dump(
        [stayed(*one) for one in TONNES], sort_keys=False, default_flow_style=None, width=160
    )
    TRIED.write_text(HEAD + tried, encoding="utf-8")


if __name__ == "__main__":
    main()
