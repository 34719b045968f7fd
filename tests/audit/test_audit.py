"""The audit: each test on a hand-made case, judgements, and what the embedded tables still leave open."""

from __future__ import annotations

import importlib.util
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from realpolitik.audit import TESTS, flags, judged, thresholds, trade_flags
from realpolitik.audit.edition import edition
from realpolitik.audit.fetched import KEY, after_fetch, embedded
from realpolitik.audit.flags import COLUMNS, OPEN
from realpolitik.audit.missing_calls import missing_calls, recorded_votes
from realpolitik.audit.months import months
from realpolitik.audit.run import OF_OTHERS
from realpolitik.audit.swapped_votes import swapped_votes
from realpolitik.audit.unit_value import unit_value
from realpolitik.audit.vanished import vanished
from realpolitik.claims import Claim, judge
from realpolitik.measures.registry import run
from realpolitik.store import Store

ROOT = Path(__file__).parents[2]
FOUND = flags(Store.embedded())


def flows(*rows: tuple[str, str, int, str, float]) -> pl.DataFrame:
    return pl.DataFrame(
        [(a, b, date(year, 1, 1), office, value) for a, b, year, office, value in rows],
        schema={"a": pl.String, "b": pl.String, "period": pl.Date, "office": pl.String, "value": pl.Float64},
        orient="row",
    )


def one(test: str, *rows: tuple[str, str, int, str, float]) -> list[tuple[str, str, int]]:
    found = trade_flags(flows(*rows), tests=(test,))
    return [(row["a"], row["b"], row["period"].year) for row in found.iter_rows(named=True)]


def test_nobody_sells_one_customer_more_than_all():
    world = ("UGA", "WLD", 2022, "UGA", 4.3e9)
    assert one("exporter-bound", world, ("UGA", "RUS", 2022, "IMF", 5.8e9)) == [("UGA", "RUS", 2022)]
    assert one("exporter-bound", world, ("UGA", "RUS", 2022, "IMF", 4.2e9)) == []
    # of a year without a total, half as much again as the year before is allowed
    assert one("exporter-bound", world, ("UGA", "RUS", 2023, "IMF", 6.4e9)) == []
    assert one("exporter-bound", world, ("UGA", "RUS", 2023, "IMF", 12.2e9)) == [("UGA", "RUS", 2023)]


def test_two_offices_are_within_a_factor_of_two():
    near = [("ARE", "RUS", 2023, "IMF", 3.0e9), ("ARE", "RUS", 2023, "BACI", 4.49e9)]
    far = [("ARE", "RUS", 2023, "IMF", 0.07e9), ("ARE", "RUS", 2023, "BACI", 4.49e9)]
    assert one("mirror", *near) == []
    found = trade_flags(flows(*far), tests=("mirror",)).row(0, named=True)
    assert (found["office"], found["other_office"], found["at_stake"]) == (
        "BACI",
        "IMF",
        pytest.approx(4.42e9),
    )
    assert one("mirror", *((a, b, y, o, v / 1e3) for a, b, y, o, v in far)) == []  # below 100 million dollars


def test_a_jump_that_another_office_shows_is_none():
    jump = [("RUS", "IND", 2021, "IMF", 9.1e9), ("RUS", "IND", 2022, "IMF", 41.9e9)]
    other = [("RUS", "IND", 2021, "IND", 8.7e9), ("RUS", "IND", 2022, "IND", 34.0e9)]
    calm = [("RUS", "IND", 2021, "IND", 8.7e9), ("RUS", "IND", 2022, "IND", 9.0e9)]
    assert one("jump", *jump) == [("RUS", "IND", 2022)]
    assert one("jump", *jump, *other) == []
    assert one("jump", *jump, *calm) == [("RUS", "IND", 2022)]
    # a single odd year is flagged once, at that year
    spike = [("A", "B", year, "IMF", value) for year, value in ((2019, 1e9), (2020, 10e9), (2021, 1e9))]
    assert one("jump", *spike) == [("A", "B", 2020)]


def test_parts_do_not_exceed_their_total():
    parts = [("A", "C", 2020, "IMF", 3e9), ("B", "C", 2020, "IMF", 2e9)]
    assert one("adding-up", *parts, ("WLD", "C", 2020, "IMF", 4.5e9)) == [("WLD", "C", 2020)]
    assert one("adding-up", *parts, ("WLD", "C", 2020, "IMF", 4.9e9)) == []  # within 3 per cent
    assert one("adding-up", *parts, ("WLD", "C", 2020, "IMF", 9e9)) == []  # partners that are not listed


def test_twelve_months_make_a_year():
    year = flows(("A", "B", 2020, "A", 1.3e9))
    by_month = pl.concat(
        [
            flows(("A", "B", 2020, "A", 1e8)).with_columns(pl.lit(date(2020, month, 1)).alias("period"))
            for month in range(1, 13)
        ]
    )
    limits = thresholds()["months"]
    assert months(year, by_month, limits).height == 1
    assert months(year.with_columns(pl.lit(1.2e9).alias("value")), by_month, limits).height == 0
    assert months(year, by_month.head(11), limits).height == 0  # a month is missing: nothing can be said


def test_a_member_that_stops_voting_has_vanished():
    calls = pl.DataFrame({"roll_call": range(60), "date": [date(2022 + n // 30, 5, 1) for n in range(60)]})
    votes = pl.DataFrame({"roll_call": [*range(60), *range(30)], "state": ["CHN"] * 60 + ["TUR"] * 30})
    found = vanished(votes, calls, thresholds()["vanished"])
    assert found.select("a", pl.col("period").dt.year(), "value", "other").rows() == [
        ("TUR", 2023, 0.0, 30.0)
    ]


def material(*rows: tuple[str, str, int, float]) -> pl.DataFrame:
    return pl.DataFrame(
        [(a, b, "coal", date(2020, 1, 1), dollars, tonnes) for a, b, dollars, tonnes in rows],
        schema=["origin", "destination", "product", "period", "value_usd", "quantity"],
        orient="row",
    )


def test_a_tonne_costs_what_others_pay():
    limits = thresholds()["unit-value"]
    usual = [
        ("A", f"B{n}", 20_000_000, 20_000_000 / (90 + n)) for n in range(30)
    ]  # 90 to 119 dollars a tonne
    odd = ("C", "D", 50_000_000, 500.0)  # 100,000 dollars a tonne: kilograms filed as tonnes
    found = unit_value(material(*usual, odd), limits)
    assert found.select("a", "b", "product", "value").rows() == [("C", "D", "coal", 100_000.0)]
    assert found["at_stake"].to_list() == [5e7]
    # four times the ninetieth of a hundred is still allowed, a sum with the world and small flows are left out
    for fine in (
        ("C", "D", 50_000_000, 50_000_000 / 400),
        ("WLD", "D", 50_000_000, 500.0),
        ("C", "D", 5_000_000, 50.0),
    ):
        assert unit_value(material(*usual, fine), limits).is_empty()
    assert unit_value(material(*usual[:10], odd), limits).is_empty()  # too few flows make no range


def test_two_editions_of_one_office_are_near():
    older = flows(
        ("A", "B", 2020, "BACI", 1.00e10), ("A", "C", 2020, "BACI", 1.0e10), ("A", "D", 2020, "IMF", 1e10)
    )
    newer = flows(
        ("A", "B", 2020, "BACI", 1.06e10), ("A", "C", 2020, "BACI", 1.04e10), ("A", "D", 2020, "BACI", 2e10)
    )
    found = edition(newer, older, thresholds()["edition"])
    assert found.select("a", "b", "value", "other").rows() == [("A", "B", 1.06e10, 1.00e10)]
    assert edition(older, older, thresholds()["edition"]).is_empty()


def test_a_year_has_the_roll_calls_that_the_united_nations_count():
    calls = pl.DataFrame(
        {"roll_call": range(193), "date": [date(2019, 5, 1)] * 93 + [date(2020, 5, 1)] * 100}
    )
    found = missing_calls(calls, thresholds()["missing-calls"], counts={2019: 105, 2020: 104, 2021: 90})
    assert found.select(pl.col("period").dt.year(), "value", "other").rows() == [(2019, 93.0, 105.0)]


@pytest.mark.shared
def test_the_counts_of_the_united_nations_are_those_of_their_file(shared_data):
    counts = pl.read_parquet(shared_data / "politics/unga/unga_annual_counts_193_states_1946_2025.parquet")
    most = dict(counts.group_by("Year").agg(pl.col("Total Votes in Year").max()).iter_rows())
    assert recorded_votes() == {year: most[year] for year in range(1975, 2026)}


def exchanged(session: int, one: str, other: str) -> pl.DataFrame:
    """The flags of three sessions where two members' votes of the middle one are filed under each other's name."""
    store = Store.embedded()
    calls = store["roll_calls"].filter(pl.col("session").is_between(session - 1, session + 1))
    here = pl.col("session") == session
    votes = store["votes"].join(calls.select("roll_call", "session"), on="roll_call")
    named = (
        pl.when(here & (pl.col("state") == one)).then(pl.lit(other))
        .when(here & (pl.col("state") == other)).then(pl.lit(one))
        .otherwise("state")
    )  # fmt: skip
    return swapped_votes(
        votes.with_columns(state=named).drop("session"), calls, thresholds()["swapped-votes"]
    )


@pytest.mark.parametrize(
    ("session", "one", "other"),
    # the two that the source had exchanged, and two of unlike members
    [(48, "MCO", "MNG"), (65, "GRC", "GRD"), (60, "CHN", "USA"), (50, "CHN", "RUS")],
)
def test_exchanged_votes_are_found(session, one, other):
    found = exchanged(session, one, other)
    assert (one, other) in found.select("a", "b").rows()


def test_few_clean_votes_look_exchanged():
    clean = FOUND.filter(pl.col("test") == "swapped-votes")
    members = Store.embedded()["votes"].join(Store.embedded()["roll_calls"], on="roll_call")
    assert clean.height <= 0.001 * members.select("state", "session").unique().height  # 7 of 11,000


def test_every_test_has_thresholds_and_every_flag_a_reason_and_a_state():
    assert {*TESTS, *OF_OTHERS} == set(thresholds())
    assert FOUND.columns == list(COLUMNS)
    assert FOUND.filter(pl.col("why").str.len_chars() < 10).is_empty()
    assert set(FOUND["state"]) <= {"open", "explained", "corrected"}


def test_known_errors_are_flags_with_the_value_expected_upstream():
    uganda = FOUND.filter(a="UGA", b="RUS", state="corrected").sort("period")
    assert uganda["value"].to_list() == [5766351071.0, 12152076409.0, 27003773966.0]
    assert uganda["at_stake"].sum() > 44e9


def test_a_judgement_explains_only_what_it_names():
    raw = trade_flags(
        flows(("RUS", "AUT", 2023, "IMF", 2.95e9), ("RUS", "AUT", 2023, "BACI", 0.26e9)), tests=("mirror",)
    )
    assert judged(raw)["state"].to_list() == ["explained"]
    other = raw.with_columns(pl.lit("BRA").alias("b"))
    assert judged(other)["state"].to_list() == [OPEN]


def test_no_open_flag_above_a_billion_is_missing_from_the_documents():
    page = (ROOT / "docs/reference/audit.md").read_text(encoding="utf-8")
    listed = page.split("## Open flags above 1 billion dollars")[1].split("\n## ")[0]
    rows = FOUND.filter(pl.col("state") == OPEN, pl.col("at_stake") >= 1e9)
    assert rows.height == sum(line.startswith("| ") for line in listed.splitlines()) - 1, (
        "run tools/build_audit.py again"
    )
    for row in rows.iter_rows(named=True):
        assert f"| {row['period'].year} | {row['test']} |" in listed


def test_the_page_is_current():
    spec = importlib.util.spec_from_file_location("build_audit", ROOT / "tools/build_audit.py")
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    assert tool.page(FOUND) == (ROOT / "docs/reference/audit.md").read_text(encoding="utf-8"), (
        "run tools/build_audit.py again"
    )


def test_the_shipped_flags_are_those_of_the_tests():
    shipped = pl.DataFrame(Store.embedded().flags(), infer_schema_length=None).filter(pl.col("state") == OPEN)
    key = ["table", "test", "a", "b", "product", "period", "office"]
    assert shipped.join(FOUND, on=key, how="anti", nulls_equal=True).is_empty(), (
        "run tools/build_audit.py again"
    )


def test_what_a_fetch_need_not_tell_anew_is_all_that_the_embedded_tables_have():
    assert embedded().sort(KEY).equals(FOUND.select(KEY).sort(KEY)), "run tools/build_audit.py again"


def test_a_figure_carries_its_flags():
    oil = run("trade.materials", "ARE", "THA", material="crude-oil")
    assert any(flag["test"] == "unit-value" and flag["product"] == "crude-oil" for flag in oil.flags)
    assert any("dollars a tonne, expected" in caveat for caveat in oil.caveats)
    finding = run("trade.exports", "RUS", "MEX")
    flag = next(flag for flag in finding.flags if flag["test"] == "mirror")
    assert flag["state"] == "open"
    assert any(caveat.startswith("Audit, open: Russia to Mexico 2023") for caveat in finding.caveats)
    # the interval of the flagged year holds both figures
    row = next(row for row in finding.rows if row["period"] == "2023")
    assert row["low"] <= flag["other"] <= flag["value"] <= row["high"]
    assert finding.record()["flags"]
    assert run("trade.turnover", "CHN", "RUS").as_of == "2025"


@pytest.mark.parametrize(("value", "status"), [(3.0e9, "mixed"), (0.4e9, "supported"), (4e9, "contradicted")])
def test_no_firm_verdict_rests_on_a_flagged_figure_beyond_what_both_values_allow(value, status):
    # 3.2 bn by the IMF, .5 by BACI
    claim = Claim(
        id="x", says="Russia sold Mexico much.", by="often said", question="trade", kind="measured",
        measure="trade.exports", about=["RUS", "MEX"], test={"at_least": {"value": value, "at": 2023}},
    )  # fmt: skip
    assert judge(claim).status == status


def test_an_unconfirmed_jump_takes_a_firm_verdict_away():
    # 9.5 bn in 2023 after 2.3, by one office alone
    claim = Claim(
        id="x", says="Russia sold China's Hong Kong much.", by="often said", question="trade", kind="measured",
        measure="trade.exports", about=["RUS", "CHE"], test={"at_most": {"value": 2e9, "at": 2024}},
    )  # fmt: skip
    assert judge(claim).status == "mixed"


def test_a_fetch_keeps_what_is_new(tmp_path):
    assert after_fetch(tmp_path, ("prices",), "x").is_empty()
    assert after_fetch(
        tmp_path, ("trade",), "imf-imts"
    ).is_empty()  # nothing fetched: nothing beyond the embedded flags
