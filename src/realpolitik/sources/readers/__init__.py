"""One module a public source: its addresses, its format, and how its rows become canonical tables."""
