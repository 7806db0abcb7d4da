"""Experiments and curves for programmers: results as numbers, arrays and pictures in a notebook."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from actquiz.arrays import Floats
from actquiz.demos import gallery, kept_functions, registry, runner
from actquiz.demos.demo import Theory
from actquiz.engine import activations
from actquiz.plots.figure import Figure, Line


@dataclass(frozen=True, slots=True)
class Picture:
    """A figure that shows itself: as SVG in a notebook, as text where it is printed."""

    figure: Figure

    def _repr_svg_(self) -> str:
        """What Jupyter asks for."""
        from actquiz.plots.image import svg

        return svg(self.figure).decode("utf-8")

    def __str__(self) -> str:
        from actquiz.plots.terminal import draw, natural_height

        return draw(self.figure, 80, natural_height(self.figure, 80), colour=False)

    def save(self, path: str | Path) -> None:
        """Write a .png or .svg; raises ActquizError for another ending."""
        from actquiz.plots import image

        image.check(Path(path))
        image.save(self.figure, Path(path), {})

    def arrays(self) -> dict[str, Floats]:
        """Every line as [2, n]: x and y, by its name; of several of one name the first."""
        found: dict[str, Floats] = {}
        for panel in self.figure.panels:
            for mark in panel.marks:
                if isinstance(mark, Line):
                    found.setdefault(mark.name, np.array([mark.x, mark.y], dtype=np.float64))
        return found


@dataclass(frozen=True, slots=True)
class FinishedDemo:
    """An experiment that has run."""

    name: str
    parameters: Mapping[str, Any]
    figures: Mapping[str, float]
    """Named numbers."""
    summary: str
    table: Sequence[Sequence[str]]
    theory: Sequence[Theory]
    diverged: int
    picture: Picture

    def _repr_svg_(self) -> str:
        return self.picture._repr_svg_()

    def arrays(self) -> dict[str, Floats]:
        """What is drawn, as ``Picture.arrays``."""
        return self.picture.arrays()


def run(name: str, *, seeds: int | None = None, seed: int = 0, **parameters: Any) -> FinishedDemo:
    """Run an experiment to its end; parameters by name, dashes as underscores.

    Raises ActquizError as ``actquiz demo`` does.
    """
    demo = registry.get(name)
    values = runner.parameters(demo, parameters)
    (last,) = deque(runner.run(demo, values, seeds, seed), maxlen=1)
    result = last.result
    assert result is not None
    return FinishedDemo(
        name, values, result.figures, result.summary, result.table, result.theory,
        result.diverged, Picture(last.figure),
    )  # fmt: skip


def plot(
    *functions: str | activations.Activation,
    slope: bool = False,
    low: float = -5.0,
    high: float = 5.0,
) -> Picture:
    """The curves of functions, named, typed or made by ``engine.function``."""
    kept_functions.load()
    chosen = [
        gallery.Chosen(activations.get(one) if isinstance(one, str) else one) for one in functions
    ]
    return Picture(gallery.together(chosen, low, high, slope=slope))
