"""``actquiz interview`` as lines of text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from actquiz.cli import output, plain_answer, plain_card, plain_prompt
from actquiz.errors import ActquizError
from actquiz.memory.schema import EXERCISE_PREFIX
from actquiz.practice import whiteboard
from actquiz.practice.interview import STRONG
from actquiz.practice.interview_answer import Answering
from actquiz.words import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from actquiz.practice.exercises.catalogue import Exercise
    from actquiz.practice.interview import Interview, Question
    from actquiz.practice.interview_files import Earlier
    from actquiz.practice.turns import Response, Verdict

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
    try:
        while (question := interview.question) is not None:
            _ask(interview, question)
            keep()
            interview.advance()
    except (plain_prompt.EndOfInput, _Left):
        return
    over = interview.seconds_left() <= 0
    output.text()
    _say("The time is over." if over else "That was the last question there is.")


def result(this: Earlier, before: Sequence[Earlier], review: Sequence[str]) -> None:
    """The outcome in a few lines; the report says the rest."""
    output.text()
    _say(f"{counted(this.questions, 'question')}; {this.share:.0%} of what was asked for was said.")
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


def _ask(interview: Interview, question: Question) -> None:
    minutes = max(int(interview.seconds_left() // 60), 0)
    left = f"{minutes} min left" if minutes else "last minute"
    output.text()
    _say(f"Question {len(interview.exchanges) + 1} · {left} · {question.why}")
    _print(["", *plain_card.text(question.text, _width()), ""])
    if question.exercise:
        _ask_for_code(interview, question.exercise)
    elif question.board:
        _ask_board(interview, question)
    else:
        _ask_openly(interview)


def _ask_openly(interview: Interview) -> None:
    """An answer, a second thought, the learner's correction, and a step further.

    However it is left, what was typed is kept.
    """
    said: list[str] = []
    heard, verdict, deeper, further = False, None, "", list[str]()
    try:
        _listen(said)
        heard = True
        found = interview.find("\n".join(said))
        missing = len(found.lines) - len(found.made)
        if said and missing:
            _say(f"Go on: what else? ({missing} more points count. An empty line: that is all.)")
            _listen(said)
        verdict = _corrected(interview, "\n".join(said))
        if deeper := _step_further(interview, verdict):
            _listen(further)
    finally:
        if heard or said:
            text = "\n".join(said)
            verdict = verdict or interview.find(text)
            interview.record(text, verdict, deeper, "\n".join(further))


def _corrected(interview: Interview, said: str) -> Verdict:
    """What was found, as the learner lets it stand."""
    found = interview.find(said)

    def judge(response: Response) -> Verdict:
        return interview.find(said, response.picks)

    _say("What was found in your answer:")
    while True:
        try:
            return judge(plain_answer.tick(judge, found, _width()))
        except plain_prompt.Command as command:
            if command.letter == "q":
                raise _Left from None
            _say("Numbers change ticks, Enter goes on, q ends the interview.")


def _step_further(interview: Interview, verdict: Verdict) -> str:
    """After a strong answer a harder question is put, told in the report but not scored."""
    strong = len(verdict.made) >= STRONG * len(verdict.lines)
    question = interview.deeper() if strong else ""
    if question:
        _say("Good. One step further (it is in the report, and not scored):")
        _print(["", *plain_card.text(question, _width()), ""])
    return question


def _ask_board(interview: Interview, question: Question) -> None:
    _say("Whiteboard: a formula of x, such as x*sigmoid(x), max(0, x) or LaTeX. Empty: pass.")
    while typed := _read("f(x) ="):
        try:
            board = whiteboard.judge(question.turn.entry.card, typed)
        except ActquizError as error:
            _say(str(error))
            continue
        _say(("✓ " if board.right else "✗ ") + board.headline)
        if not board.right:
            _print(["", *plain_card.picture(whiteboard.figure(board), _width())])
            _print(["", *plain_card.text(f"$${board.wanted}$$", _width())])
        interview.record_board(typed, board)
        return
    interview.record_board("", None)


def _ask_for_code(interview: Interview, exercise: Exercise) -> None:
    """A program, written in the learner's editor and checked; it can be gone back to."""
    from actquiz.bank.editing import edit
    from actquiz.cli import plain_exercise
    from actquiz.errors import Location
    from actquiz.practice.exercises.judging import Bench

    answering = Answering(interview)
    _print([*plain_card.text(exercise.written.task, _width()), ""])
    try:
        while _read("Enter opens your editor; p goes on:").lower() not in ("p", "pass"):
            path = answering.code or answering.begin_code()
            edit(Location(path))
            with Bench() as bench:
                answering.report = bench.report(exercise, path)
            plain_exercise.found(answering.report)
            if answering.report.passed:
                break
    finally:
        answering.hand_in_code(answering.report)


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
