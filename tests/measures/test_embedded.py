"""Registered measures on the embedded tables: figures that publishers print, and clear errors outside coverage."""

from __future__ import annotations

import pytest

from realpolitik.errors import CoverageError, OptionError, UnknownNameError, UnknownStateError
from realpolitik.measures import measures, run

SLOW = {"votes.blocs", "leverage.sectors"}
"""They group all members, or solve a world a sector: seconds, not tenths."""
EVERY_STATE = (
    "power.cinc",
    "power.definitions",
    "power.first",
    "security.arms_suppliers",
    "trade.partners",
    "treaties.portfolio",
)
"""Measures whose tables hold every state there is."""
BELLIGERENTS = ("endgame.attrition", "endgame.bargain")
"""Measures of the two sides of the war, which China is not."""
FROM_THE_STORE = (
    "dependence.inputs",
    "events.reported",
    "mirror.reliability",
    "power.membership",
    "products.chapters",
    "rhetoric.mentions",
    "sanctions.cases",
    "sanctions.entries",
    "trade.diversion",
)
"""Measures that need thousands of flows, or a table that is not embedded, which only a store of the user's own holds."""
OTHERS = {"survival.trade": ("CHN", "SUN"), "security.aid": ("USA", "UKR"), "sanctions.un": ("IRN", "RUS")}
"""Measures that have nothing on China and Russia, and a pair of which they have."""
FROM_RUSSIA = ("trade.rank",)
"""Measures of what one state reports, which the embedded tables have of Russia, and of China not."""
SPANS = {"trade.export_growth": {"start": "2021", "end": "2024"}}
"""Measures that want one office at both ends of the period, which no office is over all years."""


def by_period(finding, **columns):
    return {
        row["period"]: row["value"]
        for row in finding.rows
        if all(row.get(name) == value for name, value in columns.items())
    }


def test_turnover_is_what_chinese_customs_print():
    found = by_period(run("trade.turnover", "CHN", "RUS", start="2021", end="2023"))
    assert found["2021"] == pytest.approx(146.9e9, rel=0.005)
    assert found["2023"] == pytest.approx(240.1e9, rel=0.005)


def test_turnover_does_not_depend_on_the_order_of_the_states():
    assert run("trade.turnover", "CHN", "RUS").rows == run("trade.turnover", "RUS", "CHN").rows


def test_import_share_rises_as_the_imf_reports():
    finding = run("dependence.import_share", "RUS", "CHN", start="2021", end="2024")
    found = by_period(finding)
    assert found["2021"] == pytest.approx(0.248, abs=0.001)
    assert found["2024"] == pytest.approx(0.515, abs=0.001)
    # Russian customs' own total of imports, 285.1 bn in 2023, under China's exports of 111.0
    row = next(row for row in finding.rows if row["period"] == "2023")
    assert (row["low"], row["high"]) == (pytest.approx(0.389, abs=0.001), pytest.approx(0.474, abs=0.001))
    assert "38.9 % by Russia's own customs total and 47.4 % by the IMF" in finding.says
    assert "uncertain by some 8 points, the rise is not" in finding.says


def test_a_figure_that_cannot_be_is_not_covered():
    # The IMF has Uganda sell Russia 12 and 27 bn dollars in 2023 and 2024, more than it sells to the whole world.
    assert max(by_period(run("dependence.import_share", "RUS", "UGA")).values()) < 0.01
    with pytest.raises(CoverageError, match="to 2021"):
        run("dependence.import_share", "RUS", "UGA", start="2022")


def test_second_offices_put_estimates_right():
    # Uzbek statistics: 6.66 bn bought from Russia in 2023, 9.8 both ways; the IMF's estimate was 22.8 and 30.7.
    assert by_period(run("trade.turnover", "RUS", "UZB"))["2023"] == pytest.approx(9.8e9, rel=0.01)
    assert by_period(run("trade.exports", "RUS", "UZB"))["2023"] == pytest.approx(6.66e9, rel=0.01)
    # Russian customs as quoted: Belarus sells Russia more than it buys; the IMF had a deficit of 23 bn.
    sold, bought = (by_period(run("trade.exports", *pair)) for pair in (("BLR", "RUS"), ("RUS", "BLR")))
    assert all(sold[year] > bought[year] for year in ("2022", "2023"))


def test_a_blank_of_the_matrix_is_no_zero():
    # In the copy of BACI 2023 Korea and Viet Nam are blank with 75 others: their totals would be of an odd part of the world.
    for code in ("VNM", "POL", "PHL"):
        with pytest.raises(CoverageError):
            run("dependence.import_share", code, "CHN", start="2023", end="2023")
        with pytest.raises(CoverageError):
            run("concentration.hhi", code, start="2023", end="2023")
    # By Korea's own customs, 142.8 of 642.7 bn.
    korea = by_period(run("dependence.import_share", "KOR", "CHN", start="2023", end="2023"))
    assert korea["2023"] == pytest.approx(0.222, abs=0.001)


def test_a_sentence_stays_with_one_office_or_says_how_two_are_joined():
    finding = run("trade.turnover", "TUR", "RUS", end="2024")
    assert any(
        "Before the IMF begins" in caveat and "Russia times 0.99" in caveat for caveat in finding.caveats
    )
    # BACI lacks gas: the IMF has 1.19 to 1.30 times its figures in the years of both
    assert any("BACI times 1.27 (1.19 to 1.30" in caveat for caveat in finding.caveats)
    germany = run("trade.turnover", "DEU", "RUS", end="2024")
    assert by_period(germany)["2013"] == pytest.approx(
        74.6e9, rel=0.01
    )  # 37.1 and 37.9 bn by Russian customs, times 1.00
    # The Correlates of War and the IMF share no year: no sentence compares them.
    china = run("dependence.import_share", "RUS", "CHN", end="2024")
    assert any("Correlates of War" in caveat and "no sentence compares" in caveat for caveat in china.caveats)


def test_the_saving_on_oil_is_billions_with_a_band_and_names_its_choices():
    finding = run("discount.saving", "CHN", "RUS", start="2022", end="2023")
    assert all(4e9 < value < 8e9 for value in by_period(finding).values())
    assert finding.interval is not None
    assert finding.interval.low < finding.value < finding.interval.high
    assert "Benchmark dubai, lag 1" in finding.caveats[0]
    assert any("sign flips in 2022-04" in caveat for caveat in finding.caveats)


def test_a_later_lag_changes_the_saving():
    assert (
        run("discount.saving", "CHN", "RUS", lag="0").value
        != run("discount.saving", "CHN", "RUS", lag="1").value
    )


@pytest.mark.parametrize(("on", "published"), [("2021-12-15", 37), ("2022-02-04", 38), ("2024-05-16", 43)])
def test_the_published_counts_are_of_meetings_and_video_calls(on, published):
    assert run("meetings.count", "CHN", "RUS", on=on, rule="with-video").value == published


def test_thirty_nine_is_no_count_of_the_ledger_in_spring_2024():
    # in person by any rule or with separate talks by video: 32, 38, 43, 37; the next one is at best the 39th
    before = {
        run("meetings.count", "CHN", "RUS", on="2024-05-15", rule=r).value
        for r in ("bilateral", "encounters", "with-video", "talks-and-video")
    }
    assert 39 not in before


def test_no_limits_was_used_after_the_invasion():
    finding = run("rhetoric.uses", "CHN", "RUS", start="2022-02-25")
    assert "2022-03-30" in {period for period, value in by_period(finding).items() if value}


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=pytest.mark.slow) if name in SLOW else name
        for name, one in measures().items()
        if one.module.startswith("realpolitik") and name not in FROM_THE_STORE
    ],
)
def test_every_measure_answers_china_and_russia_with_sources_method_and_dates(name):
    pair = ("RUS", "UKR") if name in BELLIGERENTS else OTHERS.get(name, ("CHN", "RUS"))
    pair = pair[::-1] if name in FROM_RUSSIA else pair
    finding = run(
        name,
        *(pair if measures()[name].states == 2 else ("RUS",)[: measures()[name].states]),
        **SPANS.get(name, {}),
    )
    assert finding.rows
    assert finding.says.endswith((".", "?"))
    assert finding.method.definition
    assert finding.method.formula
    assert finding.method.reference
    known = {source.id for source in finding.sources}
    for row in finding.rows:
        assert row["period"]
        assert row["source"]
        assert set(row["source"].split()) <= known
        low, high = row.get("low"), row.get("high")
        assert low is None or low <= row["value"] <= high


@pytest.mark.parametrize(
    # A measure of no state in particular has nothing to miss for a pair.
    "name",
    [
        name
        for name, one in measures().items()
        if one.module.startswith("realpolitik") and one.states and name not in EVERY_STATE
    ],
)
def test_every_measure_says_what_is_missing_for_a_pair_without_data(name):
    # All members have ideal points; Kosovo never was one.
    with pytest.raises(CoverageError, match=r"\w"):
        run(name, *("XKX", "TUV")[: measures()[name].states])


def test_years_out_of_coverage_are_an_error_not_a_zero():
    with pytest.raises(CoverageError, match=r"cover 19.* to 20"):
        run("trade.turnover", "CHN", "RUS", start="1950", end="1951")


@pytest.mark.parametrize(
    ("call", "error", "says"),
    [
        (("trade.turnovr", "CHN", "RUS"), UnknownNameError, "trade.turnover"),
        (("trade.turnover", "CHN", "RSU"), UnknownStateError, "RUS"),
        (("trade.turnover", "CHN"), OptionError, "about two states, not 1"),
        (("votes.neutrality", "CHN", "RUS"), OptionError, "about one state, not 2"),
        (("votes.kappa", "CHN", "PRC"), OptionError, "not CHN and itself"),
    ],
)
def test_wrong_calls_say_what_to_do(call, error, says):
    with pytest.raises(error, match=says):
        run(*call)


def test_wrong_options_say_what_to_do():
    with pytest.raises(UnknownNameError, match="freq"):
        run("trade.turnover", "CHN", "RUS", frq="A")
    with pytest.raises(OptionError, match="A or M"):
        run("trade.turnover", "CHN", "RUS", freq="Q")
    with pytest.raises(OptionError, match="dubai, brent"):
        run("discount.saving", "CHN", "RUS", benchmark="urals")
    with pytest.raises(UnknownNameError, match="passenger-cars"):
        run("products.values", "CHN", "RUS", product="passenger-car")
