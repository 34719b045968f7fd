"""Where tables live: the embedded figures by name, with their schemas, coverage and sources."""

from realpolitik.store.check import TableCheck, check
from realpolitik.store.schema import Column, Coverage, Schema, schemas, validate
from realpolitik.store.tables import Store

__all__ = ["Column", "Coverage", "Schema", "Store", "TableCheck", "check", "schemas", "validate"]
