"""``actquiz exercise``: implement it from scratch, in your own editor."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from actquiz.cli import diagnostics, output
from actquiz.errors import ActquizError

if TYPE_CHECKING:
    from actquiz.practice.exercises.session import Session

_ACTIONS = ("check", "watch", "hint", "reset", "solution")


@click.command()
@click.argument("name", required=False)
@click.option("--check", is_flag=True, help="Check your file; exit code 1 if it does not pass.")
@click.option("--watch", is_flag=True, help="Check it at each save, until it passes or Ctrl-C.")
@click.option("--hint", is_flag=True, help="Take the next hint.")
@click.option("--reset", is_flag=True, help="Begin afresh; your file is kept under another name.")
@click.option("--solution", is_flag=True, help="Print a solution.")
@click.option("--yes", is_flag=True, help="Do not ask before --reset and --solution.")
@click.option("--no-editor", is_flag=True, help="Write the file, but do not open $EDITOR.")
@click.option("--json", "as_json", is_flag=True, help="The list, or the check's report, as JSON.")
def command(
    name: str | None, yes: bool, no_editor: bool, as_json: bool, **chosen: bool
) -> int | None:
    """Implement a function, or mend a broken program, from scratch; NAME begins with it.

    Without NAME it lists the exercises. Your file is checked by properties, in a process with
    limits on time, memory and output.
    """
    from actquiz.cli import plain_exercise, plain_prompt

    action = _action(chosen)
    if name is None:
        if action:
            raise ActquizError(f"--{action} needs an exercise", fix=f"exercise NAME --{action}")
        _list(as_json)
        return None
    if as_json and action != "check":
        raise ActquizError("--json goes with the list and with --check", fix="add --check")
    plain_prompt.accept_any_text()
    from actquiz.memory.store import Store
    from actquiz.practice.exercises.catalogue import get
    from actquiz.practice.exercises.session import Session

    exercise = get(name)
    with Store.open() as store:
        session = Session(store, exercise)
        match action:
            case "check":
                return plain_exercise.check(session, as_json=as_json)
            case "watch":
                return plain_exercise.watch(session)
            case "hint":
                plain_exercise.hint(session)
            case "reset":
                _reset(session, yes)
            case "solution":
                _solution(session, yes)
            case _:
                return _begin(session, edit=not no_editor and _has_terminal())
    return None


def _action(chosen: dict[str, bool]) -> str:
    """The one thing to do, or nothing."""
    given = [name for name in _ACTIONS if chosen[name]]
    if len(given) > 1:
        words = " and ".join(f"--{name}" for name in given)
        raise ActquizError(f"{words} cannot go together", fix="choose one")
    return given[0] if given else ""


def _list(as_json: bool) -> None:
    from actquiz.cli import plain_exercise
    from actquiz.memory.store import Store
    from actquiz.practice.exercises.catalogue import exercises
    from actquiz.practice.exercises.rounds import standings

    found = exercises()
    with Store.open() as store:
        known = standings(store, [one.id for one in found])
    if as_json:
        output.as_json([plain_exercise.as_dict(one, known[one.id]) for one in found])
    else:
        plain_exercise.listing(found, known)


def _begin(session: Session, *, edit: bool) -> int | None:
    """Show the task and write the file; in a terminal, open it and check what was saved."""
    from actquiz.cli import plain_exercise

    if edit and session.is_over and _agreed("It is due again. Begin afresh? Your file is kept."):
        _reset(session, yes=True)
    plain_exercise.task(session)
    written = session.begin()
    plain_exercise.begun(session, written)
    if not edit:
        return None
    from actquiz.bank.editing import edit as open_editor
    from actquiz.errors import Location

    before = session.path.stat()
    open_editor(Location(session.path))
    after = session.path.stat() if session.path.exists() else before
    if (after.st_mtime_ns, after.st_ino) == (before.st_mtime_ns, before.st_ino):
        return None
    output.text()
    return plain_exercise.check(session)


def _reset(session: Session, yes: bool) -> None:
    if session.path.exists() and not yes:
        _ask("Begin afresh? Your file is kept under another name.", "--reset")
    kept = session.begin_afresh()
    if kept:
        output.text(f"Your old file is {kept}")
    output.text(f"The starter is {session.path}")


def _solution(session: Session, yes: bool) -> None:
    from actquiz.cli import plain_exercise

    if session.standing.round.passed is None and not yes:
        what = "You have not passed yet: seen now, it comes back tomorrow as forgotten. Show it?"
        _ask(what, "--solution")
    plain_exercise.solution(session)


def _ask(question: str, option: str) -> None:
    """Go on only if the learner agrees; without a terminal nobody can."""
    if not _has_terminal():
        what = f"{option} asks first, and there is no terminal to ask on"
        raise ActquizError(what, fix=f"add --yes: {question}")
    if not _agreed(question):
        diagnostics.note("Nothing was changed.")
        raise click.exceptions.Exit(0)


def _agreed(question: str) -> bool:
    return click.confirm(question, default=True, err=True)


def _has_terminal() -> bool:
    return output.is_terminal() and sys.stdin.isatty()
