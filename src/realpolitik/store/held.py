"""Frames as keys of a cache, so that what several measures make of one frame is made once."""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import ref

if TYPE_CHECKING:
    import polars as pl


class Held:
    """A frame as a key: that very frame, whose rows nobody changes in place. The key does not keep the frame in memory.

    Examples
    --------
    >>> import polars as pl
    >>> frame = pl.DataFrame({"a": [1]})
    >>> Held(frame) == Held(frame), Held(frame) == Held(frame.clone())
    (True, False)
    """

    __slots__ = ("_frame", "_number")

    def __init__(self, frame: pl.DataFrame) -> None:
        self._frame, self._number = ref(frame), id(frame)

    @property
    def frame(self) -> pl.DataFrame:
        """The frame, for as long as somebody else holds it, as whoever asks by this key does."""
        found = self._frame()
        assert found is not None
        return found

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Held):
            return False
        mine = self._frame()
        return mine is not None and mine is other._frame()

    def __hash__(self) -> int:
        return self._number
