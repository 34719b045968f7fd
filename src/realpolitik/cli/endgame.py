"""`realpolitik endgame [FILE]`: which end of the war each capital prefers, and what a patron can demand."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Annotated, Any, Literal

from cyclopts import Parameter

from realpolitik.cli.output import line, table, write_json
from realpolitik.errors import OptionError
from realpolitik.wording.numbers import signed

if TYPE_CHECKING:
    from realpolitik.endgame.answers import Preference
    from realpolitik.endgame.schema import Endgame
    from realpolitik.findings import Finding

_CERTAIN = 0.995
"""Above this share too few judgements differ for their reasons to be told apart."""


def endgame(
    file: Path | None = None,
    *,
    actor: str | None = None,
    draws: int = 100_000,
    format: Literal["table", "json"] = "table",
    chart: Path | None = None,
    charts: Path | None = None,
    copy: Annotated[Path | None, Parameter(name="--copy")] = None,
) -> None:
    """Rank how the war might end for each capital, under all judgements of a file.

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
        Also draw the preferences of the actor (the patron where none is named) into this file.
    charts
        Also draw preferences, value of the war and map of best support into this folder.
    copy
        Write the judgements that come with the program into this file, to be changed, and stop.
    """
    from realpolitik.endgame.answers import forecast, plans, preference
    from realpolitik.endgame.demands import dictate
    from realpolitik.endgame.files import load, records
    from realpolitik.endgame.war import holding, resolve_of, room, support

    if copy:
        _copy(copy)
        return
    given = load(file)
    actor = _called(given, actor) if actor else None
    names = [actor] if actor else list(given.actors)
    found = {name: preference(given, name, draws=draws) for name in names}
    patron = found.get(given.war.patron) or preference(given, given.war.patron, draws=20_000)
    best, demand, sets = support(given, patron), dictate(given), plans(given)
    resolve = {name: resolve_of(given, one) for name, one in found.items()}
    held, between, legacy = holding(given), room(given), forecast(given)
    if chart or charts:
        _draw(given, file, actor, draws, chart, charts)
    if format == "json":
        from dataclasses import asdict

        from realpolitik.store import Store

        write_json(
            {
                "id": given.id,
                "as_of": given.as_of.isoformat(),
                "preferences": {name: one.record() for name, one in found.items()},
                "support": best.record(),
                "demand": demand.record(),
                "resolve": {name: one.record() for name, one in resolve.items()},
                "attrition": held.record() if held else None,
                "bargain": between.record() if between else None,
                "plans": {plan: list(actors) for plan, actors in sets.items()},
                "forecast": {issue: asdict(one) for issue, one in legacy.items()},
                "sources": [source.record() for source in records(given, Store())],
            }
        )
        return
    for one in found.values():
        _preferred(given, one)
    client = _name(given, given.war.client)
    line(f"Support of {_name(given, given.war.patron)} for {client}", style="bold")
    shares = ", ".join(f"{kind} {100 * share:.0f} %" for kind, share in best.shares.items())
    line(
        f"Best support: {shares}; at the modes {best.central.support:.2f}, which leaves the front drifting by "
        f"{signed(best.central.drift, 2)} a year. It keeps the front about where it is in {100 * best.stalemate:.0f} %."
    )
    line()
    line(
        f"Demand of {_name(given, given.demand.patron)} on {_name(given, given.demand.client)}: {given.demand.what}",
        style="bold",
    )
    line(
        f"Met in {100 * demand.extracted:.1f} % of judgements: the threat is believed in {100 * demand.credible:.0f} %, "
        f"complying is cheaper than being severed in {100 * demand.affordable:.1f} %. The most that could be demanded is "
        f"{demand.largest[1]:.1f} % of income ({demand.largest[0]:.1f} to {demand.largest[2]:.1f})."
    )
    if said := _erring(given, demand):
        line(said)
    line()
    disaster = given.outcomes[given.war.ends.disaster]
    line(f"Risk of {disaster} that each would run rather than see its worst other end", style="bold")
    table(
        ("actor", "risk", "5th to 95th percentile", "rather than see"),
        [
            (
                _name(given, code),
                f"{one.risk[1]:.0%}".replace("%", " %"),
                f"{100 * one.risk[0]:.0f}–{100 * one.risk[2]:.0f} %",
                given.outcomes[one.worst],
            )
            for code, one in resolve.items()
        ],
        right=("risk",),
    )
    if held:
        line(
            f"Attrition: doubt about who would ever give in lasts {held.duration[1]:.1f} years ({held.duration[0]:.1f} to "
            f"{held.duration[2]:.1f}), with the patron's help {held.helped_duration[1]:.1f}; {client} gives in at once with "
            f"{100 * held.client_concedes:.0f} %, helped {100 * held.helped_client_concedes:.0f} %, its enemy with "
            f"{100 * held.enemy_concedes:.0f} and {100 * held.helped_enemy_concedes:.0f} %."
        )
    if between:
        line(
            f"Bargain: both would take a share for {client} between {100 * between.low[1]:.0f} and {100 * between.high[1]:.0f} % "
            f"rather than fight on; power shifts too fast for it to be kept under {100 * between.fails:.1f} % of judgements."
        )
    line()
    line("Published plans", style="bold")
    table(
        ("plan", "within what these accept"),
        [(plan, " ".join(actors) or "none") for plan, actors in sets.items()],
    )
    said = "; ".join(
        f"{issue} {one.median:.2f} (mean {one.mean:.2f}, after rounds of offers {one.expected_utility:.2f}"
        f"{'' if one.settled else ', not settled'})"
        for issue, one in legacy.items()
    )
    line(
        f"Median voter and expected utility, a legacy method with known faults: {said}. 0 is Ukraine's aim, 1 Russia's."
    )
    if given.sources:
        line(f"Sources of its own: {'; '.join(map(str, given.sources))}.")
    line(
        f"Everything above holds under the judgements of {file or 'endgame.yaml'}. To change one: "
        "realpolitik endgame --copy mine.yaml, change a score, realpolitik endgame mine.yaml."
    )


def _name(given: Endgame, code: str) -> str:
    return given.actors[code].name if code in given.actors else code


def _preferred(given: Endgame, one: Preference) -> None:
    """The ranks of one actor, what turns them and what decides them."""
    line(f"{given.actors[one.actor].name}: share of judgements under which each end is", style="bold")
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
    if turns := one.critical:
        said = "; ".join(
            f"{given.outcomes[end]} where {name} weighs {weight:.2f}" for name, end, weight in turns
        )
        line(
            f"At the modes, weights of {1 / len(one.criteria):.2f} each, another end takes first place: {said}."
        )
    best = one.outcomes[int(one.acceptability[:, 0].argmax())]
    if one.first(best)[0] > _CERTAIN:
        line(f"That {given.outcomes[best]} is first hangs on no criterion.")
    else:
        drivers = ", ".join(f"{name} {share.total:.2f}" for name, share in one.decides(best)[:3])
        line(
            f"What decides whether {given.outcomes[best]} is first (total Sobol index of a criterion): {drivers}."
        )
    line()


def _called(given: Endgame, actor: str) -> str:
    """The code of an actor that is named by its code or name, in any case; what is neither is left to be refused."""
    wanted = actor.casefold()
    return next(
        (code for code, one in given.actors.items() if wanted in (code.casefold(), one.name.casefold())),
        actor,
    )


def _erring(given: Endgame, demand: object) -> str:
    """What the same demand comes to where both err, by pygambit; nothing where that is not installed."""
    from importlib.util import find_spec

    from realpolitik.endgame.demands import quantal

    if find_spec("pygambit") is None:
        return ""
    found = quantal(given, demand)  # type: ignore[arg-type]
    return (
        f"Where both err (quantal response, precision 2), at the modes: demanded with {found['demand']:.2f}, met with "
        f"{found['comply']:.2f}, severed with {found['sever']:.2f}."
    )


def _copy(path: Path) -> None:
    """Write the bundled judgements; a file that is there is left alone."""
    from realpolitik.endgame.files import BUNDLED

    try:
        with path.open("xb") as file:
            file.write(BUNDLED.read_bytes())
    except FileExistsError:
        raise OptionError(f"{path}: there is such a file already; choose another name") from None
    except OSError as error:
        raise OptionError(f"{path}: cannot be written ({error.strerror})") from None
    line(f"Written: {path}. Change a score, then: realpolitik endgame {path}")


def _draw(
    given: Endgame, file: Path | None, actor: str | None, draws: int, chart: Path | None, folder: Path | None
) -> None:
    from realpolitik.charts import save
    from realpolitik.findings import Window
    from realpolitik.measures.registry import get
    from realpolitik.store import Store

    def found(name: str, *about: str, **options: int) -> Finding:
        # by the register itself, since an actor may be a group such as the EU, which is no state
        actors: Any = [SimpleNamespace(code=code) for code in about]
        return get(f"endgame.{name}")(Store(), actors, Window(), file=str(file or ""), **options)

    preference = found("preference", actor or given.war.patron, draws=draws)
    if chart:
        save(preference, chart)
    if folder:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OptionError(f"{folder}: cannot be made a folder ({error.strerror})") from None
        save(preference, folder / "preference.svg")
        for name in ("value", "phases"):
            save(found(name, given.war.patron, given.war.client), folder / f"{name}.svg")
