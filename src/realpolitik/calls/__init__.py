"""The calls of Python, one a verb of the command line and under its name; command line, web and tools for assistants ask the same ones.

`start`, `end`, `shock` and `store` mean the same wherever they stand. Each call gives a frozen result with the methods of `Shown`.
"""
