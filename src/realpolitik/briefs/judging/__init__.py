"""Key judgements: the first sentences of a brief, made from its findings by rules in files."""
