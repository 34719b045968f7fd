"""What is asked for a statement on months of a year: which months of which year, from which others, how near; on prints made by hand."""

from __future__ import annotations

import pytest

from realpolitik.claims.reading.matching.parts import of_months, part_draft
from realpolitik.claims.reading.matching.shapes import NoMeasureError
from realpolitik.claims.reading.meaning.statements import Statement


class Prints:
    """Series that have 100 for any months but those of 2019, of pairs with China."""

    def __init__(self):
        self.asked = []

    def has_prints(self, a, b):
        return "CHN" in (a, b)

    def within(self, draft):
        self.asked.append((draft["start"], draft["end"], draft["options"]["first"], draft["options"]["last"]))
        return (
            None
            if draft["start"].startswith("2019")
            else type("Made", (), {"value": None if draft["start"] == "2018-01" else 100.0})
        )


def said(test="near", value=100.0, unit="USD", period="2023-01..2023-05", *, relation="trade", states=("CHN", "RUS"), **fields):  # fmt: skip
    """A statement on months, as a whole where it is of several."""
    part = "part" if ".." in period else ""
    return Statement(sentence=0, relation=relation, states=states, test=test, value=value, unit=unit, period=period, **({"part": part} | fields))  # fmt: skip


@pytest.mark.parametrize(
    ("one", "of"),
    [
        (said(), True),
        (said(period="2023-05"), True),
        (said(period="2023"), False),
        (said(period="2023-05-04"), False),
        (said(period="2023-01.."), False),
        (said(period="2023-01..2023"), False),
        (said("grows", 0.1, "share", relation="exports"), True),
        (said("shrinks", 0.1, "share"), True),
        (said("rises", None, ""), True),
        (said("falls", None, "t"), True),
        (said("at_least"), True),
        (said("at_most"), True),
        (said("record", None, ""), False),
        (said(unit="m3"), False),
        (said("rises", None, "", measured="m3"), False),
        (said("rises", None, "", measured="t"), True),
        (said(relation="balance"), False),
        (said(states=("CHN", "EU")), False),
    ],
)
def test_which_statements_are_on_months(one, of):
    assert of_months(one) is of


FIVE = {"start": "2023-05", "end": "2023-05"}
AT = {"at": "2023-01..2023-05"}
CHANGE = {"from": "2022-01..2022-05", "to": "2023-01..2023-05"}


def near(value, within, at="2023-01..2023-05"):
    """A test of an amount."""
    return {"near": {"value": value, "within": within, "at": at}}


def ratio(near_to, within):
    """A test of growth."""
    return {"ratio": {"of": {"at": CHANGE["to"]}, "to": {"at": CHANGE["from"]}, "near": near_to, "within": within}}  # fmt: skip


@pytest.mark.parametrize(
    ("one", "window", "test"),
    [
        (said(), ("2023-05", "2023-05", 1, 5), near(100.0, 5.0)),  # a twentieth
        (said(value=96.0), ("2023-05", "2023-05", 1, 5), near(96.0, 4.8)),
        (said(step=10.0), ("2023-05", "2023-05", 1, 5), near(100.0, 10.0)),
        (said("at_least"), ("2023-05", "2023-05", 1, 5), {"at_least": {"value": 100.0, **AT}}),
        (said("at_most", 7.0), ("2023-05", "2023-05", 1, 5), {"at_most": {"value": 7.0, **AT}}),
        (said(period="2023-05"), ("2023-05", "2023-05", 5, 5), near(100.0, 5.0, "2023-05")),
        (said(period="2023-03..2023-12"), ("2023-12", "2023-12", 3, 12), near(100.0, 5.0, "2023-03..2023-12")),
        (said("rises", None, ""), ("2022-05", "2023-05", 1, 5), {"rises": CHANGE}),
        (said("falls", 0.1, "share"), ("2022-05", "2023-05", 1, 5), {"falls": {**CHANGE, "by": "10 %"}}),
        (said("grows", 0.1, "share", step=0.01), ("2022-05", "2023-05", 1, 5), ratio(1.1, 0.03)),  # three points
        (said("grows", 0.1, "share", step=0.04), ("2022-05", "2023-05", 1, 5), ratio(1.1, 0.04)),
        (said("grows", 0.1, "share", step=0.01, about=True), ("2022-05", "2023-05", 1, 5), ratio(1.1, 0.05)),
        (said("grows", 1.0, "share", step=0.2), ("2022-05", "2023-05", 1, 5), ratio(2.2, 0.3)),  # doubled
        (said("rises", None, "", years=2), ("2021-05", "2023-05", 1, 5), {"rises": {"from": "2021-01..2021-05", "to": "2023-01..2023-05"}}),
        (said("rises", None, "", "2023-04..2023-05", part=""), ("2023-04", "2023-05", 5, 5), None),
        (said("grows", 0.1, "share", "2022-05..2023-05", part="", step=0.01), ("2022-05", "2023-05", 5, 5), {"ratio": {"of": {"at": "2023-05"}, "to": {"at": "2022-05"}, "near": 1.1, "within": 0.03}}),
    ],
)  # fmt: skip
def test_what_is_asked(one, window, test):
    made = part_draft(one, Prints())
    if test is None:
        assert made is None
        return
    options = made["options"]
    assert (made["start"], made["end"], options["first"], options["last"]) == window
    assert (made["measure"], made["about"], made["test"]) == (
        "trade.part_of_year",
        ("CHN", "RUS"),
        test,
    )
    assert (options["flow"], options["product"], options["in_unit"]) == ("trade", "total", "USD")


def test_goods_and_tonnes_are_asked_for():
    made = part_draft(said(unit="t", relation="exports", goods="coal", step=1.0), Prints())
    assert made["options"] == {"first": 1, "last": 5, "flow": "exports", "product": "coal", "in_unit": "t"}
    grew = part_draft(
        said("rises", None, "", relation="exports", goods="coal", measured="t", part="part"), Prints()
    )
    assert grew["options"]["in_unit"] == "t"


def test_growth_from_another_month_asks_for_that_month_too():
    prints = Prints()
    made = part_draft(said("grows", 0.1, "share", "2023-04..2023-05", part="", step=0.01), prints)
    assert made["test"]["ratio"]["of"] == {"at": "2023-05"}
    assert made["test"]["ratio"]["to"] == {
        "at": "2023-04",
        "options": {"first": 4, "last": 4, "flow": "trade", "product": "total", "in_unit": "USD"},
    }
    assert prints.asked == [("2023-05", "2023-05", 5, 5), ("2023-04", "2023-04", 4, 4)]


@pytest.mark.parametrize(
    "one",
    [
        said(states=("RUS", "IND")),  # no prints of the two
        said(period="2019-01..2019-05"),
        said("grows", 0.1, "share", "2020-01..2020-05"),  # none of the year before
        said(period="2018-01"),
        said(period="2023-10..2024-03"),  # of two years
        said(period="2023-05..2023-01"),
        said(period="2023-01..2023-05", part=""),  # an amount of two months
        said("rises", None, "", "2023-05..2023-05", part=""),
        said("rises", None, "", "2023-05..2023-04", part=""),
    ],
)
def test_what_no_prints_make_up_is_not_asked(one):
    assert part_draft(one, Prints()) is None


@pytest.mark.parametrize(
    ("value", "about", "refused"),
    [(105.0, False, False), (94.0, False, True), (106.0, False, True), (142.0, False, True), (143.0, False, False), (77.0, False, True),
     (76.0, False, False), (105.0, True, False), (106.0, True, True)],
)  # fmt: skip
def test_one_print_contradicts_nobody_within_three_tenths(value, about, refused):
    one = said(value=value, about=about)
    if refused:
        with pytest.raises(
            NoMeasureError,
            match=r"^a second report: the one on record has \$100, and two offices often differ so far$",
        ):
            part_draft(one, Prints())
    else:
        assert part_draft(one, Prints())["test"]["near"]["value"] == value


def test_a_change_told_as_an_amount_has_no_measure():
    with pytest.raises(NoMeasureError, match="told as an amount"):
        part_draft(said("rises", 5e9, "USD"), Prints())
    assert part_draft(said("rises", None, "USD"), Prints()) is not None
