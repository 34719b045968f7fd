"""What the store declares before anything is run: constants, defaults, kinds of records. To change one is to change it here too, with the reason in the list of changes."""

from __future__ import annotations

import importlib.util
from pathlib import Path

ROOM = "store"
_spec = importlib.util.spec_from_file_location("declared", Path(__file__).parents[1] / "declared.py")
declared = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(declared)

CONSTANTS = {
    "blocks.DIGITS": 4,
    "blocks.PRECISION": 9,
    "blocks.REPEATED": 50,
    "catalog.GRACE": 3600.0,
    "catalog.WAIT": 120.0,
    "fetch.GONE": (404, 410),
    "fetch.NAMED": 5,
    "fetch.PAGES": 100000,
    "frames.SHOWN": 3,
    "frames.YEARS": (1000, 2999),
    "ingest.ROW_GROUP": 200000,
    "inspect.SHOWN": 3,
    "safe.DEEPEST": 50,
    "safe.LARGEST": 1000000,
    "tables.NEAR": 32,
}
DEFAULTS = {
    "Column": {"nullable": False},
    "Entry": {"living": False, "rejected": 0},
    "Schema": {"large": False},
    "TableCheck": {"columns": 0, "rows": 0, "sources": 0},
    "_Loader.construct_mapping": {"deep": False},
    "fetch.fetch": {"older": False, "relock": False},
    "inspect.diff": {"most": 10},
    "inspect.drop": {"downloads": False, "dry": False},
    "inspect.layers": {"compared": True},
}
LOOSE = {"Screened": "frozen slots equal", "_Made": "slots equal"}
"""Records that may be changed, or whose fields may be given by place."""


class TestStore(declared.Declared):
    packages = (ROOM,)
    constants = CONSTANTS
    defaults = DEFAULTS
    loose = LOOSE
    how_many = 11
