"""A cache of answers: made once by the first who asks, while others who ask the same wait for it."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Cache(Generic[Value]):
    """The last answers by key, `size` of them, or as many as weigh that much together. An answer that failed is not kept; all who
    waited for it get the error.

    Examples
    --------
    >>> cache = Cache[int](2)
    >>> cache.get("a", lambda: 1), cache.get("a", lambda: 2)
    (1, 1)
    >>> texts = Cache[str](5, len)
    >>> [texts.get(one, lambda: one) for one in ("abc", "de", "f")], len(texts), texts.peek("abc")
    (['abc', 'de', 'f'], 2, None)
    """

    def __init__(self, size: int, weigh: Callable[[Value], int] = lambda _: 1) -> None:
        self._size, self._weigh, self._held = size, weigh, 0
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
        with self._lock:
            mine.set_result(value)
            self._held += self._weigh(value)
            while self._held > self._size:
                self._let_go()
        return value

    def _let_go(self) -> None:
        """Forget the finished answer that was asked for longest ago."""
        key, oldest = next((key, one) for key, one in self._made.items() if one.done())
        del self._made[key]
        self._held -= self._weigh(oldest.result())

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
