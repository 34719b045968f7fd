"""Colours, type and sizes of every chart, on light and on dark paper.

The colours are those of Okabe and Ito (2008), told apart by readers with any common form of colour
blindness; the dark ones are the same hues, lighter. Text is drawn in darker tones of the same hues, with a
contrast of 4.5 and more. A page that shows charts in both schemes draws them once, in light colours, and
exchanges them by style (`swaps`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from realpolitik.errors import OptionError

Width = Literal["wide", "narrow"]

# Arial, Helvetica and Liberation Sans have the same widths: text measured here fits wherever it is drawn.
FONT = "Liberation Sans, Arial, Helvetica, sans-serif"
TOTAL: dict[str, int] = {"wide": 760, "narrow": 358}
"""Whole width of a chart in pixels: a column of text on a desk, and a telephone of 390 pixels less its
margins.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """Colours of one scheme; `palette` and `tones` (for text) go by the order in which series appear.

    Examples
    --------
    >>> theme("light").palette[0]
    '#0072b2'
    """

    name: str
    paper: str
    ink: str
    muted: str
    grid: str
    rule: str
    palette: tuple[str, ...]
    tones: tuple[str, ...]

    def colour(self, index: int) -> str:
        """Of the series at this place; grey past the end of the palette."""
        return self.palette[index] if index < len(self.palette) else self.rule

    def tone(self, index: int) -> str:
        """The colour of its text."""
        return self.tones[index] if index < len(self.tones) else self.muted


LIGHT = Theme(
    name="light",
    paper="#ffffff",
    ink="#1c1d1f",
    muted="#5d6066",
    grid="#e4e4e1",
    rule="#8f9299",
    palette=("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9"),
    tones=("#00659e", "#b54f00", "#00785a", "#a34a7c", "#8f6300", "#1e74a8"),
)
DARK = Theme(
    name="dark",
    paper="#15171a",
    ink="#eceae5",
    muted="#a5a8ae",
    grid="#33363c",
    rule="#858991",
    palette=("#4ba3e0", "#f0894a", "#35c196", "#dd97bf", "#f2b632", "#93d0f4"),
    tones=("#6bb6ea", "#f59f69", "#52cfa8", "#e6acce", "#f5c558", "#a9daf7"),
)
THEMES = {scheme.name: scheme for scheme in (LIGHT, DARK)}


def theme(name: str) -> Theme:
    """The theme of this name.

    Raises
    ------
    OptionError
        There is none.
    """
    if name not in THEMES:
        raise OptionError(f"theme {name!r} does not exist: choose {' or '.join(THEMES)}")
    return THEMES[name]


def swaps() -> tuple[tuple[str, str], ...]:
    """Each colour of the light theme with the dark one that stands for it.

    Examples
    --------
    >>> dict(swaps())["#0072b2"]
    '#4ba3e0'
    """
    pairs = [
        (getattr(LIGHT, name), getattr(DARK, name)) for name in ("paper", "ink", "muted", "grid", "rule")
    ]
    pairs += [*zip(LIGHT.palette, DARK.palette, strict=True), *zip(LIGHT.tones, DARK.tones, strict=True)]
    return tuple(pairs)
