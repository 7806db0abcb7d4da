"""``actquiz progress``: keep the learner's reviews safe, and prove that they are whole."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from actquiz import clock, paths
from actquiz.cli import diagnostics, output
from actquiz.words import counted

if TYPE_CHECKING:
    from actquiz.memory.doctor import HealthReport, WrongState

_SHOWN = 10
"""Cards that are listed when many differ."""


@click.group()
def command() -> None:
    """Back up, restore, examine and merge your progress."""


@command.command()
@click.argument("path", required=False, type=click.Path(path_type=Path, dir_okay=False))
def backup(path: Path | None) -> None:
    """Copy your progress to PATH, or into the folder of backups."""
    from actquiz.memory import backup as backups
    from actquiz.memory.database import connect

    store = paths.store_file()
    _refuse_nothing(store)
    connection = connect(store)
    try:
        if path is None:
            stamp = f"{clock.now():%Y-%m-%dT%H%M%S}"
            path = backups.copy(connection, store, stamp)
        else:
            backups.copy_to(connection, path)
    finally:
        connection.close()
    output.text(f"Copied to {path}")


@command.command()
@click.argument("backup", required=False)
def restore(backup: str | None) -> None:
    """Bring back a backup, or list them.

    BACKUP is a file or the name of a backup. What is there now is kept as a backup first.
    """
    from actquiz.memory import backup as backups
    from actquiz.memory.restore import restore as restore_from

    store = paths.store_file()
    if backup is None:
        _list(backups.copies(store))
        return
    done = restore_from(store, backups.find(store, backup), clock.now())
    output.text(f"Restored {done.source}")
    if done.kept:
        output.text(f"What was there before is now {done.kept}")


@command.command()
@click.option("--repair", is_flag=True, help="Write what the reviews say wherever it differs.")
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
def doctor(repair: bool, as_json: bool) -> int:
    """Replay all reviews and compare.

    Exits with 1 if what is kept is not what the reviews lead to, or if the file is damaged.
    """
    from actquiz.memory import doctor as examination
    from actquiz.memory.store import Store

    _refuse_nothing(paths.store_file())
    with Store.open() as store:
        report = examination.examine(store, diagnostics.progress("replaying"))
        repaired = repair and not report.healthy
        if repaired:
            examination.repair(store, report)
    if as_json:
        output.as_json(_findings(report, repaired))
    else:
        _print(report, repaired)
    return 0 if report.healthy or repaired else diagnostics.FOUND_SOMETHING_WRONG


@command.command("export")
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print a report as JSON.")
def export_(path: Path, as_json: bool) -> None:
    """Write every review to PATH: this machine's file in a folder, or a .jsonl file.

    A file that is there gets what is new, below its lines.
    """
    from actquiz.files import save
    from actquiz.memory.export import export, file_for
    from actquiz.memory.store import Store

    _refuse_nothing(paths.store_file())
    with Store.open() as store:
        file = file_for(store, path)
        made = export(store, file)
    if made.added or not file.exists():
        save(file, made.data, force=True)
    if as_json:
        output.as_json({"file": str(file), "added": made.added, "events": made.events})
        return
    output.text(str(file))
    diagnostics.note(f"{made.added} new lines, {made.events} in all")


@command.command()
@click.argument("paths_", metavar="PATH...", nargs=-1, required=True,
                type=click.Path(path_type=Path))  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print a report as JSON.")
def merge(paths_: tuple[Path, ...], as_json: bool) -> None:
    """Add what other machines wrote: files, or all .jsonl files of folders.

    In any order, as often as you like. What is there now is kept as a backup first.
    """
    from actquiz.memory.event_files import files_in, read
    from actquiz.memory.merge import merge as join
    from actquiz.memory.store import Store

    files = files_in(paths_)
    journal = read(files)
    with Store.open() as store:
        done = join(store, journal, paths_[0], clock.now(), diagnostics.progress("merging"))
    for place in journal.cut:
        diagnostics.note(f"{place}: the last line is cut off and was left out; merge again later")
    if as_json:
        counts = {"reviews": done.reviews, "undone": done.undone, "marks": done.marks}
        counts["lessons"] = done.lessons
        kept = str(done.backup) if done.backup else None
        output.as_json({"files": len(files), **counts, "cut": len(journal.cut), "backup": kept})
        return
    if not done.backup:
        output.text("Nothing new.")
        return
    output.text(
        f"{counted(done.reviews, 'review')}, {done.undone} taken back, "
        f"{counted(done.marks, 'decision')}"
        + (f", {counted(done.lessons, 'step')} in lessons" if done.lessons else "")
    )
    diagnostics.note(f"what was there before is {done.backup}")


def _refuse_nothing(store: Path) -> None:
    """Looking after progress must not begin by making an empty one."""
    from actquiz.errors import ActquizError, Location

    if not store.exists():
        raise ActquizError(
            "there is no progress yet",
            fix="'actquiz study' begins, 'actquiz progress restore' brings back a backup",
            where=Location(store),
        )


def _list(copies: list[Path]) -> None:
    for path in copies:
        output.text(f"{path.stat().st_size / 1e6:9.1f} MB  {path.name}")
    if copies:
        diagnostics.note("Bring one back with 'actquiz progress restore NAME'.")
    else:
        diagnostics.note("There is no backup yet; 'actquiz progress backup' makes one.")


def _print(report: HealthReport, repaired: bool) -> None:
    output.text(f"Replayed {counted(report.reviews, 'review')} of {counted(report.cards, 'card')}.")
    for complaint in report.damage:
        output.text(f"Damaged: {complaint}")
    for difference in report.differences[:_SHOWN]:
        output.text(f"Wrong: '{difference.card_id}' {_explain(difference)}")
    if len(report.differences) > _SHOWN:
        output.text(f"… and {len(report.differences) - _SHOWN} more")
    for card_id in report.mismarked[:_SHOWN]:
        output.text(f"Wrong: '{card_id}' is not suspended, flagged or buried as you decided")
    if report.miscounted:
        days = counted(report.miscounted, "day")
        output.text(f"Wrong: what was counted for {days} does not add up")
    if report.healthy:
        output.text("Everything is as it should be.")
    elif repaired:
        output.text("Repaired.")
    elif report.damage:
        diagnostics.note("'actquiz progress restore' brings back a backup.")
    else:
        diagnostics.note("'actquiz progress doctor --repair' puts it right.")


def _explain(difference: WrongState) -> str:
    kept, replayed = difference.kept, difference.replayed
    if kept is None:
        return "has reviews but nothing is kept of it"
    if replayed is None:
        return "is kept as reviewed but has no reviews"
    return (
        f"is kept as due {kept.due_day} with stability {kept.stability:.4g}, "
        f"its reviews say {replayed.due_day} with {replayed.stability:.4g}"
    )


def _findings(report: HealthReport, repaired: bool) -> dict[str, object]:
    return {
        "healthy": report.healthy,
        "repaired": repaired,
        "reviews": report.reviews,
        "cards": report.cards,
        "damage": report.damage,
        "differences": [difference.card_id for difference in report.differences],
        "mismarked": report.mismarked,
        "miscounted": report.miscounted,
    }
