"""What decides is said where it decides: signs and orders that turn with an assumption."""

from __future__ import annotations

import numpy as np
import pytest

from realpolitik.measures import run
from realpolitik.scenarios import play
from realpolitik.scenarios.assumptions import Case, grid
from realpolitik.scenarios.files import parse
from realpolitik.scenarios.report import difference, welfare
from realpolitik.scenarios.turns import turn


def scenario(**shock):
    return parse(
        {
            "id": "asked",
            "asks": "What then?",
            "world": "merged-2021",
            "shocks": [{"kind": "embargo", **shock}],
        },
        shown="asked",
    )


@pytest.fixture(scope="module")
def imports():
    return play(scenario(**{"from": "RUS", "to": "sanctioning-russia", "sectors": "goods"}))


@pytest.fixture(scope="module")
def exports():
    return play(scenario(**{"from": "sanctioning-russia", "to": "RUS", "sectors": "goods"}))


def test_the_order_of_two_embargoes_depends_on_the_closure(imports, exports):
    """Barring Russia's goods, or goods for Russia: published with deficits held, the first costs it more."""
    at = imports.stage.world.states.index("RUS")
    by_case = {
        case.label: imports.welfare[k, at] - exports.welfare[k, at] for k, case in enumerate(imports.cases)
    }
    held = next(case for case in imports.cases if case.deficits == "additive" and case.set == "fgo")
    assert by_case[imports.cases[0].label] > 0 > by_case[held.label]
    finding = difference(imports, exports)
    assert finding.says.startswith("Which of the two costs Russia more depends on how deficits are closed")
    assert "additive deficits" in finding.caveats[0]


def test_a_sign_that_all_share_is_not_doubted(imports):
    finding = welfare(imports)
    assert finding.says.startswith("Russia loses")


def test_only_what_turns_by_itself_is_named():
    cases = grid()
    values = np.full(len(cases), -0.01)
    values[cases.index(Case(set="crc", nest="single", deficits=cases[0].deficits))] = 0.02
    found = turn(values, cases)
    assert found.choices == ()
    assert found.because == "several assumptions together"
    assert "crc" in found.listed
    assert turn(np.full(len(cases), -0.01), cases) is None
    assert turn(np.zeros(len(cases)), cases) is None


def test_leverage_leads_with_the_situation_asked_for():
    asked = run("leverage.loss", "RUS", "CHN", given="west-embargo")
    assert "given west-embargo" in asked.says
    row = next(row for row in asked.rows if "west-embargo" in str(row["series"]) and row["state"] == "RUS")
    assert asked.value == row["value"]
    usual = run("leverage.loss", "RUS", "CHN")
    assert "given" not in usual.says
