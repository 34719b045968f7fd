"""Treaties: what is pledged, how rigid, how long it lasts, and what behaviour says."""
