"""The steps of reading in full, in three files, and how they are written. `python tests/claims/reading/steps.py` writes them anew.

`spotted.txt` has what sentences mention; `followed.txt` the clauses that sentences are parted into, what is read of each and what the sentences
after may go on from; `judged.txt` what is asked of which measure for a statement, whoever read it, and what came of it. Where a rule is changed
whose work the end does not show, these show it. The texts need not be true, and many are odd on purpose: each branch of the reader is taken by some.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from realpolitik.claims.model import Verdict
from realpolitik.claims.reading import GrammarReader, Statement, check, make_article, reader
from realpolitik.claims.reading.spotting.accounts import begins_in
from realpolitik.claims.reading.spotting.actors import actors, references
from realpolitik.claims.reading.spotting.amounts import amounts
from realpolitik.claims.reading.spotting.mentions import Mention
from realpolitik.claims.reading.spotting.things import goods, phrases
from realpolitik.claims.reading.spotting.times import times
from realpolitik.store import Store

SPOTTED, FOLLOWED, JUDGED = (
    Path(__file__).with_name(f"{name}.txt") for name in ("spotted", "followed", "judged")
)
NEW_PARAGRAPH = " ¶ "
UNSET = ("", (), [], {}, None, False)
LONG_AGO = 99
"""Sentences since what has not been."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A text or a sentence, its day, the statement made of it (as fields) where it is judged, and what is written down."""

    day: str
    text: str
    fields: dict[str, Any]
    made: tuple[str, ...]


def steps(file: Path) -> Iterator[Step]:
    """What a file has, in its order."""
    for block in file.read_text(encoding="utf-8").split("\n## ")[1:]:
        head, *made = block.rstrip("\n").split("\n")
        day, _, text = head.partition(" ")
        own: dict[str, Any] = {}
        if text.startswith("{"):
            own, end = json.JSONDecoder().raw_decode(text)
            text = text[end + 1 :]
        yield Step(day=day, text=text.replace(NEW_PARAGRAPH, "\n\n"), fields=own, made=tuple(made))


# -- what a sentence mentions ---------------------------------------------------------------------------------------------------


def spotted(text: str, day: str) -> tuple[str, ...]:
    """The skeleton of a sentence, and all that each finder finds in it."""
    on = date.fromisoformat(day)
    begins = begins_in((text,), on)
    lists = {
        "times": times(text, on, begins),
        "actors": actors(text, on),
        "references": references(text),
        "amounts": amounts(text),
        "goods": goods(text),
        "phrases": phrases(text),
    }
    whole = reader.skeleton_of(text, on, begins=begins)
    return (
        f"{whole.text}" + (f" | years begin in month {begins}" if begins != 4 else ""),
        *(f"{name}: {'; '.join(map(_mention, found))}" for name, found in lists.items() if found),
    )


def _mention(one: Mention) -> str:
    return f"{one.start}-{one.end} {one.kind} “{one.text}” {_plain(one.value)}"


# -- what is made of a text on the way ------------------------------------------------------------------------------------------


def followed(text: str, day: str) -> tuple[str, ...]:
    """Clauses, what is read of them by rule and by form, what is kept for the sentences after, and the statements in the end."""
    told: list[str] = []
    before: dict[str, str] = {}
    read: list[str] = []

    def keep(*holders: Any) -> None:
        now = {f"{type(one).__name__.lower()}.{name}": value for one in holders for name, value in _set(one)}
        new = [
            f"{name} {now.get(name, 'nothing')}"
            for name in sorted({*now, *before})
            if now.get(name) != before.get(name)
        ]
        before.clear()
        before.update(now)
        if new:
            told.append(f"  keeps {' | '.join(new)}")

    def begun(*given: Any) -> Any:
        made = _OWN["begun"](*given)
        keep(made)
        return made

    def parts(*given: Any) -> Any:
        made = _OWN["parts"](*given)
        told.extend(
            f"  clause {' | '.join(filter(None, (one.skeleton.text, one.skeleton.said and f'of “{one.skeleton.said}”', *one.notes, *(f'supposed: {it}' for it in one.assumed))))}"
            for one in made
        )
        return made

    def statements_of(*given: Any) -> Any:
        made = list(_OWN["statements_of"](*given))
        read.extend(f"  by rule {_statement(one)}" for one in made)
        return iter(made)

    def by_form(*given: Any) -> Any:
        made = _OWN["_by_form"](*given)
        read.extend(f"  by form {_statement(one)}" for one in made)
        return made

    def go_on(context: Any, skeleton: Any, every: Any, former: Any, year: int) -> None:
        _OWN["go_on"](context, skeleton, every, former, year)
        last = {_statement(one) for one in every}
        told.extend(line for line in read if line.split(" ", 4)[4] not in last)
        told.extend(f"  is {line}" for line in dict.fromkeys(map(_statement, every)))
        read.clear()
        keep(context, former.topic)
        told.append(".")

    with pytest.MonkeyPatch.context() as patch:
        for name, put in (("begun", begun), ("parts", parts), ("statements_of", statements_of), ("_by_form", by_form), ("go_on", go_on)):  # fmt: skip
            patch.setattr(reader, name, put)
        found = GrammarReader().read(make_article(text, published=day))
    last = [_statement(one) for one in found]
    was = [line.removeprefix("  is ") for line in told if line.startswith("  is ")]
    told += [f"in the end {line}" for line in last if line not in was]
    return (*told, *(f"left out {line}" for line in was if line not in last))


_OWN = {name: getattr(reader, name) for name in ("begun", "parts", "statements_of", "_by_form", "go_on")}


def _statement(one: Statement) -> str:
    said = {name: value for name, value in one.model_dump(mode="json").items() if value not in UNSET}
    plain = {"years": 1, "kind": "claim", "confidence": 0.5}
    return " | ".join(
        f"{name} {_plain(value)}"
        for name, value in said.items()
        if value != plain.get(name) and name != "sentence"
    )


# -- what is asked for a statement ----------------------------------------------------------------------------------------------


class Told:
    """A reader that finds one statement, whatever the text says."""

    def __init__(self, one: Statement) -> None:
        self.one = one

    def read(self, article: Any) -> tuple[Statement, ...]:
        return (self.one,)


def judged(text: str, day: str, own: dict[str, Any], store: Store) -> tuple[str, ...]:
    """What is asked of which measure for a statement of a sentence, and what came of it."""
    one = Statement.model_validate({**own, "sentence": 0})
    (found,) = check(make_article(text, published=day), reader=Told(one), store=store).checked
    beside = {
        "aside": found.aside,
        "mixed": found.why_mixed,
        "nearest": found.nearest,
        "to quote": found.to_quote,
        "chart": found.series and f"{found.series.name} {found.series.period.start} to {found.series.period.end}",
    }  # fmt: skip
    return (*map(_verdict, found.verdicts), _line(beside))


def _verdict(one: Verdict) -> str:
    claim = one.claim
    return _line(
        {
            "says": claim.says,
            "measure": claim.measure,
            "of": claim.about,
            "options": claim.options,
            "from": claim.start,
            "to": claim.end,
            "test": claim.test and claim.test.model_dump(mode="json", by_alias=True, exclude_defaults=True),
            "shows": "" if claim.shows == "what it says" else claim.shows,
            "own word": claim.own_word,
            "because": claim.because,
            "verdict": one.status,
            "figure": one.figure,
            "why": one.why,
            "overturned by": one.overturned_by,
        }
    )


def _line(told: dict[str, Any]) -> str:
    return " | ".join(f"{name} {_plain(value)}" for name, value in told.items() if value not in UNSET)


# -- values as words ------------------------------------------------------------------------------------------------------------


def _set(one: Any) -> Iterator[tuple[str, str]]:
    """The fields of a record that are not as they are at first."""
    for own in fields(one):
        value = getattr(one, own.name)
        first = own.default_factory() if own.default_factory is not MISSING else own.default
        if value != first and not (first == LONG_AGO and value > LONG_AGO):
            yield own.name, _plain(value)


def _plain(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:.6g}" if abs(value) < 1e6 else f"{value:.0f}"
    if isinstance(value, Mention):
        return f"“{value.text}” {_plain(value.value)}"
    if is_dataclass(value):
        return ", ".join(f"{name} {said}" for name, said in _set(value)) or "nothing set"
    if isinstance(value, dict):
        return ", ".join(f"{_plain(key)} {_plain(one)}" for key, one in value.items() if one is not None)
    if isinstance(value, (set, frozenset)):
        return "; ".join(sorted(map(_plain, value)))
    if isinstance(value, (list, tuple)):
        return "; ".join(map(_plain, value))
    return " ".join(str(value).split())


def made_of(file: Path, one: Step, store: Store) -> tuple[str, ...]:
    """What a step of a file comes to."""
    if file == SPOTTED:
        return spotted(one.text, one.day)
    if file == FOLLOWED:
        return followed(one.text, one.day)
    return judged(one.text, one.day, one.fields, store)


def main() -> None:
    """Write the files."""
    store = Store()
    for file in (SPOTTED, FOLLOWED, JUDGED):
        told = [file.read_text(encoding="utf-8").split("\n## ")[0].rstrip("\n")]
        for one in steps(file):
            own = f"{json.dumps(one.fields)} " if one.fields else ""
            head = f"## {one.day} {own}{one.text.replace(chr(10) * 2, NEW_PARAGRAPH)}"
            told.append("\n".join([head, *made_of(file, one, store)]))
        file.write_text("\n".join(told) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
