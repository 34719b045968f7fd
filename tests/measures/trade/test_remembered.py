"""Reports of a flow are read once for all who ask."""

from __future__ import annotations

from realpolitik.findings import Window
from realpolitik.measures.trade.reports import shipped
from realpolitik.store import Store


def test_a_flow_asked_for_again_is_the_same_and_a_frame_of_other_rows_is_another():
    """What is remembered is of one frame, and nobody's changes to an answer reach the next."""
    frame = Store.embedded()["trade"]
    ask = {"origin": "RUS", "destination": "CHN", "window": Window()}
    first = shipped(frame, **ask)
    first.popitem()
    next(iter(first.values())).clear()
    assert shipped(frame, **ask) == shipped(frame.clone(), **ask) == shipped(frame.to_arrow(), **ask)
    assert shipped(frame.head(0), **ask) == {}
