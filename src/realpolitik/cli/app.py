"""The application: its commands, and what becomes of an error."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module

from cyclopts import App, CycloptsError

from realpolitik.errors import RealpolitikError

COMMANDS = {
    "brief": "Answer the questions about two states on one page.",
    "measure": "Run one measure on one state or two.",
    "measures": "List what can be measured, or show one measure in full with its options.",
    "trace": "Trace a figure back to the rows it rests on, and forward to everything that uses its measure.",
    "claims": "Judge every claim of a file, and print the verdicts.",
    "check": "Read an article, and judge each claim in it by the figures.",
    "scenarios": "List the scenarios, the worlds, and the states and sectors that shocks may name.",
    "scenario": "Play a scenario: a world, shocks, who loses and who gains.",
    "leverage": "Show what it would cost two states if they stopped trading, before, given sanctions, and later.",
    "optimum": "Find the sanctions that inflict most for what they cost: the frontier, and where the measures taken lie.",
    "endgame": "Rank how the war might end for each capital, under all judgements of a file.",
    "rhetoric": "Follow a phrase: who used it, when, and whether it was dropped.",
    "events": "Show reported events between two states by month, and when their balance broke.",
    "sanctions": "List the sanctions in force between two states on a given date, and who joined when.",
    "sources": "List the public datasets, or show one source in full.",
    "states": "Look a state up by any of its names, or list all, with their codes and dates.",
    "fetch": "Download public sources, or read files that you have, into your store.",
    "data": "The tables: what you have fetched, whether it is valid, how versions differ.",
    "sql": "Query the tables in SQL: every table is a view, such as trade, votes, power.",
    "cite": "Print BibTeX entries for measures and sources.",
    "serve": "Serve the pages and the API.",
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
            "5 a model did not converge."
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
    """Run one command line; returns the exit code."""
    try:
        asked = next((word for word in arguments if word in COMMANDS), "")
        application(asked)(list(arguments), exit_on_error=False, result_action="return_value")
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
