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


COLUMN = 76
"""Cells of a line of text; longer ones do not read well."""
CARD = 89
"""Cells of a card; text begins where the card below it does, and that stands in the middle."""


def edge(width: int) -> int:
    """The column at which text begins in a pane of that width."""
    return max((width - CARD) // 2, 0)


class LessonPart(RowsWidget):
    """A part of a section: rows in a column, in the middle of the pane."""

    DEFAULT_CSS = """
    LessonPart { margin-bottom: 1; }
    """

    def rows(self, width: int) -> list[Row]:
        indent = Content(" " * edge(width))
        return [Row(indent + row.content, row.item) for row in self.column(min(width, COLUMN))]

    def column(self, width: int) -> list[Row]:
        """The part in ``width`` cells."""
        raise NotImplementedError


class LessonText(LessonPart):
    """Markdown."""

    def __init__(self, markdown: str, style: str = "") -> None:
        super().__init__()
        self._markdown, self._style = markdown, style

    def column(self, width: int) -> list[Row]:
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


class LessonHeading(LessonPart):
    """The section's heading."""

    def __init__(self, heading: str) -> None:
        super().__init__()
        self._heading = heading

    def column(self, width: int) -> list[Row]:
        lines = typeset(self._heading, width, style="bold")
        widest = max((line.cell_length for line in lines), default=0)
        rule = Content.styled("─" * widest, "$accent")
        if self.screen.has_class("-short"):
            return [Row(line.stylize("$accent")) for line in lines]
        return [*map(Row, lines), Row(rule)]


class LessonPicture(FigureView):
    """A picture at the pane's width, as high as it reads well."""

    DEFAULT_CSS = """
    LessonPicture { height: auto; min-height: 4; margin-bottom: 1; }
    """

    def __init__(self, figure: Figure) -> None:
        super().__init__(figure)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        from actquiz.plots.terminal import natural_height

        if self.figure is None:
            return 4
        most = max(min(viewport.height - 6, _HIGHEST), 6)
        return min(natural_height(self.figure, max(width, 1)), most)


class StopLine(LessonPart):
    """What came of a card or an experiment, in a line."""

    def __init__(self, asked: str, settled: Settled) -> None:
        super().__init__()
        self._asked, self._settled = asked, settled

    def column(self, width: int) -> list[Row]:
        sign, style = {True: ("✓", "$success"), False: ("✗", "$error"), None: ("·", "$quiet")}[
            self._settled.right
        ]
        lead = Content.styled(f"{sign} ", f"bold {style}")
        first, *more = typeset(self._asked, max(width - 4, 1), style="$quiet") or [Content("")]
        asked = [first + " …" if more else first]
        said = wrapped(Content.styled(self._settled.text, style), width - 2)
        return hang(
            lead, [*(line.truncate(width - 2, ellipsis=True) for line in asked), *said], None
        )


class Invitation(LessonPart):
    """A key to press for something beside the text."""

    def __init__(self, key: str, label: str) -> None:
        super().__init__()
        self.key, self._label = key, label

    def column(self, width: int) -> list[Row]:
        text = Content.styled(f"  {self.key}  {self._label}  ", self.plain_chip)
        return [Row(text.truncate(width, ellipsis=True), 0)]
