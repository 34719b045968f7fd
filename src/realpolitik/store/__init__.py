"""Where tables live: the embedded figures and the user's store over them, with schemas, coverage and sources."""

from realpolitik.store.check import TableCheck, check
from realpolitik.store.coverage import Coverage
from realpolitik.store.fetch import Fetched, fetch
from realpolitik.store.schema import Column, Schema, schemas
from realpolitik.store.tables import Store
from realpolitik.store.validation import problems, validate

__all__ = [
    "Column",
    "Coverage",
    "Fetched",
    "Schema",
    "Store",
    "TableCheck",
    "check",
    "fetch",
    "problems",
    "schemas",
    "validate",
]
