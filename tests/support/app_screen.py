"""The app's screen as text, and the moment at which its tests take place."""

from __future__ import annotations

from textual.app import App

NOW = "2026-11-23T20:00:00+01:00"


def screen_text(app: App[None]) -> str:
    """What stands on the screen, a line a row, without colours."""
    strips = app.screen._compositor.render_strips()
    return "\n".join(strip.text.rstrip() for strip in strips).rstrip() + "\n"
