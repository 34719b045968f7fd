"""Figures, dates and names as English: one writer for page, terminal, chart and verdict."""
