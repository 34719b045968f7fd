"""`realpolitik cite NAME…`: BibTeX of the data and methods behind a figure."""

from __future__ import annotations

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
    import sys

    from realpolitik.errors import OptionError
    from realpolitik.measures import measures, run
    from realpolitik.sources.bibtex import method_entry, source_entry
    from realpolitik.store import Store

    if not names:
        raise OptionError(
            "name at least one measure or source; `realpolitik measures` and `sources` list them"
        )
    store, known = Store(), measures()
    entries: dict[str, str] = {}
    for name in names:
        if name not in known:
            entries[name] = source_entry(store.source(name))
            continue
        entries[name] = method_entry(name, known[name].method.reference)
        for source in run(name, *about, store=store).sources if about else ():
            entries[source.id] = source_entry(store.source(source.id))
    if format == "json":
        write_json([{"id": key, "bibtex": text} for key, text in entries.items()])
    else:
        sys.stdout.write("\n\n".join(entries.values()) + "\n")
