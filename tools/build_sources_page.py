"""Rebuild docs/reference/sources.md from the records of the sources and their readers.

.venv/bin/python tools/build_sources_page.py [--out docs/reference/sources.md]
"""

from __future__ import annotations

import argparse
from pathlib import Path

from realpolitik.sources import datasets
from realpolitik.sources.corrections import corrections
from realpolitik.sources.reader import Reader, readers

ROOT = Path(__file__).resolve().parents[1]
GROUPS = {
    "Trade": (
        "Who ships what to whom. Exporters report FOB, importers mostly CIF; both reports are kept, and their gap is an interval.",
        ("un-comtrade", "cepii-baci", "imf-imts", "cow-trade"),
    ),
    "Production": (
        "Who buys from whom in the making of goods. `realpolitik.models.equilibrium.from_cells` makes a world of a year.",
        ("oecd-icio",),
    ),
    "Prices": ("What oil, gas and coal cost.", ("worldbank-pinksheet", "eia-oil")),
    "Output, power and regimes": (
        "How large, how strong, how democratic. Never mix vintages or releases in one series.",
        ("worldbank-wdi", "cow-nmc", "sipri-milex", "vdem"),
    ),
    "States": ("Who was a state, and when.", ("cow-states", "gw-states")),
    "Alliances, arms and sanctions": (
        "What states owe, sell and deny each other.",
        ("atop", "sipri-arms", "gsdb", "opensanctions"),
    ),
    "Votes and words": (
        "What states say and how they vote.",
        ("voeten-unga", "un-ga-votes", "un-ideal-points", "ungdc"),
    ),
    "Events": ("What the media report of two states.", ("gdelt",)),
}
TOP = """# Public sources

`realpolitik fetch NAME` downloads a source into your store; `realpolitik fetch NAME --file PATH` reads a file that you have.
`realpolitik sources NAME` shows a record as below. Rows that cannot be read lie in quarantine with the reason
(`realpolitik data status`), names of no state are listed with the result, and known errors upstream are checked on every read.

States are those of the registry (`realpolitik states`), each in its time: a number of the Correlates of War stands for the state
that bore it in the middle of the year, so 365 is the Soviet Union to 1991 and Russia from 1992. What a source calls a state stands in
`sources/entities.csv`, known errors in `sources/corrections.yaml`.

"Checked" says how far the form of the files could be verified when the reader was written. Where no file of the publisher's was at
hand, the first read of a new edition deserves a look at what was set aside.
"""


def page() -> str:
    """The whole page."""
    parts = [TOP]
    for title, (about, names) in GROUPS.items():
        parts.append(f"## {title}\n\n{about}\n")
        parts += [_source(readers()[name]) for name in names]
    parts.append(
        "## Known errors upstream\n\n"
        + "\n".join(dict.fromkeys(f"- `{c.source}`: {c.why}." for c in corrections()))
        + "\n"
    )
    return "\n".join(parts)


def _source(reader: Reader) -> str:
    record = datasets()[reader.name]
    names = ", ".join(f"`{name}`" for name in (reader.name, *reader.aliases))
    options = ", ".join(
        f"`{name}={value}`" if value else f"`{name}`" for name, value in reader.options.items()
    )
    publisher = ", ".join(part for part in (record.publisher, record.version) if part)
    tables = " and ".join(f"`{table}`" for table in reader.tables)
    lines = [
        f"### {record.title}",
        "",
        f"{publisher}. Names: {names}. Fills {tables}.",
        "",
        f"- Covers: {record.covers}. Updated: {record.updated}.",
        f"- Address: <{record.address}>. Licence: {record.licence}.",
        f"- Form: {record.format}.",
        f"- Codes: {record.codes}.",
        f"- Mind: {record.quirks}.",
        f"- Checked: {record.checked}.",
        *([f"- Options (`--set`): {options}."] if options else []),
        f"- By hand: {reader.by_hand}",
        *([f"- Cite: {record.citation.rstrip('.')}."] if record.citation else []),
    ]
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--out", type=Path, default=ROOT / "docs/reference/sources.md")
    options = parser.parse_args()
    options.out.write_text(page(), encoding="utf-8")
    print(f"{options.out}: {len(readers())} sources")


if __name__ == "__main__":
    main()
