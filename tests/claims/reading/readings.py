"""What `check` makes of many texts, in full: three files, and how they are written. `python tests/claims/reading/readings.py` writes them anew.

The texts of `readings.txt` are such as articles have; those of `rarer.txt` lead where few of them do, and some only put sentences of the tests together.
Those of `told_apart.txt` differ little from one another, or stand where a bound of a rule lies: an amount just within what is borne out, and one just outside.

A text begins with its day; a line of a file is a statement, with every field that is set, and below it a line a claim: what is asked of
which measure, and what came of it. The texts were written for this file and its tests, and need not be true. A new text is put in with
its day alone. Whoever changes a rule reads the difference: each line of it is what a reader of an article will be told otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from realpolitik.claims.model import Verdict
from realpolitik.claims.reading import Statement, check, make_article
from realpolitik.claims.reading.check import Checked
from realpolitik.store import Store

FILES = tuple(Path(__file__).with_name(f"{name}.txt") for name in ("readings", "rarer", "told_apart"))
NEW_PARAGRAPH = " ¶ "
UNSET = ("", (), [], {}, None, False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A text, its day, and what was made of it."""

    day: str
    text: str
    made: tuple[str, ...]


def readings(*files: Path) -> Iterator[Reading]:
    """The texts of these files, else of all, in their order."""
    for file in files or FILES:
        for block in file.read_text(encoding="utf-8").split("\n## ")[1:]:
            head, *made = block.rstrip("\n").split("\n")
            day, _, text = head.partition(" ")
            yield Reading(day=day, text=text.replace(NEW_PARAGRAPH, "\n\n"), made=tuple(made))


def made_of(text: str, day: str, store: Store) -> tuple[str, ...]:
    """What `check` makes of a text: a line a statement, and a line a claim of it."""
    report = check(make_article(text, published=day), store=store)
    lines = []
    for one in report.checked:
        lines.append(_statement(one.statement))
        lines += [_verdict(verdict) for verdict in one.verdicts]
        lines += _beside(one, report.article.published)
    lines += [f"outside: {why}" for _, why in report.outside]
    return (*lines, *([f"in all: {report.summary}"] if len(report.checked) > 1 else []))


def _statement(one: Statement) -> str:
    fields = one.model_dump(mode="json")
    plain = {"step": 0.0, "years": 1, "kind": "claim"}
    said = {name: value for name, value in fields.items() if value not in UNSET and value != plain.get(name)}
    said["sentence"] = one.sentence
    return " | ".join(f"{name} {_plain(value)}" for name, value in said.items())


def _verdict(one: Verdict) -> str:
    claim = one.claim
    asked = {
        "says": claim.says,
        "measure": claim.measure,
        "of": claim.about,
        "options": {key: str(value) for key, value in claim.options.items()},
        "from": claim.start,
        "to": claim.end,
        "test": claim.test and claim.test.model_dump(mode="json", by_alias=True, exclude_defaults=True),
        "shows": "" if claim.shows == "what it says" else claim.shows,
        "own word": claim.own_word,
        "because": claim.because,
        "verdict": one.status,
        "why": one.why,
        "by": "" if claim.by == "the author" else claim.by,
        "id": claim.id,
    }
    return "  > " + " | ".join(
        f"{name} {_plain(value)}" for name, value in asked.items() if value not in UNSET
    )


def _beside(one: Checked, day: Any) -> list[str]:
    said = {
        "aside": one.aside,
        "mixed": one.why_mixed,
        "nearest": one.nearest,
        "to quote": one.to_quote,
        "at its date": one.dated(day),
        "chart": one.series and f"{one.series.name} {one.series.period.start} to {one.series.period.end}",
    }
    told = " | ".join(f"{name} {_plain(value)}" for name, value in said.items() if value not in UNSET)
    return [f"  = {told}"] if told else []


def _plain(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:.6g}" if abs(value) < 1e6 else f"{value:.0f}"
    if isinstance(value, dict):
        return ", ".join(f"{key} {_plain(one)}" for key, one in value.items() if one is not None)
    if isinstance(value, (list, tuple)):
        return "; ".join(map(_plain, value))
    return " ".join(str(value).split())


def main() -> None:
    """Write the files."""
    store = Store()
    for file in FILES:
        told = [file.read_text(encoding="utf-8").split("\n## ")[0].rstrip("\n")]
        for one in readings(file):
            made = made_of(one.text, one.day, store)
            told.append("\n".join([f"## {one.day} {one.text.replace(chr(10) * 2, NEW_PARAGRAPH)}", *made]))
        file.write_text("\n".join(told) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
