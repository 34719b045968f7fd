"""Where figures come from: the record of a source, and the registry of public datasets."""

from realpolitik.sources.record import Source, datasets

__all__ = ["Source", "datasets"]
