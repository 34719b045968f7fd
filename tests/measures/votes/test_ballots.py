"""The record of votes: absence, seats, universes, clusters; the embedded tables against the full data."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl
import pytest

from realpolitik.findings import Window
from realpolitik.measures.votes.ballots import ballots, ballots_of, chosen
from realpolitik.measures.votes.counts import FIVE, similarity_by_year
from realpolitik.measures.votes.similarity import (
    benati_capurri,
    cohen_kappa,
    identical_share,
    joint_counts,
    signorino_ritter,
)
from realpolitik.states import from_number
from realpolitik.store import Store

STORE = Store()


def record(votes, sessions=(1, 1, 1, 1)):
    """Ballots of states A and B: rows of two letters, y, a, n or . for no vote; one roll call a month."""
    words = {"y": "yes", "a": "abstain", "n": "no"}
    cast = [
        {"roll_call": place, "state": state, "vote": words[letter], "source_id": "x"}
        for place, row in enumerate(votes)
        for state, letter in zip("AB", row, strict=True)
        if letter != "."
    ]
    calls = [
        {
            "roll_call": place,
            "date": date(2000 + session, place % 12 + 1, 1),
            "session": session,
            "issues": "nuclear" if place % 2 else "",
            "yes": 5,
            "abstain": 0,
            "no": place % 2,
            "title": "",
            "resolution": "",
            "basis": "published",
            "important": None,
            "source_id": "x",
        }
        for place, (_, session) in enumerate(zip(votes, sessions, strict=True))
    ]
    return ballots_of(pl.DataFrame(cast), pl.DataFrame(calls), ("A", "B"))


def test_who_votes_before_and_after_in_a_session_was_absent_in_between():
    own = record(["yy", ".y", "ny", "ya"])
    assert own.codes.tolist() == [[0, 0], [-1, 0], [2, 0], [0, 1]]
    assert own.absent.tolist() == [[False, False], [True, False], [False, False], [False, False]]


def test_who_has_not_yet_voted_in_a_session_or_votes_no_more_is_not_called_absent():
    own = record([".y", "yy", "y.", "y."])
    assert not own.absent.any()
    across = record(["yy", ".y", ".y", "yy"], sessions=(1, 1, 2, 2))
    assert not across.absent.any()  # the gap runs over the end of a session


def test_absences_become_abstentions_only_when_asked():
    own = record(["yy", ".y", "ny", "ya"])
    assert chosen(own, Window(), absence="abstention").codes[1, 0] == 1
    assert chosen(own, Window()).codes[1, 0] == -1


def test_unanimous_votes_are_left_out_of_the_divided():
    own = record(["yy", "yn", "yy", "ny"])
    assert chosen(own, Window(), universe="divided").numbers.tolist() == [1, 3]
    assert chosen(own, Window(), issue="other").numbers.tolist() == [0, 2]


def test_clusters_are_session_and_issues_and_split_at_a_date():
    own = record(["yy"] * 6, sessions=(1, 1, 1, 1, 2, 2))
    assert own.clusters().tolist() == [0, 1, 0, 1, 2, 3]
    assert own.clusters(split=date(2001, 3, 1)).tolist() == [0, 1, 2, 3, 4, 5]


def test_russia_is_given_the_votes_of_the_seat_it_continues():
    with_seat = ballots(STORE, ("RUS",))
    alone = ballots(STORE, ("RUS",), seat=False)
    soviet = ballots(STORE, ("SUN",))
    last = np.datetime64("1991-12-25")
    assert alone.days[alone.codes[:, 0] >= 0].min() > last >= soviet.days[soviet.codes[:, 0] >= 0].max()
    assert np.array_equal(with_seat.codes, np.maximum(alone.codes, soviet.codes))


def test_the_record_is_in_the_order_of_days():
    days = ballots(STORE, ("CHN",)).days
    assert (days[1:] >= days[:-1]).all()


def test_a_roll_call_stands_under_the_day_of_most_of_its_votes():
    calls = STORE["roll_calls"]
    by_year = dict(calls.group_by(pl.col("date").dt.year()).len().rows())
    assert 1964 not in by_year
    assert by_year[2022] == 81
    # one file dates them all as 2022; a vote cast late in three roll calls of 2023 does not move them
    assert (by_year[2023], by_year[2024]) == (88, 6)


@pytest.fixture(scope="module")
def full(shared_data):
    """All states: (V, N) codes and the calendar years, from the full data."""
    frame = (
        pl.read_parquet(shared_data / "politics/unga/votes_1946_2022.parquet")
        .with_columns(pl.col("date").dt.date())
        .unique(["resid", "ccode"], keep="first", maintain_order=True)
    )
    calls = frame.group_by("resid").agg(pl.col("date").mode().min()).sort("resid")
    numbers = sorted(frame["ccode"].unique().to_list())
    rows = np.searchsorted(calls["resid"].to_numpy(), frame["resid"].to_numpy())
    codes = np.full((calls.height, len(numbers)), -1, np.int8)
    codes[rows, np.searchsorted(numbers, frame["ccode"].to_numpy())] = frame["vote"].to_numpy() - 1
    return codes, calls["date"].dt.year().cast(pl.Int64).to_numpy(), numbers, calls["resid"].to_numpy()


@pytest.mark.shared
@pytest.mark.parametrize(
    ("year", "share"), [(1990, 0.892), (1993, 0.387), (2021, 0.772), (2022, 0.7125), (2023, 0.678)]
)
def test_the_full_data_give_the_known_shares_of_china_and_russia(full, year, share):
    codes, years, numbers, _ = full
    own = joint_counts(*(codes[years == year][:, numbers.index(number)] for number in (710, 365)))
    assert identical_share(own) == pytest.approx(share, abs=5e-4)
    if year == 1990:
        assert cohen_kappa(own) == pytest.approx(-0.05, abs=0.005)


@pytest.mark.shared
def test_the_embedded_votes_are_those_of_the_full_data(full):
    codes, _, numbers, ids = full
    table = STORE["votes"]
    assert sorted(table["roll_call"].unique().to_list()) == sorted(ids.tolist())
    for number in (2, 710, 220, 365):
        day = date(2000, 1, 1)
        asked = [from_number(number, on=day).code] + (["SUN"] if number == 365 else [])
        own = table.filter(pl.col("state").is_in(asked), pl.col("vote") != "absent")
        words = own["vote"].replace_strict({"yes": 0, "abstain": 1, "no": 2}, return_dtype=pl.Int8)
        column = codes[:, numbers.index(number)]
        assert own.height == int((column >= 0).sum())
        assert (column[np.searchsorted(ids, own["roll_call"].to_numpy())] == words.to_numpy()).all()


@pytest.mark.shared
def test_all_pairs_of_every_year_are_computed_at_once(full):
    codes, years, numbers, _ = full
    found = similarity_by_year(codes, years)
    assert min(found) == 1946
    assert 1964 not in found
    china, russia = numbers.index(710), numbers.index(365)
    assert found[2021]["identical"][china, russia] == pytest.approx(0.772, abs=5e-4)
    for own in found.values():
        assert set(own) == {"votes", *FIVE}
        for values in own.values():
            assert np.array_equal(values, values.T, equal_nan=True)


@pytest.fixture(scope="module")
def older(shared_data):
    """Votes of an older collection, which holds more roll calls on paragraphs: roll call by state, and the years."""
    folder = shared_data / "politics/unga"
    codes = {"yes": 0, "abstain": 1, "no": 2}
    wide = (
        pl.read_parquet(folder / "un_votes.parquet")
        .filter(pl.col("country_code").is_in(["CN", "RU", "FR", "GB", "US", "IR"]))
        .with_columns(
            pl.col("vote").replace_strict(codes, return_dtype=pl.Int8), pl.col("rcid").cast(pl.Int32)
        )
        .pivot("country_code", index="rcid", values="vote")
        .fill_null(-1)
    )
    return wide.join(pl.read_parquet(folder / "un_roll_calls.parquet").select("rcid", "date"), on="rcid")


# n, identical share in per cent, S, nominal and quadratic kappa, A with absolute distances
OLDER = [
    ("CN RU", 1991, 2468, 69.73, 0.652, 0.274, 0.453, 0.198),
    ("FR GB", 1991, 2524, 91.28, 0.909, 0.855, 0.926, 0.760),
    ("US GB", 1991, 2539, 56.05, 0.333, 0.353, 0.397, 0.406),
    ("CN IR", 1991, 2366, 85.38, 0.840, 0.511, 0.701, 0.248),
    ("US RU", 1991, 2523, 27.63, -0.176, 0.017, -0.028, -0.011),
    ("CN US", 1991, 2484, 16.26, -0.441, -0.137, -0.158, -0.188),
    ("CN RU", 2014, 567, 74.43, 0.691, 0.468, 0.651, 0.408),
    ("FR GB", 2014, 583, 92.80, 0.926, 0.882, 0.948, 0.830),
    ("CN US", 2014, 574, 18.64, -0.423, -0.155, -0.187, -0.211),
]


@pytest.mark.shared
@pytest.mark.parametrize(("pair", "start", "votes", "share", "s", "kappa", "squared", "a"), OLDER)
def test_the_indices_of_an_older_collection_are_met(older, pair, start, votes, share, s, kappa, squared, a):
    own = older.filter(pl.col("date").dt.year().is_between(start, 2019))
    counts = joint_counts(*(own[code].to_numpy() for code in pair.split()))
    assert counts.sum() == votes
    digits = 5.3e-4  # three digits; one, 0.909, stands for 0.90848
    assert identical_share(counts) == pytest.approx(share / 100, abs=5.1e-5)
    assert signorino_ritter(counts) == pytest.approx(s, abs=digits)
    assert cohen_kappa(counts) == pytest.approx(kappa, abs=digits)
    assert cohen_kappa(counts, power=2) == pytest.approx(squared, abs=digits)
    assert benati_capurri(counts) == pytest.approx(a, abs=digits)
