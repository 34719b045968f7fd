"""YAML of anybody: what is refused, with its place; and what YAML 1.2 and JSON call a number is one."""

from __future__ import annotations

import pytest

from realpolitik.errors import FileFormatError
from realpolitik.store import safe
from realpolitik.store.safe import DEEPEST, read_yaml


def given(folder, text, **facts):
    path = folder / "x.yaml"
    path.write_text(text, encoding="utf-8")
    return read_yaml(path, **facts)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: 1\nb: 2\na: 3\n", "line 3, column 1: the key 'a' a second time: remove one"),
        ("a: 1\n? [b, c]\n: 2\n", "line 2, column 3: a key that is a list or a table: write a word"),
        ("a: &x 1\nb: *x\n", "line 2, column 4: an alias (*name): write the value out"),
        (
            "a:\n  - b: c: d\n",
            "line 2, column 9: mapping values are not allowed in this context (text with a colon goes in quotes)",
        ),
        ("day: 2021-02-30\n", "a value that cannot be read: day is out of range for month"),
        (
            "a: \x07\n",
            "unacceptable character #x0007: control characters are not allowed",
        ),
    ],
)
def test_what_is_refused_is_said_with_its_place(tmp_path, text, said):
    with pytest.raises(FileFormatError) as caught:
        given(tmp_path, text, shown="notes.yaml")
    assert str(caught.value) == f"notes.yaml: {said}"


def test_the_path_stands_in_the_sentence_where_no_name_is_shown(tmp_path):
    with pytest.raises(FileFormatError) as caught:
        given(tmp_path, "a: [")
    assert str(caught.value).startswith(f"{tmp_path / 'x.yaml'}: line 2, column 1: ")


def test_fifty_levels_are_read_and_one_more_is_not(tmp_path):
    found = given(tmp_path, "[" * DEEPEST + "]" * DEEPEST)
    for _ in range(DEEPEST - 1):
        (found,) = found
    assert found == []
    assert given(tmp_path, "- []\n" * 200) == [[]] * 200  # side by side is not deep
    with pytest.raises(FileFormatError) as caught:
        given(tmp_path, "[" * (DEEPEST + 1) + "]" * (DEEPEST + 1), shown="x")
    assert str(caught.value) == "x: line 1, column 51: nested too deeply: a claims file is a flat list"


def test_a_megabyte_is_read_and_one_byte_more_is_not(tmp_path, monkeypatch):
    monkeypatch.setattr(safe, "LARGEST", 10)
    assert given(tmp_path, "a: 1234567") == {"a": 1234567}
    with pytest.raises(FileFormatError):
        given(tmp_path, "a: 12345678")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1e9", 1e9),
        ("-2.5E3", -2500.0),
        ("+1e-3", 0.001),
        ("7.e2", 700.0),
        ("1e", "1e"),
        ("e9", "e9"),
        ("12", 12),
    ],
)
def test_numbers_with_an_exponent_are_numbers(tmp_path, text, value):
    assert given(tmp_path, f"x: {text}") == {"x": value}
    assert type(given(tmp_path, f"x: {text}")["x"]) is type(value)


def test_tables_within_tables_are_read_whole(tmp_path):
    assert given(tmp_path, "a: {b: 1, c: {b: 2}}\nd: {b: 3}\n") == {
        "a": {"b": 1, "c": {"b": 2}},
        "d": {"b": 3},
    }
