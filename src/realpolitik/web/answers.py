"""The answers of a server: it asks briefs, measures, claims and scenarios, and keeps what they answered."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from realpolitik.errors import OptionError
from realpolitik.findings import Finding, Window
from realpolitik.store import Store
from realpolitik.web import parameters, workers
from realpolitik.web.cache import Cache
from realpolitik.web.workers import Form, Workers

if TYPE_CHECKING:
    from realpolitik.briefs import Brief
    from realpolitik.charts.theme import Width
    from realpolitik.claims import Verdict
    from realpolitik.claims.reading import Report
    from realpolitik.scenarios import Scenario

LONGEST = 150_000
"""Letters of a text: some fifty pages. The command line reads books."""
PICTURES = 32_000_000
"""Bytes of charts that are kept."""
Frontier = tuple[Finding, list[dict[str, Any]], list[dict[str, Any]]]
Played = tuple[Finding, Finding, dict[str, Any]]


class Answers:
    """All answers of a server. Its methods block; pages call them in threads."""

    def __init__(self) -> None:
        self.store = Store()
        self.drawing, self.solving = Workers(2), Workers(2, yielding=5)
        self.searching = Workers(1, yielding=10)  # a frontier takes seconds, and no slider waits behind it
        self._reading = threading.BoundedSemaphore(2)  # so many texts are read at once; who comes third waits
        self._briefs = Cache["Brief"](48)
        self._findings = Cache[Finding](1_000)
        self._verdicts = Cache[tuple["Verdict", ...]](16)
        self._pictures = Cache[bytes](PICTURES, len)
        self._played = Cache[Played](64)
        self._live = Cache[bytes](64)
        self._frontiers = Cache[Frontier](64)

    def brief(self, a: str, b: str, window: Window, shock: str | None = None) -> Brief:
        """The brief of two states, by code or any name."""
        from realpolitik.briefs import build
        from realpolitik.measures.registry import state_or_bloc

        codes = tuple(state_or_bloc(name, window).code for name in (a, b))

        def make() -> Brief:
            made = build(*codes, window=window, store=self.store, shock=shock)
            for finding in made.findings:
                self._findings.put(self._key(finding, made.window), finding)
            return made

        return self._briefs.get((*codes, window, shock), make)

    def ready(self, a: str, b: str) -> Brief | None:
        """The brief of two codes over all years if it has been made; nothing is made or waited for."""
        return self._briefs.peek((a, b, Window(), None))

    def finding(
        self, name: str, about: tuple[str, ...], window: Window, options: Mapping[str, Any] | None = None
    ) -> Finding:
        """One finding; states by code or any name, options as texts or values."""
        from realpolitik.measures import get
        from realpolitik.measures.registry import side

        measure = get(name)
        states = [side(measure, one, window) for one in about]
        codes = tuple(state.code for state in states)
        chosen = {**measure.defaults, **measure.read(options or {})}
        key = (name, codes, window, _fixed(chosen))
        return self._findings.get(key, lambda: measure(self.store, states, window, **chosen))

    def _key(self, finding: Finding, window: Window) -> tuple[Any, ...]:
        return (finding.name, finding.about, window, _fixed(finding.options))

    def verdicts(self, name: str) -> tuple[Verdict, ...]:
        """The verdicts on a bundled file of claims."""
        from realpolitik.claims import judge, load

        return self._verdicts.get(name, lambda: tuple(judge(claim, self.store) for claim in load(name)))

    def read(self, text: str, published: str = "") -> Report:
        """Read a text into claims and judge them; nothing of it is kept.

        Raises
        ------
        OptionError
            There is no text, it is too long, or the day is no date.
        """
        from realpolitik.claims.reading import check, make_article

        if not text.strip():
            raise OptionError("there is no text: give that of an article")
        if len(text) > LONGEST:
            raise OptionError(
                f"the text has {len(text):,} letters: at most {LONGEST:,} here; `realpolitik check` reads books"
            )
        with self._reading:
            article = make_article(text, published=published.strip() or None)
            return check(article, store=self.store, fetch=self._fetch)

    def _fetch(self, name: str, *about: str, start: str | None, end: str | None, **options: Any) -> Finding:
        """What a text rests on, kept as what pages show is kept: texts of one week are about the same figures."""
        return self.finding(name, about, Window.parse(start, end), options)

    def picture(
        self,
        finding: Finding,
        *,
        width: Width = "wide",
        scheme: str = "light",
        form: Form = "svg",
        bare: bool = False,
    ) -> bytes:
        """The chart of a finding; one that has nothing to draw raises `CoverageError`."""
        key = (
            finding.name,
            finding.about,
            finding.period,
            _fixed(finding.options),
            finding.says,
            finding.chart,
        )
        return self._pictures.get(
            (*key, width, scheme, form, bare),
            lambda: self.drawing.call(workers.draw, finding, width, scheme, form, bare),
        )

    def played(self, scenario: Scenario) -> Played:
        """A scenario played under all assumptions: who loses, whose trade moves, how it was solved."""
        text = scenario.model_dump_json(by_alias=True)
        return self._played.get(text, lambda: self.solving.call(workers.play, text))

    def live(self, scenario: Scenario, *, width: Width = "wide", scheme: str = "light") -> bytes:
        """What the sliders show of a scenario, as an object of JSON (`workers.live`)."""
        text = scenario.model_dump_json(by_alias=True)
        return self._live.get(
            (text, width, scheme), lambda: self.solving.call(workers.live, text, width, scheme)
        )

    def frontier(self, **question: Any) -> Frontier:
        """A frontier of sanctions, solved once: the finding, each point, and each as a scenario file."""
        key = tuple(sorted(question.items()))
        return self._frontiers.get(key, lambda: self.searching.call(workers.frontier, question))

    def warm(self) -> None:
        """Answer the first question before anyone asks it, and start the processes."""
        brief = self.brief("CHN", "RUS", Window())
        self.picture(brief.findings[0], bare=True)
        from realpolitik.scenarios import load

        self.played(load("west-2023"))

    def stop(self) -> None:
        """End the processes."""
        self.drawing.stop()
        self.solving.stop()
        self.searching.stop()

    def counts(self) -> dict[str, tuple[int, int, int]]:
        """Of each kind of answer: kept, found again, made."""
        return {
            name.strip("_"): (len(cache), cache.hits, cache.misses)
            for name, cache in vars(self).items()
            if isinstance(cache, Cache)
        }


def _fixed(options: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((key, repr(value)) for key, value in options.items()))


def about_of(text: str) -> tuple[str, ...]:
    """States of an address: `CHN-RUS`, `CHN`, or `world` for none.

    Examples
    --------
    >>> about_of("CHN-RUS"), about_of("world")
    (('CHN', 'RUS'), ())
    """
    return () if text == "world" else tuple(text.split("-"))


def address_of(finding: Finding, window: Window) -> str:
    """The permanent address of a finding on this server, without its host."""
    from urllib.parse import urlencode

    query = [*parameters.spanned(window), *(("set", pair) for pair in parameters.changed(finding))]
    path = f"/finding/{finding.name}/{'-'.join(finding.about) or 'world'}"
    return f"{path}?{urlencode(query)}" if query else path
