"""`realpolitik endgame [FILE]`: which end of the war each capital prefers, and what a patron can demand."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Annotated, Any, Literal

from cyclopts import Parameter

from realpolitik.cli.output import line, table, write_json
from realpolitik.cli.targets import ChartFile
from realpolitik.errors import OptionError

if TYPE_CHECKING:
    from realpolitik.endgame.answers import Preference
    from realpolitik.endgame.report import Answer
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
    chart: ChartFile = None,
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
    from realpolitik.endgame.files import load
    from realpolitik.endgame.report import answer, called

    if copy:
        _copy(copy)
        return
    given = load(file)
    actor = called(given, actor) if actor else None
    found = answer(given, actor=actor, draws=draws)
    if chart or charts:
        _draw(given, file, actor, draws, chart, charts)
    if format == "json":
        write_json(found.record())
        return
    for one in found.preferences.values():
        _preferred(given, one)
    for head, said in found.sections():
        line(head, style="bold")
        line(said)
        line()
    _risks(found)
    for said in found.fighting():
        line(said)
    line()
    line("Published plans", style="bold")
    table(
        ("plan", "within what these accept"),
        [(plan, " ".join(actors) or "none") for plan, actors in found.plans.items()],
    )
    line(found.legacy())
    if given.sources:
        line(f"Sources of its own: {'; '.join(map(str, given.sources))}.")
    line(
        f"Everything above holds under the judgements of {file or 'endgame.yaml'}. To change one: "
        "realpolitik endgame --copy mine.yaml, change a score, realpolitik endgame mine.yaml."
    )


def _risks(found: Answer) -> None:
    """The risk of disaster that each actor would run."""
    from realpolitik.endgame.report import name_of

    given = found.given
    line(
        f"Risk of {given.outcomes[given.war.ends.disaster]} that each would run rather than see its worst other end",
        style="bold",
    )
    table(
        ("actor", "risk", "5th to 95th percentile", "rather than see"),
        [
            (
                name_of(given, code),
                f"{one.risk[1]:.0%}".replace("%", " %"),
                f"{100 * one.risk[0]:.0f}–{100 * one.risk[2]:.0f} %",
                given.outcomes[one.worst],
            )
            for code, one in found.resolve.items()
        ],
        right=("risk",),
    )


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


def _copy(path: Path) -> None:
    """Write the bundled judgements; a file that is there is left alone."""
    from realpolitik.endgame.files import BUNDLED
    from realpolitik.files import write_bytes

    if path.exists():
        raise OptionError(f"{path}: there is such a file already; choose another name")
    write_bytes(path, BUNDLED.read_bytes())
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
