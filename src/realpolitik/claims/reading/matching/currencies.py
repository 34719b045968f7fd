"""Amounts and growth in yuan, euros and rupees, as dollars at the mean rate of their own time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from statistics import fmean

from realpolitik.claims.reading.meaning.statements import Statement
from realpolitik.claims.reading.spotting.actors import GROUPS
from realpolitik.store import Store

CONVERTED = 0.02
"""What an amount may be off that is converted at a mean rate: the trade of a year is not spread evenly, and offices convert at rates of their own."""

_NAMES = {
    "CNY": re.compile(r"yuan|renminbi", re.IGNORECASE),
    "EUR": re.compile(r"euro", re.IGNORECASE),
    "INR": re.compile(r"rupee", re.IGNORECASE),
}
_WORDS = {"CNY": "yuan", "EUR": "euros", "INR": "rupees"}
_YEAR, _MONTH = r"\d{4}", r"\d{4}-\d{2}"
_LEVEL = re.compile(rf"{_YEAR}|{_MONTH}")
_CHANGE = re.compile(rf"({_YEAR})\.\.({_YEAR})|({_MONTH})\.\.({_MONTH})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Converted:
    """A statement in dollars, and how it was converted, in a sentence."""

    statement: Statement
    because: str


@dataclass(slots=True)
class Rates:
    """Mean rates of a store, units of a currency a dollar."""

    store: Store

    def mean(self, currency: str, first: str, last: str) -> float | None:
        """The mean of the months from `first` to `last` (years or months); None where one is not on record."""
        start, end = _months(first, last)
        wanted = end - start + 1
        if wanted < 1:
            return None
        found = [
            float(row["value"])
            for row in self.store["prices"]
            .filter(series=f"{currency.lower()}-per-usd", freq="M")
            .iter_rows(named=True)
            if start <= row["period"].year * 12 + row["period"].month - 1 <= end
        ]
        return fmean(found) if len(found) == wanted else None

    def in_dollars(self, one: Statement) -> Converted | None:
        """A statement on trade of two states in another currency, in dollars; None where it is in none, or no rate is on record."""
        if one.relation not in ("trade", "exports", "balance") or any(code in GROUPS for code in one.states):
            return None
        if one.unit in _WORDS and one.value is not None and one.test in ("near", "at_least", "at_most"):
            return self._amount(one)
        if one.currency and one.value is not None and one.test in ("grows", "shrinks"):
            return self._growth(one)
        return None

    def _amount(self, one: Statement) -> Converted | None:
        first, _, last = one.period.partition("..")
        if not first or (last and not one.part) or (not last and not _LEVEL.fullmatch(first)):
            return None
        rate = self.mean(one.unit, first, last or first)
        if rate is None:
            return None
        value = (one.value or 0.0) / rate
        made = one.model_copy(
            update={
                "value": value,
                "unit": "USD",
                "step": max(one.step / rate, CONVERTED * abs(value)),
            }
        )
        return Converted(
            statement=made,
            because=f"{_WORDS[one.unit].capitalize()} are converted at {rate:.4g} a dollar, the mean of the months (Federal Reserve); two per cent are allowed for that.",
        )

    def _growth(self, one: Statement) -> Converted | None:
        currency = next((code for code, name in _NAMES.items() if name.search(one.currency)), "")
        spans = _spans(one)
        if not currency or spans is None:
            return None
        (before, after) = spans
        old, new = self.mean(currency, *before), self.mean(currency, *after)
        if old is None or new is None:
            return None
        own = (one.value or 0.0) * (1 if one.test == "grows" else -1)
        growth = (1 + own) * old / new - 1
        made = one.model_copy(
            update={
                "test": "grows" if growth >= 0 else "shrinks",
                "value": round(abs(growth), 6),
                "step": max(one.step, CONVERTED),
                "currency": "",
            }
        )
        way = "more" if growth >= 0 else "less"
        return Converted(
            statement=made,
            because=f"In {_WORDS[currency]} of {old:.4g} and {new:.4g} a dollar (means, Federal Reserve) the growth said is {abs(growth):.1%} {way} in dollars.",
        )


def _spans(one: Statement) -> tuple[tuple[str, str], tuple[str, str]] | None:
    """The time that a change is from, and that it is to, each from a first to a last month or year."""
    first, _, last = one.period.partition("..")
    if one.part == "part" and last:
        before = tuple(f"{int(end[:4]) - 1}{end[4:]}" for end in (first, last))
        return (before[0], before[1]), (first, last)
    if _CHANGE.fullmatch(one.period):
        return (first, first), (last, last)
    return None


def _months(first: str, last: str) -> tuple[int, int]:
    """Months counted from year 0: the first of the one time, the last of the other."""
    start = int(first[:4]) * 12 + (int(first[5:7]) - 1 if len(first) > len("2023") else 0)
    end = int(last[:4]) * 12 + (int(last[5:7]) - 1 if len(last) > len("2023") else 11)
    return start, end
