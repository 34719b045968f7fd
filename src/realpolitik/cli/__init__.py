"""The command line: one command a verb, thin: parse, call, print."""

from __future__ import annotations


def main() -> None:
    """Entry point of the program `realpolitik`."""
    import gc
    import sys

    gc.set_threshold(
        50_000, 20, 20
    )  # imports make many objects that live on: looking for waste among them costs a tenth
    from realpolitik.cli.streams import prepare

    prepare()
    from realpolitik.cli.app import run

    sys.exit(run(sys.argv[1:]))
