"""Figures on stdout: drawn, as a table, or moving in place while an experiment runs."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from types import TracebackType

from actquiz import clock
from actquiz.cli import output
from actquiz.plots.figure import Figure

WIDEST = 160
"""Columns beyond which a picture only gets emptier."""
_SECONDS_A_FRAME = 1 / 15
_BAR = 24
"""Cells of a bar that shows progress."""
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

    Shows nothing unless stdout is a terminal with colour, so NO_COLOR also stops movement. With
    ``pace`` every frame stands that many seconds; Enter skips to the end.
    """

    def __init__(self, *, wanted: bool, pace: float = 0.0) -> None:
        self.moving = wanted and output.is_terminal() and not os.environ.get("NO_COLOR")
        self._pace = pace
        self._skipping = False
        self._last = float("-inf")
        self._rows = 0
        self._keys = ExitStack()

    def __enter__(self) -> Live:
        if self.moving:
            sys.stdout.write(_HIDE)
            if self._pace:
                self._keys.enter_context(_unechoed())
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._keys.close()
        if self.moving:
            sys.stdout.write(self._back() + _BELOW + _SHOW)
            sys.stdout.flush()

    def frame(self, figure: Figure, readout: str) -> None:
        """Show a frame if the last one has been seen long enough, or at the pace asked for."""
        now = clock.stopwatch()
        early = not self._pace and now - self._last < _SECONDS_A_FRAME
        if not self.moving or self._skipping or early:
            return
        from actquiz.plots.terminal import draw, natural_height

        width = min(output.width(), WIDEST)
        height = min(natural_height(figure, width), output.height() - 3)
        rows = draw(figure, width, height, colour=True).split("\n")
        rows.append(readout[:width])
        drawn = "".join(f"{row}\033[K\n" for row in rows)
        sys.stdout.write(self._back() + output.writable(drawn) + _BELOW)
        sys.stdout.flush()
        self._rows, self._last = len(rows), clock.stopwatch()
        if self._pace:
            self._skipping = _entered(self._pace)

    def _back(self) -> str:
        return f"\033[{self._rows}F" if self._rows else ""


class ProgressLine:
    """How far a run is and how long it will take, from the frames it has shown."""

    def __init__(self) -> None:
        self._began = clock.stopwatch()
        self._first: tuple[float, int] | None = None

    def left(self, step: int, steps: int) -> float:
        """Seconds that remain after ``step`` of ``steps``, as fast as the steps went so far."""
        now = clock.stopwatch()
        if self._first is None or step <= self._first[1]:
            # The first step pays for what is loaded and drawn; until there is a second it counts.
            self._first = now, step
            return (now - self._began) / max(step, 1) * (steps - step)
        since, first = self._first
        return (now - since) / (step - first) * (steps - step)

    @staticmethod
    def bar(step: int, steps: int, left: float) -> str:
        """``████████░░░░  about 12 s left``."""
        full = round(_BAR * step / max(steps, 1))
        return "█" * full + "░" * (_BAR - full) + (f"  {about(left)} left" if left >= 1 else "")


def about(seconds: float) -> str:
    """A time in as many words as it is known: ``about 12 s``, ``about 3 min``."""
    return f"about {seconds:.0f} s" if seconds < 90 else f"about {seconds / 60:.0f} min"


@contextmanager
def _unechoed() -> Iterator[None]:
    """Keys do not write into the picture; Enter is heard all the same."""
    try:
        import termios
    except ImportError:
        yield
        return
    if not sys.stdin.isatty():
        yield
        return
    handle = sys.stdin.fileno()
    before = termios.tcgetattr(handle)
    quiet = termios.tcgetattr(handle)
    quiet[3] &= ~termios.ECHO
    try:
        termios.tcsetattr(handle, termios.TCSADRAIN, quiet)
        yield
    finally:
        termios.tcsetattr(handle, termios.TCSADRAIN, before)


def _entered(seconds: float) -> bool:
    """Wait; True as soon as Enter is pressed."""
    if not sys.stdin.isatty() or os.name == "nt":
        time.sleep(seconds)
        return False
    import select

    ready, _, _ = select.select([sys.stdin], [], [], seconds)
    if not ready:
        return False
    sys.stdin.readline()
    return True
