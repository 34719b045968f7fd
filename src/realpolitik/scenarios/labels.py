"""Names that worlds of all economies share with the stage on which scenarios play."""

ALL = "trade-"
"""How names of worlds of all economies begin; a year follows."""
GOODS = "goods"
"""Their only sector: all goods as one kind."""
THREE = "kinds-"
"""How names of worlds of all economies with three kinds of goods begin; a year follows."""
KINDS = {"fuels": "oil-gas-mining", "minerals": "metals", "other": GOODS}
"""Their sectors, each with the sector whose elasticities it takes."""
