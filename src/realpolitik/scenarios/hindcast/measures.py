"""The hindcast as a measure: what the model, told only of the sanctions, finds of a partner's trade."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from realpolitik.errors import CoverageError, ShockError
from realpolitik.findings import Interval, Period, Window
from realpolitik.measures.registry import About, Result, measure
from realpolitik.scenarios.figures import CAVEATS, KIND, REFERENCE, label_name, require_years, source_ids
from realpolitik.scenarios.hindcast import replay
from realpolitik.scenarios.leverage.severing import AFTER, BEFORE
from realpolitik.scenarios.sanctions.measures import played
from realpolitik.scenarios.stage import stage
from realpolitik.store import Store
from realpolitik.wording.numbers import number_of, percent

if TYPE_CHECKING:
    from realpolitik.scenarios.outcome import Outcome


@measure(
    "leverage.hindcast",
    unit="ratio",
    tables=("trade",),
    definition="Change of a pair's goods trade from 2021 to 2023 as the model finds it, told only how far trade of the "
    "sanctioning states with Russia fell in total, beside the record; growth of the world's income counted out of both.",
    formula="predicted and recorded trade of 2023 over 2021, over world income of 2023 over 2021",
    reference=REFERENCE,
    chart="bars",
)
def hindcast(tables: Store, about: About, window: Window) -> Result:
    """How well the model, told only of the sanctions, finds trade between Russia and a state outside the coalition."""
    require_years(window, BEFORE, AFTER)
    if replay.TARGET not in about:
        raise CoverageError(
            f"The hindcast is of {replay.TARGET} and its partners, not of {' and '.join(about)}."
        )
    try:
        other = stage(BEFORE).label_of(next(code for code in about if code != replay.TARGET))
    except ShockError as error:
        raise CoverageError(f"The hindcast: {error}") from None
    outcome = played()
    found = replay.flows(tables, replay.predicted(outcome))
    pair = [flow for flow in found if other in (flow.exporter, flow.importer)]
    if not pair:
        raise CoverageError(
            f"{other} is part of the coalition, whose trade the model is told: nothing is predicted."
        )
    every = [replay.predicted(outcome, place) for place in range(1, len(outcome.cases))]
    rows = []
    for flow in pair:
        words = f"{label_name(flow.exporter)} to {label_name(flow.importer)}"
        spread = [flow.predicted, *[one[flow.exporter, flow.importer] for one in every]]
        low, high = min(spread), max(spread)
        known = {"period": "2023", "exporter": flow.exporter, "importer": flow.importer}
        predicted = {**known, "label": f"{words}, model", "value": flow.predicted, "low": low, "high": high}
        rows.append({**predicted, "kind": "predicted", "source": source_ids()})
        rows.append(
            {
                **known,
                "label": f"{words}, record",
                "value": flow.recorded,
                "kind": "recorded",
                "source": "imf-imts",
            }
        )
    score = replay.scores(found)
    before = sum(flow.before for flow in pair)
    model, real = (
        sum(getattr(flow, key) * flow.before for flow in pair) / before for key in ("predicted", "recorded")
    )
    return Result(
        value=model,
        says=f"Told only what the West cut, the model finds trade of {label_name(replay.TARGET)} with {label_name(other)} at "
        f"{model:.2f} times that of 2021; it was {real:.2f} times.",
        rows=rows,
        period=Period(start="2021", end="2023", freq="A"),
        interval=_sum_interval(pair, every),
        caveats=(
            (
                f"Over all {number_of(score.flows, 'flows')} of Russia outside the coalition the direction is right for "
                f"{percent(score.direction)} of trade; the root mean squared log error is {score.error:.2f}, the rank correlation "
                f"{score.rank:.2f}.{_all_rise(found)}"
            ),
            f"Simpler predictions of the same flows have errors of {_beside(tables, outcome, found)}: the lower, the better.",
            "The fall of the coalition's own trade is told to the model, so nothing is claimed about it.",
            *CAVEATS[:2],
        ),
    )


def _all_rise(found: Sequence[replay.Flow]) -> str:
    """What the score of direction is worth where every flow is predicted to go the same way."""
    if len({flow.predicted > 1 for flow in found}) > 1:
        return ""
    return " The model lets every one of them rise, so that a guess that all rise has the same score of direction."


def _beside(tables: Store, outcome: Outcome, found: Sequence[replay.Flow]) -> str:
    """Errors of the baselines in words: no change, the trend, and the model with one nest."""
    central = outcome.cases[0]
    one = next(
        place
        for place, case in enumerate(outcome.cases)
        if (case.set, case.nest, case.deficits) == (central.set, "single", central.deficits)
    )
    every = {
        "no change": replay.replaced(found, lambda _: 1.0),
        "the trend of 2016 to 2021": replay.replaced(found, replay.trend(tables)),
        "the model with one nest": replay.flows(tables, replay.predicted(outcome, one)),
    }
    errors = [f"{replay.scores(flows).error:.2f} ({name})" for name, flows in every.items()]
    return f"{', '.join(errors[:-1])} and {errors[-1]}"


def _sum_interval(pair: Sequence[replay.Flow], every: Sequence[Mapping[tuple[str, str], float]]) -> Interval:
    before = sum(flow.before for flow in pair)
    totals = [sum(flow.predicted * flow.before for flow in pair) / before]
    totals += [
        sum(one[flow.exporter, flow.importer] * flow.before for flow in pair) / before for one in every
    ]
    return Interval(low=min(totals), high=max(totals), kind=KIND, basis="assumptions")
