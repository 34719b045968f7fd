"""Who put forward plans for ending the war in Ukraine, and when."""

from __future__ import annotations

from realpolitik.errors import CoverageError
from realpolitik.findings import Window, spanned
from realpolitik.measures.registry import About, Result, measure
from realpolitik.states.wording import called, name
from realpolitik.store import Store


@measure(
    "plans.peace",
    unit="plans",
    tables=("peace_plans",),
    chart="dots",
    definition="Plans and statements of terms for ending the war in Ukraine that one of two states put forward, alone or with others.",
    formula="n(t) = number of plans with date <= t",
    reference="United Nations, documents A/77/754 and others; each plan has its source",
)
def peace(tables: Store, about: About, window: Window) -> Result:
    """Peace plans of two states, by day."""
    found = [
        (row, [code for code in about if code in _authors(row["by"])])
        for row in tables["peace_plans"].sort("date").iter_rows(named=True)
        if row["date"] in window
    ]
    own = [(row, by) for row, by in found if by]
    if not own:
        raise CoverageError(
            f"the tables have no plan of {called(about[0])} or {called(about[1])} for ending the war in the period asked.",
            "They hold plans for the war in Ukraine since 2022; no plan on record is not no plan made.",
        )
    rows = [
        {
            "period": row["date"].isoformat(),
            "value": float(number),
            "series": " and ".join(map(name, by)),
            "label": row["document"],
            "by": row["by"],
            "points": row["points"],
            "source": row["source_id"],
        }
        for number, (row, by) in enumerate(own, 1)
    ]
    counts = {code: sum(code in by for _, by in own) for code in about}
    listed = " and ".join(
        f"{called(code)} put forward {n} plan{'' if n == 1 else 's'}" for code, n in counts.items() if n
    )
    return Result(
        value=float(len(own)),
        says=f"{listed} for ending the war in Ukraine, the first on {rows[0]['period']}: {rows[0]['label']}.",
        rows=rows,
        period=spanned([row["date"] for row, _ in own], "D"),
        caveats=(
            "What counts as a plan is a judgement: twelve points without steps, or terms for talks, are counted alike.",
        ),
    )


def _authors(by: str) -> set[str]:
    """Codes in a text such as `CHE (host), about 80 states signed`."""
    return {
        word.strip("(),")
        for word in by.split()
        if word.strip("(),").isupper() and len(word.strip("(),")) == 3
    }
