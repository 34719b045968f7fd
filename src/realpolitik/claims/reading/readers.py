"""Readers by name: the bundled grammar, a language model that the environment names, and those that other packages bring under `realpolitik.readers`."""

from __future__ import annotations

from importlib.metadata import entry_points

from realpolitik.claims.reading.meaning.statements import Reader
from realpolitik.claims.reading.reader import GrammarReader
from realpolitik.errors import OptionError, UnknownNameError

GROUP = "realpolitik.readers"
BUNDLED, MODEL = "grammar", "model"


def reader_of(name: str = BUNDLED) -> Reader:
    """The reader of this name. Only one that is asked for by name is ever loaded.

    Raises
    ------
    UnknownNameError
        There is none; the message lists those installed.
    OptionError
        What is installed under the name has no `read`.
    """
    if name == BUNDLED:
        return GrammarReader()
    if name == MODEL:
        from realpolitik.claims.reading.model_reader import ModelReader

        return ModelReader.from_environment()
    installed = {entry.name: entry for entry in entry_points(group=GROUP)}
    if name not in installed:
        raise UnknownNameError("reader", name, (BUNDLED, MODEL, *installed))
    made = installed[name].load()
    found = made() if isinstance(made, type) else made
    if not callable(getattr(found, "read", None)):
        raise OptionError(
            f"the reader {name!r} has no method read(article): see claims/reading/meaning/statements.py"
        )
    return found
