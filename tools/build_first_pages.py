"""The first screen of eight briefs as text files that a change of a sentence shows in: `make golden`.

Each line is what a reader with half a minute reads: the key judgements with their word of confidence, and how old the figures
are. Read the difference before it is committed.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from realpolitik.briefs import build
from realpolitik.store import Store

if TYPE_CHECKING:
    from realpolitik.briefs.model import Brief

FOLDER = Path(__file__).parents[1] / "tests" / "briefs" / "golden" / "first"
PAIRS = ("CHN RUS", "USA CHN", "DEU RUS", "IND RUS", "IRN RUS", "FJI NZL", "FRA DEU", "CHN SUN")


def screen(brief: Brief) -> str:
    """The first screen of a brief, one sentence a line."""
    told = [f"{one.says} {f'[{one.mark}]' if one.mark else ''}".rstrip() for one in brief.judgements]
    return "\n".join([brief.title, *told, brief.figures_to]) + "\n"


def of(pair: str, store: Store | None = None) -> Brief:
    """The brief of a pair, without the statements, which the first screen does not need."""
    return build(*pair.split(), store=store, claims=())


def main() -> None:
    """Write the files."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    store = Store()
    for pair in PAIRS:
        text = screen(of(pair, store))
        (FOLDER / f"{pair.lower().replace(' ', '-')}.txt").write_text(text, encoding="utf-8")
        print(f"{pair}: {len(text.split())} words")


if __name__ == "__main__":
    main()
