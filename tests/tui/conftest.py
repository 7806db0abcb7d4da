"""The app on test decks, with the clock stopped, and its screens as text."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from app_screen import NOW, screen_text

from actquiz import clock, paths
from actquiz.tui.app import ActquizApp
from actquiz.tui.desk import Desk

HERE = Path(__file__).parent


@pytest.fixture(autouse=True)
def a_place_of_its_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The learner's data in a fresh folder, the test decks only, Monday evening."""
    monkeypatch.setenv("ACTQUIZ_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("ACTQUIZ_DECKS", str(HERE / "decks"))
    monkeypatch.setenv("ACTQUIZ_NOW", NOW)
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setattr(paths, "shipped_content", lambda: tmp_path / "nothing")
    monkeypatch.setattr(clock, "stopwatch", lambda: 0.0)


@pytest.fixture
def desk() -> Iterator[Desk]:
    """An open desk on the test decks."""
    desk = Desk.open()
    yield desk
    desk.close()


@pytest.fixture
def app(desk: Desk) -> ActquizApp:
    """The app at Home."""
    return ActquizApp(desk)


@pytest.fixture
def same_screen() -> Callable[[ActquizApp, str], None]:
    """Compare the screen with its file; ``UPDATE_SCREENS=1`` writes the file instead."""

    def compare(app: ActquizApp, name: str) -> None:
        path = HERE / "screens" / f"{name}.txt"
        shown = screen_text(app)
        if os.environ.get("UPDATE_SCREENS"):
            path.write_text(shown, encoding="utf-8")
        assert shown == path.read_text(encoding="utf-8")

    return compare
