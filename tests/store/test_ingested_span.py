"""What the store says of a table that was read: the span it covers, under names that stay in its folder."""

from __future__ import annotations

import pytest

from realpolitik.errors import OptionError
from realpolitik.store.fetch import fetch

PAIRS = (
    "ddyad,year,defense,offense,neutral,nonagg,consul,stateA,stateB\n"
    "2200,2001,1,0,0,0,1,2,200\n365710,2001,0,0,1,1,1,365,710\n365710,2004,0,0,1,1,1,365,710\n"
)


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "atop5_1ddyr.csv"
    path.write_text(PAIRS, encoding="utf-8")
    return path


def test_a_table_of_years_spans_from_the_first_day_to_the_last(file, tmp_path):
    (entry,) = fetch("atop", files=[file], place=tmp_path / "store").entries
    assert (entry.start, entry.end) == ("2001-01-01", "2004-12-31")


@pytest.mark.parametrize("version", ["../../x", "a/b", "..", "v 1", "a\nb"])
def test_a_version_names_a_folder_and_no_path(file, tmp_path, version):
    with pytest.raises(OptionError, match="cannot name a source, version or slice"):
        fetch("atop", files=[file], place=tmp_path / "store", version=version)
    assert not list((tmp_path / "store").rglob("*.parquet"))
