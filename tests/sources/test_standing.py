"""Who speaks in a source, and the caveat of figures that no office stands behind."""

from __future__ import annotations

import pytest

from realpolitik.measures.registry import run
from realpolitik.sources.standing import standing_of
from realpolitik.store.tables import records


@pytest.mark.parametrize(
    ("publisher", "address", "standing"),
    [
        ("UN Digital Library voting data", "https://digitallibrary.un.org/record/3959039", "publisher"),
        ("TASS citing GACC", "https://tass.com/economy/1826171", "official, quoted"),
        ("hgsteelpipe.com", "https://www.hgsteelpipe.com/newsdetail/china-russia", "press"),
    ],
)
def test_standing_goes_by_publisher_and_address(publisher, address, standing):
    assert standing_of(publisher, address) == standing


def test_every_source_has_a_standing_and_most_datasets_are_their_publishers():
    found = {source.standing for source in records().values()}
    assert found == {"publisher", "official, quoted", "press"}
    assert all(source.standing == "publisher" for source in records().values() if source.kind == "dataset")


def test_a_figure_of_one_press_report_says_so():
    only = run("settlement.share", "RUS", "CHN", start="2024-04", end="2024-04")
    assert any(
        "one press report (hgsteelpipe.com), which names no office" in caveat for caveat in only.caveats
    )
    # totals of trade are those of Chinese customs, whichever paper printed them
    total = run("trade.turnover", "CHN", "RUS")
    assert not any("press report" in caveat for caveat in total.caveats)
    # of goods some years are told by the press alone, and are named
    goods = run("products.units", "RUS", "CHN")
    assert any("of press reports alone" in caveat and "September 2024" in caveat for caveat in goods.caveats)
    # the President's figure of May 2024, as Reuters quotes it, is an official's
    later = run("settlement.share", "RUS", "CHN")
    assert later.value == pytest.approx(0.9)
    assert not any("one press report" in caveat for caveat in later.caveats)
    # what came before it is not, and is named from the newest on
    assert any(
        "April 2024" in caveat and "of press reports alone (hgsteelpipe" in caveat for caveat in later.caveats
    )
