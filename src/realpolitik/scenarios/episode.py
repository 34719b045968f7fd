"""The episode that the default scenario and the hindcast are about, as `episode.yaml` has it."""

from __future__ import annotations

from realpolitik.sources.shipped import shipped

_EPISODE = shipped("realpolitik.scenarios", "episode")
TARGET: str = _EPISODE["target"]
"""The state that is cut off."""
COALITION: str = _EPISODE["coalition"]
"""The group that cuts it off."""
CALIBRATED_ON: tuple[str, ...] = tuple(_EPISODE["calibrated_on"]["states"])
"""Partners whose record chooses the nest; all others test it."""
NOT_TOLD: tuple[str, ...] = tuple(_EPISODE["not_told"])
"""Partners of whose trade no model of sanctions speaks."""
FAR: tuple[str, ...] = tuple(_EPISODE["far"]["states"])
"""Suppliers overseas, of which some lines no longer carry goods to the target: an assumption of the hindcast."""
