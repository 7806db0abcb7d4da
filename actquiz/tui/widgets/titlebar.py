"""The line on top: where one is, and how it stands."""

from __future__ import annotations

from textual.content import Content
from textual.widget import Widget

from actquiz.text.safe import cells


class TitleBar(Widget):
    """A title at the left; what matters now at the right, in the longest form that fits."""

    DEFAULT_CSS = """
    TitleBar {
        height: 1; dock: top; padding: 0 1; background: $surface;
        text-wrap: nowrap; text-overflow: ellipsis;
    }
    """

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title
        self._detail = ""
        self._standing: tuple[Content, ...] = ()

    def show(self, *standing: Content, title: str | None = None, detail: str = "") -> None:
        """``standing``: the right side's forms, longest first; ``detail`` follows the title."""
        title = self._title if title is None else title
        # Contents compare by their text, which is enough: here the colours follow from it.
        if (title, detail, standing) != (self._title, self._detail, self._standing):
            self._title, self._detail, self._standing = title, detail, standing
            self.refresh()

    def render(self) -> Content:
        width = self.content_size.width
        left = Content.assemble((self._title, "bold $accent"))
        right = self._right(width - cells(self._title) - 2)
        room = width - left.cell_length - right.cell_length - 4
        if self._detail and room >= 8:
            left += Content.styled("  " + self._detail, "$quiet").truncate(room + 2, ellipsis=True)
        space = max(width - left.cell_length - right.cell_length, 1)
        return Content.assemble(left, " " * space, right)

    def _right(self, room: int) -> Content:
        for form in self._standing:
            if form.cell_length <= room:
                return form
        return Content("")
