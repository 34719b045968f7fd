"""Every sentence that a reader meets in two briefs, as text files that a change of wording shows in: `make golden`.

The test of these files (`tests/briefs/test_golden.py`) fails where a sentence has changed. Where the new one is meant, write the
files again, and read the difference before it is committed: each line of it is what a user will read from now on.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from realpolitik.briefs import build
from realpolitik.briefs.model import status
from realpolitik.charts import drawable
from realpolitik.charts.draw import describe
from realpolitik.errors import CoverageError
from realpolitik.findings import Finding, Window

if TYPE_CHECKING:
    from realpolitik.briefs.model import Brief, Ruling

FOLDER = Path(__file__).parents[1] / "tests" / "briefs" / "golden"
BRIEFS = {
    "china-russia": ("CHN", "RUS", Window()),
    "china-soviet-union": ("CHN", "SUN", Window.parse("1949", "1991")),
}


def sentences(brief: Brief) -> str:
    """The sentences of a brief in the order of its page, one a line."""
    lines = [f"{brief.title}. Window: {brief.span}."]
    for section in brief.sections:
        lines += ["", f"# {section.asks}", f"answer: {section.answer}"]
        for finding in section.findings:
            lines += ["", *_finding(finding)]
        lines += [""] * bool(section.verdicts) + [line for one in section.verdicts for line in _verdict(one)]
        lines += [f"gap: {gap.measure} {' '.join(gap.about)}: {gap.why} {gap.remedy}" for gap in section.gaps]
    return "\n".join(lines) + "\n"


def _finding(finding: Finding) -> Iterator[str]:
    yield f"## {finding.name} {' '.join(finding.about)}".rstrip()
    yield f"says: {finding.says}"
    yield f"method: {finding.method.definition}"
    if finding.interval:
        yield f"interval: {finding.interval.kind}"
    yield from (f"caveat: {caveat}" for caveat in finding.caveats)
    if drawable(finding):
        try:
            yield f"chart: {describe(finding)}"
        except CoverageError as error:
            yield f"chart: none, {error}"


def _verdict(verdict: Ruling) -> Iterator[str]:
    yield f"claim: {verdict.claim.says} ({verdict.claim.by})"
    said = (status(verdict), verdict.figure, verdict.margin_in_words, verdict.overturned_by, verdict.why)
    yield f"verdict: {' | '.join(said)}"


def main() -> None:
    """Write the files."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, (a, b, window) in BRIEFS.items():
        text = sentences(build(a, b, window=window))
        (FOLDER / f"{name}.txt").write_text(text, encoding="utf-8")
        print(f"{name}: {len(text.splitlines()):,} lines")


if __name__ == "__main__":
    main()
