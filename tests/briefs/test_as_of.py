"""How old figures are is said once, with the oldest and the newest."""

from __future__ import annotations

from realpolitik.briefs import build
from realpolitik.briefs.as_of import Reach, figures_to, in_words
from realpolitik.findings import Window, parse_date
from realpolitik.store.inspect import embedded


def test_a_month_is_older_than_the_year_it_is_in():
    found = [
        Reach(question="Trade", to="2024"),
        Reach(question="Votes", to="2024-06"),
        Reach(question="Oil", to="2024-06-30"),
    ]
    assert figures_to(found) == "Figures to 2024."
    assert figures_to([]) == ""


def test_a_brief_says_the_oldest_and_the_newest():
    made = build("KAZ", "CHN", window=Window(start=parse_date("2013")))
    leading = [one for section in made.sections for one in section.findings[: section.leads]]
    oldest = min((one.as_of for one in leading), key=lambda period: parse_date(period, last=True))
    assert made.figures_to.startswith(
        f"Figures end between {in_words(oldest[:7])} "
    )  # no figure that leads is older
    assert made.record()["figures_to"] == made.figures_to
    assert all(finding.record()["as_of"] == finding.period.end for finding in made.findings)


def test_every_embedded_table_has_an_age_and_names_what_is_newer():
    found = {one.table: one for one in embedded()}
    assert found["trade"].start == "1949-01"
    assert found["trade"].end >= "2025-01"
    assert "cepii-baci: V202601" in found["trade"].newer
    assert all(one.edition for name, one in found.items())
