"""``actquiz stats``: how the learning goes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from actquiz.cli import diagnostics, output

if TYPE_CHECKING:
    from actquiz.plots.figure import Figure
    from actquiz.practice.statistics.charts import Chart
    from actquiz.practice.statistics.gathering import Statistics

_OVERVIEW = ("calendar", "retention")
"""The charts that are shown where nobody names one."""
_LONGEST = 3660
_WIDEST_TEXT = 100


@click.command()
@click.argument("what", nargs=-1, metavar="[WHAT]...")
@click.option("--days", type=click.IntRange(1, _LONGEST), metavar="N",
              help="The last N days, and N days ahead.")  # fmt: skip
@click.option("--save", type=click.Path(path_type=Path), metavar="FILE",
              help="Save the pictures as one: .png or .svg.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
@click.option("--plain", is_flag=True, help="Numbers instead of pictures.")
def command(
    what: Sequence[str], days: int | None, save: Path | None, as_json: bool, plain: bool
) -> None:
    """Say how the learning goes: in short, or WHAT in detail.

    WHAT is ahead, reviews, time, calendar, retention, calibration, stability, difficulty, topics,
    levels, leeches or hours; all shows everything.
    """
    from actquiz.practice.statistics import charts

    wanted = charts.names() if "all" in what else tuple(map(charts.checked, dict.fromkeys(what)))
    if save is not None:
        from actquiz.plots import image

        image.check(save)
    statistics = _gather(days)
    shown = [charts.chart(name, statistics) for name in wanted or _OVERVIEW]
    if as_json:
        from actquiz.practice.statistics import summary

        output.as_json(summary.told(statistics))
    elif statistics.empty:
        _nothing_yet()
    else:
        if not what or "all" in what:
            _summary(statistics)
        for chart in shown:
            _show(chart, plain=plain)
        if not what:
            rest = " ".join(name for name in charts.names() if name not in _OVERVIEW)
            diagnostics.note(f"More: actquiz stats {rest}, or all")
    if save is not None:
        _save(shown, save, statistics)


def _gather(days: int | None) -> Statistics:
    from actquiz.cli.indexing import open_index
    from actquiz.memory.settings import load_settings
    from actquiz.memory.store import Store
    from actquiz.practice.statistics.gathering import gather

    settings = load_settings()
    with open_index(quiet=True) as index, Store.open() as store:
        return gather(store, index.path, settings, days=days)


def _nothing_yet() -> None:
    output.text("There are no reviews yet. 'actquiz study' begins; then this shows:")
    output.text()
    for line in (
        "what is due ahead, and how much you do on which day",
        "how much you recall when a card comes back, and whether the schedule foresaw it",
        "what you know by topic and level, and which cards you keep forgetting",
    ):
        output.text(f"· {line}")


def _summary(statistics: Statistics) -> None:
    from actquiz.plots.spans import wrap
    from actquiz.practice.statistics import summary

    for line in wrap(summary.headline(statistics), min(output.width(), _WIDEST_TEXT)):
        output.text(line)
    output.text()
    rows = summary.rows(statistics)
    margin = max(len(name) for name, _ in rows) + 2
    for name, value in rows:
        first, *more = wrap(value, max(output.width() - margin, 12))
        output.text(name.ljust(margin) + first)
        for line in more:
            output.text(" " * margin + line)


def _show(chart: Chart, *, plain: bool) -> None:
    """The question, its picture, and what it says."""
    from actquiz.cli import picture
    from actquiz.plots.spans import wrap
    from actquiz.text.safe import clean

    output.text()
    for line in wrap(chart.question, output.width()):
        output.text(f"\033[1m{line}\033[0m" if output.colour() else line)
    if chart.figure is not None:
        # The question is the title.
        picture.show(replace(chart.figure, title=""), plain=plain)
    for line in wrap(clean(chart.said), min(output.width(), _WIDEST_TEXT)):
        output.text(line)


def _save(shown: Sequence[Chart], path: Path, statistics: Statistics) -> None:
    from actquiz.errors import ActquizError
    from actquiz.plots import image

    figures = [chart.figure for chart in shown if chart.figure is not None]
    if not figures:
        raise ActquizError(
            "there is nothing to draw yet: " + " ".join(chart.said for chart in shown),
            fix="study first, or name another chart",
        )
    metadata = {"charts": [chart.name for chart in shown], "day": str(statistics.day)}
    image.save(_together(figures), path, metadata)
    diagnostics.note(f"saved {path}")


def _together(figures: Sequence[Figure]) -> Figure:
    """Their panels side by side, each under a title of its own."""
    from actquiz.plots.figure import Figure

    if len(figures) == 1:
        return figures[0]
    panels = [
        replace(panel, title=panel.title or figure.title)
        for figure in figures
        for panel in figure.panels
    ]
    return Figure(panels, columns=2)
