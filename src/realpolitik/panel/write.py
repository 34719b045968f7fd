"""A panel into a file: CSV, Parquet (which R's arrow reads), or Stata with labels."""

from __future__ import annotations

import io
import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from realpolitik.errors import OptionError
from realpolitik.files import write_bytes

if TYPE_CHECKING:
    from realpolitik.panel.model import Panel

ENDINGS = (".csv", ".parquet", ".dta")
NAME, LABEL = 32, 80
"""Characters of a name, and of a label, that Stata takes."""
SHORT_TEXT = 2045
"""Characters of a text that it keeps in the row; longer ones are kept beside the rows."""


def write(panel: Panel, path: str | os.PathLike[str]) -> None:
    """Write by the ending of the path; another than `ENDINGS` raises `OptionError`."""
    ending = Path(path).suffix.lower()
    if ending not in ENDINGS:
        raise OptionError(
            f"{Path(path).name}: a panel is written as {', '.join(ENDINGS)}; choose one of these endings"
        )
    if ending == ".csv":
        write_bytes(path if isinstance(path, str) else os.fspath(path), panel.frame.write_csv().encode())
        return
    buffer = io.BytesIO()
    if ending == ".parquet":
        panel.frame.write_parquet(buffer)
    else:
        _stata(panel, buffer)
    write_bytes(os.fspath(path), buffer.getvalue())


def _stata(panel: Panel, buffer: io.BytesIO) -> None:
    frame = panel.to_pandas()
    names = short_names(list(frame.columns))
    texts = [
        column
        for column, kind in zip(frame.columns, panel.frame.dtypes, strict=True)
        if not kind.is_numeric()
    ]
    for column in frame.columns:
        if column in texts:  # Stata has no missing text
            frame[column] = frame[column].fillna("").astype(object)
        elif frame[column].isna().any():
            frame[column] = frame[column].astype("float64")
    labels: Mapping[str, Any] = {
        names[key]: text[:LABEL] for key, text in panel.labels.items() if key in names
    }
    frame.rename(columns=names).to_stata(
        buffer,
        write_index=False,
        version=118,
        data_label=panel.label()[:LABEL],
        variable_labels=labels,  # type: ignore[arg-type]
        convert_strl=[names[key] for key in texts if frame[key].str.len().max() > SHORT_TEXT],
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
