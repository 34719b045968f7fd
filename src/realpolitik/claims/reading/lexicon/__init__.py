"""What the reader knows of words: YAML files beside this module, each read once, safely."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent


@cache
def table(name: str) -> Any:
    """The content of the file `name`.yaml of this folder: ours, so that the fast safe loader may read it."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"), Loader=loader)


def joined(words: str | list[str]) -> str:
    """A group of a regular expression that matches any of the words; a text wrapped over lines is one expression."""
    inside = "|".join(words) if isinstance(words, list) else re.sub(r"\s+\|\s*|\|\s+", "|", words)
    return f"(?:{inside})"
