"""``actquiz`` without a word: the app. Nothing here imports click."""

from __future__ import annotations

from actquiz.cli import diagnostics


def run() -> int:
    """Open the app at Home and return the exit code."""
    return diagnostics.guarded(open_app)


def open_app() -> int:
    """Open the app at Home; whatever goes wrong is raised."""
    import gc

    # Nearly all that the imports make stays: to look for garbage in it holds up the first frame.
    # The app turns it on again.
    gc.disable()
    from actquiz.tui.app import run_app

    run_app(progress=diagnostics.progress("reading decks"))
    return 0
