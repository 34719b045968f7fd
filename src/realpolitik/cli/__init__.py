"""The command line: one command a verb, thin: parse, call, print."""

from __future__ import annotations


def main() -> None:
    """Entry point of the program `realpolitik`."""
    import gc
    import os
    import sys

    gc.set_threshold(
        50_000, 20, 20
    )  # imports make many objects that live on: looking for waste among them costs a tenth
    # The matrices are small, and processes share the cores: threads of BLAS would cost time and save none.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        from realpolitik.cli.streams import prepare

        prepare()
        from realpolitik.cli.app import run

        code = run(sys.argv[1:])
    except KeyboardInterrupt:  # before a command has begun; `run` sees to the rest
        sys.stderr.write("error: stopped; nothing was begun\n")
        code = 130
    sys.exit(code)
