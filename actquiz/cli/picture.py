"""Figures on stdout: drawn, as a table, or moving in place while an experiment runs."""

from __future__ import annotations

import os
import sys
from types import TracebackType

from actquiz import clock
from actquiz.cli import output
from actquiz.plots.figure import Figure

WIDEST = 160
"""Columns beyond which a picture only gets emptier."""
_SECONDS_A_FRAME = 1 / 15
_HIDE, _SHOW, _BELOW = "\033[?25l", "\033[?25h", "\033[J"


def show(figure: Figure, *, plain: bool) -> None:
    """Print the figure: a picture, or its numbers where ``plain`` asks for text only."""
    if plain:
        from actquiz.plots.table import as_table

        output.text(as_table(figure, output.width()))
        return
    from actquiz.plots.terminal import draw, natural_height

    width = min(output.width(), WIDEST)
    output.text(draw(figure, width, natural_height(figure, width), colour=output.colour()))


class Live:
    """Redraws frames in place at most 15 times a second; leaves nothing behind.

    Shows nothing unless stdout is a terminal with colour, so NO_COLOR also stops movement.
    """

    def __init__(self, *, wanted: bool) -> None:
        self._moving = wanted and output.is_terminal() and not os.environ.get("NO_COLOR")
        self._last = float("-inf")
        self._rows = 0

    def __enter__(self) -> Live:
        if self._moving:
            sys.stdout.write(_HIDE)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._moving:
            sys.stdout.write(self._back() + _BELOW + _SHOW)
            sys.stdout.flush()

    def frame(self, figure: Figure, readout: str) -> None:
        """Show a frame if the last one has been seen long enough."""
        now = clock.stopwatch()
        if not self._moving or now - self._last < _SECONDS_A_FRAME:
            return
        from actquiz.plots.terminal import draw, natural_height

        width = min(output.width(), WIDEST)
        height = min(natural_height(figure, width), output.height() - 3)
        rows = draw(figure, width, height, colour=True).split("\n")
        rows.append(readout[:width])
        sys.stdout.write(self._back() + "".join(f"{row}\033[K\n" for row in rows) + _BELOW)
        sys.stdout.flush()
        self._rows, self._last = len(rows), clock.stopwatch()

    def _back(self) -> str:
        return f"\033[{self._rows}F" if self._rows else ""
