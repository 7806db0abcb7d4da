"""Opening the index for a command: progress and notes go to stderr."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from actquiz.cli import diagnostics
from actquiz.words import counted

if TYPE_CHECKING:
    from actquiz.bank.index import Index


@contextmanager
def open_index(*, quiet: bool = False) -> Iterator[Index]:
    """The index over all decks; ``quiet`` keeps the number of problems in them unsaid."""
    from actquiz.bank.index import Index

    with Index.open(progress=diagnostics.progress("reading decks")) as index:
        if index.note:
            diagnostics.note(f"actquiz: {index.note}")
        if not quiet and (problems := len(index.problems)):
            found = counted(problems, "problem")
            diagnostics.note(f"actquiz: {found} in the decks; 'actquiz check' says where")
        yield index
