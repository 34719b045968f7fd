"""`realpolitik claims [FILE]`: what is said, and whether it holds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from realpolitik.cli.output import ListFormat, console, line, table, write_json

if TYPE_CHECKING:
    from realpolitik.claims import Verdict


def claims(
    file: Annotated[str, Parameter()] = "radchenko2024",
    *,
    questions: Path | None = None,
    format: ListFormat = "table",
    reference: Annotated[bool, Parameter(negative="")] = False,
) -> None:
    """Judge every claim of a file, and print the verdicts.

    Parameters
    ----------
    file
        A YAML file of claims, or the name of one that comes with the program.
    questions
        A YAML file of questions of your own, which claims may name beside the program's.
    format
        A table for people, or JSON with the finding behind each verdict.
    reference
        Run every test on all other pairs that have the data first, and keep how they fare (minutes).
    """
    from realpolitik.briefs.questions import known, with_own
    from realpolitik.briefs.questions import questions as built_in_questions
    from realpolitik.claims import judge_all, load
    from realpolitik.claims.tally import by_name
    from realpolitik.store import Store

    store = Store()
    known(load(file), with_own(questions) if questions else built_in_questions(), file=file)
    if reference:
        _compare(file, store)
    verdicts = judge_all(file, store=store)
    if format == "json":
        write_json(verdicts.record())
        return
    table(
        ("verdict", "claim", "figure", "source"),
        [
            (
                verdict.words or verdict.status,
                _with_test(verdict),
                " ".join((_sentence(verdict.figure or verdict.why), *verdict.standing)),
                ", ".join(str(source.record()["publisher"]) for source in verdict.finding.sources[:2])
                if verdict.finding
                else "",
            )
            for verdict in verdicts
        ],
        wide={"verdict": 2, "claim": 4, "figure": 5, "source": 2},
    )
    for said in by_name(verdicts):
        line(said)


def _compare(file: str, store: object) -> None:
    from realpolitik.claims.evidence.compare import compare

    with console(error=True).status("running each test on other pairs …") as progress:
        compare(file, store=store, on_progress=lambda name: progress.update(f"{name} on other pairs …"))  # type: ignore[arg-type]


def _with_test(verdict: Verdict) -> str:
    """The statement, and by what it is tested: a verdict without its test tells nobody what was found."""
    because = verdict.claim.because
    return f"{verdict.claim.says} [The test: {because}]" if because else verdict.claim.says


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."
