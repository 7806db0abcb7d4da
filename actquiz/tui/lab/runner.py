"""Runs one experiment at a time beside the screen, and stops it at once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import aclosing

from textual.timer import Timer
from textual.widget import Widget
from textual.worker import Worker

from actquiz.demos.child_main import Request
from actquiz.demos.child_process import ExperimentRunner
from actquiz.errors import ActquizError
from actquiz.tui.keys.state import State
from actquiz.tui.lab.experiment import LabExperiment
from actquiz.tui.lab.param_knob import SPEED, SPEEDS

_SETTLING = 0.35
"""Seconds after the last turn of a knob before the run begins anew."""


class Pace:
    """Tells a run when to compute its next frame: playing, paused, or step by step."""

    def __init__(self, seconds: float, *, playing: bool) -> None:
        """``seconds`` that a frame stays at least while playing."""
        self.seconds = seconds
        self._open = asyncio.Event()
        self._single = False
        if playing:
            self._open.set()

    def play(self) -> None:
        """Frame after frame."""
        self._single = False
        self._open.set()

    def pause(self) -> None:
        """No frame after the one that is being computed."""
        self._open.clear()

    def step(self) -> None:
        """One frame, then pause."""
        self._single = True
        self._open.set()

    async def turn(self) -> None:
        """Wait until the next frame may be computed."""
        if self._open.is_set() and not self._single:
            await asyncio.sleep(self.seconds)
        await self._open.wait()
        if self._single:
            self._single = False
            self._open.clear()


class LabRunner:
    """Play, pause, step; ``changed`` is called at every frame and every new state."""

    def __init__(self, home: Widget, changed: Callable[[], None]) -> None:
        """``home`` owns the workers: when it goes, they go."""
        self._home = home
        self._changed = changed
        self._bench = ExperimentRunner()
        self._experiment: LabExperiment | None = None
        self._pace = Pace(0.0, playing=False)
        self._worker: Worker[None] | None = None
        self._soon: Timer | None = None

    def begin(self, experiment: LabExperiment, *, playing: bool = True) -> None:
        """Run from the start with the knobs as they are; not ``playing``: one frame only."""
        self.stop()
        request = experiment.begin()
        experiment.state = State.RUNNING if playing else State.PAUSED
        self._experiment = experiment
        self._pace = Pace(SPEEDS[experiment.values[SPEED]], playing=playing)
        self._worker = self._home.run_worker(self._watch(experiment, request), group="experiment")
        self._changed()

    def begin_soon(self, experiment: LabExperiment) -> None:
        """Run again once the knobs have come to rest; what runs now is no longer asked for."""
        self.stop()
        experiment.state = State.RUNNING
        self._soon = self._home.set_timer(_SETTLING, lambda: self.begin(experiment))
        self._changed()

    def pause(self) -> None:
        """Keep the frame that is there."""
        if self._soon is not None:
            self.stop()
        elif self._experiment is not None:
            self._pace.pause()
            self._experiment.state = State.PAUSED
        self._changed()

    def resume(self) -> None:
        """Go on."""
        if self._experiment is not None:
            self._experiment.state = State.RUNNING
            self._pace.play()
        self._changed()

    def step(self, experiment: LabExperiment) -> None:
        """One frame; the first of a new run where none is going on."""
        if experiment.state in (State.RUNNING, State.PAUSED) and self._worker is not None:
            experiment.state = State.PAUSED
            self._pace.step()
            self._changed()
        else:
            self.begin(experiment, playing=False)

    def set_speed(self, speed: str) -> None:
        """One of ``SPEEDS``, from the next frame on."""
        self._pace.seconds = SPEEDS[speed]

    def stop(self) -> None:
        """Give up what runs; its last frame stays."""
        if self._cancel():
            # A process that was killed in the middle of a frame is replaced before it is needed.
            self.warm_up()
        if self._experiment is not None:
            self._experiment.stopped()

    def warm_up(self) -> None:
        """Start the process for the next run."""
        self._home.run_worker(self._bench.warm_up(), group="warm-up", exit_on_error=False)

    async def close(self) -> None:
        """End everything."""
        self._cancel()
        await self._bench.close()

    def _cancel(self) -> bool:
        """Whether there was a run to cancel."""
        if self._soon is not None:
            self._soon.stop()
            self._soon = None
        worker, self._worker = self._worker, None
        if worker is not None:
            worker.cancel()
        return worker is not None

    async def _watch(self, experiment: LabExperiment, request: Request) -> None:
        pace = self._pace
        try:
            async with aclosing(self._bench.frames(request)) as frames:
                async for frame in frames:
                    experiment.arrived(frame)
                    self._changed()
                    if frame.result is None:
                        await pace.turn()
        except ActquizError as error:
            experiment.failed(error)
        self._worker = None
        self._changed()
