"""The tests of amounts, records and changes, as claims write them, and how near is near."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from realpolitik.claims.reading.meaning.statements import Statement
from realpolitik.claims.reading.spotting.amounts import MULTIPLE

ROUGH, PLAIN = 0.05, 0.01
"""What an amount may be off, as a share of it: with `about` or `nearly`, and without."""
POINTS, ROUGH_POINTS = 0.01, 0.03
"""The same for shares, in points."""
ONE_OFFICE, ONE_OFFICE_POINTS = 0.05, 0.02
"""What an amount may be off, and a share in points, where one office alone reports: mirror reports differ by this and more."""


FRACTION, ROUGH_FRACTION = 0.03, 0.05
"""The step of a share that is written as a fraction, and what such a one may be off with `about` or `almost`, in points."""


ONE_OFFICE_OF_SHARE = 0.3
"""No more than this part of a small share: two points of two per cent would be all of it."""


OF_BURDEN = 0.1
"""What military spending as a share of output may be off, as a part of it: outputs are revised, and offices count them differently."""


OF_A_MULTIPLE, NEXT_MULTIPLE = 0.05, 0.5
"""`Doubled` is from 1.9 times on, by this part of the multiple, up to half-way to `tripled`; a half may be as little as 0.45 or 0.55."""


class NoMeasureError(Exception):
    """No measure fits a statement; the message says what would."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """The periods a test is of: the change from `first` to `last`, or one period; `stated` by the words or taken by default."""

    first: str
    last: str
    stated: bool


def tolerance(one: Statement) -> float:
    """How far from the amount said a figure may be: one unit of the last digit written, and at least one per cent.

    Examples
    --------
    >>> said = Statement(sentence=0, relation="trade", states=("CHN", "RUS"), test="near", value=146e9, unit="USD", step=1e9)
    >>> tolerance(said)
    1460000000.0
    """
    value = abs(one.value or 0)
    if one.relation == "military-gdp":  # a few hundredths of output, of which a point would be a third
        return max(one.step, OF_BURDEN * value)
    if one.unit == "share":
        fraction = one.step >= FRACTION  # `almost half` is rougher than `about 48 per cent`
        return max(
            one.step, ROUGH_FRACTION if one.about and fraction else ROUGH_POINTS if one.about else POINTS
        )
    return max(one.step, value * (ROUGH if one.about else PLAIN))


def level_of(one: Statement, span: Span, unit: str) -> dict[str, Any]:
    """A test of one figure."""
    if one.test in ("record", "lowest"):
        after = {"since": str(int(one.since[:4]) + 1)} if one.since else {}
        return {one.test: {"at": span.last, **after}}
    return _at(_bounded(one, unit), span.last)


def bounds_of(one: Statement, unit: str) -> dict[str, Any]:
    """A test of the headline over a span."""
    return _bounded(one, unit)


VAGUE = 0.1
"""How much less a word such as "nearly all" may also mean: the looser bar of `radchenko2024.yaml`."""


def change_of(one: Statement, span: Span, unit: str) -> dict[str, Any]:
    """A test of a change: by anything at all, by at least a share, or by about a share."""
    if span.first >= span.last:
        raise NoMeasureError(f"figures of two periods; the series has only {span.last}")
    if one.test in ("rises", "falls"):
        body: dict[str, Any] = {"from": span.first, "to": span.last}
        if one.value is not None:
            body["by"] = f"{round(one.value * 100, 2):g} %"
            if one.about:  # a word such as nearly all, which has no one bar
                body["loosely"] = f"{round((one.value - VAGUE) * 100, 2):g} %"
        return {str(one.test): body}
    if one.value is None:
        raise NoMeasureError("by how much it changed")
    ratio = 1 + one.value if one.test == "grows" else 1 - one.value
    if is_multiple(one):
        low, high = multiple_of(ratio)
        bounds = {"near": round((low + high) / 2, 6), "within": round((high - low) / 2, 6)}
        return {"ratio": {"of": {"at": span.last}, "to": {"at": span.first}, **bounds}}
    within = max(one.step, ROUGH if one.about else 0.02) * (
        1 if one.test == "shrinks" else max(1.0, ratio / 2)
    )
    return {
        "ratio": {
            "of": {"at": span.last},
            "to": {"at": span.first},
            "near": round(ratio, 6),
            "within": round(within, 4),
        }
    }


def is_multiple(one: Statement) -> bool:
    """Whether growth is said as a bare multiple: `doubled`, `halved`, `threefold`; not `nearly doubled`."""
    return one.test in ("grows", "shrinks") and one.unit == "share" and one.step == MULTIPLE and not one.about


def multiple_of(ratio: float) -> tuple[float, float]:
    """From which to which multiple of the earlier figure a multiple said in words is borne out.

    Examples
    --------
    >>> multiple_of(2.0), multiple_of(0.5)
    ((1.9, 2.5), (0.45, 0.55))
    """
    if ratio < 1:
        return round(ratio * 0.9, 6), round(ratio * 1.1, 6)
    return ratio * (1 - OF_A_MULTIPLE), ratio + NEXT_MULTIPLE


def _bounded(one: Statement, unit: str) -> dict[str, Any]:
    if one.value is None:
        raise NoMeasureError("an amount to hold the figure against")
    if one.unit != unit:
        raise NoMeasureError(f"figures in {one.unit or 'that unit'}; the measure gives {unit}")
    if one.test == "near":
        return {"near": {"value": one.value, "within": round(tolerance(one), 6)}}
    if one.test in ("at_least", "at_most"):
        return {one.test: {"value": one.value}}
    raise NoMeasureError(f"a test of “{one.test}” for an amount")


def _at(test: dict[str, Any], period: str) -> dict[str, Any]:
    kind = next(iter(test))
    return {kind: {**test[kind], "at": period}}
