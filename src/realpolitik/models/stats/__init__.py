"""Statistics that know no table and no state: change points, rates, survival, trends, silences."""
