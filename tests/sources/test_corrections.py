"""Known errors: swapped states change places as long as the error is there, and cautions reach who is concerned."""

from __future__ import annotations

import polars as pl
import pytest

from realpolitik.errors import SchemaError
from realpolitik.sources.corrections import cautions, correct, correction

SWAP = {
    "id": "swap",
    "source": "votes",
    "rows": {"resid": {"from": 48001, "to": 48999}},
    "swap": {"ccode": [712, 221]},
    "expect": {"sum": {"vote": 4}},
    "action": "swap",
    "why": "each is filed under the other",
}
VOTES = pl.DataFrame(
    {"resid": [48001, 48002, 48001, 48001, 49001], "ccode": [712, 712, 221, 2, 712], "vote": [1, 3, 2, 3, 1]}
)


def test_two_states_change_places_in_their_session_alone():
    found = correct(VOTES, "votes", known=(correction(SWAP),))
    assert found.frame["ccode"].to_list() == [221, 221, 712, 2, 712]
    assert found.frame["vote"].to_list() == VOTES["vote"].to_list()
    assert not found.warnings


def test_text_as_a_reader_has_it_is_swapped_alike():
    text = VOTES.with_columns(pl.all().cast(pl.String))
    assert correct(text, "votes", known=(correction(SWAP),)).frame["ccode"].to_list()[:3] == [
        "221",
        "221",
        "712",
    ]


def test_a_mended_file_is_left_alone_and_said():
    mended = VOTES.with_columns(pl.col("ccode").replace({712: 221, 221: 712}))
    found = correct(mended, "votes", known=(correction(SWAP),))
    assert found.frame.equals(mended)
    assert "may have mended it" in found.warnings[0]


@pytest.mark.parametrize(
    "change", [{"swap": {}}, {"swap": {"ccode": [1]}}, {"action": "note"}, {"nonsense": 1}, {"why": ""}]
)
def test_an_entry_of_another_form_is_refused(change):
    with pytest.raises(SchemaError):
        correction({**SWAP, **change})


def test_a_caution_reaches_its_states_and_years_alone():
    assert any("Türkiye" in text for text in cautions("voeten-unga", ["TUR", "RUS"], 2023, 2023))
    assert not any("Türkiye" in text for text in cautions("voeten-unga", ["CHN", "RUS"], 2023, 2023))
    assert not any("Türkiye" in text for text in cautions("voeten-unga", ["TUR", "RUS"], 1990, 2022))
    assert any("lacks roll calls" in text for text in cautions("voeten-unga", ["FJI"], 2015, 2019))
