"""Which worlds answer about the leverage of a pair."""

from __future__ import annotations

from typing import get_args

from realpolitik.errors import OptionError
from realpolitik.scenarios.leverage.family import Family
from realpolitik.scenarios.leverage.goods import GOODS, in_sectors
from realpolitik.scenarios.leverage.oecd import OECD
from realpolitik.scenarios.options import Worlds


def family_of(a: str, b: str, worlds: str) -> Family | None:
    """The family of worlds that is to answer about a pair; None for those of 26 economies and 16 sectors.

    Raises
    ------
    OptionError
        No such choice of worlds.
    """
    if worlds not in (known := get_args(get_args(Worlds)[0])):
        raise OptionError(f"worlds={worlds!r}: choose {', '.join(known[:-1])} or {known[-1]}")
    if worlds == "oecd":
        return OECD
    if worlds == "economies" or (worlds == "auto" and not in_sectors(a, b)):
        return GOODS
    return None
