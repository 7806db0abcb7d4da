"""A share of something that was counted, with how sure it is."""

from __future__ import annotations

from typing import NamedTuple

from actquiz.words import percent

ENOUGH = 20
"""Below this many, a share of them says nothing that should be read as a percentage."""


class Share(NamedTuple):
    """``right`` of ``of``, and the 95 % interval around their quotient."""

    right: int
    of: int
    low: float
    """0 to 1, as ``high``: Wilson's score interval; 0 and 1 for nothing counted."""
    high: float

    @property
    def value(self) -> float | None:
        """0 to 1; None for nothing counted."""
        return self.right / self.of if self.of else None

    @property
    def enough(self) -> bool:
        """Whether there are enough to speak of a percentage."""
        return self.of >= ENOUGH

    def text(self) -> str:
        """``91% (89–93) of 1,203``, or what was counted where that is too few to tell."""
        if not self.of:
            return "none yet"
        if not self.enough:
            return f"{self.right} of {self.of}: too few to tell"
        low, high = round(100 * self.low), round(100 * self.high)
        return f"{percent(self.right / self.of)} ({low}–{high}) of {self.of:,}"

    def told(self) -> dict[str, object]:
        """For JSON; no quotient where there are too few."""
        return {
            "right": self.right,
            "of": self.of,
            "share": self.value if self.enough else None,
            "low": self.low,
            "high": self.high,
        }


def share(right: int, of: int) -> Share:
    """The share, with its interval."""
    if not of:
        return Share(0, 0, 0.0, 1.0)
    import numpy as np

    from actquiz.planner.calibration import wilson

    low, high = wilson(np.array([right / of]), np.array([of]))
    return Share(right, of, float(low[0]), float(high[0]))
