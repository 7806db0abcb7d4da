"""The sheet for the day before, and the line that says whether one is ready."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from review_desk import Desk, give

from actquiz.cli.main import run
from actquiz.errors import ActquizError
from actquiz.memory.grade import Grade
from actquiz.memory.settings import Settings, save_settings
from actquiz.practice.plan import make_plan
from actquiz.practice.sheet import make_sheet

FORMULA = """
  - {id: silu, kind: formula, name: SiLU, function: silu, latex: "x \\\\sigma(x)",
     ask: [formula, name]}
  - {id: odd, kind: truth, statement: Tanh is odd., answer: true, why: It is.}
"""
GOAL = Settings(interview_date="2026-03-12", plan_minutes=10)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """Some flashcards, a formula and a statement."""
    desk = Desk(tmp_path, monkeypatch)
    desk.write("deck", [f"card-{n}" for n in range(4)], extra=FORMULA)
    yield desk
    desk.close()


def study(desk: Desk, grades: dict[str, Grade]) -> None:
    """Meet all cards; those named get their grade, others are easy."""
    session = desk.session(new=20)
    while session.turn is not None:
        card = session.turn.entry.id
        give(session, grades.pop(card, Grade.EASY))


def test_the_weakest_come_first_and_missed_formulas_have_their_part(desk: Desk) -> None:
    """What was forgotten leads; a formula that was missed stands below, once."""
    study(desk, {"card-2": Grade.AGAIN, "silu.formula": Grade.AGAIN})
    for _ in range(4):
        desk.next_day()
    sheet = make_sheet(desk.store(), desk.index(), Settings())
    assert sheet.points[0].card_id == "card-2"
    assert [point.card_id for point in sheet.formulas] == ["silu.formula"]
    assert "silu.formula" not in [point.card_id for point in sheet.points]
    text = sheet.markdown()
    assert text.startswith("# The day before\n")
    assert "- **What is card-2?** It." in text
    assert "True or false? Tanh is odd." in text


def test_as_many_points_as_asked_for(desk: Desk) -> None:
    """The number bounds the list."""
    study(desk, {})
    assert len(make_sheet(desk.store(), desk.index(), Settings(), 2).points) == 2


def test_without_a_card_met_there_is_no_sheet(desk: Desk) -> None:
    """It says what to do first."""
    with pytest.raises(ActquizError, match="no card has been met"):
        make_sheet(desk.store(), desk.index(), Settings())


def test_the_command_writes_text_markdown_and_a_page(
    desk: Desk, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each form has the points; the page has print rules and formulas as MathML."""
    monkeypatch.setenv("ACTQUIZ_DECKS", str(desk.decks))
    study(desk, {"silu.formula": Grade.AGAIN})
    assert run(["sheet"]) == 0
    assert "What you know least" in capsys.readouterr().out
    path = tmp_path / "sheet.html"
    assert run(["sheet", "--format", "html", "-o", str(path)]) == 0
    page = path.read_text(encoding="utf-8")
    assert "@media print" in page
    assert "<math" in page
    assert "<h2>Formulas missed most</h2>" in page


def test_due_says_whether_one_is_ready(
    desk: Desk, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Score, range, days and today's minutes come from the plan that is kept; null without one."""
    monkeypatch.setenv("ACTQUIZ_DECKS", str(desk.decks))
    assert run(["due", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["interview"] is None
    save_settings(GOAL)
    store, index = desk.store(), desk.index()
    plan = make_plan(store, index.path, GOAL, outlooks=False)
    assert run(["due", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)["interview"]
    assert told["days"] == 10
    assert told["score"] == pytest.approx(plan.forecast.score)
    assert told["minutes_today"] > 0
    assert told["line"].startswith("Interview in 10 days: expected score")
    desk.go(timedelta(0))
