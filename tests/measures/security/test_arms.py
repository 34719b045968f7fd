"""Arms by pair and year against sums of the register and shares that SIPRI published, from files that our code did not make."""

from __future__ import annotations

import csv
from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from realpolitik.errors import CoverageError
from realpolitik.measures import run
from realpolitik.measures.security.register import spread
from realpolitik.store import Store

PUBLISHED = [
    # SIPRI, Trends in International Arms Transfers 2024 (March 2025), as The Hindu of 10 March 2025 quotes it
    ("RUS", "IND", "imports", "2024", 0.36),
    ("RUS", "IND", "imports", "2019", 0.55),
    ("RUS", "IND", "imports", "2014", 0.72),
    ("CHN", "PAK", "imports", "2024", 0.81),
    ("CHN", "PAK", "imports", "2019", 0.74),
    ("RUS", "IND", "exports", "2024", 0.38),
    ("RUS", "CHN", "exports", "2024", 0.17),
    ("RUS", "KAZ", "exports", "2024", 0.11),
]


@pytest.mark.parametrize(
    ("seller", "buyer", "total"),
    # The register's own sums (README of the shared data, generated 13 March 2025); Russia's to India hold orders of before 1992
    [("RUS", "CHN", 38_156), ("SUN", "CHN", 32_980), ("RUS", "IND", 44_443)],
)
def test_sums_are_those_of_the_register(seller, buyer, total):
    found = run("security.arms", seller, buyer)
    assert found.value == pytest.approx(total, abs=0.5)  # printed without decimals
    assert sum(row["value"] for row in found.rows) == pytest.approx(found.value, abs=0.01)


@pytest.mark.parametrize(("seller", "buyer", "side", "last", "share"), PUBLISHED)
def test_shares_of_five_years_are_those_that_sipri_published(seller, buyer, side, last, share):
    rows = run("security.arms_share", seller, buyer).rows
    (value,) = [row["value"] for row in rows if row["period"] == last and row["series"].endswith(side)]
    # Published to the point, so half a point is rounding; the rest is how an order is divided over its years
    assert value == pytest.approx(share, abs=0.0125)


def test_the_world_shares_of_exporters_are_those_that_sipri_published():
    table = Store()["arms_deliveries"].filter(pl.col("period") >= date(2020, 1, 1))
    for code, share in (("USA", 0.43), ("FRA", 0.096), ("RUS", 0.078), ("ITA", 0.048)):
        assert table.filter(supplier=code)["tiv"].sum() / table["tiv"].sum() == pytest.approx(
            share, abs=0.0125
        )


def test_no_delivery_is_said_to_be_none_of_the_register_and_never_a_zero_share():
    with pytest.raises(CoverageError, match="no delivery of major arms from Russia to Japan"):
        run("security.arms", "RUS", "JPN")
    with pytest.raises(CoverageError, match="covers 1950 to 2024"):
        run("security.arms", "RUS", "CHN", start="2025")


def test_years_before_and_after_a_state_are_not_shown_as_zero():
    assert run("security.arms", "SUN", "CHN").rows[-1]["period"] == "1991"
    assert min(row["period"] for row in run("security.arms_share", "RUS", "CHN").rows) >= "1991"


def test_a_share_is_of_five_years_or_refused():
    rows = run("security.arms_share", "RUS", "IND", start="2019", end="2024").rows
    assert {row["years"] for row in rows} == {"2019–2023", "2020–2024"}
    with pytest.raises(CoverageError, match="is of five years"):
        run("security.arms_share", "RUS", "IND", start="2022")


def test_the_hand_count_of_one_order():
    order = {"supplier": "A", "recipient": "B", "delivery_years": "2000; 2001; 2003", "tiv_delivered": 8.0}
    assert spread(pl.DataFrame(order)).rows() == [
        ("A", "B", 2000, 2.0),
        ("A", "B", 2001, 4.0),
        ("A", "B", 2003, 2.0),
    ]


@given(
    st.lists(
        st.tuples(
            st.sampled_from("AB"),
            st.sampled_from("CD"),
            st.sets(st.integers(1950, 2024), min_size=1, max_size=6),
            st.floats(0, 1e4),
        ),
        min_size=1,
        max_size=8,
    )
)
def test_division_over_years_keeps_the_volume(orders):
    frame = pl.DataFrame(
        [(s, r, "; ".join(map(str, sorted(years))), tiv) for s, r, years, tiv in orders],
        schema={
            "supplier": pl.String,
            "recipient": pl.String,
            "delivery_years": pl.String,
            "tiv_delivered": pl.Float64,
        },
        orient="row",
    )
    found = spread(frame)
    assert found["tiv"].sum() == pytest.approx(frame["tiv_delivered"].sum(), rel=1e-9, abs=1e-9)
    assert (found["tiv"] > 0).all()


def test_a_concentrated_buyer_is_near_one():
    found = run("security.arms_suppliers", "CHN", end="1959")
    assert found.value == pytest.approx(1.0, abs=1e-6)  # the Soviet Union alone
    assert found.rows[0]["first"] == "SUN"


def fetched(tmp_path, **changes):
    """A store with a register of one's own, of one order a pair."""
    row = {
        "supplier": "RUS", "recipient": "CHN", "period": date(1985, 1, 1), "weapon": "Su-27", "order": 1, "description": "", "ordered": 1,
        "delivered": 1, "delivery_years": "1992; 2025", "status": "New", "uncertain": "", "tiv_unit": 1.0, "tiv_order": 100.0,
        "tiv_delivered": 100.0, "source_id": "sipri-arms", "note": "",
    } | changes  # fmt: skip
    schema = Store().schema("arms_transfers").dtypes()
    return Store(home=tmp_path, frames={"arms_transfers": pl.DataFrame([row], schema=schema)})


def test_a_register_of_ones_own_counts_where_it_reaches_as_far(tmp_path):
    found = run("security.arms", "RUS", "CHN", store=fetched(tmp_path))
    assert (found.value, found.rows[-1]["period"]) == (100.0, "2025")


def test_a_part_of_the_register_does_not_replace_the_whole(tmp_path):
    found = run("security.arms", "RUS", "CHN", store=fetched(tmp_path, delivery_years="2020; 2025"))
    assert found.value == pytest.approx(38_156, abs=0.5)
    assert any("Your own register lacks" in caveat for caveat in found.caveats)


@pytest.mark.shared
def test_the_whole_register_through_the_reader_gives_the_same_sums(shared_data, tmp_path):
    """Orders of before 1992 that Russia delivered stay Russia's: 44,443, not 39,810."""
    from realpolitik.sources.reader import Job
    from realpolitik.sources.readers.sipri_arms import HEAD, READER

    frame = pl.read_parquet(shared_data / "arms/sipri_trade_register_1950_2024.parquet").filter(
        pl.col("supplier").is_in(["Russia", "Soviet Union"]) & pl.col("recipient").is_in(["China", "India"])
    )
    path = tmp_path / "trade-register.csv"
    with path.open("w", encoding="cp1252", newline="", errors="replace") as file:
        writer = csv.writer(file)
        writer.writerow([name or " " for name, _ in HEAD])
        writer.writerows([[value or "" for value in row] for row in frame.iter_rows()])
    (part,) = READER.read([path], Job(scratch=tmp_path / "scratch"))
    sums = spread(part.frame).group_by("supplier", "recipient").agg(pl.col("tiv").sum())
    found = {(s, r): tiv for s, r, tiv in sums.iter_rows()}
    assert found["RUS", "IND"] == pytest.approx(44_443, abs=0.5)
    assert found["RUS", "CHN"] == pytest.approx(38_156, abs=0.5)
    assert found["SUN", "CHN"] == pytest.approx(32_980, abs=0.5)


def test_years_of_sanctions_on_arms_are_marked_where_the_recipient_had_them():
    found = run("security.arms", "RUS", "IRN")
    marked = [row["period"] for row in found.rows if row.get("series") == "UN sanctions on arms in force"]
    assert (marked[0], marked[-1], len(marked)) == ("2006", "2015", 10)
    assert all("iran" in row["source"] for row in found.rows if row["period"] in marked)
    assert any("differ in what they forbid" in caveat for caveat in found.caveats)
    assert not any("series" in row for row in run("security.arms", "RUS", "CHN").rows)  # none against China
    # of a regime that was last seen to run in February 2019 nothing is said of later years
    later = {row["period"]: row["series"] for row in run("security.arms", "RUS", "SDN").rows}
    assert (later["2004"], later["2019"]) == ("UN sanctions on arms in force",) * 2
    assert all(mark == "not known" for year, mark in later.items() if year > "2019")
