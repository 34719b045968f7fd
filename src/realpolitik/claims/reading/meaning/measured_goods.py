"""The goods of a ban or a tariff, as the words name them: one claim for each, and one on all goods where they name none."""

from __future__ import annotations

import re

from realpolitik.claims.reading.meaning.deed_rules import Deed
from realpolitik.claims.reading.spotting.mentions import Skeleton

ON_GOODS = ("ban", "tariff")
"""Relations of measures on goods."""
_GOES_ON = re.compile(
    r"(?:-origin|-made|-built)? ?(?:(?:and|or|as well as|new|all|other|,) ?)*<g(?P<g>\d+)>,?"
)
"""Right after a measure, goods that it is on as well."""
_SIGN = re.compile(r"<g(\d+)>")


def goods_of(deed: Deed, found: re.Match[str], text: str, skeleton: Skeleton) -> tuple[str, ...]:
    """The goods of the claims that a match makes; those of the relation, where it is none of a measure on goods."""
    if deed.relation not in ON_GOODS or deed.goods:
        return (deed.goods,)
    signs, end = _SIGN.findall(found[0]), found.end()
    while more := _GOES_ON.match(text, end):
        signs.append(more["g"])
        end = more.end()
    return tuple(dict.fromkeys(str(skeleton.mentions[int(one)].value) for one in signs)) or ("",)
