"""Trade equilibrium: sanctions solved exactly.

A `World` holds the data, `Elasticities` the parameters, shocks say what changes, `solve` returns an `Equilibrium`.
"""

from realpolitik.models.equilibrium.build import from_flows, from_input_output, one_sector
from realpolitik.models.equilibrium.chained import chained
from realpolitik.models.equilibrium.change import Change, combine
from realpolitik.models.equilibrium.elasticities import Elasticities, elasticities, from_substitution
from realpolitik.models.equilibrium.exposure import CostResponse, Exposure, cost_response, exposure
from realpolitik.models.equilibrium.formats import (
    CaliendoParroTables,
    NaftaTables,
    from_caliendo_parro,
    from_goods_trade,
    from_nafta,
    from_pairs,
    nafta_tariffs,
)
from realpolitik.models.equilibrium.gradient import (
    Gradient,
    MoneyOf,
    PriceOf,
    RealWageOf,
    TradeOf,
    WelfareOf,
    gradient,
    welfare_exposure,
)
from realpolitik.models.equilibrium.gras import gras
from realpolitik.models.equilibrium.icio import from_cells, from_icio
from realpolitik.models.equilibrium.many import Task, solve_many, welfare_many
from realpolitik.models.equilibrium.parties import parties
from realpolitik.models.equilibrium.power import ces_power, marginal_power, network_power
from realpolitik.models.equilibrium.result import Equilibrium, SolverStats, Status
from realpolitik.models.equilibrium.shocks import (
    CostShock,
    Discount,
    Embargo,
    ExportTaxShock,
    MatrixShock,
    PriceCap,
    ProductivityShock,
    RateShock,
    TariffShock,
)
from realpolitik.models.equilibrium.solve import Options, run, solve
from realpolitik.models.equilibrium.synthetic import synthetic
from realpolitik.models.equilibrium.world import World

__all__ = [
    "CaliendoParroTables",
    "Change",
    "CostResponse",
    "CostShock",
    "Discount",
    "Elasticities",
    "Embargo",
    "Equilibrium",
    "ExportTaxShock",
    "Exposure",
    "Gradient",
    "MatrixShock",
    "MoneyOf",
    "NaftaTables",
    "Options",
    "PriceCap",
    "PriceOf",
    "ProductivityShock",
    "RateShock",
    "RealWageOf",
    "SolverStats",
    "Status",
    "TariffShock",
    "Task",
    "TradeOf",
    "WelfareOf",
    "World",
    "ces_power",
    "chained",
    "combine",
    "cost_response",
    "elasticities",
    "exposure",
    "from_caliendo_parro",
    "from_cells",
    "from_flows",
    "from_goods_trade",
    "from_icio",
    "from_input_output",
    "from_nafta",
    "from_pairs",
    "from_substitution",
    "gradient",
    "gras",
    "marginal_power",
    "nafta_tariffs",
    "network_power",
    "one_sector",
    "parties",
    "run",
    "solve",
    "solve_many",
    "synthetic",
    "welfare_exposure",
    "welfare_many",
]
