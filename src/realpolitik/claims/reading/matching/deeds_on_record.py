"""Deeds as tests of the ledgers: a meeting, an act of sanctions, a package, a listing, arms. What is not in a ledger contradicts nobody."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from realpolitik.claims.reading.lexicon import second_state
from realpolitik.claims.reading.matching.series import Series
from realpolitik.claims.reading.matching.shapes import NoMeasureError
from realpolitik.claims.reading.meaning.statements import Statement
from realpolitik.claims.reading.spotting.actors import GROUPS, name_of
from realpolitik.claims.reading.text.article import Article
from realpolitik.findings import Finding, parse_date
from realpolitik.measures.sanctions.ledger import GROUPS as LEDGER_GROUPS

RECENT = 31
"""Days before publication in which a deed is taken to have been done where the words name no time."""
STAY = 5
"""Days that a visit may have begun before the day that a text names."""
SPAN = 4
"""Years from the first to the last of the five by which shares in arms are counted."""
OF_ARMS, FAR_OFF = 0.03, 0.1
"""What a share in a state's arms imports may be off, and from where on it is another: publishers revise their registers."""
_AFAR = re.compile(
    r"\b(?:calls?|called|phon\w+|telephon\w+|spoke|spoken|speak\w*|talk\w*|video\w*|online|virtual\w*|conversation|conferred|told|discuss\w+|convers\w+)\b"
)
"""Words of an encounter that may have been a call."""
_ON_FIRMS = re.compile(
    r"\b(?:firms?|compan(?:y|ies)|banks?|refiners?|manufacturers?|contractors?|producers?),? [A-Z][a-z]{2,}|\b(?:Ltd|Inc|Corp|PLC|LLC|JSC)\b"
)
"""Words of measures on firms that are named."""
_NAME = re.compile(r"\b[A-Z][A-Za-z]{3,}\b")
_NO_NAMES = frozenset({"Unio", "Euro", "Sanc", "Trea", "West", "Pres", "Mini", "Comm", "Depa"})
"""How words begin that are in the names of many acts, and name no firm."""
_COUNTED = r"(?:individuals?|persons?|people|entit|compan|firms?|banks?|vessels?|ships?|tankers?|targets|members|officials|listings|organi|aircraft|refiner|traders?|entries|operators|designations|names|parties|additions)"
"""What an act counts, right after the number."""
SELECTION = "the ledger is a selection, and its silence is no proof"


def deed_draft(one: Statement, article: Article, series: Series) -> dict[str, Any]:
    """The test of a deed.

    Raises
    ------
    NoMeasureError
        The ledger has nothing of it, or no ledger is of such deeds.
    """
    made = {
        "encounter": _encounter,
        "exercise": _exercise,
        "sanctions": _sanctions,
        "packages": _package,
        "listings": _listing,
        "arms-supply": _supply,
        "import-share": _arms_share,
    }[one.relation]
    return made(one, article, series)


def _window(one: Statement, article: Article, days: int = RECENT) -> tuple[str, str]:
    """The days that a statement is of; those before publication where its words name none."""
    first, dots, last = one.period.partition("..")
    if first:
        return first, last or (article.published.isoformat() if dots else first)
    return (article.published - timedelta(days=days)).isoformat(), last or article.published.isoformat()


def _when(one: Statement, days: int = RECENT) -> str:
    return (
        f"in {one.period}"
        if one.period
        else f"in the {days} days before publication, and the words name no day"
    )


def _encounter(one: Statement, article: Article, series: Series) -> dict[str, Any]:
    """A meeting or a call of leaders; one that began some days before the day named counts where it went on to it."""
    text = article.sentences[one.sentence].text.casefold()
    if any(code in GROUPS for code in one.states):
        raise NoMeasureError("meetings with organisations; the ledger has meetings of two leaders")
    if one.period.endswith(".."):
        raise NoMeasureError("certainty of the day on which they met")
    if re.search(r"(?<!prime )minister|envoy|ambassador", text) and not re.search(r"president|leader", text):
        raise NoMeasureError("the ledger of ministers' meetings by name of the minister")
    start, end = _window(one, article)
    begin = parse_date(start) - timedelta(days=STAY)
    draft: dict[str, Any] = {
        "measure": "meetings.ledger", "about": one.states, "options": {}, "start": begin.isoformat(), "end": end,
    }  # fmt: skip
    found = series.within(draft)
    rows = [row for row in (found.rows if found else ()) if str(row.get("until") or row["period"]) >= start]
    host = one.phrase.removeprefix("in ") if one.phrase.startswith("in ") else ""
    if not _AFAR.search(text):  # `met`, `visited`: in person
        rows = [row for row in rows if row.get("country")]
    there = [row for row in rows if not host or host in GROUPS or row.get("country") == host]
    if rows and not there:
        raise NoMeasureError(
            f"a visit to {name_of(host)} {_when(one)}: the ledger has a meeting in another country, and is a selection"
        )
    if not rows:
        raise NoMeasureError(
            f"a meeting or a call of the leaders {_when(one)}: the ledger on record has none, and is a selection"
        )
    return draft | {"test": {"at_least": {"value": 1}}}


def _exercise(one: Statement, article: Article, series: Series) -> dict[str, Any]:
    """A joint exercise or patrol; one that began some days before the time named, or in the same month, counts."""
    if any(code in GROUPS for code in one.states):
        raise NoMeasureError("exercises of organisations; the list names states")
    start, end = _window(one, article, 2 * RECENT)
    begin = (
        start
        if len(start) < len("2024-07-01")
        else (parse_date(start) - timedelta(days=2 * STAY)).isoformat()
    )
    draft: dict[str, Any] = {
        "measure": "security.exercises",
        "about": one.states,
        "options": {},
        "start": begin,
        "end": end,
    }
    found = series.within(draft)
    if (
        not one.period.endswith("..")
        and found is not None
        and any(row.get("status") in (None, "held") for row in found.rows)
    ):
        return draft | {"test": {"at_least": {"value": 1}}}
    raise NoMeasureError(
        f"a joint exercise {_when(one, 2 * RECENT)}: the list on record has none, and is not complete"
    )


def _ledger(
    one: Statement, article: Article, series: Series, days: int
) -> tuple[dict[str, Any], Finding | None]:
    """Acts of sanctions of one against another in the time that a statement is of."""
    sender, target = one.states
    if target in GROUPS:
        raise NoMeasureError("sanctions against a group: the ledger names states")
    options: dict[str, Any] = {"target": target} | (
        {} if sender in GROUPS and sender not in LEDGER_GROUPS else {"sender": sender}
    )
    start, end = _window(one, article, days)
    draft: dict[str, Any] = {
        "measure": "sanctions.count", "about": (target, second_state("sanctions", target)), "options": options, "start": start, "end": end,
    }  # fmt: skip
    return draft, series.within(draft)


def _sanctions(one: Statement, article: Article, series: Series) -> dict[str, Any]:
    """That one has imposed sanctions on another; without a time, at any time before."""
    if one.test == "record":
        raise NoMeasureError(
            "the sanctions on other states to set these against; the ledger is a selection, and its rows against its own past show nothing"
        )
    if one.test in ("near", "at_least", "at_most"):
        raise NoMeasureError(
            "packages or rounds counted as their makers count them; the ledger counts measures"
        )
    if one.test == "lacks":
        raise NoMeasureError(f"a record of who has adopted none; {SELECTION}")
    lasting = not one.period or any("they speak of the present" in said for said in one.assumed)
    of = one.model_copy(update={"period": f"..{article.published.isoformat()}"}) if lasting else one
    draft, found = _ledger(of, article, series, RECENT)
    if lasting:
        draft |= {"start": None}
        found = series.within(draft)
    if found is None or not found.value:
        raise NoMeasureError(
            f"an act of {name_of(one.states[0])} {f'in {one.period}' if one.period else 'before publication'}; {SELECTION}"
        )
    sentence = article.sentences[one.sentence].text
    if not lasting and _ON_FIRMS.search(sentence) and not _shares_name(found.rows, sentence, one.states):
        raise NoMeasureError(
            f"the firms that the words name, by act; the ledger has other measures {_when(one)}"
        )
    return draft | {"test": {"at_least": {"value": 1}}}


def _named(rows: Iterable[Any], words: str) -> str:
    """The name in the ledger of the act that has some words; empty where none has."""
    return next((str(row["label"]) for row in rows if re.search(words, str(row["label"]))), "")


def _shares_name(rows: Iterable[Any], sentence: str, states: tuple[str, ...]) -> bool:
    """Whether some act of the ledger has a name that the sentence has, other than those of the two states."""
    known = {part[:4] for code in states for part in name_of(code).split()} | _NO_NAMES
    names = {one for one in _NAME.findall(sentence) if one[:4] not in known}
    return any(one in _NAME.findall(str(row["label"])) for row in rows for one in names)


def _package(one: Statement, article: Article, series: Series) -> dict[str, Any]:
    """The Nth package of sanctions, in the time named or, where none is, in the months before publication."""
    ordinal = f"{one.value or 0:.0f}"
    draft, found = _ledger(one, article, series, 2 * RECENT)
    label = _named(found.rows if found else (), rf"\b{ordinal}(?:st|nd|rd|th) (?:\([^)]*\) )?package")
    if not label:
        raise NoMeasureError(f"a package number {ordinal} {_when(one, 2 * RECENT)}; {SELECTION}")
    return draft | {
        "test": {"at_least": {"value": 1, "rows": {"label": label}}},
        "because": f"The ledger has: {label}.",
    }


def _listing(one: Statement, article: Article, series: Series) -> dict[str, Any]:
    """A number of persons, firms or ships, where an act of that time names just this number."""
    number = f"{one.value or 0:,.0f}"
    draft, found = _ledger(one, article, series, RECENT)
    label = _named(
        found.rows if found else (),
        rf"(?<![\d,.]){number}(?![\d,.])(?:(?:[ +]| [\w'-]+){{1,5}}? ?{_COUNTED}| in [A-Z])",
    )
    if not label:
        raise NoMeasureError(
            f"persons, firms and ships by act; the ledger names {number} in none {_when(one)}, and is a selection"
        )
    return draft | {
        "test": {"at_least": {"value": 1, "rows": {"label": label}}},
        "because": f"The ledger has: {label}.",
    }


def _supply(one: Statement, article: Article, series: Series) -> dict[str, Any]:
    """Major arms delivered; small arms, ammunition and what a text calls lethal are not in the register, so that its silence says nothing."""
    if one.test == "lacks":
        raise NoMeasureError(
            "a record of all arms; the register holds major arms alone, and parts and engines among them"
        )
    if one.period:
        start, end = _window(one, article)
    else:
        start, end = str(article.published.year - 3), str(article.published.year)
    draft: dict[str, Any] = {
        "measure": "security.arms",
        "about": one.states,
        "options": {},
        "start": start[:4],
        "end": end[:4],
    }
    found = series.within(draft)
    if found is None or not found.value:
        raise NoMeasureError(
            f"deliveries of major arms in {start[:4]} to {end[:4]}; the register has none, and small arms and ammunition are not in it"
        )
    return draft | {"test": {"at_least": {"value": 0.001}}}


def _arms_share(one: Statement, article: Article, series: Series) -> dict[str, Any]:
    """A share in a state's arms imports, of five years; within some points of the one register, and contradicted only far from it."""
    buyer, seller = one.states
    first, _, last = one.period.partition("..")
    if one.test not in ("near", "at_least", "at_most") or not last or int(last[:4]) - int(first[:4]) != SPAN:
        raise NoMeasureError(
            "a span of five years, by which shares in arms imports are counted (security.arms_share)"
        )
    draft: dict[str, Any] = {
        "measure": "security.arms_share",
        "about": (seller, buyer),
        "options": {},
        "start": first[:4],
        "end": last[:4],
    }
    found = series.within(draft)
    rows = [
        row
        for row in (found.rows if found else ())
        if "imports" in str(row["series"]) and row["period"] == last[:4]
    ]
    if not rows:
        raise NoMeasureError(
            f"deliveries of {name_of(seller)} to {name_of(buyer)} in {first[:4]} to {last[:4]}"
        )
    value, wanted = float(rows[0]["value"]), one.value or 0.0
    if one.test == "near" and OF_ARMS < abs(value - wanted) <= FAR_OFF:
        raise NoMeasureError(
            f"a second count: the register as it stands gives {value:.0%}, and registers are revised"
        )
    at = {"at": last[:4], "rows": {"series": rows[0]["series"]}}
    body = {"value": wanted, **at} | ({"within": OF_ARMS} if one.test == "near" else {})
    return draft | {"test": {str(one.test): body}}
