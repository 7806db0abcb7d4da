"""What will come in and where it goes, and what does not come along."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from textual.content import Content

from actquiz.text.safe import clean
from actquiz.tui.dialog import Dialog
from actquiz.tui.typeset import wrapped
from actquiz.tui.widgets.rows_widget import Row, RowsWidget, hang
from actquiz.words import counted

if TYPE_CHECKING:
    from actquiz.exchange.import_preview import Bringing
    from actquiz.exchange.import_report import ImportNote

_SHOWN = 4
_MOST = 2_000
"""Lines of the whole report that are laid out."""
_PACKAGES = (".apkg", ".colpkg")
"""There the notes are counted, and not lines."""
_WAITING = "Reading the file…"
_INVITATION = (
    "Markdown notes, tables (CSV, TSV), JSON, Anki's packages and Anki's text become decks of your "
    "own. Nothing is written before you have seen what it will be."
)


class ImportSummary(RowsWidget):
    """The head of the page: counts, the file's new home, and the first losses."""

    def __init__(self) -> None:
        super().__init__()
        self._brought: Bringing | None = None
        self._notes: Sequence[ImportNote] = ()
        self._said = _INVITATION

    def show(self, brought: Bringing, notes: Sequence[ImportNote]) -> None:
        """Show what will be, and what does not come along."""
        self._brought, self._notes = brought, notes
        self.redraw()

    def say(self, text: str) -> None:
        """Show this in its place."""
        self._brought, self._said = None, text
        self.redraw()

    def wait(self) -> None:
        """Say that the file is being read."""
        self.say(_WAITING)

    def rows(self, width: int) -> list[Row]:
        if self._brought is None:
            return [Row(line) for line in wrapped(Content(self._said), width)]
        rows = [Row(line) for line in wrapped(_counts(self._brought), width)]
        rows += _homes(self._brought, width)
        shown = 1 if self.screen.has_class("-short") else _SHOWN
        return rows + _losses(self._notes, width, shown)


def _counts(brought: Bringing) -> Content:
    plan = brought.plan
    said = f"{counted(brought.cards, 'card')} in {counted(len(plan.decks), 'deck')}"
    if plan.changed or plan.same:
        said += f": {plan.fresh} new, {plan.changed} changed, {plan.same} as before"
    return Content.styled(said, "bold")


def _homes(brought: Bringing, width: int) -> list[Row]:
    rows: list[Row] = []
    for path in list(brought.texts)[:_SHOWN]:
        verb = "changes" if path.exists() else "writes"
        text = wrapped(Content(short(path)), width - len(verb) - 2)
        rows += hang(Content.styled(f"{verb}  ", "$quiet"), text, None)
    if (more := len(brought.texts) - _SHOWN) > 0:
        rows.append(Row(Content.styled(f"and {counted(more, 'more file')}", "$quiet")))
    return rows


def _losses(notes: Sequence[ImportNote], width: int, shown: int) -> list[Row]:
    if not notes:
        return [Row(Content.styled("All of it comes along.", "$success"))]
    rows: list[Row] = []
    for note in notes[:shown]:
        rows += hang(Content.styled("! ", "bold $warning"), wrapped(_line(note), width - 2), None)
    if (more := len(notes) - shown) > 0:
        rows.append(Row(Content.styled(f"l  {counted(more, 'more remark')}", "$quiet")))
    return rows


def _line(note: ImportNote) -> Content:
    counts = "note" if note.where.path.suffix in _PACKAGES else "line"
    place = f"{counts} {note.where.line}: " if note.where.line else ""
    return Content.assemble((place, "$quiet"), clean(note.what))


def short(path: Path) -> str:
    """The path as a person writes it."""
    home = Path.home()
    shown = f"~/{path.relative_to(home)}" if path.is_relative_to(home) else str(path)
    return clean(shown)


class LossesDialog(Dialog[None]):
    """The whole report."""

    DEFAULT_CSS = """
    LossesDialog > VerticalScroll { width: 90; }
    """

    def __init__(self, notes: Sequence[ImportNote]) -> None:
        super().__init__("What you should know", _AllLosses(notes))
        self.frame.can_focus = True
        self.frame.border_subtitle = Content("Esc closes")

    def on_mount(self) -> None:
        self.frame.focus()


class _AllLosses(RowsWidget):
    def __init__(self, notes: Sequence[ImportNote]) -> None:
        super().__init__()
        self._notes = notes

    def rows(self, width: int) -> list[Row]:
        rows: list[Row] = []
        for note in self._notes[:_MOST]:
            text = wrapped(_line(note), width - 2)
            rows += hang(Content.styled("! ", "bold $warning"), text, None)
        if (more := len(self._notes) - _MOST) > 0:
            said = f"and {more:,} more; 'actquiz import' on the command line lists them all"
            rows += map(Row, wrapped(Content.styled(said, "$quiet"), width))
        return rows
