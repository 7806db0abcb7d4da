"""The branches of a formula written with ``cases``: at every x exactly one of them must hold.

Computing such a formula takes the first branch that holds, so a condition that is too wide hides
behind the one before it. Here each condition is tried by itself, at random points and at the ends
that the conditions name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from actquiz.engine import latex_formula
from actquiz.errors import Problem

_CASES = re.compile(r"\\begin\{cases\}(.*?)\\end\{cases\}", re.DOTALL)
_OTHERWISE = re.compile(r"\\(?:text|textrm|mathrm)\{\s*(?:otherwise|else)\b")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def ends(latex: str, letters: Mapping[str, Any]) -> list[float]:
    """Where branches may begin or end: the numbers in their conditions, and letters' values."""
    found = {0.0}
    for condition in (condition for case in _conditions(latex) for condition in case):
        named = [
            value for letter, value in letters.items() if letter != "x" and letter in condition
        ]
        for size in (*map(float, _NUMBER.findall(condition)), *map(float, named)):
            found |= {size, -size}
    return sorted(found)


def check_branches(
    latex: str, field: str, letters: Mapping[str, Any], *, open_ends: bool
) -> Iterator[Problem]:
    """Complaints about branches that overlap, or leave out points; raises as ``latex_formula``.

    ``open_ends``: a slope has no value at a kink, so there the ends may be left out.
    """
    x = np.asarray(letters["x"])
    may_miss = np.isin(x, ends(latex, letters)) & open_ends
    for conditions in _conditions(latex):
        stated = [condition for condition in conditions if not _OTHERWISE.search(condition)]
        holding = sum(
            np.broadcast_to(latex_formula.condition(condition, letters), x.shape).astype(int)
            for condition in stated
        )
        holding = np.broadcast_to(holding, x.shape)
        if (holding > 1).any():
            at = float(x[holding > 1][0])
            yield Problem(f"{field}: two branches hold at x = {at:.4g}", "narrow one of them")
        missed = (holding == 0) & ~may_miss
        if missed.any() and len(stated) == len(conditions):
            at = float(x[missed][0])
            yield Problem(f"{field}: no branch holds at x = {at:.4g}", "widen one of them")


def _conditions(latex: str) -> list[list[str]]:
    """For each ``cases`` of the formula, the conditions of its branches."""
    return [
        [row.partition("&")[2].strip() for row in case.split(r"\\") if row.strip()]
        for case in _CASES.findall(latex)
    ]
