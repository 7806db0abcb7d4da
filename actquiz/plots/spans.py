"""Rows of coloured text: what every terminal drawing is made of before it becomes a string."""

from __future__ import annotations

import os
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

Colour = tuple[int, int, int]
"""Red, green, blue from 0 to 255."""


@dataclass(frozen=True, slots=True)
class StyledText:
    """A piece of one row; every character takes one cell."""

    text: str
    ink: Colour | None = None
    """Colour of the characters; None is the terminal's own."""
    paper: Colour | None = None
    """Colour behind them."""
    bold: bool = False


SpanRow = list[StyledText]


def width(row: SpanRow) -> int:
    """Cells the row takes."""
    return sum(len(span.text) for span in row)


def fit(row: SpanRow, cells: int) -> SpanRow:
    """The row cut or padded to exactly ``cells``."""
    fitted: SpanRow = []
    room = cells
    for span in row:
        if room <= 0:
            break
        fitted.append(span if len(span.text) <= room else replace(span, text=span.text[:room]))
        room -= len(fitted[-1].text)
    if room > 0:
        fitted.append(StyledText(" " * room))
    return fitted


def centred(text: str, cells: int) -> SpanRow:
    """``text`` in the middle of ``cells``, shortened if it is longer."""
    return [StyledText(shorten(text, cells).center(cells).rstrip())]


def beside(blocks: Sequence[Sequence[SpanRow]], cells: int, gap: int) -> list[SpanRow]:
    """Blocks next to each other, each ``cells`` wide, as tall as the tallest."""
    rows: list[SpanRow] = []
    for number in range(max(len(block) for block in blocks)):
        row: SpanRow = []
        for index, block in enumerate(blocks):
            if index:
                row.append(StyledText(" " * gap))
            row.extend(fit(list(block[number]) if number < len(block) else [], cells))
        rows.append(row)
    return rows


def shorten(text: str, cells: int) -> str:
    """``text`` in at most ``cells`` cells; an ellipsis says that something is missing."""
    if len(text) <= cells:
        return text
    return text[: cells - 1] + "…" if cells > 0 else ""


def wrap(text: str, cells: int) -> list[str]:
    """``text`` broken at spaces into lines of at most ``cells``."""
    return textwrap.wrap(text, max(cells, 1)) or [""]


def join(rows: Iterable[SpanRow], *, colour: bool) -> str:
    """The rows as one string; without ``colour`` it holds no escape sequence.

    Colours are 24 bits where ``COLORTERM`` promises them and from the 256-colour cube elsewhere.
    """
    full = os.environ.get("COLORTERM", "").lower() in {"truecolor", "24bit"}
    return "\n".join(
        "".join(_ansi(span, full) for span in _trimmed(row))
        if colour
        else "".join(span.text for span in row).rstrip()
        for row in rows
    )


def _trimmed(row: SpanRow) -> SpanRow:
    """The row without spaces at its end."""
    kept = list(row)
    while kept and kept[-1].paper is None:
        text = kept[-1].text.rstrip(" ")
        if text:
            kept[-1] = replace(kept[-1], text=text)
            break
        kept.pop()
    return kept


def _ansi(span: StyledText, full: bool) -> str:
    codes = ["1"] if span.bold else []
    for kind, colour in (("38", span.ink), ("48", span.paper)):
        if colour is not None:
            codes.append(f"{kind};{_code(colour, full)}")
    if not codes or not span.text:
        return span.text
    return f"\033[{';'.join(codes)}m{span.text}\033[0m"


def _code(colour: Colour, full: bool) -> str:
    return "2;{};{};{}".format(*colour) if full else f"5;{_nearest_of_256(colour)}"


def _nearest_of_256(colour: Colour) -> int:
    """The index of the closest colour in the 6×6×6 cube or the grey ramp."""
    levels = (0, 95, 135, 175, 215, 255)
    near = [min(range(6), key=lambda i, part=part: abs(levels[i] - part)) for part in colour]  # type: ignore[misc]
    cube = tuple(levels[i] for i in near)
    grey = min(23, max(0, round((sum(colour) / 3 - 8) / 10)))

    def distance(other: Sequence[int]) -> int:
        return sum((a - b) ** 2 for a, b in zip(colour, other, strict=True))

    if distance((8 + 10 * grey,) * 3) < distance(cube):
        return 232 + grey
    return 16 + 36 * near[0] + 6 * near[1] + near[2]
