"""Charts: one module a kind of finding; the title states the finding, the chart lets the reader see that it
is true.

`chart` gives an Altair chart, `save` a file (SVG, PNG, PDF, or the Vega-Lite specification), `svg` the
picture as text, `describe` the same in words for those who cannot see it. Nothing here needs a network or a
browser.
"""

from realpolitik.charts.draw import (
    KINDS,
    by_use,
    chart,
    describe,
    drawable,
    save,
    specification,
    svg,
)

__all__ = ["KINDS", "by_use", "chart", "describe", "drawable", "save", "specification", "svg"]
