"""Who depends on whom, and who could make use of it."""
