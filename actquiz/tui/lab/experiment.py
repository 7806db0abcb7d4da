"""One demonstration on the bench: its knobs, its run, and the run before. No widget."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from actquiz.demos.child_main import Request
from actquiz.demos.demo import Demo, Frame, Param, Result
from actquiz.demos.predicting import PredictedAnswer, PredictionScore, score
from actquiz.demos.runner import parameters
from actquiz.errors import ActquizError
from actquiz.plots.figure import Figure
from actquiz.tui.keys.state import State
from actquiz.tui.lab.param_knob import SEED, SEEDS, SPEED, knobs

RunState = Literal[State.READY, State.RUNNING, State.PAUSED, State.DONE, State.FAILED]


@dataclass(frozen=True, slots=True)
class FinishedRun:
    """A run that came to its end."""

    request: Request
    result: Result
    figure: Figure
    """Its last picture."""


@dataclass(slots=True)
class LabExperiment:
    """What is known of one demonstration while the Lab is open."""

    demo: Demo
    knobs: tuple[Param, ...]
    values: dict[str, Any]
    """Every knob's value."""
    state: RunState = State.READY
    frame: Frame | None = None
    """The newest frame; it stays until another run has one."""
    request: Request | None = None
    """What ``frame`` was made with."""
    now: FinishedRun | None = None
    """The last run, once it is finished."""
    before: FinishedRun | None = None
    """The finished run before that."""
    answer: PredictedAnswer | None = None
    """A prediction about the run that is to come or going on."""
    score: PredictionScore | None = None
    failure: ActquizError | None = None
    asking: bool = False
    """The learner is being asked what they expect: no earlier picture may tell."""
    _asked: Request | None = field(default=None)

    @classmethod
    def of(cls, demo: Demo, given: Mapping[str, Any]) -> LabExperiment:
        """With ``given`` parameters (checked: ActquizError) and defaults for the rest."""
        all_knobs = knobs(demo)
        values = {knob.name: knob.default for knob in all_knobs}
        return cls(demo, all_knobs, values | parameters(demo, given))

    @property
    def changed(self) -> bool:
        """Whether a knob is not at its default."""
        return any(self.values[knob.name] != knob.default for knob in self.knobs)

    def begin(self) -> Request:
        """A new run with the knobs as they are."""
        if self.now is not None:
            self.before, self.now = self.now, None
        if self.score is not None:
            self.answer = self.score = None
        self.failure = None
        self.state = State.RUNNING
        self._asked = Request(
            self.demo.name,
            {param.name: self.values[param.name] for param in self.demo.params},
            self.values.get(SEEDS),
            self.values.get(SEED, 0),
        )
        return self._asked

    def arrived(self, frame: Frame) -> None:
        """The run's next frame."""
        self.frame, self.request = frame, self._asked
        if frame.result is None or self._asked is None:
            return
        self.state = State.DONE
        self.now = FinishedRun(self._asked, frame.result, frame.figure)
        if self.answer is not None and self.demo.prediction is not None:
            self.score = score(self.demo.prediction, self.answer, frame.result.figures)

    def failed(self, failure: ActquizError) -> None:
        """The run ended in an error."""
        self.failure = failure
        self.state = State.FAILED

    def stopped(self) -> None:
        """The run was given up."""
        if self.state in (State.RUNNING, State.PAUSED):
            self.state = State.READY

    def turn(self, name: str, value: Any) -> bool:
        """Turn a knob; False if that changes nothing. A prediction is about the defaults."""
        if self.values[name] == value:
            return False
        self.values[name] = value
        if name in {param.name for param in self.demo.params}:
            self.answer = self.score = None
        return True

    def reset(self) -> None:
        """Every knob to its default."""
        for knob in self.knobs:
            self.turn(knob.name, knob.default)

    def predicted(self, answer: PredictedAnswer) -> None:
        """Take a prediction; it is about the demonstration as it comes."""
        for knob in self.knobs:
            if knob.name != SPEED:
                self.turn(knob.name, knob.default)
        self.answer, self.score = answer, None

    @property
    def untold(self) -> bool:
        """Whether there is an outcome to predict, and nothing has given it away yet."""
        seen = self.frame is not None or self.now is not None or self.before is not None
        return self.demo.prediction is not None and self.answer is None and not seen

    @property
    def guessing(self) -> bool:
        """Whether a prediction waits for its outcome, so that nothing may give it away."""
        return self.answer is not None and self.score is None

    def states(self) -> set[State]:
        """What is true of it."""
        holds = {
            self.state: True,
            State.FRAME: self.frame is not None,
            State.CHANGED: self.changed,
            State.RANDOM: self.demo.seeds > 0,
            State.QUESTION: self.demo.prediction is not None,
            State.LAST_RUN: self.before is not None,
        }
        return {state for state, true in holds.items() if true}
