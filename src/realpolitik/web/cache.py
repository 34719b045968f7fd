"""A cache of answers: made once by the first who asks, while others who ask the same wait for it."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Cache(Generic[Value]):
    """The last `size` answers by key. An answer that failed is not kept; all who waited for it get the error.

    Examples
    --------
    >>> cache = Cache[int](2)
    >>> cache.get("a", lambda: 1), cache.get("a", lambda: 2)
    (1, 1)
    """

    def __init__(self, size: int) -> None:
        self._size = size
        self._lock = threading.Lock()
        self._made: OrderedDict[Hashable, Future[Value]] = OrderedDict()
        self.hits = self.misses = 0

    def get(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """The answer of this key, made by `make` where there is none."""
        mine: Future[Value] = Future()
        with self._lock:
            known = self._made.get(key)
            if known is None:
                self.misses += 1
                self._made[key] = mine
            else:
                self.hits += 1
                self._made.move_to_end(key)
        if known is not None:
            return known.result()
        try:
            value = make()
        except BaseException as error:
            with self._lock:
                if self._made.get(key) is mine:
                    del self._made[key]
            mine.set_exception(error)
            raise
        mine.set_result(value)
        with self._lock:
            while len(self._made) > self._size:
                self._made.popitem(last=False)
        return value

    def peek(self, key: Hashable) -> Value | None:
        """The answer of this key if it is ready, which then counts as asked for; nothing is made or waited for.

        Examples
        --------
        >>> cache = Cache[int](2)
        >>> cache.peek("a"), cache.get("a", lambda: 1), cache.peek("a")
        (None, 1, 1)
        """
        with self._lock:
            known = self._made.get(key)
            if known is None or not known.done() or known.exception():
                return None
            self.hits += 1
            self._made.move_to_end(key)
        return known.result()

    def put(self, key: Hashable, value: Value) -> None:
        """Keep an answer that came by another way."""
        self.get(key, lambda: value)

    def __len__(self) -> int:
        return len(self._made)
