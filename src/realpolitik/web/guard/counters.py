"""What the server has done so far, as Prometheus reads it."""

from __future__ import annotations

import threading
import time
from bisect import bisect_left
from collections import Counter

BOUNDS = (0.005, 0.025, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Upper ends of the classes of duration, in seconds."""


class Counters:
    """Requests by route and status, and how long they took."""

    def __init__(self) -> None:
        self.began = time.time()
        self._lock = threading.Lock()
        self._requests: Counter[tuple[str, str, int]] = Counter()
        self._classes = [0] * (len(BOUNDS) + 1)
        self._seconds = 0.0

    def add(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count one answer."""
        with self._lock:
            self._requests[method, route, status] += 1
            self._classes[bisect_left(BOUNDS, seconds)] += 1
            self._seconds += seconds

    def totals(self) -> tuple[int, int]:
        """Requests so far, and those of them that ended in a fault of the server (500)."""
        with self._lock:
            return sum(self._requests.values()), sum(
                count for (_, _, status), count in self._requests.items() if status == 500
            )

    def text(self, gauges: dict[str, float]) -> str:
        """Everything in Prometheus' text form, with some values of the moment."""
        with self._lock:
            requests, classes, seconds = dict(self._requests), list(self._classes), self._seconds
        lines = ["# TYPE realpolitik_requests_total counter"]
        lines += [
            f'realpolitik_requests_total{{method="{method}",route="{route}",status="{status}"}} {count}'
            for (method, route, status), count in sorted(requests.items())
        ]
        lines.append("# TYPE realpolitik_request_seconds histogram")
        below = 0
        for bound, count in zip((*map(str, BOUNDS), "+Inf"), classes, strict=True):
            below += count
            lines.append(f'realpolitik_request_seconds_bucket{{le="{bound}"}} {below}')
        lines += [
            f"realpolitik_request_seconds_sum {seconds:.6f}",
            f"realpolitik_request_seconds_count {below}",
        ]
        for name, value in gauges.items():
            lines += [f"# TYPE realpolitik_{name} gauge", f"realpolitik_{name} {value:g}"]
        return "\n".join(lines) + "\n"
