"""Dated ledgers of sanctions, and single published shares of currencies."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from realpolitik.errors import CoverageError, UnknownNameError
from realpolitik.findings import Window
from realpolitik.measures import run
from realpolitik.measures.sanctions.in_force import count


def ledger(*rows):
    columns = ("date", "sender", "target")
    same = {"measure": "m", "instrument": "i", "sectors": "s", "source_id": "x"}
    return {"sanctions": pl.DataFrame([{**same, **dict(zip(columns, row, strict=True))} for row in rows])}


LEDGER = ledger(
    (date(2014, 3, 17), "USA", "RUS"),
    (date(2022, 2, 25), "EU", "RUS"),
    (date(2023, 6, 23), "EU", "RUS CHN"),
    (date(2024, 5, 1), "USA", "IRN"),
)


def test_measures_are_counted_in_order_and_once_for_two_targets():
    found = count(LEDGER, ("CHN", "RUS"), Window())
    assert [row["value"] for row in found.rows] == [1.0, 2.0, 3.0]
    assert "1 measure against China and 3 measures against Russia" in found.says


def test_members_of_a_group_share_its_measures_from_their_entry():
    # Croatia was a member in 2022, the United Kingdom no longer
    assert count(LEDGER, ("CHN", "RUS"), Window(), sender="HRV").value == 2
    with pytest.raises(CoverageError):
        count(LEDGER, ("CHN", "RUS"), Window(), sender="GBR")


def test_target_and_window_narrow_the_count():
    assert count(LEDGER, ("CHN", "RUS"), Window(), target="CHN").value == 1
    assert count(LEDGER, ("CHN", "RUS"), Window(start=date(2022, 1, 1))).value == 2


def test_no_entry_is_no_proof_of_no_sanctions():
    with pytest.raises(CoverageError, match="Global Sanctions Data Base"):
        count(LEDGER, ("BRA", "ARG"), Window())


def test_shares_of_payments_are_shares_and_name_currency_and_flow():
    finding = run("settlement.share", "CHN", "RUS")
    for row in finding.rows:
        assert 0 <= row["value"] <= 1
        assert row["currency"]
        assert row["flow"] in {"exports", "imports", "trade", "reserves", "exchange"}


def test_a_currency_nobody_paid_in_is_refused_with_those_on_record():
    with pytest.raises(UnknownNameError, match="USD\\+EUR"):
        run("settlement.share", "CHN", "RUS", currency="XAU")
