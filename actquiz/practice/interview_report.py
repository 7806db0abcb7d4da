"""The report on a mock interview: Markdown in the learner's folder, held against earlier ones."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from actquiz import clock, paths
from actquiz.errors import ActquizError
from actquiz.practice.interview import LEVELS, STRONG, Exchange, Interview
from actquiz.text.safe import clean

_MARK = "<!-- actquiz interview "
"""A report's first line: what later ones compare themselves with."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """One interview as the comparison shows it."""

    day: str
    questions: int
    share: float
    """From 0 to 1: the mean over its questions."""
    deepest: str
    """The hardest level at which an answer was strong; empty if none was."""


def summary(interview: Interview, moment: datetime) -> Earlier:
    """This interview in one line of the comparison."""
    given = interview.exchanges
    strong = [LEVELS.index(_level(each)) for each in given if each.share >= STRONG]
    return Earlier(
        f"{_local(moment):%Y-%m-%d %H:%M}",
        len(given),
        sum(each.share for each in given) / len(given) if given else 0.0,
        LEVELS[max(strong)] if strong else "",
    )


def earlier() -> list[Earlier]:
    """The interviews whose reports are in the folder, oldest first; other files are left alone."""
    found = []
    for path in sorted(folder().glob("*.md")):
        try:
            first = path.read_text(encoding="utf-8").partition("\n")[0]
            said = json.loads(first.removeprefix(_MARK).removesuffix("-->"))
            found.append(
                Earlier(str(said["day"]), int(said["questions"]), float(said["share"]),
                        str(said["deepest"]))
            )  # fmt: skip
        except (OSError, ValueError, KeyError, TypeError):
            # Edited by hand, or no report at all: it is the learner's, and nothing to compare.
            continue
    return sorted(found, key=lambda each: each.day)


def count(questions: int) -> str:
    """So many questions, in words that fit the number."""
    return "1 question" if questions == 1 else f"{questions} questions"


def cards_to_review(interview: Interview) -> list[str]:
    """Cards whose answers were not strong, in the order asked."""
    return [each.question.turn.entry.id for each in interview.exchanges if each.share < STRONG]


def markdown(interview: Interview, moment: datetime, before: Sequence[Earlier]) -> str:
    """The whole report."""
    this = summary(interview, moment)
    strong = [each for each in interview.exchanges if each.share >= STRONG]
    weak = [each for each in interview.exchanges if each.share < STRONG]
    mark = {name: getattr(this, name) for name in ("day", "questions", "share", "deepest")}
    parts = [
        f"{_MARK}{json.dumps(mark)} -->",
        f"# Mock interview, {this.day}",
        f"{count(this.questions)} in {interview.minutes:g} minutes (seed {interview.seed});"
        f" {this.share:.0%} of what was asked for was said.",
        *_listed("What was strong", [_title(each) for each in strong]),
        *_listed("What was missing", [_missing(each) for each in weak]),
        *_listed("Cards to review", [f"`{card}`" for card in cards_to_review(interview)]),
        *_compared([*before, this]),
        "## Question by question",
        *(_told(number, each) for number, each in enumerate(interview.exchanges, start=1)),
    ]
    return clean("\n\n".join(parts)) + "\n"


def save(text: str, moment: datetime) -> Path:
    """Write the report beside the earlier ones, never over one; where it is."""
    name = f"{_local(moment):%Y-%m-%d-%H%M}"
    try:
        folder().mkdir(parents=True, exist_ok=True)
        for number in range(1, 1000):
            path = folder() / (f"{name}.md" if number == 1 else f"{name}-{number}.md")
            if not path.exists():
                with path.open("x", encoding="utf-8") as file:
                    file.write(text)
                return path
    except OSError as error:
        raise ActquizError(
            f"the report cannot be written to {folder()} ({error.strerror})",
            fix="make room or mend the folder's permissions",
        ) from None
    raise ActquizError(f"{folder()} is full of reports of this minute", fix="move some away")


def folder() -> Path:
    """Where reports are kept."""
    return paths.home() / "interviews"


def _local(moment: datetime) -> datetime:
    return moment + clock.local_offset(moment)


def _level(exchange: Exchange) -> str:
    return exchange.question.turn.entry.card.level


def _title(exchange: Exchange) -> str:
    return " ".join(exchange.question.turn.question.split())


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
    head = "| interview | questions | said | strong up to |\n|---|---|---|---|"
    return ["## Compared with earlier interviews", "\n".join([head, *rows])]


def _told(number: int, exchange: Exchange) -> str:
    asked = exchange.question
    parts = [
        f"### {number}. {_title(exchange)}",
        f"{_level(exchange)} · {asked.why} · `{asked.turn.entry.id}` · {exchange.share:.0%}",
        _quoted(exchange.said),
    ]
    if exchange.made:
        parts.append("Said:\n\n" + "\n".join(f"- {point}" for point in exchange.made))
    if exchange.deeper:
        parts += [f"Then asked: {exchange.deeper}", _quoted(exchange.deeper_said)]
    return "\n\n".join(parts)


def _quoted(said: str) -> str:
    """The learner's own words as code: a formula or a hash sign in them is no Markdown."""
    return "\n".join(f"    {line}" for line in said.splitlines()) if said.strip() else "No answer."
