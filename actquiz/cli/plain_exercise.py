"""``actquiz exercise`` as lines of text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from actquiz.cli import diagnostics, output, plain_card
from actquiz.text.safe import cells, clean, cut
from actquiz.words import counted

if TYPE_CHECKING:
    from actquiz.practice.exercises.catalogue import Exercise
    from actquiz.practice.exercises.judging import FileChecker
    from actquiz.practice.exercises.report import CheckReport, PropertyResult, Trouble
    from actquiz.practice.exercises.rounds import ExerciseState
    from actquiz.practice.exercises.session import Session

_SIGNS = {"new": "·", "started": "▸", "passed": "✓", "due": "!"}
_NARROW = 76
"""Columns below which a title gets a line of its own."""
_PRINTED = 8
"""Lines of what the file printed that are shown."""


def listing(exercises: Sequence[Exercise], known: Mapping[str, ExerciseState]) -> None:
    """Every exercise with its state by sign and word."""
    widest = max((len(one.id) for one in exercises), default=0)
    for one in exercises:
        state = known[one.id].state
        written = one.written
        lead = f"{_SIGNS[state]} {state:<7}  {one.id:<{widest}}"
        if width() < _NARROW:
            output.text(cut(f"{lead.rstrip()}  ({written.level})", width()))
            _hang("    ", written.title)
        else:
            title = " ".join(plain_card.text(written.title, 1000))
            output.text(_fitting(f"{lead}  {written.level:<6}  {title}"))
    states = [
        f"{number} {state}"
        for state in ("due", "started", "passed")
        if (number := sum(one.state == state for one in known.values()))
    ]
    output.text()
    _say(counted(len(exercises), "exercise") + (": " + ", ".join(states) if states else ""))
    _say("Begin one: actquiz exercise NAME")


def as_dict(exercise: Exercise, standing: ExerciseState) -> dict[str, Any]:
    """One exercise of the list, for ``--json``."""
    from actquiz.practice.exercises.learner_files import file_of

    written = exercise.written
    return {
        "id": exercise.id,
        "title": written.title,
        "kind": written.kind,
        "level": written.level,
        "tags": written.tags,
        "cards": written.cards,
        "state": standing.state,
        "attempts": standing.round.attempts,
        "hints": standing.round.hints,
        "due": standing.memory.due_day if standing.memory else None,
        "path": str(file_of(exercise)),
    }


def task(session: Session) -> None:
    """What is to be done."""
    written = session.exercise.written
    _say(f"{written.title} · {written.level}")
    output.text()
    _markdown(written.task)


def begun(session: Session, written: bool) -> None:
    """Where the file is, and what can be done with it."""
    name = session.exercise.id
    output.text()
    output.text(f"{'Your file' if written else 'Your file, as you left it'}: {session.path}")
    if session.is_over:
        _say(f"It is due again: 'actquiz exercise {name} --reset' begins it afresh.")
    _say(f"Check it: actquiz exercise {name} --check (at each save: --watch; a hint: --hint)")


def hint(session: Session) -> None:
    """The hints taken so far and the next one."""
    before = len(session.hints())
    taken = session.take_hint()
    total = len(session.exercise.written.hints)
    for number, text in enumerate(taken, start=1):
        _hang(f"Hint {number} of {total}: ", text)
    if before == total:
        name = session.exercise.id
        diagnostics.note(f"there is no further hint; 'actquiz exercise {name} --solution' is left")


def solution(session: Session) -> None:
    """The solution, with the lesson as comments: together still a Python file."""
    output.text(session.solution().rstrip())
    output.text()
    for line in plain_card.text(session.exercise.written.lesson, max(width() - 2, 20)):
        output.text(f"# {line}".rstrip())


def check(session: Session, *, as_json: bool = False) -> int:
    """Check the file once; the exit code."""
    from actquiz.practice.exercises.judging import FileChecker

    with FileChecker() as bench:
        report: CheckReport | None
        if as_json:
            report = bench.report(session.exercise, session.path)
            session.count(report)
            due = session.standing.memory
            output.as_json({**report.as_dict(), "due": due.due_day if due else None})
        else:
            report = _checked(session, bench)
    return 0 if report and report.passed else diagnostics.FOUND_SOMETHING_WRONG


def watch(session: Session) -> int:
    """Check now and at each save, until it passes."""
    from actquiz.practice.exercises.judging import FileChecker
    from actquiz.practice.exercises.watch import Saves

    if session.begin():
        output.text(f"Your file: {session.path}")
    with FileChecker(spare=True) as bench, Saves(session.path, bench.cancel) as saves:
        while True:
            report = _checked(session, bench)
            if report and report.passed:
                return 0
            if report:
                output.text("\nWaiting for the next save; Ctrl-C ends.")
            saves.wait()
            output.text()


def _checked(session: Session, bench: FileChecker) -> CheckReport | None:
    """One check, each property said as it is judged; None if it was cancelled."""
    from actquiz.practice.exercises.report import PropertyResult

    shown = False
    report = None
    for event in bench.check(session.exercise, session.path):
        if isinstance(event, PropertyResult):
            if event.held is not None:
                _result(event, in_full=not shown)
                shown = shown or event.held is False
        else:
            report = event
    if report:
        ended = session.count(report)
        _verdict(report, in_full=not shown)
        if report.passed:
            _passed(session, ended)
    return report


def _result(result: PropertyResult, *, in_full: bool) -> None:
    _hang("✓ holds  " if result.held else "✗ fails  ", result.sentence, plain=True)
    if result.trouble and in_full:
        _trouble(result.trouble)


def found(report: CheckReport) -> None:
    """A whole check at once, the first failure in full."""
    for result in report.results:
        if result.held is not None:
            _result(result, in_full=result.trouble is report.trouble)
    told = any(result.trouble is report.trouble for result in report.results)
    _verdict(report, in_full=not told)


def _verdict(report: CheckReport, *, in_full: bool) -> None:
    if report.trouble and in_full:
        _hang("✗ ", f"{report.path.name}: {report.trouble.what}", plain=True)
        _trouble(report.trouble, with_what=False)
    if report.printed:
        output.text("Your file printed:")
        lines = clean(report.printed).splitlines()
        for line in lines[:_PRINTED]:
            output.text(cut(f"    {line}", width()))
        if len(lines) > _PRINTED:
            output.text("    …")
    held = sum(result.held is True for result in report.results)
    unseen = sum(result.held is None for result in report.results)
    total = len(report.results)
    output.text()
    if report.passed:
        _say(f"Passed: all {total} properties hold ({report.seconds:.1f} s).")
    else:
        rest = f"; {unseen} not looked at" if unseen else ""
        _say(f"Not yet: {held} of {total} properties hold{rest} ({report.seconds:.1f} s).")


def _trouble(trouble: Trouble, *, with_what: bool = True) -> None:
    if with_what:
        _hang("    ", trouble.what, plain=True)
    facts = {
        f"line {trouble.line}": trouble.code if trouble.line else "",
        "call": trouble.call,
        "expected": trouble.expected,
        "got": trouble.got,
        "fix": trouble.fix,
    }
    for name, fact in facts.items():
        if fact:
            _hang(f"    {name:<9} ", fact, plain=True)
    if trouble.line and not trouble.code:
        output.text(f"    line {trouble.line}")


def _passed(session: Session, ended: bool) -> None:
    memory = session.standing.memory
    output.text()
    _markdown(session.exercise.written.lesson)
    output.text()
    if ended and memory is not None:
        _say(f"It comes back on {memory.due_day:%a %d %b %Y}.")
    _say(f"Compare: actquiz exercise {session.exercise.id} --solution")
    if cards := session.exercise.written.cards:
        _say(f"Cards on it, for 'actquiz show': {', '.join(cards)}")


def width() -> int:
    """Columns to write in."""
    return max(output.width(), 20)


def _fitting(line: str) -> str:
    """One line of a terminal; whole where it goes to a program."""
    if not output.is_terminal() or cells(line) <= width():
        return line
    return cut(line, width() - 1) + "…"


def _say(plain: str) -> None:
    for line in plain_card.words(plain, width()):
        output.text(line)


def _markdown(text: str) -> None:
    for line in plain_card.text(text, width()):
        output.text(line)


def _hang(lead: str, text: str, *, plain: bool = False) -> None:
    """``text`` behind ``lead``; ``plain``: as it is, not as Markdown."""
    if not plain:
        lines = plain_card.hanging(lead, text, width())
    else:
        room = max(width() - cells(lead), 10)
        broken = plain_card.words(clean(text), room) or [""]
        lines = [(lead if not n else " " * cells(lead)) + line for n, line in enumerate(broken)]
    for line in lines:
        output.text(line)
