"""Faults drawn at random over the modules of a room, and the tests that run each: the two halves of what tools/mutate.py puts together.

The faults are those of cosmic-ray. A place is drawn among all places that any of its operators can change, annotations left out, for they are never
run, and with them `if TYPE_CHECKING:`, which imports the names in them; then one of the faults possible there. So an operator with many variants
(`+` has eleven) weighs no more than one that has a single one.
"""

from __future__ import annotations

import ast
import difflib
import json
import random
import sqlite3
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

HERE = Path(__file__).parents[1]
PACKAGE = HERE / "src" / "realpolitik"
ROOMS = ("measures", "claims", "models/equilibrium", "models/idealpoints", "store")
DECLARED = "test_declared.py"
"""The file of a room's tests that reads what is run on import (constants, defaults, kinds of records), which no map of lines shows."""
MUTE = {"name", "string", "newline", "endmarker", "fstring_start", "fstring_end", "fstring_string"}
"""Nodes of the tree that no operator changes."""
FULL = (
    "tests/measures/test_findings.py",
    "tests/claims/reading/test_steps.py",
    "tests/claims/reading/test_readings.py",
)
"""Files that hold what a room makes of very many questions, in full: of all tests they catch the most, and whole they would cost more than a fault may."""
OPERANDS = ("VariableReplacer", "VariableInserter", "NoOp")
"""Operators that ask for names of variables, or change nothing."""


@dataclass(frozen=True)
class Mutant:
    """A fault: the module's text with it, the statement that holds it, and how its line reads before and after."""

    room: str
    module: str
    line: int
    operator: str
    before: str
    after: str
    text: str


@cache
def _operators() -> dict:
    from cosmic_ray.plugins import get_operator, operator_names

    return {
        name.partition("/")[2]: get_operator(name)()
        for name in operator_names()
        if not name.endswith(OPERANDS)
    }


def _annotated(tree: ast.Module) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """From where to where annotations stand, and what imports names for them."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            found.append(((node.lineno, node.col_offset), (node.end_lineno, node.end_col_offset)))
        for one in (getattr(node, "annotation", None), getattr(node, "returns", None)):
            if one is not None:
                found.append(((one.lineno, one.col_offset), (one.end_lineno, one.end_col_offset)))
    return found


def places(text: str) -> dict[tuple[int, int], list[tuple[str, int]]]:
    """Each place of a module that can be changed, with the operators that can and their count so far: what `mutate_code` asks for."""
    from cosmic_ray.ast import ast_nodes, get_ast

    lines = text.splitlines()
    annotated = _annotated(ast.parse(text))
    nodes = [node for node in ast_nodes(get_ast(text)) if node.type not in MUTE]
    found: dict[tuple[int, int], list[tuple[str, int]]] = {}
    for name, operator in _operators().items():
        count = -1
        for node in nodes:
            for start, _ in operator.mutation_positions(node):
                count += 1
                at = (start[0], len(lines[start[0] - 1][: start[1]].encode()))  # as ast counts: in bytes
                if not any(first <= at < last for first, last in annotated):
                    found.setdefault(start, []).append((name, count))
    return found


def draw(room: str, number: int, seed: int) -> Iterator[Mutant]:
    """So many mutants of a room, each at another place."""
    from cosmic_ray.mutating import mutate_code

    chance = random.Random(f"{seed} {room}")
    texts = {path: path.read_text(encoding="utf-8") for path in sorted((PACKAGE / room).rglob("*.py"))}
    every = [
        (path, start, ways) for path, text in texts.items() for start, ways in sorted(places(text).items())
    ]
    for path, start, ways in chance.sample(every, min(number, len(every))):
        text = texts[path]
        for name, count in chance.sample(ways, len(ways)):
            made = mutate_code(text, _operators()[name], count)
            if made is not None and _differs(text, made):
                before, after = _difference(text, made)
                yield Mutant(room, path.relative_to(PACKAGE).as_posix(), start[0], name, before, after, made)
                break


def _differs(text: str, made: str) -> bool:
    """Whether the fault is a program, and another one, and one that Python runs without a warning: that would catch it before any test."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            compile(made, "", "exec", dont_inherit=True)
        except (SyntaxError, SyntaxWarning):
            return False
    return ast.dump(ast.parse(made)) != ast.dump(ast.parse(text))


def _difference(text: str, made: str) -> tuple[str, str]:
    """The lines that are no more, and those in their place."""
    lines = list(difflib.unified_diff(text.splitlines(), made.splitlines(), n=0, lineterm=""))[2:]
    gone, new = ([line[1:] for line in lines if line[0] == sign] for sign in "-+")
    return " ".join(" ".join(gone).split()), " ".join(" ".join(new).split())


class Reach:
    """Which tests run which lines, from the file of coverage and the seconds of each test that tools/reached.py writes."""

    def __init__(self, folder: Path) -> None:
        self.seconds: dict[str, float] = {}
        self._users: dict[str, list[str]] = {}
        for path in folder.glob("*.json"):
            written = json.loads(path.read_text(encoding="utf-8"))
            self.seconds |= written["seconds"]
            for fixture, tests in written["users"].items():
                self._users.setdefault(fixture, []).extend(tests)
        self._files = sorted(folder.glob("*.cov"))
        self._lines: dict[str, dict[int, set[str]]] = {}

    def lines(self, module: str) -> dict[int, set[str]]:
        """The tests of each line of a module."""
        if module not in self._lines:
            self._lines[module] = found = {}
            for path in self._files:
                from coverage.numbits import numbits_to_nums

                with sqlite3.connect(path) as base:
                    rows = base.execute(
                        "select context.context, line_bits.numbits from line_bits join file on file.id = file_id"
                        " join context on context.id = context_id where file.path = ?",
                        [str(PACKAGE / module)],
                    ).fetchall()
                for context, bits in rows:
                    tests = {test for test in self._users.get(context, [context]) if test in self.seconds}
                    for line in numbits_to_nums(bits) if tests else ():
                        found.setdefault(line, set()).update(tests)
        return self._lines[module]

    def tests(self, mutant: Mutant) -> set[str]:
        """The tests that run the statement of a fault; of one that is run on import, those that run what it holds, else its module, else of its room.

        To the latter come those of its room that read what is declared.
        """
        lines = self.lines(mutant.module)
        tree = ast.parse((PACKAGE / mutant.module).read_text(encoding="utf-8"))
        own = f"tests/{mutant.room}/"
        read = (
            set()
            if _inside(tree, mutant.line)
            else {test for test in self.seconds if test.startswith(own + DECLARED)}
        )
        for spans in _spans(tree, mutant.line):
            found = {
                test
                for first, last in spans
                for line in range(first, last + 1)
                for test in lines.get(line, ())
            }
            if found or not spans:
                return found | read
        return {test for test in self.seconds if test.startswith(own)}


def _inside(tree: ast.Module, line: int) -> bool:
    """Whether a line is run when a function is, not on import."""
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    return any(node.body[0].lineno <= line <= (node.end_lineno or node.lineno) for node in functions)


def _spans(tree: ast.Module, line: int) -> Iterator[list[tuple[int, int]]]:
    """The lines of the statement of a line; where it is run on import, of the function or the class that it opens, then of all functions."""
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    bodies = [(node.body[0].lineno, node.end_lineno or node.lineno) for node in functions]
    around = [
        (first, last, node)
        for node in ast.walk(tree)
        if isinstance(node, ast.stmt)
        for first, last in [(_first(node), node.end_lineno or node.lineno)]
        if first <= line <= last
    ]
    around.sort(key=lambda item: item[1] - item[0])
    if _inside(tree, line):
        first, last, node = around[0]
        body = getattr(node, "body", None)
        yield [(first, body[0].lineno - 1 if body else last)]
        yield []
    for first, last, node in around:
        if isinstance(node, ast.FunctionDef):
            yield [(node.body[0].lineno, last)]
        elif isinstance(node, ast.ClassDef):
            yield [(first, last)]
    yield bodies


def _first(node: ast.stmt) -> int:
    """The first line of a statement, with its decorators."""
    return min([node.lineno, *(one.lineno for one in getattr(node, "decorator_list", ()))])


def ordered(tests: Iterable[str], module: str, seconds: dict[str, float], budget: float) -> list[list[str]]:
    """The tests in two runs, of a process each: those near the module, then the others. Of a run the cheapest files come first, of a file the cheapest tests.

    Near are those of its own folder, for half of the budget, and after them those of the room's file in `FULL`, up to three quarters.
    """
    files: dict[str, list[str]] = {}
    for test in sorted(tests, key=lambda one: seconds[one]):
        files.setdefault(test.partition("::")[0], []).append(test)
    folders = (f"tests/{Path(module).parent.as_posix()}", f"src/realpolitik/{module}")
    cheapest = sorted(files, key=lambda name: sum(seconds[test] for test in files[name]))
    full = [name for name in cheapest if name in FULL and name.startswith(f"tests/{Path(module).parts[0]}/")]
    own = [name for name in cheapest if name.startswith(folders) and name not in full]
    near, others = list[str](), list[str]()
    spent, taken = 0.0, set[str]()
    for names, most, run in (
        (own, budget / 2, near),
        (full, budget * 3 / 4, near),
        (cheapest, budget, others),
    ):
        for test in (test for name in names for test in files[name] if test not in taken):
            if spent + seconds[test] <= most:
                spent += seconds[test]
                taken.add(test)
                run.append(test)
    return [run for run in (near, others) if run]
