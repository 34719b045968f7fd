"""By which measure a statement is judged, over which periods, and when nothing certain can be said."""
