"""The endgame in full: every answer under one file of judgements, as one record and as sentences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from typing import Any

from realpolitik.endgame.answers import Legacy, Preference, forecast, plans, preference
from realpolitik.endgame.demands import Dictate, dictate, quantal
from realpolitik.endgame.files import records
from realpolitik.endgame.schema import Endgame
from realpolitik.endgame.war import Holding, Resolve, Room, Support, holding, resolve_of, room, support
from realpolitik.store import Store
from realpolitik.wording.numbers import signed

PATRON_DRAWS = 20_000
"""Judgements drawn for the patron, whose support is always asked, where another actor alone is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the judgements of a file come to.

    Attributes
    ----------
    preferences, resolve
        By actor: which end it prefers, and the risk of disaster that it would run.
    support, demand
        The patron's best support of the client, and what can be demanded of it.
    attrition, bargain
        How long doubt lasts, and what both would take; None where the file does not ask.
    plans
        Published plans, and the actors within whose acceptance each falls.
    forecast
        By issue: the median voter and expected utility.
    """

    given: Endgame
    preferences: Mapping[str, Preference]
    support: Support
    demand: Dictate
    resolve: Mapping[str, Resolve]
    attrition: Holding | None
    bargain: Room | None
    plans: Mapping[str, tuple[str, ...]]
    forecast: Mapping[str, Legacy]

    def record(self, store: Store | None = None) -> dict[str, Any]:
        """Everything as plain values, with the sources of the judgements."""
        return {
            "id": self.given.id,
            "as_of": self.given.as_of.isoformat(),
            "preferences": {name: one.record() for name, one in self.preferences.items()},
            "support": self.support.record(),
            "demand": self.demand.record(),
            "resolve": {name: one.record() for name, one in self.resolve.items()},
            "attrition": self.attrition.record() if self.attrition else None,
            "bargain": self.bargain.record() if self.bargain else None,
            "plans": {plan: list(actors) for plan, actors in self.plans.items()},
            "forecast": {issue: asdict(one) for issue, one in self.forecast.items()},
            "sources": [source.record() for source in records(self.given, store or Store())],
        }

    def sections(self) -> tuple[tuple[str, str], ...]:
        """Support and demand: a heading and what the judgements say of each."""
        given, best, demand = self.given, self.support, self.demand
        shares = ", ".join(f"{kind} {100 * share:.0f} %" for kind, share in best.shares.items())
        supported = (
            f"Best support: {shares}; at the modes {best.central.support:.2f}, which leaves the front drifting by "
            f"{signed(best.central.drift, 2)} a year. It keeps the front about where it is in {100 * best.stalemate:.0f} %."
        )
        demanded = (
            f"Met in {100 * demand.extracted:.1f} % of judgements: the threat is believed in {100 * demand.credible:.0f} %, "
            f"complying is cheaper than being severed in {100 * demand.affordable:.1f} %. The most that could be demanded is "
            f"{demand.largest[1]:.1f} % of income ({demand.largest[0]:.1f} to {demand.largest[2]:.1f})."
        )
        heads = (
            f"Support of {name_of(given, given.war.patron)} for {name_of(given, given.war.client)}",
            f"Demand of {name_of(given, given.demand.patron)} on {name_of(given, given.demand.client)}: {given.demand.what}",
        )
        return (heads[0], supported), (heads[1], " ".join(filter(None, (demanded, self._erring()))))

    def _erring(self) -> str:
        """What the same demand comes to where both err, by pygambit; nothing where that is not installed."""
        if find_spec("pygambit") is None:
            return ""
        found = quantal(self.given, self.demand)
        return (
            f"Where both err (quantal response, precision 2), at the modes: demanded with {found['demand']:.2f}, met with "
            f"{found['comply']:.2f}, severed with {found['sever']:.2f}."
        )

    def fighting(self) -> tuple[str, ...]:
        """A sentence each on attrition and on the bargain, where the file asks."""
        client, said = name_of(self.given, self.given.war.client), []
        if held := self.attrition:
            said.append(
                f"Attrition: doubt about who would ever give in lasts {held.duration[1]:.1f} years ({held.duration[0]:.1f} to "
                f"{held.duration[2]:.1f}), with the patron's help {held.helped_duration[1]:.1f}; {client} gives in at once with "
                f"{100 * held.client_concedes:.0f} %, helped {100 * held.helped_client_concedes:.0f} %, its enemy with "
                f"{100 * held.enemy_concedes:.0f} and {100 * held.helped_enemy_concedes:.0f} %."
            )
        if between := self.bargain:
            said.append(
                f"Bargain: both would take a share for {client} between {100 * between.low[1]:.0f} and {100 * between.high[1]:.0f} % "
                f"rather than fight on; power shifts too fast for it to be kept under {100 * between.fails:.1f} % of judgements."
            )
        return tuple(said)

    def legacy(self) -> str:
        """The forecast of the median voter and of expected utility, named as what it is."""
        said = "; ".join(
            f"{issue} {one.median:.2f} (mean {one.mean:.2f}, after rounds of offers {one.expected_utility:.2f}"
            f"{'' if one.settled else ', not settled'})"
            for issue, one in self.forecast.items()
        )
        return f"Median voter and expected utility, a legacy method with known faults: {said}. 0 is Ukraine's aim, 1 Russia's."


def answer(given: Endgame, *, actor: str | None = None, draws: int = 100_000) -> Answer:
    """Ask everything of a file of judgements: of one actor, or of all.

    Raises
    ------
    UnknownNameError
        The file has no such actor.
    """
    names = [actor] if actor else list(given.actors)
    found = {name: preference(given, name, draws=draws) for name in names}
    patron = found.get(given.war.patron) or preference(given, given.war.patron, draws=PATRON_DRAWS)
    return Answer(
        given=given,
        preferences=found,
        support=support(given, patron),
        demand=dictate(given),
        resolve={name: resolve_of(given, one) for name, one in found.items()},
        attrition=holding(given),
        bargain=room(given),
        plans=plans(given),
        forecast=forecast(given),
    )


def name_of(given: Endgame, code: str) -> str:
    """What the file calls an actor; the code where it has none of this code."""
    return given.actors[code].name if code in given.actors else code


def called(given: Endgame, actor: str) -> str:
    """The code of an actor that is named by its code or name, in any case; what is neither is left to be refused."""
    wanted = actor.casefold()
    return next(
        (code for code, one in given.actors.items() if wanted in (code.casefold(), one.name.casefold())),
        actor,
    )
