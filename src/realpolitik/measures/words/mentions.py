"""How often two states name each other in the UN General Debate, from fetched speeches."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from realpolitik.errors import CoverageError
from realpolitik.findings import Window, spanned
from realpolitik.measures.registry import About, Result, measure
from realpolitik.states.wording import called, name
from realpolitik.store import Store

SPEECHES = "speeches"
SUPPLY = "`realpolitik fetch ungdc` gets the speeches (UN General Debate Corpus, ungdc)."


@cache
def _form(code: str) -> re.Pattern[str]:
    """The short name of a state as a whole word, of any case."""
    return re.compile(rf"\b{re.escape(name(code))}\b", re.IGNORECASE)


@measure(
    "rhetoric.mentions",
    unit="per 1,000 words",
    tables=(SPEECHES,),
    chart="line",
    definition="How often each of two states names the other in its speech in the UN General Debate, by its short name in English, by "
    "year, in a thousand words. Adjectives, peoples, capitals and long names are not counted.",
    formula="r_t = 1000 n_t / w_t, n short names of the other, w words of the speech",
    reference="Baturo, Dasandi and Mikhaylov (2017), Understanding state preferences with text as data, doi 10.1177/2053168017712821",
)
def mentions(tables: Store, about: About, window: Window) -> Result:
    """How often two states name each other in the UN General Debate, from fetched speeches."""
    if SPEECHES not in tables.names():
        raise CoverageError(
            "the speeches of the General Debate have not been fetched, and none are embedded.", SUPPLY
        )
    table = tables[SPEECHES]
    pairs = (about, tuple(reversed(about)))
    rows = [
        {
            "period": str(row["period"].year),
            "value": 1000 * len(_form(other).findall(row["text"])) / row["words"],
            "series": f"{called(one)} names {called(other)}",
            "words": row["words"],
            "source": row["source_id"],
        }
        for one, other in pairs
        for row in table.filter(state=one).sort("period").iter_rows(named=True)
        if row["period"] in window
    ]
    if not rows:
        raise CoverageError(
            f"the speeches fetched have none of {called(about[0])} or {called(about[1])} in the period asked.",
            SUPPLY,
        )
    latest = {row["series"]: row for row in rows}
    said = [
        f"{one} {row['value']:.1f} times in 1,000 words of {row['period']}" for one, row in latest.items()
    ]
    says = "; ".join(said)
    return Result(
        value=None,
        says=f"In the UN General Debate {says}.",
        rows=rows,
        period=spanned([date(int(row["period"]), 1, 1) for row in rows], "A"),
        caveats=("One speech a year of some 2,500 words: a single paragraph moves the figure.",),
    )
