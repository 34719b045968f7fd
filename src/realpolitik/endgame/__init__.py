"""How the war might end: judgements in a file, with citations, made into preferences, support and demands."""
