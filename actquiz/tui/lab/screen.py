"""The Lab: choose an experiment, turn its knobs, watch it, hold it against what was expected."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.widget import Widget

from actquiz.demos import registry
from actquiz.demos.predicting import PredictedAnswer
from actquiz.tui.actions import bindings
from actquiz.tui.desk import Desk
from actquiz.tui.dialog import Picker
from actquiz.tui.keys.state import State
from actquiz.tui.lab.board import MIDDLE, WIDE, LabBoard
from actquiz.tui.lab.cover import LabCover
from actquiz.tui.lab.demo_list import LabList
from actquiz.tui.lab.experiment import LabExperiment, RunState
from actquiz.tui.lab.function_dialog import FunctionDialog
from actquiz.tui.lab.param_knob import SEED, SPEED, turned
from actquiz.tui.lab.param_opening import ask_prediction, open_knob
from actquiz.tui.lab.param_panel import ParamPanel
from actquiz.tui.lab.related_cards import cards_about
from actquiz.tui.lab.runner import LabRunner
from actquiz.tui.lab.status import standing
from actquiz.tui.lab.tabs import LabTabs, Pane
from actquiz.tui.page import Page
from actquiz.tui.picture_saving import ask_where
from actquiz.tui.widgets.cursor_list import CursorList
from actquiz.tui.widgets.rows_widget import RowsWidget

_DRAWINGS_A_SECOND = 10
_TURN = 0.001
"""Seconds a thread that draws may keep the interpreter while a key waits for it."""
_SIGNS: dict[RunState, str] = {
    State.READY: " ",
    State.RUNNING: "▸",
    State.PAUSED: "‖",
    State.DONE: "✓",
    State.FAILED: "✗",
}


class LabPage(Page):
    """List, picture with findings, knobs: beside one another, or as many as there is room for."""

    NAME = "lab"
    TITLE = "Lab"
    BINDINGS: ClassVar[list[BindingType]] = bindings(NAME)
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (MIDDLE, "-middle"), (WIDE, "-wide")]  # noqa: RUF012

    def __init__(
        self,
        desk: Desk,
        demo: str | None = None,
        given: Mapping[str, Any] | None = None,
        *,
        begin: bool = False,
    ) -> None:
        """``demo`` None is the first; ``given``: parameters that are not the defaults; ``begin``:
        run it at once.

        Raises ActquizError for a demonstration or parameters that do not exist.
        """
        super().__init__(desk)
        self._begin = begin
        demo = next(iter(registry.DEMOS)) if demo is None else demo
        self._known = {demo: LabExperiment.of(registry.get(demo), given or {})}
        self.experiment = self._known[demo]
        self.board = LabBoard(registry.names(), self._sign)
        self.board.pane = State.PICTURE if begin else State.LIST
        self.runner = LabRunner(self, self._run_changed)
        self.compare = self.as_numbers = False
        self._cards: list[tuple[str, str]] = []
        self._turn_before = sys.getswitchinterval()
        self._stale = False
        self._shown_state: RunState = State.READY

    def body(self) -> Iterable[Widget]:
        yield self.board

    async def on_mount(self) -> None:
        sys.setswitchinterval(_TURN)
        self.board.go(self.board.pane)
        self.set_interval(1 / _DRAWINGS_A_SECOND, self._show_frame)
        self._choose(self.experiment.demo.name)
        self._warm_up()
        if self._begin:
            self.runner.begin(self.experiment)
        else:
            self.runner.warm_up()
            self._run_if_in_sight()

    async def on_unmount(self) -> None:
        sys.setswitchinterval(self._turn_before)
        await self.runner.close()

    def on_resize(self) -> None:
        self.call_after_refresh(lambda: self._go(self.board.pane))

    @work(thread=True, exit_on_error=False)
    def _warm_up(self) -> None:
        """Import every demonstration while the first one is looked at."""
        for name, _ in registry.names():
            registry.get(name)

    # what is shown

    def _sign(self, name: str) -> str:
        return _SIGNS[self._known[name].state] if name in self._known else " "

    def _choose(self, name: str) -> None:
        """Put another experiment on the bench, as it was left."""
        if name != self.experiment.demo.name:
            self.runner.stop()
            if name not in self._known:
                self._known[name] = LabExperiment.of(registry.get(name), {})
            self.experiment = self._known[name]
            self.compare = False
        demo = self.experiment.demo
        self._cards = cards_about(self.desk.index, demo.name)
        self._show()

    def _run_changed(self) -> None:
        """States show at once, frames at most so often as they can be seen."""
        if self.experiment.state != self._shown_state or self.experiment.state == State.PAUSED:
            self._show()
        else:
            self._stale = True

    def _show_frame(self) -> None:
        """The newest frame, if there is one that is not shown yet."""
        if self._stale:
            self._stale = False
            self.board.show_frame(self.experiment, compare=self.compare, as_numbers=self.as_numbers)
            self._show_standing()

    def _show(self) -> None:
        """Everything about the experiment on the bench."""
        self._stale = False
        self._shown_state = self.experiment.state
        cards = [title for _, title in self._cards]
        self.board.show(self.experiment, cards, compare=self.compare, as_numbers=self.as_numbers)
        self._show_standing()

    def _show_standing(self) -> None:
        part = self.board.name_of_part
        self.title_bar.show(
            *standing(self.experiment),
            title=f"Lab · {part}" if part else "Lab",
            detail=self.experiment.demo.title,
        )
        self.refresh_keys()

    def _go(self, pane: Pane) -> None:
        self.board.go(pane)
        self._show()

    def states(self) -> set[State]:
        states = self.experiment.states() | self.board.states()
        if self._cards and not self.experiment.guessing:
            states.add(State.CARDS)
        return states

    # running

    def action_run(self) -> None:
        if self.board.pane == State.LIST:
            self._go(State.PICTURE)
        self.runner.begin(self.experiment)

    def action_pause(self) -> None:
        self.runner.pause()

    def action_resume(self) -> None:
        self.runner.resume()

    def action_step(self) -> None:
        self.runner.step(self.experiment)

    def action_restart(self) -> None:
        self.runner.begin(self.experiment)

    def action_seed(self) -> None:
        self.experiment.turn(SEED, self.experiment.values[SEED] + 1)
        self.runner.begin(self.experiment)

    def action_predict(self) -> None:
        prediction = self.experiment.demo.prediction
        if prediction is not None:
            self.runner.stop()
            self.experiment.asking = True
            self._show()
            ask_prediction(self.app, prediction, self._predicted)

    def _predicted(self, answer: PredictedAnswer | None) -> None:
        self.experiment.asking = False
        if answer is None:
            self._show()
            return
        self.experiment.predicted(answer)
        self._go(State.PICTURE)
        self.runner.begin(self.experiment)

    # knobs

    def action_less(self) -> None:
        self._turn(-1)

    def action_more(self) -> None:
        self._turn(1)

    def _turn(self, by: int) -> None:
        """Turn the knob under the cursor."""
        knob = self.board.panel.selected
        if knob.kind == "choices":
            self._open()
        else:
            self._set(knob.name, turned(knob, self.experiment.values[knob.name], by))

    def _set(self, name: str, value: Any) -> None:
        """A knob's new value; what was running, or has run, runs again with it."""
        state = self.experiment.state
        if not self.experiment.turn(name, value):
            return
        if name == SPEED:
            self.runner.set_speed(value)
        elif state in (State.RUNNING, State.DONE, State.FAILED):
            self.runner.begin_soon(self.experiment)
        else:
            self.runner.stop()
        self._show()

    def action_open(self) -> None:
        """Its outcome is asked for first; where there is none to predict, it runs."""
        self._go(State.PICTURE)
        if self.experiment.untold:
            self.action_predict()
        elif self._runs_by_itself:
            self.runner.begin(self.experiment)

    @property
    def _runs_by_itself(self) -> bool:
        """Whether it is only to be seen, and was not yet."""
        experiment = self.experiment
        unseen = experiment.state == State.READY and experiment.frame is None
        return unseen and experiment.demo.prediction is None

    def action_open_knob(self) -> None:
        self._open()

    def action_type(self, place: int) -> None:
        self._open(str(place - 1))

    def _open(self, typed: str = "") -> None:
        knob = self.board.panel.selected
        value = self.experiment.values[knob.name]
        open_knob(self.app, knob, value, lambda chosen: self._set(knob.name, chosen), typed)

    def action_function(self) -> None:
        functions = [knob for knob in self.experiment.knobs if knob.functions]
        value = self.experiment.values[functions[0].name] if functions else "gelu"
        first = value if isinstance(value, str) else value[0]
        self.app.push_screen(FunctionDialog(first.partition("|")[0]))

    def action_speed(self) -> None:
        speed = next(knob for knob in self.experiment.knobs if knob.name == SPEED)
        self._set(SPEED, turned(speed, self.experiment.values[SPEED], 1))
        self.program.say(f"Speed: {self.experiment.values[SPEED]}", seconds=1.5)

    def action_defaults(self) -> None:
        before = self.experiment.state
        self.experiment.reset()
        if before in (State.RUNNING, State.DONE, State.FAILED):
            self.runner.begin_soon(self.experiment)
        self._show()

    # what is in sight

    def action_next_part(self) -> None:
        self._go(self.board.beside(1))

    def action_previous_part(self) -> None:
        self._go(self.board.beside(-1))

    def action_experiments(self) -> None:
        self._go(State.LIST)

    @property
    def listed(self) -> LabList | ParamPanel | None:
        if self.board.pane == State.LIST:
            return self.board.list
        return self.board.panel if self.board.pane == State.KNOBS else None

    def move(self, by: int) -> None:
        if self.listed is None:
            self.board.scrolled.scroll_relative(y=by, animate=False)
        elif self.listed.move(by):
            self._follow()

    def page(self, by: int) -> None:
        part = self.board.scrolled
        part.scroll_relative(y=by * part.size.height, animate=False)

    def _follow(self) -> None:
        """The experiment under the cursor is the one on the bench."""
        name, _ = self.board.list.selected
        if name != self.experiment.demo.name:
            self._choose(name)
            self._run_if_in_sight()
        self.refresh_keys()

    def _run_if_in_sight(self) -> None:
        """What is only to be seen runs as soon as the cursor rests on it."""
        if self.board.wide and self._runs_by_itself:
            self.runner.begin_soon(self.experiment)

    def action_table(self) -> None:
        self.as_numbers = not self.as_numbers
        self._show()

    def action_compare(self) -> None:
        self.compare = not self.compare
        if self.board.pane == State.LIST:
            self._go(State.PICTURE)
        if self.compare and not self.board.wide:
            self.program.say("Dotted: the last run. Its figures are among the findings.", seconds=3)
        self._show()

    # what is taken along

    def action_save(self) -> None:
        frame, request = self.experiment.frame, self.experiment.request
        if frame is not None and request is not None:
            metadata = {
                "demo": request.demo,
                "params": dict(request.params),
                "seeds": request.seeds or 0,
                "seed": request.seed,
            }
            ask_where(self, frame.figure, request.demo, metadata)

    def action_cards(self) -> None:
        def picked(id: str | None) -> None:
            if id is not None:
                self.program.show_card(id)

        self.app.push_screen(Picker("Cards about it", self._cards), picked)

    # the mouse

    @on(CursorList.Moved)
    def _moved(self, event: CursorList.Moved) -> None:
        if event.list is not self.listed:
            self._go(State.LIST if event.list is self.board.list else State.KNOBS)
        self._follow()

    @on(CursorList.Opened)
    async def _opened(self, event: CursorList.Opened) -> None:
        if event.list is not self.listed:
            self._moved(event)
        else:
            await self.run_action("open" if event.list is self.board.list else "open_knob")

    @on(RowsWidget.Clicked)
    async def _clicked(self, event: RowsWidget.Clicked) -> None:
        if isinstance(event.widget, LabCover):
            await self.run_action("run" if event.item == 0 else "predict")

    @on(ParamPanel.Turned)
    def _turned(self, event: ParamPanel.Turned) -> None:
        self._turn(event.by)

    @on(LabTabs.Chosen)
    def _chose_part(self, event: LabTabs.Chosen) -> None:
        self._go(event.pane)
