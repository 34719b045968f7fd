"""The house holds: floors, circles, public surface, and what an import may load (DESIGN: "The house")."""

from __future__ import annotations

import ast
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import get_args

import pytest

import realpolitik
from realpolitik.findings import Basis

PACKAGE = Path(realpolitik.__file__).parent
FLOORS = (
    "errors",
    "files",
    "wording",
    "shown",
    "findings",
    "states",
    "sources",
    "store",
    "reference",
    "audit",
    "models",
    "charts",
    "measures",
    "scenarios",
    "endgame",
    "claims",
    "briefs",
    "panel",
    "calls",
    "web",
    "mcp",
    "cli",
    "testing",
    "__main__",
)
HEAVY = {
    "polars",
    "numpy",
    "scipy",
    "altair",
    "vl_convert",
    "narwhals",
    "pandas",
    "jinja2",
    "pydantic",
    "duckdb",
    "fastapi",
    "uvicorn",
    "mcp",
}


def floor_of(module: str) -> str:
    return module.split(".")[1]


def imports_of(path: Path) -> set[str]:
    """Modules of this package that the file imports anywhere, also inside functions."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names} & set(modules())
    return {name for name in found if name.startswith("realpolitik.")}


def needs(path: Path) -> set[str]:
    """Modules of this package that must be loaded before the file can be: not those for types, nor inside functions."""
    return {
        name
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
        if name.startswith("realpolitik.")
    }


@cache
def modules() -> dict[str, Path]:
    names = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
        names[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return names


INSIDE = {name: path for name, path in modules().items() if name != "realpolitik"}


@pytest.mark.parametrize("module", INSIDE)
def test_a_module_imports_only_floors_below_it(module):
    level = FLOORS.index(floor_of(module))
    upward = {name for name in imports_of(INSIDE[module]) if FLOORS.index(floor_of(name)) > level}
    assert not upward, f"{module} imports upward: {sorted(upward)}"


def test_no_two_modules_import_each_other_in_a_circle():
    graph = {name: {other for other in needs(path) if other in INSIDE} for name, path in INSIDE.items()}
    done: set[str] = set()

    def visit(name: str, trail: tuple[str, ...]) -> None:
        assert name not in trail, f"a circle of imports: {' -> '.join((*trail, name))}"
        if name not in done:
            for other in graph[name] - {name}:
                visit(other, (*trail, name))
            done.add(name)

    for name in graph:
        visit(name, ())


PACKAGES = {name for name, path in INSIDE.items() if path.name == "__init__.py"}
"""What imports a room imports a module of it by another name: an arrow to the room itself is none."""
FACADE = "realpolitik.models.equilibrium."
"""A `World` and an `Equilibrium` offer as methods what the modules of this room compute from them."""


def test_imports_inside_functions_make_no_circle_but_the_facade_of_the_trade_model():
    graph = {
        name: {other for other in imports_of(path) if other in INSIDE} - PACKAGES
        for name, path in INSIDE.items()
    }

    def reached(start: str) -> set[str]:
        seen: set[str] = set()
        waiting = list(graph[start])
        while waiting:
            if (name := waiting.pop()) not in seen:
                seen.add(name)
                waiting += graph[name]
        return seen

    circular = {name for name in graph if name in reached(name)}
    assert {name for name in circular if not name.startswith(FACADE)} == set()


def test_the_public_surface_is_what_it_says():
    assert set(realpolitik.__all__) == set(realpolitik._HOMES)
    assert realpolitik.__all__ == sorted(realpolitik.__all__)
    for name in realpolitik.__all__:
        assert getattr(realpolitik, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        realpolitik.nothing  # noqa: B018


@pytest.mark.parametrize(
    "before", ["rp.measure('trade.turnover', 'CHN', 'RUS')", "import realpolitik.measures", "rp.measures()"]
)
def test_a_name_that_is_also_a_package_is_both(before):
    script = (
        f"import realpolitik as rp; {before}\n"
        "assert all(callable(getattr(rp, name)) for name in rp.__all__)\n"
        "assert 'trade.turnover' in rp.measures()\n"
        "import realpolitik.measures\n"
        "assert realpolitik.measures.run is rp.measure\n"
        "from realpolitik.measures import registry, measures\n"
        "assert measures() == rp.measures()"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


def test_the_package_runs_as_a_program():
    done = subprocess.run(
        [sys.executable, "-m", "realpolitik", "--version"], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == realpolitik.__version__


def loaded_by(code: str) -> set[str]:
    """Names of top-level modules that a fresh interpreter holds after running the code."""
    script = f"import sys\n{code}\nsys.stderr.write(' '.join(sorted({{name.split('.')[0] for name in sys.modules}})))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(done.stderr.split())


def test_importing_the_package_loads_nothing_heavy():
    assert not loaded_by("import realpolitik") & (HEAVY | {"rich", "cyclopts", "yaml"})


def test_help_loads_nothing_heavy():
    loaded = loaded_by("from realpolitik.cli.app import run; run(['--help'])")
    assert not loaded & HEAVY
    assert "cyclopts" in loaded  # the check above has seen the real command line


def test_every_interval_says_what_it_is_about():
    bare = [
        f"{name}:{node.lineno}"
        for name, path in INSIDE.items()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) == "Interval"
        and {"low"} <= (named := {word.arg for word in node.keywords})
        and "basis" not in named
    ]
    assert not bare, (
        "basis= sample, definition, source, assumptions or period (realpolitik.findings.Interval)"
    )


def test_an_interval_is_about_one_of_five_things():
    wrong = [
        f"{name}:{node.lineno}: {word.value.value!r}"
        for name, path in INSIDE.items()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        for word in node.keywords
        if word.arg == "basis"
        and isinstance(word.value, ast.Constant)
        and ast.unparse(node.func) == "Interval"
        if word.value.value not in get_args(Basis)
    ]
    assert not wrong, f"basis= one of {get_args(Basis)}: the API and the tools refuse another"


def test_every_module_is_one_concept_of_at_most_500_lines():
    long = {
        str(path): n
        for path in INSIDE.values()
        if (n := len(path.read_text(encoding="utf-8").splitlines())) > 500
    }
    assert not long


FIELD = {
    "numpy": "np",
    "polars": "pl",
    "narwhals": "nw",
    "altair": "alt",
    "pandas": "pd",
    "pyarrow.parquet": "pq",
}
"""Other names of libraries, as everybody writes them."""
RENAMED = {
    "realpolitik: judge_all as claims": "the public face is named as the commands are",
    "realpolitik: run as measure": "the public face is named as the commands are",
}


def test_an_imported_name_keeps_its_name_or_gains_a_word():
    """`draw as draw_bars` tells eighteen functions `draw` apart; `check as judged` hides which one is called."""
    renamed = set()
    for module, path in modules().items():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Import | ast.ImportFrom):
                continue
            for one in node.names:
                if not one.asname or one.asname == one.name or FIELD.get(one.name) == one.asname:
                    continue
                if f"_{one.name}_".lower() not in f"_{one.asname}_".lower():
                    renamed.add(f"{module}: {one.name} as {one.asname}")
    assert renamed == set(RENAMED)


def test_what_is_taken_for_a_number_can_be_read_as_one():
    """`"3²".isdigit()` is true, and `int("3²")` raises; what is `isdecimal` is read in any script."""
    found = {module for module, path in modules().items() if ".isdigit()" in path.read_text(encoding="utf-8")}
    assert found == {"realpolitik.web.guard.limits"}  # of bytes, where it means 0 to 9


def test_the_examples_of_docstrings_run():
    """An example that nobody runs grows wrong: nine of 365 had."""
    import tomllib

    options = tomllib.loads((PACKAGE.parents[1] / "pyproject.toml").read_text("utf-8"))["tool"]["pytest"][
        "ini_options"
    ]
    assert "src" in options["testpaths"]
    assert "--doctest-modules" in options["addopts"].split()
