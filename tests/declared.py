"""What a package declares on import: constants, defaults, and of what kind its records are. Read by each room's `test_declared.py`.

Which lines a test runs says nothing of these: they are run once, before any test. A figure or a sentence rests on each of them.
"""

from __future__ import annotations

import ast
import dataclasses
import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from types import FunctionType, ModuleType
from typing import Any

PLAIN = (bool, int, float)


def _modules(package: str) -> Iterator[ModuleType]:
    root = importlib.import_module(package)
    for info in pkgutil.iter_modules(root.__path__, f"{package}."):
        yield importlib.import_module(info.name)


def _classes(package: str) -> Iterator[type]:
    for module in _modules(package):
        yield from (
            one
            for one in vars(module).values()
            if isinstance(one, type) and one.__module__ == module.__name__
        )


def _functions(package: str) -> Iterator[tuple[str, FunctionType]]:
    for module in _modules(package):
        owners = [module, *(one for one in _classes(package) if one.__module__ == module.__name__)]
        for owner in owners:
            for name, found in vars(owner).items():
                bare = inspect.unwrap(getattr(found, "__func__", found))
                if isinstance(bare, FunctionType) and bare.__module__ == module.__name__ and name[:2] != "__":
                    yield f"{owner.__name__.rpartition('.')[2]}.{name}", bare


def constants(package: str) -> dict[str, Any]:
    """Numbers, and tuples of numbers, that the modules name in capitals."""
    return {
        f"{module.__name__.rpartition('.')[2]}.{name}": vars(module)[name]
        for module in _modules(package)
        for name in _named(module)
        if name.isupper() and not name.startswith("_") and _plain(vars(module)[name])
    }


def _named(module: ModuleType) -> Iterator[str]:
    """What a module gives a name to itself, imports left out."""
    for node in ast.parse(inspect.getsource(module)).body:
        for target in node.targets if isinstance(node, ast.Assign) else ():
            yield from (one.id for one in ast.walk(target) if isinstance(one, ast.Name))


def _plain(value: Any) -> bool:
    return isinstance(value, PLAIN) or (
        isinstance(value, tuple) and len(value) > 0 and all(isinstance(one, PLAIN) for one in value)
    )


def tables(package: str) -> dict[str, Any]:
    """What else of numbers and dates the modules give a name: days, spans, mappings, tuples of tuples, and private names."""
    return {
        f"{module.__name__.rpartition('.')[2]}.{name}": vars(module)[name]
        for module in _modules(package)
        for name in _named(module)
        if not name.startswith("__")
        and not (name.isupper() and not name.startswith("_") and _plain(vars(module)[name]))
        and _counted(vars(module)[name])
    }


def _counted(value: Any) -> bool:
    """Whether a value is made of texts, numbers and days, and not of texts alone."""
    parts = list(_parts(value))
    return all(isinstance(one, (*PLAIN, str, date, timedelta)) for one in parts) and any(
        isinstance(one, (*PLAIN, date, timedelta)) for one in parts
    )


def _parts(value: Any) -> Iterator[Any]:
    """The values that others hold, down to the last."""
    if isinstance(value, Mapping):
        value = [*value.keys(), *value.values()]
    if isinstance(value, tuple | list | frozenset | set):
        for one in value:
            yield from _parts(one)
    else:
        yield value


def defaults(package: str) -> dict[str, dict[str, Any]]:
    """Numbers and truth values that arguments of functions, and fields of records, have where they are left out."""
    found = {}
    for name, function in _functions(package):
        given = inspect.signature(function).parameters.values()
        found[name] = {one.name: one.default for one in given if _plain(one.default)}
    for one in _classes(package):
        if dataclasses.is_dataclass(one):
            found[one.__name__] = {
                field.name: field.default for field in dataclasses.fields(one) if _plain(field.default)
            }
    return {name: facts for name, facts in found.items() if facts}


def by_place_alone(package: str) -> list[str]:
    """Functions of which an argument cannot be given by its name."""
    kind = inspect.Parameter.POSITIONAL_ONLY
    return [
        name
        for name, function in _functions(package)
        if any(one.kind is kind for one in inspect.signature(function).parameters.values())
    ]


def records(package: str) -> dict[str, str]:
    """Records by name, with what each is: frozen, slots, named (fields are given by name), equal (compared by their fields)."""
    found = {}
    for one in _classes(package):
        if dataclasses.is_dataclass(one):
            params = one.__dataclass_params__
            named = all(field.kw_only for field in dataclasses.fields(one))
            words = {
                "frozen": params.frozen,
                "slots": "__slots__" in vars(one),
                "named": named,
                "equal": params.eq,
            }
            found[one.__name__] = " ".join(word for word, holds in words.items() if holds)
    return found


def withheld(package: str) -> dict[str, list[str]]:
    """Of records of which fields are not shown where they are printed, or not asked for where they are made: those fields."""
    found = {
        one.__name__: [
            field.name + ("" if field.init else ", not asked for")
            for field in dataclasses.fields(one)
            if not (field.repr and field.init)
        ]
        for one in _classes(package)
        if dataclasses.is_dataclass(one)
    }
    return {name: hidden for name, hidden in found.items() if hidden}


class Declared:
    """The checks of each room's `test_declared.py`: a class there gives the figures. Names bear the package where there are several."""

    packages: Sequence[str]
    constants: Mapping[str, Any]
    defaults: Mapping[str, Mapping[str, Any]]
    loose: Mapping[str, str] = {}
    """Records that can be changed, or whose fields may be given by place."""
    unequal: Sequence[str] = ()
    """Records that are compared as objects, such as those that hold arrays, of which no one truth value says whether they are equal."""
    withheld: Mapping[str, Sequence[str]] = {}
    """Fields of records that are not printed, or not asked for."""
    how_many: int
    """How many records there are."""

    def found(self, read: Callable[[str], Mapping[str, Any]]) -> dict[str, Any]:
        """What is declared in all packages of the room."""
        if len(self.packages) == 1:
            return dict(read(f"realpolitik.{self.packages[0]}"))
        return {
            f"{name}.{one}": facts
            for name in self.packages
            for one, facts in read(f"realpolitik.{name}").items()
        }

    def test_constants_are_those_that_figures_and_sentences_rest_on(self) -> None:
        assert self.found(constants) == self.constants

    def test_what_is_left_out_has_the_value_that_is_documented(self) -> None:
        assert self.found(defaults) == self.defaults

    def test_every_argument_can_be_given_by_its_name(self) -> None:
        assert {name: by_place_alone(f"realpolitik.{name}") for name in self.packages} == {
            name: [] for name in self.packages
        }

    def test_records_cannot_be_changed_and_are_made_by_names(self) -> None:
        every = self.found(records)
        assert len(every) == self.how_many
        assert {
            name: kind for name, kind in every.items() if not kind.startswith("frozen slots named")
        } == self.loose
        assert sorted(name for name, kind in every.items() if not kind.endswith("equal")) == [*self.unequal]
        assert self.found(withheld) == self.withheld
