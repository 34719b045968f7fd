"""A panel into a file: CSV, Parquet (which R's arrow reads), or Stata with labels."""

from __future__ import annotations

import io
import json
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from realpolitik.briefs.package import PROFILE, source_of
from realpolitik.errors import OptionError
from realpolitik.files import ending, write_bytes, write_text

if TYPE_CHECKING:
    import polars as pl

ENDINGS = (".csv", ".parquet", ".dta")
NAME, LABEL = 32, 80
"""Characters of a name, and of a label, that Stata takes."""
SHORT_TEXT = 2045
"""Characters of a text that it keeps in the row; longer ones are kept beside the rows."""


def form_of(path: str | os.PathLike[str]) -> str:
    """The ending of a panel that is to be written; another than `ENDINGS`, or a folder, raises `OptionError`."""
    return ending(Path(path), ENDINGS, "a panel")


def write(
    frame: pl.DataFrame,
    path: str | os.PathLike[str],
    *,
    title: str = "",
    labels: Mapping[str, str] | None = None,
) -> None:
    """Write a frame by the ending of the path (`form_of`).

    Parameters
    ----------
    title, labels
        What the frame is, and what its columns are: only Stata's form keeps them.
    """
    if (form := form_of(path)) == ".csv":
        write_bytes(path if isinstance(path, str) else os.fspath(path), frame.write_csv().encode())
        return
    buffer = io.BytesIO()
    if form == ".parquet":
        frame.write_parquet(buffer)
    else:
        _stata(frame, buffer, title, labels or {})
    write_bytes(os.fspath(path), buffer.getvalue())


MEDIA = {".csv": "text/csv", ".parquet": "application/vnd.apache.parquet", ".dta": "application/x-stata-dta"}
"""What each form is called on the network."""


def describe(
    frame: pl.DataFrame,
    path: str | os.PathLike[str],
    *,
    title: str,
    labels: Mapping[str, str],
    sources: Iterable[Mapping[str, Any]],
    says: Sequence[str] = (),
) -> Path:
    """Write `NAME.datapackage.json` beside a file of the frame (Data Package, version 2); returns its path.

    Parameters
    ----------
    title, labels, sources, says
        What the frame is, what its columns hold, records of its sources, and sentences on how much of it is known.
    """
    file = Path(path)
    kinds = {
        name: "integer" if kind.is_integer() else "number" if kind.is_float() else "string"
        for name, kind in frame.schema.items()
    }
    names = short_names(frame.columns) if file.suffix.lower() == ".dta" else {}
    record = {
        "$schema": PROFILE,
        "name": re.sub(r"[^a-z0-9._-]+", "-", file.stem.lower()),
        "title": title,
        "description": " ".join(says),
        "sources": [source_of(one) for one in sources],
        "resources": [
            {
                "name": "panel",
                "path": file.name,
                "format": file.suffix.lower().lstrip("."),
                "mediatype": MEDIA[file.suffix.lower()],
                "schema": {
                    "fields": [
                        {"name": names.get(name, name), "type": kind, "description": labels.get(name, "")}
                        for name, kind in kinds.items()
                    ]
                },
            }
        ],
    }
    beside = file.with_name(f"{file.stem}.datapackage.json")
    write_text(os.fspath(beside), json.dumps(record, ensure_ascii=False, indent=2) + "\n")
    return beside


def _stata(rows: pl.DataFrame, buffer: io.BytesIO, title: str, labels: Mapping[str, str]) -> None:
    try:
        import pandas as pd
    except ImportError:
        raise OptionError("a file of Stata is written by pandas: pip install pandas") from None
    names = short_names(rows.columns)
    texts = [name for name, kind in rows.schema.items() if not kind.is_numeric()]
    frame = pd.DataFrame(
        rows.with_columns(rows[name].fill_null("") for name in texts).to_dict(as_series=False)
    )
    for name in rows.columns:  # Stata has no missing text, and pandas calls a column of nothing an object
        if name in texts:
            frame[name] = frame[name].astype(object)
        elif rows[name].null_count():
            frame[name] = frame[name].astype("float64")
    longest = {name: rows[name].str.len_chars().max() or 0 for name in texts}
    frame.rename(columns=names).to_stata(
        buffer,
        write_index=False,
        version=118,
        data_label=title[:LABEL],
        variable_labels={names[key]: text[:LABEL] for key, text in labels.items() if key in names},
        convert_strl=[names[name] for name in texts if longest[name] > SHORT_TEXT],  # type: ignore[operator]
    )


def short_names(columns: list[str]) -> dict[str, str]:
    """Names that Stata takes: at most 32 characters, each once.

    Examples
    --------
    >>> short_names(["year", "affinity_obligation_and_behaviour_source"])["affinity_obligation_and_behaviour_source"]
    'affinity_obligation_and_b_source'
    """
    made: dict[str, str] = {}
    for name in columns:
        stem, _, end = name.rpartition("_")
        short = name if len(name) <= NAME else f"{stem[: NAME - len(end) - 1]}_{end}"
        count = 2
        while short in made.values():
            tail = str(count)
            short, count = f"{short[: NAME - len(tail)]}{tail}", count + 1
        made[name] = short
    return made
