"""``actquiz interview`` as lines of text."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from actquiz.cli import output, plain_answer, plain_card, plain_prompt
from actquiz.errors import ActquizError
from actquiz.memory.schema import EXERCISE_PREFIX
from actquiz.practice import formula_answer
from actquiz.practice.interview_answer import (
    Adding,
    Answering,
    AtBoard,
    CodeWritten,
    Coding,
    Conversation,
    Further,
    InterviewStep,
    Judged,
    Over,
    Ticking,
    find,
)
from actquiz.words import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from actquiz.memory.store import Store
    from actquiz.practice.formula_answer import Board
    from actquiz.practice.interview import Interview, Question
    from actquiz.practice.interview_files import Earlier
    from actquiz.practice.turn import Response, Verdict

_QUIT = (":q", ":quit")


class _Left(Exception):
    """The learner has ended the interview."""


def run(interview: Interview, keep: Callable[[], None]) -> None:
    """Ask until the time is over, the learner leaves or stdin ends; the interview keeps it all.

    ``keep`` writes down what there is, after every answer.
    """
    _say(
        f"Mock interview, {interview.minutes:g} min, seed {interview.seed}. Answer as you would"
        " aloud. An empty line ends an answer, :q ends the interview."
    )
    talk, said = Conversation(interview, keep), list[str]()
    try:
        while not isinstance(talk.step, Over):
            _take(talk, talk.step, said)
    except (plain_prompt.EndOfInput, _Left):
        return
    finally:
        # However it is left, what was typed is kept.
        talk.break_off("\n".join(said))
    over = interview.seconds_left() <= 0
    output.text()
    _say("The time is over." if over else "That was the last question there is.")


def result(this: Earlier, before: Sequence[Earlier], review: Sequence[str]) -> None:
    """The outcome in a few lines; the report says the rest."""
    from actquiz.practice.interview_report import covered

    output.text()
    _say(covered(this))
    if this.deepest:
        _say(f"Strong up to level {this.deepest}.")
    if before:
        last = before[-1]
        change = round(100 * this.share) - round(100 * last.share)
        _say(f"The interview before, on {last.day}: {last.share:.0%} ({change:+d} points since).")
    if review:
        _say("To review:")
        for card in review:
            exercise = card.removeprefix(EXERCISE_PREFIX)
            command = f"show {card}" if exercise == card else f"exercise {exercise}"
            output.text(f"  actquiz {command}")


def put_first(store: Store, review: Sequence[str]) -> None:
    """Ask whether the cards to review are to come first tomorrow, and put them there."""
    from actquiz.practice import interview_report

    cards = [card for card in review if not card.startswith(EXERCISE_PREFIX)]
    if not cards:
        return
    try:
        _say(f"t puts {counted(len(cards), 'card')} at the head of tomorrow's queue.")
        typed = _read("t or Enter:")
    except (plain_prompt.EndOfInput, _Left):
        return
    if typed.lower() == "t":
        interview_report.put_first(store, cards)
        _say(f"At the head of tomorrow: {counted(len(cards), 'card')}.")


def _take(talk: Conversation, step: InterviewStep, said: list[str]) -> None:
    """Take one step; ``said`` holds what is being typed."""
    match step:
        case Answering():
            _ask(talk.interview, step.question)
            said.clear()
            _listen(said)
            talk.say(step, "\n".join(said))
        case Adding():
            missing = len(step.found.lines) - len(step.found.made)
            _say(f"Go on: what else? ({missing} more points count. An empty line: that is all.)")
            _listen(said)
            talk.say(step, "\n".join(said))
        case Ticking():
            talk.tick(step, _corrected(step))
        case Further():
            _say("Good. One step further (it is in the report, and not scored):")
            _print(["", *plain_card.text(step.deeper, _width()), ""])
            said.clear()
            _listen(said)
            talk.say(step, "\n".join(said))
        case AtBoard():
            _ask(talk.interview, step.question)
            said.clear()
            _write(talk, step)
        case Judged():
            _show(step.board)
            talk.go_on()
        case Coding():
            _ask(talk.interview, step.question)
            _program(talk, step)
        case CodeWritten() | Over():
            pass  # A program is taken in one go.
        case _:
            assert_never(step)


def _ask(interview: Interview, question: Question) -> None:
    minutes = max(int(interview.seconds_left() // 60), 0)
    left = f"{minutes} min left" if minutes else "last minute"
    output.text()
    _say(f"Question {len(interview.exchanges) + 1} · {left} · {question.why}")
    _print(["", *plain_card.text(question.text, _width()), ""])


def _corrected(step: Ticking) -> Sequence[int]:
    """What was found, as the learner lets it stand."""

    def judge(response: Response) -> Verdict:
        return find(step.question, step.words, response.picks)

    _say("What was found in your answer:")
    while True:
        try:
            return plain_answer.tick(judge, step.found, _width(), step.words).picks
        except plain_prompt.Command as command:
            if command.letter == "q":
                raise _Left from None
            _say("Numbers change ticks, Enter goes on, q ends the interview.")


def _write(talk: Conversation, step: AtBoard) -> None:
    """A formula; what cannot be read may be typed again."""
    _say("Whiteboard: a formula of x, such as x*sigmoid(x), max(0, x) or LaTeX. Empty: pass.")
    while talk.step is step:
        try:
            talk.write(step, _read("f(x) ="))
        except ActquizError as error:
            if talk.step is not step:
                raise  # It is a formula, but the report could not be kept.
            _say(str(error))


def _show(board: Board) -> None:
    _say(("✓ " if board.right else "✗ ") + board.headline)
    if not board.right:
        _print(["", *plain_card.picture(formula_answer.figure(board), _width())])
        _print(["", *plain_card.text(f"$${board.wanted}$$", _width())])


def _program(talk: Conversation, step: Coding) -> None:
    """A program, written in the learner's editor and checked; it can be gone back to."""
    from actquiz.bank.editing import edit
    from actquiz.cli import plain_exercise
    from actquiz.errors import Location
    from actquiz.practice.exercises.judging import FileChecker

    exercise = step.question.exercise
    _print([*plain_card.text(exercise.written.task, _width()), ""])
    code: Coding | CodeWritten = step
    while _read("Enter opens your editor; p goes on:").lower() not in ("p", "pass"):
        written = talk.begin_code(code) if isinstance(code, Coding) else code
        edit(Location(written.path))
        with FileChecker() as bench:
            report = bench.report(exercise, written.path)
        code = talk.checked(written, report)
        plain_exercise.found(report)
        if report.passed:
            break
    talk.hand_in_code(code)


def _listen(lines: list[str]) -> None:
    """Add lines up to an empty one; those typed before the end of input are there as well."""
    while typed := _read(">"):
        lines.append(typed)


def _read(prompt: str) -> str:
    typed = plain_prompt.read(prompt).strip()
    if typed.lower() in _QUIT:
        raise _Left
    return typed


def _width() -> int:
    return max(output.width(), 20)


def _say(plain: str) -> None:
    _print(plain_card.words(plain, _width()))


def _print(lines: list[str]) -> None:
    for line in lines:
        output.text(line)
