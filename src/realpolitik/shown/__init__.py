"""What every result can do: become a frame, a file, a chart, a citation, and show itself in a notebook.

A result is a frozen record with a sentence, rows and the findings behind it. `Shown` gives all of them the same methods. Charts
and citations are made by rooms that stand above this one; they are found by name (`MAKERS`), as measures and commands are.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal, Protocol

from realpolitik.errors import OptionError

if TYPE_CHECKING:
    import altair as alt
    import pandas as pd
    import polars as pl

MAKERS = {
    "chart": "charts:chart",
    "svg": "charts:svg",
    "drawable": "charts:drawable",
    "bibtex": "sources.bibtex:finding_entries",
    "html": "shown.page:page",
}
"""What the methods below need, and where it is made."""
SHORT = 160
"""Characters of a sentence in the one line that stands for a result."""


class Figure(Protocol):
    """What is needed of a finding (`realpolitik.findings.Finding`) to show it."""

    @property
    def name(self) -> str: ...

    @property
    def unit(self) -> str: ...

    @property
    def says(self) -> str: ...

    @property
    def interval(self) -> Any: ...

    @property
    def caveats(self) -> tuple[str, ...]: ...

    @property
    def sources(self) -> tuple[Any, ...]: ...

    @property
    def method(self) -> Any: ...


def maker(name: str) -> Callable[..., Any]:
    """What makes a chart, a citation or a page, imported when it is first needed."""
    module, _, attribute = MAKERS[name].partition(":")
    return getattr(import_module(f"realpolitik.{module}"), attribute)


class Shown:
    """A result: `to_dict`, `to_polars`, `to_pandas`, `to_csv`, `plot`, `cite`; in a notebook its sentence, chart, table, sources and caveats."""

    __slots__ = ()

    # What each kind of result has of its own. Those that are findings, or hold some, need say no more.

    def record(self) -> Any:
        """The result as plain values."""
        raise NotImplementedError

    def headline(self) -> str:
        """What it says, in a sentence."""
        return str(getattr(self, "says", ""))

    def points(self) -> tuple[str, ...]:
        """Further sentences that it says, such as the key judgements of a brief."""
        return ()

    def tidy(self) -> Sequence[Mapping[str, Any]]:
        """Its rows: one a figure."""
        return getattr(self, "rows", ())

    def behind(self) -> tuple[Figure, ...]:
        """The findings that it rests on, the one that is drawn first."""
        return getattr(self, "findings", ())

    def label(self) -> str:
        """What kind of result it is, and of what: `trade.turnover CHN RUS`."""
        return type(self).__name__

    # What all have.

    def to_dict(self) -> Any:
        """The result as plain values: what `--format json` prints, and the API returns."""
        return self.record()

    def to_polars(self) -> pl.DataFrame:
        """Its rows as a Polars frame."""
        return frame_of(self.tidy())

    def to_pandas(self) -> pd.DataFrame:
        """Its rows as a pandas frame; pandas has to be installed.

        Raises
        ------
        OptionError
            It is not.
        """
        try:
            import pandas as pd
        except ImportError:
            raise OptionError(
                "pandas is not installed: pip install pandas, or take to_polars() or to_csv()"
            ) from None
        return pd.DataFrame(self.to_polars().to_dict(as_series=False))

    def to_csv(self, path: str | os.PathLike[str] | None = None) -> str:
        """Its rows as CSV text; with a `path`, written into that file, whole or not at all."""
        text = self.to_polars().write_csv()
        if path is not None:
            from realpolitik.files import write_text

            write_text(os.fspath(path), text)
        return text

    def plot(
        self,
        name: str = "",
        *,
        width: Literal["wide", "narrow"] = "wide",
        scheme: Literal["light", "dark"] = "light",
    ) -> alt.LayerChart:
        """Its chart, as an Altair chart, which a notebook shows and `save` writes.

        Parameters
        ----------
        name
            Which of its findings, by name; the first that has a chart where left out.
        width
            `wide` or `narrow`.
        scheme
            `light` or `dark` paper.

        Raises
        ------
        OptionError
            It has no finding of this name, or none that a chart shows.
        """
        drawn = [one for one in self.behind() if maker("drawable")(one)]
        chosen = [one for one in drawn if one.name == name] if name else drawn
        if not chosen:
            names = ", ".join(dict.fromkeys(one.name for one in drawn))
            raise OptionError(
                f"{self.label()} has no chart{f' of {name!r}' if name else ''}{f': there is {names}' if names else ''}"
            )
        return maker("chart")(chosen[0], width=width, scheme=scheme)

    def cite(self) -> str:
        """BibTeX entries of its methods and of its sources, each once."""
        entries: dict[str, str] = {}
        for finding in self.behind():
            entries |= maker("bibtex")(finding)
        return "\n\n".join(entries.values())

    def __repr__(self) -> str:
        said = " ".join(self.headline().split())
        return f"<{self.label()}: {said if len(said) <= SHORT else said[: SHORT - 1].rstrip() + '…'}>"

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        """What a notebook shows: sentence, chart, table, sources and caveats, in which all text is escaped."""
        return {"text/plain": repr(self), "text/html": maker("html")(self)}


def frame_of(rows: Sequence[Mapping[str, Any]]) -> pl.DataFrame:
    """Rows as a Polars frame, the columns in the order in which they first appear; what is no number, word or truth as text.

    Examples
    --------
    >>> frame_of([{"period": "2021", "value": 1}, {"period": "2022", "value": 2.5, "note": "late"}]).columns
    ['period', 'value', 'note']
    """
    import polars as pl

    plain = [{key: _scalar(value) for key, value in row.items()} for row in rows]
    return pl.DataFrame(plain, infer_schema_length=None, strict=False)


def _scalar(value: Any) -> Any:
    return value if value is None or isinstance(value, str | int | float | bool) else str(value)
