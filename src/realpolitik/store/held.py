"""Frames as keys of a cache, so that what several measures make of one frame is made once."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl


class Held:
    """A frame as a key: that very frame, whose rows nobody changes in place.

    Examples
    --------
    >>> import polars as pl
    >>> frame = pl.DataFrame({"a": [1]})
    >>> Held(frame) == Held(frame), Held(frame) == Held(frame.clone())
    (True, False)
    """

    __slots__ = ("frame",)

    def __init__(self, frame: pl.DataFrame) -> None:
        self.frame = frame

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Held) and other.frame is self.frame

    def __hash__(self) -> int:
        return id(self.frame)
