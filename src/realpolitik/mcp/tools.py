"""The tools: each is the call of its name, within limits, and its answer in short."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Annotated, Any

import anyio
import anyio.to_thread
from mcp.server.mcpserver import Image
from mcp.types import CallToolResult, ContentBlock, TextContent
from pydantic import Field

from realpolitik.errors import CoverageError, OptionError, RealpolitikError, UnknownNameError, refusal
from realpolitik.findings import Finding, Window
from realpolitik.mcp import given, several, shapes, short
from realpolitik.mcp.given import About, Chart, Day, Detail, Name, Options, Run, Worlds
from realpolitik.web import parameters
from realpolitik.web.answers import LONGEST, Answers
from realpolitik.web.cache import Cache
from realpolitik.web.settings import Limits

AT_ONCE = 4
"""Calls that are answered at the same time; the others wait."""
SECONDS = Limits().seconds
"""The longest that one call may take."""
MEASURES = 12
"""Measures that a search names."""
STATEMENTS = {"short": 30, "full": 200}
"""Statements of a text that an answer lists, those with a verdict first."""


def answer(text: str, data: Mapping[str, Any], *pictures: bytes) -> CallToolResult:
    """An answer: text for who reads, plain values for who computes, and pictures."""
    content: list[ContentBlock] = [TextContent(type="text", text=text)]
    content += [Image(data=one, format="png").to_image_content() for one in pictures]
    return CallToolResult(content=content, structured_content=short.plain(data))


def refused(why: str) -> CallToolResult:
    """An error that the assistant may read and mend."""
    return CallToolResult(content=[TextContent(type="text", text=why)], is_error=True)


class Tools:
    """The tools of one server, which share what has been answered."""

    def __init__(self) -> None:
        self.answers = Answers()
        self._solved = Cache[Any](64)
        self._places = anyio.CapacityLimiter(AT_ONCE)

    async def within(self, make: Callable[[], CallToolResult]) -> CallToolResult:
        """What a function answers, in a thread, within the limits; errors of this package are answers, too."""
        async with self._places:
            try:
                with anyio.fail_after(SECONDS):
                    return await anyio.to_thread.run_sync(make, abandon_on_cancel=True)
            except TimeoutError:
                return refused(f"this took more than {SECONDS:.0f} seconds: ask for less")
            except RealpolitikError as error:
                return refused(str(error))
            except OSError as error:
                if why := refusal(error):
                    return refused(why)
                raise

    async def measure(
        self,
        name: Annotated[Name, Field(description="A measure, such as trade.turnover; `measures` finds them.")],
        about: About,
        start: Day = None,
        end: Day = None,
        options: Options = None,
        detail: Detail = "short",
        chart: Chart = False,
    ) -> Annotated[CallToolResult, shapes.Found]:
        """One figure on one state or two: value, unit, interval, sources, caveats, method."""

        def make() -> CallToolResult:
            window = Window.parse(start, end)
            finding = self._finding(name, about, window, options)
            record = short.found(finding, window, detail=detail)
            return answer(short.told(record), record, *self._drawn(finding, chart))

        return await self.within(make)

    async def compare(
        self,
        name: Annotated[Name, Field(description="A measure; `measures` finds them.")],
        among: Annotated[
            list[Annotated[list[Name], Field(max_length=2)]],
            Field(
                min_length=2,
                max_length=12,
                description='States or pairs of them, each a list: [["RUS", "CHN"], ["BLR", "RUS"]].',
            ),
        ],
        start: Day = None,
        end: Day = None,
        options: Options = None,
        detail: Detail = "short",
    ) -> Annotated[CallToolResult, shapes.Compared]:
        """The same measure on several states or pairs, the largest figure first, and why some have none."""

        def make() -> CallToolResult:
            window = Window.parse(start, end)
            found, gaps = [], []
            for about in among:
                try:
                    found.append(self._finding(name, about, window, options))
                except CoverageError as error:
                    why = {"why": error.what, "remedy": error.remedy}
                    gaps.append({"measure": name, "about": list(about), **why})
            if not found:
                raise CoverageError(gaps[0]["why"], gaps[0]["remedy"])
            found.sort(key=lambda one: (one.value is None, -(one.value or 0.0)))
            records = [short.found(one, window, detail=detail) for one in found]
            lines = [several.beside(records, detail)]
            lines += [f"No figure for {' and '.join(gap['about'])}: {gap['why']}" for gap in gaps]
            return answer("\n".join(lines), {"name": name, "findings": records, "gaps": gaps})

        return await self.within(make)

    async def brief(
        self,
        a: Annotated[Name, Field(description="A state or a bloc, by any usual name or code.")],
        b: Annotated[Name, Field(description="The other.")],
        start: Day = None,
        end: Day = None,
        shock: Annotated[Day, Field(description="The day that divides before and after.")] = None,
        detail: Detail = "short",
    ) -> Annotated[CallToolResult, shapes.Briefed]:
        """What two states are to each other: key judgements with confidence first, then an answer to each question."""

        def make() -> CallToolResult:
            split = str(shock) if shock else None
            return answer(*several.briefed(self.answers.brief(a, b, Window.parse(start, end), split), detail))

        return await self.within(make)

    async def check(
        self,
        article: Annotated[
            str,
            Field(
                min_length=1,
                max_length=LONGEST,
                description="The text: a sentence, or up to fifty pages, in English.",
            ),
        ],
        date: Annotated[
            Day, Field(description="When it was published, by which `last year` is understood: 2024-04-20.")
        ] = None,
        detail: Detail = "short",
    ) -> Annotated[CallToolResult, shapes.Checked]:
        """Read a text, and judge each claim in it by the figures: supported, contradicted, mixed, not measurable."""

        def make() -> CallToolResult:
            report = self.answers.read(article, str(date or ""))
            return answer(*several.checked(report, detail, STATEMENTS[detail]))

        return await self.within(make)

    async def scenario(
        self,
        name: Annotated[
            Annotated[str, Field(max_length=80)] | dict[str, Any],
            Field(
                description="One of the library (`scenarios` lists them), or one's own: id, asks, world, shocks such as "
                '{"kind": "tariff", "from": "CHN", "to": "EU", "sectors": ["metals"], "rate": 0.25}.'
            ),
        ],
        against: Annotated[
            Name | None, Field(description="Another of the library: the answer is the difference.")
        ] = None,
        detail: Detail = "short",
        chart: Chart = False,
    ) -> Annotated[CallToolResult, shapes.Modelled]:
        """Play a scenario in a trade model: who loses and gains, whose trade moves, with ranges over assumptions."""

        def make() -> CallToolResult:
            from realpolitik.calls.modelling import scenario

            asked, key = given.scenario(name)
            if against is not None:
                given.in_library(against)
            solved = self._solved.get(("scenario", key, against), lambda: scenario(asked, against=against))
            more = {"scenario": solved.data["scenario"], "solver": dict(solved.data["solver"])}
            return self._modelled(solved, more, detail, chart)

        return await self.within(make)

    async def leverage(
        self,
        a: Annotated[Name, Field(description="The state whose dependence is asked about.")],
        b: Annotated[Name, Field(description="The other.")],
        given: Annotated[
            Annotated[str, Field(max_length=80)],
            Field(description="A scenario that has already happened when they stop trading; empty for none."),
        ] = "west-2023",
        run: Run = "both",
        worlds: Worlds = "auto",
        detail: Detail = "short",
        chart: Chart = False,
    ) -> Annotated[CallToolResult, shapes.Modelled]:
        """What it would cost two states if they stopped trading: before, given sanctions, and later."""
        return await self.within(partial(self._leverage, a, b, given, run, worlds, detail, chart))

    async def sources(
        self,
        name: Annotated[
            Name,
            Field(
                description="A dataset, or the identifier of a source under a figure; all datasets where empty."
            ),
        ] = "",
    ) -> Annotated[CallToolResult, shapes.Sources]:
        """Where figures come from: publisher, title, version, address, licence, citation."""

        def make() -> CallToolResult:
            from realpolitik.sources import datasets

            every = [self.answers.store.source(name)] if name else list(datasets().values())
            items = [short.named(one.record(), "full" if name else "short") for one in every]
            lines = [f"{key}: {value}" for key, value in items[0].items()] if name else short.cited(items, 0)
            return answer("\n".join(lines), {"total": len(items), "items": items})

        return await self.within(make)

    async def states(
        self,
        name: Annotated[Name, Field(description="A code, a name or an alias: CHN, China, Peking, PRC.")],
        on: Annotated[Day, Field(description="The state that bore the name on this day.")] = None,
    ) -> Annotated[CallToolResult, shapes.States]:
        """A state by any of its names, with its codes (ISO3, Correlates of War, Gleditsch-Ward) and the spans in which it lived."""

        def make() -> CallToolResult:
            from realpolitik.states import resolve

            window = Window.parse(on)
            found = resolve(name, on=window.start)
            lists = [
                short.named(short.plain(self.answers.store.source(one).record())) for one in several.LISTS
            ]
            spans = ", ".join(f"{first} to {last or 'today'}" for first, last in found.life)
            text = f"{found.code}: {found.name} (COW {found.cow}, GW {found.gw}), {spans}"
            data = {"total": 1, "items": [found.record()], "sources": lists}
            return answer("\n".join((text, *short.cited(lists, 0))), data)

        return await self.within(make)

    async def measures(
        self,
        word: Annotated[
            str,
            Field(
                max_length=300,
                description="Words or a question, such as: how dependent is Russia on China for imports.",
            ),
        ],
        detail: Detail = "short",
    ) -> Annotated[CallToolResult, shapes.Measures]:
        """Find what can be measured by words; with detail=full also definition, formula and each option."""

        def make() -> CallToolResult:
            from realpolitik.calls.search import search
            from realpolitik.measures import measures

            known = measures()
            found = [known[word]] if word in known else search(word)
            if not found:
                raise UnknownNameError("measure", word[:80], known)
            items = [several.measure_line(one, detail) for one in found[:MEASURES]]
            lines = [f"{one['name']} ({one['unit']}): {one['says']}" for one in items]
            return answer("\n".join(lines), {"total": len(found), "items": items})

        return await self.within(make)

    async def scenarios(self) -> Annotated[CallToolResult, shapes.Scenarios]:
        """The scenarios of the library, and the worlds, states, sectors and groups that shocks may name."""

        def make() -> CallToolResult:
            return answer(*several.scenario_list())

        return await self.within(make)

    def _finding(
        self, name: str, about: list[str], window: Window, options: Mapping[str, Any] | None
    ) -> Finding:
        pairs = given.pairs(options)
        return self.answers.finding(name, tuple(about), window, parameters.options(name, pairs))

    def _leverage(
        self, a: str, b: str, taken: str, run: Any, worlds: Any, detail: short.Detail, chart: bool
    ) -> CallToolResult:
        from realpolitik.calls.modelling import leverage

        if taken:
            given.in_library(taken)
        solved = self._solved.get(
            ("leverage", a, b, taken, run, worlds),
            lambda: leverage(a, b, given=taken, run=run, worlds=worlds, store=self.answers.store),
        )
        cases = solved.data["losses_by_assumption"] if detail == "full" else []
        return self._modelled(solved, {"losses_by_assumption": cases}, detail, chart)

    def _modelled(
        self, solved: Any, more: Mapping[str, Any], detail: short.Detail, chart: bool
    ) -> CallToolResult:
        records = [short.found(one, detail=detail) for one in solved.findings]
        for record in records:
            record["finding_at"] = ""  # a call of several findings: ask it again
        text = several.beside(records, detail)
        return answer(text, {"findings": records, **more}, *self._drawn(solved.findings[0], chart))

    def _drawn(self, finding: Finding, wanted: bool) -> tuple[bytes, ...]:
        if not wanted:
            return ()
        try:
            return (self.answers.picture(finding, form="png"),)
        except (CoverageError, OptionError):  # nothing to draw, or a table: the answer stands without
            return ()
