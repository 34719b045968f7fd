"""The embedded figures: small tables shipped with the package, each row cited.

`tables/` holds them as CSV (typed, readable) and Parquet (derived, larger), `variables.yaml` declares what each column
means and may hold, `citations.csv` records the documents that rows name, and `README.md` says how each table was made.
`realpolitik.store` reads and checks them.
"""
