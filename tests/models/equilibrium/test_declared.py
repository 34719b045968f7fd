"""What the trade model declares before anything is run: constants, defaults, kinds of records. To change one is to change it here too, with the reason in the list of changes."""

from __future__ import annotations

import importlib.util
from pathlib import Path

ROOM = "models.equilibrium"
_spec = importlib.util.spec_from_file_location("declared", Path(__file__).parents[2] / "declared.py")
declared = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(declared)

CONSTANTS = {
    "adjoint.TOLERANCE": 1e-12,
    "archive.FORMAT": 1,
    "checks.MONEY_TOLERANCE": 1e-08,
    "checks.SHARE_TOLERANCE": 1e-09,
    "feasibility.BALANCED": 1e-09,
    "feasibility.ROUNDING": 1e-12,
    "frames.SHOWN": 12,
    "homotopy.LAST_SHARE": 1e-08,
    "optimum.GAIN": 10000.0,
    "optimum.MOST_NEWTON": 3,
    "optimum.NEAR": 1e-05,
    "optimum.SAME": 1e-06,
    "power.CAP": 0.99,
    "solve.LIMIT": 1e-08,
    "system.NEGLIGIBLE": 1e-12,
    "together.DEPTH": 12,
    "together.FLOWS": 1_000_000,
    "together.LARGEST": 40_000,
    "together.MOST": 150,
    "together.RIDGE": 1e-14,
    "verify.AGREE": 1e-08,
}
DEFAULTS = {
    "CostShock": {"both_ways": False},
    "Elasticities": {"final": 1.0, "inputs": 1.0, "supply": 0.0, "value_added": 1.0},
    "Embargo": {"both_ways": False},
    "ExportTaxShock": {"both_ways": False},
    "Gradient": {"products": 0, "residual": 0.0},
    "Lever": {"high": 4.9, "low": 0.0},
    "Linearised.pull": {"tolerance": 1e-12},
    "Options": {"depth": 12, "homotopy_steps": 1, "max_sweeps": 1000, "tolerance": 1e-11},
    "PriceCap": {"freight": 0.0},
    "SolverStats": {"prohibited": 0},
    "Start": {"sweeps": 0},
    "TariffShock": {"both_ways": False},
    "Task": {"tolerance": 1e-11},
    "World.renormalise": {"tolerance": 1e-05},
    "World.settle": {"keep_deficits": True},
    "_Search": {"evaluations": 0},
    "_Search.climb": {"precise": False},
    "_Search.place": {"precise": False},
    "anderson._ended": {"converged": False, "diverged": False},
    "anderson.accelerate": {"patience": 6, "stagnation": 150},
    "archive._long": {"keep_zeros": False},
    "build.from_input_output": {"floor": 1e-10},
    "build.one_sector": {"value_added_share": 1.0},
    "chained.chained": {"steps": 64},
    "checks.renormalise": {"tolerance": 1e-05},
    "elasticities.elasticities": {"final": 1.0, "inputs": 1.0, "supply": 0.0, "value_added": 1.0},
    "formats.from_caliendo_parro": {"keep_deficits": True, "unit_usd": 1.0},
    "formats.from_goods_trade": {"least_domestic": 0.05, "value_added_share": 0.5},
    "formats.from_nafta": {"keep_deficits": True},
    "formats.from_pairs": {"unit_usd": 1.0},
    "gradient.gradient": {"tolerance": 1e-12},
    "gras.gras": {"max_rounds": 10000, "tolerance": 1e-10},
    "icio.from_icio": {"unit_usd": 1000000.0},
    "krylov.gmres": {"cycles": 4, "most": 150, "tolerance": 1e-12},
    "newton.newton": {"max_steps": 200, "tolerance": 1e-11},
    "optimum.nash": {"rounds": 60, "tolerance": 1e-07},
    "optimum.optimum": {"newton": 2},
    "power.ces_power": {"cap": 0.99, "rho": 1.0},
    "rebalance.rebalance": {"max_rounds": 200, "tolerance": 1e-09},
    "rebalance.rebalance_parts": {"max_rounds": 200, "missed": 0.0, "tolerance": 1e-09},
    "settle.settle": {"keep_deficits": True},
    "solve.run": {"throw": True, "verify": False},
    "solve.solve": {"throw": True, "verify": False},
    "synthetic.synthetic": {"deficits": 0.02, "inputs": True, "seed": 0, "tariffs": 0.15},
    "system.prepare": {"limit": True},
}
LOOSE = {
    "Bars": "slots named equal",
    "Cells": "frozen slots",
    "Check": "frozen slots equal",
    "Point": "frozen slots equal",
    "PriceOf": "frozen slots equal",
    "RealWageOf": "frozen slots equal",
    "Trade": "frozen slots equal",
    "TradeOf": "frozen slots equal",
    "WelfareOf": "frozen slots equal",
    "_Climb": "frozen slots equal",
    "_End": "frozen slots equal",
    "_Memory": "slots equal",
    "_Part": "frozen slots equal",
    "_Search": "slots",
}
"""Records that may be changed, or whose fields may be given by place."""
BY_IDENTITY = [
    "Aim",
    "CaliendoParroTables",
    "Cells",
    "Change",
    "CostResponse",
    "Elasticities",
    "Equilibrium",
    "Explanation",
    "Exposure",
    "FirstOrder",
    "Gradient",
    "Linearised",
    "MatrixShock",
    "NaftaTables",
    "Optimum",
    "Pieces",
    "Pulled",
    "Stage",
    "Start",
    "System",
    "Task",
    "World",
    "_Place",
    "_Search",
]
"""Records that are compared as objects, for they hold arrays, of which no one truth value says whether they are equal."""
WITHHELD = {"World": ["_problems, not asked for", "_kept, not asked for"]}
"""Fields of records that are not printed, or not asked for."""


class TestEquilibrium(declared.Declared):
    packages = (ROOM,)
    constants = CONSTANTS
    defaults = DEFAULTS
    loose = LOOSE
    unequal = BY_IDENTITY
    withheld = WITHHELD
    how_many = 59
