"""What joins the program is found by whoever looks for it: a question of the brief, a row of the documents, a place in the house."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import realpolitik
from realpolitik.briefs import questions
from realpolitik.cli.app import COMMANDS
from realpolitik.measures import measures
from realpolitik.store.schema import schemas

ROOT = Path(__file__).parents[1]
PACKAGE = Path(realpolitik.__file__).parent
PAGES = {
    path: path.read_text("utf-8")
    for path in (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md"))
    if "_build" not in path.parts
}
BUILT_IN = {name for name, one in measures().items() if one.module.startswith("realpolitik.")}

UNASKED = {
    "another measure of the same question leads, and this one is its other definition or its detail": {
        "affinity.conflict", "affinity.organisations", "affinity.regimes", "compliance.exposure",
        "dependence.capacity", "dependence.hirschman", "dependence.interdependence",
        "dependence.salience", "dependence.weak_link", "endgame.value",
        "leverage.access", "leverage.ratio", "leverage.sectors", "mirror.gap", "mirror.reconciled",
        "plans.peace", "power.cinc", "power.network", "sanctions.count",
        "sanctions.entries", "sanctions.joined", "survival.trade", "trade.balance", "trade.diversion", "trade.export_growth",
        "trade.part_of_year", "trade.partner_share", "trade.rank", "discount.contract", "discount.norm", "leverage.client", "products.crude_sold", "products.price_part", "trade.never_arrived", "treaties.portfolio", "treaties.rigidity", "votes.blocs",
        "votes.counts", "votes.kappa", "votes.roll_calls", "votes.similarity",
    },
    "it is about one state or all of them, and a brief is about two": {
        "affinity.groups", "dependence.dependents", "discount.stranded", "endgame.comparison", "endgame.resolve", "mirror.from_partners",
        "mirror.reliability", "oil.redirected", "power.concentration", "power.first", "power.military_spending", "power.polarity",
        "products.group_imports", "sanctions.listings", "security.arms_suppliers", "votes.ballot", "votes.distances", "votes.ideal_point", "votes.nearest",
        "votes.tally",
    },
    "it has figures only where its table was fetched": {
        "dependence.inputs", "events.reported", "power.membership", "rhetoric.mentions",
    },
    "it is about the two sides of a war": {
        "endgame.attrition", "endgame.bargain",
    },
}  # fmt: skip
"""Measures that no question of a brief shows, by the reason. A new measure has a line in `briefs/questions.yaml`, or one here."""


def test_every_measure_is_shown_by_a_question_or_says_why_not():
    asked = {show.measure for question in questions() for show in question.shows}
    excused = [name for names in UNASKED.values() for name in names]
    assert len(excused) == len(set(excused))
    missing = BUILT_IN - asked - set(excused)
    assert not missing, "add a line to briefs/questions.yaml, or to UNASKED with its reason"
    assert not asked & set(excused), "a question shows these: take them out of UNASKED"
    assert not set(excused) - BUILT_IN, "no such measures: take them out of UNASKED"


READ_ELSEWHERE = {
    "economies": "worlds of all economies are made of it (scenarios/economies)",
    "flags": "the audit writes it, and every figure carries its flags (Store.flags)",
    "material_products": "`realpolitik products` solves on it",
    "trade_products": "products of the Harmonized System: large, read by Store.scan",
}
"""Tables that other parts of the program than measures read, and which."""


def test_no_table_of_the_store_is_read_by_nobody():
    read = {table for one in measures().values() for table in one.tables}
    excused = set(READ_ELSEWHERE)
    assert not set(schemas()) - read - excused, "name it among the tables of a measure that reads it"
    assert not excused & read, "a measure reads these: take them out of the lists"
    assert excused <= set(schemas())
    code = [path.read_text("utf-8") for path in PACKAGE.rglob("*.py") if path.parts[-2] != "readers"]
    for table in READ_ELSEWHERE:
        assert any(f'"{table}"' in text for text in code), f"nothing reads {table}"


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_stands_in_the_documents(command):
    assert any(f"realpolitik {command}" in text for text in PAGES.values())


def test_every_setting_stands_in_the_documents():
    """Environment variables, as the code names them: whole, or a beginning that a list of endings completes."""
    code = "\n".join(path.read_text("utf-8") for path in PACKAGE.rglob("*.py"))
    named = set(re.findall(r"\bREALPOLITIK_[A-Z]+(?:_[A-Z]+)*\b", code))
    named |= {f"REALPOLITIK_SMTP_{end}" for end in ("HOST", "USER", "PASSWORD", "TLS", "PORT", "FROM")}
    assert len(named) > 6
    assert not {name for name in named if not any(name in text for text in PAGES.values())}


def test_architecture_has_every_floor_and_room():
    text = PAGES[ROOT / "docs/explanation/architecture.md"]
    floors = {
        f"{path.name}/" if path.is_dir() else path.name
        for path in PACKAGE.iterdir()
        if (path.is_dir() and (path / "__init__.py").exists()) or path.suffix == ".py"
    } - {"__init__.py", "__main__.py"}
    missing = {floor for floor in floors if f"\n| `{floor}` |" not in text}
    for floor in ("measures", "models", "scenarios", "claims", "web"):
        row = text.partition(f"\n| `{floor}/` |")[2].partition("\n")[0]
        rooms = {path.parent.name for path in (PACKAGE / floor).glob("*/__init__.py")}
        missing |= {f"{floor}/{room}/" for room in rooms if f"`{room}/`" not in row}
    assert not missing


def test_the_table_of_what_to_touch_names_files_that_there_are():
    text = PAGES[ROOT / "CONTRIBUTING.md"]
    rows = re.findall(r"^\| .*$", text.partition("## What to touch")[2].partition("\n## ")[0], re.MULTILINE)[
        2:
    ]
    assert len(rows) >= 8
    for row in rows:
        for name in re.findall(r"`([\w/]+(?:/|\.\w+))`", row):
            assert (ROOT / name).exists() or (PACKAGE / name).exists(), name


@pytest.mark.parametrize("page", sorted(PAGES), ids=lambda path: path.name)
def test_tables_of_the_documents_are_whole(page):
    """A blank line in a table prints its rest as text; so does a row without a head."""
    lines = ["", *re.sub(r"```.*?```", "", PAGES[page], flags=re.DOTALL).splitlines(), ""]
    for before, line, after in zip(lines, lines[1:], lines[2:], strict=False):
        if line.startswith("|") and not before.startswith("|"):
            assert re.fullmatch(r"\|[\s:|-]+\|", after), line


def test_no_body_is_longer_than_sixty_lines():
    found = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                body = node.body[1:] if ast.get_docstring(node) else node.body
                if body and (body[-1].end_lineno or 0) - body[0].lineno + 1 > 60:
                    found.add(f"{path.relative_to(PACKAGE).as_posix()}: {node.name}")
    assert not found, "part it by what its parts do"
