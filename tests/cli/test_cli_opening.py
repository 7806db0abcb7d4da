"""Commands that open the app on a terminal, with what was given set already."""

from __future__ import annotations

import sys
from typing import Any

import pytest

from actquiz.cli import output
from actquiz.cli.main import run
from actquiz.tui import app


@pytest.mark.parametrize(
    ("arguments", "screen", "options"),
    [
        (
            ["quiz", "numerics", "-n", "5", "--seed", "7", "--at-end"],
            "quiz",
            {"decks": ("numerics",), "number": 5, "seed": 7, "at_end": True},
        ),
        (
            ["interview", "--minutes", "12"],
            "interview",
            {"minutes": 12.0, "role": None, "seed": None},
        ),
    ],
    ids=["quiz", "interview"],
)
def test_a_terminal_gets_the_app(
    monkeypatch: pytest.MonkeyPatch, arguments: list[str], screen: str, options: dict[str, Any]
) -> None:
    """The screen opens with the options of the command line."""
    opened: list[dict[str, Any]] = []
    monkeypatch.setattr(output, "is_terminal", lambda: True)
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(app, "run_app", lambda **given: opened.append(given))
    assert run(arguments) == 0
    (given,) = opened
    assert (given["screen"], given["options"]) == (screen, options)
