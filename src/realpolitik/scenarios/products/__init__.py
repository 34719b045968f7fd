"""Embargo by product: what a state cannot replace, who else sells it, what an embargo by list bites."""
