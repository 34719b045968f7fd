"""Rebuild docs/explanation/how-sure.md: what the program has been measured by, from the files that the measuring left.

.venv/bin/python tools/build_how_sure.py

No figure is typed here. Sources: docs/reference/audit.md (tools/build_audit.py), benchmarks/results/*.csv (benchmarks/), and of the trial on
published texts, which are not in the repository, the table in docs/explanation/reading.md.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "explanation" / "how-sure.md"
NAMES = {
    "annual trade of two economies": "trade of two economies in a year",
    "unit values of raw materials": "unit values of raw materials",
    "years of roll calls": "years of roll calls",
}


def table(name: str) -> list[dict[str, str]]:
    """A file of results."""
    with (ROOT / "benchmarks" / "results" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def row(page: str, first: str) -> list[str]:
    """The cells of a table's row in a page of the documents, by its first cell."""
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    line = next(line for line in text.splitlines() if line.startswith(f"| {first} |"))
    return [cell.strip(" *") for cell in line.strip("|").split("|")]


def audit() -> list[tuple[str, int, int, int, int]]:
    """Of each kind of figure: how many, how many a second source has, and confirms, and open flags."""
    found = []
    for name, said in NAMES.items():
        cells = row("reference/audit.md", name)
        found.append((said, *(int(cells[at].replace(",", "")) for at in (1, 2, 3, 4))))
    return found


def episodes() -> dict[str, float]:
    """Over the episodes that are no placebo: how many, how often the model errs less than no change, what its ranges held."""
    own = [one for one in table("episodes") if one["flows"] == "all" and one["placebo"] == "False"]
    errors = {(one["episode"], one["prediction"]): float(one["log_error"]) for one in own}
    names = {one["episode"] for one in own}
    model = [one for one in own if one["prediction"] == "model"]
    flows = sum(int(one["count"]) for one in model)

    def held(column: str) -> float:
        return sum(int(one["count"]) * float(one[column]) for one in model) / flows

    return {
        "episodes": len(names),
        "better": sum(errors[name, "model"] < errors[name, "no change"] for name in names),
        "flows": flows,
        "held": held("held_by_calibrated"),
        "assumptions": held("held_by_assumptions"),
    }


LAST_TRIAL = "**8, every claim (I)**"
"""The row of the latest trial of the reader in `explanation/reading.md`."""


def reading() -> dict[str, Any]:
    """Whole claims of the held-out sentences, and of published texts at the first run, before any rule was made on them."""
    own = next(
        one for one in table("reading") if (one["half"], one["counted"]) == ("held-out", "whole claim")
    )
    published = row("explanation/reading.md", LAST_TRIAL)
    counted = [one for one in table("reading-published") if one["set"] == "I, listed by another"]
    contradicted, supported = (cell.strip("* ").split(" of ") for cell in published[7:9])
    return {
        "sentences": int(own["sentences"]),
        "precision": float(own["precision"]),
        "recall": float(own["recall"]),
        "texts": int(published[1]),
        "listed": sum(int(one["listed"]) for one in counted),
        "read": sum(int(one["read at the first run"]) for one in counted),
        "right": published[6].strip("* "),
        "wrong": int(contradicted[0]),
        "contradicted": int(contradicted[1]),
        "other": int(supported[0]),
        "supported": int(supported[1]),
    }


def ideal_points() -> dict[str, str]:
    """Each result of the estimate of ideal points by its name."""
    return {one["what"]: one["value"] for one in table("ideal_points")}


def scorecard() -> str:
    """The scores in a sentence each, for the README."""
    trade, _, calls = audit()
    past, text, points = episodes(), reading(), ideal_points()
    correlation = float(points["correlation with the published estimates"])
    return (
        f"**How sure it is, as measured.** A second office confirms {trade[3]:,} of the {trade[2]:,} yearly figures of trade that it has "
        f"({trade[1]:,} are embedded), and {calls[3]} of {calls[2]} years of roll calls. On {text['texts']} published texts "
        f"that no rule had seen, the reader read {text['read']} of {text['listed']} claims wholly right; it contradicted {text['contradicted'] or 'none'} "
        f"and bore out {text['supported']}, of which {text['other']} were not borne out by the record. The trade model errs less than "
        f'"no change" in {past["better"]} of {past["episodes"]} episodes of the past. Ideal points correlate {correlation:.3f} with the published ones. '
        "[What that means](docs/explanation/how-sure.md)."
    )


def page() -> str:
    """The whole page."""
    past, text, points = episodes(), reading(), ideal_points()
    hindcast = {one["prediction"]: one for one in table("hindcast_scores")}
    central = next(one for name, one in hindcast.items() if name.startswith("central: "))
    still, trend = (
        hindcast["no change"],
        next(one for name, one in hindcast.items() if name.startswith("trend")),
    )
    rows = "\n".join(
        f"| {name} | {count:,} | {second:,} | {agreed:,} | {flagged:,} |"
        for name, count, second, agreed, flagged in audit()
    )
    return f"""# How sure are we

Made by `tools/build_how_sure.py` from the files that the trials left: no figure on this page is typed. It says how often the program was right where
somebody could know, and where nobody can.

## Is the record right?

Tests hold the embedded figures against one another and against second offices ([the audit](../reference/audit.md)):

| figures | embedded | a second source has | and confirms | open flags |
|---|---:|---:|---:|---:|
{rows}

Most figures rest on one source. That is why a key judgement says *one office alone reports it*, and why an open flag is a caveat under a figure and
takes away *supported* from a verdict that the other figure would not give.

## Does the reader understand what it judges?

Of {text["listed"]} claims in {text["texts"]} published texts, listed before the first run and before any rule was made on them, {text["read"]} were read wholly right
({text["read"] / text["listed"]:.0%}). Of the rows that it made {text["right"]} were right; it contradicted {text["contradicted"] or "none"}{f", {text['wrong']} of them wrongly" if text["contradicted"] else ""}, and bore out {text["supported"]}, {text["other"]} of them wrongly. On
{text["sentences"]} sentences written for the purpose and held out, precision is {text["precision"]:.2f} and recall {text["recall"]:.2f} ([reading](reading.md)).
So: a verdict can be trusted to be about what the sentence says more often than it can be trusted to be there; look at what the page lists as *outside*.

## Does the trade model know anything?

Told only the measures of {past["episodes"]} episodes of the past, it errs less than "no change" in {past["better"]} of them, over {past["flows"]:,} flows ([episodes](episodes.md), where its
failures stand first). Ranges made of its errors elsewhere hold {past["held"]:.1%} of what happened where 80 % are meant; the range over sets of assumptions, which
says only how far assumptions matter, held {past["assumptions"]:.1%}. For the sanctions of 2022, told how far the coalition's own trade fell, its mean log error is
{float(central["log_error"]):.2f}, against {float(still["log_error"]):.2f} of "no change" and {float(trend["log_error"]):.2f} of a trend ([the hindcast](scenarios.md)). Losses of income, and so leverage, cannot be tried in this
way: no record says what income would have been.

## Are the ideal points those of the literature?

The estimate correlates {float(points["correlation with the published estimates"]):.3f} with the published one over all states and sessions, and {float(points["correlation within a session, median"]):.3f} within the
median session ({float(points["correlation within a session, least"]):.3f} in the worst). Its 90 % intervals hold {float(points["coverage of 90 % intervals, posterior"]):.1%} of the truth in simulated assemblies ([ideal points](ideal-points.md)).

## What the words of confidence mean

A key judgement is *high*, *moderate* or *low* by rules that stand in `briefs/judging/rules.yaml`: how many offices report a figure, how wide its interval is, whether a
model gave it, how old it is. The reason stands beside the word. How often judgements of each word turn out right has not been measured.
"""


def main() -> None:
    """Write the page."""
    PAGE.write_text(page(), encoding="utf-8")
    print(PAGE)


if __name__ == "__main__":
    main()
