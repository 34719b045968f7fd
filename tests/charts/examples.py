"""Findings made by hand, one for each shape that a chart must cope with. The figures show the form only."""

from __future__ import annotations

from realpolitik.findings import Finding, Interval, Method, Period
from realpolitik.sources.record import Source

CUSTOMS = Source(
    id="customs",
    publisher="General Administration of Customs of China",
    title="Trade by country",
    published="2024",
    address="https://example.org/customs",
    licence="public figures, cite the publisher",
)
FUND = Source(
    id="fund", publisher="IMF", title="Direction of Trade", published="2025", licence="terms of the IMF"
)
METHOD = Method(definition="The sum of both flows.", formula="T = X + M", reference="By definition")


def finding(
    says: str, rows, *, unit: str = "USD", chart: str = "line", about=("CHN", "RUS"), **more
) -> Finding:
    periods = sorted(str(row["period"]) for row in rows)
    return Finding(
        name=more.pop("name", "trade.turnover"),
        about=about,
        period=Period(start=periods[0], end=periods[-1], freq="A"),
        value=rows[-1]["value"],
        unit=unit,
        says=says,
        rows=tuple(rows),
        sources=(CUSTOMS, FUND),
        method=METHOD,
        chart=chart,
        **more,
    )


_TOTALS = [
    55.5,
    79.3,
    88.2,
    89.3,
    95.3,
    68.0,
    69.6,
    84.1,
    107.1,
    110.8,
    107.8,
    146.9,
    190.3,
    240.1,
    244.8,
    228.1,
]

ANNUAL = finding(
    "China–Russia trade rose from 55.5 to 228.1 billion dollars between 2010 and 2025.",
    [
        {
            "period": str(2010 + n),
            "value": v * 1e9,
            "low": v * 0.94e9,
            "high": v * 1.03e9,
            "source": "customs fund",
        }
        for n, v in enumerate(_TOTALS)
    ],
    interval=Interval(low=2.1e11, high=2.3e11, kind="mirror gap"),
    caveats=("Russia has published no partner detail since 2022.",),
)

_MONTHS = [f"{year}-{month:02}" for year in range(2019, 2026) for month in range(1, 13)]
MONTHLY = finding(
    "Russian crude cost China 4.1 dollars a barrel less than its benchmark in 2023.",
    [
        {
            "period": m,
            "value": None if n % 17 == 5 else 62 + 14 * ((n % 30) / 30) - k * 4,
            "series": s,
            "source": "customs",
        }
        for k, s in enumerate(("Dubai, a month before", "Paid for Russian crude"))
        for n, m in enumerate(_MONTHS)
    ],
    unit="USD/bbl",
    name="discount.price",
)

SHARES = finding(
    "Russia buys 46 % of its imports from China; China buys 5 % of its own from Russia.",
    [
        {"period": str(2016 + n), "value": v / 100, "series": s, "source": "fund"}
        for s, vs in (
            ("China's share of Russia's imports", [21.0, 21.2, 21.9, 22.0, 23.7, 24.8, 34.9, 44.1, 46.4]),
            ("Russia's share of China's imports", [2.0, 2.2, 2.8, 2.9, 2.8, 2.9, 4.2, 5.1, 5.0]),
        )
        for n, v in enumerate(vs)
    ],
    unit="share",
    chart="share",
    name="dependence.import_share",
)

BARS = finding(
    "China paid Russia less for a barrel than it paid any other large supplier in 2023.",
    [
        {"period": "2023", "value": v, "label": s, "source": "customs"}
        for s, v in (("Saudi Arabia", 85.2), ("Iraq", 80.0), ("United Arab Emirates", 84.4), ("Russia", 77.3))
    ],
    unit="USD/bbl",
    chart="bars",
    name="discount.suppliers",
)

STANDING = finding(
    "Fifteen more measures were adopted in 2022 than in any other year.",
    [
        {"period": str(2014 + n), "value": v, "source": "fund"}
        for n, v in enumerate((9, 2, 1, 2, 3, 1, 2, 3, 24, 15, 9, 6))
    ],
    unit="measures",
    chart="bars",
    name="sanctions.count",
)

USES = finding(
    "“No limits” was said in 3 of 9 joint texts, and in none after April 2022.",
    [
        {"period": day, "value": v, "series": s, "source": "customs"}
        for s, days in (
            (
                "no limits, no forbidden areas",
                (("2021-01-02", 1), ("2022-02-04", 1), ("2022-03-30", 1), ("2023-03-21", 0)),
            ),
            ("changes unseen in a century", (("2019-06-05", 1), ("2023-03-21", 1), ("2024-05-16", 1))),
        )
        for day, v in days
    ],
    unit="uses",
    chart="dots",
    name="rhetoric.uses",
)

COUNTS = finding(
    "Published counts reach 43 meetings in May 2024.",
    [
        {"period": d, "value": v, "series": s, "source": "customs"}
        for d, v, s in (
            ("2019-06-05", 29, "Chinese and TASS count"),
            ("2021-12-15", 37, "Chinese and TASS count"),
            ("2022-02-04", 38, "Chinese and TASS count"),
            ("2023-03-20", 40, "Chinese and TASS count"),
            ("2024-05-16", 43, "Chinese and TASS count"),
            ("2024-05-16", 39, "without video calls"),
        )
    ],
    unit="meetings",
    chart="dots",
    name="meetings.count",
)

SLOPE = finding(
    "Chinese passenger cars sold to Russia rose from 1.2 to 11.5 billion dollars between 2021 and 2023.",
    [
        {"period": p, "value": v, "label": s, "source": "customs"}
        for s, vs in (
            ("passenger cars", (1.2e9, 11.5e9)),
            ("trucks", (0.5e9, 4.0e9)),
            ("smartphones", (3.5e9, 3.0e9)),
            ("integrated circuits (high-priority list of the coalition)", (0.2e9, 0.9e9)),
            ("crude oil", (40.5e9, 60.6e9)),
        )
        for p, v in zip(("2021", "2023"), vs, strict=True)
    ],
    chart="slope",
    name="products.values",
)

ONE_POINT = finding(
    "Trade was 240.1 billion dollars in 2023.", [{"period": "2023", "value": 240.1e9, "source": "customs"}]
)

MANY = finding(
    "Twenty partners share Russia's trade, and none as much as China, "
    "which alone has more than the next four of them.",
    [
        {
            "period": str(2016 + n),
            "value": (k * 3 + n * (21 - k) / 4) * 1e9,
            "series": f"Partner {k}",
            "source": "fund",
        }
        for k in range(20)
        for n in range(9)
    ],
)

HOSTILE = finding(
    "<script>alert(1)</script> & trade rose to 2 dollars",
    [
        {"period": "2021", "value": 1.0, "source": "customs"},
        {"period": "2022", "value": 2.0, "source": "customs"},
    ],
)

EVERY = {
    "annual": ANNUAL,
    "monthly": MONTHLY,
    "shares": SHARES,
    "bars": BARS,
    "standing": STANDING,
    "uses": USES,
    "counts": COUNTS,
    "slope": SLOPE,
    "one-point": ONE_POINT,
    "many": MANY,
    "hostile": HOSTILE,
}
