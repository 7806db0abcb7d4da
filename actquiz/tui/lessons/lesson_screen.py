"""One lesson: a section at a time, and in it the cards and experiments where they are spoken of."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import Any, ClassVar, assert_never

from textual import on
from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget

from actquiz.lessons.lesson import (
    CardStop,
    ExerciseStop,
    Experiment,
    Facts,
    Lesson,
    LessonBlock,
    Plot,
    TextBlock,
)
from actquiz.memory.grade import Grade
from actquiz.plots.figure import Figure
from actquiz.practice.answer_ways import Reveal
from actquiz.practice.card_asking import judge
from actquiz.practice.lesson_path import next_lesson, path
from actquiz.practice.reading import Reading
from actquiz.practice.review_state import Answered
from actquiz.practice.turn import Response, Turn
from actquiz.tui.actions import bindings
from actquiz.tui.card.page import CardPage
from actquiz.tui.desk import Desk
from actquiz.tui.keys.state import State
from actquiz.tui.lessons.lesson_parts import (
    Invitation,
    LessonHeading,
    LessonPicture,
    LessonText,
    StopLine,
    edge,
)
from actquiz.tui.lessons.lesson_sheet import LessonSheet
from actquiz.tui.review.grade_bar import GradeBar
from actquiz.tui.widgets.column import Column
from actquiz.tui.widgets.cursor_list import CursorList
from actquiz.words import counted

_TURN = 0.001
"""Seconds a thread may keep the interpreter, as in the Lab."""
_OVERLAP = 2
"""Lines of a page that are still seen on the next one."""


class LessonPage(CardPage):
    """Runs one ``Reading``."""

    NAME = "lesson"
    TITLE = "Lesson"
    BINDINGS: ClassVar[list[BindingType]] = bindings(NAME)
    DEFAULT_CSS = """
    LessonPage #card { max-width: 100%; padding: 1 2 0 3; }
    LessonPage.-wide.-pictured #card { max-width: 100%; }
    LessonPage #section { align-horizontal: center; width: 100%; }
    LessonPage LessonSheet { max-width: 89; }
    LessonPage.-wide.-pictured LessonSheet { max-width: 145; }
    LessonPage.-short #card { padding: 0 1; }
    LessonPage.-short GradeBar { padding: 0 1; margin: 0; height: 2; border-top: none; }
    """

    def __init__(
        self,
        desk: Desk,
        lesson: Lesson,
        *,
        at: tuple[int, int] | None = None,
        section: int | None = None,
    ) -> None:
        """``at``: show this text (section and block), with nothing hidden; ``section``: begin
        there.
        """
        self._section = Column(id="section")
        super().__init__(desk, sheet=LessonSheet())
        self.reading = Reading(
            desk.store, desk.index, lesson, settings=desk.settings, at=at[0] if at else None
        )
        if section is not None:
            self.reading.open(section)
        self.bar = GradeBar()
        self._at = at
        self._parts: dict[int, Widget] = {}
        """The first widget of each block that is shown."""
        self._figures: dict[tuple[int, int], tuple[Figure, str]] = {}
        """The last picture of each experiment that ran, and what its result says."""
        self._predicting: Turn | None = None
        """The prediction of an experiment in the text that is asked or compared."""
        self._compared: Response | None = None
        self._is_run_only = False
        self._turn_before = sys.getswitchinterval()

    @property
    def lesson(self) -> Lesson:
        """The lesson."""
        return self.reading.lesson

    @property
    def lesson_sheet(self) -> LessonSheet:
        """The card's sheet as what it is."""
        assert isinstance(self.sheet, LessonSheet)
        return self.sheet

    def above(self) -> Iterable[Widget]:
        return (self._section,)

    def body(self) -> Iterable[Widget]:
        yield self.scroll
        yield self.bar

    async def on_mount(self) -> None:
        # A thread that draws may not keep the interpreter while a key waits for it.
        sys.setswitchinterval(_TURN)
        self.sheet.clear()
        await self._show_section()

    def on_unmount(self) -> None:
        sys.setswitchinterval(self._turn_before)
        self.reading.close()

    # what is shown

    async def _show_section(self) -> None:
        """The section that is open, from its beginning."""
        self._leave_experiment()
        self.sheet.clear()
        self._section.display = True
        await self._section.remove_children()
        self._parts = {}
        head: list[Widget] = [LessonHeading(self.reading.section.heading)]
        if State.UNREAD in self.states():
            head.append(Invitation("t", f"I know this: {self.reading.test_size} questions"))
        await self._section.mount(*head)
        await self._extend()
        self.scroll.scroll_home(animate=False, immediate=True)
        if self._at is not None:
            self.call_after_refresh(self._to_part, self._at[1])
            self._at = None

    async def _extend(self) -> None:
        """Add what can be read now and is not shown yet."""
        added: list[Widget] = []
        for place, block in enumerate(self.reading.visible()):
            if place not in self._parts and (widgets := self._drawn(block, place)):
                self._parts[place] = widgets[0]
                added += widgets
        if self.reading.finished:
            added += self._ending()
        if added:
            await self._section.mount(*added)
        self._show_standing()
        self.call_after_refresh(self.say_below)

    def _drawn(self, block: LessonBlock, place: int) -> list[Widget]:
        """A block as widgets; none for a stop that waits."""
        settled = self.reading.settled(place)
        match block:
            case TextBlock():
                return [LessonText(block.markdown)]
            case Plot():
                from actquiz.lessons.facts import curves

                caption = [LessonText(block.block.caption, "$quiet")] if block.block.caption else []
                return [LessonPicture(curves(block.block)), *caption]
            case Facts():
                from actquiz.lessons.facts import fill

                return [LessonText(fill(block.block).markdown())]
            case ExerciseStop():
                return [Invitation("x", f"Try it yourself: {_exercise_title(block.exercise)}")]
            case CardStop():
                return [StopLine(self._asked(block.card), settled)] if settled else []
            case Experiment():
                if settled is None:
                    return []
                parts: list[Widget] = []
                if found := self._figures.get((self.reading.number, place)):
                    parts = [LessonPicture(found[0]), LessonText(found[1], "$quiet")]
                if settled.text:
                    parts.append(StopLine(_demo_title(block.block.demo), settled))
                else:
                    parts.append(Invitation("e", f"Run it: {_demo_title(block.block.demo)}"))
                return parts
            case _:
                assert_never(block)

    def _asked(self, card: str) -> str:
        from actquiz.bank.card_text import title

        entry = self.desk.index.get(card)
        return title(entry.card) if entry else card

    def _ending(self) -> list[Widget]:
        """What is said when the lesson is read."""
        said = [self.reading.summary()]
        coming = self._coming()
        if coming is not None:
            head = coming.head
            said.append(f"Next: **{head.title}**, {head.minutes} min.")
        return [LessonText("\n\n".join(said), "bold")]

    def _coming(self) -> Lesson | None:
        """The lesson after this one that was not read."""
        stops = path(self.desk.store)
        here = next((n for n, stop in enumerate(stops) if stop.lesson.id == self.lesson.id), -1)
        coming = next_lesson(stops[here + 1 :]) or next_lesson(stops)
        return coming.lesson if coming else None

    def _to_part(self, place: int) -> None:
        """Scroll so that a block stands at the top."""
        part = self._parts.get(place)
        if part is not None:
            self.scroll.scroll_to_widget(part, top=True, animate=False, immediate=True)
        self.say_below()

    def _show_standing(self) -> None:
        number, count = self.reading.number + 1, len(self.lesson.sections)
        here = Content.assemble((f"{number}", "bold"), (f" of {count}", "$quiet"))
        bar = Content.assemble(("━" * number, "$accent"), ("─" * (count - number), "$rule"))
        self.title_bar.show(
            Content.assemble(bar, "  ", here), here, detail=self.lesson.title, title="Lesson"
        )
        self.refresh_keys()

    @property
    def _waits(self) -> LessonBlock | None:
        """The stop that the text has come to."""
        stop = self.reading.stop
        return None if stop is None else self.reading.section.blocks[stop]

    @property
    def _goes_on_below(self) -> bool:
        return self.scroll.scroll_offset.y < self.scroll.max_scroll_y

    def say_below(self) -> None:
        if self._busy:
            super().say_below()
            return
        self.bar.note("")
        self.bar.prompt("⏎", self._label())

    def _label(self) -> str:
        """What the one key does."""
        if self.reading.finished:
            return "Learn its cards"
        if self._goes_on_below:
            return "Read on"
        match self._waits:
            case CardStop():
                return "Answer a question"
            case Experiment() as experiment:
                asks = self.reading.prediction(experiment) is not None
                return "Predict, then run" if asks else "Run the experiment"
        if not self.reading.is_last:
            return f"Next: {_plain(self.lesson.sections[self.reading.number + 1].heading)}"
        again = len(set(self.reading.missed))
        return f"{counted(again, 'question')} once more" if again else "Finish"

    # cards and predictions

    @property
    def _busy(self) -> bool:
        """Whether a card or an experiment has the keys."""
        return self._is_run_only or self.turn is not None

    @property
    def turn(self) -> Turn | None:
        return self._predicting or self.reading.turn

    def prompt(self, key: str, label: str) -> None:
        self.bar.prompt(key, label)

    def note(self, below: str) -> None:
        self.bar.note(below)

    async def _ask(self) -> None:
        """Show the card that is asked, under what was read; or go on with the text."""
        turn = self.reading.turn
        if turn is None:
            await self._go_on()
            return
        await self._present(turn)

    async def _present(self, turn: Turn) -> None:
        # What was forgotten, or is not read yet, is asked without the text that tells it.
        hidden = self.reading.purpose == "test" or self.reading.is_again
        self._section.display = self._predicting is not None or not hidden
        await self.sheet.ask(turn, self._notes())
        self._place_sheet()
        self.prompt(*self.sheet.prompt(turn))
        self._show_standing()
        self.call_after_refresh(self._show_question)

    def _notes(self) -> tuple[str, ...]:
        if self._predicting is not None:
            return ()
        if self.reading.purpose == "test":
            return (f"test, {self.reading.tested + 1} of {self.reading.test_size}",)
        return ("once more",) if self.reading.is_again else ()

    def on_resize(self) -> None:
        super().on_resize()
        self._place_sheet()

    def _place_sheet(self) -> None:
        """The card begins where the text above it does."""
        width = self._section.size.width
        wide = self.has_class("-wide") and self.has_class("-pictured")
        left = max((width - 145) // 2, 0) if wide else edge(width)
        self.sheet.styles.margin = (0, 0, 0, left)

    def _show_question(self) -> None:
        """All of the question, and as much of the text above it as there is room for."""
        if self.sheet.size.height > self.scroll.size.height:
            self.scroll.scroll_to_widget(self.sheet, top=True, animate=False, immediate=True)
        else:
            self.scroll.scroll_end(animate=False, immediate=True)
        self.call_after_refresh(self.say_below)

    async def _go_on(self) -> None:
        """Back to the text, where it goes on."""
        self.sheet.clear()
        self._section.display = True
        known = set(self._parts)
        if self.reading.finished:
            await self._extend()
            self.call_after_refresh(lambda: self.scroll.scroll_end(animate=False, immediate=True))
            return
        await self._extend()
        new = sorted(set(self._parts) - known)
        if new:
            self.call_after_refresh(self._to_part, new[0])

    async def take(self, turn: Turn, response: Response) -> None:
        self.set_focus(None)
        if self._predicting is not None:
            await self._compare(turn, response)
            return
        verdict = self.reading.session.answer(response)
        said = "\n".join(response.texts) if isinstance(turn.way, Reveal) else ""
        await self.sheet.show_verdict(turn, verdict, response, said)
        intervals = self.reading.session.intervals()
        self.bar.offer({grade: one.text for grade, one in intervals.items()}, verdict.suggested)
        self.refresh_keys()

    async def _compare(self, turn: Turn, response: Response) -> None:
        """A prediction beside what came out."""
        self._keep_figure()
        if response.measured is None:
            self._leave_experiment()
            self.reading.settle("stopped before it was done")
            await self._go_on()
            return
        self._compared = response
        await self.sheet.show_verdict(turn, judge(turn, response), response)
        self.prompt("⏎", "Read on")
        self.refresh_keys()

    def _keep_figure(self) -> None:
        frame, stop = self.lesson_sheet.frame, self.reading.stop
        if frame is not None and stop is not None:
            said = frame.result.summary if frame.result else ""
            self._figures[self.reading.number, stop] = frame.figure, said

    async def _begin(self, experiment: Experiment) -> None:
        """Ask for the prediction, or run at once."""
        from actquiz.demos.child_main import Request

        block = experiment.block
        self.lesson_sheet.seeds = block.seeds or None
        self._predicting = self.reading.prediction(experiment)
        if self._predicting is not None:
            await self._present(self._predicting)
            return
        self._is_run_only = True
        await self.lesson_sheet.run_only(Request(block.demo, block.set, block.seeds or None, 0))
        self.prompt("⏎", "Stop the experiment")
        self._show_standing()
        self.call_after_refresh(self._show_question)

    @on(LessonSheet.Ran)
    async def _ran(self, event: LessonSheet.Ran) -> None:
        if self._is_run_only:
            if event.problem is not None:
                self.program.complain(event.problem)
            await self._ran_out("it could not be run" if event.problem else "run")

    async def _ran_out(self, said: str) -> None:
        self._keep_figure()
        self._leave_experiment()
        self.reading.settle(said)
        await self._go_on()

    def _leave_experiment(self) -> None:
        self._predicting = self._compared = None
        self._is_run_only = False
        self.lesson_sheet.frame = None

    # what can be done

    def states(self) -> set[State]:
        states = self._card_states() if self._busy else {State.READING}
        if self.reading.finished:
            states = {State.READ}
        if self._waits is not None or self.reading.purpose:
            states.add(State.WAITING)
        if self.reading.number:
            states.add(State.NOT_FIRST)
        if not self._busy:
            blocks = self.reading.visible()
            if any(isinstance(block, Experiment) for block in blocks):
                states.add(State.EVIDENCE)
            if any(isinstance(block, ExerciseStop) for block in blocks):
                states.add(State.TASK)
            if not self.reading.read and self.reading.number == 0:
                states.add(State.UNREAD)
        if self.reading.session.progress.done:
            states.add(State.CAN_UNDO)
        return states

    def _card_states(self) -> set[State]:
        if self._is_run_only:
            return {State.RUNNING}
        states = self.card_states()
        if self._predicting is not None:
            states -= {State.CARD}
            if self._compared is not None:
                states = (states - {State.ANSWER}) | {State.JUDGED}
        return states

    async def action_next(self) -> None:
        if self._compared is not None:
            turn, response = self._predicting, self._compared
            assert turn is not None
            verdict = judge(turn, response)
            options: tuple[str, ...] = getattr(turn.way, "options", ())
            said = f"you predicted: {_plain(options[response.picks[0]])}" if response.picks else ""
            self._leave_experiment()
            self.reading.settle(said or "run", verdict.right if said else None)
            await self._go_on()
        elif self._goes_on_below:
            by = max(self.scroll.size.height - _OVERLAP, 1)
            self.scroll.scroll_relative(y=by, animate=False, immediate=True)
            self.call_after_refresh(self.say_below)
        elif isinstance(self._waits, CardStop):
            self.reading.ask()
            await self._ask()
        elif isinstance(self._waits, Experiment):
            await self._begin(self._waits)
        else:
            self.reading.forward()
            await (self._ask() if self._busy or self.reading.finished else self._show_section())

    async def action_stop(self) -> None:
        if self._is_run_only:
            self.sheet.workers.cancel_group(self.sheet, "experiment")
            await self._ran_out("stopped before it was done")
        else:
            await super().action_stop()

    async def action_grade(self, number: int) -> None:
        graded = self.reading.grade(Grade(number))
        if graded.stale:
            self.program.say("This card was just reviewed in another window; that one counts.")
        tested = self.reading.tested
        if tested and self.reading.purpose is None:
            right = f"{self.reading.right} of {counted(tested, 'question')} right"
            if self.reading.passed:
                self.program.say(f"{right}: the lesson counts as read.")
            else:
                self.program.say(f"{right}. Read on: the lesson is worth it.")
        await self._ask()

    async def action_accept(self) -> None:
        state = self.reading.session.state
        if isinstance(state, Answered):
            await self.action_grade(state.verdict.suggested.value)

    async def action_forward(self) -> None:
        if self.reading.is_last:
            self.program.say("This is the last section.", seconds=2)
        else:
            self.reading.open(self.reading.number + 1)
            await self._show_section()

    async def action_backward(self) -> None:
        self.reading.open(self.reading.number - (0 if self.reading.finished else 1))
        await self._show_section()

    async def action_leave_out(self) -> None:
        if self._is_run_only:
            self.sheet.workers.cancel_group(self.sheet, "experiment")
        self._leave_experiment()
        self.reading.leave_out()
        await self._go_on()

    async def action_test(self) -> None:
        self.reading.test()
        await self._ask()

    async def action_undo(self) -> None:
        before = self.reading.number
        undone = self.reading.undo()
        self.program.say(undone.text if undone else "There is nothing to take back.", seconds=3)
        self._leave_experiment()
        if undone is not None:
            if before != self.reading.number or self._parts:
                await self._show_section()
            await self._ask()

    def action_flag(self) -> None:
        flagged = self.reading.session.flag()
        self.program.say("Flagged." if flagged else "The flag is taken away.", seconds=2)

    def action_evidence(self) -> None:
        if self._busy and self._predicting is None:
            super().action_evidence()
            return
        shown = [block for block in self.reading.visible() if isinstance(block, Experiment)]
        if shown:
            from actquiz.tui.lab.screen import LabPage

            block = shown[-1].block
            self.app.push_screen(LabPage(self.desk, block.demo, block.set, begin=True))

    def action_exercise(self) -> None:
        from actquiz.practice.exercises.catalogue import get
        from actquiz.tui.exercises.exercise_screen import ExercisePage

        shown = [block for block in self.reading.visible() if isinstance(block, ExerciseStop)]
        if shown:
            self.app.push_screen(ExercisePage(self.desk, get(shown[-1].exercise)))

    def action_contents(self) -> None:
        from actquiz.tui.dialog import Picker

        sections = [
            (str(number), _plain(section.heading))
            for number, section in enumerate(self.lesson.sections)
        ]

        async def picked(number: str | None) -> None:
            if number is not None:
                self.reading.open(int(number))
                await self._show_section()

        self.app.push_screen(Picker(self.lesson.title, sections, str(self.reading.number)), picked)

    def action_cards(self) -> None:
        self.program.study(decks=self.lesson.decks, new=5)

    def action_next_lesson(self) -> None:
        coming = self._coming()
        if coming is None:
            self.program.say("Every lesson is read.", seconds=3)
        else:
            self.program.read_lesson(coming.id)

    def action_source(self) -> None:
        self.program.open_file(self.lesson.path, self.reading.section.line)

    @property
    def listed(self) -> CursorList[Any] | None:
        return super().listed if self._busy and not self._is_run_only else None

    @on(GradeBar.Chosen)
    async def _clicked_grade(self, event: GradeBar.Chosen) -> None:
        if event.grade is None:
            self.app.simulate_key("enter")
        else:
            await self.run_action(f"grade({event.grade.value})")

    def on_rows_widget_clicked(self, event: Invitation.Clicked) -> None:
        """A click on an invitation is the key it shows."""
        if isinstance(event.widget, Invitation):
            self.app.simulate_key(event.widget.key)


def _plain(markdown: str) -> str:
    from actquiz.text.layout import plain

    return plain(markdown)


def _exercise_title(name: str) -> str:
    from actquiz.errors import ActquizError
    from actquiz.practice.exercises.catalogue import get

    try:
        return get(name).written.title
    except ActquizError:
        return name


def _demo_title(name: str) -> str:
    from actquiz.demos.registry import DEMOS

    return DEMOS.get(name, name)
