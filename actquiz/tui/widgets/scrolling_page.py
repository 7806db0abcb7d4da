"""A screen whose body is scrolled by arrows, ``j`` and ``k``, and by whole pages."""

from __future__ import annotations

from textual.containers import VerticalScroll

from actquiz.tui.page import Page


class ScrollingPage(Page):
    """Subclasses set ``scroll``; those with a cursor say in ``move`` what the arrows do."""

    scroll: VerticalScroll

    def move(self, by: int) -> None:
        """A line down (1) or up (-1)."""
        self.scroll.scroll_relative(y=by, animate=False)

    def action_down(self) -> None:
        self.move(1)

    def action_up(self) -> None:
        self.move(-1)

    def action_page_down(self) -> None:
        self.scroll.scroll_page_down(animate=False)

    def action_page_up(self) -> None:
        self.scroll.scroll_page_up(animate=False)
