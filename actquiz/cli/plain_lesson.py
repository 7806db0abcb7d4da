"""``actquiz learn LESSON --plain``: a lesson as lines of text.

It never moves the cursor, so that it works with a screen reader, in a pipe and on a dumb terminal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from actquiz.cli import output, plain, plain_answer, plain_card, plain_prompt
from actquiz.errors import ActquizError
from actquiz.lessons.lesson import (
    CardStop,
    ExerciseStop,
    Experiment,
    Facts,
    LessonBlock,
    Plot,
    TextBlock,
)
from actquiz.practice.reading import TEST_CARDS, Reading
from actquiz.words import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from actquiz.practice.turn import Turn

WIDEST = 80
"""Running text is not set wider than this."""
_HELP = {
    "Enter": "go on",
    "b": "back to the section before",
    "n": "next section, whatever waits here",
    "c": "the sections of the lesson; its number goes there",
    "s": "leave out the question or the experiment",
    "t": f"I know this: {TEST_CARDS} questions, and the lesson counts as read",
    "?": "this help",
    "q": "quit; the place is kept",
}


def run(reading: Reading) -> None:
    """Read on until the lesson's end, until the reader quits, or until stdin ends."""
    _Reader(reading).run()


class _Reader:
    """The conversation: where it is stands in the reading, only what was printed is kept here."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._printed: tuple[int, int] = (-1, 0)
        """The section, and how many of its blocks are on the screen."""
        self._quit = False

    @property
    def _width(self) -> int:
        return min(max(output.width(), 20), WIDEST)

    def run(self) -> None:
        head = self._reading.lesson.head
        self._say(f"{head.title} · {head.minutes} min. ? lists what you can type.")
        if self._reading.number == 0 and not self._reading.read:
            count = self._reading.test_size
            self._say(f"If you know this, t asks you {count} questions instead.")
        try:
            while not self._quit and not self._reading.finished:
                self._show()
                self._step()
        except plain_prompt.EndOfInput:
            pass
        if self._reading.finished:
            self._say("")
            self._say(self._reading.summary())

    def _show(self) -> None:
        """Print what can be read now and was not printed yet."""
        reading = self._reading
        number, count = self._printed
        if number != reading.number:
            count = 0
            where = f"Section {reading.number + 1} of {len(reading.lesson.sections)}"
            self._print(["", *plain_card.text(f"{where}: **{reading.section.heading}**", 10_000)])
        blocks = reading.visible()
        for place in range(count, len(blocks)):
            lines = self._block(blocks[place], place)
            if lines:
                self._print(["", *lines])
        self._printed = reading.number, len(blocks)

    def _block(self, block: LessonBlock, place: int) -> list[str]:
        width = self._width
        settled = self._reading.settled(place)
        match block:
            case TextBlock():
                return plain_card.text(block.markdown, width)
            case Plot():
                from actquiz.lessons.facts import curves

                picture = plain_card.picture(curves(block.block), width)
                return [*picture, *plain_card.text(block.block.caption, width)]
            case Facts():
                from actquiz.lessons.facts import fill

                return plain_card.text(fill(block.block).markdown(), width)
            case CardStop():
                return [f"Card {block.card}: {settled.text}"] if settled else []
            case Experiment():
                return [f"Experiment {block.block.demo}: {settled.text}"] if settled else []
            case ExerciseStop():
                words = f"Try it yourself: actquiz exercise {block.exercise}"
                return plain_card.words(words, width)
            case _:
                assert_never(block)

    def _step(self) -> None:
        """Ask what to do, and do it."""
        reading = self._reading
        stop = reading.stop
        block = None if stop is None else reading.section.blocks[stop]
        match block:
            case CardStop():
                prompt = "Enter asks you a question:"
            case Experiment():
                prompt = "Enter comes to an experiment:"
            case _:
                prompt = "Enter ends the lesson:" if reading.is_last else "Enter goes on:"
        typed = plain_prompt.read(prompt).strip().lower().removeprefix(":")
        if typed:
            self._obey(typed)
        elif isinstance(block, CardStop):
            reading.ask()
            self._cards()
        elif isinstance(block, Experiment):
            self._run(block)
        else:
            reading.forward()
            self._cards()

    def _obey(self, typed: str) -> None:
        reading = self._reading
        if typed == "q":
            self._quit = True
        elif typed == "b":
            self._go(reading.number - 1)
        elif typed == "n" and not reading.is_last:
            self._go(reading.number + 1)
        elif typed == "c":
            for number, section in enumerate(reading.lesson.sections, start=1):
                mark = ">" if number == reading.number + 1 else " "
                self._print(plain_card.hanging(f"{mark} {number}  ", section.heading, self._width))
        elif typed == "s" and reading.stop is not None:
            reading.leave_out()
        elif typed == "t":
            self._test()
        elif typed.isdigit() and 1 <= int(typed) <= len(reading.lesson.sections):
            self._go(int(typed) - 1)
        else:
            for key, what in _HELP.items():
                self._print(plain_card.hanging(f"  {key.ljust(5)}  ", what, self._width))

    def _go(self, number: int) -> None:
        self._printed = (-1, 0)
        self._reading.open(number)

    def _cards(self) -> None:
        """Ask what the reading wants asked; the reader may quit in between."""
        reading = self._reading
        if reading.purpose == "again":
            self._say("What you had forgotten comes once more.")
        while reading.purpose and not self._quit:
            self._quit = not plain.PlainReview(reading.session, reading).converse()
            if reading.session.turn is None and reading.purpose:
                # Buried or suspended: nothing was graded, and nothing is left to ask.
                reading.leave_out()

    def _test(self) -> None:
        reading = self._reading
        reading.test()
        self._cards()
        if reading.tested:
            self._say(f"{reading.right} of {counted(reading.tested, 'question')} right.")
            if not reading.passed and not self._quit:
                self._say("Read on: the lesson is worth it.")
                self._printed = (-1, 0)

    def _run(self, experiment: Experiment) -> None:
        """Ask for the prediction, run, and compare."""
        from actquiz.practice.card_asking import judge

        turn = self._reading.prediction(experiment)
        try:
            if turn is None:
                self._say(f"Running {experiment.block.demo} …")
                self._reading.settle(self._outcome(experiment))
                return
            self._print(["", *plain_card.question(turn, self._width), ""])
            response = plain_answer.respond(turn, self._width)
        except plain_prompt.Command as command:
            self._obey(command.letter if command.letter in _HELP else "?")
            return
        except ActquizError as error:
            self._say(f"It could not be run: {error}")
            self._reading.settle("it could not be run")
            return
        if response.measured is None or not response.picks:
            self._reading.settle("run without a prediction")
            return
        verdict = judge(turn, response)
        self._print(["", *plain_card.verdict(turn, verdict, self._width)])
        self._reading.settle(_predicted(turn, response.picks), verdict.right)

    def _outcome(self, experiment: Experiment) -> str:
        from actquiz.demos import registry, runner

        block = experiment.block
        demo = registry.get(block.demo)
        seeds = block.seeds or None
        *_, frame = runner.run(demo, runner.parameters(demo, block.set), seeds, 0)
        self._print(["", *plain_card.picture(frame.figure, self._width)])
        if frame.result is None:
            return "it gave no result"
        self._say(frame.result.summary)
        return "run"

    def _say(self, line: str) -> None:
        self._print(plain_card.words(line, self._width) or [""])

    def _print(self, lines: Sequence[str]) -> None:
        for line in lines:
            output.text(line)


def _predicted(turn: Turn, picks: tuple[int, ...]) -> str:
    options = getattr(turn.way, "options", ())
    return f"you predicted: {options[picks[0]]}" if picks else "no prediction"
