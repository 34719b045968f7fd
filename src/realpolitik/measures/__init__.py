"""What the record shows: one concept a module, pure functions over tables, registered by name."""

from realpolitik.measures.registry import Measure, Result, get, measure, measures, run

__all__ = ["Measure", "Result", "get", "measure", "measures", "run"]
