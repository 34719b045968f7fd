"""Stage: a world on which scenarios play, with what its labels stand for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
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
MERGED, WHOLE = "merged-", "oecd-"
"""What names of merged worlds, and of whole ones, begin with."""
SOURCES = (
    "oecd-icio-2025",
    "cepii-baci",
    "cepii-baci-materials",
    "imf-imts",
    "worldbank-wdi",
    "teti-2024",
    "piie-tariffs",
)
"""Datasets behind the embedded worlds."""


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
    parts
        Label of a merged world to labels of this one, where it stands for several here.
    """

    world: World
    names: Mapping[str, str]
    members: Mapping[str, tuple[str, ...]]
    territories: Mapping[str, tuple[str, ...]]
    sectors: Mapping[str, str]
    goods: tuple[str, ...]
    source_ids: tuple[str, ...]
    parts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def parties(self, expression: str, *, on: date | None) -> tuple[str, ...]:
        """Labels that a sum of groups, states and labels means on a day (`models.equilibrium.parties`)."""
        from realpolitik.models.equilibrium.parties import parties

        return parties(expression, world=self.world, on=on, members=self.members, parts=self.parts)

    def label_of(self, code: str) -> str:
        """The label that stands for a state alone.

        Raises
        ------
        ShockError
            The state is merged into another label, or into the rest of the world.
        """
        return self.parties(code, on=None)[0]


def embedded() -> tuple[str, ...]:
    """Names of the worlds that come with the program, on which scenarios are played.

    Examples
    --------
    >>> embedded()
    ('merged-2019', 'merged-2021', 'merged-2023')
    """
    return tuple(_about()["merged"]["worlds"])


def whole() -> tuple[str, ...]:
    """Names of the worlds of 80 economies and 28 sectors, out of which the others are merged.

    Examples
    --------
    >>> whole()
    ('oecd-2019', 'oecd-2021', 'oecd-2023')
    """
    return tuple(_about()["worlds"])


@cache
def tabled() -> frozenset[str]:
    """States that the OECD's tables hold by themselves, by the head of the newest whole world: nothing else of it is read."""
    about = _about()
    head = read_yaml(WORLDS / about["worlds"][whole()[-1]]["folder"] / "world.yaml")
    return frozenset(head["states"]) - frozenset(about["rest"])


def stage(name: str) -> Stage:
    """A world by name, or a saved one by the path of its folder.

    `merged-2021` has 30 economies and 14 sectors, `merged-2021+KHM+PER` the same with two states by themselves that are merged with others
    in it; `oecd-2021` is the whole of which it is made, 80 economies and 28 sectors on the OECD's tables;
    `trade-2020` all economies with one kind of goods, `kinds-2020` with three.

    Raises
    ------
    UnknownNameError
        Neither an embedded world nor a folder.
    FileFormatError
        The folder holds a damaged world.
    """
    if name in whole():
        return _of_oecd(name)
    of, *keep = name.split("+")
    if of in embedded():
        return _of_merged(of, tuple(sorted(keep)))
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


def parted(name: str, *codes: str) -> str:
    """The merged world in which some states stand by themselves, for those that the tables have; other worlds as they are.

    Examples
    --------
    >>> parted("merged-2023", "KHM", "CHN"), parted("oecd-2023", "KHM", "CHN"), parted("merged-2023", "FJI")
    ('merged-2023+KHM', 'oecd-2023', 'merged-2023')
    """
    of, *keep = name.split("+")
    if of not in embedded():
        return name
    known, labels = stage(_about()["merged"]["worlds"][of]["of"]).members, _about()["merged"]["states"]
    alone = {code for code in codes if known.get(code) and code not in labels}
    return "+".join([of, *sorted({*keep, *alone})])


@cache
def _about() -> Mapping[str, Any]:
    return read_yaml(HERE / "worlds.yaml")


@cache
def _sectors() -> Mapping[str, Any]:
    return read_yaml(HERE / "sectors.yaml")["sectors"]


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
def _of_oecd(name: str) -> Stage:
    from realpolitik.models.equilibrium import World
    from realpolitik.states import registry
    from realpolitik.states.economies import economy

    about, world = _about(), World.load(WORLDS / _about()["worlds"][name]["folder"])
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
        source_ids=SOURCES,
        parts={
            label: tuple(one["members"])
            for label, one in about["merged"]["states"].items()
            if label not in world.states
        },
    )


@lru_cache(maxsize=32)
def _of_merged(name: str, keep: tuple[str, ...]) -> Stage:
    """A merged world (`scenarios.merging`), in which the states of `keep` stand by themselves."""
    from realpolitik.scenarios.merging import REST, merged

    about, labels, known = _about(), _about()["merged"]["states"], _sectors()
    full = stage(about["merged"]["worlds"][name]["of"])
    if unknown := [code for code in keep if code not in full.world.states]:
        raise UnknownNameError("state of this world", unknown[0], full.world.states)
    world = merged(full.world, about, keep=keep).with_(name="+".join([name, *keep]))
    there = [label for label in world.states if label in labels]
    sectors = [label for label in known if label in world.sectors]
    members = {
        label: tuple(code for code in labels[label]["members"] if label == code or code not in keep)
        for label in there
    }
    apart = {label: {*labels[label]["members"]} - {*members.get(label, ())} for label in labels}
    return Stage(
        world=world,
        names={label: labels[label]["name"] for label in there} | {code: full.names[code] for code in keep},
        members=members | {REST: ()} | {code: (code,) for code in keep},
        territories={label: tuple(labels[label].get("territories", ())) for label in there},
        sectors={label: known[label]["name"] for label in sectors},
        goods=tuple(label for label in sectors if known[label]["goods"]),
        source_ids=full.source_ids,
        parts={
            label: tuple(code for code in world.states if code == label or code in apart[label])
            for label in labels
            if apart[label]
        },
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
    """The sector of the merged worlds that holds one of the whole worlds or of WIOD (2016 release, C01 to C50), or `goods`; None for others.

    Examples
    --------
    >>> embedded_sector("C20"), embedded_sector("cars"), embedded_sector("goods"), embedded_sector("s20")
    ('vehicles', 'vehicles', 'goods', None)
    """
    if label == GOODS:
        return GOODS
    if label in KINDS:
        return KINDS[label]
    if label in (own := _about()["sectors"]):
        return own[label]["as"]
    sectors = _sectors()
    return next((name for name, about in sectors.items() if label == name or label in about["wiod"]), None)


@lru_cache(maxsize=4)
def _saved(folder: str, _changed: int) -> Stage:
    """A saved world, read again where its file has changed; sectors of WIOD are known, all others count as goods."""
    from realpolitik.models.equilibrium import World

    world, sectors = World.load(folder), _sectors()
    known = {label: embedded_sector(label) for label in world.sectors}
    return Stage(
        world=world,
        names={label: label for label in world.states},
        members={label: (label,) for label in world.states},
        territories={},
        sectors={
            label: f"{sectors[name]['name']} ({label})" if name and name in sectors else label
            for label, name in known.items()
        },
        goods=tuple(
            label
            for label, name in known.items()
            if not name or name not in sectors or sectors[name]["goods"]
        ),
        source_ids=("wiod-2016",) if set(known.values()) <= set(sectors) else (),
    )
