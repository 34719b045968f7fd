"""Where tables live: the embedded figures by name, with their schemas, coverage and sources."""

from realpolitik.store.check import TableCheck, check
from realpolitik.store.coverage import Coverage
from realpolitik.store.schema import Column, Schema, schemas
from realpolitik.store.tables import Store
from realpolitik.store.validation import problems, validate

__all__ = ["Column", "Coverage", "Schema", "Store", "TableCheck", "check", "problems", "schemas", "validate"]
