"""What is told of events and texts of one's own, and of doubted rows, word by word: no embedded table leads there."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from realpolitik.errors import CoverageError, FileFormatError
from realpolitik.findings import Window
from realpolitik.measures.alliances.parties import under_way
from realpolitik.measures.events.breaks import directions
from realpolitik.measures.events.own import months_of_file
from realpolitik.measures.registering.marks import in_words, touching
from realpolitik.measures.trade.euros import Euros
from realpolitik.measures.trade.reports import VINTAGES, alone, bounds, print_order
from realpolitik.measures.trade.splice import CentralReport
from realpolitik.measures.words.corpus import Document
from realpolitik.measures.words.corpus_index import Index, build
from realpolitik.measures.words.phrases import concept
from realpolitik.measures.words.tracking import track

CALM = {"weight_mean": 2.0, "quad_1": 6, "quad_2": 3, "quad_3": 1, "quad_4": 0}
WAR = {"weight_mean": -8.0, "quad_1": 1, "quad_2": 0, "quad_3": 2, "quad_4": 7}
QUIET = {"weight_mean": 1.0, "quad_1": 0, "quad_2": 0, "quad_3": 0, "quad_4": 0}
INVASION = date(2022, 2, 24)
FEW = "too few or too alike to look for a break."


# Events ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("months", "since", "says"),
    [
        ({202101: CALM}, date(2021, 2, 1), f"1 month with events, {FEW} No event after the day given: nothing to compare."),
        # nine with and one against: ln(9.5 / 1.5) = 1.85, give or take 1.96 · √(1 / 9.5 + 1 / 1.5) = 1.72
        ({202203: WAR, 202101: CALM}, INVASION, f"2 months with events, {FEW} Log ratio +1.85 (+0.12 to +3.57) before the day given, −1.85 (−3.57 to −0.12) after."),
        ({202203: WAR, 202204: WAR}, INVASION, f"2 months with events, {FEW} No event before the day given: nothing to compare."),
        ({202101: QUIET}, INVASION, f"1 month with events, {FEW}"),
        ({202101: CALM, 202203: WAR}, None, f"2 months with events, {FEW}"),
        ({202101 + n: CALM | {"weight_mean": float(n % 2)} for n in range(12)}, None, "no break of the mean weight is found in 12 months."),
        # the month of the day itself stands on neither side: 72 with and 8 against before, 9 with and 81 against after
        ({**{202101 + n: CALM for n in range(9)}, **{202201 + n: WAR for n in range(9)}}, date(2021, 9, 1),
         ("mean weight +2.00 before 2022-01, −8.00 since (the break lies from 2022-01 to 2022-01, 95 %), found without a date being given. "
         "Log ratio +2.14 (+1.43 to +2.85) before the day given, −2.15 (−2.82 to −1.48) after.")),
    ],
)  # fmt: skip
def test_breaks_of_a_pair_are_told_with_what_there_is_on_either_side(months, since, says):
    rows = [{"actor": "A", "target": "B", "month": month} | one for month, one in months.items()]
    assert [one.says() for one in directions(rows, since=since)] == [f"A to B: {says}"]


OWN = """day,actor,target,code,weight
20220110,RUS,UKR,010,0.0
20220224,Russia,Ukraine,190,-10
20220224,Russia,Ukraine,190,-10
20220301,UKR,RUS,112,-2
20220302,USA,RUS,112,-2
20220303,Rusland,UKR,010,0
"""


@pytest.mark.parametrize(
    ("options", "counted"),
    [
        ({}, [("RUS", 202201, 1, 0.0), ("RUS", 202202, 2, -20.0), ("UKR", 202203, 1, -2.0)]),
        ({"one_a_day": True}, [("RUS", 202201, 1, 0.0), ("RUS", 202202, 1, -10.0), ("UKR", 202203, 1, -2.0)]),
        ({"names": ("Rusland", "Oekraïne")}, [("RUS", 202201, 1, 0.0), ("RUS", 202202, 2, -20.0), ("RUS", 202203, 1, 0.0), ("UKR", 202203, 1, -2.0)]),
        ({"window": Window.parse("2022-02", None)}, [("RUS", 202202, 2, -20.0), ("UKR", 202203, 1, -2.0)]),
    ],
)  # fmt: skip
def test_months_of_a_file_count_codes_and_common_names_of_both_ways(options, counted, tmp_path):
    file = tmp_path / "own.csv"
    file.write_text(OWN, encoding="utf-8")
    rows = months_of_file(file, "Russia", "UKR", **options)
    found = [(row["actor"], row["month"], row["events"], row["weight_sum"]) for row in rows]
    assert found == counted
    assert {row["share"] for row in rows if row["month"] == 202203} == {
        1 / 3
    }  # of all three events of the month


def test_a_file_without_events_of_the_two_says_which_there_are_not(tmp_path):
    file = tmp_path / "own.csv"
    file.write_text(OWN, encoding="utf-8")
    with pytest.raises(CoverageError) as nobody:
        months_of_file(file, "CHN", "UKR")
    assert "own.csv has no event between CHN and UKR." in str(nobody.value)
    assert "Say what it calls them: --names A B." in str(nobody.value)
    with pytest.raises(CoverageError) as never:
        months_of_file(file, "RUS", "UKR", window=Window.parse("1990", "1991"))
    assert "own.csv has no event between RUS and UKR in the period asked." in str(never.value)
    assert "Leave out --from and --to to see all that it has." in str(never.value)
    file.write_text(OWN.replace("-10", "ten", 1), encoding="utf-8")
    with pytest.raises(FileFormatError, match="is cut off or holds a field that is no number"):
        months_of_file(file, "RUS", "UKR")


# Texts ----------------------------------------------------------------------------------------------------------------


def _corpus(later: int) -> list[Document]:
    """A text of a hundred words a year: two uses in each of 2014 to 2021, then so many later ones, each in a year of its own."""
    out = []
    for year in range(2014, 2026):
        times = 2 if year < 2022 else int(year - 2022 < later)
        text = " ".join(["no limits."] * times + ["peace"] * (100 - 2 * times))
        out.append(Document(id=str(year), date=date(year, 3, 10), text=text, speaker="CHN"))
    return out


DENIED = Document(id="n", date=date(2023, 4, 6), text="It is not without limits.", speaker="Fu Cong")
QUOTED = Document(id="q", date=date(2023, 4, 5), text="The phrase “no limits” is rhetoric.", speaker="Fu Cong")  # fmt: skip
FALL = "The rate changes from 200 to 0 in 2022 (95 %: 2019 to 2024), found without a date being given."
SIDES = "200 uses in 10,000 words before the day (114 to 325), 0 after (0 to 92)."  # 16 in 800 words: 9.15 to 25.98; none in 400: 0 to 3.69
CHANCES = "Not used in 4 documents since. Chance of the silence at the old rate: Poisson 0.00034, binomial 0.0015, Bayes 0.0012, presence 0.002, Solow 0.0011."
"""Two uses a document: e^-8; (8 / 12)^16; (8 / 12)^16.5; one of C(12, 4); of 4,018 days to the end the last use was on the 2,557th: its power of 15."""


@pytest.mark.parametrize(
    ("documents", "since", "says"),
    [
        (_corpus(0), None, f"16 uses in 8 of 12 documents, 2014 to 2025. {FALL}"),
        (_corpus(0), INVASION, f"16 uses in 8 of 12 documents, 2014 to 2025. {SIDES} {CHANCES} {FALL}"),
        ([*_corpus(0), DENIED, QUOTED], None, f"16 uses in 8 of 14 documents, 2014 to 2025. Not counted: 1 denied, 1 quoted. {FALL}"),
        (_corpus(2), INVASION, ("18 uses in 10 of 12 documents, 2014 to 2025. 200 uses in 10,000 words before the day (114 to 325), 50 after (6.1 to 181). "
         "It was used since, first: 2022-03-10, CHN. No change of the yearly rate is found.")),
        (_corpus(0)[:1], None, "2 uses in 1 of 1 document, 2014."),
        ([Document(id="1", date=date(2020, 1, 1), text="Peace."), Document(id="2", date=date(2023, 1, 1), text="War.")], INVASION,
         ("0 uses in 0 of 2 documents, 2020 to 2023. 0 uses in 10,000 words before the day (0 to 36,889), 0 after (0 to 36,889). "
         "Not used in 1 document since. It was not used before either.")),
    ],
)  # fmt: skip
def test_a_phrase_is_told_with_rates_silence_and_change(documents, since, says, tmp_path):
    build(documents, tmp_path / "i")
    with Index(tmp_path / "i") as index:
        found = track(index, concept("no limits"), since=since)
    assert found.says() == f"“no limits”: {says}"


@pytest.mark.parametrize(("years", "found"), [(2, False), (3, True)])
def test_a_change_is_looked_for_in_three_years_and_more(years, found, tmp_path):
    build(_corpus(0)[:years], tmp_path / "i")
    with Index(tmp_path / "i") as index:
        assert (track(index, concept("no limits")).change is not None) is found
        assert track(index, concept("win-win")).change is None  # nothing was said at all


def test_the_record_of_a_phrase_has_each_year_and_both_sides(tmp_path):
    build([*_corpus(2), DENIED], tmp_path / "i")
    with Index(tmp_path / "i") as index:
        made = track(index, concept("no limits"), since=INVASION).record()
        bare = track(index, concept("no limits"), speaker="Fu Cong").record()
    assert (made["concept"], made["unit"], made["straddling"]) == ("no-limits", "uses per 10,000 words", 0)
    assert made["how"] == {"plain": 18, "denied": 1}
    assert "no limits" in made["forms"]["en"]
    assert [(one["year"], one["uses"], one["documents_with"], one["documents"]) for one in made["years"]] == [
        *((year, 2, 1, 1) for year in range(2014, 2022)),
        (2022, 1, 1, 1), (2023, 1, 1, 2), (2024, 0, 0, 1), (2025, 0, 0, 1),
    ]  # fmt: skip
    assert made["years"][0]["value"] == 200.0
    assert (made["years"][0]["low"], made["years"][0]["high"]) == pytest.approx((24.22, 722.47), abs=0.01)
    assert made["years"][0]["interval"] == "95 % exact Poisson"
    assert (made["before"]["uses"], made["after"]["uses"]) == (16, 2)
    assert (made["absence"]["used_before"], made["absence"]["used_after"]) == (16, 2)
    assert made["change"]["last_before"] == 9  # 2023, the tenth year and the last with a use
    assert (bare["before"], bare["after"], bare["absence"], bare["change"]) == (None, None, None, None)


# Doubted rows ---------------------------------------------------------------------------------------------------------


def _flag(**own):
    plain = {
        "table": "trade", "test": "mirror", "a": "CHN", "b": "KGZ", "product": "", "period": date(2005, 1, 1), "office": "BACI", "value": 779e6,
        "other": 103e6, "other_office": "KGZ", "low": None, "high": None, "at_stake": 676e6, "state": "open", "why": "two offices differ",
    }  # fmt: skip
    return plain | own


TONNE = _flag(
    table="materials", test="unit-value", a="MMR", b="CHN", product="crude-oil", period=date(2016, 1, 1),
    value=4.4, low=52.7, high=3595.2, why="far from what others paid",
)  # fmt: skip


@pytest.mark.parametrize(
    ("flags", "told"),
    [
        ([TONNE], ["Audit, open: crude oil from Myanmar to China 2016: 4 dollars a tonne, expected 53 to 3,595: far from what others paid."]),
        ([_flag()], ["Audit, open: China to Kyrgyzstan 2005: 779 million dollars by BACI, 103 million dollars by KGZ: two offices differ."]),
        # two years of one flow and one reason are told together, by period, without the other office
        ([_flag(period=date(2006, 1, 1), value=2e9), _flag()], ["Audit, open: China to Kyrgyzstan 2005–2006: 779 million dollars, 2.0 billion dollars by BACI: two offices differ."]),
        ([_flag(), _flag(b="WLD")], ["Audit, open: China to Kyrgyzstan 2005: 779 million dollars by BACI, 103 million dollars by KGZ: two offices differ.", "Audit, open: China to the world 2005: 779 million dollars by BACI, 103 million dollars by KGZ: two offices differ."]),
        ([_flag(value=0.0, other=None)], ["Audit, open: China to Kyrgyzstan 2005: no figure by BACI: two offices differ."]),
        ([_flag(state="corrected")], ["Audit, corrected: China to Kyrgyzstan 2005: 779 million dollars by BACI is not used as published: two offices differ."]),
        ([_flag(table="votes", b="")], ["Audit, open: China 2005: two offices differ."]),
        ([_flag(state="explained")], []),  # of trade nothing is in doubt any more
        ([_flag(table="votes", b="", state="explained")], ["Audit, explained: China 2005: two offices differ."]),
    ],
)  # fmt: skip
def test_doubts_are_told_by_flow_and_reason(flags, told):
    assert list(in_words(flags)) == told


class _Tables:
    def __init__(self, *flags):
        self.flags = flags

    def flags_of(self, code):
        return [one for one in self.flags if code in (one["a"], one["b"])]


@pytest.mark.parametrize(
    ("flag", "asked", "touched"),
    [
        (_flag(), {}, True),
        (_flag(), {"rows": [{"period": "2006", "reporter": "BACI"}]}, False),  # of another year
        (_flag(), {"rows": [{"period": "2005", "reporter": "IMF"}]}, False),  # of another office
        (_flag(), {"rows": [{"period": "2005", "reports": "BACI; IMF"}]}, True),
        (_flag(), {"rows": []}, False),
        (_flag(), {"read": ("votes",)}, False),
        (_flag(), {"about": ("CHN", "RUS")}, False),  # of another flow
        (_flag(b="WLD"), {}, False),  # totals touch shares alone
        (_flag(b="WLD"), {"unit": "share"}, True),
        (_flag(b="WLD"), {"unit": "share", "measure": "dependence.export_share"}, True),
        (_flag(b="WLD"), {"unit": "share", "measure": "dependence.import_share"}, False),  # a share of imports rests on what is bought
        (_flag(a="WLD", b="CHN"), {"unit": "share", "measure": "dependence.import_share"}, True),
        # a row that was corrected is in the tables no more: it touches what is of its year or later
        (_flag(state="corrected"), {"rows": [{"period": "2004", "reporter": "IMF"}]}, True),
        (_flag(state="corrected"), {"rows": [{"period": "2006", "reporter": "IMF"}]}, False),
        (_flag(state="corrected"), {"rows": [{"period": "2004"}]}, False),
        (TONNE, {"about": ("CHN", "MMR"), "read": ("materials",), "rows": [{"period": "2016", "product": "crude-oil"}]}, True),
        (TONNE, {"about": ("CHN", "MMR"), "read": ("materials",), "rows": [{"period": "2016", "product": "lng"}]}, False),
        (TONNE, {"about": ("CHN", "MMR"), "read": ("materials",), "rows": [{"period": "2015", "product": "crude-oil"}]}, False),
        (_flag(table="votes", b=""), {"read": ("votes",), "rows": [{"period": "2004"}, {"period": "2009"}]}, True),
        (_flag(table="votes", b=""), {"read": ("votes",), "rows": [{"period": "2006"}]}, False),
    ],
)  # fmt: skip
def test_a_doubt_touches_a_figure_of_its_states_period_and_office(flag, asked, touched):
    given = {"read": ("trade",), "about": ("CHN", "KGZ"), "rows": [{"period": "2005", "reporter": "BACI"}], "unit": "USD", "measure": "trade.exports"} | asked  # fmt: skip
    tables: Any = _Tables(flag)
    found = touching(
        tables,
        given["read"],
        given["about"],
        given["rows"],
        unit=given["unit"],
        measure=given["measure"],
    )
    assert found == ((flag,) if touched else ())


# Treaties -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("year", "held"),
    [(1999, False), (2000, True), (2001, True), (2002, False), (2009, False), (2010, True), (2011, False)],
)
def test_a_treaty_is_under_way_from_its_signature_and_in_the_year_of_its_end(year, held):
    treaty = {"signed": date(2000, 5, 1), "in_force": date(2002, 1, 1), "ended": date(2010, 6, 30)}
    assert under_way(treaty, year, ("CHN", "RUS")) is held


# Offices --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "before", "early", "sentence"),
    [
        (11.0, 10.0, 2022, " In euros, in which its office counts, it rose 10 %."),
        (9.0, 10.0, 2022, " In euros, in which its office counts, it fell 10.0 %."),
        (25.0, 10.0, 2022, " In euros, in which its office counts, it rose 2.5-fold."),
        (11.0, 10.0, 2021, ""),  # not the year before
        (11.0, None, 2022, ""),
    ],
)
def test_the_change_of_an_office_that_prints_euros_is_told_in_them(now, before, early, sentence):
    assert Euros(office="DEU", now=now, year=2023, before=before, early=early).sentence == sentence


def test_the_newest_print_of_a_figure_comes_first():
    releases = ["2024-05", "2026-05", "V202301", "V202501", "2023", "2025"]
    ordered = sorted(releases, key=print_order)
    assert ordered.index("2026-05") < ordered.index("2024-05")
    assert ordered.index("V202501") < ordered.index("V202301")
    assert ordered.index("2025") < ordered.index("2023")
    assert [print_order(one)[0] for one in VINTAGES] == [*range(len(VINTAGES))]


def test_a_range_needs_two_offices_that_differ():
    def found(low, high):
        return CentralReport(
            period=date(2023, 1, 1), value=5.0, low=low, high=high, office="CHN", sources="gacc"
        )

    both = bounds(found(4.0, 6.0))
    assert both is not None
    assert (both.low, both.high) == (4.0, 6.0)
    assert bounds(found(5.0, 5.0)) is None
    assert alone(found(4.0, 6.0)) == ()
    assert alone(found(5.0, 5.0)) == (
        "Only one office (CHN) reports the figure of 2023: no range can be stated.",
    )
