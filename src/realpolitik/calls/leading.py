"""A result of several findings, of which the first leads."""

from __future__ import annotations

from realpolitik.findings import Finding, Row
from realpolitik.shown import Shown


class Leading(Shown):
    """What the first of `findings` says is said, its rows are shown, and the sentences of the others follow."""

    __slots__ = ()

    findings: tuple[Finding, ...]

    @property
    def says(self) -> str:
        """The sentence of the first finding."""
        return self.findings[0].says

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows of the first finding."""
        return tuple(self.findings[0].rows)

    def points(self) -> tuple[str, ...]:
        """The sentences of the others."""
        return tuple(one.says for one in self.findings[1:])
