"""``actquiz quiz`` as lines of text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from actquiz.cli import output, plain_answer, plain_card, plain_prompt
from actquiz.memory.grade import Grade
from actquiz.practice.answer_ways import OwnWords
from actquiz.practice.card_asking import judge
from actquiz.words import counted

if TYPE_CHECKING:
    from actquiz.practice.quiz import GroupScore, Quiz
    from actquiz.practice.turn import Response, Turn, Verdict


def run(quiz: Quiz, *, at_end: bool) -> None:
    """Ask until the quiz is over, the learner quits or stdin ends; the quiz keeps the answers."""
    seed = f" {quiz.seed}" if quiz.seed else ""
    say(f"{quiz.name}{seed}: {counted(len(quiz.turns), 'question')}. q ends it.")
    try:
        _ask_all(quiz, at_end)
        if at_end:
            _go_through(quiz)
    except plain_prompt.EndOfInput:
        pass


def _ask_all(quiz: Quiz, at_end: bool) -> None:
    while (turn := quiz.turn) is not None:
        place = len(quiz.given())
        _heading(turn, f"Question {place + 1} of {len(quiz.turns)}")
        try:
            response = plain_answer.respond(turn, width(), commit=at_end)
        except plain_prompt.Command as command:
            if command.letter == "q":
                return
            _explain(command.letter, turn)
            continue
        verdict = quiz.give(response)
        if not at_end:
            _show(quiz, place, turn, response, verdict)


def _go_through(quiz: Quiz) -> None:
    """All answers, after the last question."""
    for place, turn, response in quiz.given():
        _heading(turn, f"Answer {place + 1} of {len(quiz.given())}")
        if response.texts:
            say("You wrote: " + " · ".join(response.texts))
            output.text()
        _show(quiz, place, turn, response, judge(turn, response))


def go_over(turns: list[Turn]) -> None:
    """Ask the wrong ones again, each with its answer; nothing counts."""
    for number, turn in enumerate(turns, start=1):
        _heading(turn, f"Again {number} of {len(turns)}")
        try:
            response = plain_answer.respond(turn, width())
        except plain_prompt.Command:
            return
        _print(["", *plain_card.verdict(turn, judge(turn, response), width())])


def yes(question: str) -> bool:
    """Whether the learner agrees; the end of input does not."""
    try:
        while typed := plain_prompt.read(f"{question} y or n:").strip().lower():
            if typed in ("y", "yes", "n", "no"):
                return typed.startswith("y")
            say("Type y or n; nothing means no.")
    except plain_prompt.EndOfInput:
        pass
    return False


def summary(quiz: Quiz) -> None:
    """The score by topic and level, and what was wrong."""
    output.text()
    report = quiz.report()
    total = report.total
    say(f"{total.right} of {total.answered} right{_percent(total)}.")
    if total.answered < report.asked:
        say(f"{report.asked - total.answered} of {report.asked} not answered; they do not count.")
    for scores in (report.topics, report.levels):
        output.text()
        for score in scores:
            lead = f"  {score.right} of {score.answered}".ljust(12)
            _print(plain_card.hanging(lead, score.name, width()))
    if report.wrong:
        output.text()
        say("Wrong; 'actquiz show' shows one:")
        for card_id in report.wrong:
            output.text(f"  {card_id}")
    output.text()
    for line in quiz.comparing(report).splitlines():
        say(line)


def _percent(score: GroupScore) -> str:
    return f" ({score.share:.0%})" if score.answered else ""


def _show(quiz: Quiz, place: int, turn: Turn, response: Response, verdict: Verdict) -> None:
    """The verdict; what only the learner can judge is asked for."""
    if isinstance(turn.way, OwnWords):
        said = "\n".join(response.texts)
        ticked = plain_answer.tick(lambda given: judge(turn, given), verdict, width(), said)
        verdict = judge(turn, ticked)
        quiz.settle(place, verdict.suggested >= Grade.GOOD)
    _print(["", *plain_card.verdict(turn, verdict, width())])
    if verdict.right is None and not isinstance(turn.way, OwnWords):
        output.text()
        quiz.settle(place, yes("Did you know it?"))


def _explain(letter: str, turn: Turn) -> None:
    if letter == "o":
        output.text(f"{turn.entry.path}:{turn.entry.line}")
    else:
        say("In a quiz: q ends it, o says where the card stands. Nothing is graded or buried.")


def _heading(turn: Turn, place: str) -> None:
    output.text()
    say(f"{place} · {turn.entry.deck_title} · {turn.entry.card.level}")
    _print(["", *plain_card.question(turn, width()), ""])


def width() -> int:
    """Columns to write in."""
    return max(output.width(), 20)


def say(plain: str) -> None:
    """Plain words, broken into lines."""
    _print(plain_card.words(plain, width()))


def _print(lines: list[str]) -> None:
    for line in lines:
        output.text(line)
