"""Scenarios in files: the library by name, others by path, with inheritance by named change."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from realpolitik.errors import FileFormatError, UnknownNameError
from realpolitik.scenarios.schema import Scenario
from realpolitik.store.safe import read_yaml

LIBRARY = Path(__file__).parent / "library"
APPENDED = {"also": "shocks", "also_after": "after"}
"""Keys of a child that add to a list of its parent, where the list's own key would replace it."""
TOLD = 3
"""So many mistakes of a file are told at once."""


def library() -> tuple[str, ...]:
    """Names of the scenarios that come with the program.

    Examples
    --------
    >>> "west-embargo" in library()
    True
    """
    return tuple(sorted(path.stem for path in LIBRARY.glob("*.yaml")))


def load(file: str | Path) -> Scenario:
    """The scenario of a file or of the library.

    A file may say `extends: NAME` (of the library) or `extends: FILE` (beside it). Its keys then replace those of
    the parent, except that `also` and `also_after` add shocks to `shocks` and `after`.

    Raises
    ------
    FileFormatError
        The file is not a scenario; the message names the field and what to write. Or `extends` runs in a circle.
    UnknownNameError
        Neither a scenario of the library nor a file.
    """
    path = _locate(str(file), beside=None)
    shown = path.stem if path.parent == LIBRARY else str(file)
    return parse(_merged(path, ()), shown=shown)


def parse(values: Mapping[str, Any], *, shown: str) -> Scenario:
    """The scenario of plain values; `shown` names them in errors.

    Raises
    ------
    FileFormatError
        They are no scenario; the message names the field and what to write.
    """
    try:
        return Scenario.model_validate(values)
    except ValidationError as error:
        raise FileFormatError(shown, _explained(error)) from None


def _locate(name: str, *, beside: Path | None) -> Path:
    if name in library():
        return LIBRARY / f"{name}.yaml"
    path = Path(name) if beside is None else beside.parent / name
    if path.suffix in (".yaml", ".yml") or path.is_fifo():  # what another command writes: <(...)
        return path
    raise UnknownNameError("scenario", name, library(), "realpolitik scenarios")


def _merged(path: Path, above: tuple[Path, ...]) -> dict[str, Any]:
    place = path.resolve()
    if place in above:
        names = " -> ".join(one.stem for one in (*above[above.index(place) :], place))
        raise FileFormatError(str(path), f"`extends` runs in a circle: {names}")
    values = read_yaml(path)
    if not isinstance(values, Mapping):
        raise FileFormatError(str(path), "a scenario is a mapping with the keys id, asks and shocks")
    own = {str(key): value for key, value in values.items()}
    parent = own.pop("extends", None)
    base: dict[str, Any] = {}
    if parent is not None:
        if not isinstance(parent, str):
            raise FileFormatError(str(path), f"extends: {parent!r} is not the name of a scenario")
        base = _merged(_locate(parent, beside=path), (*above, place))
        base.pop("says", None)
    added = {key: own.pop(key) for key in APPENDED if key in own}
    merged = {**base, **own}
    for key, value in added.items():
        target = APPENDED[key]
        if not isinstance(value, list) or not isinstance(merged.get(target, []), list):
            raise FileFormatError(str(path), f"`{key}` is a list of shocks")
        merged[target] = [*merged.get(target, []), *value]
    return merged


def _explained(error: ValidationError) -> str:
    said = []
    for one in error.errors()[:TOLD]:
        place = ".".join(str(part + 1) if isinstance(part, int) else part for part in one["loc"])
        message = one["msg"].removeprefix("Value error, ")
        said.append(f"{place}: {message}" if place else message)
    more = f" (and {error.error_count() - TOLD} more)" if error.error_count() > TOLD else ""
    return "; ".join(said) + more
