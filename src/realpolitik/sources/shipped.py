"""Data files that ship with the package: YAML beside the code that reads it."""

from __future__ import annotations

from importlib.resources import files
from typing import Any


def shipped(package: str, name: str) -> Any:
    """The content of `name`.yaml in a package of this program: ours, so that the fast safe loader may read it.

    A file that anyone may have written is read by `realpolitik.store.safe.read_yaml` instead.

    Examples
    --------
    >>> shipped("realpolitik.measures.sanctions", "currencies")["CHN"]["code"]
    'CNY'
    """
    return parsed((files(package) / f"{name}.yaml").read_text(encoding="utf-8"))


def parsed(text: str) -> Any:
    """The content of a text in YAML that is ours."""
    import yaml  # heavy for `--help`

    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
