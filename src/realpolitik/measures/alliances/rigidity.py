"""How rigid an alliance is: what its text leaves to the judgement of the hour."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from realpolitik.errors import OptionError
from realpolitik.findings import Interval, Window, spanned
from realpolitik.measures.alliances.held import Held, pledged, signed, within
from realpolitik.measures.alliances.parties import in_force
from realpolitik.measures.alliances.sentences import spans
from realpolitik.measures.registry import About, Result, measure
from realpolitik.sources.shipped import shipped
from realpolitik.states.wording import called
from realpolitik.store import Store

PARTS = {"support": 1, "institution": 3, "unconditional": 1, "binding": 1}
"""Parts of the index besides the pledge itself, with the highest code of each."""
UNCODED = "provisions that are not coded, as absent (low) and as present (high)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rigidity:
    """Index of one year, 0 to 1, with its bounds: `low` and `value` take provisions that are not coded as absent."""

    value: float
    low: float
    high: float


def rigidity(coding: Mapping[str, float | None] | None) -> Rigidity:
    r"""Rigidity of a pledge of help in war from its provisions.

    $Rg = (1 + support + institution/3 + unconditional + binding) / 5$: the pledge itself, help that is military rather than
    chosen by each, a joint command, help against anybody, and no way out before the term. Without a pledge of defence or
    offence it is 0: an alignment is flexible by definition.

    Parameters
    ----------
    coding
        Codes of `PARTS`; a missing or None code is unknown. None: no pledge of help in war.

    Raises
    ------
    OptionError
        A code is outside its range.

    References
    ----------
    The index is this project's; its parts follow Leeds and Anac (2005), doi 10.1080/03050620500294135

    Examples
    --------
    >>> rigidity({"support": 1, "institution": 0, "unconditional": 0, "binding": 1})
    Rigidity(value=0.6, low=0.6, high=0.6)
    >>> rigidity({}), rigidity(None)
    (Rigidity(value=0.2, low=0.2, high=1.0), Rigidity(value=0.0, low=0.0, high=0.0))
    """
    if coding is None:
        return Rigidity(value=0.0, low=0.0, high=0.0)
    low = high = 1.0
    for part, most in PARTS.items():
        code = coding.get(part)
        if code is not None and not 0 <= code <= most:
            raise OptionError(f"{part}={code}: codes run from 0 to {most}")
        low += 0 if code is None else code / most
        high += 1 if code is None else code / most
    return Rigidity(value=low / 5, low=low / 5, high=high / 5)


@cache
def codings() -> Mapping[date, Mapping[str, Any]]:
    """The codings of `rigidity.yaml`, by the day of signature."""
    return {entry["signed"]: entry for entry in shipped("realpolitik.measures.alliances", "rigidity")}


def _of_year(tables: Store, about: About, year: int, held: Held) -> tuple[Rigidity | None, str]:
    """The most rigid pledge of a year, and why it is coded so; None where it is unknown whether there is one."""
    if not (held.has("defence") or held.has("offence")):
        return (None if held.has("defence") is None else rigidity(None)), ""
    own = [
        treaty
        for treaty in signed(tables, about)
        if in_force(treaty, year, about) and pledged(treaty) & {"defence", "offence"}
    ]
    if not own:
        return rigidity({}), "a pledge coded by ATOP alone, whose provisions are not in the table"
    rated = [(rigidity(codings().get(treaty["signed"], {})), treaty) for treaty in own]
    best, treaty = max(rated, key=lambda one: one[0].value)
    return best, f"{treaty['treaty']}: {codings().get(treaty['signed'], {}).get('why', 'not coded')}"


@measure(
    "treaties.rigidity",
    unit="index",
    tables=("atop", "treaties", "phrases"),
    definition="Rigidity of what binds two states in war: 0 without a pledge of help; else a fifth each for the pledge, for military help "
    "that is not left to choice, for a joint command, for help against anybody anywhere, and for no way out before the term.",
    formula="Rg = 1{defence or offence} (1 + support + institution / 3 + unconditional + binding) / 5",
    reference="This project's index, after Leeds and Anac (2005), Alliance institutionalization and alliance performance, "
    "doi 10.1080/03050620500294135; codes in rigidity.yaml",
)
def treaty_rigidity(tables: Store, about: About, window: Window) -> Result:
    """How rigid the alliance of two states is, year by year."""
    years = within(tables, about, window)
    rows = []
    for year, held in years.items():
        found, why = _of_year(tables, about, year, held)
        rows.append(
            {
                "period": str(year),
                "value": found.value if found else None,
                "low": found.low if found else None,
                "high": found.high if found else None,
                "why": why,
                "source": held.sources,
            }
        )
    known = [row for row in rows if row["value"] is not None]
    last = known[-1] if known else None
    flexible = [row["period"] for row in known if row["value"] == 0 and years[int(row["period"])].pledges]
    peak = max(known, key=lambda row: row["value"], default=None)
    parts = []
    if peak and peak["value"]:
        same = [row["period"] for row in known if row["value"] == peak["value"]]
        parts.append(f"rigidity {peak['value']:.2f} at most ({spans(same)}; up to {peak['high']:.2f})")
    if flexible:
        parts.append(f"a flexible alignment, with pledges but none of help in war, in {spans(flexible)}")
    return Result(
        value=last["value"] if last else None,
        interval=Interval(low=last["low"], high=last["high"], kind=UNCODED, basis="source") if last else None,
        says=f"{called(about[0])} and {called(about[1])}: "
        + ("; ".join(parts) or "no pledge of help in war is known")
        + ".",
        rows=rows,
        period=spanned([date(year, 1, 1) for year in years], "A"),
        caveats=(
            f"Range: {UNCODED}. The codes are a reading of the texts, in measures/alliances/rigidity.yaml, each with its article.",
            "ATOP's pair-years hold no provisions: a pledge that it alone codes has the whole range.",
            "Years whose obligations are unknown have no value: after 2018 only a joint denial makes it 0.",
        ),
    )
