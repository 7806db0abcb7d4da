"""Saving the Lab's picture, with everything that it was made with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from actquiz.demos.child_main import Request
from actquiz.demos.demo import Frame
from actquiz.tui.widgets import picture_saving

if TYPE_CHECKING:
    from actquiz.tui.app import ActquizApp


def ask_where(app: ActquizApp, frame: Frame, request: Request) -> None:
    """Ask for a path, then write the picture there."""
    metadata = {
        "demo": request.demo,
        "params": dict(request.params),
        "seeds": request.seeds or 0,
        "seed": request.seed,
    }
    picture_saving.ask_where(app, frame.figure, request.demo, metadata)
