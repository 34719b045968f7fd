"""Votes against the UN Digital Library's own count by member and year: nobody's stand under another's name."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl
import pytest

from realpolitik.audit.judgements import judgements
from realpolitik.store import Store

CHOICES = ("yes", "no", "abstain")
FEWER = 6
"""The library and the file differ by a few votes in most years; names exchanged differ by more than this on both sides."""


@pytest.fixture(scope="module")
def counts(shared_data) -> pl.DataFrame:
    """Votes by state and year, ours and the library's. Germany is left out, as the library's DEU was the GDR to 1990; so is Yemen,
    whose two states it adds up."""
    path = Path(shared_data) / "politics/unga/unga_annual_counts_193_states_1946_2025.parquet"
    if not path.is_file():
        pytest.skip("the library's counts (../shared) are not on this machine")
    names = {"Yes Votes": "yes", "No Votes": "no", "Abstain Votes": "abstain"}
    theirs = pl.read_parquet(path).rename({"Country name": "state", "Year": "year", **names})
    tables = Store.embedded()
    ours = (
        tables["votes"]
        .join(tables["roll_calls"].select("roll_call", "date"), on="roll_call")
        .with_columns(
            pl.col("state").replace({"SUN": "RUS"}), pl.col("date").dt.year().cast(pl.Int64).alias("year")
        )
        .group_by("state", "year")
        .agg(*((pl.col("vote") == one).sum().cast(pl.Int64).alias(f"own_{one}") for one in CHOICES))
    )
    return ours.join(theirs, on=["state", "year"]).filter(
        pl.col("year").is_between(1975, 2017), ~pl.col("state").is_in(["DEU", "YEM"])
    )


@pytest.mark.shared
def test_no_two_members_have_each_others_votes(counts):
    found = []
    for (year,), group in counts.sort("state").group_by("year"):
        own = group.select(f"own_{one}" for one in CHOICES).to_numpy()
        told = group.select(CHOICES).to_numpy()
        apart = np.abs(own[:, None, :] - told[None, :, :]).sum(axis=2)
        itself = np.diag(apart)
        cross = np.maximum(apart, apart.T) + FEWER < np.minimum(
            itself[:, None], itself[None, :]
        )  # each nearer to the other's count than to its own
        states = group["state"].to_list()
        found += [(year, states[i], states[j]) for i, j in np.argwhere(np.triu(cross, 1))]
    assert found == []


@pytest.mark.shared
def test_what_the_test_of_company_flagged_is_as_the_library_counts(counts):
    """The pairs of `judgements.yaml` from 1975 on: the file's no votes and abstentions are the library's, but for one."""
    asked = {
        (state, entry["years"][0])
        for entry in judgements()
        if entry["test"] == "swapped-votes" and entry["years"][0] >= 1975
        for state in (*entry["a"], *entry["b"])
    }
    held = {
        (row["state"], row["year"]): max(abs(row[f"own_{one}"] - row[one]) for one in CHOICES)
        for row in counts.iter_rows(named=True)
    }
    pairs = {(("RUS" if state == "SUN" else state), year) for state, year in asked}
    assert len(pairs) == 7
    assert {pair: held[pair] for pair in pairs if held[pair] > 1} == {}
