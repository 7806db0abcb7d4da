"""The report on a mock interview, as Markdown, held against earlier ones."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from actquiz import clock
from actquiz.bank.cards import LEVELS
from actquiz.memory.schema import EXERCISE_PREFIX
from actquiz.memory.store import Store
from actquiz.memory.wanted import want
from actquiz.practice.agenda import Agenda
from actquiz.practice.interview import STRONG, Exchange, Interview, Question
from actquiz.practice.interview_files import Earlier, RecordedAnswer, mark, mean
from actquiz.practice.interview_score import say_better, score_words
from actquiz.text.safe import clean
from actquiz.words import counted


def summary(interview: Interview, moment: datetime) -> Earlier:
    """This interview in one line of the comparison."""
    given = interview.exchanges
    strong = [LEVELS.index(_level(each)) for each in given if _strong(each)]
    answers = tuple(
        RecordedAnswer(each.question.id, _level(each), None if each.skipped else each.share)
        for each in given
    )
    return Earlier(
        f"{_local(moment):%Y-%m-%d %H:%M}",
        len(given),
        mean(answer.share for answer in answers) or 0.0,
        LEVELS[max(strong)] if strong else "",
        answers,
    )


def covered(this: Earlier) -> str:
    """``You covered 28% of the key points``, and of how many questions, if some were skipped."""
    answered = this.questions - this.skipped
    if not answered:
        return f"None of {counted(this.questions, 'question')} was answered."
    said = f"You covered {this.share:.0%} of the key points"
    if not this.skipped:
        return f"{said}."
    rest = f"{this.skipped} {'was' if this.skipped == 1 else 'were'} skipped"
    return f"{said} of the {counted(answered, 'question')} you answered; {rest}."


def cards_to_review(interview: Interview) -> list[str]:
    """Cards whose answers were not strong, in the order asked."""
    return [each.question.id for each in interview.exchanges if not _strong(each)]


def put_first(store: Store, cards: Sequence[str]) -> tuple[str, ...]:
    """Put the cards at the head of tomorrow's queue; which: exercises are in no queue."""
    first = tuple(card for card in cards if not card.startswith(EXERCISE_PREFIX))
    want(store, first, clock.study_day(clock.now()) + timedelta(days=1))
    return first


def _strong(exchange: Exchange) -> bool:
    return exchange.share >= STRONG


def markdown(
    interview: Interview,
    moment: datetime,
    before: Sequence[Earlier],
    *,
    over: bool = True,
    draft: tuple[Question, str] | None = None,
    agenda: Agenda | None = None,
) -> str:
    """The whole report; ``moment``: when the interview began, in UTC; ``agenda``: of the plan.

    While it is not ``over`` the report says so, with what is being typed (``draft``): should the
    program or the connection end, nothing is lost.
    """
    this = summary(interview, moment)
    strong = [each for each in interview.exchanges if _strong(each)]
    weak = [each for each in interview.exchanges if not (_strong(each) or each.skipped)]
    skipped = [each for each in interview.exchanges if each.skipped]
    parts = [
        mark(this),
        f"# Mock interview, {this.day}",
        f"{counted(this.questions, 'question')} in {_time(interview)} (seed {interview.seed})."
        f" {covered(this)}",
        *([words] if (words := score_words(interview.exchanges, agenda)) else []),
        *([] if over else ["This interview did not come to its end; this is what was kept."]),
        *_listed("Say this next time", say_better(interview.exchanges)),
        *_listed("What was strong", [_title(each) for each in strong]),
        *_listed("What was missing", [_missing(each) for each in weak]),
        *_listed("What was skipped", [_title(each) for each in skipped]),
        *_listed("Cards to review", [f"`{card}`" for card in cards_to_review(interview)]),
        *_compared([*before, this]),
        "## Question by question",
        *(_told(number, each) for number, each in enumerate(interview.exchanges, start=1)),
        *(_unfinished(len(interview.exchanges) + 1, *draft) if draft else ()),
    ]
    return clean("\n\n".join(parts)) + "\n"


def _local(moment: datetime) -> datetime:
    return moment + clock.local_offset(moment)


def _level(exchange: Exchange) -> str:
    return exchange.question.level


def _title(exchange: Exchange) -> str:
    return " ".join(exchange.question.text.split())


def _missing(exchange: Exchange) -> str:
    lines = [_title(exchange), *(f"  - {point}" for point in exchange.missing)]
    return "\n".join(lines + ([f"  - {exchange.note}"] if exchange.note else []))


def _listed(title: str, items: Sequence[str]) -> list[str]:
    return [f"## {title}", "\n".join(f"- {item}" for item in items)] if items else []


def _compared(all_of_them: Sequence[Earlier]) -> list[str]:
    if len(all_of_them) < 2:
        return []
    rows = [
        f"| {each.day} | {each.questions} | {each.share:.0%} | {each.deepest or 'none'} |"
        for each in all_of_them
    ]
    head = "| interview | questions | covered | strong up to |\n|---|---|---|---|"
    return ["## Compared with earlier interviews", "\n".join([head, *rows])]


def _told(number: int, exchange: Exchange) -> str:
    asked = exchange.question
    parts = [
        f"### {number}. {_title(exchange)}",
        f"{_level(exchange)} · {asked.why} · `{asked.id}` · {_share(exchange)}",
        _quoted(exchange.said),
    ]
    if exchange.made:
        parts.append("Said:\n\n" + "\n".join(f"- {point}" for point in exchange.made))
    if exchange.deeper:
        parts += [f"Then asked: {exchange.deeper}", _quoted(exchange.deeper_said)]
    return "\n\n".join(parts)


def _share(exchange: Exchange) -> str:
    return "skipped" if exchange.skipped else f"{exchange.share:.0%}"


def _unfinished(number: int, question: Question, typed: str) -> list[str]:
    """What was being typed when the report was written."""
    title = " ".join(question.text.split())
    return [f"### {number}. {title}", "Not handed in:", _quoted(typed)]


def _time(interview: Interview) -> str:
    """The minutes it took; of how many, where it ended early."""
    used = round(interview.minutes - max(interview.seconds_left(), 0.0) / 60)
    whole = f"{interview.minutes:g} minutes"
    return whole if used >= interview.minutes else f"{used or 'under 1'} of {whole}"


def _quoted(said: str) -> str:
    """The learner's own words as code: a formula or a hash sign in them is no Markdown."""
    return "\n".join(f"    {line}" for line in said.splitlines()) if said.strip() else "No answer."
