"""The registry of public datasets."""

from __future__ import annotations

import pytest

from realpolitik.errors import SchemaError
from realpolitik.sources import Source, datasets

NEEDED = {
    "un-comtrade", "cepii-baci", "imf-imts", "worldbank-pinksheet", "worldbank-wdi", "eia-oil", "voeten-unga",
    "un-ideal-points", "atop", "cow-nmc", "cow-trade", "gml-mid", "vdem", "sipri-milex", "gsdb", "oecd-icio",
    "wiod-2016", "gdelt", "ungdc", "gacc", "bank-of-russia", "eurostat-comext",
}  # fmt: skip


def test_the_datasets_named_elsewhere_are_there():
    assert set(datasets()) >= NEEDED


@pytest.mark.parametrize("name", sorted(datasets()))
def test_each_dataset_can_be_found_cited_and_used(name):
    source = datasets()[name]
    assert source.id == name
    assert source.kind == "dataset"
    own = source.publisher == "realpolitik"  # written with the program, and nowhere on the web
    assert own or source.address.startswith(("https://", "http://"))
    assert source.licence
    assert source.covers
    assert source.updated


def test_a_misspelt_field_is_refused():
    with pytest.raises(SchemaError, match="x: unknown field 'licens'"):
        Source.from_mapping({"id": "x", "publisher": "a", "title": "b", "licens": "c"})


def test_a_missing_title_is_refused():
    with pytest.raises(SchemaError, match="x: title is missing"):
        Source.from_mapping({"id": "x", "publisher": "a", "title": ""})
