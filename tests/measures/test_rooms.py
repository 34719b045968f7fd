"""A figure's name tells its folder, and no state is named in code."""

from __future__ import annotations

import ast
from pathlib import Path

import realpolitik
from realpolitik.measures.registry import measures
from realpolitik.states import registry

PACKAGE = Path(realpolitik.__file__).parent
ROOMS = {
    "affinity": "alliances",  # what allies have in common
    "treaties": "alliances",  # the pledges themselves
    "concentration": "trade",
    "mirror": "trade",  # two offices on one flow
    "products": "trade",
    "settlement": "trade",  # the money that trade is paid in
    "discount": "energy",
    "oil": "energy",
    "meetings": "diplomacy",
    "plans": "diplomacy",  # peace plans
    "order": "power",  # of the world
    "rhetoric": "words",
    "survival": "alliances",  # how long they live
    "timeline": "sanctions",  # months of several series on one axis, over the sanctions
    "compliance": "scenarios",  # with sanctions: a what-if
    "leverage": "scenarios",  # also over those who comply, and in the hindcast
}
"""Names of figures whose first word is not their room's, since users ask for them by it."""
SAMPLES = {
    "web/answers.py": "the first question that a server answers, before anyone asks",
    "web/scenario_form.py": "what the scenario page shows first",
    "web/pages/optimum.py": "what the page of sanctions shows first",
    "web/api/whatif.py": "an example of the interface",
    "web/api/facts.py": "an example of the interface",
    "web/api/shapes.py": "an example of the interface",
    "models/equilibrium/icio.py": "TLS: taxes less subsidies, in the OECD's file",
    "sources/readers/oecd_icio.py": "TLS: taxes less subsidies, in the OECD's file",
    "measures/dependence/inputs.py": "TLS: taxes less subsidies, in the OECD's file",
    "sources/readers/sipri_arms.py": "AND: a word of a query",
    "cli/rhetoric.py": "the default of an option, in its help",
    "cli/events.py": "the default of an option, in its help",
    "claims/reading/matching/specials.py": "NAM: North America, a group of the reader's",
    "claims/reading/spotting/actors.py": "a code that is also an English abbreviation; members of North America",
}
"""Modules that name a state as an example or a default that a user sees, each with the reason."""


def test_the_first_word_of_a_figure_is_its_room_or_a_listed_one():
    homeless = {}
    for name, one in measures().items():
        parts = one.compute.__module__.split(".")
        if parts[0] == "realpolitik":
            word = name.split(".")[0]
            if not {word, ROOMS.get(word)} & set(parts[:-1]):
                homeless[name] = one.compute.__module__
    assert homeless == {}


def test_no_exception_outlives_its_figure():
    assert set(ROOMS) <= {name.split(".")[0] for name in measures()}


def states_in(path: Path) -> set[str]:
    """Codes of states that stand in code: not in docstrings, nor as defaults of a function's options."""
    codes = {state.code for state in registry()}
    tree = ast.parse(path.read_text(encoding="utf-8"))
    aside = {
        id(node)
        for one in ast.walk(tree)
        if isinstance(one, ast.FunctionDef)
        for default in (*one.args.defaults, *filter(None, one.args.kw_defaults))
        for node in ast.walk(default)
    }
    return {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and node.value in codes
        and id(node) not in aside
    }


def test_no_state_is_named_in_code():
    found = {
        path.relative_to(PACKAGE).as_posix(): codes
        for path in PACKAGE.rglob("*.py")
        if (codes := states_in(path))
    }
    assert {name: codes for name, codes in found.items() if name not in SAMPLES} == {}
