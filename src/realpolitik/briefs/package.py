"""What a file of rows is, for programs that find it alone: a Data Package, and linked data by schema.org."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from realpolitik.briefs.tables import columns

if TYPE_CHECKING:
    from realpolitik.findings import Finding

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
ABOUT = {
    "period": "year, month, day, or a span of them",
    "value": "the figure, in the unit of the row or of the finding; money in dollars, shares between 0 and 1",
    "low": "lower bound of the value",
    "high": "upper bound of the value",
    "source": "identifiers of the sources, joined by a space",
    "reports": "each office's own figure",
}
"""What columns of rows hold that every measure may have."""
TYPES: Mapping[type, str] = {bool: "boolean", int: "integer", float: "number"}


def datapackage(finding: Finding, *, rows: str = "rows.csv") -> dict[str, Any]:
    """The `datapackage.json` of the rows of a finding.

    Parameters
    ----------
    rows
        Path or address of the rows as CSV.

    Returns
    -------
    A record by the Data Package standard, version 2: title, sources with their terms, and a field a column.
    """
    return {
        "$schema": PROFILE,
        "name": _name(finding),
        "title": finding.says,
        "description": f"{finding.method.definition} {finding.method.formula}".strip(),
        "version": finding.as_of,
        "sources": [source_of(one.record()) for one in finding.sources],
        "resources": [
            {
                "name": "rows",
                "path": rows,
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "schema": {"fields": [_field(name, finding) for name in columns(finding)]},
            }
        ],
        "realpolitik": {
            "measure": finding.name,
            "about": list(finding.about),
            "unit": finding.unit,
            "value": finding.value,
            "interval": finding.interval and finding.interval.record(),
            "caveats": list(finding.caveats),
        },
    }


def linked(finding: Finding, *, page: str, rows: str) -> dict[str, Any]:
    """The finding as a `Dataset` of schema.org, in JSON-LD; `page` and `rows` are its addresses."""
    measured = {
        "@type": "PropertyValue",
        "name": finding.name,
        "description": finding.method.definition,
        "unitText": finding.unit,
        "value": finding.value,
        "minValue": finding.interval and finding.interval.low,
        "maxValue": finding.interval and finding.interval.high,
    }
    return {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": finding.says,
        "description": " ".join((finding.method.definition, *finding.caveats)),
        "url": page,
        "temporalCoverage": f"{finding.period.start}/{finding.period.end}",
        "measurementTechnique": finding.method.reference,
        "variableMeasured": {key: value for key, value in measured.items() if value is not None},
        "isBasedOn": [_work(one.record()) for one in finding.sources],
        "distribution": {"@type": "DataDownload", "encodingFormat": "text/csv", "contentUrl": rows},
    }


def _name(finding: Finding) -> str:
    return re.sub(r"[^a-z0-9._-]+", "-", "-".join((finding.name, *finding.about)).lower())


def _field(name: str, finding: Finding) -> dict[str, str]:
    kinds = {type(row[name]) for row in finding.rows if row.get(name) not in (None, "")}
    if kinds == {int, float}:
        kinds = {float}
    kind = TYPES.get(next(iter(kinds)), "string") if len(kinds) == 1 else "string"
    return {"name": name, "type": kind, **({"description": ABOUT[name]} if name in ABOUT else {})}


def source_of(record: Mapping[str, Any]) -> dict[str, str]:
    """A source as a Data Package names it, with its terms."""
    named = {
        "title": f"{record['publisher']}: {record['title']}",
        "path": record.get("address", ""),
        "version": record.get("version", ""),
        "licence": record.get("licence", ""),
        "id": record["id"],
    }
    return {key: str(value) for key, value in named.items() if value}


def _work(record: Mapping[str, Any]) -> dict[str, Any]:
    named = {
        "name": record["title"],
        "publisher": {"@type": "Organization", "name": record["publisher"]},
        "version": record.get("version", ""),
        "url": record.get("address", ""),
        "license": record.get("licence", ""),
        "citation": record.get("citation", ""),
        "datePublished": record.get("published", ""),
    }
    return {"@type": "CreativeWork", "identifier": record["id"], **{k: v for k, v in named.items() if v}}
