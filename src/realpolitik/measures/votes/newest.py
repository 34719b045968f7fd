"""The votes of the newest year, which another collection than the table of all votes has, of ten states."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from realpolitik.errors import CoverageError
from realpolitik.findings import Interval, Window, spanned
from realpolitik.measures.registry import About, Result, measure
from realpolitik.measures.votes.ballots import CHOICES, FEWEST, ballots, chosen
from realpolitik.measures.votes.options import Absence
from realpolitik.measures.votes.similarity import cohen_kappa, identical_share, joint_counts
from realpolitik.models.stats.wilson import wilson_interval
from realpolitik.states.wording import called
from realpolitik.store import Store
from realpolitik.wording.dates import day_in_words
from realpolitik.wording.numbers import decimal, number_of, percent

if TYPE_CHECKING:
    import polars as pl

ABSENT = "absent"


@measure(
    "votes.newest",
    unit="share",
    tables=("recent_votes", "votes", "roll_calls"),
    chart="table",
    definition="Share of recorded votes of the General Assembly in the newest year in which two states chose the same, with Cohen's kappa "
    "beside it; of ten states, from the United Nations' own records.",
    formula="I = n_same / n; kappa = (I - E) / (1 - E), E the identical votes that both states' own habits would give",
    reference="Cohen (1960), A coefficient of agreement for nominal scales, doi 10.1177/001316446002000104; Wilson (1927), Probable "
    "inference, doi 10.1080/01621459.1927.10502953",
)
def newest(tables: Store, about: About, window: Window, *, absence: Absence = "left-out") -> Result:
    """How two states voted in the newest year, which the table of all votes does not reach."""
    import polars as pl

    a, b = about
    table = tables["recent_votes"]
    table = table.filter(pl.col("date").is_in([day for day in table["date"].unique() if day in window]))
    if missing := [code for code in about if code not in set(table["state"])]:
        raise CoverageError(
            f"the votes of {tables['recent_votes']['date'].max():%Y} are at hand for "
            f"{', '.join(sorted(set(tables['recent_votes']['state'])))}: not for {' and '.join(missing)} in the period asked.",
            "Ask for two of these, or for an earlier year: `realpolitik measure votes.identical_share`.",
        )
    codes = {word: place for place, word in enumerate(CHOICES)}
    codes[ABSENT] = codes["abstain"] if absence == "abstention" else -1
    both = table.filter(state=a).join(table.filter(state=b), on="resolution").sort("date", "resolution")
    counts = joint_counts(*([codes[vote] for vote in both[name]] for name in ("vote", "vote_right")))
    many = int(counts.sum())
    if many < FEWEST:
        raise CoverageError(f"{called(a)} and {called(b)} have {number_of(many, 'common votes')} there.")
    share, kappa = float(identical_share(counts)), float(cohen_kappa(counts))
    low, high = wilson_interval(share, many)
    year, source = f"{both['date'].max():%Y}", str(both["source_id"][0])
    now = _row(year, share, kappa, many, source) | {"low": low, "high": high}
    before = _before(tables, about)
    days = _ends(both)
    told = f", after {percent(before[0]['value'])} in {before[0]['period']}" if before else ""
    return Result(
        value=share,
        says=f"{called(a)} and {called(b)} voted alike in {percent(share)} of {number_of(many, 'recorded votes')} from {day_in_words(days[0])} to "
        f"{day_in_words(days[1])}{told}; of agreement beyond chance, where 1 is full, there was {decimal(kappa, 2)}.",
        rows=[*before, now],
        period=spanned([days[1]], "A"),
        interval=Interval(
            low=low, high=high, kind="95 %, Wilson, votes taken as independent", basis="sample"
        ),
        caveats=_caveats(tables),
    )


def _row(year: str, share: float, kappa: float, many: int, source: str) -> dict[str, Any]:
    return {"period": year, "value": share, "kappa": kappa, "votes": many, "source": source}


def _before(tables: Store, about: About) -> list[dict[str, Any]]:
    """The same share in the last whole year of the table of all votes; empty where it has too few."""
    last = _ends(tables["roll_calls"])[1].year - 1
    try:
        record = chosen(ballots(tables, about), Window.parse(last, last))
    except CoverageError:
        return []
    counts = joint_counts(record.column(about[0]), record.column(about[1]))
    if (many := int(counts.sum())) < FEWEST:
        return []
    share, kappa = float(identical_share(counts)), float(cohen_kappa(counts))
    return [_row(str(last), share, kappa, many, record.source)]


def _ends(votes: pl.DataFrame) -> tuple[date, date]:
    """The days of the first and the last vote."""
    days = sorted(votes["date"])
    return days[0], days[-1]


def _caveats(tables: Store) -> tuple[str, ...]:
    ends, begins = _ends(tables["roll_calls"])[1], _ends(tables["recent_votes"])[0]
    hole = (
        f"No vote between {day_in_words(ends)} and {day_in_words(begins)} is on record here: the two collections do not meet, and are "
        "not one series."
    )
    apart = (
        "The newer collection has the emergency session on Ukraine, the older one has not; it has ten states, so that nothing can be "
        "said of all members."
    )
    return (hole, apart) if ends < begins else (apart,)  # votes that were fetched may close the hole
