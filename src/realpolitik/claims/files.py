"""Claims in files: the bundled ones by name, others by path, each checked before anything is judged."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from realpolitik.claims.model import Claim
from realpolitik.errors import FileFormatError, OptionError, UnknownNameError
from realpolitik.findings import Window
from realpolitik.measures import registry
from realpolitik.store.safe import read_yaml

FOLDER = Path(__file__).parent
"""The wheel is never zipped by the installers that Python supports, so that bundled files have paths."""


@cache
def _bundled() -> dict[str, Path]:
    """Claim files by name: those of this package, and those of other packages' entry points."""
    found = {path.stem: path for path in FOLDER.glob("*.yaml")}
    for entry in entry_points(group="realpolitik.claims"):
        path = entry.load()
        if not isinstance(path, Path):
            raise OptionError(
                f"the entry point {entry.name!r} ({entry.value}) of realpolitik.claims is no Path"
            )
        if entry.name in found:
            raise OptionError(f"two claims files are called {entry.name!r}: rename the one in {entry.value}")
        found[entry.name] = path
    return dict(sorted(found.items()))


def said_on(file: str | Path) -> str | None:
    """The day of the text that a file's claims are taken from, where it states one (`said`)."""
    path, shown = _locate(file)
    day = read_yaml(path, shown=shown).get("said")
    return None if day is None else str(day)


def title(file: str | Path) -> str:
    """What the claims of a file are taken from, as it says (`text`); its name where it does not.

    Examples
    --------
    >>> title("arms_reports")
    'Reports on arms transfers and joint exercises of China and Russia, 2019 to 2025'
    """
    path, shown = _locate(file)
    return str(read_yaml(path, shown=shown).get("text") or shown)


def library() -> tuple[str, ...]:
    """Names of the claim files that come with the program, and with packages that extend it (`realpolitik.claims`).

    Examples
    --------
    >>> "radchenko2024" in library()
    True
    """
    return tuple(_bundled())


def load(file: str | Path) -> tuple[Claim, ...]:
    """The claims of a file, in its order.

    Parameters
    ----------
    file
        The path of a YAML file, or a name of `library()`. The file is a mapping with the key `claims`, a
        list; other keys (`text`, `note`) describe it. See `docs/how-to/add-a-claim.md`.

    Raises
    ------
    FileFormatError
        The file is not a claims file; the message names the file, the claim, the field and what to write.
    UnknownNameError
        A claim names a measure or an option that does not exist, or `file` is no path and no bundled name;
        with suggestions.
    UnknownStateError
        A claim is about a state that does not exist in its period; with suggestions.
    """
    path, shown = _locate(file)
    entries, refused = _entries(path, shown)
    claims = tuple(_claim(entry, shown, place) for place, entry in enumerate(entries, start=1))
    claims = tuple(claim.model_copy(update={"refuses": (*claim.refuses, *refused)}) for claim in claims)
    seen: set[str] = set()
    for claim in claims:
        if claim.id in seen:
            raise FileFormatError(shown, f"two claims have the id {claim.id!r}: rename one")
        seen.add(claim.id)
        if claim.kind == "measured":
            _check_against_measures(claim, shown)
    return claims


def _locate(file: str | Path) -> tuple[Path, str]:
    name = str(file)
    if name in _bundled():
        return _bundled()[name], name
    path = Path(file)
    if not path.exists() and path.suffix.lower() not in (".yaml", ".yml"):
        raise UnknownNameError("claims file", name, library())
    return path, name


def _entries(path: Path, shown: str) -> tuple[list[Any], tuple[str, ...]]:
    """The claims of a file, and the sources that may judge none of them."""
    content = read_yaml(path, shown=shown)
    if not isinstance(content, Mapping) or not isinstance(content.get("claims"), list):
        raise FileFormatError(shown, "not a claims file: it needs the key `claims:` with a list beneath it")
    if unknown := sorted(str(key) for key in set(content) - {"claims", "text", "note", "refuses", "said"}):
        raise FileFormatError(shown, f"unknown key {unknown[0]!r} beside `claims`: use `text` or `note`")
    return content["claims"], tuple(str(source) for source in content.get("refuses") or ())


def _claim(entry: Any, shown: str, place: int) -> Claim:
    if not isinstance(entry, Mapping):
        raise FileFormatError(shown, f"entry {place} is not a claim: write `- id: …` with its fields beneath")
    try:
        return Claim.model_validate(entry)
    except ValidationError as error:
        label = f"claim {entry['id']!r}" if entry.get("id") else f"entry {place}"
        raise FileFormatError(shown, f"{label}: {'; '.join(map(_problem, error.errors()))}") from None


REMEDIES = {
    "missing": "it is missing: add it",
    "extra_forbidden": "there is no such field: remove it, or check its spelling",
    "union_tag_invalid": "no such kind of test",
}


def _problem(error: Any) -> str:
    """A field and what to write there, from what pydantic found."""
    field = ".".join(str(part) for part in error["loc"])
    says = REMEDIES.get(error["type"]) or str(error["msg"]).removeprefix("Value error, ")
    if error["type"] == "union_tag_invalid":
        says = f"{says} as {error['ctx']['tag']!r}: choose {error['ctx']['expected_tags']}"
    elif error["type"] not in REMEDIES and error["type"] != "value_error":
        says += f" (found {str(error['input'])[:60]!r})"
    return f"field {field}: {says}" if field else says


def _check_against_measures(claim: Claim, shown: str) -> None:
    """Names of measures, options and states, and how many states: mistakes best found before judging."""
    picks = claim.test.picks() if claim.test else ()
    window = Window.parse(claim.start, claim.end)
    asked = {(claim.measure, claim.about, tuple(claim.options))}
    for pick in picks:
        options = (*(claim.options if pick.measure in (None, claim.measure) else ()), *pick.options)
        asked.add((pick.measure or claim.measure, claim.about if pick.about is None else pick.about, options))
    for name, about, options in sorted(asked, key=repr):
        measure = registry.get(str(name))
        if len(about) != measure.states:
            given = " and ".join(about) or "none"
            raise FileFormatError(
                shown,
                f"claim {claim.id!r}: field about: {name} is about {measure.states} state(s), not {given}",
            )
        for state in about:
            registry.resolve_within(state, window)
        for option in options:
            if option not in measure.options:
                raise UnknownNameError(f"option of {name}", option, measure.options, "realpolitik measures")
