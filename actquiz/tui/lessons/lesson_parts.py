"""What a section of a lesson is drawn with: text, pictures, and what came of its stops."""

from __future__ import annotations

import re
from collections.abc import Iterator

from textual.content import Content
from textual.geometry import Size

from actquiz.plots.figure import Figure
from actquiz.practice.reading import Settled
from actquiz.tui.typeset import typeset, wrapped
from actquiz.tui.widgets.figure_view import FigureView
from actquiz.tui.widgets.rows_widget import Row, RowsWidget, hang

_CODE = re.compile(r"^```(\w+)\n(.*?)^```\s*?$", re.MULTILINE | re.DOTALL)
"""Code whose language is named."""
_HIGHEST = 26
"""Rows of a picture; with more it only pushes its text away."""


class LessonText(RowsWidget):
    """Markdown in a column that reads well."""

    DEFAULT_CSS = """
    LessonText { max-width: 76; margin-bottom: 1; }
    """

    def __init__(self, markdown: str, style: str = "") -> None:
        super().__init__()
        self._markdown, self._style = markdown, style

    def rows(self, width: int) -> list[Row]:
        rows: list[Row] = []
        for lines in _pieces(self._markdown, width, self._style):
            if rows and lines:
                rows.append(Row())
            rows += map(Row, lines)
        return rows


def _pieces(markdown: str, width: int, style: str) -> Iterator[list[Content]]:
    """Running text and code in turn, each in lines."""
    end = 0
    for found in _CODE.finditer(markdown):
        yield typeset(markdown[end : found.start()].strip("\n"), width, style)
        yield _code(found[2].rstrip("\n"), found[1], width)
        end = found.end()
    yield typeset(markdown[end:].strip("\n"), width, style)


def _code(text: str, language: str, width: int) -> list[Content]:
    from textual.highlight import highlight

    lines = highlight(text, language=language).split("\n", allow_blank=True)
    room = max(width - 2, 1)
    return [
        Content("  ") + part for line in lines for part in (line.fold(room) if line else [line])
    ]


class LessonHeading(RowsWidget):
    """The section's heading."""

    DEFAULT_CSS = """
    LessonHeading { max-width: 76; margin-bottom: 1; }
    """

    def __init__(self, heading: str) -> None:
        super().__init__()
        self._heading = heading

    def rows(self, width: int) -> list[Row]:
        lines = typeset(self._heading, width, style="bold")
        widest = max((line.cell_length for line in lines), default=0)
        rule = Content.styled("─" * widest, "$accent")
        if self.screen.has_class("-short"):
            return [Row(line.stylize("$accent")) for line in lines]
        return [*map(Row, lines), Row(rule)]


class LessonPicture(FigureView):
    """A picture at the pane's width, as high as it reads well."""

    DEFAULT_CSS = """
    LessonPicture { height: auto; min-height: 4; max-width: 140; margin-bottom: 1; }
    """

    def __init__(self, figure: Figure) -> None:
        super().__init__(figure)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        from actquiz.plots.terminal import natural_height

        if self.figure is None:
            return 4
        most = max(min(viewport.height - 6, _HIGHEST), 6)
        return min(natural_height(self.figure, max(width, 1)), most)


class StopLine(RowsWidget):
    """What came of a card or an experiment, in a line."""

    DEFAULT_CSS = """
    StopLine { max-width: 76; margin-bottom: 1; }
    """

    def __init__(self, asked: str, settled: Settled) -> None:
        super().__init__()
        self._asked, self._settled = asked, settled

    def rows(self, width: int) -> list[Row]:
        sign, style = {True: ("✓", "$success"), False: ("✗", "$error"), None: ("·", "$quiet")}[
            self._settled.right
        ]
        lead = Content.styled(f"{sign} ", f"bold {style}")
        asked = typeset(self._asked, width - 2, style="$quiet")[:1]
        said = wrapped(Content.styled(self._settled.text, style), width - 2)
        return hang(
            lead, [*(line.truncate(width - 2, ellipsis=True) for line in asked), *said], None
        )


class Invitation(RowsWidget):
    """A key to press for something beside the text."""

    DEFAULT_CSS = """
    Invitation { max-width: 76; margin-bottom: 1; }
    """

    def __init__(self, key: str, label: str) -> None:
        super().__init__()
        self.key, self._label = key, label

    def rows(self, width: int) -> list[Row]:
        text = Content.styled(f"  {self.key}  {self._label}  ", self.plain_chip)
        return [Row(text.truncate(width, ellipsis=True), 0)]
