"""What to notice in a run: sentences that are shown only where they are true of it."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Seen:
    """What a sentence may go by: how the run was set, and the figures that came out."""

    params: Mapping[str, Any]
    figures: Mapping[str, float]

    def __getitem__(self, figure: str) -> float:
        """The figure, or NaN where the run has none: no comparison holds for it."""
        return self.figures.get(figure, math.nan)

    def of_each(self, figure: str, names: tuple[str, ...]) -> dict[str, float]:
        """``<name>.<figure>`` of the names that have one, in their order."""
        return {n: self[f"{n}.{figure}"] for n in names if f"{n}.{figure}" in self.figures}


@dataclass(frozen=True, slots=True)
class Observation:
    """One sentence.

    Without ``when`` it is a general fact that no run can contradict; with it, a statement about
    the run, shown only where ``when`` holds.
    """

    says: str | Callable[[Seen], str]
    when: Callable[[Seen], bool] | None = None

    def told(self, seen: Seen) -> str:
        """The sentence, or nothing where it does not hold."""
        if self.when is not None and not self.when(seen):
            return ""
        return self.says if isinstance(self.says, str) else self.says(seen)
