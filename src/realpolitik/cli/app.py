"""The application: its commands, and what becomes of an error."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from errno import EBADF, EIO, ENOSPC
from importlib import import_module

from cyclopts import App, CycloptsError

from realpolitik.cli.faults import FAULT, report, say, silence
from realpolitik.cli.usage import refused
from realpolitik.errors import RealpolitikError, misplaced, refusal

COMMANDS = {
    "brief": "Answer the questions about two states on one page.",
    "measure": "Run one measure on one state or two.",
    "measures": "List what can be measured, or show one measure in full with its options.",
    "panel": "Lay measures of many states or pairs side by side, year by year, for statistics.",
    "trace": "Trace a figure back to the rows it rests on, and forward to everything that uses its measure.",
    "watch": "Say which conditions of a file hold now, such as a share above one half, or a month below the year before.",
    "claims": "Judge every claim of a file, and print the verdicts.",
    "check": "Read an article, and judge each claim in it by the figures.",
    "scenarios": "List the scenarios, the worlds, and the states and sectors that shocks may name.",
    "scenario": "Play a scenario: a world, shocks, who loses and who gains.",
    "leverage": "Show what it would cost two states if they stopped trading, before, given sanctions, and later.",
    "optimum": "Find the sanctions that inflict most for what they cost: the frontier, and where the measures taken lie.",
    "products": "Show what two states cannot replace of each other's goods, who else sells it, and what an embargo by list bites.",
    "episodes": "Show how the model has fared on shocks of the past: told only the measures, what it says of trade, beside the record.",
    "world": "Worlds of your own, for scenarios to stand on.",
    "endgame": "Rank how the war might end for each capital, under all judgements of a file.",
    "rhetoric": "Follow a phrase: who used it, when, and whether it was dropped.",
    "events": "Show reported events between two states by month, and when their balance broke.",
    "sanctions": "List the sanctions in force between two states on a given date, and who joined when.",
    "sources": "List the public datasets, or show one source in full.",
    "states": "Look a state up by any of its names, or list all, with their codes and dates.",
    "fetch": "Download public sources, or read files that you have, into your store.",
    "refresh": "Bring a pair of states up to date: fetch what its brief lacks or has grown old, and say what changed.",
    "data": "The tables: what you have fetched, whether it is valid, how versions differ.",
    "sql": "Query the tables in SQL: every table is a view, such as trade, votes, power.",
    "cite": "Print BibTeX entries for measures and sources.",
    "serve": "Serve the pages and the API.",
    "mcp": "Offer the calls as tools to an assistant (Model Context Protocol).",
    "library": "The library of the web: its members, log, backup and restore.",
}
"""Each command with what it does: the first line of its docstring, which a test holds against it."""


def application(asked: str = "") -> App:
    """The application; only the module of the command asked for is imported, so that help and every command start at once."""
    app = App(
        name="realpolitik",
        help="What is one state to another, what did a shock do to that, and what would change it?",
        help_epilogue=(
            "Exit codes: 0 done, 2 usage or unknown name, 3 not covered by data, 4 a source could not be fetched, "
            "5 a model did not converge, 6 refused by the machine (a full disk, a closed stream), "
            "7 what was watched for has happened (a change since an older brief, a condition that holds), 70 a fault of the program, 130 stopped."
        ),
        help_format="plaintext",  # Markdown would be parsed for every line of help, which takes longer than the rest
        version_flags=["--version"],
    )
    for name, says in COMMANDS.items():
        if name == asked:
            app.command(getattr(import_module(f"realpolitik.cli.{name}"), name))
        else:
            app.command(App(name=name, help=says))
    return app


def run(arguments: Sequence[str]) -> int:
    """Run one command line; returns the exit code: that of the command where it gives one. Every error ends here: a sentence, and a code of the table."""
    try:
        asked = next((word for word in arguments if word in COMMANDS), "")
        code = application(asked)(
            list(arguments), exit_on_error=False, print_error=False, result_action="return_value"
        )
        sys.stdout.flush()
    except CycloptsError as error:
        say(f"error: {refused(error)}")
        return 2
    except BrokenPipeError:  # the reader of a pipe has seen enough
        silence(1)
        return 0
    except (Exception, KeyboardInterrupt) as error:
        said, code = _read(error, arguments)
        try:
            sys.stdout.flush()
        except (OSError, ValueError):  # what could not be printed is let go
            silence(1)
        say(f"error: {said}")
        return code
    return code if isinstance(code, int) else 0


def _read(error: BaseException, arguments: Sequence[str]) -> tuple[str, int]:
    """What to say of an error, and its exit code."""
    if isinstance(error, RealpolitikError):
        return str(error), error.exit_code
    if isinstance(error, KeyboardInterrupt):
        return "stopped; what was there is as it was", 130
    if isinstance(error, OSError) and error.filename is None and error.errno in {EBADF, ENOSPC, EIO}:
        return f"standard output cannot be written to ({error.strerror}): send it elsewhere", 6
    if refused := refusal(error):
        named = f"{error.filename}: " if isinstance(error, OSError) and error.filename else ""
        return named + refused, 6
    if wrong := misplaced(error):
        return wrong, 2
    return report(error, arguments), FAULT
