"""Episodes: dated shocks of the past, on which the model is tried against the record."""
