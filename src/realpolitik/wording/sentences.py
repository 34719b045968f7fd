"""Sentences: how they begin."""

from __future__ import annotations


def opening(sentence: str) -> str:
    """A sentence with its first letter large, and the rest as it is.

    Examples
    --------
    >>> opening("the United States bought 4 % in 1991.")
    'The United States bought 4 % in 1991.'
    """
    return sentence[:1].upper() + sentence[1:]
