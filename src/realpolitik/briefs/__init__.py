"""Briefs: the questions about two states, each answered by findings and verdicts, as one page.

`build` asks the measures and judges the claims; `write` renders into a file: HTML (one file that asks
nothing of any network), Markdown or JSON.
"""

from realpolitik.briefs.build import build
from realpolitik.briefs.model import Brief, Gap, Section
from realpolitik.briefs.questions import Question, Show, questions
from realpolitik.briefs.render import render, write

__all__ = ["Brief", "Gap", "Question", "Section", "Show", "build", "questions", "render", "write"]
