"""The application: its commands, and what becomes of an error."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from cyclopts import App, CycloptsError

from realpolitik.cli.brief import brief
from realpolitik.cli.check import check
from realpolitik.cli.cite import cite
from realpolitik.cli.claims import claims
from realpolitik.cli.data import data
from realpolitik.cli.endgame import endgame
from realpolitik.cli.events import events
from realpolitik.cli.fetch import fetch
from realpolitik.cli.leverage import leverage
from realpolitik.cli.library import library
from realpolitik.cli.measure import measure
from realpolitik.cli.measures import measures
from realpolitik.cli.optimum import optimum
from realpolitik.cli.rhetoric import rhetoric
from realpolitik.cli.sanctions import sanctions
from realpolitik.cli.scenario import scenario
from realpolitik.cli.scenarios import scenarios
from realpolitik.cli.serve import serve
from realpolitik.cli.sources import sources
from realpolitik.cli.sql import sql
from realpolitik.cli.states import states
from realpolitik.errors import RealpolitikError

app = App(
    name="realpolitik",
    help="What is one state to another, what did a shock do to that, and what would change it?",
    help_epilogue=(
        "Exit codes: 0 done, 2 usage or unknown name, 3 not covered by data, 4 a source could not be fetched, "
        "5 a model did not converge."
    ),
    version_flags=["--version"],
)
for command in (
    brief,
    measure,
    measures,
    claims,
    check,
    scenarios,
    scenario,
    leverage,
    optimum,
    endgame,
    rhetoric,
    events,
    sanctions,
    sources,
    states,
    fetch,
    data,
    sql,
    cite,
    serve,
    library,
):
    app.command(command)


def run(arguments: Sequence[str]) -> int:
    """Run one command line; returns the exit code."""
    try:
        app(list(arguments), exit_on_error=False, result_action="return_value")
    except CycloptsError:  # cyclopts has printed what is wrong with the arguments
        return 2
    except RealpolitikError as error:
        sys.stderr.write(f"error: {error}\n")
        return error.exit_code
    except BrokenPipeError:  # the reader of a pipe has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130
    return 0
