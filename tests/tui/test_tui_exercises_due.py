"""Home names exercises that are due again; a session of cards does not ask them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from app_screen import screen_text

from actquiz import clock, paths
from actquiz.practice.exercises.rounds import checked
from actquiz.tui.app import ActquizApp

LINES = {40: "1 exercise: press x", 80: "1 exercise to do again: press x"}
"""By the columns there are at least."""


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (160, 50)], ids=str)
async def test_home_names_what_is_due(
    app: ActquizApp, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """One line, from the day on; the cards' counts stay what they were."""
    (paths.shipped_content() / "exercises" / "made").mkdir(parents=True)
    checked(app.desk.store, "made", True)
    async with app.run_test(size=size):
        line = LINES[min(size[0], 80)]
        assert line not in screen_text(app)
        later = clock.now() + timedelta(days=40)
        monkeypatch.setenv("ACTQUIZ_NOW", later.isoformat())
        app.screen.look_again()
        await app.animator.wait_for_idle()
        assert line in screen_text(app)
        assert app.screen.overview.today.due == 0
