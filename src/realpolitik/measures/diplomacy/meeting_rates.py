"""Meetings of two leaders as a ledger and a rate: when they met, how often, whether that changed, and when they meet next."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import Any

from realpolitik.errors import CoverageError, OptionError
from realpolitik.findings import Interval, Window, parse_date, spanned
from realpolitik.measures.diplomacy.ledgers import Register, register, said_of
from realpolitik.measures.diplomacy.meetings import YEAR, counted_by, ledger_of, rate_change, rules
from realpolitik.measures.diplomacy.options import By, Chance, Counting, Level
from realpolitik.measures.registering.shock import SHOCK, Shock, event
from realpolitik.measures.registry import About, Result, measure
from realpolitik.models.stats.poisson import Rate, overdispersion, rate, rate_ratio
from realpolitik.states.wording import called, name, whose
from realpolitik.store import Store
from realpolitik.wording.dates import day_in_words
from realpolitik.wording.numbers import number_of

Row = dict[str, Any]
PANDEMIC = (date(2020, 3, 11), date(2022, 2, 3))
"""From the declaration of the World Health Organization to the day before the two met in person again."""
LEVELS = {"leaders": "Leaders", "foreign ministers": "Foreign ministers"}
LANES = {
    ("meeting", "yes"): "in person, separate talks",
    ("meeting", "brief"): "in person, brief or on the margins",
    ("meeting", "uncertain"): "in person, brief or on the margins",
    ("meeting", "group-only"): "in person, within a group",
    ("video", "yes"): "by video",
    ("phone", "yes"): "by telephone",
    ("fm_meeting", "yes"): "foreign ministers in person",
}
GARWOOD = "Garwood (1936), doi 10.1093/biomet/28.3-4.437; Przyborowski and Wilenski (1940), doi 10.1093/biomet/31.3-4.313"


def _end(ledger: list[dict[str, Any]], known: Register, window: Window) -> date:
    """The last day that the ledger covers, or the end of the window before it."""
    last = known.to_date or max(row["date_end"] or row["date_start"] for row in ledger)
    return min(last, window.end) if window.end else last


def _whole(tables: Store, about: About) -> tuple[list[Row], Register]:
    """The ledger of two leaders and its register; one that is a part has no rate, and raises `CoverageError`."""
    known, kept = ledger_of(tables, about), register(tables, about)
    if not kept.whole:
        raise CoverageError(
            f"the ledger of {called(about[0])} and {called(about[1])} is a part of their meetings, and gives no rate.",
            "meetings.ledger lists what it holds.",
        )
    return known, kept


@measure(
    "meetings.ledger",
    unit="meetings",
    tables=("meetings", "meeting_ledgers"),
    chart="dots",
    definition="Every encounter and call of the leaders of two states on record, by day, with its kind: separate talks, brief, within a group, "
    "video, telephone.",
    formula="one row an encounter",
    reference="Typed from dated reports, each row with its source",
)
def ledger(tables: Store, about: About, window: Window, *, level: Level = "leaders") -> Result:
    """When the leaders of two states met or spoke, and how; or their foreign ministers."""
    known = ledger_of(tables, about, level)
    rows: list[Row] = [
        {
            "period": row["date_start"].isoformat(),
            "value": 1.0,
            "series": LANES[row["kind"], row["bilateral"]],
            "label": f"{row['place']}: {row['occasion']}".strip(": "),
            "until": row["date_end"].isoformat() if row["date_end"] else "",
            "country": row["country"],
            "joint_statement": row["joint_statement"],
            "source": row["source_id"],
        }
        for row in known
        if row["date_start"] in window and (row["kind"], row["bilateral"]) in LANES
    ]
    if not rows:
        raise CoverageError(
            f"the ledger has no meeting in the period asked; it begins on {known[0]['date_start']}."
        )
    order = list(dict.fromkeys(LANES.values()))
    rows.sort(key=lambda row: (order.index(row["series"]), row["period"]))
    held = Counter(row["series"] for row in rows)
    days = sorted(row["period"] for row in rows)
    listed = ", ".join(f"{held[lane]} {lane}" for lane in order if held[lane])
    return Result(
        value=float(len(rows)),
        says=f"{LEVELS[level]} of {called(about[0])} and {called(about[1])} from {days[0][:4]} to {days[-1][:4]}: {listed}.",
        rows=rows,
        period=spanned([date.fromisoformat(days[0]), date.fromisoformat(days[-1])], "D"),
        caveats=(
            "What counts as a meeting depends on the rule (measures/diplomacy/meeting_rules.yaml); calls by telephone count under none.",
            "Curated by hand from reports: an encounter that nobody reported is not in it.",
            *said_of(register(tables, about, level)),
        ),
    )


@measure(
    "meetings.rate",
    unit="meetings a year",
    tables=("meetings", "meeting_ledgers"),
    chart="bars",
    definition="Meetings a year before and after a given date, by a stated rule, with exact Poisson intervals, and the ratio of the two rates; beside "
    "them every other pair of the ledger that one of the two belongs to.",
    formula="k / E; ratio (k2 / E2) / (k1 / E1), exact conditional binomial interval and p",
    reference=GARWOOD,
)
def meeting_rate(
    tables: Store, about: About, window: Window, *, rule: Counting = "encounters", shock: Shock = SHOCK
) -> Result:
    """Whether two leaders have met more or less often since a given date."""
    known, kept = _whole(tables, about)
    day, last = parse_date(shock), _end(known, kept, window)
    first = max(kept.from_date or known[0]["date_start"], window.start or date.min)
    if not first < day <= last:
        raise CoverageError(
            f"the ledger runs from {first} to {last} in the period asked: {day} does not divide it.",
            "Choose shock within these days.",
        )
    counted = [row for row in counted_by(known, rule) if first <= row["date_start"] <= last]
    before, after = _rates(counted, first, day, last)
    dry = [row for row in counted if not PANDEMIC[0] <= row["date_start"] <= PANDEMIC[1]]
    pause = max(0.0, ((min(PANDEMIC[1], day) - max(PANDEMIC[0], first)).days + 1) / YEAR)
    spared = rate(sum(row["date_start"] < day for row in dry), before.exposure - pause)
    low, high = rate_ratio((before.count, before.exposure), (after.count, after.exposure))
    spared_low, spared_high = rate_ratio((spared.count, spared.exposure), (after.count, after.exposure))
    label = "–".join(map(name, about))
    rows = [
        _rated(label, what, one, counted)
        for what, one in ((f"before {day}", before), (f"since {day}", after))
    ]
    others = _partners(tables, about, rule, window)
    return Result(
        value=after.value,
        interval=Interval(low=after.low, high=after.high, kind="95 %, exact Poisson", basis="sample"),
        says=_met(about, day, before, after, ((low, high), (spared_low, spared_high))),
        rows=[*rows, *others],
        period=spanned([first, last], "D"),
        caveats=(
            f"Rule: {rules()[rule]['says']}. Observed from {first} to {last}; the ledger (meetings.ledger) has the source of each meeting.",
            *_ratio_of(before, after),
            *_dry(spared, after, (spared_low, spared_high)),
            *_spread(counted, first, last),
            *(() if others else (_alone(about),)),
        ),
    )


def _dry(spared: Rate, after: Rate, ends: tuple[float, float]) -> tuple[str, ...]:
    """The ratio without the months of the pandemic before; nothing where no meeting is left, of which nothing is a multiple."""
    if not spared.count:
        return ()
    ratio = f"{after.value / spared.value:.2f} ({ends[0]:.2f} to {ends[1]:.2f})"
    return (
        f"Without the months of the pandemic before ({PANDEMIC[0]} to {PANDEMIC[1]}): {spared.value:.1f} a year before, ratio {ratio}.",
    )


def _met(
    about: About,
    day: date,
    before: Rate,
    after: Rate,
    ratios: tuple[tuple[float, float], tuple[float, float]],
) -> str:
    """How often two leaders have met since a day and before; `ratios` are the ends over all months, and without the pandemic's."""
    pair = f"{whose(about[0])} and {whose(about[1])} leaders"
    if not before.count:
        often = "once" if after.count == 1 else f"{after.count} times"
        return f"{pair} met {often} since {day_in_words(day)}, and not before."
    verdict = _verdict(*ratios, after.value / before.value)
    return f"Since {event(day, about)} {pair} have met {after.value:.1f} times a year, {before.value:.1f} before: {verdict}."


def _ratio_of(before: Rate, after: Rate) -> tuple[str, ...]:
    """The ratio of both rates with its interval, and how often chance gives one so far from 1."""
    if not before.count:
        return ()
    both = (before.count, before.exposure), (after.count, after.exposure)
    low, high = rate_ratio(*both)
    chance = f"the chance of one at least as far from 1 without any change is {rate_change(*both):.2f}"
    return (f"Ratio of the rates {after.value / before.value:.2f} ({low:.2f} to {high:.2f}); {chance}.",)


def _verdict(ends: tuple[float, float], spared: tuple[float, float], ratio: float) -> str:
    """More or fewer, and whether chance can be excluded: over all months, and without those of the pandemic."""
    word = "more" if ratio > 1 else "fewer"

    def clear(one: tuple[float, float]) -> bool:
        return one[0] > 1 if ratio > 1 else one[1] < 1

    if clear(ends):
        return f"clearly {word}" + (
            "" if clear(spared) else ", though not without the months of the pandemic"
        )
    if clear(spared):
        return f"{word}, clearly so only where the months of the pandemic are left out"
    return f"{word}, though with so few meetings chance cannot be excluded"


def _spread(counted: list[dict[str, Any]], first: date, last: date) -> tuple[str, ...]:
    """How much yearly counts vary beside Poisson's, over the whole years of the ledger; nothing where that cannot be told."""
    each = [
        sum(row["date_start"].year == year for row in counted) for year in range(first.year + 1, last.year)
    ]
    if len(each) < 2 or not sum(each):
        return ()
    times = overdispersion(each, [1.0] * len(each))
    return (
        f"Spread of yearly counts: {times:.2f} times Poisson's; below 1 the calendar of summits keeps them even.",
    )


def _alone(about: About) -> str:
    """Said where no other pair of either state has a ledger."""
    return (
        f"No other pair with {called(about[0])} or {called(about[1])} has a ledger here, so their rate cannot be set beside that of "
        "other partners; rows added to the table meetings are compared at once."
    )


def _rates(counted: list[dict[str, Any]], first: date, day: date, last: date) -> tuple[Rate, Rate]:
    earlier = sum(row["date_start"] < day for row in counted)
    return (
        rate(earlier, (day - first).days / YEAR),
        rate(len(counted) - earlier, ((last - day).days + 1) / YEAR),
    )


def _rated(pair: str, what: str, found: Rate, counted: list[dict[str, Any]]) -> Row:
    return {
        "period": f"{counted[0]['date_start']}/{counted[-1]['date_start']}" if counted else "",
        "value": found.value,
        "low": found.low,
        "high": found.high,
        "label": f"{pair}, {what}",
        "count": found.count,
        "years": found.exposure,
        "source": _ends(counted),
    }


def _ends(counted: list[dict[str, Any]]) -> str:
    """Sources of the first and the last meeting counted; `meetings.ledger` has that of each between."""
    return (
        " ".join(dict.fromkeys(f"{counted[0]['source_id']} {counted[-1]['source_id']}".split()))
        if counted
        else ""
    )


def _partners(tables: Store, about: About, rule: str, window: Window) -> list[Row]:
    """The rate of every other pair that one of the two belongs to, over the days of its own ledger."""
    pairs = tables["meetings"].filter(level="leaders").select("a", "b").unique().sort("a", "b").rows()
    rows = []
    for pair in pairs:
        kept = register(tables, pair)
        if set(pair) & set(about) and set(pair) != set(about) and kept.whole:
            known = ledger_of(tables, pair)
            last = _end(known, kept, window)
            first = max(kept.from_date or known[0]["date_start"], window.start or date.min)
            held = [row for row in counted_by(known, rule) if first <= row["date_start"] <= last]
            if held and last > first:
                found = rate(len(held), ((last - first).days + 1) / YEAR)
                rows.append(_rated("–".join(map(name, pair)), "all its days", found, held))
    return rows


@measure(
    "meetings.next",
    unit="days",
    tables=("meetings", "meeting_ledgers"),
    chart="bars",
    definition="When two leaders may be expected to meet next, if they go on as in the past: median and interval of the wait from the last day of "
    "the ledger, by a stated rule.",
    formula="P(wait > t) = (E / (E + t))^(k + 1/2): exponential waits, rate by Jeffreys' gamma posterior",
    reference="Gelman and others (2013), Bayesian Data Analysis, doi 10.1201/b16018, section 2.6",
)
def expected(
    tables: Store,
    about: About,
    window: Window,
    *,
    rule: Counting = "encounters",
    on: By = "",
    level: Chance = 0.8,
) -> Result:
    """When two leaders may be expected to meet next."""
    known, kept = _whole(tables, about)
    today = parse_date(on, last=True) if on else _end(known, kept, window)
    counted = [
        row for row in counted_by(known, rule) if row["date_start"] <= today and row["date_start"] in window
    ]
    if len(counted) < 2:
        raise CoverageError(
            f"the ledger has fewer than two meetings by {today}; it begins on {known[0]['date_start']}."
        )
    exposure = (today - counted[0]["date_start"]).days + 1
    waits = {share: wait(len(counted), exposure, share) for share in ((1 - level) / 2, 0.5, (1 + level) / 2)}
    low, median, high = (today + timedelta(days=round(days)) for days in waits.values())
    cited = _ends(counted)
    later = next((row["date_start"] for row in counted_by(known, rule) if row["date_start"] > today), None)
    came = f" The next in the ledger came on {later} ({(later - today).days} days)." if later else ""
    return Result(
        value=waits[0.5],
        interval=Interval(
            low=min(waits.values()), high=max(waits.values()), kind=f"{level:.0%} of waits", basis="sample"
        ),
        says=f"From {day_in_words(today)} on, {whose(about[0])} and {whose(about[1])} leaders may be expected to meet by {median:%B %Y} (even "
        f"chance), and with {level:.0%} between {low:%B %Y} and {high:%B %Y}.{came}".replace("%", " %"),
        rows=[
            {
                "period": (today + timedelta(days=round(days))).isoformat(),
                "value": days,
                "chance": share,
                "label": f"by {day_in_words(today + timedelta(days=round(days)))}: {share:.0%} likely".replace(
                    "%", " %"
                ),
                "source": cited,
            }
            for share, days in waits.items()
        ],
        period=spanned([counted[0]["date_start"], today], "D"),
        caveats=(
            f"Rule: {rules()[rule]['says']}; {number_of(len(counted), 'meetings')} in {exposure / YEAR:.1f} years, each with its source in meetings.ledger.",
            "Waits are taken as without memory: the calendar of summits, visits announced, and the time since the last meeting are not used.",
        ),
    )


def wait(count: int, exposure: float, share: float) -> float:
    r"""The wait within which the next event comes with this chance: $E\,((1 - p)^{-1/(k + 1/2)} - 1)$.

    Parameters
    ----------
    count, exposure
        Events seen, 0 or more, and how long was watched, above 0; the wait is in the unit of the exposure.
    share
        Chance, 0 to below 1.

    Examples
    --------
    >>> round(wait(40, 4000, 0.5), 1)
    69.0
    """
    if count < 0 or exposure <= 0 or not 0 <= share < 1:
        raise OptionError(
            f"count={count}, exposure={exposure}, share={share}: needs count >= 0, exposure > 0, 0 <= share < 1"
        )
    return exposure * ((1 - share) ** (-1 / (count + 0.5)) - 1)
