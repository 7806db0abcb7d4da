"""``actquiz learn``: lessons, a section at a time, with their cards and experiments."""

from __future__ import annotations

import sys

import click

from actquiz.cli import diagnostics, output


@click.command()
@click.argument("lesson", required=False)
@click.option("--section", type=click.IntRange(min=1), metavar="N", help="Begin at section N.")
@click.option("--plain", is_flag=True, help="Lines of text instead of the app.")
@click.option("--json", "as_json", is_flag=True, help="Print the list of lessons as JSON.")
def command(lesson: str | None, section: int | None, plain: bool, as_json: bool) -> None:
    """Read LESSON, named by its id or its number; without it, list them.

    Cards in the text are asked and scheduled from then on. The place is kept: the next time it goes
    on there.
    """
    if as_json or (lesson is None and (plain or not _is_interactive())):
        _list(as_json=as_json)
        return
    if plain or not _is_interactive():
        assert lesson is not None
        _read(lesson, section)
        return
    from actquiz.tui.app import run_app

    progress = diagnostics.progress("reading decks")
    if lesson is None:
        run_app(screen="lessons", progress=progress)
        return
    from actquiz.lessons import shelf

    shelf.get(lesson)
    options = {"begin": lesson, "section": section}
    run_app(screen="lessons", options=options, progress=progress)


def _is_interactive() -> bool:
    return output.is_terminal() and sys.stdin.isatty()


def _list(*, as_json: bool) -> None:
    from actquiz.lessons import shelf
    from actquiz.memory.store import Store
    from actquiz.practice.lesson_path import path

    with Store.open() as store:
        stops = path(store)
    if broken := shelf.unreadable():
        diagnostics.note(f"actquiz: {broken[0]} cannot be read; 'actquiz check' says why")
    if as_json:
        output.as_json([stop.as_dict() for stop in stops])
        return
    if not stops:
        output.text("There are no lessons.")
        return
    from actquiz.plots.table import fitted

    rows = [["", "lesson", "", "minutes", ""]]
    for number, stop in enumerate(stops, start=1):
        head = stop.lesson.head
        rows.append([str(number), head.id, head.title, str(head.minutes), stop.standing])
    for line in fitted(rows, output.width()):
        output.text(line)
    output.text("\nactquiz learn LESSON reads one; its number will do.")


def _read(name: str, section: int | None) -> None:
    from actquiz.cli import plain_lesson, plain_prompt
    from actquiz.cli.indexing import open_index
    from actquiz.lessons import shelf
    from actquiz.memory.store import Store
    from actquiz.practice.reading import Reading

    plain_prompt.accept_any_text()
    lesson = shelf.get(name)
    with open_index() as index, Store.open() as store:
        reading = Reading(store, index, lesson)
        if section is not None:
            reading.open(section - 1)
        try:
            plain_lesson.run(reading)
        except KeyboardInterrupt:
            output.text("\nStopped; your place and every grade are saved.")
            raise
        finally:
            reading.close()
