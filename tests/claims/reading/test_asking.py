"""What a text rests on is asked of the measures once, however often its sentences need it; and a server may keep it between texts."""

from __future__ import annotations

from collections import Counter
from typing import Any

from realpolitik.claims.judge import asking
from realpolitik.claims.reading.check import check
from realpolitik.claims.reading.text.article import make_article
from realpolitik.measures import registry
from realpolitik.store import Store

TEXT = (
    "China-Russia trade rose from $146 billion to $240 billion between 2021 and 2023. In 2023 trade between China and Russia reached "
    "$240 billion. Trade between China and Russia grew by 26 percent in 2023."
)


def read(fetch: Any = None, store: Store | None = None) -> list[dict[str, Any]]:
    report = check(make_article(TEXT, published="2024-06-01"), store=store, fetch=fetch)
    return [verdict.record() for one in report.checked for verdict in one.verdicts]


def test_a_text_asks_a_measure_the_same_thing_once(monkeypatch):
    asked: Counter[str] = Counter()
    run = registry.run

    def counted(name: str, *about: str, store: Store, **given: Any) -> Any:
        asked[repr((name, about, sorted(given.items())))] += 1
        return run(name, *about, store=store, **given)

    monkeypatch.setattr(registry, "run", counted)
    assert len(read()) == 5
    assert set(asked.values()) == {1}
    first = asked.total()
    kept = asking(Store())
    assert read(kept) == read(kept)
    assert asked.total() == 2 * first  # the second text asked nothing


def test_what_was_kept_gives_the_verdicts_of_what_is_asked_anew():
    store = Store()
    kept = asking(store)
    read(kept, store)

    def anew(name: str, *about: str, **given: Any) -> Any:
        return registry.run(name, *about, store=store, **given)

    assert read(kept, store) == read(anew, store)
