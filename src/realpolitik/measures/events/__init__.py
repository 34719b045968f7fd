"""Reported events between states: counts, balance, breaks."""
