"""Sanctions that cost least: the frontier of own cost against the loss of a target, and where the measures taken lie."""
