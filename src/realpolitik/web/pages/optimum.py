"""The page of sanctions that cost least: a frontier solved once, a slider along it, and files of every point."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated, Any, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request, Response

from realpolitik.briefs.tables import cite
from realpolitik.charts import describe
from realpolitik.errors import OptionError, UnknownNameError
from realpolitik.findings import Finding
from realpolitik.web.pages import render
from realpolitik.web.pages.figures import send
from realpolitik.web.pages.view import Shown
from realpolitik.wording.plain import plain

router = APIRouter(include_in_schema=False)
Side = Annotated[str, Query(max_length=300)]
Level = Annotated[float, Query(ge=0, le=100)]
Sectors = Annotated[list[str], Query(max_length=20)]
BOUND = 4.9
START = 1.0
"""The willingness at which the page begins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The controls of the page."""

    target: str = "RUS"
    by: str = "WEST"
    world: str = "merged-2021"
    bound: float = BOUND
    export_side: bool = False
    sectors: tuple[str, ...] = ()

    @property
    def query(self) -> str:
        """The controls that differ from the usual, as an address has them."""
        usual, pairs = Asked(), []
        for name in ("target", "by", "world", "bound"):
            value = getattr(self, name)
            if value != getattr(usual, name):
                pairs.append((name, f"{value:g}" if isinstance(value, float) else value))
        if self.export_side:
            pairs.append(("export_side", "yes"))
        return urlencode([*pairs, *(("sectors", one) for one in self.sectors)])

    def with_level(self, at: float) -> str:
        """The same with the point that is shown."""
        return "&".join(part for part in (self.query, urlencode({"at": f"{at:g}"})) if part)


def _asked(target: str, by: str, world: str, bound: float, export_side: bool, sectors: list[str]) -> Asked:
    from realpolitik.scenarios.stage import embedded

    if world not in embedded():  # never a folder of this machine
        raise UnknownNameError("world", world, embedded())
    return Asked(
        target=target.strip() or "RUS",
        by=by.strip() or "WEST",
        world=world,
        bound=bound,
        export_side=export_side,
        sectors=tuple(sectors),
    )


def _frontier(request: Request, asked: Asked) -> tuple[Finding, list[dict[str, Any]], list[dict[str, Any]]]:
    return request.app.state.answers.frontier(
        target=asked.target,
        by=asked.by,
        world=asked.world,
        bound=asked.bound,
        export_side=asked.export_side,
        sectors=asked.sectors,
    )


@router.get("/optimum")
def page(
    request: Request,
    target: Side = "RUS",
    by: Side = "WEST",
    world: Side = "merged-2021",
    bound: Annotated[float, Query(gt=0, le=BOUND)] = BOUND,
    export_side: bool = False,
    sectors: Sectors = [],  # noqa: B006
    at: Level = START,
    solve: bool = False,
) -> Response:
    """The controls; and the frontier where it is asked for without a script, which solves it from the page."""
    asked = _asked(target, by, world, bound, export_side, sectors)
    return request.app.state.bodies.answer(request, lambda: _page(request, asked, at, solve))


@router.get("/optimum/{file}")
def file(
    request: Request,
    file: Literal[
        "points.json", "scenario.yaml", "rows.csv", "finding.json", "chart.svg", "chart.png", "chart.json"
    ],
    target: Side = "RUS",
    by: Side = "WEST",
    world: Side = "merged-2021",
    bound: Annotated[float, Query(gt=0, le=BOUND)] = BOUND,
    export_side: bool = False,
    sectors: Sectors = [],  # noqa: B006
    at: Level = START,
    width: Literal["wide", "narrow"] = "wide",
    scheme: Literal["light", "dark"] = "light",
    bare: bool = False,
) -> Response:
    """The frontier as a file, or a point of it as a scenario; `points.json` is what the slider moves over."""
    asked = _asked(target, by, world, bound, export_side, sectors)
    finding, points, scenarios = _frontier(request, asked)
    place = nearest(points, at)
    if file == "points.json":
        head = {
            "says": finding.says,
            "alt": describe(finding),
            "points": points,
            "caveats": list(finding.caveats),
            "query": asked.query,
        }
        return request.app.state.bodies.answer(request, lambda: plain(head), kind="application/json")
    if file == "scenario.yaml":
        return request.app.state.bodies.answer(
            request,
            lambda: _yaml(scenarios[place], points[place]),
            kind="application/yaml",
            name=f"{scenarios[place].get('id', 'optimum')}.yaml",
        )
    chosen = marked(finding, points[place]["willingness"]) if file.startswith("chart") else finding
    return send(request, chosen, file, "optimum-frontier", width=width, scheme=scheme, bare=bare)


def nearest(points: list[dict[str, Any]], at: float) -> int:
    """The point whose willingness is nearest."""
    return min(range(len(points)), key=lambda place: abs(points[place]["willingness"] - at))


def marked(finding: Finding, willingness: float) -> Finding:
    """The finding with the row of one willingness marked, so that its chart shows it."""
    rows = tuple(
        {**row, "chosen": True} if row.get("willingness") == willingness else row for row in finding.rows
    )
    return replace(finding, rows=rows, options={**finding.options, "at": f"{willingness:g}"})


def _yaml(scenario: dict[str, Any], point: dict[str, Any]) -> str:
    import yaml

    if not scenario:
        raise OptionError(
            f"at a willingness of {point['willingness']:g} nothing is taxed: there is no scenario"
        )
    return yaml.safe_dump(scenario, sort_keys=False, allow_unicode=True, width=110)


def _page(request: Request, asked: Asked, at: float, solve: bool) -> str:
    from realpolitik.scenarios.stage import embedded, stage
    from realpolitik.states import groups

    where = stage(asked.world)
    found: dict[str, Any] = {}
    if solve:
        finding, points, _ = _frontier(request, asked)
        point = points[nearest(points, at)]
        found = {"one": _shown(finding, asked, point["willingness"]), "point": point, "points": points}
    return render.text(
        "optimum.html.jinja",
        asked=asked,
        at=at,
        found=found,
        worlds=embedded(),
        states=where.names,
        groups=groups(),
        sectors={label: name for label, name in where.sectors.items() if label in where.goods},
        levels=_levels(),
        bound=BOUND,
    )


def _levels() -> tuple[float, ...]:
    from realpolitik.scenarios.optimum.question import FARTHEST

    return FARTHEST


def _shown(finding: Finding, asked: Asked, at: float) -> Shown:
    return Shown(
        finding=finding,
        anchor="frontier",
        half=False,
        path="/optimum",
        query=asked.with_level(at),
        meta=(),
        alt=describe(finding),
        cite=tuple(cite(finding)),
        options=tuple(f"{key} = {value}" for key, value in finding.options.items()),
        method=False,
    )
