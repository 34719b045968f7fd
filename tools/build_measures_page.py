"""Rebuild docs/reference/measures.md from the register: every measure by room, with its method and options.

.venv/bin/python tools/build_measures_page.py [--out docs/reference/measures.md]
"""

from __future__ import annotations

import argparse
from pathlib import Path

from realpolitik.measures import measures
from realpolitik.measures.options import Option
from realpolitik.measures.registering.builtin import MODULES
from realpolitik.measures.registry import Measure, rooms

ROOT = Path(__file__).resolve().parents[1]
ABOUT = ("the world", "one state", "two states")
TOP = """# Measures

Everything that can be measured, by room. `realpolitik measure NAME A [B]` computes one, `--from` and `--to` bound its period,
`--set option=value` sets an option; `realpolitik measures NAME` shows what stands here. In Python it is
`realpolitik.measure("NAME", "A", "B", start=…, end=…, option=…)`, and over HTTP `/api/v1/findings/NAME/A-B?set=option=value`.

Every measure obeys the period asked for or says that the data do not cover it (exit code 3). A wrong value of an option is refused with
those allowed (exit code 2). The answer of a model bears the year of its world as its period.

An option that is called `shock` is the day that divides before and after; its default stands in `measures/registering/shock.yaml`, and `--shock`
of a brief reaches every measure that has it.
"""


def page() -> str:
    """The whole page."""
    found = rooms(one for name, one in measures().items() if name in MODULES)
    parts = [
        TOP,
        "| room | measures |\n|---|---|\n"
        + "\n".join(_row(room.name, room.measures) for room in found)
        + "\n",
    ]
    for room in found:
        parts.append(f"## {room.name.capitalize()}\n\n{room.says}\n")
        parts += [_measure(one) for one in room.measures]
    return "\n".join(parts)


def _row(room: str, own: tuple[Measure, ...]) -> str:
    links = ", ".join(f"[`{one.name}`](#{one.name.replace('.', '-').replace('_', '-')})" for one in own)
    return f"| {room} | {links} |"


def _measure(one: Measure) -> str:
    lines = [
        f"({one.name.replace('.', '-').replace('_', '-')})=",
        f"### {one.name}",
        "",
        one.says,
        "",
        f"- Definition: {one.method.definition}",
        f"- Formula: `{one.method.formula}`",
        f"- Reference: {one.method.reference}",
        f"- Unit: {one.unit}. About {ABOUT[one.states]}. Reads {_tables(one)}.",
    ]
    if one.options:
        lines += ["", "| option | help | values | default |", "|---|---|---|---|"]
        lines += [
            f"| `{name}` | {_cell(option.help.text)} | {_values(option)} | {_default(option)} |"
            for name, option in one.options.items()
        ]
    return "\n".join(lines) + "\n"


def _tables(one: Measure) -> str:
    names = [f"`{name}`" for name in one.tables]
    return ", ".join(names) or "no table: a world of the trade model, or a file of judgements"


def _values(option: Option) -> str:
    known = option.choices()
    if not any(known.values()):
        return _cell(option.allowed)
    return "<br>".join(
        f"`{value}` {_cell(said)}".rstrip() if value else f"(empty) {_cell(said)}"
        for value, said in known.items()
    )


def _default(option: Option) -> str:
    return f"`{option.shown}`" if option.shown else f"(empty) {_cell(option.help.empty)}"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--out", type=Path, default=ROOT / "docs/reference/measures.md")
    options = parser.parse_args()
    options.out.write_text(page(), encoding="utf-8")
    print(f"{options.out}: {len(measures())} measures")


if __name__ == "__main__":
    main()
