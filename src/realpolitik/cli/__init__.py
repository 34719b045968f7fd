"""The command line: one command a verb, thin: parse, call, print."""

from __future__ import annotations


def main() -> None:
    """Entry point of the program `realpolitik`."""
    import sys

    from realpolitik.cli.app import run

    sys.exit(run(sys.argv[1:]))
