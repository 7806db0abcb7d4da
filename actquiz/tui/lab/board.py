"""The Lab's parts and where they stand: side by side, or as many as there is room for."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal, ScrollableContainer, Vertical, VerticalScroll

from actquiz.tui.keys.state import State
from actquiz.tui.lab.demo_list import LabList
from actquiz.tui.lab.experiment import LabExperiment
from actquiz.tui.lab.param_knob import is_number
from actquiz.tui.lab.param_panel import ParamPanel
from actquiz.tui.lab.stage import LabStage
from actquiz.tui.lab.tabs import NAMES, PANES, LabTabs, Pane

MIDDLE, WIDE = 64, 120
"""Columns from which the knobs stand beside the picture, and from which everything is in sight."""


class LabBoard(Vertical):
    """List, stage and knobs; ``pane`` is the part the keys are about."""

    # The screen's classes say how much room there is.
    SCOPED_CSS = False
    DEFAULT_CSS = """
    LabBoard { height: 1fr; }
    LabBoard #bench { height: 1fr; }
    LabBoard #list, LabBoard #knobs { padding: 1 2; scrollbar-size-vertical: 1; }
    LabBoard #list { width: 34; border-right: solid $rule; }
    LabBoard #knobs { width: 37; border-left: solid $rule; }
    .-wide LabBoard LabTabs, .-short LabBoard LabTabs { display: none; }
    .-wide LabBoard.-at-list #list { border-right: solid $accent; }
    .-wide LabBoard.-at-knobs #knobs { border-left: solid $accent; }
    .-wide LabBoard.-at-findings #findings { border-top: solid $accent; }
    .-wide LabBoard FigureView { padding: 1 1 0 2; }

    LabBoard.-parts #list, LabBoard.-parts #knobs, LabBoard.-parts #findings { display: none; }
    LabBoard.-parts #list { width: 1fr; border-right: none; }
    LabBoard.-parts #findings { border-top: none; height: 1fr; padding: 1 2; }
    .-middle LabBoard #knobs { width: 36; padding: 1; }
    .-narrow LabBoard #knobs { width: 1fr; border-left: none; }
    .-short LabBoard #list, .-short LabBoard #knobs, .-short LabBoard #findings { padding: 0 1; }

    LabBoard.-parts.-at-list #list, LabBoard.-parts.-at-knobs #knobs,
    LabBoard.-parts.-at-findings #findings { display: block; }
    LabBoard.-parts.-at-list #stage, .-narrow LabBoard.-at-knobs #stage,
    LabBoard.-parts.-at-findings #shown, LabBoard.-parts.-at-findings #status { display: none; }
    """

    def __init__(self, demos: Sequence[tuple[str, str]], sign: Callable[[str], str]) -> None:
        """``sign`` says in one character how far the demonstration of a name is."""
        super().__init__()
        self.tabs = LabTabs()
        self.list = LabList(demos, sign)
        self.stage = LabStage(id="stage")
        self.panel = ParamPanel()
        self.pane: Pane = State.LIST

    def compose(self) -> ComposeResult:
        columns = (
            VerticalScroll(self.list, id="list"),
            self.stage,
            VerticalScroll(self.panel, id="knobs"),
        )
        for column in columns:
            column.can_focus = False
        yield self.tabs
        yield Horizontal(*columns, id="bench")

    @property
    def wide(self) -> bool:
        """Whether every part is in sight."""
        return self.app.size.width >= WIDE

    @property
    def name_of_part(self) -> str:
        """What is in sight, where nothing else says it."""
        unnamed = self.screen.has_class("-short") and not self.wide
        return NAMES[self.pane] if unnamed else ""

    def go(self, pane: Pane) -> None:
        """Make ``pane`` what the keys are about, and bring it into sight."""
        self.pane = State.KNOBS if self.wide and pane == State.PICTURE else pane
        self.set_class(not self.wide, "-parts")
        for name in PANES:
            self.set_class(name == self.pane, f"-at-{name}")
        if self.pane == State.LIST:
            self.call_after_refresh(self.list.bring_into_view, self.list.cursor)

    def beside(self, by: int) -> Pane:
        """The part ``by`` places on, round at the ends."""
        panes = [pane for pane in PANES if not (self.wide and pane == State.PICTURE)]
        return panes[(panes.index(self.pane) + by) % len(panes)]

    def show(
        self, experiment: LabExperiment, cards: Sequence[str], *, compare: bool, as_numbers: bool
    ) -> None:
        """Everything about the experiment; ``cards`` are one line each."""
        demo = experiment.demo
        self.tabs.show(self.pane)
        self.list.show(demo.name, demo.question, active=self.pane == State.LIST)
        self.panel.show(experiment.knobs, experiment.values, active=self.pane == State.KNOBS)
        self.stage.show_findings(experiment, cards, compare=compare)
        self.show_frame(experiment, compare=compare, as_numbers=as_numbers)

    def show_frame(self, experiment: LabExperiment, *, compare: bool, as_numbers: bool) -> None:
        """What changes with every frame: the picture, and the line below it."""
        self.stage.show_frame(experiment, compare=compare, as_numbers=as_numbers)
        self.stage.show_status(experiment, summary=not self.wide, values=self.pane == State.PICTURE)

    def states(self) -> set[State]:
        """What the keys are about."""
        knob = self.panel.selected
        states: set[State] = {self.pane}
        if self.pane == State.KNOBS and is_number(knob):
            states.add(State.NUMBER)
        return states

    @property
    def scrolled(self) -> ScrollableContainer:
        """What the keys scroll where they have no cursor to move."""
        return self.stage.numbers if self.pane == State.PICTURE else self.stage.findings
