"""A brief with what changed since an older one on top."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from realpolitik.briefs.changes import Record, compare

if TYPE_CHECKING:
    from realpolitik.briefs.model import Brief


def since(brief: Brief, older: Record, *, against: str) -> Brief:
    """The brief with what changed since an older one, whose record is given; `against` names it.

    Raises
    ------
    OptionError, FileFormatError
        The older brief is on other states or of another window, or is no brief.
    """
    newer = json.loads(json.dumps(brief.record(), default=str))
    return replace(brief, changes=compare(older, newer, against=against))
