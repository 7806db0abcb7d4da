"""What a run says, in the words that every face of the program uses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from actquiz.demos.demo import Theory
from actquiz.demos.seed_statistics import with_error
from actquiz.plots.axes import number
from actquiz.words import counted, listed

_FAR = 4.0
"""Standard errors beyond which a measurement has left the theory."""
THEORY_HEADER = ("Against theory", "expected", "measured", "apart")


def theory_row(theory: Theory) -> list[str]:
    """What is compared, expected, measured, and how far apart they are."""
    gap = abs(theory.measured - theory.expected)
    far = f"{gap / theory.error:.1f} standard errors" if theory.error > 0 else number(gap)
    measured = with_error(theory.measured, theory.error)
    return [theory.name, f"{theory.expected:.4g}", measured, far]


def left_theory(theory: Sequence[Theory]) -> list[str]:
    """A sentence for what is too far from the theory to be chance, by what the theory is for."""
    far: dict[str, list[str]] = {}
    for each in theory:
        if each.error > 0 and abs(each.measured - each.expected) > _FAR * each.error:
            far.setdefault(each.holds_for, []).append(each.name)
    apart = f"by more than {_FAR:g} standard errors"
    return [
        f"{listed(names)} left the theory {apart}"
        + (f"; it is for {what}." if what else ": chance does this once in thousands of runs.")
        for what, names in far.items()
    ]


def shown(value: Any) -> str:
    """A parameter's value as it is typed."""
    return ",".join(map(str, value)) if isinstance(value, tuple) else str(value)


def conditions(params: Mapping[str, Any], seeds: int, seed: int, diverged: int) -> str:
    """The run in one line: everything needed to repeat it. ``seeds`` 0: nothing was random."""
    given = ", ".join(f"{name}={shown(value)}" for name, value in params.items())
    parts = [f"With {given}" if given else ""]
    if seeds:
        parts.append(f"{counted(seeds, 'seed')} from seed {seed}")
    if diverged:
        verb = "is" if diverged == 1 else "are"
        parts.append(f"{counted(diverged, 'run')} diverged and {verb} left out")
    return "; ".join(part for part in parts if part) + "."
