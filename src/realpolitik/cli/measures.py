"""`realpolitik measures [WORD]`: what can be measured, or one measure in full."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from realpolitik.cli.output import ListFormat, line, table, write_json
from realpolitik.errors import UnknownNameError

if TYPE_CHECKING:
    from realpolitik.measures.options import Option
    from realpolitik.measures.registry import Measure

ABOUT = ("the world", "one state", "two states")


def measures(word: str = "", /, *, format: ListFormat = "table") -> None:
    """List what can be measured, or show one measure in full with its options.

    Parameters
    ----------
    word
        A name, such as votes.kappa, shows that measure in full; other words, or a question, list the measures that speak of them.
    format
        A table for people, or JSON with definition, formula, reference and the schema of options of each.
    """
    from realpolitik.calls.search import search
    from realpolitik.measures import measures as all_measures
    from realpolitik.measures.registry import rooms

    known = all_measures()
    found = [known[word]] if word in known else search(word) if word else list(known.values())
    if not found:
        raise UnknownNameError("measure", word, known, "realpolitik measures")
    if format == "json":
        write_json([record(one) for one in found])
    elif word in known:
        show(known[word])
    else:
        for room in rooms(found):
            line(f"{room.name.capitalize()}: {room.says}", style="bold")
            table(
                ("measure", "says", "unit"),
                [(one.name, one.says, one.unit) for one in room.measures],
                whole=("measure", "unit"),
                wide={"says": 5},
            )
        line("`realpolitik measures NAME` shows one in full, with its options.")


def record(one: Measure) -> dict[str, Any]:
    """A measure as plain values."""
    return {
        "name": one.name,
        "room": one.room,
        "says": one.says,
        "unit": one.unit,
        "states": one.states,
        "tables": list(one.tables),
        "options": one.defaults,
        "options_schema": {name: option.schema() for name, option in one.options.items()},
        "definition": one.method.definition,
        "formula": one.method.formula,
        "reference": one.method.reference,
    }


def show(one: Measure) -> None:
    """Print a measure in full."""
    line(one.says, style="bold")
    facts = {
        "Definition": one.method.definition,
        "Formula": one.method.formula,
        "Reference": one.method.reference,
        "Unit": one.unit,
        "About": ABOUT[one.states],
        "Reads": ", ".join(one.tables) or "a world of the trade model, or a file of judgements",
        "Usage": f"{one.usage} [--from YEAR] [--to YEAR]" + (" [--set option=value]" if one.options else ""),
    }
    for name, text in facts.items():
        line(f"{name}: {text}")
    if one.options:
        line()
        table(
            ("option", "help", "values", "default"),
            [
                (name, option.help.text, _values(option), _default(option))
                for name, option in one.options.items()
            ],
            whole=("option",),
            wide={"help": 5, "values": 6, "default": 2},
        )


def _values(option: Option) -> str:
    """Allowed values: each with what it means where that is said, else in words."""
    known = option.choices()
    if not any(known.values()):
        return option.allowed
    return "\n".join(f"{value or '(empty)'}: {said}" if said else value for value, said in known.items())


def _default(option: Option) -> str:
    return option.shown or f"(empty) {option.help.empty}"
