"""`realpolitik measures`: what can be measured."""

from __future__ import annotations

from realpolitik.cli.output import ListFormat, table, write_json


def measures(*, format: ListFormat = "table") -> None:
    """List the measures by name, with what each says and its options.

    Parameters
    ----------
    format
        A table for people, or JSON with definition, formula and reference of each.
    """
    from realpolitik.measures import measures as registered

    known = registered().values()
    if format == "json":
        write_json(
            [
                {
                    "name": item.name,
                    "says": item.says,
                    "unit": item.unit,
                    "states": item.states,
                    "tables": list(item.tables),
                    "options": dict(item.options),
                    "definition": item.method.definition,
                    "formula": item.method.formula,
                    "reference": item.method.reference,
                }
                for item in known
            ]
        )
        return
    options = {
        item.name: ", ".join(f"{key}={value}" for key, value in item.options.items()) for item in known
    }
    table(
        ("measure", "says", "unit", "options"),
        [(item.name, item.says, item.unit, options[item.name]) for item in known],
        whole=("measure", "unit"),
        wide={"says": 5, "options": 4},
    )
