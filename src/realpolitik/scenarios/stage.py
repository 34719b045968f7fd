"""Stage: a world on which scenarios play, with what its labels stand for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from realpolitik.errors import UnknownNameError
from realpolitik.scenarios.labels import ALL, GOODS, KINDS, THREE
from realpolitik.store.safe import read_yaml

if TYPE_CHECKING:
    from datetime import date

    from realpolitik.models.equilibrium import World

HERE = Path(__file__).parent
WORLDS = HERE.parent / "reference" / "worlds"
SOURCES = ("wiod-2016", "imf-imts", "cepii-baci", "campos-2023", "worldbank-wdi")
"""Datasets behind the embedded worlds."""
OECD_SOURCES = (
    "oecd-icio-2025",
    "cepii-baci",
    "cepii-baci-materials",
    "imf-imts",
    "worldbank-wdi",
    "teti-2024",
    "piie-tariffs",
)
"""Datasets behind the worlds on the OECD's tables."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A world and its labels in words.

    Attributes
    ----------
    world
        The baseline.
    names, members
        Label of a state to its name, and to the states (ISO3) it stands for; none for the rest of the world.
    territories
        Label to the territories that are counted with it in trade, such as Hong Kong.
    sectors
        Label of a sector to its name.
    goods
        Labels of sectors that are goods.
    source_ids
        Where its figures come from.
    """

    world: World
    names: Mapping[str, str]
    members: Mapping[str, tuple[str, ...]]
    territories: Mapping[str, tuple[str, ...]]
    sectors: Mapping[str, str]
    goods: tuple[str, ...]
    source_ids: tuple[str, ...]

    def parties(self, expression: str, *, on: date | None) -> tuple[str, ...]:
        """Labels that a sum of groups, states and labels means on a day (`models.equilibrium.parties`)."""
        from realpolitik.models.equilibrium.parties import parties

        return parties(expression, world=self.world, on=on, members=self.members)

    def label_of(self, code: str) -> str:
        """The label that stands for a state alone.

        Raises
        ------
        ShockError
            The state is merged into another label, or into the rest of the world.
        """
        return self.parties(code, on=None)[0]


def embedded() -> tuple[str, ...]:
    """Names of the worlds that come with the program.

    Examples
    --------
    >>> embedded()
    ('world-2019', 'world-2021', 'world-2023')
    """
    return tuple(_about()["worlds"])


def stage(name: str) -> Stage:
    """A world by name, or a saved one by the path of its folder.

    `world-2021` has 26 economies and 16 sectors, `oecd-2021` 80 and 28 on the OECD's tables, `merged-2021` 30 and 14 out of those, and
    `merged-2021+KHM+PER` the same with two states by themselves that are merged with others in it;
    `trade-2020` all economies with one kind of goods, `kinds-2020` with three.

    Raises
    ------
    UnknownNameError
        Neither an embedded world nor a folder.
    FileFormatError
        The folder holds a damaged world.
    """
    if name in _about()["worlds"]:
        return _embedded(name)
    if name in _oecd()["worlds"]:
        return _of_oecd(name)
    whole, *keep = name.split("+")
    if whole in _oecd()["merged"]["worlds"]:
        return _of_merged(whole, tuple(sorted(keep)))
    if name.startswith(ALL):
        from realpolitik.scenarios.economies import year_in

        if year := year_in(name):
            return _of_all(year)
    if name.startswith(THREE):
        from realpolitik.scenarios.kinds import year_in as kinds_year_in

        if year := kinds_year_in(name):
            return _of_kinds(year)
    if (head := Path(name) / "world.yaml").is_file():
        return _saved(str(Path(name).resolve()), head.stat().st_mtime_ns)
    raise UnknownNameError("world", name, embedded(), "realpolitik scenarios")


@cache
def _about() -> Mapping[str, Any]:
    return read_yaml(HERE / "worlds.yaml")


@cache
def _embedded(name: str) -> Stage:
    from realpolitik.models.equilibrium import World

    about = _about()
    return Stage(
        world=World.load(WORLDS / about["worlds"][name]["folder"]),
        names={label: one["name"] for label, one in about["states"].items()},
        members={label: tuple(one["members"]) for label, one in about["states"].items()},
        territories={label: tuple(one.get("territories", ())) for label, one in about["states"].items()},
        sectors={label: one["name"] for label, one in about["sectors"].items()},
        goods=tuple(label for label, one in about["sectors"].items() if one["goods"]),
        source_ids=SOURCES,
    )


@cache
def _of_all(year: int) -> Stage:
    from realpolitik.scenarios.economies import SOURCES, economies
    from realpolitik.states import registry
    from realpolitik.states.economies import economy

    world = economies(year).world
    known = {one.code: one.name for one in registry()}
    return Stage(
        world=world,
        names={
            code: known.get(code) or (own.name if (own := economy(code)) else code) for code in world.states
        },
        members={code: (code,) for code in world.states},
        territories={},
        sectors={GOODS: "goods, all kinds"},
        goods=(GOODS,),
        source_ids=SOURCES,
    )


@cache
def _oecd() -> Mapping[str, Any]:
    return read_yaml(HERE / "oecd.yaml")


@cache
def _of_oecd(name: str) -> Stage:
    from realpolitik.models.equilibrium import World
    from realpolitik.states import registry
    from realpolitik.states.economies import economy

    about, world = _oecd(), World.load(WORLDS / _oecd()["worlds"][name]["folder"])
    known = {one.code: one.name for one in registry()} | about["rest"]
    return Stage(
        world=world,
        names={
            code: known.get(code) or (own.name if (own := economy(code)) else code) for code in world.states
        },
        members={code: () if code in about["rest"] else (code,) for code in world.states},
        territories={},
        sectors={label: one["name"] for label, one in about["sectors"].items()},
        goods=tuple(label for label, one in about["sectors"].items() if one["goods"]),
        source_ids=OECD_SOURCES,
    )


@lru_cache(maxsize=32)
def _of_merged(name: str, keep: tuple[str, ...]) -> Stage:
    """A merged world (`scenarios.merging`), in which the states of `keep` stand by themselves."""
    from realpolitik.scenarios.merging import REST, merged

    about, labels, known = _oecd(), _oecd()["merged"]["states"], _about()["sectors"]
    full = stage(about["merged"]["worlds"][name]["of"])
    if unknown := [code for code in keep if code not in full.world.states]:
        raise UnknownNameError("state of this world", unknown[0], full.world.states)
    world = merged(full.world, about, keep=keep).with_(name="+".join([name, *keep]))
    there = [label for label in world.states if label in labels]
    sectors = [label for label in known if label in world.sectors]
    parts = {
        label: tuple(code for code in labels[label]["members"] if label == code or code not in keep)
        for label in there
    }
    return Stage(
        world=world,
        names={label: labels[label]["name"] for label in there} | {code: full.names[code] for code in keep},
        members=parts | {REST: ()} | {code: (code,) for code in keep},
        territories={label: tuple(labels[label].get("territories", ())) for label in there},
        sectors={label: known[label]["name"] for label in sectors},
        goods=tuple(label for label in sectors if known[label]["goods"]),
        source_ids=full.source_ids,
    )


@cache
def _of_kinds(year: int) -> Stage:
    from realpolitik.scenarios.kinds import SOURCES, kinds

    return replace(
        _of_all(year),
        world=kinds(year),
        sectors={"fuels": "crude oil, coal and gas", "minerals": "ores and metals", "other": "other goods"},
        goods=tuple(KINDS),
        source_ids=SOURCES,
    )


@cache
def embedded_sector(label: str) -> str | None:
    """The sector of the embedded worlds that holds a sector of WIOD (2016 release, C01 to C50), or `goods`; None for other labels.

    Examples
    --------
    >>> embedded_sector("C20"), embedded_sector("goods"), embedded_sector("s20")
    ('vehicles', 'goods', None)
    """
    if label == GOODS:
        return GOODS
    if label in KINDS:
        return KINDS[label]
    if label in (own := _oecd()["sectors"]):
        return own[label]["as"]
    sectors = _about()["sectors"]
    return next((name for name, about in sectors.items() if label == name or label in about["wiod"]), None)


@lru_cache(maxsize=4)
def _saved(folder: str, _changed: int) -> Stage:
    """A saved world, read again where its file has changed; sectors of WIOD are known, all others count as goods."""
    from realpolitik.models.equilibrium import World

    world, sectors = World.load(folder), _about()["sectors"]
    known = {label: embedded_sector(label) for label in world.sectors}
    return Stage(
        world=world,
        names={label: label for label in world.states},
        members={label: (label,) for label in world.states},
        territories={},
        sectors={
            label: f"{sectors[name]['name']} ({label})" if name in sectors else label
            for label, name in known.items()
        },
        goods=tuple(label for label, name in known.items() if name not in sectors or sectors[name]["goods"]),
        source_ids=("wiod-2016",) if set(known.values()) <= set(sectors) else (),
    )
