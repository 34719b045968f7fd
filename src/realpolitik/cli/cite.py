"""`realpolitik cite NAME…`: BibTeX of the data and methods behind a figure."""

from __future__ import annotations

import sys
from typing import Annotated

from cyclopts import Parameter

from realpolitik.cli.output import ListFormat, write_json


def cite(
    *names: str,
    about: Annotated[tuple[str, ...], Parameter(name="--about", consume_multiple=True, negative=())] = (),
    format: ListFormat | str = "bibtex",
) -> None:
    """Print BibTeX entries for measures and sources.

    Parameters
    ----------
    names
        Measures, datasets, or identifiers of sources.
    about
        With a measure: the states, so that the sources of just that figure are cited too.
    format
        bibtex, or json.
    """
    from realpolitik.calls import data

    found = data.cite(*names, about=about)
    if format == "json":
        write_json(found.record())
    else:
        sys.stdout.write(f"{found}\n")
