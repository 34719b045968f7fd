"""Options that name a file to write whose ending says the form: another ending is refused as the command line is read, before any work."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter


def _written_by(module: str) -> Parameter:
    """A file that a module writes: its `form_of` is asked, and the module imported, only where such an option is given."""

    def validate(_: type, path: Path | None) -> None:
        if path is not None:
            import_module(module).form_of(path)

    return Parameter(validator=validate)


ChartFile = Annotated[Path | None, _written_by("realpolitik.charts.draw")]
BriefFile = Annotated[Path | None, _written_by("realpolitik.briefs.render")]
CheckedFile = Annotated[Path | None, _written_by("realpolitik.briefs.annotated")]
PanelFile = Annotated[Path | None, _written_by("realpolitik.panel.write")]
