"""Legends and notes: rows of their own under the axes, so they never cover data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from actquiz.plots.spans import Colour, SpanRow, StyledText, shorten, wrap


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """A marker and the name it stands for."""

    marker: str
    name: str
    ink: Colour | None = None


def legend(entries: Sequence[LegendEntry], cells: int) -> list[SpanRow]:
    """The entries in as few rows of ``cells`` as they need; equal entries appear once."""
    rows: list[SpanRow] = []
    used = 0
    for entry in dict.fromkeys(entries):
        name = shorten(entry.name, cells - len(entry.marker) - 1)
        size = len(entry.marker) + 1 + len(name)
        if not rows or used + 3 + size > cells:
            rows.append([])
            used = 0
        else:
            rows[-1].append(StyledText("   "))
            used += 3
        rows[-1] += [StyledText(entry.marker, entry.ink), StyledText(f" {name}")]
        used += size
    return rows


def notes(lines: Sequence[str], cells: int) -> list[SpanRow]:
    """Sentences under the picture, wrapped."""
    return [[StyledText(part)] for line in lines if line for part in wrap(line, cells)]
