"""`realpolitik endgame [FILE]`: which end of the war each capital prefers, and what a patron can demand."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from realpolitik.cli.output import line, table, write_json


def endgame(
    file: Path | None = None,
    *,
    actor: str | None = None,
    draws: int = 100_000,
    format: Literal["table", "json"] = "table",
    chart: Path | None = None,
) -> None:
    """Weigh how the war might end, under all judgements of a file.

    Parameters
    ----------
    file
        Your own judgements; those that come with the program where left out.
    actor
        One capital only: CHN, RUS, UKR, USA or EU.
    draws
        Judgements drawn for each actor.
    format
        Tables for people, or everything as json.
    chart
        Also draw the preferences of the actor (CHN where none is named) into this file.
    """
    from realpolitik.scenarios.endgame.files import BUNDLED, load
    from realpolitik.scenarios.endgame.run import dictate, forecast, plans, preference, support

    given = load(file)
    names = [actor] if actor else list(given.actors)
    found = {name: preference(given, name, draws=draws) for name in names}
    if chart:
        from realpolitik.charts import save
        from realpolitik.measures import run

        save(run("endgame.preference", actor or "CHN", file=str(file or "")), chart)
    patron = found.get(given.war.patron) or preference(given, given.war.patron, draws=20_000)
    best, demand, sets = support(given, patron), dictate(given), plans(given)
    if format == "json":
        write_json(
            {
                "id": given.id,
                "as_of": given.as_of.isoformat(),
                "preferences": {name: one.record() for name, one in found.items()},
                "support": best.record(),
                "demand": demand.record(),
                "plans": {plan: list(actors) for plan, actors in sets.items()},
                "forecast": forecast(given),
            }
        )
        return
    for name, one in found.items():
        line(f"{given.actors[name].name}: share of judgements under which each end is", style="bold")
        count = len(one.outcomes)
        heads = ["first", *[f"{k}." for k in range(2, count)], "last"]
        table(
            ("end", *heads, "first, any one criterion left out"),
            [
                (
                    given.outcomes[outcome],
                    *(f"{100 * share:.1f} %" for share in one.acceptability[place]),
                    "{:.0f}–{:.0f} %".format(*(100 * end for end in one.first(outcome)[1:])),
                )
                for place, outcome in enumerate(one.outcomes)
            ],
            right=heads,
        )
        order = one.orders[0]
        line(
            f"Most frequent order ({100 * order.share:.0f} %): "
            + " > ".join(given.outcomes[one.outcomes[place]] for place in order.outcomes)
        )
        for criterion, outcome, weight in one.critical:
            line(f"{given.outcomes[outcome]} takes first place where {criterion} weighs {weight:.2f}.")
        best_one = one.outcomes[int(one.acceptability[:, 0].argmax())]
        drivers = [f"{name} {share:.2f}" for name, share in one.judgements(best_one)[:3] if share >= 0.01]
        said = ", ".join(drivers) or "no single judgement"
        line(f"What decides whether {given.outcomes[best_one]} is first (Sobol indices): {said}.")
        line()
    line(f"Support of {given.war.patron} for {given.war.client}", style="bold")
    shares = ", ".join(f"{kind} {100 * share:.0f} %" for kind, share in best.shares.items())
    line(
        f"Best support: {shares}; at the modes {best.central.support:.2f}, which leaves the front drifting by "
        f"{best.central.drift:+.2f} a year. It keeps the front about where it is in {100 * best.stalemate:.0f} %."
    )
    line(f"Demand of {given.demand.patron} on {given.demand.client}: {given.demand.what}", style="bold")
    line(
        f"Met in {100 * demand.extracted:.1f} % of judgements: the threat is believed in {100 * demand.credible:.0f} %, "
        f"complying is cheaper than being severed in {100 * demand.affordable:.1f} %. The most that could be demanded is "
        f"{demand.largest[1]:.1f} % of income ({demand.largest[0]:.1f} to {demand.largest[2]:.1f})."
    )
    line("Published plans", style="bold")
    table(
        ("plan", "within what these accept"),
        [(plan, " ".join(actors) or "none") for plan, actors in sets.items()],
    )
    legacy = forecast(given)
    said = ", ".join(f"{issue} {median:.2f} (mean {mean:.2f})" for issue, (median, mean) in legacy.items())
    line(f"Median voter, a legacy method with known faults: {said}; 0 is Ukraine's aim, 1 Russia's.")
    line(
        f"Everything above holds under the judgements of {file or BUNDLED.name}; copy it, change a score, run again."
    )
