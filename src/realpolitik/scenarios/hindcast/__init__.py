"""The model asked to predict what has already happened."""
