"""Endgame files: the bundled one, or one's own."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from realpolitik.endgame.schema import Endgame
from realpolitik.errors import FileFormatError, SchemaError
from realpolitik.sources.record import Source
from realpolitik.store import Store
from realpolitik.store.safe import read_yaml

_UNCITED = "a judgement names its sources, one or more: identifiers that `realpolitik cite` knows, or of the file's own list `sources`"
BUNDLED = Path(__file__).parent / "endgame.yaml"


def load(file: str | Path | None = None, *, store: Store | None = None) -> Endgame:
    """The judgements of a file; of the bundled one where None.

    Raises
    ------
    FileFormatError
        A range is upside down, a score has no outcome, reason or source, a criterion scores something unknown, or a source
        is neither known to the store nor in the file's own list, or in both; the message names the place.
    """
    path = BUNDLED if file is None else Path(file)
    shown = "endgame.yaml" if file is None else str(file)
    values = read_yaml(path, shown=shown)
    try:
        found = Endgame.model_validate(values)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        message = (
            _UNCITED
            if first["loc"][1:] and first["loc"][-1] == "sources"
            else first["msg"].removeprefix("Value error, ")
        )
        raise FileFormatError(shown, f"{place}: {message}" if place else message) from None
    _check_sources(found, shown, store or Store())
    return found


def cited(found: Endgame) -> dict[str, tuple[str, ...]]:
    """Place of each judgement to the sources it names."""
    places = {
        f"{code}.{name}": criterion.sources
        for code, actor in found.actors.items()
        for name, criterion in actor.criteria.items()
    }
    parts = {"war": found.war, "demand": found.demand, "attrition": found.attrition, "bargain": found.bargain}
    places |= {name: part.sources for name, part in parts.items() if part is not None}
    for name, entry in {**found.plans.positions, **found.plans.accepts}.items():
        places[f"plans.{name}"] = (str(entry["source"]),)
    return places


def records(found: Endgame, store: Store) -> tuple[Source, ...]:
    """The record of every source that a file cites, each once: its own, and those that the store knows."""
    own = {source.id: source for source in found.sources}
    names = dict.fromkeys(name for names in cited(found).values() for text in names for name in text.split())
    return tuple(own[name] if name in own else store.source(name) for name in names)


def _check_sources(found: Endgame, shown: str, store: Store) -> None:
    own = {source.id for source in found.sources}
    for name in own:
        if store.knows(name):
            raise FileFormatError(
                shown,
                f"sources: {name!r} is known to the program (`realpolitik cite {name}`): cite that, or give yours another id",
            )
    for place, names in cited(found).items():
        try:
            store.sources(name for text in names for name in text.split() if name not in own)
        except SchemaError as error:
            unknown = str(error).partition("breaks its schema: ")[2] or str(error)
            raise FileFormatError(
                shown,
                f"{place} cites a source that is not known: {unknown}. `realpolitik cite NAME` prints those that are; "
                "add one of your own to the file's list `sources`.",
            ) from None
