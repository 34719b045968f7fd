"""Every error that realpolitik raises, in one tree.

    RealpolitikError
    ├── UnknownStateError (LookupError)     no state bears this name on this date
    ├── UnknownNameError (LookupError)      no measure, table, claim, source, scenario has this name
    ├── OptionError (ValueError)            an option has a value that it cannot have
    ├── CoverageError (LookupError)         the data do not cover this state, pair, year
    ├── SchemaError (ValueError)            a table breaks its declared schema
    ├── FileFormatError (ValueError)        a claims, scenario or judgement file cannot be read as one
    ├── FetchError (OSError)                a source could not be fetched
    │   └── SnapshotMismatch                a file of a release differs from the one fetched before
    ├── MachineError (OSError)              the machine refused: a disk is full, a stream is closed
    ├── WorldError (ValueError)             a trade model's data break an accounting identity
    ├── ShockError (ValueError)             a shock matched nothing, or leaves a buyer without a source
    └── ConvergenceError (ArithmeticError)  a solve did not converge
        └── InfeasibleError                 no equilibrium exists: an income would be zero or negative

Each is also a builtin error, keeps what it is about as attributes, names the value and the remedy in its
message, and carries the exit code of the command line: 2 usage, 3 not covered, 4 not fetched, 5 not solved, 6 refused by the machine.
"""

from __future__ import annotations

import difflib
import errno
import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, ClassVar

FEW = 8
"""So many names are listed whole where none is near the one asked."""


class RealpolitikError(Exception):
    """Root of all errors of this package."""

    exit_code: ClassVar[int] = 2

    def __reduce__(self) -> tuple[Any, ...]:
        """How an error travels from one process to another: with its message and all that it is about."""
        return _arrived, (type(self), self.args, self.__dict__)


def _arrived(kind: type[RealpolitikError], args: tuple[Any, ...], about: dict[str, Any]) -> RealpolitikError:
    error = kind.__new__(kind, *args)
    error.args = args
    error.__dict__.update(about)
    return error


def one_of(names: Sequence[str]) -> str:
    """`A`, `A or B`, `A, B or C`: the choices of a sentence."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"


def reason(error: BaseException) -> str:
    """What an error of a library says, in one line; its kind where it says nothing.

    Examples
    --------
    >>> reason(ValueError("no number\\nin line 3")), reason(KeyError())
    ('no number', 'KeyError')
    """
    return next((line.strip() for line in str(error).splitlines() if line.strip()), type(error).__name__)


class UnknownStateError(RealpolitikError, LookupError):
    """No state bears this name on this date. Choose one of the suggestions, or give the date."""

    def __init__(self, name: str, on: date | None, suggestions: Sequence[str], why: str = "") -> None:
        self.name, self.on, self.suggestions, self.why = name, on, tuple(suggestions), why
        when = f" on {on:%Y-%m-%d}" if on else ""
        hint = f" Did you mean {one_of(self.suggestions)}?" if self.suggestions else ""
        super().__init__(f"no state is called {name!r}{when}.{' ' + why if why else ''}{hint}")


class UnknownNameError(RealpolitikError, LookupError):
    """No `kind` (measure, table, claim, …) has this name. Choose one of the suggestions."""

    def __init__(self, kind: str, name: str, known: Iterable[str], listed_by: str = "") -> None:
        self.kind, self.name, self.known = kind, name, tuple(sorted(known))
        self.suggestions = tuple(difflib.get_close_matches(name, self.known, n=3, cutoff=0.5))
        hint = f" Did you mean {one_of(self.suggestions)}?" if self.suggestions else ""
        if not hint and 0 < len(self.known) <= FEW:
            hint = f" There is {one_of(self.known)}."
        listing = f" `{listed_by}` lists them all." if listed_by else ""
        super().__init__(f"no {kind} is called {name!r}.{hint}{listing}")


class OptionError(RealpolitikError, ValueError):
    """An option has a value that it cannot have; the message lists those it can."""


class CoverageError(RealpolitikError, LookupError):
    """The data do not cover what was asked. `remedy` names the source that would."""

    exit_code = 3

    def __init__(self, what: str, remedy: str = "") -> None:
        self.what, self.remedy = what, remedy
        super().__init__(f"{what} {remedy}".strip())


class SchemaError(RealpolitikError, ValueError):
    """A table breaks its schema. `problems` lists each with its column, the number of rows and an example."""

    def __init__(self, table: str, problems: Sequence[str]) -> None:
        self.table, self.problems = table, tuple(problems)
        super().__init__(f"table {table!r} breaks its schema: " + "; ".join(self.problems))


class FileFormatError(RealpolitikError, ValueError):
    """A file that the user wrote cannot be read. `path` says which, the message where and why."""

    def __init__(self, path: str, problem: str) -> None:
        self.path, self.problem = path, problem
        super().__init__(f"{path}: {problem}")


class FetchError(RealpolitikError, OSError):
    """A source could not be fetched. What was there is untouched; the message says how to fetch by hand."""

    exit_code = 4

    def __init__(self, message: str, *, status: int = 0) -> None:
        self.status = status
        """The server's answer, such as 404; 0 where it gave none."""
        super().__init__(message)


class SnapshotMismatch(FetchError):  # noqa: N818 (the name that users know from other tools)
    """A file of a release has other bytes than when it was first fetched: upstream replaced it, or it was damaged."""


REFUSALS = {
    errno.ENOSPC: "the disk is full: make room and run it again",
    errno.EDQUOT: "your share of the disk is used up: make room and run it again",
    errno.EFBIG: "the file would be larger than the system allows here: raise `ulimit -f`, or write to another disk",
    errno.EROFS: "the disk can only be read: write to another place",
    errno.ENAMETOOLONG: "the name is longer than the system allows: choose a shorter one",
    errno.ELOOP: "it is a link that leads back to itself: remove it, or choose another place",
    errno.EIO: "the device failed to read or write: check the disk",
    errno.EMFILE: "too many files are open (`ulimit -n`): close some programs, or raise the limit",
    errno.ENFILE: "too many files are open on this machine: close some programs",
    errno.ENOMEM: "there is not enough memory: close some programs, or ask for less",
    errno.ESTALE: "the network disk has lost the file: connect it again",
    errno.ENOTCONN: "the network disk is not connected: connect it again",
}
"""What a machine may refuse whatever is asked of it, and what helps."""


class MachineError(RealpolitikError, OSError):
    """The machine refused to write, read or remember; what was there is as it was. The message says what helps."""

    exit_code = 6


def refusal(error: BaseException) -> str:
    """What the machine refused and what helps, where an error says that it did; otherwise nothing.

    Libraries written in Rust state the number of the error in its text alone.

    Examples
    --------
    >>> refusal(OSError(28, "No space left on device")), refusal(ValueError("no number"))
    ('the disk is full: make room and run it again', '')
    >>> refusal(RuntimeError("cannot write: No space left on device (os error 28)"))
    'the disk is full: make room and run it again'
    """
    if isinstance(error, MemoryError):
        return REFUSALS[errno.ENOMEM]
    number = error.errno if isinstance(error, OSError) else None
    if number is None and (said := re.search(r"\(os error (\d+)\)", str(error))):
        number = int(said[1])
    return REFUSALS.get(number or 0, "")


_FOREIGN = (
    "this user may not read or write it: choose a place of your own (the store: REALPOLITIK_STORE, the library: --data), "
    "or ask whoever owns it"
)
_TAKEN = "there is a file where a folder is needed: choose another place, or move it away"
PLACES = {
    errno.EACCES: _FOREIGN,
    errno.EPERM: _FOREIGN,
    errno.EEXIST: _TAKEN,
    errno.ENOTDIR: _TAKEN,
    errno.EISDIR: "it is a folder: give the name of a file",
}
"""What is wrong with a place that a user chose, and what helps."""


def misplaced(error: BaseException) -> str:
    """What is wrong with the place that an error names; otherwise nothing.

    Examples
    --------
    >>> misplaced(NotADirectoryError(20, "Not a directory", "notes/x"))
    'notes/x: there is a file where a folder is needed: choose another place, or move it away'
    >>> misplaced(OSError(13, "Permission denied"))
    ''
    """
    if not isinstance(error, OSError) or error.filename is None or error.errno not in PLACES:
        return ""
    return f"{error.filename}: {PLACES[error.errno]}"


class WorldError(RealpolitikError, ValueError):
    """The data of a trade model are not usable. `problems` names each broken identity, its size and place."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("the world is not consistent: " + "; ".join(self.problems))


class ShockError(RealpolitikError, ValueError):
    """A shock that matched no positive flow, or that leaves a buyer without any source."""


class ConvergenceError(RealpolitikError, ArithmeticError):
    """A solve did not converge. The message carries the residual reached and what to try."""

    exit_code = 5


class InfeasibleError(ConvergenceError):
    """No equilibrium exists: at every solution of the equations an income, spending or output is not positive.

    `state`, `sector` (None for an income), `term` and `value` say what would be negative; the message what to do.
    """

    def __init__(self, message: str, *, state: str, sector: str | None, term: str, value: float) -> None:
        self.state, self.sector, self.term, self.value = state, sector, term, value
        super().__init__(message)
