"""What two states owe each other, in a sentence: each pledge with the treaty behind it and the governments that gave it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from realpolitik.measures.alliances.held import LAST_CODED, OBLIGATIONS, Held
from realpolitik.measures.alliances.parties import governments
from realpolitik.measures.registry import About
from realpolitik.states.wording import called
from realpolitik.wording.dates import year_span

ATOP_ALONE = "as coded by ATOP, treaty not named"


def spans(periods: list[str]) -> str:
    """Years as spans.

    Examples
    --------
    >>> spans(["1950", "1951", "1953"])
    '1950–1951 and 1953'
    """
    found: list[list[int]] = []
    for year in sorted(map(int, periods)):
        if found and found[-1][-1] == year - 1:
            found[-1].append(year)
        else:
            found.append([year])
    return listed(year_span(span[0], span[-1]) for span in found)


def listed(words: Iterable[str]) -> str:
    """Words in a row.

    Examples
    --------
    >>> listed(["neutrality", "non-aggression", "consultation"])
    'neutrality, non-aggression and consultation'
    """
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last


def _short(treaty: str) -> str:
    """The name of a treaty without the parties after it."""
    return re.sub(r" \([^)]*\)(?=, \d{4}$)", "", treaty)


def behind(years: Mapping[int, Held], pledges: Iterable[str]) -> str:
    """The treaties behind pledges of some years; where only some years have a named one, the years of which ATOP alone knows."""
    wanted = set(pledges)
    named = dict.fromkeys(
        _short(treaty) for held in years.values() for pledge in wanted for treaty in held.by.get(pledge, ())
    )
    nameless = [
        str(year) for year, held in years.items() if not any(held.by.get(pledge) for pledge in wanted)
    ]
    if not named:
        return ATOP_ALONE
    return "; ".join([*named, *([f"{spans(nameless)} {ATOP_ALONE}"] if nameless else [])])


def defences(about: About, years: Mapping[int, Held]) -> tuple[str, ...]:
    """In which years a pledge of defence held, by which treaty; the present governments first, then earlier ones."""
    of: dict[str, dict[int, Held]] = {}
    for year, held in years.items():
        if held.has("defence"):
            of.setdefault(governments(about, year), {})[year] = held
    parts = []
    for who, held in sorted(of.items(), key=lambda one: -max(one[1])):
        when = spans([str(year) for year in held])
        start = f"a pledge of defence of {who}" if who else "a pledge of defence"
        parts.append(f"{start} held in {when} ({behind(held, ['defence'])})")
    return tuple(parts)


def dated(now: Held) -> str:
    """The treaties behind the pledges of a year by their years: "treaties of 2001 and 2007"."""
    signed = sorted({treaty[-4:] for treaties in now.by.values() for treaty in treaties})
    return f"{'treaty' if len(signed) == 1 else 'treaties'} of {listed(signed)}" if signed else ATOP_ALONE


def standing(years: Mapping[int, Held], *, by: str = "") -> str:
    """What the last year holds: "owe each other non-aggression and consultation in 2012 (treaty of 2001), no defence".

    `by` is what stands in the brackets: the names of the treaties where it is empty.
    """
    last = max(years)
    now = years[last]
    verb = "owe each other" if last > LAST_CODED else "owed each other"
    held = [item for item in OBLIGATIONS if item in now.pledges]
    if not held:
        return (
            f"have no pledge on record in {last}"
            if last > LAST_CODED
            else f"had no pledge on record in {last}"
        )
    without = {False: ", no defence", None: ", and no pledge of defence is known"}.get(now.has("defence"), "")
    return f"{verb} {listed(held)} in {last} ({by or behind({last: now}, held)}){without}"


def owed(about: About, years: Mapping[int, Held]) -> str:
    """The sentence of `treaties.obligations`."""
    pair = f"{called(about[0])} and {called(about[1])}"
    said = f"{pair} {standing(years)}"
    without = [str(year) for year, one in years.items() if one.has("defence") is False and one.coded]
    denied = [str(year) for year, one in years.items() if one.disavowed]
    unknown = [str(year) for year, one in years.items() if one.has("defence") is None]
    parts = list(defences(about, years))
    if not parts and without:
        parts.append(f"no pledge of defence in {spans(without)}")
    if denied and not defences(about, years):
        said = f"{pair} are no allies by their own words ({spans(denied)}): they {standing(years)}"
    elif denied:
        parts.append(f"in {spans(denied)} they said together that they are no alliance")
    elif unknown:
        parts.append(f"of {spans(unknown)} no data set tells whether one held")
    return "; ".join([said, *parts]) + "."
