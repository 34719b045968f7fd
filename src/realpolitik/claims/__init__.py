"""What is said, and whether it holds: claims in files, and the verdicts on them."""

import sys
from pathlib import Path
from types import ModuleType

from realpolitik.claims.files import library, load, title
from realpolitik.claims.judge import judge, judge_all
from realpolitik.claims.model import Claim, Verdict, Verdicts
from realpolitik.store import Store

__all__ = ["Claim", "Verdict", "Verdicts", "judge", "judge_all", "library", "load", "title"]


class _Callable(ModuleType):
    """This package, which `import realpolitik as rp; rp.claims()` also calls: one name, whichever was used first."""

    def __call__(self, file: str | Path = "radchenko2024", *, store: Store | None = None) -> Verdicts:
        """Judge every claim of a file.

        Parameters
        ----------
        file
            A YAML file of claims, or the name of one that comes with the program.
        store
            Where tables come from; the user's store over the embedded tables where left out.

        Raises
        ------
        FileFormatError, UnknownNameError
            It is no file of claims, and no such file comes with the program.
        """
        return judge_all(file, store=store)


sys.modules[__name__].__class__ = _Callable
