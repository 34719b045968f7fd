"""A frontier in the words of a user: the question, solved, with the measures taken on its picture and ranges over assumptions."""

from __future__ import annotations

from collections.abc import Callable

from realpolitik.scenarios.files import load
from realpolitik.scenarios.optimum import frontier
from realpolitik.scenarios.optimum.curve import Answer
from realpolitik.scenarios.optimum.question import FARTHEST, WILLINGNESS, ask


def answer(
    target: str,
    *,
    by: str = "WEST",
    willingness: tuple[float, ...] = (),
    sectors: tuple[str, ...] = (),
    bound: float = 4.9,
    export_side: bool = False,
    world: str = "merged-2021",
    taken: str = "west-2023",
    ranges: bool = True,
    on_progress: Callable[[int, int], None] | None = None,
) -> Answer:
    """The frontier of a question, solved.

    Parameters
    ----------
    willingness
        Points; where none is given as far as the measures taken ask.
    taken
        A scenario that is put on the picture if it is about this target; an empty string for none.
    ranges
        Solve the same rates under other assumptions, too.
    on_progress
        Called with the points solved and all there are.
    """
    given = load(taken) if taken else None
    question = ask(
        target,
        by=by,
        world=world,
        willingness=willingness or (FARTHEST if taken else WILLINGNESS),
        sectors=sectors,
        highest=bound,
        export_side=export_side,
    )
    found = frontier.solve_frontier(question, on_progress=on_progress)
    done = None
    if given is not None:
        sides = [side for shock in given.shocks for side in (shock.exporters, shock.importers) if side]
        done = frontier.taken(question, given) if question.target in sides else None
    return Answer(found=found, taken=done, ranges=frontier.ranges(found) if ranges else None)
