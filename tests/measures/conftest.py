"""The engines on which pure functions over frames must give the same result."""

from __future__ import annotations

import pytest

ENGINES = (
    "polars",
    "polars-lazy",
    "pandas",
    "pyarrow",
    "duckdb",
    pytest.param("pyspark", marks=pytest.mark.spark),
)


@pytest.fixture(scope="session")
def spark():
    """One local Spark session for all tests that need it."""
    import warnings

    pytest.importorskip("pyspark")
    from pyspark.sql import SparkSession

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        session = (
            SparkSession.builder.master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.shuffle.partitions", "2")
            .getOrCreate()
        )
        yield session
        session.stop()


class Engine:
    """Puts a Polars frame into one engine."""

    def __init__(self, name, request):
        self.name, self._request = name, request

    def __call__(self, frame):
        if self.name == "polars":
            return frame
        if self.name == "polars-lazy":
            return frame.lazy()
        if self.name == "pandas":
            return frame.to_pandas()
        if self.name == "pyarrow":
            return frame.to_arrow()
        if self.name == "duckdb":
            import duckdb

            return duckdb.from_arrow(frame.to_arrow())
        session = self._request.getfixturevalue("spark")
        return session.createDataFrame(frame.to_arrow())


@pytest.fixture(params=ENGINES)
def engine_of(request):
    """From a Polars frame to a frame of the engine."""
    return Engine(request.param, request)


@pytest.fixture(params=ENGINES)
def engine(request):
    """A function from columns to a frame of the engine."""

    def build(**columns):
        if request.param == "pyspark":
            names = list(columns)
            return request.getfixturevalue("spark").createDataFrame(
                list(zip(*columns.values(), strict=True)), names
            )
        if request.param == "pandas":
            import pandas as pd

            return pd.DataFrame(columns)
        import polars as pl

        frame = pl.DataFrame(columns)
        if request.param == "polars-lazy":
            return frame.lazy()
        if request.param == "pyarrow":
            return frame.to_arrow()
        if request.param == "duckdb":
            import duckdb

            return duckdb.from_arrow(frame.to_arrow())
        return frame

    return build
