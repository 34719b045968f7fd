"""Names that worlds of all economies share with the stage on which scenarios play."""

ALL = "trade-"
"""How names of worlds of all economies begin; a year follows."""
GOODS = "goods"
"""Their only sector: all goods as one kind."""
