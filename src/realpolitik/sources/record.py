"""The record of a source, and the registry of the public datasets that this package knows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from typing import Any

from realpolitik.errors import SchemaError
from realpolitik.sources.shipped import shipped
from realpolitik.sources.standing import standing_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a figure stands: enough to find it, to cite it, and to know whether it may be used.

    Attributes
    ----------
    id
        Short stable name that rows of tables refer to, such as `imf-imts`.
    publisher, title, version
        Who published what, in which edition; `version` is empty where there is one edition only.
    published, accessed
        Dates as written (`2024`, `2024-03-07`); empty where the source gives none.
    address
        Where it can be read; empty where it was never on the web.
    licence
        The terms under which it may be used.
    citation
        How its authors ask to be cited; empty where publisher, title and date say it all.
    sha256
        Of the bytes that were read, where a file was read whole.
    kind
        `dataset` for a public data file, `document` for an article, statement or page.
    covers, updated
        What a dataset covers, and how often it is updated.
    format, codes
        Of a dataset: how its files are built, and which codes stand for states and for "not known".
    quirks
        What has cost, or would cost, somebody a wrong number.
    checked
        How the format was checked: `against the publisher's own file`, or against what.
    newer
        Of a dataset: what the publisher has out beyond the embedded edition, `none known` where that was looked for in vain; empty
        where nobody looked.
    newer_seen
        The day on which that was last seen, in public code or in the publisher's answer.
    standing
        Who speaks: `publisher` (the office that made the figure), `official, quoted` (an office's figure in another's words), `press`.
    """

    id: str
    publisher: str
    title: str
    version: str = ""
    published: str = ""
    accessed: str = ""
    address: str = ""
    licence: str = ""
    citation: str = ""
    sha256: str = ""
    kind: str = "document"
    covers: str = ""
    updated: str = ""
    format: str = ""
    codes: str = ""
    quirks: str = ""
    checked: str = ""
    newer: str = ""
    newer_seen: str = ""
    standing: str = ""

    @classmethod
    def from_mapping(cls, fields_: Mapping[str, Any]) -> Source:
        """Read a record of plain values; an unknown or missing field raises `SchemaError`."""
        known = {item.name for item in fields(cls)}
        if unknown := sorted(set(fields_) - known):
            raise SchemaError(
                "sources", [f"{fields_.get('id', '?')}: unknown field {name!r}" for name in unknown]
            )
        if missing := [name for name in ("id", "publisher", "title") if not fields_.get(name)]:
            raise SchemaError("sources", [f"{fields_.get('id', '?')}: {name} is missing" for name in missing])
        given = {name: "" if value is None else str(value) for name, value in fields_.items()}
        given["standing"] = given.get("standing") or standing_of(
            given["publisher"],
            given.get("address", ""),
            kind=given.get("kind", "document"),
            title=given["title"],
        )
        return cls(**given)

    def record(self) -> dict[str, str]:
        """The source as plain values, without the empty ones."""
        return {item.name: value for item in fields(self) if (value := getattr(self, item.name))}

    def __str__(self) -> str:
        return ", ".join(part for part in (self.publisher, self.title, self.version, self.published) if part)


@cache
def datasets() -> Mapping[str, Source]:
    """The public datasets that this package reads, derives its embedded tables from, or points to, by name."""
    entries: dict[str, dict[str, Any]] = shipped("realpolitik.sources", "datasets")
    return {
        key: Source.from_mapping({"id": key, "kind": "dataset", **entry}) for key, entry in entries.items()
    }
