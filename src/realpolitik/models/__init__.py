"""What would happen: trade equilibrium, ideal points, the end of the war, compliance with sanctions.

A model takes arrays with labels and returns a frozen result. Import the model that is wanted, for example
`from realpolitik.models.equilibrium import World, solve`; this package itself imports nothing heavy.
"""
