"""The pictures that Vega would draw, written here: for the part of Vega-Lite that this program's charts use, byte for byte.

Every chart lays itself out in pixels, so that of Vega's work only plain arithmetic is left: scales, paths, numbers, elements. To start
Vega for that costs ten times what the pictures of a page take here. What is outside of that part raises `NotDrawnHere`, and Vega
draws it (`charts/draw.py`); the tests hold both to the same bytes.
"""

from realpolitik.charts.vega.errors import NotDrawnHere
from realpolitik.charts.vega.frame import svg

__all__ = ["NotDrawnHere", "svg"]
