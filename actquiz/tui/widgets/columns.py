"""Upright bars in eighths of a cell, in the colours of the theme."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

_EIGHTHS = " ▁▂▃▄▅▆▇█"


def columns(
    values: Sequence[float], height: int, *, step: int, gap: int, now: int | None = None
) -> list[Content]:
    """``height`` lines of bars, ``step`` cells each with ``gap`` of them left free at the right.

    The largest value fills the height; whatever is more than nothing is seen. ``now`` is the place
    of the bar that stands out.
    """
    top = max(values, default=0) or 1
    eighths = [-(-value * 8 * height // top) for value in values]
    lines = []
    for line in range(height - 1, -1, -1):
        signs = (_EIGHTHS[int(min(max(filled - 8 * line, 0), 8))] for filled in eighths)
        bars = [sign * (step - gap) + " " * gap for sign in signs]
        if now is None:
            lines.append(Content.styled("".join(bars), "$accent"))
            continue
        before, here, after = "".join(bars[:now]), bars[now], "".join(bars[now + 1 :])
        parts = ((before, "$accent-muted"), (here, "$accent"), (after, "$accent-muted"))
        lines.append(Content.assemble(*(part for part in parts if part[0])))
    return lines
