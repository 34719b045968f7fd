"""Sanctions in force, and what followed them."""
