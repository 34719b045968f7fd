"""Power by its definitions, poles, and the order of the world."""
