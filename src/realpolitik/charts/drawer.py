"""The charts of a page, each drawn once."""

from __future__ import annotations

from concurrent.futures import Future
from typing import TYPE_CHECKING

from realpolitik.errors import CoverageError

if TYPE_CHECKING:
    from types import TracebackType

    from realpolitik.charts.theme import Width
    from realpolitik.findings import Finding


class Drawer:
    """A context in which `picture` gives the SVG text of a finding; asked again, the same picture.

    Pictures are drawn in this process, but those of findings that another made, which draws them too (`briefs.beside`).
    """

    def __init__(self) -> None:
        # Findings are kept with their pictures, so that no other can take an identity that is in use.
        self._pictures: dict[tuple[int, Width], tuple[Finding, Future[str]]] = {}

    def __enter__(self) -> Drawer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pictures.clear()

    def picture(self, finding: Finding, width: Width) -> Future[str]:
        """The SVG text of the chart without paper or title; a finding that has nothing to draw raises CoverageError."""
        key = (id(finding), width)
        if key not in self._pictures:
            found: Future[str] = Future()
            try:
                found.set_result(drawn(finding, width))
            except CoverageError as error:
                found.set_exception(error)
            self._pictures[key] = (finding, found)
        return self._pictures[key][1]

    def keep(self, finding: Finding, width: Width, svg: str) -> None:
        """Take a picture that was drawn elsewhere."""
        found: Future[str] = Future()
        found.set_result(svg)
        self._pictures[id(finding), width] = (finding, found)


def drawn(finding: Finding, width: Width) -> str:
    """The SVG text of a finding."""
    from realpolitik.charts.draw import draw_svg, specification

    return draw_svg(specification(finding, width=width, bare=True))
