"""What is pledged between two states, year by year, and by which treaty.

The Alliance Treaty Obligations and Provisions project codes pledges to 2018. A curated table of treaties with their articles
carries single ones further. Outside both, what binds two states is unknown, which is not the same as nothing: after 2018
only a joint statement of the two that they are no alliance says that there is no pledge of defence.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from realpolitik.errors import CoverageError
from realpolitik.findings import Window
from realpolitik.measures.alliances.parties import in_force, under_way
from realpolitik.measures.registry import About
from realpolitik.sources.shipped import shipped
from realpolitik.states import state
from realpolitik.states.wording import called
from realpolitik.store import Store

OBLIGATIONS = ("defence", "offence", "neutrality", "non-aggression", "consultation")
LAST_CODED = 2018
"""The last year that ATOP 5.1 codes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What binds two states in a year.

    Attributes
    ----------
    pledges
        Obligation in force to the identifiers of its sources.
    coded
        Whether ATOP covers the year: then an obligation that is not held is known not to be.
    disavowed
        Sources of a joint statement of that year that the two are no alliance; empty where there is none.
    treaties
        Names of the curated treaties in force.
    by
        Obligation to the curated treaties, each with its year, that it rests on; none where ATOP alone codes it.
    """

    pledges: Mapping[str, str]
    coded: bool
    disavowed: str = ""
    treaties: tuple[str, ...] = ()
    by: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def has(self, pledge: str) -> bool | None:
        """Whether the pledge is in force; None where that is unknown."""
        if pledge in self.pledges:
            return True
        denied = self.disavowed and pledge in ("defence", "offence")
        return False if self.coded or denied else None

    @property
    def sources(self) -> str:
        """All that the year rests on."""
        ids = [id_ for held in self.pledges.values() for id_ in held.split()] + self.disavowed.split()
        return " ".join(dict.fromkeys(ids)) or "atop"


def strength(obligations: set[str]) -> float:
    """How strong the strongest of some obligations is, 0 to 1: active help ranks above standing aside, and that above talk.

    1 for a pledge of defence or offence, 2/3 for neutrality, 1/3 for non-aggression, 1/6 for consultation alone: the
    order of Chiba, Johnson and Leeds (2015), doi 10.1017/S0022381615000572, with consultation put below non-aggression.

    Examples
    --------
    >>> strength({"defence", "consultation"}), strength({"non-aggression", "consultation"}), strength(set())
    (1.0, 0.3333333333333333, 0.0)
    """
    for pledge, weight in (
        ("defence", 1),
        ("offence", 1),
        ("neutrality", 2 / 3),
        ("non-aggression", 1 / 3),
        ("consultation", 1 / 6),
    ):
        if pledge in obligations:
            return float(weight)
    return 0.0


def _coded(tables: Store, about: About) -> dict[int, dict[str, str]]:
    """Obligations coded by ATOP, by year: obligation to source."""
    low, high = sorted(about)
    found: dict[int, dict[str, str]] = {}
    for row in tables["atop"].filter(a=low, b=high).iter_rows(named=True):
        for year in range(row["from_year"], row["to_year"] + 1):
            found.setdefault(year, {})[row["obligation"]] = row["source_id"]
    return found


def signed(tables: Store, about: About) -> list[dict[str, Any]]:
    """The curated treaties of two states that came into force."""
    return [
        row
        for row in tables["treaties"].iter_rows(named=True)
        if set(about) <= set(row["parties"].split()) and row["in_force"] is not None
    ]


def pledged(treaty: Mapping[str, Any]) -> set[str]:
    """What a curated treaty obliges to."""
    columns = {"non-aggression": "non_aggression"}
    return {pledge for pledge in OBLIGATIONS if treaty[columns.get(pledge, pledge)] == "yes"}


@cache
def _disavowals() -> Mapping[str, list[str]]:
    return shipped("realpolitik.measures.alliances", "disavowals")


def _disavowed(tables: Store, about: About) -> dict[int, str]:
    """Years in which the two said in a joint text that they are no alliance, with the sources."""
    low, high = sorted(about)
    found: dict[int, list[str]] = {}
    for row in tables["phrases"].filter(a=low, b=high, present="yes").iter_rows(named=True):
        joint = any(kind in row["document"].lower() for kind in _disavowals()["documents"])
        if joint and row["phrase"] in _disavowals()["phrases"]:
            found.setdefault(row["date"].year, []).append(row["source_id"])
    return {year: " ".join(dict.fromkeys(ids)) for year, ids in found.items()}


def obligations_by_year(tables: Store, about: About) -> dict[int, Held]:
    """What is in force, for each year in which something is on record, or known not to be.

    Years to 2018 are those of ATOP, and from its first coded year of the pair an empty year means no pledge. A curated treaty
    covers each year in which it was in force on 31 December between the two, also after 2018.
    """
    coded, denied, treaties = _coded(tables, about), _disavowed(tables, about), signed(tables, about)
    first = min([*coded, *(treaty["in_force"].year for treaty in treaties)], default=None)
    if first is None:
        return {}
    found = {}
    for year in range(first, max(LAST_CODED, _last_curated(tables)) + 1):
        standing = [treaty for treaty in treaties if in_force(treaty, year, about)]
        pledges = dict(coded.get(year, {}))
        for treaty in standing:
            for pledge in pledged(treaty):
                pledges.setdefault(pledge, treaty["source_id"])
        covered = bool(coded) and min(coded) <= year <= LAST_CODED
        if (pledges or covered or year in denied) and all(_lived_in(code, year) for code in about):
            found[year] = Held(
                pledges=pledges,
                coded=covered,
                disavowed=denied.get(year, "") if year > LAST_CODED else "",
                treaties=tuple(treaty["treaty"] for treaty in standing),
                by=_by(pledges, standing or [one for one in treaties if under_way(one, year, about)]),
            )
    return found


def _by(pledges: Iterable[str], treaties: Sequence[Mapping[str, Any]]) -> dict[str, tuple[str, ...]]:
    return {
        pledge: tuple(f"{one['treaty']}, {one['signed'].year}" for one in treaties if pledge in pledged(one))
        for pledge in pledges
    }


def within(tables: Store, about: About, window: Window) -> dict[int, Held]:
    """The years of a window of which something is known.

    Raises
    ------
    CoverageError
        There is none: what binds the two is unknown.
    """
    years = {
        year: held
        for year, held in obligations_by_year(tables, about).items()
        if date(year, 12, 31) in window or date(year, 1, 1) in window
    }
    if not years:
        raise CoverageError(
            f"no treaty of {called(about[0])} and {called(about[1])} is coded or curated in the period asked: what binds them is "
            "unknown, not nothing.",
            "Source with more: ATOP (atop), 1816 to 2018.",
        )
    return years


def _last_curated(tables: Store) -> int:
    """The last year of which the curated table knows: that of its latest signature."""
    return max(row["signed"].year for row in tables["treaties"].iter_rows(named=True))


def _lived_in(code: str, year: int) -> bool:
    return any(first.year <= year and (last is None or year <= last.year) for first, last in state(code).life)
